import { freeVaultId, openVault, type quotes } from '@mosaic/client';
import { useDebouncedValue } from '@mantine/hooks';
import type { Address } from '@solana/kit';

import { type Read, useRead } from '../../data/read.ts';
import type { OpeningOrder } from './form.ts';

/** How long an order has to stay as it is before the network is asked, in milliseconds. */
const PAUSE_MS = 400;

/** What opening a vault would do, as the network is now; nothing is asked while there is no order. */
export function useOpeningPreview(creator: Address, order: OpeningOrder | null): Read<quotes.OpenQuote | null> {
  const print = fingerprint(order);
  const [settled] = useDebouncedValue(print, PAUSE_MS);
  return useRead(
    ['opening', creator, print],
    async ({ reader }) => {
      if (order === null) return null;
      const id = order.id ?? (await freeVaultId(reader, creator));
      return (await openVault(reader, { ...order, creator, id })).quote;
    },
    { enabled: order !== null && settled === print, keep: true },
  );
}

/** A text that is the same for the same order. */
function fingerprint(order: OpeningOrder | null): string {
  return JSON.stringify(order, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
