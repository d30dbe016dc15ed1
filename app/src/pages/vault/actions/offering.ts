/** Actions of offerings, as they are offered. */
import {
  type OfferingView,
  buyFractions,
  claimPurchase,
  closeOffering,
  openOffering,
  type quotes,
} from '@mosaic/client';
import {
  describeBuyFractions,
  describeClaimPurchase,
  describeCloseOffering,
  describeOpenOffering,
} from '../../../action/describe/offering.ts';
import type { Offered } from '../../../action/index.ts';
import { type VaultItem, readTime } from '../../../data/index.ts';
import { type Planned, timesOf } from '../offering/draft.ts';

/** Offering fractions of the creator to all; its times count from the moment at which it is quoted. */
export function openOfferingAction(item: VaultItem, planned: Planned): Offered<quotes.OpenOfferingQuote> {
  const { delay, length, ...order } = planned;
  return {
    title: `Offer fractions of ${item.names.title}`,
    build: async (reader, creator) => {
      const times = timesOf({ delay, length }, await readTime(reader));
      return openOffering(reader, { vault: item.view.address, creator, ...order, ...times });
    },
    describe: quote => describeOpenOffering(quote, item),
    confirmLabel: 'Open the offering',
  };
}

/** Buying so many fractions of an offering, for at most what is quoted. */
export function buyFractionsAction(
  item: VaultItem,
  offering: OfferingView,
  amount: bigint,
): Offered<quotes.BuyFractionsQuote> {
  const { number } = offering;
  return {
    title: `Buy fractions of ${item.names.title}`,
    build: (reader, buyer) => buyFractions(reader, { vault: item.view.address, number, buyer, amount }),
    describe: quote => describeBuyFractions(quote, offering, item),
    confirmLabel: 'Buy',
  };
}

/** Taking what the wallet bought in an offering, or its cash back. */
export function claimPurchaseAction(item: VaultItem, { number }: OfferingView): Offered<quotes.ClaimPurchaseQuote> {
  return {
    title: `Claim what you bought of ${item.names.title}`,
    build: (reader, buyer) => claimPurchase(reader, { vault: item.view.address, number, buyer }),
    describe: (quote, me) => describeClaimPurchase(quote, item, me),
    confirmLabel: 'Claim the purchase',
  };
}

/** Paying the creator of an offering that is over and closing it, or calling one off that is not. */
export function closeOfferingAction(
  item: VaultItem,
  offering: OfferingView,
  callsOff: boolean,
): Offered<quotes.CloseOfferingQuote> {
  const { number } = offering;
  return {
    title: `${callsOff ? 'Call off' : 'Close'} the offering of ${item.names.title}`,
    build: (reader, payer) => closeOffering(reader, { vault: item.view.address, number, payer }),
    describe: (quote, me) => describeCloseOffering(quote, offering, item, me),
    confirmLabel: callsOff ? 'Call it off' : 'Close the offering',
  };
}
