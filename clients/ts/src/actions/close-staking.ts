/** Closing what a vault has of stakes and income, so that it can be closed itself. */
import type { Address } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import type { Pool } from '../generated/index.ts';
import type { BuiltInstruction } from '../instructions/index.ts';
import * as instructions from '../instructions/index.ts';
import type { Signatory } from '../signatory.ts';
import * as pda from '../pda.ts';
import {
  type AccountKind,
  NO_STAKING_CLOSED,
  type NewAccount,
  type RentBack,
  type StakingClosed,
  newAccount,
} from '../quotes/index.ts';
import {
  type AccountReader,
  type Accounts,
  SYSVAR_RENT_ADDRESS,
  lamportsAt,
  readAccounts,
  rentOf,
  tokenAt,
} from '../reader.ts';
import { max } from '../rules/math.ts';
import { offeringNumbers } from '../views/offering.ts';
import { type IncomeView, vaultIncomes } from '../views/staking.ts';
import type { VaultView } from '../views/vault.ts';
import { addressesToClose } from './close-offering.ts';
import { amountAt, checkThawed, createAssociatedToken } from './tokens.ts';

/** Who closes a vault, and who gets the assets. */
export type Closing = {
  readonly view: VaultView;
  /** Signs, and pays for token accounts of those who are paid. */
  readonly payer: Signatory;
  /** The winner, or who reclaims. */
  readonly recipient: Address;
};

/** Reads what {@link closeStaking} and `closeVault` look at. */
export async function readClosing(
  reader: AccountReader,
  { view, recipient }: Closing,
  known: Accounts,
): Promise<Accounts> {
  const vault = view.address;
  const { curator, quoteMint } = view.vault;
  const own = [pda.stakedFractions, pda.pool, pda.asks, pda.cashEscrow, pda.fractionEscrow].map(find => find(vault));
  const incomes = vaultIncomes(view).flatMap(({ mint, account }) => {
    return [account, pda.associatedToken(recipient, mint), pda.associatedToken(curator, mint)];
  });
  const offerings = await Promise.all(offeringNumbers(view).map(number => addressesToClose(view, number)));
  const others = await Promise.all([...own, pda.associatedToken(curator, quoteMint), ...incomes]);
  const addresses = [...others, ...offerings.flat()];
  return readAccounts(reader, [...addresses, SYSVAR_RENT_ADDRESS], known);
}

/** Instructions that close something, and the token accounts they make. */
export type Steps = { readonly instructions: BuiltInstruction[]; readonly made: NewAccount[] };

/**
 * What closes each income, then the pool and the book, and what it leaves; nothing where the vault has no pool. Adds to
 * `steps`.
 *
 * @throws {ClientError} Frozen
 */
export async function closeStaking(closing: Closing, accounts: Accounts, steps: Steps): Promise<StakingClosed> {
  const { view, recipient } = closing;
  const { vault, pool } = view;
  if (!pool) return NO_STAKING_CLOSED;
  const incomes = vaultIncomes(view).map(income => ({ income, left: leftOf(accounts, income) }));
  for (const { income, left } of incomes) {
    const { mint, account, opener } = income;
    const destination = (amount: bigint, payee: Address) => {
      return amount === 0n ? null : destinationOf(closing, accounts, steps, payee, mint);
    };
    const unearnedDestination = await destination(left.unearned, recipient);
    const surplusDestination = await destination(left.surplus, vault.curator);
    if (left.unearned + left.surplus > 0n) checkThawed(accounts, account);
    const close = await instructions.closeIncome({
      vault: view.address,
      mint,
      opener,
      withAuction: view.auction !== null,
      recipient,
      recipientSigned: false,
      unearnedDestination,
      curator: vault.curator,
      curatorSigned: false,
      surplusDestination,
    });
    steps.instructions.push(close);
  }
  const asksOpener = view.asks?.opener ?? null;
  steps.instructions.push(
    await instructions.closeStaking({ vault: view.address, poolOpener: pool.opener, asksOpener }),
  );
  const returned = incomes.map(({ income }) => rentBack(accounts, 'IncomeAccount', income.account, income.opener));
  return {
    incomes: incomes.map(({ left }) => left),
    surplusFractions: await strayStakes(accounts, view.address, pool),
    returned: [...returned, ...(await poolRents(view, pool, accounts))],
  };
}

/**
 * The associated token account of who is paid, which is made where there is none.
 *
 * @throws {ClientError} Frozen
 */
export async function destinationOf(
  { payer }: Closing,
  accounts: Accounts,
  { instructions, made }: Steps,
  payee: Address,
  mint: Address,
): Promise<Address> {
  const address = await pda.associatedToken(payee, mint);
  checkThawed(accounts, address);
  if (!tokenAt(accounts, address) && made.every(account => account.address !== address)) {
    instructions.push(await createAssociatedToken(payer, payee, mint));
    made.push(newAccount('TokenAccount', address, rentOf(accounts)));
  }
  return address;
}

function leftOf(accounts: Accounts, { mint, account, stream: { balance } }: IncomeView) {
  return { mint, unearned: balance, surplus: max(amountAt(accounts, account) - balance, 0n) };
}

async function poolRents(view: VaultView, pool: Pool, accounts: Accounts): Promise<RentBack[]> {
  const address = await pda.pool(view.address);
  const rents = [
    rentBack(accounts, 'StakedFractions', pool.fractions, pool.opener),
    rentBack(accounts, 'Pool', address, pool.opener),
  ];
  if (!view.asks) return rents;
  return [...rents, rentBack(accounts, 'Asks', await pda.asks(view.address), view.asks.opener)];
}

function rentBack(accounts: Accounts, kind: AccountKind, address: Address, to: Address): RentBack {
  return { kind, address, to, lamports: lamportsAt(accounts, address) };
}

/** Fractions in the account of staked ones that nobody staked, in raw units. */
export async function strayStakes(accounts: Accounts, vault: Address, pool: Pool): Promise<bigint> {
  return max(amountAt(accounts, await pda.stakedFractions(vault)) - pool.staked, 0n);
}
