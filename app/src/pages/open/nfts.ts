/** The NFTs of a wallet, as the page shows them. */
import { type HeldNft, NFT_REFUSALS, type NftView } from '@mosaic/client';

import { shortAddress } from '../../amount/index.ts';
import { STANDARD_NAMES, type WalletNft } from '../../data/index.ts';
import type { OpenValues } from './form.ts';
import { MOST_BYTES, bytesOf, cutTo, symbolFor } from './texts.ts';

/** What an NFT is called: its name, or its mint where it has none. */
export function nameOf({ name, mint }: NftView): string {
  return name.trim() || `${mint.slice(0, 4)}…${mint.slice(-4)}`;
}

/** Why an NFT cannot be deposited, in a sentence; `null` where it can. */
export function refusalOf({ deposit }: NftView): string | null {
  if (deposit.__kind === 'Ok') return null;
  const { sentence } = NFT_REFUSALS[deposit.fields[0]];
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** What an NFT is, and its collection, which anybody may name but only its authority confirms. */
export function kindOf({ standard, collection }: WalletNft): string {
  const kind = standard && STANDARD_NAMES[standard];
  const of = collection && `collection ${shortAddress(collection.key)}, ${collection.verified ? '' : 'not '}verified`;
  return [kind, of].filter(part => part !== null).join(' · ');
}

/** Those that can be deposited first, each part by name. */
export function sortNfts(nfts: readonly WalletNft[]): WalletNft[] {
  const rank = ({ deposit }: NftView) => (deposit.__kind === 'Ok' ? 0 : 1);
  return [...nfts].sort((a, b) => rank(a) - rank(b) || nameOf(a).localeCompare(nameOf(b)));
}

/** Those with the words searched for in their name, symbol or mint. */
export function searchNfts(nfts: readonly WalletNft[], query: string): readonly WalletNft[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return nfts;
  return nfts.filter(({ name, symbol, mint }) =>
    [name, symbol, mint].some(text => text.toLowerCase().includes(wanted)),
  );
}

/** Names for the fractions of the NFT that is chosen first, in place of none and of those of the one chosen before. */
export function suggestNames(
  values: OpenValues,
  chosen: readonly HeldNft[],
  nfts: readonly NftView[],
): Pick<OpenValues, 'name' | 'symbol' | 'uri'> {
  const [before, after] = [values.nfts, chosen].map(list => {
    const first = nfts.find(({ mint }) => mint === list[0]?.mint);
    return namesFrom(first);
  }) as [Names, Names];
  const choose = (field: keyof Names) => (values[field] === before[field] ? after[field] : values[field]);
  return { name: choose('name'), symbol: choose('symbol'), uri: choose('uri') };
}

type Names = Pick<OpenValues, 'name' | 'symbol' | 'uri'>;

function namesFrom(nft: NftView | undefined): Names {
  if (!nft) return { name: '', symbol: '', uri: '' };
  const name = cutTo(nft.name, MOST_BYTES.name);
  const uri = bytesOf(nft.uri) > MOST_BYTES.uri ? '' : nft.uri;
  return { name, symbol: symbolFor(nft.name, nft.symbol), uri };
}
