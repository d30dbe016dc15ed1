/** Time of the chain, by which vaults go. */

import { SYSVAR_CLOCK_ADDRESS, clockOf, readAccounts } from '@mosaic/client';
import { useEffect, useState } from 'react';

import { useRead } from './read.ts';

const READ_EVERY_MS = 10_000;

/** The chain's time in Unix seconds, ticking. Until it was read it is that of this machine. */
export function useNow(): bigint {
  const { data: offset = 0n } = useRead(
    ['clock'],
    async ({ reader }) => {
      const clock = clockOf(await readAccounts(reader, [SYSVAR_CLOCK_ADDRESS]));
      return clock.unixTimestamp - localNow();
    },
    { every: READ_EVERY_MS },
  );
  const [local, setLocal] = useState(localNow);
  useEffect(() => {
    const timer = setInterval(() => setLocal(localNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return local + offset;
}

function localNow(): bigint {
  return BigInt(Math.floor(Date.now() / 1_000));
}
