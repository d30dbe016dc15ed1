import { expect, test } from 'vitest';

import { symbolOf } from '../src/data/symbols.ts';
import { CLUSTERS, chainOf, nodeUrls, parseCluster } from '../src/network/cluster.ts';
import { canConnect, problemOf } from '../src/wallet/problem.ts';

test('the address for notifications follows from that of the node', () => {
  expect(nodeUrls('https://node.example')).toEqual({ url: 'https://node.example', wsUrl: 'wss://node.example' });
  expect(nodeUrls('http://127.0.0.1:8899/')).toEqual({ url: 'http://127.0.0.1:8899', wsUrl: 'ws://127.0.0.1:8900' });
  expect(nodeUrls('https://node.example/key?a=1', 'wss://ws.example/key')).toEqual({
    url: 'https://node.example/key?a=1',
    wsUrl: 'wss://ws.example/key',
  });
});

test.each(['', 'node.example', 'http://node.example', 'ftp://node.example', 'javascript:alert(1)'])(
  '%j is refused as a node',
  url => {
    expect(nodeUrls(url)).toHaveProperty('message');
  },
);

test('a remembered network is read again, and anything else is forgotten', () => {
  const custom = { moniker: 'custom', url: 'https://a.b', wsUrl: 'wss://a.b', chain: 'solana:devnet' } as const;
  expect(parseCluster(JSON.stringify(custom))).toEqual(custom);
  expect(parseCluster(JSON.stringify({ ...CLUSTERS.devnet, url: 'https://elsewhere.example' }))).toEqual(
    CLUSTERS.devnet,
  );
  expect(parseCluster(JSON.stringify({ ...custom, url: 'http://a.b' }))).toBeNull();
  expect(parseCluster(null)).toBeNull();
  expect(parseCluster('{')).toBeNull();
});

test('networks that wallets do not know are local ones', () => {
  expect(chainOf('5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d')).toBe('solana:mainnet');
  expect(chainOf('anything')).toBe('solana:localnet');
});

test('no token goes by the symbol of a well-known one', () => {
  const usdc = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';
  const other = '7Xn4mM868daxsGVJmaGrYxg8CZiuqBnDwUse66s5ALmr';
  expect(symbolOf('solana:mainnet', usdc, 'whatever')).toBe('USDC');
  expect(symbolOf('solana:mainnet', other, 'USDC')).toBe('7Xn4…ALmr');
  expect(symbolOf('solana:mainnet', other, 'SOL')).toBe('7Xn4…ALmr');
  expect(symbolOf('solana:mainnet', other, 'STILL')).toBe('STILL');
  expect(symbolOf('solana:testnet', other, 'USDC')).toBe('USDC');
});

test('a wallet that does not sign for the network says so', () => {
  const wallet = { chains: ['solana:mainnet'], features: ['standard:connect', 'solana:signTransaction'] } as const;
  expect(canConnect(wallet)).toBe(true);
  expect(canConnect({ ...wallet, chains: ['bitcoin:mainnet'] })).toBe(false);
  expect(problemOf(wallet, CLUSTERS.mainnet)).toBeNull();
  expect(problemOf(wallet, CLUSTERS.devnet)).toContain('does not sign for Devnet');
  expect(problemOf({ ...wallet, features: [] }, CLUSTERS.mainnet)).toContain('cannot sign');
});
