/** What NFTs and vaults are called, by metadata on the chain. Anybody writes that: it is text, and no more. */

import {
  type AccountReader,
  type Accounts,
  type AssetView,
  type VaultView,
  describeToken2022,
  isOfToken2022,
  pda,
  readAccounts,
  readMetadata,
} from '@mosaic/client';
import type { Address } from '@solana/kit';

import { shortAddress } from '../amount/coin.ts';
import { plainText } from '../media/text.ts';
import type { Network } from '../network/index.ts';
import { symbolOf } from './symbols.ts';

/** What metadata says of a mint. */
export type MintText = { readonly name: string; readonly symbol: string; readonly uri: string };

/** What a vault and its NFTs are called. */
export type VaultNames = {
  /** The vault's own name, else that of its first NFT. */
  readonly title: string;
  /** The symbol of its fractions; null where it has none. */
  readonly symbol: string | null;
  /** The symbol of what its prices are in. */
  readonly cash: string;
  /** What metadata says of its NFTs, those that have any. */
  readonly nfts: ReadonlyMap<Address, MintText>;
};

const MAX_NAME = 64;
const MAX_SYMBOL = 12;
const MAX_URI = 512;

/** Mints as they were read, and what metadata says of them, of those that have any. */
export type Mints = { readonly accounts: Accounts; readonly texts: ReadonlyMap<Address, MintText> };

/** Reads these mints and their metadata. */
export async function readMints(reader: AccountReader, mints: readonly Address[]): Promise<Mints> {
  const distinct = [...new Set(mints)];
  const addresses = await Promise.all(distinct.map(pda.metadata));
  // NFTs of Token-2022 have theirs in the mint.
  const accounts = await readAccounts(reader, [...addresses, ...distinct]);
  const texts = new Map<Address, MintText>();
  distinct.forEach((mint, index) => {
    const text = textsOf(accounts, mint, addresses[index] as Address);
    if (text === null) return;
    const { name, symbol, uri } = text;
    texts.set(mint, {
      name: plainText(name, MAX_NAME),
      symbol: plainText(symbol, MAX_SYMBOL),
      uri: uri.length > MAX_URI ? '' : uri.trim(),
    });
  });
  return { accounts, texts };
}

function textsOf(accounts: Accounts, mint: Address, metadata: Address): MintText | null {
  if (isOfToken2022(accounts, mint)) return describeToken2022(accounts, mint);
  const account = accounts.get(metadata);
  const read = account && readMetadata(account.data);
  return read?.mint === mint ? read.texts : null;
}

/** What metadata says of these mints, those that have any. */
export async function readMintTexts(reader: AccountReader, mints: readonly Address[]): Promise<Mints['texts']> {
  return (await readMints(reader, mints)).texts;
}

/** What vaults are called, in their order, with their NFTs. */
export async function readNames(
  { reader, cluster }: Network,
  vaults: readonly { view: VaultView; assets: readonly AssetView[] }[],
): Promise<VaultNames[]> {
  const mints = vaults.flatMap(({ view, assets }) => [
    view.vault.fractionMint,
    view.vault.quoteMint,
    ...assets.map(({ asset }) => asset.nftMint),
  ]);
  const texts = await readMintTexts(reader, mints);
  return vaults.map(({ view, assets }) => {
    const { quoteMint } = view.vault;
    const cash = symbolOf(cluster.chain, quoteMint, texts.get(quoteMint)?.symbol ?? '');
    return { ...namesOf(view, assets, texts), cash };
  });
}

function namesOf(
  view: VaultView,
  assets: readonly AssetView[],
  texts: ReadonlyMap<Address, MintText>,
): Omit<VaultNames, 'cash'> {
  const own = texts.get(view.vault.fractionMint);
  const mints = assets.map(({ asset }) => asset.nftMint);
  const nfts = new Map(mints.flatMap(mint => (texts.has(mint) ? [[mint, texts.get(mint) as MintText] as const] : [])));
  const first = nfts.values().next().value;
  const more = mints.length > 1 ? ` and ${mints.length - 1} more` : '';
  const ofFirst = first?.name ? `${first.name}${more}` : null;
  return {
    title: own?.name || ofFirst || `Vault ${shortAddress(view.address)}`,
    symbol: own?.symbol || null,
    nfts,
  };
}
