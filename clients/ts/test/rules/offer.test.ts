import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { leastNextPrice, NOTHING_ESCROWED, place, type Order, type Round } from '../../src/rules/auction.ts';
import { price as priceOf, TOP_LEVEL } from '../../src/rules/ladder.ts';
import { I64_MAX, U64_MAX } from '../../src/rules/math.ts';
import { accept, checkWithdrawal, make, vetoWeight } from '../../src/rules/offer.ts';
import { STATUSES } from '../../src/rules/status.ts';
import type { Terms } from '../../src/rules/terms.ts';
import { anyU64, between, book, ceilDiv, DAY, NOW, OPENING, outcome, positiveU64, SUPPLY, terms } from './support.ts';

const AUCTION = 3n * DAY;
const RESERVE = OPENING;

function active(leadingPrice: bigint): Round {
  return { status: 'Active', supply: SUPPLY, reserve: RESERVE, leadingPrice, endsAt: 0n };
}

function order(price: bigint, fractions = 0n, maxCash = U64_MAX): Order {
  return { price, fractions, maxCash };
}

/** The cash of an offer over the one that leads, or why it is refused. */
function offered(leadingPrice: bigint, wanted: Order) {
  return outcome(() => make(terms(), active(leadingPrice), NOTHING_ESCROWED, wanted, NOW).escrowed.cash);
}

describe('an offer', () => {
  test('is a bid below the reserve that waits for its window', () => {
    const first = make(terms(), active(0n), NOTHING_ESCROWED, order(600_000_000n, SUPPLY / 4n), NOW);
    expect(first).toEqual({
      escrowed: { cash: 450_000_000n, fractions: SUPPLY / 4n },
      cash: { __kind: 'In', fields: [450_000_000n] },
      fractions: { __kind: 'In', fields: [SUPPLY / 4n] },
      endsAt: NOW + 14n * DAY,
    });
    // A better one of the same bidder moves the difference only, and starts the window again.
    const better = order(700_000_000n, SUPPLY / 2n);
    const raised = make(terms(), active(600_000_000n), first.escrowed, better, NOW + 5n);
    expect(raised.cash).toEqual({ __kind: 'Out', fields: [100_000_000n] });
    expect(raised.endsAt).toBe(NOW + 5n + 14n * DAY);
  });

  test('is taken by an active vault with a window only', () => {
    const made = (changes: Partial<Terms>, round: Partial<Round>) =>
      outcome(() => make(terms(changes), { ...active(0n), ...round }, NOTHING_ESCROWED, order(1n), NOW).escrowed.cash);
    for (const status of STATUSES) expect(made({}, { status })).toBe(status === 'Active' ? 1n : 'WrongStatus');
    expect(made({ offerWindowSecs: 0 }, {})).toBe('OffersClosed');
    expect(made({ offerWindowSecs: 0 }, { status: 'Draft' })).toBe('WrongStatus');
  });

  test.each([
    [0n, 0n, 'ZeroAmount'],
    [0n, 1n, 1n],
    [1n, 1n, 'BidBelowStep'],
    [1n, 2n, 2n],
    [600_000_000n, 629_999_999n, 'BidBelowStep'],
    [600_000_000n, 630_000_000n, 630_000_000n],
    [RESERVE - 1n, RESERVE - 1n, 'BidBelowStep'],
    [U64_MAX, 1n, 'BidBelowStep'],
    [0n, RESERVE - 1n, RESERVE - 1n],
    [0n, RESERVE, 'OfferAtReserve'],
    [U64_MAX, U64_MAX, 'OfferAtReserve'],
  ] as const)('over %i of %i: %s', (leading, price, expected) => {
    expect(offered(leading, order(price))).toBe(expected);
  });

  test('is not free with fractions, and none with all of them', () => {
    expect(offered(0n, order(1n, SUPPLY - 1n))).toBe(1n);
    expect(offered(0n, order(1n, SUPPLY))).toBe('BidOfWholeSupply');
    expect(offered(0n, order(600_000_000n, SUPPLY / 4n, 449_999_999n))).toBe('CashAboveMaximum');
    expect(offered(0n, order(600_000_000n, SUPPLY / 4n, 450_000_000n))).toBe(450_000_000n);
  });

  test('comes up to the reserve in few steps', () => {
    let [leading, offers] = [0n, 0];
    for (;;) {
      const next = leastNextPrice(leading, terms().stepBps);
      const made = offered(leading, order(next));
      if (made === 'OfferAtReserve') break;
      expect(made).toBe(next);
      [leading, offers] = [next, offers + 1];
    }
    // To twenty by units, then by a twentieth, rounded up.
    expect(offers).toBe(375);
  });

  test('beyond all time is refused', () => {
    const at = (now: bigint) => outcome(() => make(terms(), active(0n), NOTHING_ESCROWED, order(1n), now).endsAt);
    expect([at(I64_MAX - 14n * DAY), at(I64_MAX - 14n * DAY + 1n)]).toEqual([I64_MAX, 'Overflow']);
  });

  test('that stands is withdrawn from the end of its window on', () => {
    const withdrawn = (now: bigint) => outcome(() => checkWithdrawal(NOW, now));
    expect([NOW - 1n, NOW, I64_MAX].map(withdrawn)).toEqual(['OfferStillOpen', undefined, undefined]);
  });

  test('or a bid, never both, is what an order is by the reserve alone', () => {
    const anyPrices = fc.record({
      leading: anyU64(),
      price: anyU64(),
      reserve: positiveU64(),
      stepBps: fc.integer({ min: 100, max: 5_000 }),
      fractions: between(0n, SUPPLY - 1n),
    });
    fc.assert(
      fc.property(anyPrices, ({ leading, price, reserve, stepBps, fractions }) => {
        const round = { ...active(leading), reserve };
        const cash = (rule: typeof make) =>
          outcome(() => rule(terms({ stepBps }), round, NOTHING_ESCROWED, order(price, fractions), NOW).escrowed.cash);
        const next = outcome(() => leastNextPrice(leading, stepBps));
        const stepped = typeof next === 'bigint' && price >= next;
        const cost = ceilDiv(price * (SUPPLY - fractions), SUPPLY);
        if (price < reserve) {
          expect(cash(make)).toBe(stepped ? cost : price === 0n ? 'ZeroAmount' : 'BidBelowStep');
          expect(cash(place)).toBe('BidBelowReserve');
        } else {
          expect(cash(make)).toBe('OfferAtReserve');
          expect(cash(place)).toBe(stepped || leading < reserve ? cost : 'BidBelowStep');
        }
      }),
    );
  });
});

