/** What tokens are called. */

import { type AccountReader, WRAPPED_SOL_MINT, mintAt, readAccounts } from '@mosaic/client';
import { type Address, address } from '@solana/kit';

import { type Coin, type CoinRef, SOL, shortAddress } from '../amount/coin.ts';
import type { Cluster } from '../network/index.ts';
import { readMintTexts } from './names.ts';
import { type Read, useRead } from './read.ts';

/** Mints that everybody means by these symbols. */
const WELL_KNOWN: Readonly<Record<Cluster['chain'], Readonly<Record<string, string>>>> = {
  'solana:mainnet': {
    EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v: 'USDC',
    Es9vMFrzaCErmJfRF4H2FYD4KCoNkY11McCe8BenwNYB: 'USDT',
  },
  'solana:devnet': { '4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU': 'USDC' },
  'solana:localnet': { BQSnTwkBT4qvpcsiihVpKhnG17M3AkvrB4oi9MQAwdte: 'USDC' },
};
/** Symbols that nobody else may go by, where a network has well-known mints. */
const RESERVED = /^(?:w?sol|usd.?|usd[ct]0?)$/i;

/** The symbol and the decimals of a token. Both kinds of SOL are called SOL. */
export function useCoin(ref: CoinRef): Pick<Read<Coin>, 'data' | 'error' | 'isPending'> {
  const known = typeof ref !== 'string' ? ref : ref === WRAPPED_SOL_MINT ? SOL : null;
  const mint = typeof ref === 'string' ? ref : '';
  const read = useRead(['coin', mint], ({ reader, cluster }) => readCoin(reader, cluster.chain, address(mint)), {
    enabled: known === null,
    every: Infinity,
  });
  return known === null ? read : { data: known, error: null, isPending: false };
}

async function readCoin(reader: AccountReader, chain: Cluster['chain'], mint: Address): Promise<Coin> {
  const [accounts, texts] = await Promise.all([readAccounts(reader, [mint]), readMintTexts(reader, [mint])]);
  const found = mintAt(accounts, mint);
  if (found === null) throw new Error(`there is no token ${mint}`);
  return { symbol: symbolOf(chain, mint, texts.get(mint)?.symbol ?? ''), decimals: found.decimals };
}

/** What to call a mint whose metadata calls itself `symbol`: no mint goes by the symbol of a well-known one. */
export function symbolOf(chain: Cluster['chain'], mint: string, symbol: string): string {
  const wellKnown = WELL_KNOWN[chain];
  const known = wellKnown?.[mint];
  if (known !== undefined) return known;
  const taken = wellKnown !== undefined && RESERVED.test(symbol);
  return symbol === '' || taken ? shortAddress(mint) : symbol;
}

/** The mint that everybody means by a symbol on a network; null where there is none. */
export function wellKnownMint({ chain }: Cluster, symbol: string): Address | null {
  const [mint] = Object.entries(WELL_KNOWN[chain] ?? {}).find(([, known]) => known === symbol) ?? [];
  return mint === undefined ? null : address(mint);
}
