/** Accounts of Token Metadata, as that program writes them. */

import {
  type Address,
  type Encoder,
  type ReadonlyUint8Array,
  addEncoderSizePrefix,
  fixEncoderSize,
  getAddressEncoder,
  getArrayEncoder,
  getBooleanEncoder,
  getBytesEncoder,
  getNullableEncoder,
  getStructEncoder,
  getTupleEncoder,
  getU16Encoder,
  getU32Encoder,
  getU64Encoder,
  getU8Encoder,
  getUtf8Encoder,
  transformEncoder,
} from '@solana/kit';

import { TOKEN_METADATA_PROGRAM_ADDRESS } from '../../src/addresses.ts';
import type { AccountInfo } from '../../src/reader.ts';
import { owned } from './network.ts';

/** The metadata of a token. */
export type Metadata = {
  updateAuthority: Address;
  mint: Address;
  name: string;
  symbol: string;
  uri: string;
  sellerFeeBps: number;
  creators: { address: Address; verified: boolean; share: number }[] | null;
  primarySaleHappened: boolean;
  isMutable: boolean;
  editionNonce: number | null;
  tokenStandard: number | null;
  collection: [verified: boolean, key: Address] | null;
  uses: [method: number, remaining: bigint, total: bigint] | null;
  collectionDetails: [version: number, size: bigint] | null;
  /** `null` where there is no configuration, of which the rule set is a part. */
  programmableConfig: [version: number, ruleSet: Address | null] | null;
};

const text = addEncoderSizePrefix(getUtf8Encoder(), getU32Encoder());
const u8 = getU8Encoder();
const address = getAddressEncoder();
const flag = getBooleanEncoder();
const creator = getStructEncoder([
  ['address', address],
  ['verified', flag],
  ['share', u8],
]);

const METADATA: Encoder<Metadata> = transformEncoder(
  getStructEncoder([
    ['key', u8],
    ['updateAuthority', address],
    ['mint', address],
    ['name', text],
    ['symbol', text],
    ['uri', text],
    ['sellerFeeBps', getU16Encoder()],
    ['creators', getNullableEncoder(getArrayEncoder(creator, { size: getU32Encoder() }))],
    ['primarySaleHappened', flag],
    ['isMutable', flag],
    ['editionNonce', getNullableEncoder(u8)],
    ['tokenStandard', getNullableEncoder(u8)],
    ['collection', getNullableEncoder(getTupleEncoder([flag, address]))],
    ['uses', getNullableEncoder(getTupleEncoder([u8, getU64Encoder(), getU64Encoder()]))],
    ['collectionDetails', getNullableEncoder(getTupleEncoder([u8, getU64Encoder()]))],
    ['programmableConfig', getNullableEncoder(getTupleEncoder([u8, getNullableEncoder(address)]))],
  ]),
  (metadata: Metadata) => ({ key: 4, ...metadata }),
);

/** The data of a metadata account, zeros behind it. */
export function metadataData(metadata: Metadata, padding = 0): ReadonlyUint8Array {
  const data = METADATA.encode(metadata);
  return fixEncoderSize(getBytesEncoder(), data.length + padding).encode(data);
}

/** A metadata account. */
export function metadataAccount(metadata: Metadata): AccountInfo {
  return owned(TOKEN_METADATA_PROGRAM_ADDRESS, metadataData(metadata, 100));
}

/** The record of a token account with a programmable NFT. */
export type Record = { state: number; ruleSetRevision: bigint | null; delegate: Address | null };

const RECORD = getStructEncoder([
  ['key', u8],
  ['bump', u8],
  ['state', u8],
  ['ruleSetRevision', getNullableEncoder(getU64Encoder())],
  ['delegate', getNullableEncoder(address)],
]);

/** A token record. */
export function recordAccount(record: Record, key = 11): AccountInfo {
  const data = fixEncoderSize(getBytesEncoder(), 80).encode(RECORD.encode({ key, bump: 255, ...record }));
  return owned(TOKEN_METADATA_PROGRAM_ADDRESS, data);
}
