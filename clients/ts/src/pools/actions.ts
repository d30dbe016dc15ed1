/** What people do with pools, each as one call. */
import type { Address } from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { type Action, act } from '../actions/action.ts';
import {
  type CashAccount,
  type WrappedSol,
  amountAt,
  createAssociatedToken,
  prepareCash,
  shortOf,
  unwraps,
} from '../actions/tokens.ts';
import { RAYDIUM_PROGRAM_ADDRESS } from '../addresses.ts';
import { ClientError } from '../errors/client.ts';
import type { BuiltInstruction } from '../instructions/build.ts';
import * as pda from '../pda.ts';
import { type NewAccount, newAccount, totalRent } from '../quotes/index.ts';
import { type AccountReader, type Accounts, SYSVAR_RENT_ADDRESS, readAccounts, rentOf, tokenAt } from '../reader.ts';
import { BPS, U64_MAX, isWithin } from '../rules/math.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import { type VaultView, readVaultWith, vaultQuote } from '../views/vault.ts';
import { comparePool } from './compare.ts';
import { afterSwap, atLeast, atMost, costOfShares, paidForShares, priceOfWhole, sharesFor, swapped } from './curve.ts';
import { PoolError } from './error.ts';
import type {
  AddLiquidity,
  AddLiquidityQuote,
  CreatePool,
  CreatePoolQuote,
  NewPool,
  RemoveLiquidity,
  RemoveLiquidityQuote,
  Swap,
  SwapQuote,
} from './orders.ts';
import * as raydium from './raydium.ts';
import * as tokenSwap from './token-swap.ts';
import { type PoolView, depositInto, readPoolWith, swapIn, withdrawFrom } from './view.ts';

/** The address of the pool that `creator` makes, of these mints. */
export async function poolAddress(
  at: NewPool,
  creator: Address,
  fractionMint: Address,
  quoteMint: Address,
): Promise<Address> {
  if (at.__kind === 'TokenSwap') return tokenSwap.tokenSwapPool(creator, fractionMint);
  return raydium.raydiumPool(await raydium.raydiumConfig(at.config), fractionMint, quoteMint);
}

/** A vault, and the token accounts of a wallet that trades. */
type Wallet = {
  readonly view: VaultView;
  readonly signatory: Signatory;
  readonly address: Address;
  /** Its account for fractions. */
  readonly fractions: Address;
  readonly accounts: Accounts;
};

async function readWallet(
  reader: AccountReader,
  vault: Address,
  signatory: Signatory,
  others: readonly Address[],
): Promise<Wallet> {
  const address = signatoryAddress(signatory);
  const fractions = await pda.associatedToken(address, await pda.fractionMint(vault));
  const [view, read] = await readVaultWith(reader, vault, [address, fractions, SYSVAR_RENT_ADDRESS, ...others]);
  const cash = await pda.associatedToken(address, view.vault.quoteMint);
  return { view, signatory, address, fractions, accounts: await readAccounts(reader, [cash], read) };
}

/** The same with a pool, and the wallet's account for shares of it. */
async function readWithPool(
  reader: AccountReader,
  vault: Address,
  signatory: Signatory,
  address: Address,
): Promise<Wallet & { pool: PoolView; shares: Address }> {
  const wallet = await readWallet(reader, vault, signatory, [address]);
  const [pool, more] = await readPoolWith(reader, wallet.view, address, wallet.accounts);
  const shares = await pda.associatedToken(wallet.address, pool.shareMint);
  return { ...wallet, pool, shares, accounts: await readAccounts(reader, [shares], more) };
}

function checkFractions({ accounts, fractions }: Wallet, needed: bigint): void {
  const available = amountAt(accounts, fractions);
  if (needed > available) throw new ClientError({ code: 'NotEnoughFractions', needed, available });
}

function cashOf({ accounts, signatory, view }: Wallet, needed: bigint, sol?: WrappedSol): Promise<CashAccount> {
  return prepareCash(accounts, signatory, view.vault.quoteMint, needed, sol ?? 'Auto', rentOf(accounts));
}

function checkCovers(wallet: Wallet, cash: CashAccount, needed: bigint, rent: bigint): void {
  const available = shortOf(cash, wallet.accounts, wallet.signatory, needed, rent);
  if (available !== null) throw new ClientError({ code: 'NotEnoughCash', needed, available });
}

/** Makes the wallet's token account of a mint, where there is none. */
async function make(
  { accounts, signatory, address }: Wallet,
  token: Address,
  mint: Address,
): Promise<[BuiltInstruction[], NewAccount[]]> {
  if (tokenAt(accounts, token)) return [[], []];
  const create = await createAssociatedToken(signatory, address, mint);
  return [[create], [newAccount('TokenAccount', token, rentOf(accounts))]];
}

