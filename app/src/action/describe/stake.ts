import type { quotes } from '@mosaic/client';

import { formatBps } from '../../amount/format.ts';
import { formatMoment } from '../../amount/time.ts';
import type { QuoteLines } from '../types.ts';
import { askNotes, reserveNote } from './ask.ts';
import { type About, amount, fractions, fractionsText, notes, rents, streamNote } from './parts.ts';

/** Fractions into a stake. */
export function describeStake(quote: quotes.StakeQuote, about: About): QuoteLines {
  return {
    goes: fractions(about, quote.staked - quote.before, 'Fractions, into your stake'),
    comes: [],
    rent: rents(quote),
    notes: notes(...stakeNotes(quote, about), reserveNote(quote, about)),
  };
}

/** Fractions into a stake, and what all of it asks then. */
export function describeStakeAndAsk({ stake, ask }: quotes.StakeAndAskQuote, about: About): QuoteLines {
  return {
    goes: fractions(about, stake.staked - stake.before, 'Fractions, into your stake'),
    comes: [],
    rent: rents({ accounts: [...stake.accounts, ...ask.accounts] }),
    notes: notes(...stakeNotes(stake, about), ...askNotes(ask, about)),
  };
}

function stakeNotes(quote: quotes.StakeQuote, about: About): string[] {
  return notes(
    `Your stake is ${fractionsText(about, quote.staked)} fractions then, ${formatBps(quote.shareBps)} of all. They stay yours: staked they ask, vote and earn income.`,
    `The whole stake is locked until ${formatMoment(quote.lockedUntil)}.`,
    quote.freeAt !== null && `As things are it can leave from ${formatMoment(quote.freeAt)} on.`,
  );
}

/** Fractions out of a stake. */
export function describeUnstake(quote: quotes.UnstakeQuote, about: About): QuoteLines {
  return {
    goes: [],
    comes: fractions(about, quote.before - quote.staked, 'Fractions, out of your stake'),
    rent: rents(quote),
    notes: notes(
      quote.staked === 0n
        ? 'Nothing stays staked: it asks, votes and earns no more.'
        : `${fractionsText(about, quote.staked)} fractions stay staked.`,
      quote.due.length > 0 && 'Income that was earned so far stays yours to claim.',
      reserveNote(quote, about),
    ),
  };
}

/** Income that a stake has earned. */
export function describeClaimIncome(quote: quotes.ClaimIncomeQuote, about: About): QuoteLines {
  return {
    goes: [],
    comes: quote.claims.flatMap(({ mint, amount: raw }) => amount('Income', raw, mint)),
    rent: rents(quote),
    notes: notes(
      !quote.closes && streamNote(about),
      quote.closes && 'Nothing is staked or owed any more: the account of the stake is closed.',
    ),
  };
}

/** Who may ask and vote for a stake. */
export function describeSetDelegate(quote: quotes.DelegateQuote): QuoteLines {
  return {
    goes: [],
    comes: [],
    rent: [],
    notes: notes(
      quote.delegate === null
        ? 'Nobody but you asks and votes with your stake then.'
        : `${quote.delegate} may ask and vote with your stake then. It cannot take anything out of it.`,
    ),
  };
}
