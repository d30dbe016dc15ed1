import { type MosaicClient, SendError, ClientError } from '@mosaic/client';
import type { Address } from '@solana/kit';

/** Bids `price` for the whole vault, of which 5 tokens of fractions are the bidder's own. */
export async function buy(
  { mosaic }: { mosaic: MosaicClient },
  vault: Address,
  bidder: Address,
  price: bigint,
): Promise<boolean> {
  try {
    const action = await mosaic.actions.bid({ vault, bidder, price, fractions: 5_000_000n });
    console.log(`${action.quote.escrowed.cash} of cash in escrow, at most ${action.quote.worstCase}`);
    await mosaic.send(action);
    return true;
  } catch (error) {
    // What the client refused, before a fee was paid: a sentence, and `error.detail` with its numbers.
    if (error instanceof ClientError) console.log(error.code, error.message);
    // What the program, another one or the network refused.
    else if (error instanceof SendError) console.log(error.explanation.message, error.explanation.hint);
    else throw error;
    return false;
  }
}
