/** The extensions of Token-2022's mints and token accounts, read as the program reads them. */
import type { Address, ReadonlyUint8Array } from '@solana/kit';
import {
  AccountState,
  type Mint,
  type Token,
  getMintDecoder,
  getMintSize,
  getTokenDecoder,
  getTokenSize,
} from '@solana-program/token';
import { attempt, decodeOrNull, readerOf } from './bytes.ts';

/** The numbers of the extensions of mints, and of the one that is looked for in token accounts. */
export const EXTENSION = {
  TransferFeeConfig: 1,
  MintCloseAuthority: 3,
  ConfidentialTransferMint: 4,
  DefaultAccountState: 6,
  NonTransferable: 9,
  InterestBearingConfig: 10,
  CpiGuard: 11,
  PermanentDelegate: 12,
  TransferHook: 14,
  ConfidentialTransferFeeConfig: 16,
  MetadataPointer: 18,
  TokenMetadata: 19,
  GroupPointer: 20,
  TokenGroup: 21,
  GroupMemberPointer: 22,
  TokenGroupMember: 23,
  ConfidentialMintBurn: 24,
  ScaledUiAmount: 25,
  Pausable: 26,
  PermissionedBurn: 28,
} as const;

/** An extension. */
export type Extension = {
  /** Its number, one of {@link EXTENSION} or another. */
  readonly number: number;
  /** Its content. */
  readonly value: ReadonlyUint8Array;
};

/** The extensions as they are listed; `null` in the place of one that cannot be read, behind which nothing can. */
export type Extensions = readonly (Extension | null)[];

/** A mint or token account: the part that both token programs know, and what is behind it. */
export type Extended = {
  /** The part that both token programs know. */
  readonly base: ReadonlyUint8Array;
  /** Its extensions. */
  readonly extensions: Extensions;
};

/** What an account of Token-2022 with extensions says it is, behind its fixed part. */
const KIND = { mint: 1, token: 2 } as const;

/** Bytes of a multisignature: of no mint and no token account, whatever is in it. */
const MULTISIG_BYTES = 355;

/** Takes the data of a mint or token account of Token-2022 apart; `null` where it is none. */
export function readExtended(data: ReadonlyUint8Array, kind: keyof typeof KIND): Extended | null {
  const fixed = kind === 'mint' ? getMintSize() : getTokenSize();
  if (data.length < fixed) return null;
  const base = data.slice(0, fixed);
  if (data.length === fixed) return { base, extensions: [] };
  // A mint is filled up with zeros to the length of a token account, so that the kind is at the same place in both.
  const filling = data.slice(fixed, getTokenSize());
  const isOne = data[getTokenSize()] === KIND[kind] && data.length !== MULTISIG_BYTES;
  return isOne && filling.every(byte => byte === 0)
    ? { base, extensions: listed(data.slice(getTokenSize() + 1)) }
    : null;
}

/** An initialised mint with its extensions; `null` where the data is none. */
export function readMint(data: ReadonlyUint8Array): { readonly mint: Mint; readonly extensions: Extensions } | null {
  const extended = readExtended(data, 'mint');
  const mint = extended && decodeOrNull(getMintDecoder(), extended.base);
  return extended && mint?.isInitialized ? { mint, extensions: extended.extensions } : null;
}

/** An initialised token account with its extensions; `null` where the data is none. */
export function readToken(data: ReadonlyUint8Array): { readonly token: Token; readonly extensions: Extensions } | null {
  const extended = readExtended(data, 'token');
  const token = extended && decodeOrNull(getTokenDecoder(), extended.base);
  return token && token.state !== AccountState.Uninitialized ? { token, extensions: extended.extensions } : null;
}

function listed(data: ReadonlyUint8Array): (Extension | null)[] {
  const reader = readerOf(data);
  const extensions: (Extension | null)[] = [];
  for (;;) {
    // As in Token-2022, a zero ends the list, and so does a single byte.
    const number = attempt(() => reader.u16());
    if (!number) return extensions;
    const value = attempt(() => reader.take(reader.u16()));
    extensions.push(value && { number, value });
    if (!value) return extensions;
  }
}

/** The metadata that a mint carries in itself. */
export type MintMetadata = {
  /** Name, symbol and URI of the description, which may be no UTF-8. */
  readonly texts: {
    readonly name: ReadonlyUint8Array;
    readonly symbol: ReadonlyUint8Array;
    readonly uri: ReadonlyUint8Array;
  };
  /** The fields that its issuer added; `null` in the place of one that cannot be read, behind which nothing can. */
  readonly fields: readonly (readonly [key: ReadonlyUint8Array, value: ReadonlyUint8Array] | null)[];
};

/** Reads the content of the extension `TokenMetadata`; `null` where it is none. */
export function readMintMetadata(value: ReadonlyUint8Array): MintMetadata | null {
  const reader = readerOf(value);
  return attempt(() => {
    const [updateAuthority, mint] = [32, 32];
    reader.take(updateAuthority + mint);
    const texts = { name: reader.sized(), symbol: reader.sized(), uri: reader.sized() };
    const fields: MintMetadata['fields'][number][] = [];
    for (let left = reader.length(); left > 0; left -= 1) {
      const field = attempt(() => [reader.sized(), reader.sized()] as const);
      fields.push(field);
      if (!field) break;
    }
    return { texts, fields };
  });
}

/**
 * The group that a mint belongs to, by the content of the extension `TokenGroupMember`; `null` where it is none. Token-2022
 * writes it only with the signature of the group's authority.
 */
export function readGroup(value: ReadonlyUint8Array): Address | null {
  const reader = readerOf(value);
  return attempt(() => {
    reader.take(32);
    return reader.address();
  });
}
