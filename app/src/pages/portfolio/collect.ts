/** Taking everything that several vaults owe a wallet, as one action. */
import { type AccountReader, type Action, ClientError, WRAPPED_SOL_MINT, exit, pda, quotes } from '@mosaic/client';
import type { Address, TransactionSigner } from '@solana/kit';

import type { Position } from '../../data/index.ts';

/** A vault to collect from, with the NFTs that its winner and creators with royalties have to name. */
export type Source = Pick<Position, 'view' | 'names' | 'nftMints'>;

/** What one vault pays. */
export type Collected = { readonly source: Source; readonly quote: quotes.ExitQuote };

/** What several vaults pay together. */
export type CollectQuote = {
  readonly vaults: readonly Collected[];
  /** Token accounts made and kept, each once: not one for wrapped SOL that is closed again. */
  readonly accounts: readonly quotes.NewAccount[];
  /** Lamports of closed accounts that come back. */
  readonly returned: bigint;
  /** Vaults that owe something which cannot be taken now, each with the reason in a sentence. */
  readonly left: readonly Left[];
};

/** A vault that nothing can be taken from now. */
export type Left = { readonly source: Source; readonly reason: string };

/** An amount of one mint, in raw units. */
export type Total = { readonly mint: Address; readonly amount: bigint };

/** What an exit pays, per mint: cash, income, and fractions that are not redeemed with it. */
export function paidBy({ claims, fractions }: quotes.ExitQuote, { quoteMint, fractionMint }: Mints): Total[] {
  return sumByMint([...claims.map(claim => paidOf(claim, quoteMint)), { mint: fractionMint, amount: fractions }]);
}

type Mints = Pick<Position['view']['vault'], 'quoteMint' | 'fractionMint'>;

function paidOf(claim: quotes.Claim, quoteMint: Address): Total {
  if (claim.__kind === 'Income' || claim.__kind === 'Unearned') return { mint: claim.mint, amount: claim.amount };
  return { mint: quoteMint, amount: quotes.claimCash(claim, quoteMint) };
}

/** Sums by mint, in the order in which mints come first; without those of nothing. */
export function sumByMint(totals: readonly Total[]): Total[] {
  const sums = new Map<Address, bigint>();
  for (const { mint, amount } of totals) sums.set(mint, (sums.get(mint) ?? 0n) + amount);
  return [...sums].filter(([, amount]) => amount > 0n).map(([mint, amount]) => ({ mint, amount }));
}

/** Several exits as one quote; `wrapped` is the wallet's account for wrapped SOL. */
export function together(vaults: readonly Collected[], left: readonly Left[], wrapped: Address): CollectQuote {
  const kept = vaults.flatMap(({ quote }) =>
    quote.accounts.filter(({ address }) => !(quote.unwrapped && address === wrapped)),
  );
  const accounts = new Map(kept.map(made => [made.address, made]));
  return {
    vaults,
    accounts: [...accounts.values()],
    returned: vaults.reduce((sum, { quote }) => sum + quote.returned, 0n),
    left,
  };
}

/**
 * Leaves every vault that owes the wallet something, in one action. A vault that owes nothing any more is left out, and
 * one that cannot pay now is named with the reason.
 *
 * @throws {ClientError} NothingOwed if no vault owes anything; as `exit` of the client if none can pay; what the reader
 * throws
 */
export async function collect(
  reader: AccountReader,
  wallet: TransactionSigner,
  sources: readonly Source[],
): Promise<Action<CollectQuote>> {
  const tried = await Promise.all(sources.map(source => exitOf(reader, wallet, source)));
  const owing = tried.filter(found => 'action' in found);
  const refused = tried.filter(found => 'refusal' in found);
  const left = refused.filter(({ refusal }) => refusal.code !== 'NothingOwed');
  const first = (left[0] ?? refused[0])?.refusal;
  if (owing.length === 0 && first) throw first;
  return {
    instructions: owing.flatMap(({ action }) => action.instructions),
    quote: together(
      owing.map(({ source, action }) => ({ source, quote: action.quote })),
      left.map(({ source, refusal }) => ({ source, reason: refusal.message })),
      await pda.associatedToken(wallet.address, WRAPPED_SOL_MINT),
    ),
    computeUnits: owing.reduce((sum, { action }) => sum + action.computeUnits, 0),
  };
}

type Tried = { source: Source; action: Action<quotes.ExitQuote> } | { source: Source; refusal: ClientError };

async function exitOf(reader: AccountReader, wallet: TransactionSigner, source: Source): Promise<Tried> {
  const { view, nftMints } = source;
  try {
    return { source, action: await exit(reader, { vault: view.address, wallet, nftMints }) };
  } catch (refusal) {
    if (refusal instanceof ClientError) return { source, refusal };
    throw refusal;
  }
}
