import fc from 'fast-check';
import { expect, test } from 'vitest';

import { U64_MAX } from '../../src/rules/math.ts';
import { redeem } from '../../src/rules/payout.ts';
import { anyU64, between, outcome, sum } from './support.ts';

test('worked example', () => {
  let [supply, remaining] = [7_500_000_000n, 697_500_000n];
  for (const [amount, payout] of [
    [4_000_000_000n, 372_000_000n],
    [1_100_000_000n, 102_300_000n],
    [2_400_000_000n, 223_200_000n],
  ] as const) {
    expect(redeem(amount, supply, remaining, payout)).toBe(payout);
    supply -= amount;
    remaining -= payout;
  }
  expect([supply, remaining]).toEqual([0n, 0n]);
});

test.each([
  [0n, 1n, 1n, 0n, 'ZeroAmount'],
  [0n, 0n, 1n, 0n, 'ZeroAmount'],
  [2n, 1n, 1n, 0n, 'AmountAboveSupply'],
  [1n, 0n, 1n, 0n, 'AmountAboveSupply'],
  [1n, 3n, 10n, 4n, 'PayoutBelowMinimum'],
  [1n, 3n, 10n, 3n, 3n],
  [1n, 1n, U64_MAX, 0n, U64_MAX],
  [U64_MAX, U64_MAX, U64_MAX, 0n, U64_MAX],
  [1n, U64_MAX, 1n, 0n, 0n],
  [-1n, 1n, 1n, 0n, 'Overflow'],
] as const)('%i of %i fractions redeem of %i, at least %i: %s', (amount, supply, remaining, minPayout, expected) => {
  expect(outcome(() => redeem(amount, supply, remaining, minPayout))).toBe(expected);
});

test('payouts sum up to the proceeds in any order, and who waits loses nothing', () => {
  const anyHolders = fc.array(between(1n, U64_MAX / 40n), { minLength: 1, maxLength: 39 });
  fc.assert(
    fc.property(anyU64(), anyHolders, (proceeds, holders) => {
      const whole = sum(holders);
      let [supply, remaining] = [whole, proceeds];
      for (const amount of holders) {
        const payout = redeem(amount, supply, remaining, 0n);
        expect(payout >= (amount * proceeds) / whole).toBe(true);
        supply -= amount;
        remaining -= payout;
      }
      expect([supply, remaining]).toEqual([0n, 0n]);
    }),
  );
});

test('splitting a redemption gains nothing', () => {
  fc.assert(
    fc.property(between(2n, U64_MAX), anyU64(), anyU64(), anyU64(), (supply, remaining, some, part) => {
      const amount = 2n + (some % (supply - 1n));
      fc.pre(amount <= supply);
      const first = 1n + (part % (amount - 1n));
      const a = redeem(first, supply, remaining, 0n);
      const b = redeem(amount - first, supply - first, remaining - a, 0n);
      expect(a + b <= redeem(amount, supply, remaining, 0n)).toBe(true);
    }),
  );
});
