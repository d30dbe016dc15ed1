/** A pool as it is read. */
import type { Address } from '@solana/kit';
import { RAYDIUM_PROGRAM_ADDRESS, TOKEN_SWAP_PROGRAM_ADDRESS } from '../addresses.ts';
import type { BuiltInstruction } from '../instructions/build.ts';
import { type AccountReader, type Accounts, mintAt, readAccounts, tokenAt } from '../reader.ts';
import type { Signatory } from '../signatory.ts';
import type { VaultView } from '../views/vault.ts';
import type { Amounts, Curve, Fees, Side } from './curve.ts';
import { PoolError } from './error.ts';
import * as raydium from './raydium.ts';
import * as tokenSwap from './token-swap.ts';

/** An exchange program whose pools are known. */
export type Exchange = 'TokenSwap' | 'Raydium';

/** The pool as its exchange has it. */
type Known =
  | { readonly exchange: 'TokenSwap'; readonly pool: tokenSwap.KnownTokenSwapPool }
  | { readonly exchange: 'Raydium'; readonly pool: raydium.KnownRaydiumPool };

/** A pool of a vault's fractions and its quote mint. */
export type PoolView = {
  /** Its address. */
  readonly address: Address;
  /** What is in it. */
  readonly curve: Curve;
  /** Mint of its shares. */
  readonly shareMint: Address;
  /** Whether the exchange lets liquidity be added. */
  readonly takesDeposits: boolean;
  /** Whether the exchange lets liquidity be removed. */
  readonly paysWithdrawals: boolean;
  /** Whether it can be traded in now. */
  readonly trades: boolean;
  /** Whose program keeps it, and as what. */
  readonly known: Known;
};

/**
 * Reads a pool of that vault's fractions and quote mint.
 *
 * @throws {PoolError} if there is none, or one of other mints or another curve; what the reader throws
 */
export async function readPool(reader: AccountReader, vault: VaultView, pool: Address): Promise<PoolView> {
  const [view] = await readPoolWith(reader, vault, pool, await readAccounts(reader, [pool]));
  return view;
}

/** As {@link readPool}, with the pool's account read already; adds what else the pool is made of. */
export async function readPoolWith(
  reader: AccountReader,
  vault: VaultView,
  pool: Address,
  accounts: Accounts,
): Promise<[PoolView, Accounts]> {
  const known = recognise(accounts, vault, pool);
  const others = known.exchange === 'Raydium' ? [known.pool.config] : [];
  const more = await readAccounts(reader, [...known.pool.tokens, known.pool.shareMint, ...others], accounts);
  return [putTogether(more, vault, known), more];
}

/** What adds liquidity: buys so many shares for at most these amounts, from the associated accounts of `provider`. */
export function depositInto({ known }: PoolView, provider: Signatory, shares: bigint, most: Amounts) {
  const bounds = ordered(known, most);
  return known.exchange === 'TokenSwap'
    ? tokenSwap.depositAtTokenSwap(known.pool, provider, shares, bounds)
    : raydium.depositAtRaydium(known.pool, provider, shares, bounds);
}

/** What removes liquidity: gives so many shares back for at least these amounts. */
export function withdrawFrom({ known }: PoolView, provider: Signatory, shares: bigint, least: Amounts) {
  const bounds = ordered(known, least);
  return known.exchange === 'TokenSwap'
    ? tokenSwap.withdrawAtTokenSwap(known.pool, provider, shares, bounds)
    : raydium.withdrawAtRaydium(known.pool, provider, shares, bounds);
}

/** What trades: offers `amount` of one side for at least `least` of the other. */
export function swapIn(
  { known }: PoolView,
  trader: Signatory,
  paidIn: Side,
  amount: bigint,
  least: bigint,
): Promise<BuiltInstruction> {
  return known.exchange === 'TokenSwap'
    ? tokenSwap.swapAtTokenSwap(known.pool, trader, paidIn, amount, least)
    : raydium.swapAtRaydium(known.pool, trader, paidIn, amount, least);
}

