/**
 * Votes on proposals.
 *
 * A vote is of stakes that stay until it ends, so no fraction votes twice. Everything it is decided by is copied when it
 * is proposed: no term changes under a running vote. From then on the clock and the ballots alone say what it is, and each
 * second it is in exactly one phase.
 */

import { RuleError, type RuleErrorCode } from './error.ts';
import { after, BPS, max, partCeil, u32, u64 } from './math.ts';
import type { Terms } from './terms.ts';

/** For how long what was decided can be executed, in seconds. */
export const EXECUTION_SECS = 14 * 86_400;

/** What a stake voted. */
export type Ballot = {
  /** For the proposal, or against it. */
  readonly yes: boolean;
  /** Raw fraction units: the whole stake. */
  readonly weight: bigint;
};

/**
 * Where a vote stands.
 *
 * - `Voting`: ballots are cast
 * - `Defeated`: too few votes, or too few of them yes
 * - `Delayed`: passed; not to be executed yet, so that who disagrees has time to act
 * - `Executable`: passed; anyone may execute it
 * - `Expired`: passed; too late to execute it
 */
export type Phase = 'Voting' | 'Defeated' | 'Delayed' | 'Executable' | 'Expired';

const WHY_NOT_EXECUTABLE: Readonly<Record<Phase, RuleErrorCode | null>> = {
  Voting: 'VotingNotOver',
  Defeated: 'ProposalDefeated',
  Delayed: 'ProposalDelayed',
  Executable: null,
  Expired: 'ProposalExpired',
};

/** The vote on a proposal. */
export type Poll = {
  /** Weight of the ballots for it, in raw fraction units. */
  readonly yes: bigint;
  /** Weight of the ballots against it, in raw fraction units. */
  readonly no: bigint;
  /** The supply when it was proposed, in raw fraction units. */
  readonly supply: bigint;
  /** At least this part of the supply has to vote, in basis points. */
  readonly quorumBps: number;
  /** More than this part of the votes has to be yes, in basis points. */
  readonly thresholdBps: number;
  /** From when on no ballot is cast (Unix seconds). */
  readonly endsAt: bigint;
  /** From when on it can be executed (Unix seconds). */
  readonly executableAt: bigint;
  /** From when on it can no longer be executed (Unix seconds). */
  readonly expiresAt: bigint;
};

/**
 * The vote on what is proposed at `now` (Unix seconds) in a vault of `supply` fractions (raw units).
 *
 * @throws {RuleError} Overflow
 */
export function open(terms: Terms, supply: bigint, now: bigint): Poll {
  const endsAt = after(now, terms.votingSecs);
  const executableAt = after(endsAt, terms.delaySecs);
  const expiresAt = after(executableAt, EXECUTION_SECS);
  const { quorumBps, thresholdBps } = terms;
  return { yes: 0n, no: 0n, supply, quorumBps, thresholdBps, endsAt, executableAt, expiresAt };
}

/**
 * Whether the ballots carry the proposal: `10_000 * (yes + no) >= quorumBps * supply` and
 * `10_000 * yes > thresholdBps * (yes + no)`.
 *
 * The quorum is of the supply, not of who takes part, and can be reached whatever the rounding: nothing is divided.
 */
export function passes(poll: Poll): boolean {
  const votes = poll.yes + poll.no;
  const whole = u32(BPS);
  return votes * whole >= poll.supply * u32(poll.quorumBps) && poll.yes * whole > votes * u32(poll.thresholdBps);
}

/** Where the vote stands at `now` (Unix seconds), if what it decided was not executed yet. */
export function phase(poll: Poll, now: bigint): Phase {
  if (now < poll.endsAt) return 'Voting';
  if (!passes(poll)) return 'Defeated';
  if (now < poll.executableAt) return 'Delayed';
  return now < poll.expiresAt ? 'Executable' : 'Expired';
}

/**
 * The vote without the ballot a voter has in it `before`, and with the one it has `after`: a first vote, another opinion,
 * a larger stake or a withdrawal.
 *
 * @throws {RuleError} VotingOver from the end on, Overflow; LedgerMismatch where `before` is not in the vote, or more
 * would be in it than there was: votes are stakes, and those are parts of a supply that only falls
 */
export function cast(poll: Poll, before: Ballot | null, after: Ballot | null, now: bigint): Poll {
  if (now >= poll.endsAt) throw new RuleError('VotingOver');
  const sides = { yes: poll.yes, no: poll.no };
  if (before) sides[sideOf(before)] = u64(sides[sideOf(before)] - before.weight, 'LedgerMismatch');
  if (after) sides[sideOf(after)] = u64(sides[sideOf(after)] + after.weight);
  if (u64(sides.yes + sides.no) > poll.supply) throw new RuleError('LedgerMismatch');
  return { ...poll, ...sides };
}

/**
 * Checks that the proposal can be executed now; `executed` is whether it was.
 *
 * @throws {RuleError} ProposalExecuted, VotingNotOver, ProposalDefeated, ProposalDelayed, ProposalExpired
 */
export function checkExecutable(poll: Poll, executed: boolean, now: bigint): void {
  if (executed) throw new RuleError('ProposalExecuted');
  const refusal = WHY_NOT_EXECUTABLE[phase(poll, now)];
  if (refusal) throw new RuleError(refusal);
}

/**
 * Checks that the proposal can have no effect any more, so that its account can be closed. `executed` is whether it had
 * one, `pastVotes` whether the vault is past all votes (`status.isPastVotes`).
 *
 * @throws {RuleError} ProposalAlive
 */
export function checkClosable(poll: Poll, executed: boolean, pastVotes: boolean, now: bigint): void {
  if (executed || pastVotes || ['Defeated', 'Expired'].includes(phase(poll, now))) return;
  throw new RuleError('ProposalAlive');
}

/**
 * The least stake that may propose, in raw fraction units: its part of the supply, rounded up, and at least one.
 *
 * @throws {RuleError} Overflow when the part is more than the whole
 */
export function leastStake(terms: Pick<Terms, 'proposalStakeBps'>, supply: bigint): bigint {
  return max(partCeil(supply, terms.proposalStakeBps, BPS), 1n);
}

function sideOf(ballot: Ballot): 'yes' | 'no' {
  return ballot.yes ? 'yes' : 'no';
}
