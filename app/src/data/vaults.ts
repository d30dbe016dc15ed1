/** Vaults, and what belongs to one. */

import {
  type AssetView,
  type BidView,
  type LicenseView,
  type ProposalView,
  type StakeView,
  type VaultFilter,
  type VaultView,
  type VoteView,
  listAssets,
  listBids,
  listLicenses,
  listProposals,
  listStakes,
  listVaults,
  listVotes,
  readVault,
  readVaults,
} from '@mosaic/client';
import type { Address } from '@solana/kit';

import type { Network } from '../network/index.ts';
import { useLiveProgram, useLiveVault } from './live.ts';
import { type VaultNames, readNames } from './names.ts';
import { type Read, searchOf, useRead } from './read.ts';

/** A vault with its NFTs that are still held or have royalties left, and what they are called. */
export type VaultItem = {
  readonly view: VaultView;
  readonly assets: readonly AssetView[];
  readonly names: VaultNames;
};

/** Vaults, those that entered their status last first. */
export function useVaults(filter: VaultFilter = {}): Read<VaultItem[]> {
  useLiveProgram();
  const { creator = '', curator = '', quoteMint = '', status = '' } = filter;
  return useRead(['vaults', creator, curator, quoteMint, status], network => readItems(network, filter), {
    keep: true,
  });
}

async function readItems(network: Network, filter: VaultFilter): Promise<VaultItem[]> {
  const found = await listVaults(searchOf(network), filter);
  return readVaultItems(
    network,
    found.map(({ address }) => address),
  );
}

/** Reads vaults of which the addresses are known, in their order; those that are gone are left out. */
export async function readVaultItems(network: Network, vaults: readonly Address[]): Promise<VaultItem[]> {
  if (vaults.length === 0) return [];
  const [views, all] = await Promise.all([readVaults(network.reader, vaults), listAssets(searchOf(network))]);
  const items = views.flatMap(view =>
    view === null ? [] : [{ view, assets: all.filter(({ asset }) => asset.vault === view.address) }],
  );
  const names = await readNames(network, items);
  return items.map((item, index) => ({ ...item, names: names[index] as VaultNames }));
}

/** A vault. Its error is ClientError `NoVault` where there is none. */
export function useVault(vault: Address): Read<VaultItem> {
  useLiveVault(vault);
  return useRead(['vault', vault], async network => {
    const view = await readVault(network.reader, vault);
    const assets = await listAssets(searchOf(network), view);
    const [names] = await readNames(network, [{ view, assets }]);
    return { view, assets, names: names as VaultNames };
  });
}

/** Its bids and offers, the highest first. */
export function useVaultBids(vault: Address): Read<BidView[]> {
  return useOfVault('bids', vault, (network, view) => listBids(searchOf(network), view));
}

/** Its stakes, the largest first. */
export function useVaultStakes(vault: Address): Read<StakeView[]> {
  return useOfVault('stakes', vault, (network, view) => listStakes(searchOf(network), view));
}

/** Its proposals that are not closed, the newest first. */
export function useVaultProposals(vault: Address): Read<ProposalView[]> {
  return useOfVault('proposals', vault, (network, view) => listProposals(searchOf(network), view));
}

/** The votes on one of its proposals, the heaviest first. */
export function useProposalVotes(vault: Address, number: bigint): Read<VoteView[]> {
  return useOfVault(`votes ${number}`, vault, (network, view) => listVotes(searchOf(network), view, number));
}

/** The licences it granted, the newest first. */
export function useVaultLicenses(vault: Address): Read<LicenseView[]> {
  return useOfVault('licenses', vault, (network, view) => listLicenses(searchOf(network), vault, view.now));
}

/** Something of a vault, by a view of the same time. */
export function useOfVault<T>(
  kind: string,
  vault: Address,
  read: (network: Network, view: VaultView) => Promise<T>,
): Read<T> {
  useLiveVault(vault);
  return useRead(['vault', vault, kind], async network => read(network, await readVault(network.reader, vault)));
}
