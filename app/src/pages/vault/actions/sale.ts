/** Actions about the sale of a vault, as they are offered. */
import { acceptOffer, bid, exit, makeOffer, type quotes, settle, withdrawOffer } from '@mosaic/client';
import { describeBid, describeSettle } from '../../../action/describe/bid.ts';
import { describeExit } from '../../../action/describe/exit.ts';
import { describeAcceptOffer, describeOffer, describeWithdrawOffer } from '../../../action/describe/offers.ts';
import type { Offered } from '../../../action/index.ts';
import type { VaultItem } from '../../../data/index.ts';

/** A price of the whole, and the own fractions in its bid; raw units. */
export type Order = { readonly price: bigint; readonly fractions: bigint };

/** A bid, in the place of the own one where there is one. */
export function bidAction(item: VaultItem, order: Order): Offered<quotes.BidQuote> {
  return {
    title: `Bid for ${item.names.title}`,
    build: (reader, bidder) => bid(reader, { vault: item.view.address, bidder, ...order }),
    describe: quote => describeBid(quote, item),
    confirmLabel: 'Place the bid',
  };
}

/** An offer below the reserve. */
export function offerAction(item: VaultItem, order: Order): Offered<quotes.OfferQuote> {
  return {
    title: `Offer for ${item.names.title}`,
    build: (reader, bidder) => makeOffer(reader, { vault: item.view.address, bidder, ...order }),
    describe: quote => describeOffer(quote, item),
    confirmLabel: 'Make the offer',
  };
}

/** Taking an offer back, whether it stands or was exceeded. */
export function withdrawOfferAction(item: VaultItem): Offered<quotes.WithdrawOfferQuote> {
  return {
    title: `Take your offer for ${item.names.title} back`,
    build: (reader, bidder) => withdrawOffer(reader, { vault: item.view.address, bidder }),
    describe: quote => describeWithdrawOffer(quote, item),
    confirmLabel: 'Take it back',
  };
}

/** Taking an exceeded bid back, with all else that the vault owes the wallet by then. */
export function withdrawBidAction(item: VaultItem): Offered<quotes.ExitQuote> {
  return {
    title: `Take your bid for ${item.names.title} back`,
    build: (reader, wallet) => exit(reader, { vault: item.view.address, wallet }),
    describe: quote => describeExit(quote, item),
    confirmLabel: 'Take it back',
  };
}

/** Starting the auction with the offer that stands. */
export function acceptOfferAction(item: VaultItem): Offered<quotes.AcceptOfferQuote> {
  return {
    title: `Start the auction of ${item.names.title}`,
    build: reader => acceptOffer(reader, { vault: item.view.address }),
    describe: quote => describeAcceptOffer(quote, item),
    confirmLabel: 'Accept the offer',
  };
}

/** Settling an auction that is over. */
export function settleAction(item: VaultItem): Offered<quotes.SettleQuote> {
  return {
    title: `Settle the auction of ${item.names.title}`,
    build: reader => settle(reader, { vault: item.view.address }),
    describe: quote => describeSettle(quote, item),
    confirmLabel: 'Settle',
  };
}
