import type { quotes } from '@mosaic/client';

import { formatMoment } from '../../amount/time.ts';
import type { QuoteLines } from '../types.ts';
import { type About, cash, fractions, moved, notes, priceText, rents } from './parts.ts';

/** A bid, or the raise of one. */
export function describeBid(quote: quotes.BidQuote, about: About): QuoteLines {
  return {
    goes: [
      ...cash(about, 'Cash, into escrow', moved(quote.cash, 'In')),
      ...fractions(about, moved(quote.fractions, 'In'), 'Own fractions, into escrow'),
    ],
    comes: [
      ...cash(about, 'Cash, out of escrow', moved(quote.cash, 'Out')),
      ...fractions(about, moved(quote.fractions, 'Out'), 'Own fractions, out of escrow'),
    ],
    worst: cash(about, 'Most cash that can leave', quote.worstCase),
    rent: rents(quote),
    notes: notes(
      `The bid is ${priceText(about, quote.price)} for the whole vault.`,
      quote.startsAuction && 'It starts the auction: nobody can stop that any more.',
      `The auction ends ${formatMoment(quote.endsAt)}, later if somebody bids shortly before.`,
      'If you win you get the NFTs, and your own fractions in the bid are burned. If somebody bids more you can take all of it back.',
      licensed(quote.licensedUntil, about),
    ),
  };
}

/** What a licence means for who buys. */
export function licensed(until: bigint, { view }: About): string | null {
  return until > view.now
    ? `A licence of the work may run until ${formatMoment(until)}: a sale does not end it.`
    : null;
}

/** The settlement of an auction that is over. */
export function describeSettle(quote: quotes.SettleQuote, about: About): QuoteLines {
  return {
    goes: [],
    comes: [],
    rent: [],
    notes: notes(
      `The vault is sold for ${priceText(about, quote.price)} to ${quote.winner}.`,
      `${priceText(about, quote.split.proceeds)} go to the holders of fractions, ${priceText(about, quote.split.royalties)} are royalties, ${priceText(about, quote.split.curatorFee)} the curator's fee.`,
      'Anybody may settle: it pays you nothing and costs the network fee. Afterwards everybody can collect.',
    ),
  };
}
