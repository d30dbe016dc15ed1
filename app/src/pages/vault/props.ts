/** What the parts of the page are given. */
import type { Coin } from '../../amount/index.ts';
import type { VaultItem } from '../../data/index.ts';
import type { Own } from './useOwn.ts';

/** The vault. */
export type VaultProps = { readonly item: VaultItem };

/** The vault, and what the connected wallet has of it: `null` without a wallet, or until it is read. */
export type OwnProps = VaultProps & { readonly own: Own | null };

/** The fractions of a vault as amounts are written. */
export function fractionCoin({ view, names }: VaultItem): Coin {
  return { symbol: names.symbol ?? 'fractions', decimals: view.vault.decimals };
}
