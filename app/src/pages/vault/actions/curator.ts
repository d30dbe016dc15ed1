/** Actions of the curator, as they are offered; of income they are with the others about it. */
import { lowerCuratorFee, type quotes } from '@mosaic/client';
import { describeLowerCuratorFee } from '../../../action/describe/curator.ts';
import type { Offered } from '../../../action/index.ts';
import type { VaultItem } from '../../../data/index.ts';

/** Lowering the fee of the sale to come, to so many basis points. */
export function lowerCuratorFeeAction(item: VaultItem, feeBps: number): Offered<quotes.LowerCuratorFeeQuote> {
  return {
    title: `A lower fee for ${item.names.title}`,
    build: (reader, curator) => lowerCuratorFee(reader, { vault: item.view.address, curator, feeBps }),
    describe: quote => describeLowerCuratorFee(quote, item),
    confirmLabel: 'Lower the fee',
  };
}
