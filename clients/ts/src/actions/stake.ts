/** Staking, unstaking and delegates. */
import type { Address } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import type { Stake as StakeAccount } from '../generated/index.ts';
import * as instructions from '../instructions/index.ts';
import type { BuiltInstruction } from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { DelegateQuote, StakeQuote, UnstakeQuote } from '../quotes/index.ts';
import { type AccountReader, type Accounts, SYSVAR_RENT_ADDRESS, programAccount, rentOf, tokenAt } from '../reader.ts';
import { STAKE_ACCOUNT } from '../state.ts';
import { type StakeView, stakeViewOf } from '../views/staking.ts';
import { type VaultView, readVaultWith } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { amountAt, createAssociatedToken } from './tokens.ts';

/** Fractions to be staked. */
export type Stake = {
  /** The vault. */
  readonly vault: Address;
  /** Whose fractions they are: pays from its associated token account, and signs. */
  readonly holder: Signatory;
  /** Fractions to be added to the stake, in raw units. */
  readonly amount: bigint;
};

/** Fractions to be taken out of a stake. */
export type Unstake = {
  /** The vault. */
  readonly vault: Address;
  /** Whose stake it is: gets them in its associated token account, and signs. */
  readonly holder: Signatory;
  /** Fractions to be taken out, in raw units; without an amount all. */
  readonly amount?: bigint | null;
};

/** A delegate to be named or revoked. */
export type SetDelegate = {
  /** The vault. */
  readonly vault: Address;
  /** Whose stake it is; signs. */
  readonly holder: Signatory;
  /** Who may set the ask besides the holder; `null` revokes. */
  readonly delegate: Address | null;
};

/**
 * Stakes fractions, where they ask and earn; opens the vault's pool of stakes where there is none.
 *
 * @throws {ClientError} WrongStatus, NothingLeftToEarn, NotEnoughFractions, Rule for an amount of zero, NoVault; what
 * the reader throws
 */
export function stake(reader: AccountReader, order: Stake): Promise<Action<StakeQuote>> {
  return act(order, async () => {
    const [view, accounts] = await readHolder(reader, order.vault, signatoryAddress(order.holder));
    const { instructions, quote } = await prepareStake(view, accounts, order);
    return [instructions, quote];
  });
}

/** Reads a vault with the stake of a holder and its token account for fractions. */
export async function readHolder(
  reader: AccountReader,
  vault: Address,
  holder: Address,
): Promise<[VaultView, Accounts]> {
  const fractionAccount = await pda.associatedToken(holder, await pda.fractionMint(vault));
  return readVaultWith(reader, vault, [await pda.stake(vault, holder), fractionAccount, SYSVAR_RENT_ADDRESS]);
}

/** What stakes, its quote, and the stake as it was. */
export async function prepareStake(
  view: VaultView,
  accounts: Accounts,
  { vault, holder, amount }: Stake,
): Promise<{ instructions: BuiltInstruction[]; quote: StakeQuote; present: StakeAccount | null }> {
  const wallet = signatoryAddress(holder);
  const present = programAccount(accounts, STAKE_ACCOUNT, await pda.stake(vault, wallet));
  const quote = await quotes.stake(view, wallet, present, amount, rentOf(accounts));
  const fractionSource = await pda.associatedToken(wallet, view.vault.fractionMint);
  const available = amountAt(accounts, fractionSource);
  if (amount > available) throw new ClientError({ code: 'NotEnoughFractions', needed: amount, available });
  const stake = await instructions.stake({
    holder,
    vault,
    fractionSource,
    withAsks: namesAsks(view),
    args: { amount },
  });
  return { instructions: [...(await openStaking(view, holder)), stake], quote, present };
}

/** What opens the pool of stakes, where there is none. */
export async function openStaking(view: VaultView, payer: Signatory): Promise<BuiltInstruction[]> {
  return view.pool ? [] : [await instructions.openStaking({ payer, vault: view.address })];
}

/**
 * Whether to name the book of asks. Also where there is none, or the stake asks nothing: a delegate may set the ask before
 * this arrives.
 */
function namesAsks({ asks, status }: VaultView): boolean {
  return asks !== null || status === 'Active';
}

/**
 * Takes fractions out of a stake once its lock is over; the income earned so far stays claimable. Makes the holder's
 * account for fractions where there is none.
 *
 * @throws {ClientError} StakeLocked tells from when on it is possible; NothingStaked, NotEnoughStaked, Rule for an
 * amount of zero, NoVault; what the reader throws
 */
export function unstake(reader: AccountReader, order: Unstake): Promise<Action<UnstakeQuote>> {
  return act(order, async () => {
    const { vault, holder } = order;
    const wallet = signatoryAddress(holder);
    const [view, accounts] = await readHolder(reader, vault, wallet);
    const present = await stakeOf(view, accounts, wallet);
    if (present.amount === 0n) throw new ClientError({ code: 'NothingStaked', vault, holder: wallet });
    const amount = order.amount ?? present.amount;
    const quote = quotes.unstake(view, present.stake, amount);
    const { fractionMint } = view.vault;
    const destination = await pda.associatedToken(wallet, fractionMint);
    const made = tokenAt(accounts, destination)
      ? []
      : [quotes.newAccount('TokenAccount', destination, rentOf(accounts))];
    const before = made.length > 0 ? [await createAssociatedToken(holder, wallet, fractionMint)] : [];
    const returned = quote.closes ? present.lamports : 0n;
    return [
      [...before, await unstakeInstruction(view, holder, destination, amount)],
      { ...quote, returned, accounts: made, rent: quotes.totalRent(made) },
    ];
  });
}

/** What takes fractions out of a stake. */
export function unstakeInstruction(
  view: VaultView,
  holder: Signatory,
  fractionDestination: Address,
  amount: bigint,
): Promise<BuiltInstruction> {
  const withAsks = namesAsks(view);
  return instructions.unstake({ holder, vault: view.address, fractionDestination, withAsks, args: { amount } });
}

/**
 * The stake of a holder, who must have one.
 *
 * @throws {ClientError} NothingStaked
 */
export async function stakeOf(view: VaultView, accounts: Accounts, holder: Address): Promise<StakeView> {
  const stake = await stakeViewOf(view, accounts, holder);
  if (!stake) throw new ClientError({ code: 'NothingStaked', vault: view.address, holder });
  return stake;
}

/**
 * Names who may set the ask of a stake besides its holder, or revokes it. A delegate can neither move nor claim anything.
 *
 * @throws {ClientError} NothingStaked, NoVault; what the reader throws
 */
export function setDelegate(reader: AccountReader, order: SetDelegate): Promise<Action<DelegateQuote>> {
  return act(order, async () => {
    const { vault, holder, delegate } = order;
    const [view, accounts] = await readHolder(reader, vault, signatoryAddress(holder));
    const { stake } = await stakeOf(view, accounts, signatoryAddress(holder));
    const named = await instructions.setDelegate({ holder, vault, args: { delegate } });
    return [[named], quotes.delegate(stake, delegate)];
  });
}
