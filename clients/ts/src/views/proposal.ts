/** Proposals and the votes on them. */
import type { Address } from '@solana/kit';
import { actionOf, ballotOf, pollOf } from '../content.ts';
import { ClientError } from '../errors/client.ts';
import type { Action, Proposal, Vote } from '../generated/index.ts';
import * as pda from '../pda.ts';
import { type AccountReader, type Accounts, lamportsAt, programAccount, readAccounts } from '../reader.ts';
import { isAllowed } from '../errors/refusals.ts';
import { type Status, acceptsIncome, acceptsProposals, acceptsVotes, isPastVotes } from '../rules/status.ts';
import { type Poll, checkClosable, phase } from '../rules/votes.ts';
import { PROPOSAL_ACCOUNT, VOTE_ACCOUNT } from '../state.ts';
import { type VaultView, readVault } from './vault.ts';

/**
 * What became of a proposal:
 *
 * - `Voting`: ballots are cast.
 * - `Defeated`: too few voted, or too few of them yes.
 * - `Delayed`: it passed, and cannot be executed yet.
 * - `Executable`: it passed: anyone may execute it.
 * - `Expired`: it passed, and was not executed in time.
 * - `Executed`: it was executed.
 * - `Lapsed`: the vault was sold or reclaimed before: nothing is decided any more.
 */
export type ProposalPhase = 'Voting' | 'Defeated' | 'Delayed' | 'Executable' | 'Expired' | 'Executed' | 'Lapsed';

/**
 * Which proposals of a vault are looked at: every one it has had, in which case as many accounts are read, a hundred at
 * once; or these, by number.
 */
export type Proposals =
  { readonly __kind: 'All' } | { readonly __kind: 'These'; readonly fields: readonly [numbers: readonly bigint[]] };

/** The numbers of proposals in a vault, those that were made, in rising order. */
export function proposalNumbers(proposals: Proposals, { vault }: VaultView): bigint[] {
  if (proposals.__kind === 'All') return Array.from({ length: Number(vault.proposals) }, (_, number) => BigInt(number));
  const made = new Set(proposals.fields[0].filter(number => number >= 0n && number < vault.proposals));
  return [...made].sort((a, b) => (a < b ? -1 : 1));
}

/** A proposal, at the time of the vault's view. */
export type ProposalView = {
  /** Its address. */
  readonly address: Address;
  /** Its account. */
  readonly proposal: Proposal;
  /** Its number in the vault. */
  readonly number: bigint;
  /** What executing it does. */
  readonly action: Action;
  /** What became of it. */
  readonly phase: ProposalPhase;
  /** Its vote: ballots, quorum, threshold and times. */
  readonly poll: Poll;
  /**
   * Whether the vault's status allows its action: what touches the sale needs an Active vault, so in an auction it waits
   * for nothing and expires.
   */
  readonly allowed: boolean;
  /** Whether its account can be closed now, by anyone. */
  readonly closable: boolean;
  /** Lamports in it, which come back to the proposer when it is closed. */
  readonly lamports: bigint;
};

/**
 * The proposal of this number, whose address was read with the vault; `null` if it was not made yet, or is closed.
 *
 * @throws {ClientError} ForeignAccount, Undecodable
 */
export async function proposalViewOf(
  view: VaultView,
  accounts: Accounts,
  number: bigint,
): Promise<ProposalView | null> {
  const address = await pda.proposal(view.address, number);
  const proposal = programAccount(accounts, PROPOSAL_ACCOUNT, address);
  return proposal && proposalView(view, address, proposal, lamportsAt(accounts, address));
}

/**
 * The view of a proposal's account.
 *
 * @throws {ClientError} Rule with LedgerMismatch for an action of an unknown kind, which is never stored
 */
