import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  applyMove,
  cashOfBid,
  leastNextPrice,
  moveBetween,
  NOTHING_ESCROWED,
  place,
  valueOf,
  type Order,
  type Round,
} from '../../src/rules/auction.ts';
import { I64_MAX, U64_MAX } from '../../src/rules/math.ts';
import { STATUSES } from '../../src/rules/status.ts';
import { anyU64, between, OPENING, outcome, partOf, positiveU64, SUPPLY, terms } from './support.ts';

const ACTIVE: Round = { status: 'Active', supply: SUPPLY, reserve: OPENING, leadingPrice: 0n, endsAt: 0n };

function auction(leadingPrice: bigint, endsAt: bigint): Round {
  return { ...ACTIVE, status: 'Auction', leadingPrice, endsAt };
}

function order(price: bigint, fractions = 0n, maxCash = U64_MAX): Order {
  return { price, fractions, maxCash };
}

const into = (amount: bigint) => ({ __kind: 'In', fields: [amount] });
const outOf = (amount: bigint) => ({ __kind: 'Out', fields: [amount] });

/** The end of the auction after a bid, or why it is refused. */
function bid(round: Round, wanted: Order, now = 0n) {
  return outcome(() => place(terms(), round, NOTHING_ESCROWED, wanted, now).endsAt);
}

