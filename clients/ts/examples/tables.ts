import { type AccountReader, type PackedTransaction, planTransactions, reclaim } from '@mosaic/client';
import type { Address, TransactionSigner } from '@solana/kit';

/** Takes every NFT of a vault back, by a lookup table where one saves transactions. */
export async function takeBack(
  reader: AccountReader,
  vault: Address,
  holder: TransactionSigner,
  nftMints: readonly Address[],
  recentSlot: bigint,
  land: (transactions: readonly PackedTransaction[]) => Promise<unknown>,
): Promise<void> {
  const { instructions } = await reclaim(reader, { vault, holder, nftMints });
  const plan = await planTransactions(instructions, { payer: holder, pricePerUnit: 1_000n }, recentSlot);
  // What makes the table lands first, a slot before what uses it.
  if (plan.table) await land(plan.preparation);
  await land(plan.transactions);
}