describe('the veto', () => {
  const { weights } = book({ 90: 5n, 92: 7n, 96: 11n });

  test.each([
    [0n, 23n],
    [746_215_395n, 23n],
    [746_215_396n, 18n],
    [822_702_473n, 18n],
    [822_702_474n, 11n],
    [OPENING - 1n, 11n],
    [OPENING, 0n],
    [103_034_676_446n, 0n],
    [U64_MAX, 0n],
  ])('against an offer of %i weighs %i', (price, weight) => {
    expect(vetoWeight(OPENING, weights, price)).toBe(weight);
  });

  test('counts the highest level, and no level that costs as much as the offer', () => {
    const withTop = weights.with(TOP_LEVEL, 13n);
    expect(vetoWeight(OPENING, withTop, 103_034_676_445n)).toBe(13n);
    expect(vetoWeight(OPENING, withTop, 103_034_676_446n)).toBe(0n);
    expect([vetoWeight(1n, withTop, 1n), vetoWeight(1n, withTop, 0n)]).toEqual([13n, 36n]);
  });

  test('of weights that cannot be is noticed', () => {
    const tooMuch = book({ 100: U64_MAX, 101: 1n }).weights;
    expect(outcome(() => vetoWeight(OPENING, tooMuch, OPENING))).toBe('LedgerMismatch');
    expect(vetoWeight(OPENING, tooMuch.with(101, 0n), OPENING)).toBe(U64_MAX);
  });

  test('is what asks more, level by level', () => {
    const anyAsks = fc.array(fc.tuple(fc.integer({ min: 0, max: TOP_LEVEL }), between(0n, U64_MAX / 20n)), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(anyU64(), anyAsks, anyU64(), fc.integer({ min: 0, max: TOP_LEVEL }), (opening, asks, any, level) => {
        const present = book(Object.fromEntries(asks)).weights;
        const rung = priceOf(opening, level);
        for (const price of [any, rung - 1n, rung, rung + 1n]) {
          const model = present.filter((_, at) => priceOf(opening, at) > price).reduce((a, b) => a + b, 0n);
          expect(vetoWeight(opening, present, price)).toBe(model);
        }
      }),
    );
  });
});

describe('accepting', () => {
  const accepted = (price: bigint, vetoing: bigint, now = NOW, supply = SUPPLY, changes: Partial<Terms> = {}) =>
    outcome(() => accept(terms(changes), price, NOW, RESERVE, vetoing, supply, now));

  test('is possible from the end of the window to the second', () => {
    expect(accepted(1n, 0n, NOW - 1n)).toBe('OfferStillOpen');
    expect(accepted(1n, 0n, NOW)).toBe(NOW + AUCTION);
    expect(accepted(1n, SUPPLY, NOW - 1n)).toBe('OfferStillOpen');
    expect(accepted(0n, 0n)).toBe('NoOffer');
  });

  test('waits for nobody where the reserve has fallen to the offer', () => {
    expect(accepted(RESERVE, SUPPLY, NOW - 1n)).toBe(NOW - 1n + AUCTION);
    expect(accepted(RESERVE + 1n, SUPPLY, NOW - 1n)).toBe(NOW - 1n + AUCTION);
  });

  test('beyond all time is refused', () => {
    expect(accepted(RESERVE, 0n, I64_MAX - AUCTION)).toBe(I64_MAX);
    expect(accepted(RESERVE, 0n, I64_MAX - AUCTION + 1n)).toBe('Overflow');
  });

  test.each([
    [100, SUPPLY / 100n],
    [1_000, SUPPLY / 10n],
    [5_000, SUPPLY / 2n],
  ])('is vetoed by more than %i basis points of the supply', (vetoBps, exactly) => {
    expect(accepted(1n, exactly, NOW, SUPPLY, { vetoBps })).toBe(NOW + AUCTION);
    expect(accepted(1n, exactly + 1n, NOW, SUPPLY, { vetoBps })).toBe('OfferVetoed');
  });

  test('is vetoed exactly, for every supply', () => {
    fc.assert(
      fc.property(anyU64(), fc.integer({ min: 100, max: 5_000 }), (supply, vetoBps) => {
        const most = (supply * BigInt(vetoBps)) / 10_000n;
        for (const vetoing of [0n, most, most + 1n, supply]) {
          const vetoed = 10_000n * vetoing > supply * BigInt(vetoBps);
          expect(accepted(1n, vetoing, NOW, supply, { vetoBps })).toBe(vetoed ? 'OfferVetoed' : NOW + AUCTION);
        }
      }),
    );
  });
});
