/** What amounts are of. */

import type { Address } from '@solana/kit';

/** A token as people call it. */
export type Coin = { readonly symbol: string; readonly decimals: number };

/** A token: by its mint, or described where there is no mint yet. */
export type CoinRef = Address | Coin;

/** SOL, and wrapped SOL: people need not tell them apart. */
export const SOL: Coin = { symbol: 'SOL', decimals: 9 };

/** The first and last characters of an address: for people who compare, not for machines. */
export function shortAddress(address: string, characters = 4): string {
  return `${address.slice(0, characters)}…${address.slice(-characters)}`;
}
