/**
 * What the fractions of a vault are worth by its own rules.
 *
 * A value per fraction is Q64.64, in raw quote units per raw fraction, rounded down. Of known proceeds it is never more
 * than is paid; of a price it can be above the payout by a raw unit or two, as charges are rounded up on the cash that a
 * bid with fractions really pays.
 */

import { min, u128, u64, U64_MAX } from './math.ts';
import { split } from './split.ts';

/**
 * What the fractions get of `cash` (raw quote units), which buys all `supply` of them, each: the proceeds divided by the
 * supply, in Q64.64, rounded down. `royaltyWeight` is the sum of those of all `assets`. 0 for a supply or a vault of
 * nothing.
 *
 * @throws {RuleError} those of `split`, which a vault with assets does not run into
 */
export function perFraction(
  cash: bigint,
  royaltyWeight: number,
  assets: number,
  curatorFeeBps: number,
  supply: bigint,
): bigint {
  if (supply === 0n || assets === 0) return 0n;
  return shareOfProceeds(split(cash, royaltyWeight, assets, curatorFeeBps).proceeds, supply);
}

/**
 * What each of `supply` fractions gets of `proceeds` (raw quote units) that are known: in Q64.64, rounded down. 0 for a
 * supply of nothing.
 */
export function shareOfProceeds(proceeds: bigint, supply: bigint): bigint {
  return supply === 0n ? 0n : (u64(proceeds) << 64n) / u64(supply);
}

/**
 * What `fractions` (raw units) are worth at `perFraction` (Q64.64), in raw quote units: rounded down, at most the largest
 * `u64`. For fractions of the supply it is what `redeem` pays, or one unit less.
 */
export function worth(fractions: bigint, perFraction: bigint): bigint {
  return min((u64(fractions) * u128(perFraction)) >> 64n, U64_MAX);
}
