/** What fractions are paid after the sale. */

import { RuleError } from './error.ts';
import { mulDivFloor } from './math.ts';

/**
 * What burning `amount` of `supply` fractions (raw units) pays of the `remaining` proceeds, in raw quote units: its share,
 * rounded down. Who burns the last fraction takes all that remains. `minPayout` is the caller's bound.
 *
 * @throws {RuleError} ZeroAmount, AmountAboveSupply, PayoutBelowMinimum
 */
export function redeem(amount: bigint, supply: bigint, remaining: bigint, minPayout: bigint): bigint {
  if (amount === 0n) throw new RuleError('ZeroAmount');
  if (amount > supply) throw new RuleError('AmountAboveSupply');
  const payout = mulDivFloor(amount, remaining, supply);
  if (payout < minPayout) throw new RuleError('PayoutBelowMinimum');
  return payout;
}
