/** What happened to a vault, as its transactions tell. */

import { type Event, readEvents } from '@mosaic/client';
import type { Address, Signature } from '@solana/kit';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { COMMITMENT, type Network } from '../network/index.ts';
import { useLiveVault } from './live.ts';
import { type Read, useRead } from './read.ts';

/** An event, and the transaction that made it. */
export type HistoryItem = {
  readonly event: Event;
  readonly signature: Signature;
  /** When, in Unix seconds, if the node knows. */
  readonly at: bigint | null;
};

const PAGE = 25;
/** Most transactions that are read at once: public nodes refuse many. */
const AT_ONCE = 5;

/** The events of a vault, the newest first, and how to see older ones; `more` is null where there are none. */
export function useVaultHistory(vault: Address): Read<HistoryItem[]> & { more: (() => void) | null } {
  useLiveVault(vault);
  const queries = useQueryClient();
  const [count, setCount] = useState(PAGE);
  const { data, ...read } = useRead(
    ['vault', vault, 'history', String(count)],
    network => readHistory(queries, network, vault, count),
    { keep: true },
  );
  return { ...read, data: data?.items, more: data?.more ? () => setCount(count + PAGE) : null };
}

async function readHistory(queries: QueryClient, network: Network, vault: Address, limit: number) {
  const all = await network.rpc.getSignaturesForAddress(vault, { limit, commitment: COMMITMENT }).send();
  const landed = all.filter(({ err }) => err === null);
  const items: HistoryItem[] = [];
  for (let start = 0; start < landed.length; start += AT_ONCE) {
    const some = landed.slice(start, start + AT_ONCE);
    const events = await Promise.all(some.map(({ signature }) => eventsOf(queries, network, vault, signature)));
    some.forEach(({ signature, blockTime }, index) => {
      const ofOne = (events[index] ?? []).map(event => ({ event, signature, at: blockTime }));
      items.push(...ofOne.reverse());
    });
  }
  return { items, more: all.length === limit };
}

/** The events of a transaction; they never change. */
function eventsOf(queries: QueryClient, network: Network, vault: Address, signature: Signature): Promise<Event[]> {
  return queries.fetchQuery({
    queryKey: [network.cluster.url, 'events', vault, signature],
    queryFn: async () => {
      const config = { encoding: 'json', commitment: COMMITMENT, maxSupportedTransactionVersion: 0 } as const;
      const transaction = await network.rpc.getTransaction(signature, config).send();
      if (transaction === null) throw new Error('the node does not have this transaction yet');
      return readEvents(transaction.meta?.logMessages ?? []).filter(
        (event): event is Event => event.name !== 'Unreadable' && event.header.vault === vault,
      );
    },
    staleTime: Infinity,
  });
}
