/**
 * Stakes and their locks.
 *
 * Staking or changing an ask locks the stake, so that borrowed fractions cannot ask, bid and leave in one transaction. A
 * vote locks it until the vote ends: a fraction that voted cannot come back in other hands and vote again.
 */

import { RuleError } from './error.ts';
import { after, I64_MIN, max, min, u32, u64 } from './math.ts';
import type { Status } from './status.ts';

/**
 * From the start of an auction stakes stay locked for at most this long, in seconds, so that stakers can bid with their
 * fractions.
 */
export const AUCTION_LOCK_SECS = 3_600;

/**
 * Where a stake notes until when the votes it takes part in go on: eight places of one vote each, and a last one that all
 * further votes share. No vote is ever refused for want of a place: whoever opens many proposals at once would otherwise
 * decide which of them the others can vote on.
 */
export const VOTE_PLACES = 9;

const SHARED_PLACE = VOTE_PLACES - 1;

/**
 * Until when (Unix seconds) a stake is locked that is added to, or whose ask is changed, at `now`.
 *
 * @throws {RuleError} Overflow
 */
export function lockUntil(now: bigint, stakeLockSecs: number): bigint {
  return after(now, stakeLockSecs);
}

/**
 * Notes that a stake takes part in a vote until `endsAt`. `places` are the ends (Unix seconds) of the votes it takes part
 * in; a place whose vote is over is free, and so is the 0 of one that was never used. `own` is whether the vote has a
 * place of its own: else it shares the last one, which keeps the latest end.
 */
export function enterVote(places: readonly bigint[], endsAt: bigint, now: bigint): { places: bigint[]; own: boolean } {
  const free = places.findIndex((place, index) => index < SHARED_PLACE && place <= now);
  if (free >= 0) return { places: places.with(free, endsAt), own: true };
  return { places: places.with(SHARED_PLACE, max(endsAt, places[SHARED_PLACE] ?? 0n)), own: false };
}

/**
 * Notes that a stake no longer takes part in a vote that ends at `endsAt` and has a place of its own. Of several with this
 * end it does not matter which; where there is none, the vote is over and its place has been used again. The end of a vote
 * in the shared place stays: others may share it.
 */
export function leaveVote(places: readonly bigint[], endsAt: bigint): bigint[] {
  const place = places.slice(0, SHARED_PLACE).indexOf(endsAt);
  return place < 0 ? [...places] : places.with(place, 0n);
}

/**
 * From when on (Unix seconds) a stake may leave a vault that entered its status at `enteredAt`: at the end of its lock,
 * which the start of an auction cuts to an hour, and not before the last of the `votes` it takes part in ends, which no
 * auction cuts. The end of the sale cuts both to nothing: to the earliest of all times.
 */
export function freeAt(status: Status, enteredAt: bigint, lockedUntil: bigint, votes: readonly bigint[]): bigint {
  if (status === 'Sold' || status === 'Reclaimed') return I64_MIN;
  const cut = enteredAt + u32(AUCTION_LOCK_SECS);
  return votes.reduce(max, status === 'Auction' ? min(lockedUntil, cut) : lockedUntil);
}

/**
 * What is staked after `amount` is added to `staked`, in raw fraction units.
 *
 * @throws {RuleError} ZeroAmount, Overflow
 */
export function stake(staked: bigint, amount: bigint): bigint {
  if (amount === 0n) throw new RuleError('ZeroAmount');
  return u64(staked + u64(amount));
}

/**
 * What stays of `staked` after `amount` is taken away at `now`, in raw fraction units; `freeAt` as in {@link freeAt}.
 *
 * @throws {RuleError} ZeroAmount, AmountAboveStake, StakeLocked while `now < freeAt`
 */
export function unstake(staked: bigint, amount: bigint, now: bigint, freeAt: bigint): bigint {
  if (amount === 0n) throw new RuleError('ZeroAmount');
  if (u64(amount) > staked) throw new RuleError('AmountAboveStake');
  if (now < freeAt) throw new RuleError('StakeLocked');
  return staked - amount;
}
