/** How the winning cash is divided: royalties, the curator's fee, proceeds. */

import { RuleError } from './error.ts';
import { BPS, isWithin, min, partCeil, partFloor } from './math.ts';

/** Royalty weight of an asset that gives all of its part to its creators: 10,000 basis points x 100 per cent. */
export const FULL_WEIGHT = 1_000_000;

/** The winning cash, divided. The three add up to it. */
export type Split = {
  /** For all creators of all assets, in raw quote units. */
  readonly royalties: bigint;
  /** For the curator, in raw quote units. */
  readonly curatorFee: bigint;
  /** For the fractions, in raw quote units. */
  readonly proceeds: bigint;
};

/**
 * Royalty weight of a creator: the asset's basis points times the creator's per cent.
 *
 * @throws {RuleError} Overflow when that is above `FULL_WEIGHT`, which Token Metadata does not allow
 */
export function royaltyWeight(sellerFeeBps: number, sharePerCent: number): number {
  const weight = sellerFeeBps * sharePerCent;
  if (!isWithin(weight, 0, FULL_WEIGHT)) throw new RuleError('Overflow');
  return weight;
}

/**
 * Divides `cash` (raw quote units) of the winner of a vault of `assets`, whose royalty weights sum up to `weight`.
 *
 * Each asset stands for `cash / assets`. Charges are rounded up; royalties are at most the whole cash, and the curator's
 * fee at most what they leave.
 *
 * @throws {RuleError} Overflow for a vault without assets
 */
export function split(cash: bigint, weight: number, assets: number, curatorFeeBps: number): Split {
  const whole = FULL_WEIGHT * assets;
  const royalties = partCeil(cash, Math.min(weight, whole), whole);
  const left = cash - royalties;
  const curatorFee = min(partCeil(cash, Math.min(curatorFeeBps, BPS), BPS), left);
  return { royalties, curatorFee, proceeds: left - curatorFee };
}

/**
 * What one creator of one asset gets of the winning `cash`, in raw quote units, when `unpaid` of the royalties are left
 * for `claimsLeft` claims, this one included: rounded down, the last one takes the remainder.
 *
 * @throws {RuleError} LedgerMismatch when nothing is left to claim; Overflow for a vault without assets
 */
export function royalty(cash: bigint, weight: number, assets: number, unpaid: bigint, claimsLeft: number): bigint {
  if (claimsLeft === 0) throw new RuleError('LedgerMismatch');
  if (claimsLeft === 1) return unpaid;
  const due = partFloor(cash, weight, FULL_WEIGHT * assets);
  if (due > unpaid) throw new RuleError('LedgerMismatch');
  return due;
}
