import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  NOTHING_BOUGHT,
  buy,
  cashOf,
  check,
  checkOffer,
  claim,
  close,
  costOf,
  floor,
  fractionsOf,
  isCertain,
  isOver,
  left,
  opened,
  priceAt,
  unsold,
  type Offering,
  type Plan,
  type Purchase,
} from '../../src/rules/offering.ts';
import { STATUSES } from '../../src/rules/status.ts';
import { between, ceilDiv, DAY, NOW, OPENING, outcome, SUPPLY } from './support.ts';

const PLAN: Plan = {
  supply: SUPPLY,
  amount: SUPPLY / 10n,
  startPrice: 2n * OPENING,
  endPrice: OPENING,
  startsAt: NOW,
  endsAt: NOW + DAY,
  walletLimit: SUPPLY / 20n,
  minimum: OPENING / 20n,
};

const bought = (offering: Offering, purchase: Purchase, amount: bigint, now = NOW) =>
  buy(offering, 'Active', purchase, amount, 2n ** 64n - 1n, now);

describe('the price', () => {
  test('falls evenly and never rises', () => {
    expect([0n, DAY / 4n, DAY / 2n, DAY].map(secs => priceAt(PLAN, NOW + secs))).toEqual([
      2n * OPENING,
      (7n * OPENING) / 4n,
      (3n * OPENING) / 2n,
      OPENING,
    ]);
    fc.assert(
      fc.property(between(0n, DAY), between(0n, DAY), (a, b) => {
        const [earlier, later] = a < b ? [a, b] : [b, a];
        expect(priceAt(PLAN, NOW + earlier)).toBeGreaterThanOrEqual(priceAt(PLAN, NOW + later));
      }),
    );
  });

  test('of any fraction is paid, rounded up', () => {
    fc.assert(
      fc.property(between(1n, SUPPLY), between(1n, 10n * OPENING), (amount, price) => {
        expect(costOf(PLAN, amount, price)).toBe(ceilDiv(amount * price, SUPPLY));
        expect(costOf(PLAN, amount, price)).toBeGreaterThanOrEqual(1n);
      }),
    );
  });
});

test('a plan starts now where nothing is said', () => {
  expect(opened({ ...PLAN, startsAt: 0n }, NOW)).toEqual(PLAN);
  expect(outcome(() => opened({ ...PLAN, startsAt: NOW - 1n }, NOW))).toBe('OfferingStartOutOfBounds');
});

test('it sells in an active vault alone', () => {
  for (const status of STATUSES) {
    const cost = outcome(() => buy(unsold(PLAN), status, NOTHING_BOUGHT, 5n, 5n, NOW).cost);
    expect(cost).toBe(status === 'Active' ? 1n : 'WrongStatus');
    expect(isOver(unsold(PLAN), status, NOW)).toBe(status !== 'Active');
  }
});

test('a claim does not make room for more than a wallet may have', () => {
  const first = bought(unsold(PLAN), NOTHING_BOUGHT, PLAN.walletLimit);
  expect(isCertain(first.offering)).toBe(true);
  const claimed = claim(first.offering, 'Active', first.purchase, NOW);
  expect(claimed).toMatchObject({ fractions: PLAN.walletLimit, closes: false });
  expect(outcome(() => claim(claimed.offering, 'Active', claimed.purchase, NOW).fractions)).toBe('OfferingRuns');
  expect(outcome(() => bought(claimed.offering, claimed.purchase, 1n).cost)).toBe('AboveWalletLimit');
});

test('what holds the reserve up ends with the offering', () => {
  expect([NOW - 1n, NOW].map(now => floor(5n, NOW, now))).toEqual([5n, 0n]);
  expect([0n, 4n, 5n].map(price => outcome(() => checkOffer(price, 5n)))).toEqual([
    undefined,
    'BelowOffering',
    undefined,
  ]);
});

test('every unit is the buyers or the creator’s, in success and in failure', () => {
  const purchases = fc.array(
    fc.record({ who: fc.nat(3), amount: between(1n, PLAN.walletLimit), secs: between(0n, DAY - 1n) }),
  );
  fc.assert(
    fc.property(purchases, fc.boolean(), between(0n, OPENING / 5n), (orders, closesFirst, minimum) => {
      let offering = unsold({ ...PLAN, minimum });
      const own = [NOTHING_BOUGHT, NOTHING_BOUGHT, NOTHING_BOUGHT, NOTHING_BOUGHT];
      for (const { who, amount, secs } of [...orders].sort((a, b) => (a.secs < b.secs ? -1 : 1))) {
        const purchase = own[who] ?? NOTHING_BOUGHT;
        if (amount > left(offering) || purchase.fractions + amount > PLAN.walletLimit) continue;
        const after = bought(offering, purchase, amount, NOW + secs);
        own[who] = after.purchase;
        ({ offering } = after);
        check(offering);
      }
      const [certain, { raised, sold }] = [isCertain(offering), offering];
      const got = { fractions: 0n, cash: 0n };
      const pay = () => {
        const closed = close(offering, 'Active', false, NOW + DAY);
        got.fractions += closed.fractions;
        got.cash += closed.cash;
        ({ offering } = closed);
        check(offering);
      };
      if (closesFirst) pay();
      for (const purchase of own.filter(({ fractions }) => fractions > 0n)) {
        const claimed = claim(offering, 'Active', purchase, NOW + DAY);
        expect([claimed.fractions, claimed.refund]).toEqual(certain ? [purchase.fractions, 0n] : [0n, purchase.cost]);
        ({ offering } = claimed);
        check(offering);
      }
      if (!closesFirst) pay();
      expect(got).toEqual(
        certain ? { fractions: PLAN.amount - sold, cash: raised } : { fractions: PLAN.amount, cash: 0n },
      );
      expect([fractionsOf(offering), cashOf(offering)]).toEqual([0n, 0n]);
    }),
  );
});
