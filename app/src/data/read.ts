/** Reading from the network that is chosen, and reading again. */

import type { Search } from '@mosaic/client';
import { type QueryClient, keepPreviousData, useQuery } from '@tanstack/react-query';

import { COMMITMENT, type Network, useNetwork } from '../network/index.ts';

/** What a hook that reads returns. */
export type Read<T> = {
  /** What was read last; undefined before. */
  readonly data: T | undefined;
  /** Why it could not be read the last time. */
  readonly error: Error | null;
  /** Whether nothing was read yet. */
  readonly isPending: boolean;
  readonly isFetching: boolean;
  /** Reads again. */
  readonly refetch: () => Promise<unknown>;
};

/** How a hook reads. */
export type ReadOptions = {
  /** Whether there is anything to read yet. */
  enabled?: boolean;
  /** Milliseconds after which it is read again, for what notifications do not tell; never, if it cannot change. */
  every?: number;
  /** Whether what was read for the key before is shown until then. */
  keep?: boolean;
};

/** How often everything is read again that may have changed without a notification. */
const SLOW_POLL_MS = 30_000;

/** Reads by a network; what was read is kept under the key, for each network by itself. */
export function useRead<T>(
  key: readonly string[],
  read: (network: Network, signal: AbortSignal) => Promise<T>,
  { enabled = true, every = SLOW_POLL_MS, keep = false }: ReadOptions = {},
): Read<T> {
  const network = useNetwork();
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: [network.cluster.url, ...key],
    queryFn: ({ signal }) => read(network, signal),
    enabled,
    staleTime: every === Infinity ? Infinity : 1_000,
    refetchInterval: every === Infinity ? false : every,
    ...(keep && { placeholderData: keepPreviousData }),
  });
  return { data, error, isPending, isFetching, refetch };
}

/** The network as a node that searches. */
export function searchOf({ rpc }: Network): Search {
  return { rpc, commitment: COMMITMENT };
}

/** Everything of these kinds is read again, where it is shown. */
export async function readAgain(
  queries: QueryClient,
  { cluster }: Pick<Network, 'cluster'>,
  ...keys: readonly (readonly string[])[]
): Promise<void> {
  await Promise.all(keys.map(key => queries.invalidateQueries({ queryKey: [cluster.url, ...key] })));
}
