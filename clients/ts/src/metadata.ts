/** What there is to know in accounts of Token Metadata, read as the program reads them. */
import type { Address, ReadonlyUint8Array } from '@solana/kit';
import { attempt, readerOf, textOf } from './bytes.ts';

/** What Token Metadata's accounts begin with. */
export const METADATA_KEY = { EditionV1: 1, MetadataV1: 4, TokenRecord: 11 } as const;

const TOKEN_STANDARDS = [
  'NonFungible',
  'FungibleAsset',
  'Fungible',
  'NonFungibleEdition',
  'ProgrammableNonFungible',
  'ProgrammableNonFungibleEdition',
] as const;

/** What kind of token a mint is of, by its metadata. */
export type TokenStandard = (typeof TOKEN_STANDARDS)[number];

/** The metadata of a token. */
export type TokenMetadata = {
  /** Mint it is of. */
  readonly mint: Address;
  /** Name, symbol and URI of the description; `null` where one of them is no UTF-8. */
  readonly texts: { readonly name: string; readonly symbol: string; readonly uri: string } | null;
  /** Royalty of a sale, in basis points. */
  readonly sellerFeeBps: number;
  /** The creators; `null` for one that cannot be read. */
  readonly creators: readonly (MetadataCreator | null)[];
  /** The standard; `null` where it was never recorded. */
  readonly tokenStandard: TokenStandard | null;
  /** The collection it says it is of, and whether that collection's authority confirmed it. */
  readonly collection: { readonly key: Address; readonly verified: boolean } | null;
  /** The rule set of a programmable token. */
  readonly ruleSet: Address | null;
};

/** A creator that metadata names. */
export type MetadataCreator = {
  /** Who it is. */
  readonly address: Address;
  /** Whether it signed the metadata. */
  readonly verified: boolean;
  /** Its share of the royalty, in per cent. */
  readonly share: number;
};

/** Token Metadata's record of a token account that holds a programmable token. */
export type TokenRecord = {
  /** Whether it may move. */
  readonly unlocked: boolean;
  /** Whether somebody else may move, lock or sell it. */
  readonly delegated: boolean;
};

/**
 * Reads a metadata account; `null` where the data is none.
 *
 * Accounts from before standards were recorded can have anything behind the edition nonce. As Token Metadata does,
 * standard, collection and uses count only if all three can be read.
 */
export function readMetadata(data: ReadonlyUint8Array): TokenMetadata | null {
  const reader = readerOf(data);
  return attempt(() => {
    if (reader.byte() !== METADATA_KEY.MetadataV1) return null;
    reader.take(32);
    const mint = reader.address();
    const [name, symbol, uri] = [reader.sized(), reader.sized(), reader.sized()];
    const sellerFeeBps = reader.u16();
    const creators = reader.optional(() => reader.take(reader.length() * CREATOR_BYTES));
    reader.flag();
    reader.flag();
    reader.optional(() => reader.byte());
    return {
      mint,
      texts: attempt(() => ({ name: textOf(name), symbol: textOf(symbol), uri: textOf(uri) })),
      sellerFeeBps,
      creators: creators ? creatorsOf(creators) : [],
      ...extensions(reader),
    };
  });
}

/** Reads a token record; `null` where the data is none. */
export function readTokenRecord(data: ReadonlyUint8Array): TokenRecord | null {
  const reader = readerOf(data);
  return attempt(() => {
    if (reader.byte() !== METADATA_KEY.TokenRecord) return null;
    reader.byte();
    const unlocked = reader.byte() === 0;
    reader.optional(() => reader.take(8));
    return { unlocked, delegated: reader.optional(() => reader.take(32)) !== null };
  });
}

const CREATOR_BYTES = 34;

function creatorsOf(data: ReadonlyUint8Array): (MetadataCreator | null)[] {
  const reader = readerOf(data);
  return Array.from({ length: data.length / CREATOR_BYTES }, () => {
    const creator = readerOf(reader.take(CREATOR_BYTES));
    return attempt(() => ({ address: creator.address(), verified: creator.flag(), share: creator.byte() }));
  });
}

/** What was added behind the first version of the format: the standard, the collection and the rule set. */
function extensions(
  reader: ReturnType<typeof readerOf>,
): Pick<TokenMetadata, 'tokenStandard' | 'collection' | 'ruleSet'> {
  const read = <T>(item: () => T) => attempt(() => ({ item: reader.optional(item) }));
  const standard = read(() => TOKEN_STANDARDS[reader.below(TOKEN_STANDARDS.length)] ?? null);
  const collection = read(() => ({ verified: reader.flag(), key: reader.address() }));
  const uses = read(() => [reader.below(3), reader.take(16)]);
  read(() => [reader.below(2), reader.take(8)]);
  const ruleSet = read(() => [reader.below(1), reader.optional(() => reader.address())] as const);
  return {
    tokenStandard: collection && uses && standard ? standard.item : null,
    collection: collection && uses && standard ? collection.item : null,
    ruleSet: ruleSet?.item?.[1] ?? null,
  };
}
