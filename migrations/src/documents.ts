import { isDeepStrictEqual } from 'node:util';

import {
  type Account,
  type Address,
  fetchEncodedAccount,
  type GetAccountInfoApi,
  type Rpc,
  unwrapOption,
} from '@solana/kit';
import {
  AccountDiscriminator,
  DataSource,
  decodeMetadata,
  findCanonicalPda,
  Format,
  type Metadata,
  packDirectData,
  type PackedData,
  PROGRAM_METADATA_PROGRAM_ADDRESS,
  unpackDirectData,
} from '@solana-program/program-metadata';

/** A JSON text that is published with the program. */
export interface Document {
  /** Name of its line of the report. */
  name: string;
  /** Seed of its account, by which wallets and explorers find it. */
  seed: 'idl' | 'security';
  text: string;
}

/** What the cluster has of a document. */
export type Published =
  /** Nothing. */
  | { kind: 'absent'; address: Address }
  /** A buffer at the document's address: a publication that was begun there and not finished. */
  | { kind: 'buffer'; address: Address }
  /** A text that was published. */
  | { kind: 'metadata'; address: Address; account: Account<Metadata> };

/** Whether the cluster has the Program Metadata program. */
export async function hasMetadataProgram(rpc: Rpc<GetAccountInfoApi>): Promise<boolean> {
  const account = await fetchEncodedAccount(rpc, PROGRAM_METADATA_PROGRAM_ADDRESS);
  return account.exists && account.executable;
}

/** Reads what is published at the canonical address, which only the upgrade authority opens. */
export async function fetchPublished(
  rpc: Rpc<GetAccountInfoApi>,
  program: Address,
  seed: Document['seed'],
): Promise<Published> {
  const [address] = await findCanonicalPda({ program, seed });
  const account = await fetchEncodedAccount(rpc, address);
  if (!account.exists || account.programAddress !== PROGRAM_METADATA_PROGRAM_ADDRESS)
    return { kind: 'absent', address };
  switch (account.data[0]) {
    case AccountDiscriminator.Metadata:
      return { kind: 'metadata', address, account: decodeMetadata(account) };
    case AccountDiscriminator.Buffer:
      return { kind: 'buffer', address };
    default:
      return { kind: 'absent', address };
  }
}

/** The document as its account holds it. */
export function pack(document: Document): PackedData & { format: Format } {
  return { ...packDirectData({ content: document.text }), format: Format.Json };
}

/** How what is published differs from the document, in words; nothing where it does not. */
export function difference(document: Document, published: Published): string | undefined {
  if (published.kind === 'absent') return 'It is not published';
  if (published.kind === 'buffer') return 'Its publication was begun and not finished';
  const { data } = published.account;
  if (data.dataSource !== DataSource.Direct) return 'Only a reference to a text elsewhere is published';
  if (data.format !== Format.Json) return 'What is published is not marked as JSON';
  let value: unknown;
  try {
    const stored = data.data.slice(0, data.dataLength);
    value = JSON.parse(unpackDirectData({ ...data, data: stored }));
  } catch {
    return 'What is published cannot be read';
  }
  return isDeepStrictEqual(value, JSON.parse(document.text)) ? undefined : 'Another text is published';
}

/** Who can change what is published, besides the upgrade authority; nobody where it is immutable. */
export function whoCanChange({ mutable, authority }: Metadata): string {
  if (!mutable) return 'nobody can change it any more';
  const other = unwrapOption(authority);
  return other === null ? 'the upgrade authority can change it' : `the upgrade authority and ${other} can change it`;
}
