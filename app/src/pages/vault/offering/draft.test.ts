import { rules } from '@mosaic/client';
import { describe, expect, it } from 'vitest';
import { NOW, OPENING, SUPPLY, vaultView } from '../../../../test/vault.ts';
import { type OfferingDraft, emptyOffering, plannedBy, timesOf } from './draft.ts';

const HELD = SUPPLY / 2n;
const HOUR = 3_600n;
const DAY = 24n * HOUR;

function planned(changes: Partial<OfferingDraft>) {
  const draft = { ...emptyOffering(), amount: SUPPLY / 10n, startPrice: OPENING, ...changes };
  return plannedBy(draft, vaultView(), HELD);
}

describe('an offering that is entered', () => {
  it('has a fixed price, everybody as a buyer, no minimum and a week, unless something else is said', () => {
    expect(planned({})).toEqual({
      planned: {
        amount: SUPPLY / 10n,
        startPrice: OPENING,
        endPrice: OPENING,
        walletLimit: SUPPLY / 10n,
        minimum: 0n,
        delay: 0n,
        length: 7n * DAY,
      },
    });
  });

  it('may fall in price, start later, and have a limit and a minimum', () => {
    const changes = { falls: true, endPrice: 1n, startsIn: '1.5', lasts: '0.5', walletLimit: 5n, minimum: 7n };
    expect(planned(changes)).toMatchObject({
      planned: { endPrice: 1n, walletLimit: 5n, minimum: 7n, delay: 5_400n, length: 12n * HOUR },
    });
  });

  it('keeps the price at the end to itself where it does not fall', () => {
    expect(planned({ endPrice: 2n * OPENING })).toMatchObject({ planned: { endPrice: OPENING } });
  });

  it.each<[Partial<OfferingDraft>, string[]]>([
    [{ amount: null }, ['amount']],
    [{ amount: HELD + 1n }, ['amount']],
    [{ startPrice: 0n }, ['startPrice']],
    [{ falls: true }, ['endPrice']],
    [{ falls: true, endPrice: OPENING + 1n }, ['endPrice']],
    [{ startsIn: 'soon' }, ['startsIn']],
    [{ startsIn: '0.05' }, ['startsIn']],
    [{ startsIn: '721' }, ['startsIn']],
    [{ lasts: '' }, ['lasts']],
    [{ lasts: '31' }, ['lasts']],
    [{ walletLimit: null }, ['walletLimit']],
    [{ walletLimit: SUPPLY / 10n + 1n }, ['walletLimit']],
    [{ minimum: null }, ['minimum']],
    [{ minimum: OPENING / 10n + 1n }, ['minimum']],
    [{ startPrice: null, lasts: 'x' }, ['lasts', 'startPrice']],
  ])('cannot be %o', (changes, fields) => {
    const result = planned(changes);
    expect('errors' in result && Object.keys(result.errors).sort()).toEqual(fields);
  });

  it('lasts an hour and what signing takes, if it starts at once', () => {
    // 0.041666 days are no whole seconds; 0.0425 days are an hour and 72 seconds.
    expect(planned({ lasts: '0.0425' })).toHaveProperty('errors.lasts');
    expect(planned({ lasts: '0.0425', startsIn: '1' })).toHaveProperty('planned.length', 3_672n);
    expect(planned({ lasts: '0.05' })).toHaveProperty('planned.length', 4_320n);
  });
});

describe('its times', () => {
  it('count from now, and a start at once is left to the program', () => {
    expect(timesOf({ delay: 0n, length: DAY }, NOW)).toEqual({ startsAt: 0n, endsAt: NOW + DAY });
    expect(timesOf({ delay: HOUR, length: DAY }, NOW)).toEqual({ startsAt: NOW + HOUR, endsAt: NOW + HOUR + DAY });
  });

  it.each([
    ['0', '0.05'],
    ['0', '30'],
    ['0.1', '30'],
    ['720', '0.0425'],
  ])('are taken by the rules from start in %s hours for %s days, a few minutes later too', (startsIn, lasts) => {
    const result = planned({ startsIn, lasts });
    if (!('planned' in result)) throw new Error(JSON.stringify(result.errors));
    const { delay, length, ...order } = result.planned;
    const plan = { ...order, ...timesOf({ delay, length }, NOW), supply: SUPPLY };
    for (const late of [0n, 299n]) expect(() => rules.offering.opened(plan, NOW + late)).not.toThrow();
  });
});
