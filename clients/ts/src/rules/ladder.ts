/**
 * The prices that can be asked: a ladder of 5 % steps around the opening price.
 *
 * `price(level) = floor(opening * 1.05^(level - 96))`, exact for every opening price. The program takes fixed-point
 * multipliers that are precise enough never to be off by one; here the powers are fractions of whole numbers.
 */

import { RuleError } from './error.ts';
import { isWithin, max, min, u64, U64_MAX } from './math.ts';

/** How many levels the ladder has. */
export const LEVELS = 192;
/** The level whose price is the opening price. */
export const OPENING_LEVEL = 96;
/** The highest level. */
export const TOP_LEVEL = LEVELS - 1;

type Ratio = readonly [numerator: bigint, denominator: bigint];

const ratios: Ratio[] = [];

/** `1.05^(level - 96)` in lowest terms; made when it is first needed. */
function ratio(level: number): Ratio {
  return (ratios[level] ??= powerOfStep(level - OPENING_LEVEL));
}

function powerOfStep(exponent: number): Ratio {
  const power = BigInt(Math.abs(exponent));
  const [above, below] = [21n ** power, 20n ** power];
  return exponent < 0 ? [below, above] : [above, below];
}

/**
 * The price of a level for the whole vault, in raw quote units: `floor(openingPrice * 1.05^(level - 96))`, at least 1; a
 * price that exceeds `u64` is the largest `u64`.
 *
 * @throws {RuleError} LevelOutOfBounds
 */
export function price(openingPrice: bigint, level: number): bigint {
  if (!isWithin(level, 0, TOP_LEVEL)) throw new RuleError('LevelOutOfBounds');
  const [above, below] = ratio(level);
  return max(min((u64(openingPrice) * above) / below, U64_MAX), 1n);
}

/**
 * The lowest level whose price is at least `wish`: what a holder asks who does not sell below it.
 *
 * @throws {RuleError} PriceAboveLadder when the highest level is below `wish`
 */
export function levelAtLeast(openingPrice: bigint, wish: bigint): number {
  let lowest = 0;
  let end = LEVELS;
  while (lowest < end) {
    const middle = Math.floor((lowest + end) / 2);
    if (price(openingPrice, middle) < wish) lowest = middle + 1;
    else end = middle;
  }
  if (lowest === LEVELS) throw new RuleError('PriceAboveLadder');
  return lowest;
}
