/** Licences: taking, renewing and closing them. */
import type { Address } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import type { BuiltInstruction } from '../instructions/index.ts';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { LicenseQuote, RentBack } from '../quotes/index.ts';
import { type AccountReader, type Accounts, SYSVAR_RENT_ADDRESS, readAccounts, rentOf } from '../reader.ts';
import { RuleError } from '../rules/error.ts';
import { type LicenseView, licenseViewOf, readLicense } from '../views/license.ts';
import { vaultIncome } from '../views/staking.ts';
import { type VaultView, readVaultWith } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { adding } from './income.ts';
import { type WrappedSol, checkThawed, prepareCash, shortOf } from './tokens.ts';

/** A licence to be taken or renewed. */
export type TakeLicense = {
  /** The vault. */
  readonly vault: Address;
  /** Number of the licence: of the proposal that granted it. */
  readonly number: bigint;
  /** The licensee: signs, and pays the fee from its associated token account. */
  readonly licensee: Signatory;
  /** What to do about wrapped SOL; `Auto` where nothing is said. */
  readonly sol?: WrappedSol;
};

/** A licence to be closed. */
export type CloseLicense = {
  /** The vault that granted it, which may be closed. */
  readonly vault: Address;
  /** Number of the licence: of the proposal that granted it. */
  readonly number: bigint;
};

/**
 * Takes a licence that was granted, for its first term. The fee becomes income of the stakes; opens the pool of stakes and
 * the account of income where there are none.
 *
 * @throws {ClientError} NoLicense, WrongStatus unless the vault is Active, NotTheLicensee, LicenseExcluded; Rule for one
 * that was taken, ended, or not taken in time; NotEnoughCash, Frozen, NoVault; what the reader throws
 */
export function acceptLicense(reader: AccountReader, order: TakeLicense): Promise<Action<LicenseQuote>> {
  return act(order, async () => {
    const { view, accounts, license } = await readOffered(reader, order);
    const quote = await quotes.acceptLicense(view, license, signatoryAddress(order.licensee), rentOf(accounts));
    return take(view, accounts, order, quote, instructions.acceptLicense);
  });
}

/**
 * Renews a running licence by a term, which follows the present one. The fee as with {@link acceptLicense}.
 *
 * @throws {ClientError} NoLicense, WrongStatus unless the vault is Active, NotTheLicensee, LicenseRenewed; Rule for one
 * that was not taken, ended, or has run out; NotEnoughCash, Frozen, NoVault; what the reader throws
 */
export function renewLicense(reader: AccountReader, order: TakeLicense): Promise<Action<LicenseQuote>> {
  return act(order, async () => {
    const { view, accounts, license } = await readOffered(reader, order);
    const quote = await quotes.renewLicense(view, license, signatoryAddress(order.licensee), rentOf(accounts));
    return take(view, accounts, order, quote, instructions.renewLicense);
  });
}

async function readOffered(
  reader: AccountReader,
  { vault, number, licensee }: TakeLicense,
): Promise<{ view: VaultView; accounts: Accounts; license: LicenseView }> {
  const wallet = signatoryAddress(licensee);
  const others = [await pda.license(vault, number), wallet, SYSVAR_RENT_ADDRESS];
  const [view, known] = await readVaultWith(reader, vault, others);
  const { quoteMint } = view.vault;
  const tokens = [await pda.associatedToken(wallet, quoteMint), await pda.incomeAccount(vault, quoteMint)];
  const accounts = await readAccounts(reader, tokens, known);
  const license = await licenseViewOf(accounts, vault, number, view.now);
  if (!license) throw new ClientError({ code: 'NoLicense', vault, number });
  return { view, accounts, license };
}

async function take(
  view: VaultView,
  accounts: Accounts,
  { vault, number, licensee, sol = 'Auto' }: TakeLicense,
  quote: LicenseQuote,
  build: (input: instructions.TakeLicenseInput) => Promise<BuiltInstruction>,
): Promise<[BuiltInstruction[], LicenseQuote]> {
  const { quoteMint } = view.vault;
  const rent = rentOf(accounts);
  const before = vaultIncome(view, quoteMint) ? [] : await adding(view, accounts, licensee, quoteMint);
  const cash = await prepareCash(accounts, licensee, quoteMint, quote.fee, sol, rent);
  if (quote.fee > 0n) checkThawed(accounts, await pda.incomeAccount(vault, quoteMint));
  const made = [...quote.accounts, ...cash.made];
  const rentInSum = quotes.totalRent(made);
  const available = shortOf(cash, accounts, licensee, quote.fee, rentInSum);
  if (available !== null) throw new ClientError({ code: 'NotEnoughCash', needed: quote.fee, available });
  const taking = await build({ licensee, vault, number, quoteMint, cashSource: cash.address });
  return [
    [...before, ...cash.before, taking, ...cash.after],
    { ...quote, accounts: made, rent: rentInSum, wrapped: cash.wrapped },
  ];
}

/**
 * Closes a licence that is over, or was not taken in time: its rent goes to who paid it. Anyone may; the vault that
 * granted it may be closed.
 *
 * @throws {ClientError} NoLicense; Rule with LicenseAlive; what the reader throws
 */
export function closeLicense(reader: AccountReader, order: CloseLicense): Promise<Action<RentBack>> {
  return act(order, async () => {
    const { vault, number } = order;
    const license = await readLicense(reader, vault, number);
    if (!license) throw new ClientError({ code: 'NoLicense', vault, number });
    if (!license.closable) throw new RuleError('LicenseAlive');
    const { address, opener, lamports } = license;
    const close = await instructions.closeLicense({ vault, number, opener });
    return [[close], { kind: 'License', address, to: opener, lamports }];
  });
}
