/** Whether there is anything to get out of a vault. */
import { type AccountReader, ClientError } from '@mosaic/client';
import type { Address } from '@solana/kit';
import { useRead } from '../../data/read.ts';

/** What a wallet could do about what it is owed. */
export type Taking = {
  /** A name of it, among those of the vault. */
  readonly name: string;
  readonly vault: Address;
  /** Who is owed; null without a wallet. */
  readonly wallet: Address | null;
  /** Builds what takes it: refused with `NothingOwed` where nothing is. */
  readonly build: (reader: AccountReader, wallet: Address) => Promise<unknown>;
};

/**
 * Whether the client would build it; undefined until that is known. What is refused for another reason is owed: the action
 * says what is in its way.
 */
export function useIsOwed({ name, vault, wallet, build }: Taking): boolean | undefined {
  const { data } = useRead(
    ['vault', vault, name, wallet ?? ''],
    ({ reader }) => (wallet === null ? Promise.resolve(false) : isOwed(build(reader, wallet))),
    { enabled: wallet !== null },
  );
  return data;
}

async function isOwed(built: Promise<unknown>): Promise<boolean> {
  try {
    await built;
    return true;
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return error.code !== 'NothingOwed';
  }
}