describe('a bid', () => {
  test('worked example', () => {
    const first = { ...ACTIVE, reserve: 822_702_474n };
    const cleo = place(terms(), first, NOTHING_ESCROWED, order(900_000_000n, 2_500_000_000n), 0n);
    expect([cleo.cash, cleo.fractions]).toEqual([into(675_000_000n), into(2_500_000_000n)]);
    const dan = place(terms(), auction(900_000_000n, cleo.endsAt), NOTHING_ESCROWED, order(945_000_000n), 1n);
    expect(dan.cash).toEqual(into(945_000_000n));
    const raise = order(1_000_000_000n, 2_500_000_000n);
    const raised = place(terms(), auction(945_000_000n, cleo.endsAt), cleo.escrowed, raise, 2n);
    expect(raised.escrowed.cash).toBe(750_000_000n);
    expect([raised.cash, raised.fractions]).toEqual([into(75_000_000n), into(0n)]);
  });

  test('with more fractions takes cash back', () => {
    const held = { cash: 945_000_000n, fractions: 0n };
    const half = SUPPLY / 2n;
    const placed = place(terms(), auction(945_000_000n, 100n), held, order(1_000_000_000n, half), 0n);
    expect([placed.cash, placed.fractions]).toEqual([outOf(445_000_000n), into(half)]);
    const back = place(terms(), auction(1_000_000_000n, 100n), placed.escrowed, order(2_000_000_000n), 0n);
    expect([back.cash, back.fractions]).toEqual([into(1_500_000_000n), outOf(half)]);
  });

  test('reaches the reserve first, and the step above the leading price after', () => {
    const whole = BigInt(terms().auctionSecs);
    expect(bid(ACTIVE, order(999_999_999n))).toBe('BidBelowReserve');
    expect(bid(ACTIVE, order(1_000_000_000n))).toBe(whole);
    expect(bid(auction(1_000_000_000n, 1n), order(1_049_999_999n))).toBe('BidBelowStep');
    expect(bid(auction(1_000_000_000n, 1n), order(1_050_000_000n))).toBe(900n);
    expect(bid(auction(1_000_000_001n, 1n), order(1_050_000_001n))).toBe('BidBelowStep');
    expect(bid(auction(1_000_000_001n, 1n), order(1_050_000_002n))).toBe(900n);
    expect(bid(auction(U64_MAX, 1n), order(U64_MAX))).toBe('BidBelowStep');
  });

  test('exceeds an offer by the step only where that could be accepted', () => {
    const over = (leadingPrice: bigint, price: bigint) => bid({ ...ACTIVE, leadingPrice }, order(price));
    const whole = BigInt(terms().auctionSecs);
    expect(over(900_000_000n, 999_999_999n)).toBe('BidBelowReserve');
    expect(over(999_999_999n, 1_000_000_000n)).toBe(whole);
    expect(over(1_000_000_000n, 1_049_999_999n)).toBe('BidBelowStep');
    expect(over(1_000_000_000n, 1_050_000_000n)).toBe(whole);
    expect(over(2_000_000_000n, 2_099_999_999n)).toBe('BidBelowStep');
    expect(over(U64_MAX, U64_MAX)).toBe('BidBelowStep');
  });

  test('is refused in the statuses without bids, whatever its price', () => {
    expect(STATUSES.map(status => bid({ ...ACTIVE, status }, order(0n)))).toEqual([
      'AuctionNotOpen',
      'BidBelowReserve',
      'AuctionEnded',
      'AuctionNotOpen',
      'AuctionNotOpen',
    ]);
  });

  test('costs no more than its bound, which is of the whole bid', () => {
    const held = { cash: 1_000_000_000n, fractions: 0n };
    const round = auction(1_000_000_000n, 1n);
    const bounded = (maxCash: bigint) =>
      outcome(() => place(terms(), round, held, order(1_050_000_000n, 0n, maxCash), 0n).cash);
    expect(bounded(1_049_999_999n)).toBe('CashAboveMaximum');
    expect(bounded(1_050_000_000n)).toEqual(into(50_000_000n));
    expect(bounded(-1n)).toBe('Overflow');
  });

  test('moves the end only in the window', () => {
    const end = (now: bigint) => bid(auction(1n, 10_000n), order(2n), now);
    expect([0n, 9_100n, 9_101n, 9_999n].map(end)).toEqual([10_000n, 10_000n, 10_001n, 10_899n]);
    expect(end(10_000n)).toBe('AuctionEnded');
    const last = place(terms({ extensionSecs: 0 }), auction(1n, 10_000n), NOTHING_ESCROWED, order(2n), 9_999n);
    expect(last.endsAt).toBe(10_000n);
    expect(bid(ACTIVE, order(OPENING), I64_MAX)).toBe('Overflow');
  });

  test('of numbers out of their range is refused', () => {
    expect(bid(ACTIVE, order(U64_MAX + 1n))).toBe('Overflow');
    expect(bid(ACTIVE, order(OPENING, -1n))).toBe('Overflow');
    expect(bid(ACTIVE, order(OPENING, SUPPLY))).toBe('BidOfWholeSupply');
  });

  test('never moves the end back', () => {
    const anyEnd = fc.tuple(between(0n, 999_999n), between(1n, 2_999_999n), fc.integer({ min: 0, max: 2_592_000 }));
    fc.assert(
      fc.property(anyEnd, ([now, endsIn, extensionSecs]) => {
        const round = auction(1n, now + endsIn);
        const { endsAt } = place(terms({ extensionSecs }), round, NOTHING_ESCROWED, order(2n), now);
        const extended = now + BigInt(extensionSecs);
        expect(endsAt).toBe(extended > round.endsAt ? extended : round.endsAt);
      }),
    );
  });

  test('is never less than a step above what leads or can be accepted', () => {
    const anyRound = fc.record({
      leading: anyU64(),
      price: anyU64(),
      reserve: positiveU64(),
      stepBps: fc.integer({ min: 100, max: 5_000 }),
      status: fc.constantFrom('Active', 'Auction'),
    });
    fc.assert(
      fc.property(anyRound, ({ leading, price, reserve, stepBps, status }) => {
        const round: Round = { status, supply: SUPPLY, reserve, leadingPrice: leading, endsAt: 1n };
        const placed = outcome(() => place(terms({ stepBps }), round, NOTHING_ESCROWED, order(price), 0n).cash);
        const next = outcome(() => leastNextPrice(leading, stepBps));
        const stepped = typeof next === 'bigint' && price >= next;
        if (status === 'Active' && price < reserve) expect(placed).toBe('BidBelowReserve');
        else if ((status === 'Active' && leading < reserve) || stepped) expect(placed).toEqual(into(price));
        else expect(placed).toBe('BidBelowStep');
      }),
    );
  });
});

