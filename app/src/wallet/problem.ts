/** What a wallet can do for the app. */

import type { UiWallet, UiWalletAccount } from '@wallet-standard/react';

import { CLUSTER_NAMES, type Cluster } from '../network/cluster.ts';

/** The feature of wallets that the app signs by: it sends itself, to the node that was chosen. */
const SIGNS = 'solana:signTransaction';

/** Whether a wallet can be asked for accounts of Solana. */
export function canConnect({ chains, features }: Pick<UiWallet, 'chains' | 'features'>): boolean {
  return features.includes('standard:connect') && chains.some(chain => chain.startsWith('solana:'));
}

/** Why an account cannot sign for a network, as a sentence with the way out; null where it can. */
export function problemOf(
  { chains, features }: Pick<UiWalletAccount, 'chains' | 'features'>,
  { moniker, chain }: Cluster,
): string | null {
  if (!features.includes(SIGNS)) return 'This account cannot sign transactions. Choose another account or wallet.';
  if (chains.includes(chain)) return null;
  return `This wallet does not sign for ${CLUSTER_NAMES[moniker]}. Choose another network or another wallet.`;
}
