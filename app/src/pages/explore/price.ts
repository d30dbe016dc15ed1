/** The one price of the whole that a vault is known by. */
import { type VaultView, offeringFloor, oneToken, rules, vaultReserve } from '@mosaic/client';

/** A price of the whole vault, in raw quote units, and what it is. */
export type KnownPrice = { readonly label: string; readonly price: bigint };

/** The price a vault is known by in its status; `null` for one that was reclaimed: it has none any more. */
export function knownPrice(view: VaultView): KnownPrice | null {
  const { status, vault, auction } = view;
  switch (status) {
    case 'Draft':
      return { label: 'Opening price of the whole', price: vault.openingPrice };
    case 'Active':
      return { label: 'Reserve for the whole', price: vaultReserve(view) };
    case 'Auction':
      return auction && { label: 'Leading bid for the whole', price: auction.price };
    case 'Sold':
      return auction && { label: 'Price of the whole', price: auction.price };
    case 'Reclaimed':
      return null;
  }
}

/** The reserve, where it is not the price a vault is known by; `null` where it is, or where there is none. */
export function reserveBeside(view: VaultView): bigint | null {
  return view.status === 'Auction' || view.status === 'Sold' ? vaultReserve(view) : null;
}

/** What the reserve would be by the asks alone, in raw quote units: less than it is where an offering holds it up. */
export function askedReserve({ vault, asks, supply }: VaultView): bigint {
  return rules.reserve.reserve(vault, asks, supply).price;
}

/** Until when an offering holds the reserve above what is asked, in Unix seconds; `null` where none does. */
export function heldUpUntil(view: VaultView): bigint | null {
  const paid = offeringFloor(view);
  return paid > 0n && paid > askedReserve(view) ? view.vault.offeringEndsAt : null;
}

/** What one whole token of fractions redeems once the vault is sold, floored, in raw quote units; `null` before, or where no fraction is left. */
export function redeems({ status, supply, auction, vault }: VaultView): bigint | null {
  if (status !== 'Sold' || !auction || supply === 0n) return null;
  return (auction.proceeds * oneToken(vault.decimals)) / supply;
}
