import type { OfferingView, quotes } from '@mosaic/client';
import type { Address } from '@solana/kit';

import { formatMoment } from '../../amount/time.ts';
import type { Line, QuoteLines } from '../types.ts';
import { type About, cash, counted, fractions, fractionsText, notes, priceText, rents } from './parts.ts';

/** Fractions offered to all. */
export function describeOpenOffering(quote: quotes.OpenOfferingQuote, about: About): QuoteLines {
  return {
    goes: fractions(about, quote.amount, 'Fractions, into the offering'),
    comes: [],
    // What the quote has as returned comes back when the offering is closed, not now.
    rent: rents({ accounts: quote.accounts }),
    notes: notes(
      `They are sold from ${formatMoment(quote.startsAt)} to ${formatMoment(quote.endsAt)}.`,
      ...priceNotes(quote, about),
      quote.minimum > 0n
        ? `It succeeds once ${priceText(about, quote.minimum)} are raised: unless they are by the end, buyers get their cash back, and you all fractions.`
        : 'It succeeds with the first fraction that is sold.',
      'You can call it off as long as nothing is sold. You are paid, and get back what is not sold, when it is closed after its end.',
      'Once it has succeeded, the vault is not sold below the highest price paid until it ends, and there can be no other offering.',
    ),
  };
}

function priceNotes(quote: quotes.OpenOfferingQuote, about: About): (string | false)[] {
  const { startPricePerToken: first, endPricePerToken: last, most, least } = quote;
  if (most === least) {
    return [
      first !== null && `A fraction costs ${priceText(about, first)} all the time.`,
      `All of it brings ${priceText(about, most)}.`,
    ];
  }
  return [
    first !== null &&
      last !== null &&
      `A fraction costs ${priceText(about, first)} at the start, evenly less with time, and ${priceText(about, last)} at the end.`,
    `All of it brings ${priceText(about, most)} if it is sold at the start, and ${priceText(about, least)} at the end.`,
  ];
}

/** Fractions bought in an offering. */
export function describeBuyFractions(
  quote: quotes.BuyFractionsQuote,
  { offering }: OfferingView,
  about: About,
): QuoteLines {
  return {
    goes: cash(about, 'Cash', quote.cost),
    comes: fractions(about, quote.delivered),
    worst: cash(about, 'Most cash that can leave', quote.maxCost),
    rent: rents(quote),
    notes: notes(
      `Buys exactly ${fractionsText(about, quote.amount)} fractions, or none, at ${priceText(about, quote.price)} for the whole vault.`,
      offering.endPrice < offering.startPrice && 'The price falls with time: if this is confirmed later it costs less.',
      quote.certain
        ? `The minimum is reached: all ${fractionsText(about, quote.delivered)} fractions that are yours are delivered with it.`
        : `${priceText(about, quote.raised)} of the minimum of ${priceText(about, offering.minimum)} are raised then. Your fractions are delivered once it is reached; if it is not by ${formatMoment(quote.endsAt)}, or the auction starts before, you get all your cash back.`,
      quote.floor > 0n &&
        `Until ${formatMoment(quote.endsAt)} the vault is not sold below ${priceText(about, quote.floor)}, the highest price that was paid.`,
      quote.allowed > 0n
        ? `You can buy ${fractionsText(about, quote.allowed)} fractions more then.`
        : 'You can buy no more of it then.',
      quote.accounts.some(({ kind }) => kind === 'Purchase') &&
        'The account of your purchase stays until the offering is over; its rent comes back with the claim after that.',
    ),
  };
}

/** What was bought in an offering, or the cash back. */
export function describeClaimPurchase(quote: quotes.ClaimPurchaseQuote, about: About, me: Address): QuoteLines {
  const mine = quote.buyer === me;
  return {
    goes: [],
    comes: [
      ...cash(about, 'Cash, paid back', mine ? quote.refund : 0n),
      ...fractions(about, mine ? quote.fractions : 0n, 'Fractions you bought'),
    ],
    rent: rents({ accounts: quote.accounts, returned: mine ? quote.returned : 0n }),
    notes: notes(
      quote.refund > 0n && 'The offering did not reach its minimum: you get back all that you paid.',
      quote.closes
        ? 'The account of the purchase is closed with it.'
        : 'The account of the purchase stays until the offering is over: it counts for your limit.',
    ),
  };
}

/** The end of an offering, or that it is called off. */
export function describeCloseOffering(
  quote: quotes.CloseOfferingQuote,
  { offering }: OfferingView,
  about: About,
  me: Address,
): QuoteLines {
  const { creator } = about.view.vault;
  return {
    goes: [],
    comes: ofOfferings([quote], about, me),
    rent: rents({ accounts: quote.accounts, returned: me === creator ? quote.returned : 0n }),
    notes: notes(
      quote.calledOff && 'Nothing was sold in it: it ends now, and another may follow.',
      me !== creator && paysCreator(quote, about),
      quote.closes
        ? 'Its accounts are closed; their rent goes to the creator.'
        : `Its accounts stay until ${counted(offering.purchasesOpen, 'purchase')} of it are claimed; then it is closed again.`,
      quote.surplusFractions > 0n &&
        `${fractionsText(about, quote.surplusFractions)} fractions that somebody sent to it uninvited are burned.`,
    ),
  };
}

function paysCreator({ cash, fractions }: quotes.CloseOfferingQuote, about: About): string {
  const paid = `${priceText(about, cash)} and ${fractionsText(about, fractions)} fractions`;
  return cash + fractions === 0n
    ? 'It pays nobody: the creator was paid before.'
    : `It pays the creator ${paid}. Anybody may do it: it pays you nothing.`;
}

/** What offerings that are closed pay their creator, and the curator of what came uninvited. */
export function ofOfferings(closed: readonly quotes.CloseOfferingQuote[], about: About, me: Address): Line[] {
  const { creator, curator } = about.view.vault;
  return closed.flatMap(offering => [
    ...cash(about, 'Cash of the offering', me === creator ? offering.cash : 0n),
    ...fractions(about, me === creator ? offering.fractions : 0n, 'Fractions that were not sold'),
    ...cash(about, 'Sent to the offering uninvited', me === curator ? offering.surplusCash : 0n),
  ]);
}
