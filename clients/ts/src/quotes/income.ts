/** Quotes of income. */
import type { Address } from '@solana/kit';
import { NOBODY } from '../content.ts';
import { ClientError } from '../errors/client.ts';
import { withRules } from '../errors/refusals.ts';
import type { Stake } from '../generated/index.ts';
import * as pda from '../pda.ts';
import { EMPTY_STREAM, deposit } from '../rules/income.ts';
import { acceptsIncome } from '../rules/status.ts';
import { type Due, perFractionSecond, releaseOf, stakeDue, vaultIncome, vaultStaked } from '../views/staking.ts';
import type { VaultView } from '../views/vault.ts';
import { type NewAccount, type Rent, newAccount, totalRent } from './accounts.ts';
import { poolAccounts } from './stake.ts';

/** Most mints a vault takes income in; the quote mint is the first. */
export const INCOME_MINTS = 3;

/** What adding a mint of income does. */
export type AddIncomeMintQuote = {
  /** The mint. */
  readonly mint: Address;
  /** Its place among the vault's incomes: 0 for the quote mint. */
  readonly place: number;
  /** Accounts made, at the expense of who signs; their rent comes back when the vault is closed. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
};

/** What paying income in does. */
export type DepositIncomeQuote = {
  /** Mint of the income. */
  readonly mint: Address;
  /** Paid in, in raw units of the mint. */
  readonly amount: bigint;
  /** Still to be released before, in raw units of the mint. */
  readonly waitingBefore: bigint;
  /** Seconds it would have taken. */
  readonly secsBefore: number;
  /** Still to be released afterwards. */
  readonly waiting: bigint;
  /** Seconds it takes, of which only those count in which something is staked. */
  readonly secs: number;
  /** Released per second then, in raw units of the mint as Q64.64, rounded down. */
  readonly perSecond: bigint;
  /** Of it, what each fraction that is staked now gets; 0 where nothing is staked: then the income waits. */
  readonly perFractionSecond: bigint;
  /** Fractions staked, in raw units. */
  readonly staked: bigint;
  /** Accounts made, at the depositor's expense. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Lamports wrapped into SOL of the token program to pay; 0 unless the mint is wrapped SOL. */
  readonly wrapped: bigint;
};

/** What claiming income does. */
export type ClaimIncomeQuote = {
  /** What the holder is paid, by mint. */
  readonly claims: readonly Due[];
  /** Whether the stake is closed: nothing was staked any more, and no whole unit of income is owed now. */
  readonly closes: boolean;
  /**
   * Lamports of the closed stake that come back to the holder. {@link claimIncome} leaves them 0: they follow from the
   * accounts that the action of this name reads.
   */
  readonly returned: bigint;
  /** Token accounts made, at the payer's expense. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Whether wrapped SOL arrives as SOL: the holder's account for it is closed by the last instruction. */
  readonly unwrapped: boolean;
};

/**
 * Quotes adding a mint of income by `payer`.
 *
 * @throws {ClientError} WrongStatus in a status without income, NotTheCurator, IncomeMintIsFraction, IncomeMintKnown,
 * TooManyIncomeMints
 */
export async function addIncomeMint(
  view: VaultView,
  payer: Address,
  mint: Address,
  rent: Rent,
): Promise<AddIncomeMintQuote> {
  const { status, vault } = view;
  if (!acceptsIncome(status)) throw new ClientError({ code: 'WrongStatus', status });
  if (vault.quoteMint !== mint && vault.curator !== payer) {
    throw new ClientError({ code: 'NotTheCurator', curator: vault.curator });
  }
  return addIncomeMintVoted(view, mint, rent);
}

/**
 * As {@link addIncomeMint}, whoever adds it: by a vote.
 *
 * @throws {ClientError} IncomeMintIsFraction, IncomeMintKnown, TooManyIncomeMints
 */
export async function addIncomeMintVoted(view: VaultView, mint: Address, rent: Rent): Promise<AddIncomeMintQuote> {
  const { address, pool } = view;
  const place = placeFor(view, mint);
  const accounts = pool ? [] : await poolAccounts(address, rent);
  accounts.push(newAccount('IncomeAccount', await pda.incomeAccount(address, mint), rent));
  return { mint, place, accounts, rent: totalRent(accounts) };
}

/** Where the mint goes: the quote mint first, others behind it. */
function placeFor({ vault, pool }: VaultView, mint: Address): number {
  if (vault.fractionMint === mint) throw new ClientError({ code: 'IncomeMintIsFraction', mint });
  const mints = pool?.income.map(income => income.mint) ?? Array.from({ length: INCOME_MINTS }, () => NOBODY);
  if (mints.includes(mint)) throw new ClientError({ code: 'IncomeMintKnown', mint });
  if (vault.quoteMint === mint) return 0;
  const place = mints.indexOf(NOBODY, 1);
  if (place < 0) throw new ClientError({ code: 'TooManyIncomeMints', most: INCOME_MINTS - 1 });
  return place;
}

/**
 * Quotes paying `amount` raw units of a mint in by `depositor`, at the time of the view. The mint is added with it where
 * the depositor may add it.
 *
 * @throws {ClientError} WrongStatus in a status without income; NoIncomeMint where only the curator can add the mint, else
 * those of {@link addIncomeMint}; Rule with ZeroAmount, and with Overflow where the account would leave 64 bits
 */
export async function depositIncome(
  view: VaultView,
  depositor: Address,
  mint: Address,
  amount: bigint,
  rent: Rent,
): Promise<DepositIncomeQuote> {
  const { status, vault } = view;
  if (!acceptsIncome(status)) throw new ClientError({ code: 'WrongStatus', status });
  const present = withRules(() => vaultIncome(view, mint));
  if (!present && vault.quoteMint !== mint && vault.curator !== depositor) {
    throw new ClientError({ code: 'NoIncomeMint', mint, curator: vault.curator });
  }
  const { accounts } = present ? { accounts: [] } : await addIncomeMint(view, depositor, mint, rent);
  const stream = present?.stream ?? EMPTY_STREAM;
  const before = releaseOf(stream);
  const after = releaseOf(withRules(() => deposit(stream, amount, vault.dripSecs)));
  const staked = vaultStaked(view);
  return {
    mint,
    amount,
    waitingBefore: before.waiting,
    secsBefore: before.secsLeft,
    waiting: after.waiting,
    secs: after.secsLeft,
    perSecond: after.perSecond,
    perFractionSecond: perFractionSecond(after, staked),
    staked,
    accounts,
    rent: totalRent(accounts),
    wrapped: 0n,
  };
}

/** What paying a fee in does. */
export type FeeQuote = {
  /** Accounts made, as they must be there also where nothing is paid. */
  readonly accounts: readonly NewAccount[];
  /** How the fee becomes income; `null` without one. */
  readonly income: DepositIncomeQuote | null;
};

/**
 * What paying a fee of `amount` of the quote mint in does, which needs no signature of the curator.
 *
 * @throws {ClientError} As {@link depositIncome}.
 */
export async function depositFee(view: VaultView, amount: bigint, rent: Rent): Promise<FeeQuote> {
  const mint = view.vault.quoteMint;
  if (amount > 0n) {
    const income = await depositIncome(view, NOBODY, mint, amount, rent);
    return { accounts: income.accounts, income };
  }
  const present = withRules(() => vaultIncome(view, mint));
  const { accounts } = present ? { accounts: [] } : await addIncomeMint(view, NOBODY, mint, rent);
  return { accounts, income: null };
}

/**
 * Quotes claiming what a stake is owed of some mints, or of all (`null`), at the time of the view.
 *
 * @throws {ClientError} NoIncomeDue where a whole unit is owed of none; Rule if the accounts do not fit together
 */
export function claimIncome(view: VaultView, stake: Stake, mints: readonly Address[] | null): ClaimIncomeQuote {
  const due = withRules(() => stakeDue(view, stake));
  const claims = due.filter(({ mint }) => mints?.includes(mint) ?? true);
  if (claims.length === 0) throw new ClientError({ code: 'NoIncomeDue', holder: stake.holder });
  const closes = stake.amount === 0n && claims.length === due.length;
  return { claims, closes, returned: 0n, accounts: [], rent: 0n, unwrapped: false };
}
