/** Actions of proposals and votes, as they are offered. */
import { closeVotes, executeProposal, propose, type quotes, vote, withdrawVote } from '@mosaic/client';
import {
  describeCloseVotes,
  describeExecute,
  describePropose,
  describeVote,
  describeWithdrawVote,
} from '../../../action/describe/votes.ts';
import type { Offered } from '../../../action/index.ts';
import type { VaultItem } from '../../../data/index.ts';
import type { ProposedAction } from '../proposals/kinds.ts';

/** Making a proposal. */
export function proposeAction(item: VaultItem, action: ProposedAction): Offered<quotes.ProposeQuote> {
  return {
    title: `Propose to the holders of ${item.names.title}`,
    build: (reader, proposer) => propose(reader, { vault: item.view.address, proposer, action }),
    describe: quote => describePropose(quote, item),
    confirmLabel: 'Propose',
  };
}

/** Voting with the whole stake. */
export function voteAction(item: VaultItem, number: bigint, yes: boolean): Offered<quotes.VoteQuote> {
  return {
    title: `Vote ${yes ? 'yes' : 'no'} on proposal ${number} of ${item.names.title}`,
    build: (reader, holder) => vote(reader, { vault: item.view.address, number, holder, yes }),
    describe: quote => describeVote(quote, item),
    confirmLabel: yes ? 'Vote yes' : 'Vote no',
  };
}

/** Withdrawing the own vote. */
export function withdrawVoteAction(item: VaultItem, number: bigint): Offered<quotes.WithdrawVoteQuote> {
  return {
    title: `Withdraw your vote on proposal ${number} of ${item.names.title}`,
    build: (reader, holder) => withdrawVote(reader, { vault: item.view.address, number, holder }),
    describe: describeWithdrawVote,
    confirmLabel: 'Withdraw the vote',
  };
}

/** Executing what passed. */
export function executeAction(item: VaultItem, number: bigint): Offered<quotes.ExecuteQuote> {
  return {
    title: `Execute proposal ${number} of ${item.names.title}`,
    build: (reader, executor) => executeProposal(reader, { vault: item.view.address, number, executor }),
    describe: quote => describeExecute(quote, item),
    confirmLabel: 'Execute',
  };
}

/** Closing records of proposals and votes that are over. */
export function closeVotesAction(item: VaultItem): Offered<quotes.CloseVotesQuote> {
  return {
    title: `Close records of ${item.names.title}`,
    build: (reader, authority) => closeVotes(reader, { vault: item.view.address, authority }),
    describe: describeCloseVotes,
    confirmLabel: 'Close them',
  };
}
