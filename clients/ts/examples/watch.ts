import type { MosaicClient } from '@mosaic/client';
import type { Address } from '@solana/kit';

/** Follows a vault until `signal` aborts or the vault is closed. */
export async function follow(
  { mosaic }: { mosaic: MosaicClient },
  vault: Address,
  signal: AbortSignal,
): Promise<string[]> {
  const seen: string[] = [];
  for await (const update of mosaic.watch(vault, { abortSignal: signal })) {
    switch (update.kind) {
      case 'View':
        console.log(`${update.view.status}, reserve ${update.view.reserve.price}`);
        break;
      case 'Event':
        seen.push(update.event.name);
        if (update.event.name === 'BidPlaced') console.log(`${update.event.bidder} bids ${update.event.price}`);
        break;
      case 'Gap':
        console.log(`${update.missing} events were missed; the next view has what they did`);
        break;
      case 'Lost':
        console.log('connecting again', update.error);
    }
  }
  return seen;
}
