/** Where a vote stands: what would pass now, and who can still change it. */
import { BPS, U64_MAX, max, min, mulDivFloor, partCeil, u64 } from '../rules/math.ts';
import { acceptsVotes } from '../rules/status.ts';
import { type Poll, passes } from '../rules/votes.ts';
import { vaultStaked } from '../views/staking.ts';
import type { VaultView } from '../views/vault.ts';

/** Where a vote stands: what would come out if it ended now, and who can still change it. */
export type Standing = {
  /** The vote itself: ballots, quorum, threshold and times. */
  readonly poll: Poll;
  /** Ballots for it as a part of the supply when it was proposed, in basis points, floored. */
  readonly yesBps: bigint;
  /** Ballots against it as a part of that supply, in basis points, floored. */
  readonly noBps: bigint;
  /** What has to vote, either way, in raw fraction units. */
  readonly quorum: bigint;
  /** Of it, what is missing. */
  readonly quorumLeft: bigint;
  /** Whether it would pass with the ballots as they are. */
  readonly passes: boolean;
  /**
   * The least weight of further yes votes with which it would pass, nothing else changing; 0 where it passes. In raw
   * fraction units, and maybe more than anybody has.
   */
  readonly yesNeeded: bigint;
  /**
   * Staked fractions that are in no ballot: stakes that have not voted, and what was added to stakes since they voted. As
   * every ballot stays staked until the vote ends, it is what all have staked less what has voted; 0 once the vote is over.
   * In raw units.
   */
  readonly stakedNotVoted: bigint;
  /** Fractions that are not staked, and could be until the vote ends to vote then, in raw units; 0 once it is over. */
  readonly notStaked: bigint;
  /** Whether neither of them can turn the result any more. Who has voted can still change or withdraw its vote. */
  readonly settled: boolean;
};

/**
 * Where a vote stands, at the time of the vault's view.
 *
 * @throws {RuleError} LedgerMismatch if the accounts do not fit together
 */
export function standing(view: VaultView, poll: Poll): Standing {
  const voted = u64(poll.yes + poll.no, 'LedgerMismatch');
  const staked = vaultStaked(view);
  const open = view.now < poll.endsAt && acceptsVotes(view.status);
  // A supply of none has no votes.
  const part = (weight: bigint) => (poll.supply === 0n ? 0n : mulDivFloor(weight, BigInt(BPS), poll.supply));
  const quorum = partCeil(poll.supply, poll.quorumBps, BPS);
  const stakedNotVoted = open ? u64(staked - voted, 'LedgerMismatch') : 0n;
  const notStaked = open ? u64(view.supply - staked, 'LedgerMismatch') : 0n;
  const passing = passes(poll);
  const others = min(stakedNotVoted + notStaked, U64_MAX);
  const turned = passing
    ? { ...poll, no: min(poll.no + others, U64_MAX) }
    : { ...poll, yes: min(poll.yes + others, U64_MAX) };
  return {
    poll,
    yesBps: part(poll.yes),
    noBps: part(poll.no),
    quorum,
    quorumLeft: max(quorum - voted, 0n),
    passes: passing,
    yesNeeded: yesNeeded(poll, quorum),
    stakedNotVoted,
    notStaked,
    settled: passes(turned) === passing,
  };
}

/** The least further yes votes with which a poll passes. */
function yesNeeded({ yes, no, thresholdBps }: Poll, quorum: bigint): bigint {
  const bps = BigInt(thresholdBps);
  // `10_000 * yes > bps * (yes + no)` says `yes > bps * no / (10_000 - bps)`; terms keep `bps` below 10,000.
  const forThreshold = (bps * no) / max(BigInt(BPS) - bps, 1n) + 1n;
  const forQuorum = max(quorum - no, 0n);
  return min(max(max(forThreshold, forQuorum) - yes, 0n), U64_MAX);
}
