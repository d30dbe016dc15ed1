import fc from 'fast-check';
import { expect, test } from 'vitest';

import { moveBetween, NOTHING_ESCROWED, type Escrowed, type Placed } from '../../src/rules/auction.ts';
import {
  bidPlaced,
  bidWithdrawn,
  check,
  curatorFeePaid,
  EMPTY_LEDGER,
  isSettled,
  redeemed,
  royaltyPaid,
  settled,
} from '../../src/rules/ledger.ts';
import { U64_MAX } from '../../src/rules/math.ts';
import { redeem } from '../../src/rules/payout.ts';
import { split } from '../../src/rules/split.ts';
import { between, outcome, sum } from './support.ts';

function placed(before: Escrowed, after: Escrowed): Placed {
  return {
    escrowed: after,
    cash: moveBetween(before.cash, after.cash),
    fractions: moveBetween(before.fractions, after.fractions),
    endsAt: 0n,
  };
}

test('a unit without an owner is noticed', () => {
  expect(outcome(() => check(EMPTY_LEDGER))).toBeUndefined();
  expect(isSettled(EMPTY_LEDGER)).toBe(true);
  const stray = { ...EMPTY_LEDGER, cash: 1n };
  expect(outcome(() => check(stray))).toBe('LedgerMismatch');
  expect(outcome(() => check({ ...EMPTY_LEDGER, proceeds: U64_MAX, royalties: 1n }))).toBe('LedgerMismatch');
  expect(outcome(() => redeemed(stray, 1n))).toBe('Overflow');
  expect(isSettled(stray)).toBe(false);
  expect(isSettled({ ...EMPTY_LEDGER, fractions: 1n })).toBe(false);
});

test("without fractions the proceeds are the winner's", () => {
  const bid = { cash: 100n, fractions: 7n };
  const divided = split(100n, 0, 1, 100);
  const after = settled(bidPlaced(EMPTY_LEDGER, placed(NOTHING_ESCROWED, bid)), bid, divided, divided.proceeds);
  expect(after).toEqual({ ...EMPTY_LEDGER, cash: 100n, bidsCash: 99n, curatorFee: 1n });
  expect(outcome(() => check(after))).toBeUndefined();
});

test('every unit keeps its owner to the end', () => {
  const anyBid = fc.tuple(between(0n, 1n << 58n), between(0n, 1n << 30n), between(0n, 1n << 58n));
  const anyBids = fc.array(anyBid, { minLength: 1, maxLength: 19 });
  const charges = fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 500 }));
  const anyHolders = fc.array(between(1n, 1n << 40n), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(anyBids, charges, anyHolders, (bids, [weight, feeBps], holders) => {
      let ledger = EMPTY_LEDGER;
      const open: Escrowed[] = [];
      for (const [cash, fractions, raised] of bids) {
        const first = { cash, fractions };
        const bid = { cash: raised, fractions: fractions / 2n };
        for (const moved of [placed(NOTHING_ESCROWED, first), placed(first, bid)]) {
          ledger = bidPlaced(ledger, moved);
          check(ledger);
        }
        open.push(bid);
        expect(ledger.fractions).toBe(sum(open.map(({ fractions }) => fractions)));
        expect(ledger.bidsCash).toBe(sum(open.map(({ cash }) => cash)));
      }
      const winner = open.pop() ?? NOTHING_ESCROWED;
      const divided = split(winner.cash, weight, 1, feeBps);
      ledger = settled(ledger, winner, divided, 0n);
      for (const bid of open) {
        check(ledger);
        ledger = bidWithdrawn(ledger, bid);
      }
      ledger = curatorFeePaid(royaltyPaid(ledger, divided.royalties));
      let supply = sum(holders);
      for (const amount of holders) {
        ledger = redeemed(ledger, redeem(amount, supply, ledger.proceeds, 0n));
        check(ledger);
        supply -= amount;
      }
      expect(isSettled(ledger)).toBe(true);
    }),
  );
});
