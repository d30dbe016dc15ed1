import type { quotes } from '@mosaic/client';

import { formatBps } from '../../amount/format.ts';
import type { QuoteLines } from '../types.ts';
import { type About, notes } from './parts.ts';

/** A lower fee of the curator. */
export function describeLowerCuratorFee(quote: quotes.LowerCuratorFeeQuote, { view }: About): QuoteLines {
  return {
    goes: [],
    comes: [],
    rent: [],
    notes: notes(
      `Your fee falls from ${formatBps(quote.beforeBps)} to ${formatBps(quote.feeBps)} of the cash of the sale: that much more is for the holders of fractions.`,
      'You cannot raise it again.',
      view.status !== 'Auction' &&
        `Holders can, by a vote, to ${formatBps(quote.capBps)} at most, as long as nobody has bid.`,
    ),
  };
}
