/** What there is to know in accounts of Token Metadata, read as the program reads them. */
import {
  type Address,
  type FixedSizeDecoder,
  type ReadonlyUint8Array,
  getAddressDecoder,
  getU16Decoder,
  getU32Decoder,
  getU8Decoder,
} from '@solana/kit';

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

/** What was added behind the first version of the format: the standard and the rule set. */
function extensions(reader: ReturnType<typeof readerOf>): Pick<TokenMetadata, 'tokenStandard' | 'ruleSet'> {
  const read = <T>(item: () => T) => attempt(() => ({ item: reader.optional(item) }));
  const standard = read(() => TOKEN_STANDARDS[reader.below(TOKEN_STANDARDS.length)] ?? null);
  const collection = read(() => [reader.flag(), reader.take(32)]);
  const uses = read(() => [reader.below(3), reader.take(16)]);
  read(() => [reader.below(2), reader.take(8)]);
  const ruleSet = read(() => [reader.below(1), reader.optional(() => reader.address())] as const);
  return {
    tokenStandard: collection && uses && standard ? standard.item : null,
    ruleSet: ruleSet?.item?.[1] ?? null,
  };
}

/** Takes fields off the front of serialised data. */
function readerOf(data: ReadonlyUint8Array) {
  let rest = data;
  const take = (count: number): ReadonlyUint8Array => {
    const taken = rest.slice(0, count);
    // Too short: nothing behind can be read either.
    rest = rest.slice(count);
    if (taken.length !== count) throw new Unreadable();
    return taken;
  };
  const read = <T>(decoder: FixedSizeDecoder<T>): T => decoder.decode(take(decoder.fixedSize));
  const byte = () => read(getU8Decoder());
  /** A byte of 0 to `count - 1`. */
  const below = (count: number): number => {
    const number = byte();
    if (number >= count) throw new Unreadable();
    return number;
  };
  const flag = () => below(2) === 1;
  const length = () => read(getU32Decoder());
  return {
    take,
    byte,
    below,
    flag,
    length,
    sized: () => take(length()),
    u16: () => read(getU16Decoder()),
    address: () => read(getAddressDecoder()),
    /** A field that may be absent: then `null`. */
    optional: <T>(item: () => T): T | null => (flag() ? item() : null),
  };
}

/** The data cannot be read. */
class Unreadable extends Error {}

/** What `read` returns; `null` where it meets data that cannot be read. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof Unreadable) return null;
    throw thrown;
  }
}

/** A text; Token Metadata used to fill texts up with zeros. */
function textOf(bytes: ReadonlyUint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
    return text.replace(/\0+$/, '');
  } catch {
    throw new Unreadable();
  }
}
