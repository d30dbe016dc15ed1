/** What the screens of the standards have in common. */
import { type Address, isNone } from '@solana/kit';
import { AccountState, type Token } from '@solana-program/token';
import type { Standard } from '../content.ts';
import type { Royalty } from '../generated/index.ts';
import type { MetadataCreator } from '../metadata.ts';
import type { NftRefusal } from './refusal.ts';

/**
 * A creator that the metadata names. Of Token Metadata's NFTs, those that did not confirm to be one get no royalty; with
 * Token-2022 nobody confirms, and the royalty is for who the metadata names.
 */
export type NftCreator = MetadataCreator;

/** The collection that an NFT says it belongs to. */
export type NftCollection = {
  /** Mint of the collection; of a Token-2022 NFT its group. */
  readonly key: Address;
  /** Whether the collection's authority confirmed it. Into a group of Token-2022 nothing comes without. */
  readonly verified: boolean;
};

/** What an NFT says about itself, for people. */
export type NftDescription = {
  /** Its name; empty without readable metadata. */
  readonly name: string;
  /** Its symbol. */
  readonly symbol: string;
  /** The URI of its description. */
  readonly uri: string;
  /** Its royalty in basis points of a sale. */
  readonly sellerFeeBps: number;
  /** Who the royalty is for, as the metadata says. */
  readonly creators: readonly NftCreator[];
  /** Its collection, if it says that it is of one. */
  readonly collection: NftCollection | null;
};

export const NO_DESCRIPTION: NftDescription = {
  name: '',
  symbol: '',
  uri: '',
  sellerFeeBps: 0,
  creators: [],
  collection: null,
};

/** An NFT that passed the screen. */
export type Screened = {
  readonly standard: Standard;
  readonly royalties: readonly Royalty[];
  readonly ruleSet: Address | null;
};

/** Most creators that an NFT can have, so most royalties of an asset. */
export const MAX_CREATORS = 5;

/**
 * Why an NFT cannot leave the token account `source` of its owner, in the order in which the program looks. A programmable
 * NFT is always frozen: its lock is in the token record.
 */
export function refusalOfHolding(
  source: Token | null,
  { mint, owner }: { readonly mint: Address; readonly owner: Address },
  isProgrammable: boolean,
): NftRefusal | null {
  if (!source) return 'NoTokenAccount';
  if (source.mint !== mint) return 'OtherMint';
  if (source.owner !== owner) return 'OtherOwner';
  if (source.amount < 1n) return 'NotHeld';
  if (source.state === AccountState.Frozen && !isProgrammable) return 'Locked';
  return isNone(source.delegate) ? null : 'Delegated';
}
