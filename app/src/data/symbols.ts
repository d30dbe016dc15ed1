/** What mints go by: not everybody may take the symbol of a token that everybody knows. */

import { WRAPPED_SOL_MINT } from '@mosaic/client';
import { type Address, address } from '@solana/kit';

import { SOL, shortAddress } from '../amount/coin.ts';
import type { Cluster } from '../network/index.ts';

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

/** Whether a mint is wrapped SOL. */
export function isSol(mint: string): boolean {
  return mint === WRAPPED_SOL_MINT;
}

/** What to call a mint whose metadata calls itself `symbol`: no mint goes by the symbol of a well-known one. */
export function symbolOf(chain: Cluster['chain'], mint: string, symbol: string): string {
  if (isSol(mint)) return SOL.symbol;
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
