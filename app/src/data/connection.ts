/** Whether news of the network arrive. */

import { useSyncExternalStore } from 'react';

const lost = new Set<string>();
const listeners = new Set<() => void>();

/** Tells whether a watch, by its name, is connected. */
export function setConnected(watch: string, connected: boolean): void {
  if (connected ? !lost.delete(watch) : lost.has(watch)) return;
  if (!connected) lost.add(watch);
  listeners.forEach(listener => listener());
}

/** Whether every watch is connected. */
export function useConnected(): boolean {
  return useSyncExternalStore(subscribe, () => lost.size === 0);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
