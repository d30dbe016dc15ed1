import fc from 'fast-check';

import type { Book } from '../../src/rules/asks.ts';
import { isRuleError, type RuleErrorCode } from '../../src/rules/error.ts';
import { LEVELS } from '../../src/rules/ladder.ts';
import { U64_MAX } from '../../src/rules/math.ts';
import { withOpeningPrice, type Terms } from '../../src/rules/terms.ts';

/** Supply of the worked example: 10,000 fractions of 6 decimals. */
export const SUPPLY = 10_000_000_000n;
/** Opening price of the worked example: 1,000 units of 6 decimals. */
export const OPENING = 1_000_000_000n;
/** A time (Unix seconds). */
export const NOW = 1_800_000_000n;
/** Seconds of a day. */
export const DAY = 86_400n;

/** Default terms, changed in some. */
export function terms(changes: Partial<Terms> = {}): Terms {
  return { ...withOpeningPrice(OPENING), ...changes };
}

/** What a rule returns, or the name of its refusal. */
export function outcome<T>(rule: () => T): T | RuleErrorCode {
  try {
    return rule();
  } catch (error) {
    if (isRuleError(error)) return error.code;
    throw error;
  }
}

/** The quotient rounded up. */
export function ceilDiv(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

/** The sum of amounts. */
export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/** A book in which these weights ask these levels. */
export function book(asks: Record<number, bigint>, asking = sum(Object.values(asks))): Book {
  const weights = new Array<bigint>(LEVELS).fill(0n);
  for (const [level, weight] of Object.entries(asks)) weights[Number(level)] = weight;
  return { weights, asking };
}

/** A bigint of a range, both ends included. */
export function between(min: bigint, max: bigint): fc.Arbitrary<bigint> {
  return fc.bigInt({ min, max });
}

/** Amounts of every magnitude, zero and the highest included: half of all `u64` have 64 bits. */
export function anyU64(): fc.Arbitrary<bigint> {
  const shifted = fc.tuple(between(0n, U64_MAX), fc.nat(63)).map(([number, bits]) => number >> BigInt(bits));
  return fc.oneof({ weight: 8, arbitrary: shifted }, { weight: 1, arbitrary: fc.constantFrom(0n, 1n, U64_MAX) });
}

/** Amounts of every magnitude but zero. */
export function positiveU64(): fc.Arbitrary<bigint> {
  return anyU64().map(number => (number === 0n ? 1n : number));
}

/** Some of a whole: an amount of every magnitude up to it. */
export function partOf(whole: bigint, seed: bigint): bigint {
  return seed % (whole + 1n);
}