/**
 * Makes a pool of a vault's fractions and its quote mint, in one transaction.
 *
 * @throws {PoolError} PoolExists, TooSmall where a side is empty or the shares round to nothing, FeeTooLarge, NoConfig
 * @throws {ClientError} NotEnoughFractions, NotEnoughCash, NoVault; what the reader throws
 */
export function createPool(reader: AccountReader, order: CreatePool): Promise<Action<CreatePoolQuote>> {
  return act(order, async () => {
    const { vault, creator, at, amounts } = order;
    const before = await readWallet(reader, vault, creator, []);
    const { view, address } = before;
    const pool = await poolAddress(at, address, view.vault.fractionMint, view.vault.quoteMint);
    const config = at.__kind === 'Raydium' ? [await raydium.raydiumConfig(at.config)] : [];
    const wallet = { ...before, accounts: await readAccounts(reader, [pool, ...config], before.accounts) };
    const there = wallet.accounts.get(pool);
    if (there && there.owner !== SYSTEM_PROGRAM_ADDRESS) throw new PoolError({ code: 'PoolExists', pool });
    if (amounts.fractions === 0n || amounts.quote === 0n) throw new PoolError({ code: 'TooSmall' });
    checkFractions(wallet, amounts.fractions);
    const made = await newPool(wallet, order);
    const cash = await cashOf(wallet, amounts.quote, order.sol);
    // The associated account for the shares is the creator's own, whichever program makes it.
    const shares = await pda.associatedToken(address, made.shareMint);
    const accounts = [newAccount('TokenAccount', shares, rentOf(wallet.accounts)), ...cash.made];
    const rent = totalRent(accounts) + made.rent + made.fee;
    checkCovers(wallet, cash, amounts.quote, rent);
    const curve = { reserves: amounts, shares: made.shares, fees: made.fees };
    return [
      [...cash.before, ...made.instructions, ...cash.after],
      {
        pool,
        exchange: at.__kind,
        deposited: amounts,
        shares: made.shares,
        poolPrice: priceOfWhole(curve, view.supply),
        vaultPrice: vaultQuote(view).price,
        poolFee: made.fee,
        poolRent: made.rent,
        accounts,
        rent,
        wrapped: cash.wrapped,
      },
    ];
  });
}

/** What an exchange does for a new pool. */
async function newPool({ view, accounts, signatory, address }: Wallet, { at, amounts }: CreatePool) {
  const { fractionMint, quoteMint } = view.vault;
  const rent = rentOf(accounts);
  if (at.__kind === 'TokenSwap') {
    const { tradeFeeBps: bps } = at;
    if (!isWithin(bps, 0, BPS - 1)) throw new PoolError({ code: 'FeeTooLarge', bps });
    const tradeFee = { of: BigInt(bps), whole: BigInt(BPS) };
    const create = { creator: signatory, fractionMint, quoteMint, amounts, tradeFee };
    const none = { of: 0n, whole: 0n };
    return {
      instructions: await tokenSwap.createTokenSwapPool(create, rent),
      shareMint: await tokenSwap.tokenSwapShareMint(address, fractionMint),
      shares: tokenSwap.FIRST_SHARES,
      fees: { __kind: 'TokenSwap', trade: tradeFee, owner: none, withdraw: none } as const,
      fee: 0n,
      rent: tokenSwap.rentOfTokenSwapPool(rent),
    };
  }
  const config = await raydium.raydiumConfig(at.config);
  const account = accounts.get(config);
  const ofProgram = account?.owner === RAYDIUM_PROGRAM_ADDRESS;
  const found = account && ofProgram ? raydium.readRaydiumConfig(account.data) : null;
  if (!found || found.closed) throw new PoolError({ code: 'NoConfig', config });
  const shares = raydium.firstRaydiumShares(amounts);
  if (shares === 0n) throw new PoolError({ code: 'TooSmall' });
  return {
    instructions: [await raydium.createRaydiumPool({ creator: signatory, config, fractionMint, quoteMint, amounts })],
    shareMint: await raydium.raydiumShareMint(await raydium.raydiumPool(config, fractionMint, quoteMint)),
    shares,
    fees: { __kind: 'Raydium', trade: found.tradeFee, creator: 0n, creatorOn: null } as const,
    fee: found.poolFee,
    rent: raydium.rentOfRaydiumPool(rent),
  };
}

/**
 * Adds liquidity to a pool, at its present price.
 *
 * @throws {PoolError} where the pool does not allow it
 * @throws {ClientError} NotEnoughFractions, NotEnoughCash, NoVault; what the reader throws
 */
