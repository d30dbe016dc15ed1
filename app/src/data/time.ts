/** Time of the chain, by which vaults go. */

import { type AccountReader, SYSVAR_CLOCK_ADDRESS, type VaultView, clockOf, readAccounts, rules } from '@mosaic/client';
import { useEffect, useState } from 'react';

import { useRead } from './read.ts';

const READ_EVERY_MS = 10_000;

/** The chain's time in Unix seconds, ticking. Until it was read it is that of this machine. */
export function useNow(): bigint {
  const { data: offset = 0n } = useRead(['clock'], async ({ reader }) => (await readTime(reader)) - localNow(), {
    every: READ_EVERY_MS,
  });
  const [local, setLocal] = useState(localNow);
  useEffect(() => {
    const timer = setInterval(() => setLocal(localNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return local + offset;
}

/** The chain's time as it is read, in Unix seconds. */
export async function readTime(reader: AccountReader): Promise<bigint> {
  return clockOf(await readAccounts(reader, [SYSVAR_CLOCK_ADDRESS])).unixTimestamp;
}

/** A vault as it stands at the chain's time `now`, if that is later than it was read. */
export function viewAt(view: VaultView, now: bigint): VaultView {
  return { ...view, now: rules.math.max(now, view.now) };
}

function localNow(): bigint {
  return BigInt(Math.floor(Date.now() / 1_000));
}