export function proposalView(view: VaultView, address: Address, proposal: Proposal, lamports: bigint): ProposalView {
  const action = actionOf(proposal);
  if (!action) throw new ClientError({ code: 'Rule', rule: 'LedgerMismatch' });
  const poll = pollOf(proposal);
  const executed = proposal.executed === 1;
  const pastVotes = isPastVotes(view.status);
  return {
    address,
    proposal,
    number: proposal.number,
    action,
    phase: phaseOf(poll, executed, pastVotes, view.now),
    poll,
    allowed: allows(view.status, action.__kind),
    closable: isAllowed(() => checkClosable(poll, executed, pastVotes, view.now)),
    lamports,
  };
}

function phaseOf(poll: Poll, executed: boolean, pastVotes: boolean, now: bigint): ProposalPhase {
  const voted = phase(poll, now);
  if (executed) return 'Executed';
  if (pastVotes && voted !== 'Defeated' && voted !== 'Expired') return 'Lapsed';
  return voted;
}

/** Whether a vault of this status executes actions of this kind: a bidder bids for the vault as it is. */
function allows(status: Status, kind: Action['__kind']): boolean {
  switch (kind) {
    case 'GrantLicense':
    case 'SetCurator':
    case 'SetAuctionTerms':
      return acceptsProposals(status);
    case 'AddIncomeMint':
      return acceptsIncome(status);
    case 'EndLicense':
    case 'Resolve':
      return acceptsVotes(status);
  }
}

/**
 * Reads a vault with proposals of it, the oldest first; those that are closed are left out.
 *
 * @throws {ClientError} As `readVault` and {@link proposalViewOf}.
 */
export async function readProposals(
  reader: AccountReader,
  vault: Address,
  proposals: Proposals = { __kind: 'All' },
): Promise<[VaultView, ProposalView[]]> {
  const view = await readVault(reader, vault);
  return [view, await readProposalsOf(reader, view, proposalNumbers(proposals, view))];
}

/**
 * Reads the proposals of these numbers in a vault; those that are closed are left out.
 *
 * @throws {ClientError} As {@link proposalViewOf}.
 */
export async function readProposalsOf(
  reader: AccountReader,
  view: VaultView,
  numbers: readonly bigint[],
): Promise<ProposalView[]> {
  const addresses = await Promise.all(numbers.map(number => pda.proposal(view.address, number)));
  const accounts = await readAccounts(reader, addresses);
  const views = await Promise.all(numbers.map(number => proposalViewOf(view, accounts, number)));
  return views.filter(proposal => proposal !== null);
}

/** The vote of a stake on a proposal, at the time of the vault's view. */
export type VoteView = {
  /** Its address. */
  readonly address: Address;
  /** Its account. */
  readonly vote: Vote;
  /** Number of the proposal. */
  readonly number: bigint;
  /** Whether it is for the proposal. */
  readonly yes: boolean;
  /** What it weighs: the stake when it voted, in raw fraction units. */
  readonly weight: bigint;
  /** Whether it still counts and can be changed or withdrawn; else anyone may close its record. */
  readonly counts: boolean;
  /** Lamports in it, which come back to who paid them. */
  readonly lamports: bigint;
};

/** The address of the vote of `holder` on the proposal of this number, to be read with the vault. */
export async function voteAddress(vault: Address, number: bigint, holder: Address): Promise<Address> {
  return pda.vote(await pda.proposal(vault, number), holder);
}

/**
 * The vote of `holder` on a proposal, whose address was read with the vault; `null` if there is none.
 *
 * @throws {ClientError} ForeignAccount, Undecodable
 */
export async function voteViewOf(
  view: VaultView,
  accounts: Accounts,
  number: bigint,
  holder: Address,
): Promise<VoteView | null> {
  const address = await voteAddress(view.address, number, holder);
  const vote = programAccount(accounts, VOTE_ACCOUNT, address);
  return vote && voteView(view, address, vote, number, lamportsAt(accounts, address));
}

/** The view of the account of a vote on the proposal of this number. */
export function voteView(view: VaultView, address: Address, vote: Vote, number: bigint, lamports: bigint): VoteView {
  const counts = view.now < vote.endsAt && !isPastVotes(view.status);
  return { address, vote, number, ...ballotOf(vote), counts, lamports };
}
