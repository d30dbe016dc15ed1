import fc from 'fast-check';
import { expect, test } from 'vitest';

import { LEVELS, levelAtLeast, OPENING_LEVEL, price, TOP_LEVEL } from '../../src/rules/ladder.ts';
import { max, min, U64_MAX } from '../../src/rules/math.ts';
import { anyU64, ceilDiv, OPENING, outcome, partOf } from './support.ts';

const ALL_LEVELS = Array.from({ length: LEVELS }, (_, level) => level);

/** Bits below the point of the program's multipliers. */
const FRACTION_BITS = 184n;

/** `ceil(1.05^(level - 96) * 2^184)`, as the program's compiler makes it. */
const MULTIPLIERS = ALL_LEVELS.map(level => {
  const power = BigInt(Math.abs(level - OPENING_LEVEL));
  const [above, below] = level < OPENING_LEVEL ? [20n, 21n] : [21n, 20n];
  return ceilDiv((above ** power) << FRACTION_BITS, below ** power);
});

function priceOnChain(opening: bigint, level: number): bigint {
  return max(min((opening * (MULTIPLIERS[level] ?? 0n)) >> FRACTION_BITS, U64_MAX), 1n);
}

function expectThatOfTheProgram(opening: bigint) {
  const prices = ALL_LEVELS.map(level => price(opening, level));
  expect(prices).toEqual(ALL_LEVELS.map(level => priceOnChain(opening, level)));
}

test('worked example', () => {
  expect(price(OPENING, 92)).toBe(822_702_474n);
  expect([0, 90, 95, 96, 97, 191].map(level => price(OPENING, level))).toEqual([
    9_243_305n,
    746_215_396n,
    952_380_952n,
    OPENING,
    1_050_000_000n,
    103_034_676_446n,
  ]);
});

test('there are 192 levels', () => {
  expect(TOP_LEVEL).toBe(191);
  for (const level of [192, 255, -1, 0.5, NaN]) expect(outcome(() => price(OPENING, level))).toBe('LevelOutOfBounds');
});

test('a price is at least one', () => {
  for (const opening of [0n, 1n]) {
    for (let level = 0; level <= OPENING_LEVEL; level++) expect(price(opening, level)).toBe(1n);
  }
  expect([price(1n, OPENING_LEVEL + 14), price(1n, OPENING_LEVEL + 15)]).toEqual([1n, 2n]);
});

test('a price above the range is the largest', () => {
  expect(price(U64_MAX, OPENING_LEVEL)).toBe(U64_MAX);
  expect(price(U64_MAX, OPENING_LEVEL - 1) < U64_MAX).toBe(true);
  for (let level = OPENING_LEVEL + 1; level <= TOP_LEVEL; level++) expect(price(U64_MAX, level)).toBe(U64_MAX);
  // This one is exact, the next would be 2^64.
  expect(price(17_568_327_689_247_192_015n, OPENING_LEVEL + 1)).toBe(U64_MAX);
  expect(price(17_568_327_689_247_192_014n, OPENING_LEVEL + 1)).toBe(U64_MAX - 1n);
  expect(price(17_568_327_689_247_192_016n, OPENING_LEVEL + 1)).toBe(U64_MAX);
});

test('an opening price that no u64 holds is refused', () => {
  for (const opening of [-1n, U64_MAX + 1n]) {
    expect(outcome(() => price(opening, 0))).toBe('Overflow');
    expect(outcome(() => levelAtLeast(opening, 1n))).toBe('Overflow');
  }
});

test('the level of a price', () => {
  const level = (opening: bigint, wish: bigint) => outcome(() => levelAtLeast(opening, wish));
  expect(level(OPENING, 0n)).toBe(0);
  expect(level(OPENING, 822_702_474n)).toBe(92);
  expect(level(OPENING, 822_702_475n)).toBe(93);
  expect(level(OPENING, OPENING)).toBe(OPENING_LEVEL);
  expect(level(OPENING, OPENING + 1n)).toBe(OPENING_LEVEL + 1);
  expect(level(OPENING, 103_034_676_446n)).toBe(TOP_LEVEL);
  expect(level(OPENING, 103_034_676_447n)).toBe('PriceAboveLadder');
  expect(level(1n, 1n)).toBe(0);
  expect(level(U64_MAX, U64_MAX)).toBe(OPENING_LEVEL);
  expect(level(1n, U64_MAX)).toBe('PriceAboveLadder');
});

test('at powers and beside them every price is that of the fixed-point multipliers', () => {
  const powers = [20n, 21n].flatMap(base => Array.from({ length: 15 }, (_, n) => base ** BigInt(n)));
  for (let n = 0n; n < 64n; n++) powers.push(2n ** n);
  for (let n = 0n; n < 20n; n++) powers.push(10n ** n);
  for (const power of powers) [power - 1n, power, power + 1n].forEach(expectThatOfTheProgram);
  expectThatOfTheProgram(U64_MAX);
});

test('every price is that of the fixed-point multipliers', () => {
  fc.assert(fc.property(anyU64(), expectThatOfTheProgram));
});

test('a higher level or opening is never cheaper', () => {
  fc.assert(
    fc.property(anyU64(), anyU64(), fc.integer({ min: 0, max: TOP_LEVEL - 1 }), (opening, more, level) => {
      expect(price(opening, level) <= price(opening, level + 1)).toBe(true);
      expect(price(opening, level) <= price(opening + partOf(U64_MAX - opening, more), level)).toBe(true);
    }),
  );
});

test('nobody sells below the wish', () => {
  fc.assert(
    fc.property(anyU64(), anyU64(), (opening, wish) => {
      const level = outcome(() => levelAtLeast(opening, wish));
      if (typeof level === 'number') {
        expect(price(opening, level) >= wish).toBe(true);
        expect(level === 0 || price(opening, level - 1) < wish).toBe(true);
      } else {
        expect(level).toBe('PriceAboveLadder');
        expect(price(opening, TOP_LEVEL) < wish).toBe(true);
      }
    }),
  );
});
