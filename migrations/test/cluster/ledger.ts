import type { Address } from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';

/** An account of the ledger. */
export interface Account {
  owner: Address;
  lamports: bigint;
  data: Uint8Array;
  executable: boolean;
}

/** Most bytes that an account can grow by in one instruction. */
const GROWTH = 10_240;

/** A transaction that the ledger refuses, as the runtime would. */
export class Refused extends Error {}

/** Lamports that keep an account of `length` bytes. */
export function rent(length: number): bigint {
  return BigInt(length + 128) * 6960n;
}

/** The accounts of a cluster. */
export class Ledger {
  constructor(private accounts = new Map<Address, Account>()) {}

  get(address: Address): Account | undefined {
    const account = this.accounts.get(address);
    return account && account.lamports > 0n ? account : undefined;
  }

  /** The account to be written to: an empty one of the system program where there was none. */
  open(address: Address): Account {
    const found = this.accounts.get(address);
    if (found) return found;
    const made = { owner: SYSTEM_PROGRAM_ADDRESS, lamports: 0n, data: new Uint8Array(), executable: false };
    this.accounts.set(address, made);
    return made;
  }

  set(address: Address, account: Partial<Account>): void {
    Object.assign(this.open(address), account);
  }

  /** A copy. */
  fork(): Ledger {
    const copies = [...this.accounts].map(
      ([key, { data, ...rest }]) => [key, { ...rest, data: data.slice() }] as const,
    );
    return new Ledger(new Map(copies));
  }

  /** Changes the ledger by `work`, all of it or, where it throws, nothing. */
  atomically(work: (draft: Ledger) => void): void {
    const draft = this.fork();
    work(draft);
    for (const [address, { data, lamports }] of draft.accounts) {
      if (lamports < 0n) throw new Refused(`insufficient lamports in ${address}`);
      if (data.length > 0 && lamports > 0n && lamports < rent(data.length))
        throw new Refused(`${address} cannot pay its rent`);
    }
    this.accounts = draft.accounts;
  }
}

/** Grows or shrinks an account, within what one instruction may. */
export function resize(account: Account, length: number): void {
  if (length > account.data.length + GROWTH)
    throw new Refused(`grows by ${length - account.data.length} bytes at once`);
  const data = new Uint8Array(length);
  data.set(account.data.slice(0, length));
  account.data = data;
}

/** Moves lamports. */
export function transfer(source: Account, destination: Account, lamports: bigint): void {
  source.lamports -= lamports;
  destination.lamports += lamports;
}
