import { type quotes, offeringFloor } from '@mosaic/client';

import { formatMoment } from '../../amount/time.ts';
import type { QuoteLines } from '../types.ts';
import { licensed } from './bid.ts';
import { type About, cash, fractions, fractionsText, moved, notes, priceText, rents } from './parts.ts';

/** An offer below the reserve. */
export function describeOffer(quote: quotes.OfferQuote, about: About): QuoteLines {
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
      `The offer is ${priceText(about, quote.price)} for the whole vault.`,
      quote.exceeds !== null && `It exceeds the offer of ${priceText(about, quote.exceeds.price)}.`,
      `Until ${formatMoment(quote.acceptableAt)} holders can veto it by asks above it; then anybody can accept it, which starts the auction.`,
      quote.vetoed
        ? `As asks are now it is vetoed: ${fractionsText(about, quote.vetoing)} fractions ask more.`
        : `As asks are now it is not vetoed: ${fractionsText(about, quote.vetoing)} fractions ask more, ${fractionsText(about, quote.vetoLimit)} would have to.`,
      belowOffering(quote.price, about),
      'You cannot take it back before that, unless somebody offers more.',
      licensed(quote.licensedUntil, about),
    ),
  };
}

/** That an offer waits for the end of an offering in which more was paid. */
function belowOffering(price: bigint, { view, names }: About): string | null {
  const floor = offeringFloor(view);
  return price < floor
    ? `Nobody can accept it before ${formatMoment(view.vault.offeringEndsAt)}: in the offering that runs until then ${priceText({ view, names }, floor)} were paid.`
    : null;
}

/** Taking an offer back. */
export function describeWithdrawOffer(quote: quotes.WithdrawOfferQuote, about: About): QuoteLines {
  return {
    goes: [],
    comes: [
      ...cash(about, 'Cash of the offer', quote.cash),
      ...fractions(about, quote.fractions, 'Fractions of the offer'),
    ],
    rent: rents(quote),
    notes: notes(quote.stood && 'It was the best offer: without it none stands.'),
  };
}

/** The start of an auction with an offer. */
export function describeAcceptOffer(quote: quotes.AcceptOfferQuote, about: About): QuoteLines {
  return {
    goes: [],
    comes: [],
    rent: [],
    notes: notes(
      `The offer of ${priceText(about, quote.offer.price)} becomes the first bid of an auction that nobody can stop.`,
      quote.leastPrice !== null && `The next bid has to be at least ${priceText(about, quote.leastPrice)}.`,
      `The auction ends ${formatMoment(quote.endsAt)}, later if somebody bids shortly before.`,
      'Accepting pays you nothing and costs the network fee.',
    ),
  };
}
