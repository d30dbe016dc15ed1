/** The book of asks: how much of the staked weight asks each level of the ladder. */

import { RuleError } from './error.ts';
import { u64 } from './math.ts';

/** What a stake asks. */
export type Ask = {
  /** Level of the price on the ladder, 0 to 191. */
  readonly level: number;
  /** Raw fraction units that ask it: the whole stake. */
  readonly weight: bigint;
};

/** The asks of a vault. */
export type Book = {
  /** The staked weight that asks each of the 192 levels, in raw fraction units. */
  readonly weights: readonly bigint[];
  /** The sum of all weights. */
  readonly asking: bigint;
};

/**
 * The book without the ask a stake had `before`, and with the one it has `after`.
 *
 * @throws {RuleError} LevelOutOfBounds; LedgerMismatch where `before` is not in the book; Overflow
 */
export function shift(book: Book, before: Ask | null, after: Ask | null): Book {
  const weights = [...book.weights];
  let { asking } = book;
  if (before) {
    weights[before.level] = u64(weightOf(weights, before.level) - before.weight, 'LedgerMismatch');
    asking = u64(asking - before.weight, 'LedgerMismatch');
  }
  if (after) {
    const present = weightOf(weights, after.level);
    asking = u64(asking + after.weight);
    weights[after.level] = u64(present + after.weight);
  }
  return { weights, asking };
}

function weightOf(weights: readonly bigint[], level: number): bigint {
  const weight = weights[level];
  if (weight === undefined) throw new RuleError('LevelOutOfBounds');
  return weight;
}
