import { quotes } from '@mosaic/client';
import type { Address } from '@solana/kit';

import { formatBps } from '../../amount/format.ts';
import { formatMoment } from '../../amount/time.ts';
import type { QuoteLines } from '../types.ts';
import { closesNote } from './exit.ts';
import { type About, counted, fractionsText, notes, rents } from './parts.ts';

/** A proposal. */
export function describePropose(quote: quotes.ProposeQuote, about: About): QuoteLines {
  const { poll, quorum } = quote.standing;
  return {
    goes: [],
    comes: [],
    rent: rents(quote),
    notes: notes(
      `It is proposal ${quote.number}. Stakes vote on it until ${formatMoment(poll.endsAt)}.`,
      `It needs votes of ${fractionsText(about, quorum)} fractions; if it passes anybody can execute it from ${formatMoment(poll.executableAt)} until ${formatMoment(poll.expiresAt)}.`,
      'Proposing is no vote: vote besides. A proposal cannot be taken back.',
    ),
  };
}

/** A vote. */
export function describeVote(quote: quotes.VoteQuote, about: About): QuoteLines {
  const { before, ballot } = quote;
  return {
    goes: [],
    comes: [],
    rent: rents(quote),
    notes: notes(
      `Your whole stake, ${fractionsText(about, ballot.weight)} fractions, votes ${ballot.yes ? 'yes' : 'no'} on proposal ${quote.number}.`,
      before !== null && `Before ${fractionsText(about, before.weight)} voted ${before.yes ? 'yes' : 'no'}.`,
      standingNote(quote.standing),
      `Your stake cannot leave before ${formatMoment(quote.freeAt)}, unless you withdraw the vote.`,
    ),
  };
}

/** A vote taken back, or its record closed. */
export function describeWithdrawVote(quote: quotes.WithdrawVoteQuote, me: Address): QuoteLines {
  const { to, lamports } = quote.returned;
  return {
    goes: [],
    comes: [],
    rent: rents({ returned: to === me ? lamports : 0n }),
    notes: notes(
      quote.standing === null
        ? 'The vote is over: its record is closed, which changes no result.'
        : `Your vote does not count any more. ${standingNote(quote.standing)}`,
      to !== me && `The rent of the record goes back to ${to}, who paid it.`,
      quote.freeAt === null
        ? 'As far as votes go your stake can leave then.'
        : `Your stake can leave from ${formatMoment(quote.freeAt)} on.`,
    ),
  };
}

function standingNote({ yesBps, noBps, passes }: quotes.Standing): string {
  return `It stands at ${formatBps(yesBps)} yes and ${formatBps(noBps)} no of all fractions: ${passes ? 'it would pass' : 'it would not pass'}.`;
}

/** What was voted, done. */
export function describeExecute(quote: quotes.ExecuteQuote, about: About): QuoteLines {
  return {
    goes: [],
    comes: [],
    rent: rents(quote),
    notes: notes(
      `Proposal ${quote.number} is executed: ${doing(quote, about)}.`,
      quote.offeredUntil !== null && `The licence can be taken until ${formatMoment(quote.offeredUntil)}.`,
    ),
  };
}

function doing({ action }: quotes.ExecuteQuote, { view }: About): string {
  switch (action.__kind) {
    case 'GrantLicense':
      return `a licence is granted to ${action.licensee}`;
    case 'EndLicense':
      return `licence ${action.license} ends with its term`;
    case 'SetCurator':
      return `${action.curator} becomes curator of ${view.address}, for ${formatBps(action.feeBps)} of a sale`;
    case 'SetAuctionTerms':
      return 'the auction has other terms';
    case 'AddIncomeMint':
      return `income can be in ${action.mint} too`;
    case 'Resolve':
      return 'the resolution is recorded';
  }
}

/** Records of proposals and votes that are over, closed. */
export function describeCloseVotes(quote: quotes.CloseVotesQuote, me: Address): QuoteLines {
  return {
    goes: [],
    comes: [],
    rent: rents({ returned: quotes.returnedTo(quote, me) }),
    notes: notes(
      closesNote(quote),
      `The rent of ${counted(quote.returned.length, 'record')} goes back to who paid it.`,
      quote.left > 0 && `${counted(quote.left, 'record')} stay open.`,
    ),
  };
}
