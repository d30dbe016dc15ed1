/** What a wallet has of SOL. */

import type { Address } from '@solana/kit';

import { type Read, useRead } from './read.ts';

/** The lamports of a wallet. */
export function useLamports(owner: Address | null): Read<bigint> {
  return useRead(
    ['wallet', owner ?? '', 'lamports'],
    async ({ reader }) => (await reader.read([owner as Address]))[0]?.lamports ?? 0n,
    { enabled: owner !== null },
  );
}
