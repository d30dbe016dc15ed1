import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shift } from '../../src/rules/asks.ts';
import { LEVELS, OPENING_LEVEL, price, TOP_LEVEL } from '../../src/rules/ladder.ts';
import { max, U64_MAX } from '../../src/rules/math.ts';
import { floor, reserve, type Reserve } from '../../src/rules/reserve.ts';
import type { Terms } from '../../src/rules/terms.ts';
import { between, book, ceilDiv, OPENING, outcome, partOf, positiveU64, sum, SUPPLY, terms } from './support.ts';

/** Fractions and what they ask; without an ask they count at the opening price. */
type Holding = readonly [weight: bigint, level: number | null];

const levelOf = ([, level]: Holding) => level ?? OPENING_LEVEL;
const supplyOf = (holdings: readonly Holding[]) => sum(holdings.map(([weight]) => weight));

function reserveOf(of: Terms, holdings: readonly Holding[]): Reserve {
  const asked = holdings.reduce(
    (asks, [weight, level]) => shift(asks, null, level === null ? null : { level, weight }),
    book({}),
  );
  return reserve(of, asked, supplyOf(holdings));
}

/** The design's formula as it is written there. */
function model(of: Terms, holdings: readonly Holding[]): Reserve {
  const upTo = (level: number) => supplyOf(holdings.filter(holding => levelOf(holding) <= level));
  const needed = BigInt(of.consentBps) * supplyOf(holdings);
  let level = 0;
  while (10_000n * upTo(level) <= needed) level++;
  const least = ceilDiv(of.openingPrice * BigInt(of.floorBps), 10_000n);
  return { price: max(price(of.openingPrice, level), least), level, consenting: upTo(level) };
}

describe('the reserve', () => {
  test('worked example', () => {
    const nobody = { price: OPENING, level: 96, consenting: SUPPLY };
    expect(reserve(terms(), null, SUPPLY)).toEqual(nobody);
    expect(reserveOf(terms(), [[SUPPLY, null]])).toEqual(nobody);
    expect(
      reserveOf(terms(), [
        [4_000_000_000n, 90],
        [1_100_000_000n, 92],
        [4_900_000_000n, null],
      ]),
    ).toEqual({ price: 822_702_474n, level: 92, consenting: 5_100_000_000n });
  });

  test.each([
    [5_000, SUPPLY / 2n],
    [6_667, 6_667_000_000n],
    [9_000, 9_000_000_000n],
  ])('exactly the consent of %i is not enough, and one fraction more is', (consentBps, exactly) => {
    const withConsent = (weight: bigint) =>
      reserveOf(terms({ consentBps }), [
        [weight, 92],
        [SUPPLY - weight, null],
      ]);
    expect(withConsent(exactly)).toEqual({ price: OPENING, level: 96, consenting: SUPPLY });
    expect(withConsent(exactly + 1n)).toEqual({ price: 822_702_474n, level: 92, consenting: exactly + 1n });
  });

  test('rounding makes no consent unreachable', () => {
    for (const supply of [1n, 2n, 3n, 39n, 9_999n, 10_000n, 10_001n, U64_MAX - 1n, U64_MAX]) {
      for (const consentBps of [5_000, 5_001, 8_999, 9_000]) {
        for (const level of [0, 95, 96, 97, TOP_LEVEL]) {
          expect(reserveOf(terms({ consentBps }), [[supply, level]])).toMatchObject({ level, consenting: supply });
        }
      }
    }
  });

  test('without a fraction left the opening price counts', () => {
    const nothingLeft = { price: OPENING, level: 96, consenting: 0n };
    expect(reserve(terms(), null, 0n)).toEqual(nothingLeft);
    expect(reserve(terms(), book({}), 0n)).toEqual(nothingLeft);
    expect(outcome(() => reserve(terms(), book({ 96: 1n }), 0n))).toBe('LedgerMismatch');
  });

  test('refusals', () => {
    const read = (changes: Partial<Terms>, asks: Record<number, bigint>, asking: bigint, supply = SUPPLY) =>
      outcome(() => reserve(terms(changes), book(asks, asking), supply));
    const all = { 90: SUPPLY };
    expect(read({}, all, SUPPLY)).toMatchObject({ level: 90 });
    expect(read({ consentBps: 9_001 }, all, SUPPLY)).toBe('ConsentOutOfBounds');
    expect(read({ floorBps: 10_001 }, all, SUPPLY)).toBe('FloorOutOfBounds');
    expect(read({ consentBps: 9_001, floorBps: 10_001 }, all, SUPPLY)).toBe('ConsentOutOfBounds');
    expect(read({ consentBps: 9_001 }, all, SUPPLY + 1n)).toBe('LedgerMismatch');
    // Weights that do not sum up to what asks: too little, too much, and more than a number holds.
    expect(read({}, {}, SUPPLY)).toBe('LedgerMismatch');
    expect(read({}, { 90: SUPPLY + 1n }, SUPPLY)).toBe('LedgerMismatch');
    expect(read({}, { 90: 1n, 91: U64_MAX }, SUPPLY)).toBe('LedgerMismatch');
    expect(read({}, { 96: U64_MAX, 0: SUPPLY }, 1n)).toBe('LedgerMismatch');
  });
});

