/** Quotes of proposals and votes. */
import type { Address } from '@solana/kit';
import { ballotOf, termsOf } from '../content.ts';
import { ClientError } from '../errors/client.ts';
import { withRules } from '../errors/refusals.ts';
import type { Action, Stake, Vote } from '../generated/index.ts';
import * as pda from '../pda.ts';
import { offer } from '../rules/license.ts';
import { enterVote, freeAt, leaveVote } from '../rules/stake.ts';
import { acceptsProposals, acceptsVotes } from '../rules/status.ts';
import { check } from '../rules/terms.ts';
import { type Ballot, cast as castBallot, leastStake, open } from '../rules/votes.ts';
import { type ProposalView, type VoteView, voteAddress } from '../views/proposal.ts';
import { stakeFreeAt } from '../views/staking.ts';
import type { VaultView } from '../views/vault.ts';
import { type NewAccount, type Rent, type RentBack, newAccount, totalRent } from './accounts.ts';
import { checkAuthority } from './asks.ts';
import { addIncomeMintVoted } from './income.ts';
import { type Standing, standing } from './standing.ts';

/** Most bytes of a proposal's URI. */
export const MAX_TERMS_URI_BYTES = 128;

/** What proposing does. */
export type ProposeQuote = {
  /** The proposal's number, if nobody proposes before it. */
  readonly number: bigint;
  /** Its address then. */
  readonly address: Address;
  /** What has to be staked to propose, in raw units. */
  readonly leastStake: bigint;
  /** What the proposer has staked. */
  readonly staked: bigint;
  /** The vote as it opens: supply, quorum, threshold and times, which nothing changes any more. */
  readonly standing: Standing;
  /** Accounts made, at the proposer's expense: the rent comes back when the proposal is closed. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
};

/**
 * Quotes proposing `action` with a stake, at the time of the view.
 *
 * @throws {ClientError} WrongStatus unless the vault is Active, StakeBelowProposal; for what could never be executed
 * TermsUriTooLong, TermsUriWithZero, CuratorFeeAboveCap, Rule
 */
export async function propose(view: VaultView, stake: Stake | null, action: Action, rent: Rent): Promise<ProposeQuote> {
  const { status, vault, supply, now } = view;
  if (!acceptsProposals(status)) throw new ClientError({ code: 'WrongStatus', status });
  const terms = termsOf(vault);
  const needed = withRules(() => leastStake(terms, supply));
  const staked = stake?.amount ?? 0n;
  if (staked < needed) throw new ClientError({ code: 'StakeBelowProposal', needed, staked });
  checkAction(view, action);
  const number = vault.proposals;
  const address = await pda.proposal(view.address, number);
  const accounts = [newAccount('Proposal', address, rent)];
  return {
    number,
    address,
    leastStake: needed,
    staked,
    standing: withRules(() => standing(view, open(terms, supply, now))),
    accounts,
    rent: totalRent(accounts),
  };
}

/** Refuses what could never be executed. */
function checkAction({ vault }: VaultView, action: Action): void {
  switch (action.__kind) {
    case 'GrantLicense': {
      const { fee, termSecs, exclusive, termsUri } = action;
      withRules(() => offer(fee, termSecs, exclusive, 0n));
      return checkUri(termsUri);
    }
    case 'SetCurator': {
      const { feeBps } = action;
      const capBps = vault.curatorFeeCapBps;
      if (feeBps > capBps) throw new ClientError({ code: 'CuratorFeeAboveCap', feeBps, capBps });
      return;
    }
    case 'SetAuctionTerms': {
      const { auctionSecs, extensionSecs, stepBps } = action;
      return withRules(() => check({ ...termsOf(vault), auctionSecs, extensionSecs, stepBps }));
    }
    case 'Resolve':
      return checkUri(action.uri);
    case 'EndLicense':
    case 'AddIncomeMint':
      return;
  }
}

function checkUri(uri: string): void {
  const bytes = new TextEncoder().encode(uri).length;
  if (bytes > MAX_TERMS_URI_BYTES) throw new ClientError({ code: 'TermsUriTooLong', bytes, most: MAX_TERMS_URI_BYTES });
  if (uri.includes('\0')) throw new ClientError({ code: 'TermsUriWithZero' });
}

/** What voting does. */
export type VoteQuote = {
  /** Number of the proposal. */
  readonly number: bigint;
  /** What the stake had voted. */
  readonly before: Ballot | null;
  /** What it has voted afterwards: its whole weight. */
  readonly ballot: Ballot;
  /** Where the vote stood. */
  readonly standingBefore: Standing;
  /** Where it stands afterwards. */
  readonly standing: Standing;
  /**
   * Until when the stake is locked then, in Unix seconds: at least until the vote ends, unless the vote is withdrawn or the
   * vault sold or reclaimed before.
   */
  readonly freeAt: bigint;
  /**
   * Accounts made, at the expense of who signs: the record of the vote, with the first ballot. Its rent comes back when the
   * vote is withdrawn, or closed once it is over.
   */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
};

/**
 * What a vote weighs more than before, on the same side, in raw fraction units: a stake that grew tops its vote up.
 */
export function toppedUp({ before, ballot }: VoteQuote): bigint {
  const more = before?.yes === ballot.yes ? ballot.weight - before.weight : 0n;
  return more > 0n ? more : 0n;
}

/**
 * Quotes voting by `authority` with a stake, of which `cast` is the vote there is, at the time of the view.
 *
 * @throws {ClientError} WrongStatus unless the vault is Active or in Auction, NotTheHolderOrDelegate, NothingStaked,
 * VotingOver
 */
export async function vote(
  view: VaultView,
  proposal: ProposalView,
  stake: Stake,
  authority: Address,
  cast: Vote | null,
  yes: boolean,
  rent: Rent,
): Promise<VoteQuote> {
  const { status, now } = view;
  if (!acceptsVotes(status)) throw new ClientError({ code: 'WrongStatus', status });
  checkAuthority(stake, authority);
  if (stake.amount === 0n) throw new ClientError({ code: 'NothingStaked', vault: view.address, holder: stake.holder });
  const { number, poll } = proposal;
  if (now >= poll.endsAt) throw new ClientError({ code: 'VotingOver', number, endedAt: poll.endsAt });
  const before = cast && ballotOf(cast);
  const ballot = { yes, weight: stake.amount };
  const after = withRules(() => castBallot(poll, before, ballot, now));
  const places = before ? stake.votes : enterVote(stake.votes, poll.endsAt, now).places;
  const address = await voteAddress(view.address, number, stake.holder);
  const accounts = before ? [] : [newAccount('Vote', address, rent)];
  return withRules(() => ({
    number,
    before,
    ballot,
    standingBefore: standing(view, poll),
    standing: standing(view, after),
    freeAt: freeWith(view, stake, places),
    accounts,
    rent: totalRent(accounts),
  }));
}

/** From when on a stake may leave that takes part in votes of these ends, in Unix seconds. */
function freeWith({ status, vault }: VaultView, stake: Stake, votes: readonly bigint[]): bigint {
  return freeAt(status, vault.enteredAt, stake.lockedUntil, votes);
}

/** What withdrawing a vote does. */
export type WithdrawVoteQuote = {
  /** Number of the proposal. */
  readonly number: bigint;
  /** What the stake had voted. */
  readonly ballot: Ballot;
  /** Where the vote stands afterwards; `null` where it is over, and only the record is closed. */
  readonly standing: Standing | null;
  /** From when on the stake may leave then, in Unix seconds; `null` if it may at once, or is gone. */
  readonly freeAt: bigint | null;
  /** Lamports of the record, which come back to who paid them. */
  readonly returned: RentBack;
};

/**
 * Quotes withdrawing a vote by `authority`; once the vote is over, closing its record. `proposal` and `stake` are needed as
 * long as it counts.
 *
 * @throws {ClientError} as long as it counts, NoProposal, NothingStaked, NotTheHolderOrDelegate; Rule if the accounts do
 * not fit together
 */
export function withdrawVote(
  view: VaultView,
  vote: VoteView,
  proposal: ProposalView | null,
  stake: Stake | null,
  authority: Address,
): WithdrawVoteQuote {
  const { number } = vote;
  const { holder } = vote.vote;
  const ballot = ballotOf(vote.vote);
  const returned = rentOfVote(vote);
  if (!vote.counts) return { number, ballot, standing: null, freeAt: stake && stakeFreeAt(view, stake), returned };
  const vault = view.address;
  if (!proposal) throw new ClientError({ code: 'NoProposal', vault, number });
  if (!stake) throw new ClientError({ code: 'NothingStaked', vault, holder });
  checkAuthority(stake, authority);
  return withRules(() => {
    const poll = castBallot(proposal.poll, ballot, null, view.now);
    const places = vote.vote.placed === 1 ? leaveVote(stake.votes, poll.endsAt) : stake.votes;
    const freeAt = freeWith(view, stake, places);
    return { number, ballot, standing: standing(view, poll), freeAt: view.now < freeAt ? freeAt : null, returned };
  });
}

/** Who gets the rent of a vote's record. */
export function rentOfVote({ address, vote, lamports }: VoteView): RentBack {
  return { kind: 'Vote', address, to: vote.payer, lamports };
}

/** What executing a proposal does. */
export type ExecuteQuote = {
  /** Number of the proposal. */
  readonly number: bigint;
  /** What is done. */
  readonly action: Action;
  /** The licence that is granted or ended. */
  readonly license: Address | null;
  /** Until when a licence that is granted can be taken, in Unix seconds. */
  readonly offeredUntil: bigint | null;
  /** Accounts made, at the expense of who executes; their rent comes back when they are closed. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
};

/**
 * Quotes executing a proposal, at the time of the view.
 *
 * @throws {ClientError} NotExecutable unless it has passed and its time is now, WrongStatus where the vault's status does
 * not allow its action; for a mint of income those of `addIncomeMint` but the curator's
 */
export async function executeProposal(view: VaultView, proposal: ProposalView, rent: Rent): Promise<ExecuteQuote> {
  const { number, phase, action, poll } = proposal;
  if (phase !== 'Executable') {
    const { executableAt, expiresAt } = poll;
    throw new ClientError({ code: 'NotExecutable', number, phase, executableAt, expiresAt });
  }
  if (!proposal.allowed) throw new ClientError({ code: 'WrongStatus', status: view.status });
  const effects = await effectsOf(view, number, action, rent);
  return { number, action, ...effects, rent: totalRent(effects.accounts) };
}

type Effects = Pick<ExecuteQuote, 'license' | 'offeredUntil' | 'accounts'>;

async function effectsOf(view: VaultView, number: bigint, action: Action, rent: Rent): Promise<Effects> {
  const none: Effects = { license: null, offeredUntil: null, accounts: [] };
  switch (action.__kind) {
    case 'GrantLicense': {
      const { fee, termSecs, exclusive } = action;
      const license = await pda.license(view.address, number);
      const { offeredUntil } = withRules(() => offer(fee, termSecs, exclusive, view.now));
      return { license, offeredUntil, accounts: [newAccount('License', license, rent)] };
    }
    case 'EndLicense':
      return { ...none, license: action.license };
    case 'AddIncomeMint':
      return { ...none, accounts: (await addIncomeMintVoted(view, action.mint, rent)).accounts };
    case 'SetCurator':
    case 'SetAuctionTerms':
    case 'Resolve':
      return none;
  }
}

/** The record of a vote that is closed. */
export type VoteClosed = {
  /** Number of the proposal. */
  readonly number: bigint;
  /** Whose stake voted. */
  readonly holder: Address;
};

/** What closing records of proposals and votes does. */
export type CloseVotesQuote = {
  /** Numbers of the proposals. */
  readonly proposals: readonly bigint[];
  /** The votes. */
  readonly votes: readonly VoteClosed[];
  /** The rent of the accounts that are closed. */
  readonly returned: readonly RentBack[];
  /** Records of the vault that stay open. */
  readonly left: number;
};

/** Records of which there is nothing to close. */
export const NO_VOTES_CLOSED: CloseVotesQuote = { proposals: [], votes: [], returned: [], left: 0 };

/** Lamports that come back to a wallet. */
export function returnedTo({ returned }: CloseVotesQuote, wallet: Address): bigint {
  return returned.reduce((sum, { to, lamports }) => sum + (to === wallet ? lamports : 0n), 0n);
}
