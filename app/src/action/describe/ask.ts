import type { quotes } from '@mosaic/client';

import { formatMoment } from '../../amount/time.ts';
import type { QuoteLines } from '../types.ts';
import { type About, fractionsText, notes, priceText, rents } from './parts.ts';

/** What a stake asks. */
export function describeAsk(quote: quotes.AskQuote, about: About): QuoteLines {
  return { goes: [], comes: [], rent: rents(quote), notes: notes(...askNotes(quote, about)) };
}

/** What an ask does, in sentences. */
export function askNotes(quote: quotes.AskQuote, about: About): string[] {
  const weight = fractionsText(about, quote.weight);
  return notes(
    quote.ask === null
      ? `Your ${weight} fractions count at the opening price, as those of everybody who asks nothing.`
      : `Your ${weight} fractions ask ${priceText(about, quote.ask.price)} for the whole vault: the next step of the ladder that is not below what you want.`,
    quote.before !== null && `Before they asked ${priceText(about, quote.before.price)}.`,
    reserveNote(quote, about),
    'If enough others ask less, the vault can be sold below your ask: you are paid as they are.',
    `The whole stake is locked until ${formatMoment(quote.lockedUntil)}.`,
  );
}

/** How an action moves the reserve. */
export function reserveNote(
  { reserveBefore, reserve }: Pick<quotes.AskQuote, 'reserveBefore' | 'reserve'>,
  about: About,
): string | null {
  if (about.view.status !== 'Active') return null;
  const now = priceText(about, reserve.price);
  return reserve.price === reserveBefore.price
    ? `The reserve stays at ${now} for the whole vault.`
    : `The reserve moves from ${priceText(about, reserveBefore.price)} to ${now} for the whole vault.`;
}