describe('what a bid costs', () => {
  test('extremes of supply and price', () => {
    expect(cashOfBid(1n, 0n, 1n)).toBe(1n);
    expect(cashOfBid(U64_MAX, 0n, 1n)).toBe(U64_MAX);
    expect(cashOfBid(U64_MAX, 0n, U64_MAX)).toBe(U64_MAX);
    expect(cashOfBid(U64_MAX, U64_MAX - 1n, U64_MAX)).toBe(1n);
    expect(cashOfBid(1n, U64_MAX - 1n, U64_MAX)).toBe(1n);
    expect(cashOfBid(7n, 0n, 0n)).toBe(7n);
    for (const [fractions, supply] of [
      [1n, 1n],
      [2n, 1n],
      [U64_MAX, U64_MAX],
      [1n, 0n],
    ] as const) {
      expect(outcome(() => cashOfBid(1n, fractions, supply))).toBe('BidOfWholeSupply');
    }
  });

  test('pays the others no less than their share, and less than a unit more', () => {
    fc.assert(
      fc.property(anyU64(), positiveU64(), anyU64(), (price, supply, part) => {
        const fractions = part % supply;
        const cash = cashOfBid(price, fractions, supply);
        const share = price * (supply - fractions);
        expect(cash * supply >= share && cash <= price).toBe(true);
        expect(cash === 0n || (cash - 1n) * supply < share).toBe(true);
      }),
    );
  });

  test('rises with the price and falls with the fractions', () => {
    fc.assert(
      fc.property(between(0n, U64_MAX - 1n), between(2n, U64_MAX), anyU64(), (price, supply, part) => {
        const fractions = part % (supply - 1n);
        const cash = cashOfBid(price, fractions, supply);
        expect(cash <= cashOfBid(price + 1n, fractions, supply)).toBe(true);
        expect(cash >= cashOfBid(price, fractions + 1n, supply)).toBe(true);
      }),
    );
  });
});

describe('the next price', () => {
  test('is a step above, rounded up, and at least a unit', () => {
    expect([leastNextPrice(0n, 500), leastNextPrice(1n, 100)]).toEqual([1n, 2n]);
    expect(leastNextPrice(900_000_000n, 500)).toBe(945_000_000n);
    expect(leastNextPrice(U64_MAX - 1n, 0)).toBe(U64_MAX);
    expect(outcome(() => leastNextPrice(U64_MAX, 0))).toBe('BidBelowStep');
    expect(outcome(() => leastNextPrice(1n, 10_001))).toBe('Overflow');
  });

  test('exceeds the leading one by the step', () => {
    fc.assert(
      fc.property(anyU64(), fc.integer({ min: 100, max: 5_000 }), (leading, stepBps) => {
        const next = outcome(() => leastNextPrice(leading, stepBps));
        if (typeof next === 'bigint') {
          expect(next > leading).toBe(true);
          expect((next - leading) * 10_000n >= leading * BigInt(stepBps)).toBe(true);
        } else {
          expect(next).toBe('BidBelowStep');
          expect(leading * (10_000n + BigInt(stepBps)) > U64_MAX * 10_000n || leading === U64_MAX).toBe(true);
        }
      }),
    );
  });
});

describe('a move', () => {
  test('is the difference', () => {
    fc.assert(
      fc.property(anyU64(), anyU64(), (held, wanted) => {
        expect(applyMove(moveBetween(held, wanted), held)).toBe(wanted);
      }),
    );
    expect(moveBetween(5n, 5n)).toEqual(into(0n));
    expect(moveBetween(5n, 4n)).toEqual(outOf(1n));
  });

  test('keeps a balance in its range', () => {
    expect(outcome(() => applyMove(moveBetween(0n, 1n), U64_MAX))).toBe('Overflow');
    expect(outcome(() => applyMove(moveBetween(1n, 0n), 0n))).toBe('Overflow');
  });
});

test('fractions are worth their part of the price, rounded down', () => {
  expect(valueOf(2_500_000_000n, 900_000_000n, SUPPLY)).toBe(225_000_000n);
  expect(valueOf(1n, 2n, 3n)).toBe(0n);
  expect(outcome(() => valueOf(1n, 1n, 0n))).toBe('Overflow');
  fc.assert(
    fc.property(anyU64(), positiveU64(), anyU64(), (price, supply, part) => {
      const fractions = partOf(supply, part);
      expect(valueOf(fractions, price, supply)).toBe((price * fractions) / supply);
    }),
  );
});
