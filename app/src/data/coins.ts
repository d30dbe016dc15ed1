/** What tokens are called. */

import { mintAt } from '@mosaic/client';
import { type Address, address } from '@solana/kit';

import { type Coin, type CoinRef, SOL } from '../amount/coin.ts';
import type { Network } from '../network/index.ts';
import { readMints } from './names.ts';
import { type Read, useRead } from './read.ts';
import { isSol, symbolOf } from './symbols.ts';

type CoinRead<T> = Pick<Read<T>, 'data' | 'error' | 'isPending'>;

/** The symbol and the decimals of a token. Both kinds of SOL are called SOL. */
export function useCoin(ref: CoinRef): CoinRead<Coin> {
  const known = typeof ref !== 'string' ? ref : isSol(ref) ? SOL : null;
  const mint = typeof ref === 'string' ? ref : '';
  const read = useRead(['coin', mint], network => readCoin(network, address(mint)), {
    enabled: known === null,
    every: Infinity,
  });
  return known === null ? read : { data: known, error: null, isPending: false };
}

/** As {@link useCoin}, of several mints; those that are no token are left out. */
export function useCoins(mints: readonly Address[]): CoinRead<ReadonlyMap<Address, Coin>> {
  const distinct = [...new Set(mints)].sort();
  return useRead(['coins', ...distinct], network => readCoins(network, distinct), { every: Infinity, keep: true });
}

async function readCoin(network: Network, mint: Address): Promise<Coin> {
  const coin = (await readCoins(network, [mint])).get(mint);
  if (coin === undefined) throw new Error(`there is no token ${mint}`);
  return coin;
}

async function readCoins({ reader, cluster }: Network, mints: readonly Address[]): Promise<Map<Address, Coin>> {
  const { accounts, texts } = await readMints(reader, mints);
  const coins = new Map<Address, Coin>();
  for (const mint of mints) {
    const found = mintAt(accounts, mint);
    const symbol = symbolOf(cluster.chain, mint, texts.get(mint)?.symbol ?? '');
    if (found !== null) coins.set(mint, { symbol, decimals: found.decimals });
  }
  return coins;
}
