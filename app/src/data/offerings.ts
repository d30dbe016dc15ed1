/** Offerings of a vault, and what a wallet bought in them. */

import {
  type OfferingView,
  type PurchaseView,
  type VaultView,
  offeringAddresses,
  offeringView,
  offeringViewsOf,
  pda,
  purchaseView,
  purchaseViewOf,
  readAccounts,
} from '@mosaic/client';
import type { Address } from '@solana/kit';

import type { Network } from '../network/index.ts';
import type { Read } from './read.ts';
import { viewAt } from './time.ts';
import { useOfVault } from './vaults.ts';

/** An offering, and what a wallet bought in it: null without a wallet, and where that is nothing. */
export type OfferingItem = { readonly offering: OfferingView; readonly purchase: PurchaseView | null };

/** The offerings of a vault that are not closed, the newest first, with what the wallet bought in each. */
export function useVaultOfferings(vault: Address, wallet: Address | null): Read<OfferingItem[]> {
  return useOfVault(`offerings ${wallet ?? ''}`, vault, (network, view) => readOfferingItems(network, view, wallet));
}

/** Reads the offerings of a vault that are not closed, the newest first. */
export async function readOfferingItems(
  { reader }: Network,
  view: VaultView,
  wallet: Address | null,
): Promise<OfferingItem[]> {
  const addresses = await offeringAddresses(view);
  const purchases = wallet === null ? [] : addresses.map(offering => pda.purchase(offering, wallet));
  const accounts = await readAccounts(reader, [...addresses, ...(await Promise.all(purchases))]);
  const offerings = await offeringViewsOf(view, accounts);
  const items = offerings.map(async offering => {
    return { offering, purchase: wallet === null ? null : await purchaseViewOf(view, offering, accounts, wallet) };
  });
  return (await Promise.all(items)).reverse();
}

/** An offering as it stands at the chain's time `now`: its price falls, and it starts and ends, without any news. */
export function offeringAt({ offering, purchase }: OfferingItem, view: VaultView, now: bigint): OfferingItem {
  const today = viewAt(view, now);
  const standing = offeringView(today, offering.address, offering.offering, offering.lamports);
  return {
    offering: standing,
    purchase: purchase && purchaseView(today, standing, purchase.address, purchase.purchase, purchase.lamports),
  };
}
