import { type AccountReader, rpcReader } from '@mosaic/client';
import {
  type Rpc,
  type RpcSubscriptions,
  type SolanaRpcApi,
  type SolanaRpcSubscriptionsApi,
  createSolanaRpc,
  createSolanaRpcSubscriptions,
} from '@solana/kit';
import { type ReactNode, createContext, use, useCallback, useMemo, useState } from 'react';

import { CLUSTERS, type Cluster, parseCluster } from './cluster.ts';

/** A network, and the ways to talk to it. */
export type Network = {
  readonly cluster: Cluster;
  readonly rpc: Rpc<SolanaRpcApi>;
  readonly rpcSubscriptions: RpcSubscriptions<SolanaRpcSubscriptionsApi>;
  /** Reads accounts at the commitment of everything here. */
  readonly reader: AccountReader;
};

/** From which commitment on a change counts. */
export const COMMITMENT = 'confirmed';

type NetworkContext = { readonly network: Network; readonly setCluster: (cluster: Cluster) => void };

const Context = createContext<NetworkContext | null>(null);
const STORED = 'mosaic.cluster';
const DEFAULT = import.meta.env.DEV ? CLUSTERS.localnet : CLUSTERS.mainnet;

/** Gives the network that was chosen last to everything inside. */
export function NetworkProvider({ children }: { children: ReactNode }) {
  const [cluster, setState] = useState<Cluster>(() => parseCluster(localStorage.getItem(STORED)) ?? DEFAULT);
  const setCluster = useCallback((next: Cluster) => {
    localStorage.setItem(STORED, JSON.stringify(next));
    setState(next);
  }, []);
  const value = useMemo(() => ({ network: networkOf(cluster), setCluster }), [cluster, setCluster]);
  return <Context value={value}>{children}</Context>;
}

function networkOf(cluster: Cluster): Network {
  const rpc = createSolanaRpc(cluster.url);
  return {
    cluster,
    rpc,
    rpcSubscriptions: createSolanaRpcSubscriptions(cluster.wsUrl),
    reader: rpcReader(rpc, { commitment: COMMITMENT }),
  };
}

function useContext(): NetworkContext {
  const context = use(Context);
  if (context === null) throw new Error('no NetworkProvider around');
  return context;
}

/** The network that is chosen. */
export function useNetwork(): Network {
  return useContext().network;
}

/** Which network is chosen, and how to choose another one. */
export function useCluster(): { cluster: Cluster; setCluster: (cluster: Cluster) => void } {
  const { network, setCluster } = useContext();
  return { cluster: network.cluster, setCluster };
}
