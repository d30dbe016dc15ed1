/** What the connected wallet has of a vault. */
import {
  type AccountReader,
  type BidView,
  type StakeView,
  type VaultView,
  bidViewOf,
  lamportsAt,
  pda,
  quoteIsSol,
  readVaultWith,
  stakeViewOf,
  tokenAt,
} from '@mosaic/client';
import type { Address } from '@solana/kit';
import { useRead } from '../../data/read.ts';
import { useWallet } from '../../wallet/index.ts';

/** What a wallet has of a vault. */
export type Own = {
  readonly wallet: Address;
  /** Fractions in the wallet, in raw units. */
  readonly fractions: bigint;
  /** What the wallet can pay with, in raw quote units; of SOL, with what is not wrapped. */
  readonly cash: bigint;
  readonly stake: StakeView | null;
  readonly bid: BidView | null;
};

/** What the connected wallet has of this vault; `null` without a wallet, or until it is read. */
export function useOwn({ address, vault }: VaultView): Own | null {
  const { address: wallet } = useWallet();
  const { data } = useRead(
    ['vault', address, 'own', wallet ?? ''],
    ({ reader }) => (wallet ? readOwn(reader, address, vault.quoteMint, wallet) : Promise.resolve(null)),
    { enabled: wallet !== null },
  );
  return data?.wallet === wallet ? data : null;
}

async function readOwn(reader: AccountReader, vault: Address, quoteMint: Address, wallet: Address): Promise<Own> {
  const [bid, stake, fractions, cash] = await Promise.all([
    pda.bid(vault, wallet),
    pda.stake(vault, wallet),
    pda.fractionMint(vault).then(mint => pda.associatedToken(wallet, mint)),
    pda.associatedToken(wallet, quoteMint),
  ]);
  const [view, accounts] = await readVaultWith(reader, vault, [bid, stake, fractions, cash, wallet]);
  const lamports = quoteIsSol(view) ? lamportsAt(accounts, wallet) : 0n;
  return {
    wallet,
    fractions: tokenAt(accounts, fractions)?.amount ?? 0n,
    cash: (tokenAt(accounts, cash)?.amount ?? 0n) + lamports,
    stake: await stakeViewOf(view, accounts, wallet),
    bid: await bidViewOf(view, accounts, wallet),
  };
}
