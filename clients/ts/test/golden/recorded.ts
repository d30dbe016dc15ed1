/** What the Rust client read when a vector was recorded. */

import type { Address } from '@solana/kit';

import type { AccountInfo, AccountReader } from '../../src/reader.ts';

/** The content of an account, its data in base64. */
export type Content = { owner: Address; lamports: bigint; data: string };

/** Where the content of each address is among the contents of the file; `null` where there is no account. */
export type Reads = Readonly<Record<Address, number | null>>;

/** A reader of what the Rust client read, and of nothing else. */
export function recorded(contents: readonly Content[], reads: Reads): AccountReader {
  const at = (address: Address): AccountInfo | null => {
    const index = reads[address];
    if (index === undefined) throw new Error(`the Rust client does not read ${address}`);
    const content = index === null ? null : contents[index];
    if (content === undefined) throw new Error(`no content ${index}`);
    return content && { ...content, data: Uint8Array.from(Buffer.from(content.data, 'base64')) };
  };
  return { read: async addresses => addresses.map(at) };
}
