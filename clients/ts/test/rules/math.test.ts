import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  after,
  I64_MAX,
  I64_MIN,
  i64,
  isWithin,
  mulDivCeil,
  mulDivFloor,
  partCeil,
  partFloor,
  U128_MAX,
  U32_MAX,
  U64_MAX,
  u128,
  u32,
  u64,
} from '../../src/rules/math.ts';
import { anyU64, outcome, positiveU64 } from './support.ts';

describe('ranges', () => {
  test('a number that leaves its range is refused from both sides', () => {
    for (const [check, least, most] of [
      [u64, 0n, U64_MAX],
      [u128, 0n, U128_MAX],
      [i64, I64_MIN, I64_MAX],
    ] as const) {
      expect([check(least), check(most)]).toEqual([least, most]);
      expect(outcome(() => check(least - 1n))).toBe('Overflow');
      expect(outcome(() => check(most + 1n))).toBe('Overflow');
    }
    expect(outcome(() => u64(-1n, 'LedgerMismatch'))).toBe('LedgerMismatch');
    expect(outcome(() => u128(-1n, 'LedgerMismatch'))).toBe('LedgerMismatch');
  });

  test('a number of 32 bits is a whole one', () => {
    expect([u32(0), u32(U32_MAX)]).toEqual([0n, 4_294_967_295n]);
    for (const value of [-1, U32_MAX + 1, 0.5, NaN, Infinity]) expect(outcome(() => u32(value))).toBe('Overflow');
    for (const value of [0, 4, 2.5, NaN, Infinity]) expect(isWithin(value, 1, 3)).toBe(false);
    for (const value of [1, 2, 3]) expect(isWithin(value, 1, 3)).toBe(true);
  });

  test('no time lies after the last one', () => {
    expect(after(I64_MAX - 5n, 5)).toBe(I64_MAX);
    expect(outcome(() => after(I64_MAX - 5n, 6))).toBe('Overflow');
    expect(after(I64_MIN, 0)).toBe(I64_MIN);
    expect(outcome(() => after(I64_MIN - 1n, 1))).toBe('Overflow');
    expect(outcome(() => after(0n, -1))).toBe('Overflow');
  });
});

describe('shares', () => {
  test('extremes', () => {
    expect(mulDivFloor(U64_MAX, U64_MAX, U64_MAX)).toBe(U64_MAX);
    expect(mulDivCeil(U64_MAX, U64_MAX, U64_MAX)).toBe(U64_MAX);
    expect(mulDivFloor(1n, 1n, U64_MAX)).toBe(0n);
    expect(mulDivCeil(1n, 1n, U64_MAX)).toBe(1n);
    expect(mulDivCeil(0n, U64_MAX, 1n)).toBe(0n);
    for (const share of [mulDivFloor, mulDivCeil]) {
      expect(outcome(() => share(U64_MAX, 2n, 1n))).toBe('Overflow');
      expect(outcome(() => share(1n, 1n, 0n))).toBe('Overflow');
      // What no u64 holds is no amount, though the share of it would be.
      expect(outcome(() => share(U64_MAX + 1n, 1n, 2n))).toBe('Overflow');
      expect(outcome(() => share(-1n, 1n, 2n))).toBe('Overflow');
      expect(outcome(() => share(1n, 1n, -1n))).toBe('Overflow');
    }
  });

  test('a part is at most the whole', () => {
    expect([partFloor(U64_MAX, U32_MAX, U32_MAX), partCeil(U64_MAX, U32_MAX, U32_MAX)]).toEqual([U64_MAX, U64_MAX]);
    expect([partFloor(U64_MAX, 0, 1), partCeil(U64_MAX, 0, 1)]).toEqual([0n, 0n]);
    expect([partFloor(1n, 1, U32_MAX), partCeil(1n, 1, U32_MAX)]).toEqual([0n, 1n]);
    for (const [numerator, denominator] of [
      [0, 0],
      [1, 0],
      [2, 1],
      [U32_MAX, U32_MAX - 1],
      [-1, 1],
      [0.5, 1],
    ] as const) {
      expect(outcome(() => partFloor(1n, numerator, denominator))).toBe('Overflow');
      expect(outcome(() => partCeil(1n, numerator, denominator))).toBe('Overflow');
    }
  });

  test('floor and ceiling enclose the quotient', () => {
    fc.assert(
      fc.property(anyU64(), anyU64(), positiveU64(), (a, b, c) => {
        const [floor, ceil] = [outcome(() => mulDivFloor(a, b, c)), outcome(() => mulDivCeil(a, b, c))];
        if (typeof floor === 'bigint' && typeof ceil === 'bigint') {
          expect(floor * c <= a * b && a * b <= ceil * c).toBe(true);
          expect(ceil - floor).toBe((a * b) % c === 0n ? 0n : 1n);
        } else {
          expect(ceil).toBe('Overflow');
          expect(floor === 'Overflow').toBe((a * b) / c > U64_MAX);
        }
      }),
    );
  });
});
