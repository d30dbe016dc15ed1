/** Search and filter of the vaults. */
import { useDeferredValue, useMemo, useState } from 'react';
import type { VaultItem } from '../../data/index.ts';
import { type Wanted, isWanted } from './filter.ts';

const ALL: Wanted = { status: 'Any', text: '' };

/** The vaults that are looked for, and how to look for others. */
export function useExplore(items: readonly VaultItem[]) {
  const [wanted, setWanted] = useState(ALL);
  const deferred = useDeferredValue(wanted);
  const shown = useMemo(() => items.filter(item => isWanted(findableOf(item), deferred)), [items, deferred]);
  return {
    shown,
    wanted,
    setStatus: (status: Wanted['status']) => setWanted(before => ({ ...before, status })),
    setText: (text: string) => setWanted(before => ({ ...before, text })),
    reset: () => setWanted(ALL),
  };
}

function findableOf({ view, assets, names }: VaultItem) {
  const { creator, fractionMint, quoteMint } = view.vault;
  const nfts = [...names.nfts.values()].map(({ name }) => name);
  const mints = assets.map(({ asset }) => asset.nftMint);
  return {
    status: view.status,
    names: [names.title, ...nfts],
    addresses: [view.address, creator, fractionMint, quoteMint, ...mints],
  };
}
