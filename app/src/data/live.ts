/** News of the network: one watch of each thing, for everybody who shows it. */

import { MOSAIC_PROGRAM_ADDRESS, watchVault } from '@mosaic/client';
import type { Address } from '@solana/kit';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { COMMITMENT, type Network, useNetwork } from '../network/index.ts';
import { setConnected } from './connection.ts';
import { readAgain } from './read.ts';

/** Changes within so many milliseconds are read at once. */
const TOGETHER_MS = 150;
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 30_000;

type Watch = { users: number; readonly stop: AbortController };

const watches = new Map<string, Watch>();

/** Starts a watch with its first user, and ends it with the last. */
function useWatch(name: string | null, run: (signal: AbortSignal) => Promise<void>): void {
  useEffect(() => {
    if (name === null) return;
    const watch = watches.get(name) ?? { users: 0, stop: new AbortController() };
    if (watch.users === 0) void run(watch.stop.signal).finally(() => setConnected(name, true));
    watch.users += 1;
    watches.set(name, watch);
    return () => {
      watch.users -= 1;
      if (watch.users > 0) return;
      watches.delete(name);
      watch.stop.abort();
    };
    // The name says all that `run` depends on.
    // eslint-disable-next-line
  }, [name]);
}

/** Reads lists of vaults again whenever an account of the program changes. */
export function useLiveProgram(): void {
  const network = useNetwork();
  const queries = useQueryClient();
  const name = `${network.cluster.wsUrl} program`;
  useWatch(name, signal => {
    const changed = together(() => void readAgain(queries, network, ['vaults'], ['portfolio']));
    return watchProgram(network, changed, signal, connected => setConnected(name, connected));
  });
}

/** Reads a vault and what belongs to it again whenever it changes. */
export function useLiveVault(vault: Address): void {
  const network = useNetwork();
  const queries = useQueryClient();
  const name = `${network.cluster.wsUrl} ${vault}`;
  useWatch(name, async signal => {
    const changed = together(() => void readAgain(queries, network, ['vault', vault], ['clock']));
    try {
      for await (const update of watchVault(network, vault, { abortSignal: signal, commitment: COMMITMENT })) {
        setConnected(name, update.kind !== 'Lost');
        changed();
      }
    } catch {
      // There is no such vault: reading it says so.
    }
  });
}

/** Tells of changes of the program's accounts, and once after every connection, until the signal aborts. */
async function watchProgram(
  { rpcSubscriptions }: Network,
  changed: () => void,
  signal: AbortSignal,
  connected: (is: boolean) => void,
): Promise<void> {
  let wait = RETRY_MS;
  while (!signal.aborted) {
    try {
      const config = { commitment: COMMITMENT, encoding: 'base64' } as const;
      const notifications = await rpcSubscriptions
        .programNotifications(MOSAIC_PROGRAM_ADDRESS, config)
        .subscribe({ abortSignal: signal });
      connected(true);
      changed();
      for await (const _ of notifications) {
        wait = RETRY_MS;
        changed();
      }
    } catch {
      // Connects again below.
    }
    if (signal.aborted) return;
    connected(false);
    await pause(wait, signal);
    wait = Math.min(wait * 2, MAX_RETRY_MS);
  }
}

/** Calls once for all calls within a moment. */
function together(call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      call();
    }, TOGETHER_MS);
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
