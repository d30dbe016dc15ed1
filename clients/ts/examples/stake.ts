import { type MosaicClient, quotes } from '@mosaic/client';
import type { Address } from '@solana/kit';

/** Stakes, and asks at least `price` for the whole vault; then shows who asks what. */
export async function stakeAndLook(
  { mosaic }: { mosaic: MosaicClient },
  vault: Address,
  holder: Address,
  amount: bigint,
  price: bigint,
): Promise<void> {
  const action = await mosaic.actions.stakeAndAsk({
    stake: { vault, holder, amount },
    ask: { __kind: 'AtLeast', fields: [price] },
  });
  const { ask, stake } = action.quote;
  console.log(`${stake.staked} staked, locked until ${stake.lockedUntil}`);
  console.log(`the reserve goes from ${ask.reserveBefore.price} to ${ask.reserve.price}`);
  await mosaic.send(action);
  for (const level of quotes.depth(await mosaic.vault(vault))) {
    console.log(level.price, `${level.cumulativeBps} bps`, level.consents ? 'sold' : '');
  }
}
