/** Networks that the app can talk to. */

/** A network of Solana. */
export type Cluster = {
  /** Which one it is. */
  readonly moniker: 'mainnet' | 'devnet' | 'localnet' | 'custom';
  /** Its RPC node. */
  readonly url: string;
  /** Where the node sends notifications. */
  readonly wsUrl: string;
  /** Its name among wallets. */
  readonly chain: `solana:${string}`;
};

/** The networks that need no address. */
export const CLUSTERS = {
  mainnet: {
    moniker: 'mainnet',
    url: 'https://api.mainnet-beta.solana.com',
    wsUrl: 'wss://api.mainnet-beta.solana.com',
    chain: 'solana:mainnet',
  },
  devnet: {
    moniker: 'devnet',
    url: 'https://api.devnet.solana.com',
    wsUrl: 'wss://api.devnet.solana.com',
    chain: 'solana:devnet',
  },
  localnet: {
    moniker: 'localnet',
    url: 'http://127.0.0.1:8899',
    wsUrl: 'ws://127.0.0.1:8900',
    chain: 'solana:localnet',
  },
} as const satisfies Record<string, Cluster>;

/** How people call a network. */
export const CLUSTER_NAMES: Record<Cluster['moniker'], string> = {
  mainnet: 'Mainnet',
  devnet: 'Devnet',
  localnet: 'Localnet',
  custom: 'Custom RPC',
};

/** Networks that wallets know, by their genesis hashes. */
const CHAINS: Record<string, `solana:${string}`> = {
  '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d': 'solana:mainnet',
  EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG: 'solana:devnet',
  '4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY': 'solana:testnet',
};

/** What wallets call the network with this genesis hash; any that they do not know is a local one. */
export function chainOf(genesisHash: string): `solana:${string}` {
  return CHAINS[genesisHash] ?? 'solana:localnet';
}

/** Why an address is of no node. */
export type NodeUrlError = { readonly message: string };

/**
 * The addresses of a node as people write them: `https://node.example`, or `http://` on this machine. Without an address
 * for notifications it is that of the node, on the next port where the node's has a number.
 */
export function nodeUrls(url: string, wsUrl = ''): Pick<Cluster, 'url' | 'wsUrl'> | NodeUrlError {
  const node = urlOf(url);
  if (node === null || !isAllowed(node, 'https:', 'http:')) {
    return { message: 'Write an address that begins with https://, or with http:// for a node on this machine.' };
  }
  if (wsUrl.trim() === '') return { url: hrefOf(node), wsUrl: notificationsOf(node) };
  const notifications = urlOf(wsUrl);
  if (notifications === null || !isAllowed(notifications, 'wss:', 'ws:')) {
    return { message: 'Write an address that begins with wss://, or with ws:// for a node on this machine.' };
  }
  return { url: hrefOf(node), wsUrl: hrefOf(notifications) };
}

function urlOf(text: string): URL | null {
  return URL.canParse(text.trim()) ? new URL(text.trim()) : null;
}

/** What is not encrypted does not leave this machine: the content security policy allows nothing else. */
function isAllowed({ protocol, hostname }: URL, secure: string, plain: string): boolean {
  return protocol === secure || (protocol === plain && ['127.0.0.1', 'localhost'].includes(hostname));
}

function notificationsOf(node: URL): string {
  const url = new URL(node);
  url.protocol = node.protocol === 'https:' ? 'wss:' : 'ws:';
  if (node.port !== '') url.port = String(Number(node.port) + 1);
  return hrefOf(url);
}

function hrefOf(url: URL): string {
  return url.pathname === '/' ? url.href.replace(/\/(?=$|\?)/, '') : url.href;
}

/** A network as it is remembered: its text, or null where it cannot be read. */
export function parseCluster(text: string | null): Cluster | null {
  try {
    const { moniker, url, wsUrl, chain } = JSON.parse(text ?? 'null') as Record<string, unknown>;
    if (moniker === 'mainnet' || moniker === 'devnet' || moniker === 'localnet') return CLUSTERS[moniker];
    if (moniker !== 'custom' || typeof chain !== 'string' || !chain.startsWith('solana:')) return null;
    const urls = nodeUrls(String(url), String(wsUrl));
    return 'message' in urls ? null : { moniker, ...urls, chain: chain as Cluster['chain'] };
  } catch {
    return null;
  }
}
