/** An offering for tests: a tenth of the vault of the example, sold within a day. */
import { type OfferingView, type PurchaseView, type VaultView, offeringView, purchaseView } from '@mosaic/client';

import type { OfferingItem } from '../src/data/offerings.ts';
import { NOBODY, NOW, OPENING, SUPPLY, vaultView } from './vault.ts';

type Offering = OfferingView['offering'];
type Purchase = PurchaseView['purchase'];

const DAY = 86_400n;

/** The offering, with what differs; and what somebody bought in it, if that is given. */
export function offeringItem(
  changes: Partial<Offering> = {},
  bought: Partial<Purchase> | null = null,
  view: VaultView = vaultView(),
): OfferingItem {
  const offering = offeringView(view, NOBODY, { ...offeringAccount(), ...changes }, 0n);
  if (bought === null) return { offering, purchase: null };
  const purchase = { ...purchaseAccount(), ...bought };
  return { offering, purchase: purchaseView(view, offering, NOBODY, purchase, 0n) };
}

function offeringAccount(): Offering {
  const addresses = { vault: NOBODY, offeredFractions: NOBODY, raisedCash: NOBODY };
  const sums = { sold: 0n, raised: 0n, highestPrice: 0n, delivered: 0n, refunded: 0n, purchasesOpen: 0n };
  return {
    ...addresses,
    ...sums,
    discriminator: new Uint8Array(8),
    number: 0n,
    supply: SUPPLY,
    amount: SUPPLY / 10n,
    startPrice: 2n * OPENING,
    endPrice: OPENING,
    startsAt: NOW - DAY / 2n,
    endsAt: NOW + DAY / 2n,
    walletLimit: SUPPLY / 20n,
    minimum: OPENING / 20n,
    closed: 0,
    padding: new Uint8Array(0),
  };
}

function purchaseAccount(): Purchase {
  const addresses = { vault: NOBODY, offering: NOBODY, buyer: NOBODY };
  return { ...addresses, discriminator: new Uint8Array(8), fractions: 0n, delivered: 0n, cost: 0n };
}
