/** Closing records of proposals and votes. */
import type { Address } from '@solana/kit';
import { compareAddresses } from '../addresses.ts';
import { ClientError } from '../errors/client.ts';
import type { BuiltInstruction } from '../instructions/index.ts';
import { closeProposal, withdrawVote } from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import { type CloseVotesQuote, rentOfVote } from '../quotes/index.ts';
import { type AccountReader, type Accounts, readAccounts } from '../reader.ts';
import {
  type ProposalView,
  type Proposals,
  type VoteView,
  proposalNumbers,
  readProposalsOf,
  voteAddress,
  voteViewOf,
} from '../views/proposal.ts';
import { type VaultView, readVault } from '../views/vault.ts';
import { type Action, act } from './action.ts';

/** Records to be closed. */
export type CloseVotes = {
  /** The vault. */
  readonly vault: Address;
  /** Who closes them; anyone. Signs. */
  readonly authority: Signatory;
  /** Proposals, open or closed, that are looked at; every one where nothing is said. */
  readonly proposals?: Proposals;
  /**
   * Holders whose votes on them are looked for, besides those of the proposers and of who signs: accounts cannot be listed
   * by a reader.
   */
  readonly voters?: readonly Address[];
};

/**
 * Closes proposals that were executed, defeated or have expired, and votes that are over; after the sale all. The rent
 * goes to who paid it.
 *
 * @throws {ClientError} NothingOwed where none that is looked at can be closed, NoVault; what the reader throws
 */
export function closeVotes(reader: AccountReader, order: CloseVotes): Promise<Action<CloseVotesQuote>> {
  return act(order, async () => {
    const { vault, authority } = order;
    const view = await readVault(reader, vault);
    const { instructions, quote } = await closingRecords(view, await readRecords(reader, view, order), authority);
    if (instructions.length === 0) {
      throw new ClientError({ code: 'NothingOwed', vault, wallet: signatoryAddress(authority) });
    }
    return [instructions, quote];
  });
}

/** Records that were found. */
export type Records = { readonly proposals: readonly ProposalView[]; readonly votes: readonly VoteView[] };

/** No records. */
export const NO_RECORDS: Records = { proposals: [], votes: [] };

/** Reads what `order` looks at; nothing where the vault has no record open. */
export async function readRecords(
  reader: AccountReader,
  view: VaultView,
  { authority, proposals = { __kind: 'All' }, voters = [] }: CloseVotes,
): Promise<Records> {
  if (view.vault.records === 0) return NO_RECORDS;
  const numbers = proposalNumbers(proposals, view);
  const found = await readProposalsOf(reader, view, numbers);
  const proposers = found.map(({ proposal }) => proposal.proposer);
  const holders = [...new Set([...voters, signatoryAddress(authority), ...proposers])].sort(compareAddresses);
  return { proposals: found, votes: await readVotes(reader, view, numbers, holders) };
}

async function readVotes(
  reader: AccountReader,
  view: VaultView,
  numbers: readonly bigint[],
  holders: readonly Address[],
): Promise<VoteView[]> {
  const pairs = numbers.flatMap(number => holders.map(holder => ({ number, holder })));
  const addresses = await Promise.all(pairs.map(({ number, holder }) => voteAddress(view.address, number, holder)));
  const accounts = await readAccounts(reader, addresses);
  const found = await Promise.all(pairs.map(({ number, holder }) => voteViewOf(view, accounts, number, holder)));
  return found.filter(vote => vote !== null);
}

/** Of these records, those whose rent is a wallet's. */
export function paidBy({ proposals, votes }: Records, wallet: Address): Records {
  return {
    proposals: proposals.filter(({ proposal }) => proposal.proposer === wallet),
    votes: votes.filter(({ vote }) => vote.payer === wallet),
  };
}

/** What closes records, and what that does. */
export type RecordsClosing = { readonly instructions: readonly BuiltInstruction[]; readonly quote: CloseVotesQuote };

/** What closes those records that can be now. */
export function closingRecords(
  view: VaultView,
  { proposals, votes }: Records,
  authority: Signatory,
): Promise<RecordsClosing> {
  const closable = {
    proposals: proposals.filter(proposal => proposal.closable),
    votes: votes.filter(vote => !vote.counts),
  };
  return closingAllRecords(view, closable, authority);
}

/** As {@link closingRecords}, of a vault that is sold or reclaimed by then: all of them. */
export async function closingAllRecords(
  view: VaultView,
  { proposals, votes }: Records,
  authority: Signatory,
): Promise<RecordsClosing> {
  const vault = view.address;
  const withdrawals = votes.map(({ number, vote: { holder, payer } }) =>
    withdrawVote({ authority, holder, vault, number, payer }),
  );
  const closings = proposals.map(({ number, proposal: { proposer } }) => closeProposal({ vault, number, proposer }));
  const instructions = await Promise.all([...withdrawals, ...closings]);
  const rents = proposals.map(({ address, lamports, proposal: { proposer } }) => {
    return { kind: 'Proposal', address, to: proposer, lamports } as const;
  });
  const quote: CloseVotesQuote = {
    proposals: proposals.map(({ number }) => number),
    votes: votes.map(({ number, vote: { holder } }) => ({ number, holder })),
    returned: [...votes.map(rentOfVote), ...rents],
    left: Math.max(view.vault.records - instructions.length, 0),
  };
  return { instructions, quote };
}
