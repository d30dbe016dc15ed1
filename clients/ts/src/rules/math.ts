/**
 * Numbers that stay in their range, and shares of amounts: rounded down where they are paid and up where they are
 * charged.
 */

import { RuleError, type RuleErrorCode } from './error.ts';

/** One whole in basis points. */
export const BPS = 10_000;
/** The largest `u32`. */
export const U32_MAX = 2 ** 32 - 1;
/** The largest `u64`. */
export const U64_MAX = 2n ** 64n - 1n;
/** The largest `u128`. */
export const U128_MAX = 2n ** 128n - 1n;
/** The smallest `i64`. */
export const I64_MIN = -(2n ** 63n);
/** The largest `i64`. */
export const I64_MAX = 2n ** 63n - 1n;

/**
 * `value`, if it is a whole number of 32 bits, as a bigint.
 *
 * @throws {RuleError} Overflow
 */
export function u32(value: number): bigint {
  if (!isWithin(value, 0, U32_MAX)) throw new RuleError('Overflow');
  return BigInt(value);
}

/**
 * `value`, if it has at most 64 bits and no sign.
 *
 * @throws {RuleError} Overflow, or `refusal`
 */
export function u64(value: bigint, refusal: RuleErrorCode = 'Overflow'): bigint {
  if (value < 0n || value > U64_MAX) throw new RuleError(refusal);
  return value;
}

/**
 * `value`, if it has at most 128 bits and no sign.
 *
 * @throws {RuleError} Overflow, or `refusal`
 */
export function u128(value: bigint, refusal: RuleErrorCode = 'Overflow'): bigint {
  if (value < 0n || value > U128_MAX) throw new RuleError(refusal);
  return value;
}

/**
 * `value`, if it is one of 64 bits with a sign: all times are.
 *
 * @throws {RuleError} Overflow
 */
export function i64(value: bigint): bigint {
  if (value < I64_MIN || value > I64_MAX) throw new RuleError('Overflow');
  return value;
}

/** Whether `value` is a whole number of `least` to `most`. */
export function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** The smaller of two numbers. */
export function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** The larger of two numbers. */
export function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/**
 * The time (Unix seconds) `secs` seconds after `time`.
 *
 * @throws {RuleError} Overflow
 */
export function after(time: bigint, secs: number): bigint {
  return i64(i64(time) + u32(secs));
}

/**
 * `floor(a * b / c)`: how payouts are rounded.
 *
 * @throws {RuleError} Overflow when `c` is zero or the result exceeds `u64`
 */
export function mulDivFloor(a: bigint, b: bigint, c: bigint): bigint {
  if (c === 0n) throw new RuleError('Overflow');
  return u64((u64(a) * u64(b)) / u64(c));
}

/**
 * `ceil(a * b / c)`: how charges are rounded.
 *
 * @throws {RuleError} Overflow when `c` is zero or the result exceeds `u64`
 */
export function mulDivCeil(a: bigint, b: bigint, c: bigint): bigint {
  if (c === 0n) throw new RuleError('Overflow');
  return u64((u64(a) * u64(b) + u64(c) - 1n) / c);
}

/**
 * `floor(amount * numerator / denominator)` of a part of the amount, `numerator <= denominator`.
 *
 * @throws {RuleError} Overflow when the part is more than the whole, or the denominator zero
 */
export function partFloor(amount: bigint, numerator: number, denominator: number): bigint {
  if (numerator > denominator) throw new RuleError('Overflow');
  return mulDivFloor(amount, u32(numerator), u32(denominator));
}

/**
 * `ceil(amount * numerator / denominator)` of a part of the amount, `numerator <= denominator`.
 *
 * @throws {RuleError} Overflow when the part is more than the whole, or the denominator zero
 */
export function partCeil(amount: bigint, numerator: number, denominator: number): bigint {
  if (numerator > denominator) throw new RuleError('Overflow');
  return mulDivCeil(amount, u32(numerator), u32(denominator));
}