/** Amounts in the order of the pool. */
function ordered({ pool }: Known, { fractions, quote }: Amounts): [bigint, bigint] {
  return pool.fractionsFirst ? [fractions, quote] : [quote, fractions];
}

function recognise(accounts: Accounts, { vault }: VaultView, pool: Address): Known {
  const account = accounts.get(pool);
  if (!account) throw new PoolError({ code: 'NoPool', pool });
  const isFirst = (mints: readonly [Address, Address]): boolean => {
    const [first, second] = mints;
    if (first === vault.fractionMint && second === vault.quoteMint) return true;
    if (first === vault.quoteMint && second === vault.fractionMint) return false;
    throw new PoolError({ code: 'OtherMints', pool, mints });
  };
  const { owner, data } = account;
  if (owner === TOKEN_SWAP_PROGRAM_ADDRESS) {
    const found = tokenSwap.readTokenSwapPool(data);
    if (!found) throw new PoolError({ code: 'Malformed', address: pool });
    if (!found.constantProduct) throw new PoolError({ code: 'OtherCurve', pool });
    return { exchange: 'TokenSwap', pool: { ...found, address: pool, fractionsFirst: isFirst(found.mints) } };
  }
  if (owner === RAYDIUM_PROGRAM_ADDRESS) {
    const found = raydium.readRaydiumPool(data);
    if (!found) throw new PoolError({ code: 'Malformed', address: pool });
    return { exchange: 'Raydium', pool: { ...found, address: pool, fractionsFirst: isFirst(found.mints) } };
  }
  throw new PoolError({ code: 'UnknownExchange', pool, owner });
}

function putTogether(accounts: Accounts, vault: VaultView, known: Known): PoolView {
  const { pool } = known;
  const { address, shareMint } = pool;
  const minted = mintAt(accounts, shareMint)?.supply;
  if (minted === undefined) throw new PoolError({ code: 'Malformed', address: shareMint });
  const held = (token: Address): bigint => {
    const amount = tokenAt(accounts, token)?.amount;
    if (amount === undefined) throw new PoolError({ code: 'Malformed', address: token });
    return amount;
  };
  const [first, second] = pool.tokens.map(held) as [bigint, bigint];
  const sides = (one: bigint, other: bigint): Amounts =>
    pool.fractionsFirst ? { fractions: one, quote: other } : { fractions: other, quote: one };
  if (known.exchange === 'TokenSwap') {
    const curve = { reserves: sides(first, second), shares: minted, fees: known.pool.fees };
    return { address, curve, shareMint, takesDeposits: true, paysWithdrawals: true, trades: true, known };
  }
  const { setAside, shares, status, opensAt } = known.pool;
  if (setAside[0] > first || setAside[1] > second) throw new PoolError({ code: 'Malformed', address });
  const reserves = sides(first - setAside[0], second - setAside[1]);
  const allowed = (bit: number) => (status & bit) === 0;
  return {
    address,
    curve: { reserves, shares, fees: raydiumFees(accounts, known.pool) },
    shareMint,
    takesDeposits: allowed(1),
    paysWithdrawals: allowed(2),
    trades: allowed(4) && vault.now >= opensAt,
    known,
  };
}

function raydiumFees(accounts: Accounts, pool: raydium.KnownRaydiumPool): Fees {
  const account = accounts.get(pool.config);
  const ofProgram = account?.owner === RAYDIUM_PROGRAM_ADDRESS;
  const config = account && ofProgram ? raydium.readRaydiumConfig(account.data) : null;
  if (!config) throw new PoolError({ code: 'Malformed', address: pool.config });
  if (pool.creatorFeeOn > 2) throw new PoolError({ code: 'Malformed', address: pool.address });
  const isFractions = (pool.creatorFeeOn === 1) === pool.fractionsFirst;
  const creatorOn = pool.creatorFeeOn === 0 ? null : isFractions ? 'Fractions' : 'Quote';
  const creator = pool.creatorFee ? config.creatorFee : 0n;
  return { __kind: 'Raydium', trade: config.tradeFee, creator, creatorOn };
}