export function addLiquidity(reader: AccountReader, order: AddLiquidity): Promise<Action<AddLiquidityQuote>> {
  return act(order, async () => {
    const { provider, fractions, slippageBps } = order;
    const wallet = await readWithPool(reader, order.vault, provider, order.pool);
    const { pool } = wallet;
    if (!pool.takesDeposits) throw new PoolError({ code: 'Closed', what: 'adding liquidity' });
    checkFractions(wallet, fractions);
    const shares = sharesFor(pool.curve, { fractions, quote: U64_MAX });
    const deposited = costOfShares(pool.curve, shares);
    const most = { fractions, quote: atMost(deposited.quote, slippageBps) };
    const cash = await cashOf(wallet, most.quote, order.sol);
    const [before, made] = await make(wallet, wallet.shares, pool.shareMint);
    const accounts = [...made, ...cash.made];
    const rent = totalRent(accounts);
    checkCovers(wallet, cash, most.quote, rent);
    const deposit = await depositInto(pool, provider, shares, most);
    return [
      [...before, ...cash.before, deposit, ...cash.after],
      {
        pool: pool.address,
        shares,
        deposited,
        most,
        held: amountAt(wallet.accounts, wallet.shares) + shares,
        totalShares: pool.curve.shares + shares,
        accounts,
        rent,
        wrapped: cash.wrapped,
      },
    ];
  });
}

/**
 * Removes liquidity from a pool. After a sale of the vault the fractions that come out redeem as any others.
 *
 * @throws {PoolError} where the pool does not allow it; NotEnoughShares
 * @throws {ClientError} NoVault; what the reader throws
 */
export function removeLiquidity(reader: AccountReader, order: RemoveLiquidity): Promise<Action<RemoveLiquidityQuote>> {
  return act(order, async () => {
    const { provider, slippageBps } = order;
    const wallet = await readWithPool(reader, order.vault, provider, order.pool);
    const { pool, view } = wallet;
    if (!pool.paysWithdrawals) throw new PoolError({ code: 'Closed', what: 'removing liquidity' });
    const available = amountAt(wallet.accounts, wallet.shares);
    const shares = order.shares ?? available;
    if (shares > available || shares === 0n) {
      throw new PoolError({ code: 'NotEnoughShares', needed: shares, available });
    }
    const received = paidForShares(pool.curve, shares);
    const least = {
      fractions: atLeast(received.fractions, slippageBps),
      quote: atLeast(received.quote, slippageBps),
    };
    const cash = await cashOf(wallet, 0n, order.sol);
    const [before, made] = await make(wallet, wallet.fractions, view.vault.fractionMint);
    const accounts = [...made, ...cash.made];
    const withdraw = await withdrawFrom(pool, provider, shares, least);
    return [
      [...before, ...cash.before, withdraw, ...cash.after],
      {
        pool: pool.address,
        shares,
        received,
        least,
        held: available - shares,
        accounts,
        rent: totalRent(accounts),
        unwrapped: unwraps(cash),
      },
    ];
  });
}

/**
 * Buys or sells fractions in a pool.
 *
 * @throws {PoolError} where the pool does not allow it
 * @throws {ClientError} NotEnoughFractions, NotEnoughCash, NoVault; what the reader throws
 */
export function swap(reader: AccountReader, order: Swap): Promise<Action<SwapQuote>> {
  return act(order, async () => {
    const { trader, pay, slippageBps } = order;
    const wallet = await readWithPool(reader, order.vault, trader, order.pool);
    const { pool, view } = wallet;
    if (!pool.trades) throw new PoolError({ code: 'Closed', what: 'trading' });
    const [paidIn, amount] = 'quote' in pay ? (['Quote', pay.quote] as const) : (['Fractions', pay.fractions] as const);
    const trade = swapped(pool.curve, paidIn, amount);
    const least = atLeast(trade.received, slippageBps);
    const needed = paidIn === 'Quote' ? amount : 0n;
    const cash = await cashOf(wallet, needed, order.sol);
    if (paidIn === 'Fractions') checkFractions(wallet, amount);
    const fractionMint = view.vault.fractionMint;
    const [before, made] = paidIn === 'Quote' ? await make(wallet, wallet.fractions, fractionMint) : [[], []];
    const accounts = [...made, ...cash.made];
    const rent = totalRent(accounts);
    checkCovers(wallet, cash, needed, rent);
    const swap = await swapIn(pool, trader, paidIn, amount, least);
    return [
      [...before, ...cash.before, swap, ...cash.after],
      {
        pool: pool.address,
        paidIn,
        ...trade,
        least,
        priceBefore: priceOfWhole(pool.curve, view.supply),
        priceAfter: priceOfWhole(afterSwap(pool.curve, paidIn, trade), view.supply),
        comparison: comparePool(view, pool),
        accounts,
        rent,
        wrapped: cash.wrapped,
        unwrapped: unwraps(cash),
      },
    ];
  });
}