describe('the floor', () => {
  test('holds against any majority', () => {
    const allAtTheLowest = (floorBps: number) => reserveOf(terms({ floorBps }), [[SUPPLY, 0]]).price;
    expect([5_000, 0, 10_000].map(allAtTheLowest)).toEqual([500_000_000n, 9_243_305n, OPENING]);
    expect(reserveOf(terms({ floorBps: 10_000 }), [[SUPPLY, 97]]).price).toBe(1_050_000_000n);
  });

  test.each([
    [1n, 1, 1n],
    [1n, 10_000, 1n],
    [10_001n, 1, 2n],
    [3n, 5_000, 2n],
    [U64_MAX, 0, 0n],
    [U64_MAX, 9_999, 18_444_899_399_302_180_660n],
    [U64_MAX, 10_000, U64_MAX],
    [1n, 10_001, 'FloorOutOfBounds'],
  ])('of an opening price of %i and %i basis points is %s', (openingPrice, floorBps, expected) => {
    expect(outcome(() => floor({ openingPrice, floorBps }))).toBe(expected);
  });
});

describe('of any holdings', () => {
  const anyTerms = fc
    .record({
      openingPrice: positiveU64(),
      consentBps: fc.oneof(fc.constantFrom(5_000, 9_000), fc.integer({ min: 5_000, max: 9_000 })),
      floorBps: fc.integer({ min: 0, max: 10_000 }),
    })
    .map(terms);
  const anyLevel = fc.oneof(fc.integer({ min: 0, max: TOP_LEVEL }), fc.integer({ min: 90, max: 102 }));
  const anyWeight = fc.oneof(between(0n, 19n), between(0n, U64_MAX / 10n));
  const anyHoldings: fc.Arbitrary<Holding[]> = fc
    .array(fc.tuple(anyWeight, fc.option(anyLevel, { freq: 4 })), { minLength: 1, maxLength: 9 })
    .filter(holdings => supplyOf(holdings) > 0n);

  test('the reserve is the one of the design', () => {
    fc.assert(
      fc.property(anyTerms, anyHoldings, (of, holdings) => {
        expect(reserveOf(of, holdings)).toEqual(model(of, holdings));
      }),
    );
  });

  test('it stays on the ladder and above the floor, with the consent it says', () => {
    fc.assert(
      fc.property(anyTerms, anyHoldings, (of, holdings) => {
        const { price: least, level, consenting } = reserveOf(of, holdings);
        expect(least >= max(floor(of), 1n) && least <= price(of.openingPrice, TOP_LEVEL)).toBe(true);
        expect(level < LEVELS && consenting <= supplyOf(holdings)).toBe(true);
        expect(10_000n * consenting > BigInt(of.consentBps) * supplyOf(holdings)).toBe(true);
      }),
    );
  });

  test('nobody without consent lowers the reserve below what all others ask', () => {
    fc.assert(
      fc.property(anyTerms, positiveU64(), positiveU64(), anyLevel, anyLevel, (of, supply, part, low, others) => {
        const without = partOf((BigInt(of.consentBps) * supply) / 10_000n, part);
        const holdings: Holding[] = [
          [without, low],
          [supply - without, others],
        ];
        expect(reserveOf(of, holdings).level).toBeGreaterThanOrEqual(others);
        const consent = (BigInt(of.consentBps) * supply) / 10_000n + 1n;
        const decided: Holding[] = [
          [consent, low],
          [supply - consent, others],
        ];
        expect(reserveOf(of, decided).level).toBeLessThanOrEqual(low);
      }),
    );
  });

  test('asking the reserve or less never raises it, asking it or more never lowers it', () => {
    fc.assert(
      fc.property(anyTerms, anyHoldings, fc.nat(), anyLevel, (of, holdings, who, to) => {
        const before = reserveOf(of, holdings);
        const changed = holdings.map(([weight, level], index): Holding => {
          return [weight, index === who % holdings.length ? to : level];
        });
        const after = reserveOf(of, changed);
        if (to <= before.level) expect(after.level <= before.level && after.price <= before.price).toBe(true);
        if (to >= before.level) expect(after.level >= before.level && after.price >= before.price).toBe(true);
      }),
    );
  });
});
