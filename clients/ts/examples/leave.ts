import type { MosaicClient } from '@mosaic/client';
import type { Address } from '@solana/kit';

/** Everything a wallet is owed: its bid, its share, its royalties and fee, the NFTs it won; in SOL, not wrapped SOL. */
export async function leave(
  { mosaic }: { mosaic: MosaicClient },
  vault: Address,
  wallet: Address,
  nftMints: readonly Address[],
): Promise<bigint> {
  const action = await mosaic.actions.exit({ vault, wallet, nftMints, sol: 'UnwrapAll' });
  for (const claim of action.quote.claims) console.log(claim);
  await mosaic.send(action);
  return action.quote.cash;
}
