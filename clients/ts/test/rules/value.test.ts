import fc from 'fast-check';
import { expect, test } from 'vitest';

import { U128_MAX, U64_MAX } from '../../src/rules/math.ts';
import { redeem } from '../../src/rules/payout.ts';
import { FULL_WEIGHT, split } from '../../src/rules/split.ts';
import { perFraction, shareOfProceeds, worth } from '../../src/rules/value.ts';
import { anyU64, between, outcome, positiveU64 } from './support.ts';

test('worked example', () => {
  // The settled sale: Ana's and Ben's part of 0.093 quote units for each of 7,500,000,000.
  const sold = shareOfProceeds(697_500_000n, 7_500_000_000n);
  expect(perFraction(750_000_000n, 500 * 100, 1, 200, 7_500_000_000n)).toBe(sold);
  expect([7_500_000_000n, 4_000_000_000n, 1_100_000_000n].map(fractions => worth(fractions, sold))).toEqual([
    697_499_999n,
    371_999_999n,
    102_299_999n,
  ]);
  expect(worth(1n << 33n, shareOfProceeds(697_500_000n, 1n << 33n))).toBe(697_500_000n);
});

test('extremes', () => {
  expect(shareOfProceeds(U64_MAX, 0n)).toBe(0n);
  expect(shareOfProceeds(U64_MAX, 1n)).toBe(U64_MAX << 64n);
  expect(shareOfProceeds(1n, U64_MAX)).toBe(1n);
  expect(shareOfProceeds(U64_MAX, U64_MAX)).toBe(1n << 64n);
  expect(perFraction(U64_MAX, FULL_WEIGHT, 1, 500, 0n)).toBe(0n);
  expect(perFraction(U64_MAX, 0, 0, 500, 1n)).toBe(0n);
  expect(perFraction(U64_MAX, FULL_WEIGHT, 1, 500, 1n)).toBe(0n);
  expect(perFraction(U64_MAX, 0, 1, 0, 1n)).toBe(U64_MAX << 64n);
  expect(worth(0n, U128_MAX)).toBe(0n);
  expect(worth(1n, U128_MAX)).toBe(U64_MAX);
  expect(worth(U64_MAX, U128_MAX)).toBe(U64_MAX);
  expect(worth(U64_MAX, 1n)).toBe(0n);
  expect(worth(U64_MAX, (1n << 64n) - 1n)).toBe(U64_MAX - 1n);
  expect(worth(2n, 3n << 63n)).toBe(3n);
  expect(outcome(() => worth(-1n, 1n))).toBe('Overflow');
  expect(outcome(() => worth(1n, U128_MAX + 1n))).toBe('Overflow');
});

test('the worth is the payout or one unit less', () => {
  fc.assert(
    fc.property(anyU64(), positiveU64(), anyU64(), (proceeds, supply, part) => {
      const fractions = 1n + (part % supply);
      const lost = redeem(fractions, supply, proceeds, 0n) - worth(fractions, shareOfProceeds(proceeds, supply));
      expect(lost === 0n || lost === 1n).toBe(true);
    }),
  );
});

test('parts are worth the whole or one unit less', () => {
  const fractions = between(0n, (1n << 63n) - 1n);
  fc.assert(
    fc.property(fractions, fractions, between(0n, 1n << 64n), (a, b, each) => {
      const lost = worth(a + b, each) - worth(a, each) - worth(b, each);
      expect(lost === 0n || lost === 1n).toBe(true);
    }),
  );
});

test("royalties and fee are not the fractions'", () => {
  const weight = fc.integer({ min: 0, max: FULL_WEIGHT });
  fc.assert(
    fc.property(anyU64(), weight, fc.integer({ min: 0, max: 500 }), positiveU64(), (cash, royalties, fee, supply) => {
      const value = perFraction(cash, royalties, 1, fee, supply);
      const lost = split(cash, royalties, 1, fee).proceeds - worth(supply, value);
      expect(lost === 0n || lost === 1n).toBe(true);
      expect(value <= perFraction(cash, 0, 1, 0, supply)).toBe(true);
    }),
  );
});
