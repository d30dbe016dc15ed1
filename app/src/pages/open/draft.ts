/** Drafts: vaults whose opening stopped half-way. */
import type { HeldNft, OpenVault, rules } from '@mosaic/client';

import type { VaultItem } from '../../data/index.ts';
import { defaultTexts } from './terms.ts';

/** A vault that is still to be activated, with the NFTs that are in it. */
export type Draft = VaultItem;

/** What of an opening is fixed by its draft. */
export type DraftOrder = Pick<OpenVault, 'id' | 'quoteMint' | 'supply' | 'decimals' | 'terms'>;

/** What an opening has to say again, to the unit, to complete a draft. */
export function draftOrder({ view: { vault } }: Draft): DraftOrder {
  const names = ['openingPrice', ...Object.keys(defaultTexts())] as (keyof rules.Terms)[];
  const terms = Object.fromEntries(names.map(name => [name, vault[name]])) as rules.Terms;
  return { id: vault.id, quoteMint: vault.quoteMint, supply: vault.minted, decimals: vault.decimals, terms };
}

/** The NFTs that are in a draft. */
export function depositedIn({ assets }: Draft): HeldNft[] {
  return assets.map(({ asset }) => ({ mint: asset.nftMint }));
}
