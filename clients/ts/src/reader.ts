/** How actions read accounts, and what they make of them. */
import {
  type Address,
  type Commitment,
  type FixedSizeDecoder,
  type GetMultipleAccountsApi,
  type ReadonlyUint8Array,
  type Rpc,
  fetchEncodedAccounts,
} from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import {
  AccountState,
  type Mint,
  TOKEN_PROGRAM_ADDRESS,
  type Token,
  getMintDecoder,
  getTokenDecoder,
} from '@solana-program/token';
import {
  SYSVAR_CLOCK_ADDRESS,
  SYSVAR_RENT_ADDRESS,
  type SysvarClock,
  type SysvarRent,
  getSysvarClockDecoder,
  getSysvarRentDecoder,
} from '@solana/sysvars';
import { decodeOrNull } from './bytes.ts';
import { ClientError } from './errors/client.ts';
import { readToken } from './extensions.ts';
import { MOSAIC_PROGRAM_ADDRESS } from './generated/index.ts';
import { type AccountType, decodeAccount } from './state.ts';

export { SYSVAR_CLOCK_ADDRESS, SYSVAR_RENT_ADDRESS } from '@solana/sysvars';

/** Most accounts that an RPC is asked for at once: the limit of `getMultipleAccounts`. */
export const ACCOUNTS_AT_ONCE = 100;

/** An account as it is on chain. */
export type AccountInfo = {
  /** The program that owns it. */
  readonly owner: Address;
  /** Its lamports. */
  readonly lamports: bigint;
  /** Its data. */
  readonly data: ReadonlyUint8Array;
};

/** What actions need of a network, and nothing else: several accounts by address. */
export interface AccountReader {
  /** Reads accounts, however many: one answer per address, in their order, `null` where there is no account. */
  read(addresses: readonly Address[]): Promise<readonly (AccountInfo | null)[]>;
}

/** A reader of accounts by any RPC of kit; `commitment` is the RPC's own where none is given. */
export function rpcReader(
  rpc: Rpc<GetMultipleAccountsApi>,
  options: { readonly commitment?: Commitment } = {},
): AccountReader {
  return {
    async read(addresses) {
      const answers = chunks(addresses, ACCOUNTS_AT_ONCE).map(some => fetchEncodedAccounts(rpc, some, options));
      return (await Promise.all(answers)).flat().map(account => {
        if (!account.exists) return null;
        return { owner: account.programAddress, lamports: account.lamports, data: account.data };
      });
    },
  };
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, index) => index * size);
  return starts.map(start => items.slice(start, start + size));
}

/** Accounts as they were read, those that exist. */
export type Accounts = ReadonlyMap<Address, AccountInfo>;

/** Reads these accounts, however many, and puts them to those that were `known` before. */
export async function readAccounts(
  reader: AccountReader,
  addresses: readonly Address[],
  known: Accounts = new Map(),
): Promise<Accounts> {
  const answers = await reader.read(addresses);
  const accounts = new Map(known);
  addresses.forEach((address, index) => {
    const account = answers[index];
    if (account) accounts.set(address, account);
  });
  return accounts;
}

/** Lamports at this address; 0 without an account. */
export function lamportsAt(accounts: Accounts, address: Address): bigint {
  return accounts.get(address)?.lamports ?? 0n;
}

/**
 * The program's account at this address; `null` if nobody made it yet.
 *
 * @throws {ClientError} ForeignAccount if another program owns it, Undecodable if it is of another type
 */
export function programAccount<T>(accounts: Accounts, type: AccountType<T>, address: Address): T | null {
  const account = accounts.get(address);
  // Lamports sent to the address of an account nobody made yet leave it with the system program.
  if (!account || (account.owner === SYSTEM_PROGRAM_ADDRESS && account.data.length === 0)) return null;
  const { owner, data } = account;
  if (owner !== MOSAIC_PROGRAM_ADDRESS) {
    throw new ClientError({ code: 'ForeignAccount', address, wanted: type.name, owner });
  }
  const decoded = decodeAccount(type, data);
  if (!decoded) {
    throw new ClientError({ code: 'Undecodable', address, source: { wanted: type.name, length: data.length } });
  }
  return decoded;
}

/** The classic token account at this address; `null` if there is none. */
export function tokenAt(accounts: Accounts, address: Address): Token | null {
  const token = ofTokenProgram(accounts, address, getTokenDecoder());
  return token && token.state !== AccountState.Uninitialized ? token : null;
}

/** The classic mint at this address; `null` if there is none. */
export function mintAt(accounts: Accounts, address: Address): Mint | null {
  const mint = ofTokenProgram(accounts, address, getMintDecoder());
  return mint?.isInitialized ? mint : null;
}

/** Whether there is a token account of this token program at this address. */
export function hasToken(accounts: Accounts, address: Address, tokenProgram: Address): boolean {
  const account = accounts.get(address);
  return account?.owner === tokenProgram && readToken(account.data) !== null;
}

function ofTokenProgram<T>(accounts: Accounts, address: Address, decoder: FixedSizeDecoder<T>): T | null {
  const account = accounts.get(address);
  const fits = account?.owner === TOKEN_PROGRAM_ADDRESS && account.data.length === decoder.fixedSize;
  return fits ? decodeOrNull(decoder, account.data) : null;
}

/**
 * The network's clock, from {@link SYSVAR_CLOCK_ADDRESS}.
 *
 * @throws {ClientError} SysvarUnreadable
 */
export function clockOf(accounts: Accounts): SysvarClock {
  return sysvar(accounts, SYSVAR_CLOCK_ADDRESS, getSysvarClockDecoder());
}

/**
 * The price of rent, from {@link SYSVAR_RENT_ADDRESS}.
 *
 * @throws {ClientError} SysvarUnreadable
 */
export function rentOf(accounts: Accounts): SysvarRent {
  return sysvar(accounts, SYSVAR_RENT_ADDRESS, getSysvarRentDecoder());
}

function sysvar<T>(accounts: Accounts, address: Address, decoder: FixedSizeDecoder<T>): T {
  const data = accounts.get(address)?.data;
  const decoded = data && data.length >= decoder.fixedSize ? decodeOrNull(decoder, data) : null;
  if (!decoded) throw new ClientError({ code: 'SysvarUnreadable', address });
  return decoded;
}
