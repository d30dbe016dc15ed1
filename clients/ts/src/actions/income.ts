/** Income: paying it in and claiming it. */
import type { Address } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import type { BuiltInstruction } from '../instructions/index.ts';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { AddIncomeMintQuote, ClaimIncomeQuote, DepositIncomeQuote } from '../quotes/index.ts';
import {
  type AccountReader,
  type Accounts,
  SYSVAR_RENT_ADDRESS,
  mintAt,
  readAccounts,
  rentOf,
  tokenAt,
} from '../reader.ts';
import { type StakeView, vaultIncome, vaultIncomes } from '../views/staking.ts';
import { type VaultView, readVaultWith } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { openStaking, stakeOf } from './stake.ts';
import {
  type WrappedSol,
  checkThawed,
  createAssociatedToken,
  isFrozen,
  prepareCash,
  shortOf,
  unwraps,
} from './tokens.ts';

/** A mint of income to be added. */
export type AddIncomeMint = {
  /** The vault. */
  readonly vault: Address;
  /** The curator, or anybody for the quote mint; signs and pays. */
  readonly payer: Signatory;
  /** The mint, of the classic token program. */
  readonly mint: Address;
};

/** Income to be paid in. */
export type DepositIncome = {
  /** The vault. */
  readonly vault: Address;
  /** Who pays from its associated token account, and signs. */
  readonly depositor: Signatory;
  /** Mint of the income. */
  readonly mint: Address;
  /** How much, in raw units of the mint. */
  readonly amount: bigint;
  /** What to do about wrapped SOL, where the mint is that; `Auto` where nothing is said. */
  readonly sol?: WrappedSol;
};

/** Income to be claimed. */
export type ClaimIncome = {
  /** The vault. */
  readonly vault: Address;
  /** Whose stake it is: is paid into its associated token accounts. Signs only where it is the payer. */
  readonly holder: Signatory;
  /** Who pays for token accounts the holder does not have; anybody, the holder where nobody is named. */
  readonly payer?: Signatory;
  /** The mints; without, all of which a whole unit is owed and no account on the way is frozen. */
  readonly mints?: readonly Address[] | null;
  /** What to do about wrapped SOL, `Auto` where nothing is said. Only the holder itself can unwrap it. */
  readonly sol?: WrappedSol;
};

/**
 * Makes the vault take income in a mint; opens the vault's pool of stakes where there is none.
 *
 * @throws {ClientError} WrongStatus, NotTheCurator, IncomeMintNotClassic, IncomeMintIsFraction, IncomeMintKnown,
 * TooManyIncomeMints, NoVault; what the reader throws
 */
export function addIncomeMint(reader: AccountReader, order: AddIncomeMint): Promise<Action<AddIncomeMintQuote>> {
  return act(order, async () => {
    const { vault, payer, mint } = order;
    const [view, accounts] = await readVaultWith(reader, vault, [mint, SYSVAR_RENT_ADDRESS]);
    const quote = await quotes.addIncomeMint(view, signatoryAddress(payer), mint, rentOf(accounts));
    return [await adding(view, accounts, payer, mint), quote];
  });
}

/**
 * What opens the pool of stakes where there is none, and adds a mint.
 *
 * @throws {ClientError} IncomeMintNotClassic
 */
export async function adding(
  view: VaultView,
  accounts: Accounts,
  payer: Signatory,
  mint: Address,
): Promise<BuiltInstruction[]> {
  if (!mintAt(accounts, mint)) throw new ClientError({ code: 'IncomeMintNotClassic', mint });
  const add = await instructions.addIncomeMint({ payer, vault: view.address, mint });
  return [...(await openStaking(view, payer)), add];
}

/**
 * Pays income into a vault, to be streamed to its stakes. Opens the pool of stakes where there is none, and adds the mint
 * where the depositor may: the quote mint, or as the curator any.
 *
 * @throws {ClientError} WrongStatus, NoIncomeMint, NotEnoughTokens, Frozen, those of {@link addIncomeMint} where the mint
 * is added with it, Rule for an amount of zero or above what the account can hold, NoVault; what the reader throws
 */
export function depositIncome(reader: AccountReader, order: DepositIncome): Promise<Action<DepositIncomeQuote>> {
  return act(order, async () => {
    const { vault, depositor, mint } = order;
    const wallet = signatoryAddress(depositor);
    const own = await Promise.all([pda.associatedToken(wallet, mint), pda.incomeAccount(vault, mint)]);
    const [view, accounts] = await readVaultWith(reader, vault, [mint, ...own, wallet, SYSVAR_RENT_ADDRESS]);
    return payIn(view, accounts, order);
  });
}

