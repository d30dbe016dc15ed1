/** What is paid to land soon. */

import type { Address, Instruction } from '@solana/kit';
import { isWritableRole } from '@solana/kit';

import type { Network } from '../network/index.ts';

/** Never more than this, in micro-lamports per compute unit: at most a thousandth of a SOL for a transaction. */
const MOST = 500_000n;
/** Most accounts that nodes take. */
const MOST_ACCOUNTS = 128;

/**
 * What three of four transactions paid that wrote to the same accounts lately, in micro-lamports per compute unit. 0
 * on networks of one's own, and where the node does not tell.
 */
export async function pricePerUnit({ rpc, cluster }: Network, instructions: readonly Instruction[]): Promise<bigint> {
  if (cluster.chain !== 'solana:mainnet') return 0n;
  const metas = instructions.flatMap(({ accounts = [] }) => accounts);
  const written = [...new Set<Address>(metas.filter(({ role }) => isWritableRole(role)).map(({ address }) => address))];
  try {
    const fees = await rpc.getRecentPrioritizationFees(written.slice(0, MOST_ACCOUNTS)).send();
    return quartile(fees.map(({ prioritizationFee }) => prioritizationFee));
  } catch {
    return 0n;
  }
}

/** The upper quartile, at most what is paid at all. */
export function quartile(fees: readonly bigint[]): bigint {
  const sorted = [...fees].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const fee = sorted[Math.floor((sorted.length * 3) / 4)] ?? 0n;
  return fee > MOST ? MOST : fee;
}
