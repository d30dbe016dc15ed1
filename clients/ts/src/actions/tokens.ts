/** Token accounts of a wallet, and wrapped SOL. */
import { AccountRole, type Address } from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import {
  AccountState,
  TOKEN_PROGRAM_ADDRESS,
  getCloseAccountInstruction,
  getCreateAssociatedTokenIdempotentInstruction,
  getSyncNativeInstructionDataEncoder,
} from '@solana-program/token';
import type { SysvarRent } from '@solana/sysvars';
import { ClientError } from '../errors/client.ts';
import { type BuiltInstruction, asSigner, built } from '../instructions/build.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import { WRAPPED_SOL_MINT } from '../addresses.ts';
import { type NewAccount, newAccount } from '../quotes/index.ts';
import { type Accounts, lamportsAt, tokenAt } from '../reader.ts';
import { U64_MAX, max, min } from '../rules/math.ts';

/** Every {@link WrappedSol}. */
export const WRAPPED_SOL_WAYS = ['Auto', 'UnwrapAll', 'AsIs'] as const;

/**
 * What an action does about wrapped SOL, where the mint is that.
 *
 * - `Auto` wraps what is missing. Afterwards closes the wallet's account for wrapped SOL if the action made it, so that
 *   the wallet has SOL before and after; an account that was there before stays.
 * - `UnwrapAll` wraps what is missing, and afterwards unwraps all the wallet's wrapped SOL.
 * - `AsIs` uses wrapped SOL as any token: wraps and unwraps nothing.
 */
export type WrappedSol = (typeof WRAPPED_SOL_WAYS)[number];

/** The wallet's associated account for cash, with what has to be done before and after. */
export type CashAccount = {
  readonly address: Address;
  readonly before: readonly BuiltInstruction[];
  readonly after: readonly BuiltInstruction[];
  /** The account, where it is made. */
  readonly made: readonly NewAccount[];
  /** Raw units in it as it was read. */
  readonly held: bigint;
  /** Lamports wrapped. */
  readonly wrapped: bigint;
};

/**
 * Prepares the account of `wallet` for a mint, to have at least `needed` raw units.
 *
 * @throws {ClientError} Frozen
 */
export async function prepareCash(
  accounts: Accounts,
  wallet: Signatory,
  mint: Address,
  needed: bigint,
  sol: WrappedSol,
  rent: SysvarRent,
): Promise<CashAccount> {
  const address = await pda.associatedToken(signatoryAddress(wallet), mint);
  const token = tokenAt(accounts, address);
  const held = token?.amount ?? 0n;
  const isSol = mint === WRAPPED_SOL_MINT && sol !== 'AsIs';
  const wrapped = isSol && needed > held ? needed - held : 0n;
  const before: BuiltInstruction[] = [];
  const after: BuiltInstruction[] = [];
  const made: NewAccount[] = [];
  if (!token) {
    before.push(await createAssociatedToken(wallet, signatoryAddress(wallet), mint));
    made.push(newAccount('TokenAccount', address, rent));
  }
  if (wrapped > 0n) before.push(transferSol(wallet, address, wrapped), syncNative(address));
  if (isSol && (!token || sol === 'UnwrapAll')) after.push(closeToken(address, wallet));
  checkThawed(accounts, address);
  return { address, before, after, made, held, wrapped };
}

/**
 * What the wallet can pay where it has too little for `needed` raw units and, with SOL, for `rent` of new accounts
 * besides; `null` where it has enough.
 */
export function shortOf(
  { held, wrapped }: CashAccount,
  accounts: Accounts,
  wallet: Signatory,
  needed: bigint,
  rent: bigint,
): bigint | null {
  if (needed > held + wrapped) return held;
  const lamports = lamportsAt(accounts, signatoryAddress(wallet));
  if (wrapped === 0n || wrapped + rent <= lamports) return null;
  return min(held + max(lamports - rent, 0n), U64_MAX);
}

/** Whether the account is closed afterwards, so that what is in it arrives as SOL. */
export function unwraps({ after }: CashAccount): boolean {
  return after.length > 0;
}

/** Whether this token account is frozen. */
export function isFrozen(accounts: Accounts, account: Address): boolean {
  return tokenAt(accounts, account)?.state === AccountState.Frozen;
}

/**
 * Refuses a frozen token account.
 *
 * @throws {ClientError} Frozen
 */
export function checkThawed(accounts: Accounts, account: Address): void {
  if (isFrozen(accounts, account)) throw new ClientError({ code: 'Frozen', account });
}

/** Raw units in a token account; 0 where there is none. */
export function amountAt(accounts: Accounts, account: Address): bigint {
  return tokenAt(accounts, account)?.amount ?? 0n;
}

/** Makes the associated token account of `owner` for a mint, unless it is there. */
export async function createAssociatedToken(
  payer: Signatory,
  owner: Address,
  mint: Address,
  tokenProgram: Address = TOKEN_PROGRAM_ADDRESS,
): Promise<BuiltInstruction> {
  const ata = await pda.associatedTokenOf(owner, mint, tokenProgram);
  const accounts = { payer: asSigner(payer), ata, owner, mint, tokenProgram };
  return built(getCreateAssociatedTokenIdempotentInstruction(accounts));
}

function transferSol(wallet: Signatory, destination: Address, amount: bigint): BuiltInstruction {
  return built(getTransferSolInstruction({ source: asSigner(wallet), destination, amount }));
}

/** The library's builder names the rent sysvar too, which the program does without. */
function syncNative(token: Address): BuiltInstruction {
  return {
    programAddress: TOKEN_PROGRAM_ADDRESS,
    accounts: [{ address: token, role: AccountRole.WRITABLE }],
    data: getSyncNativeInstructionDataEncoder().encode({}),
  };
}

function closeToken(account: Address, wallet: Signatory): BuiltInstruction {
  const instruction = getCloseAccountInstruction({
    account,
    destination: signatoryAddress(wallet),
    owner: asSigner(wallet),
  });
  return built(instruction);
}