async function payIn(
  view: VaultView,
  accounts: Accounts,
  { vault, depositor, mint, amount, sol = 'Auto' }: DepositIncome,
): Promise<[BuiltInstruction[], DepositIncomeQuote]> {
  const wallet = signatoryAddress(depositor);
  const rent = rentOf(accounts);
  const quote = await quotes.depositIncome(view, wallet, mint, amount, rent);
  const before = vaultIncome(view, mint) ? [] : await adding(view, accounts, depositor, mint);
  const cash = await prepareCash(accounts, depositor, mint, amount, sol, rent);
  checkThawed(accounts, await pda.incomeAccount(vault, mint));
  const made = [...quote.accounts, ...cash.made];
  const rentInSum = quotes.totalRent(made);
  const available = shortOf(cash, accounts, wallet, amount, rentInSum);
  if (available !== null) throw new ClientError({ code: 'NotEnoughTokens', mint, needed: amount, available });
  const deposit = await instructions.depositIncome({ depositor, vault, mint, source: cash.address, args: { amount } });
  return [
    [...before, ...cash.before, deposit, ...cash.after],
    { ...quote, accounts: made, rent: rentInSum, wrapped: cash.wrapped },
  ];
}

/**
 * Claims the income that a stake is owed, into the holder's associated token accounts; those it does not have are made.
 *
 * @throws {ClientError} NothingStaked, NoIncomeDue, Frozen where all that is wanted passes a frozen account, NoVault;
 * what the reader throws
 */
export function claimIncome(reader: AccountReader, order: ClaimIncome): Promise<Action<ClaimIncomeQuote>> {
  return act(order, async () => {
    const holder = signatoryAddress(order.holder);
    const stake = await pda.stake(order.vault, holder);
    const [view, found] = await readVaultWith(reader, order.vault, [stake, SYSVAR_RENT_ADDRESS]);
    const accounts = await readAccounts(reader, await incomeTokens(view, holder), found);
    return collect(view, accounts, order);
  });
}

/** The token accounts that income of the vault passes on its way to a wallet. */
export async function incomeTokens(view: VaultView, wallet: Address): Promise<Address[]> {
  const ways = vaultIncomes(view).map(({ account, mint }) => [account, pda.associatedToken(wallet, mint)]);
  return Promise.all(ways.flat());
}

/** A mint of income that cannot be paid now, and the frozen account on the way. */
export type Unpayable = { readonly mint: Address; readonly account: Address };

/** The mints of income that cannot be paid to a wallet now. */
export async function unpayableTo(view: VaultView, accounts: Accounts, wallet: Address): Promise<Unpayable[]> {
  const unpayable: Unpayable[] = [];
  for (const { mint, account } of vaultIncomes(view)) {
    const way = [account, await pda.associatedToken(wallet, mint)];
    const frozen = way.find(token => isFrozen(accounts, token));
    if (frozen) unpayable.push({ mint, account: frozen });
  }
  return unpayable;
}

async function collect(
  view: VaultView,
  accounts: Accounts,
  { holder, payer = holder, mints = null, sol = 'Auto' }: ClaimIncome,
): Promise<[BuiltInstruction[], ClaimIncomeQuote]> {
  const wallet = signatoryAddress(holder);
  const rent = rentOf(accounts);
  const present = await stakeOf(view, accounts, wallet);
  const wanted = claimable(present, mints, await unpayableTo(view, accounts, wallet));
  const quote = quotes.claimIncome(view, present.stake, wanted);
  const before: BuiltInstruction[] = [];
  const after: BuiltInstruction[] = [];
  const made = [...quote.accounts];
  let unwrapped = false;
  for (const { mint } of quote.claims) {
    const destination = await pda.associatedToken(wallet, mint);
    if (signatoryAddress(payer) === wallet) {
      const account = await prepareCash(accounts, payer, mint, 0n, sol, rent);
      made.push(...account.made);
      unwrapped ||= unwraps(account);
      before.push(...account.before);
      after.push(...account.after);
    } else if (!tokenAt(accounts, destination)) {
      before.push(await createAssociatedToken(payer, wallet, mint));
      made.push(quotes.newAccount('TokenAccount', destination, rent));
    }
    before.push(await claimOf(view, wallet, mint));
  }
  const returned = quote.closes ? present.lamports : 0n;
  return [[...before, ...after], { ...quote, returned, accounts: made, rent: quotes.totalRent(made), unwrapped }];
}

/** Of the wanted mints, or of all that are due, those that can be claimed. */
function claimable(
  { due }: StakeView,
  mints: readonly Address[] | null,
  unpayable: readonly Unpayable[],
): readonly Address[] {
  if (mints) {
    const frozen = unpayable.find(({ mint }) => mints.includes(mint));
    if (frozen) throw new ClientError({ code: 'Frozen', account: frozen.account });
    return mints;
  }
  const payable = due.map(({ mint }) => mint).filter(mint => unpayable.every(blocked => blocked.mint !== mint));
  const [frozen] = unpayable;
  if (payable.length === 0 && due.length > 0 && frozen) {
    throw new ClientError({ code: 'Frozen', account: frozen.account });
  }
  return payable;
}

/** What claims the income of one mint for a holder, who need not sign. */
export async function claimOf(view: VaultView, holder: Address, mint: Address): Promise<BuiltInstruction> {
  const destination = await pda.associatedToken(holder, mint);
  return instructions.claimIncome({ holder, signed: false, vault: view.address, mint, destination });
}
