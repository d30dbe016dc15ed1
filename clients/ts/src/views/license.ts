/** Licences. */
import type { Address, ReadonlyUint8Array } from '@solana/kit';
import { licenseOf, uriText } from '../content.ts';
import type { License } from '../generated/index.ts';
import * as pda from '../pda.ts';
import {
  type AccountReader,
  type Accounts,
  SYSVAR_CLOCK_ADDRESS,
  clockOf,
  lamportsAt,
  programAccount,
  readAccounts,
} from '../reader.ts';
import { isAllowed } from '../errors/refusals.ts';
import * as rules from '../rules/license.ts';
import { LICENSE_ACCOUNT } from '../state.ts';

/**
 * Where a licence stands; times are Unix seconds:
 *
 * - `Offered`: granted and not taken yet, which it can be until then.
 * - `Lapsed`: it was not taken in time, or ended before.
 * - `Running`: the licensee has the right, until then.
 * - `Over`: it has run out, then.
 */
export type LicenseState =
  | { readonly __kind: 'Offered'; readonly until: bigint }
  | { readonly __kind: 'Lapsed' }
  | { readonly __kind: 'Running'; readonly until: bigint }
  | { readonly __kind: 'Over'; readonly since: bigint };

/**
 * A licence of a vault's assets: the proof of the right, whoever the vault belongs to now. It is read without the vault,
 * which it may outlive.
 */
export type LicenseView = {
  /** Its address. */
  readonly address: Address;
  /** Its account. */
  readonly license: License;
  /** The vault that granted it. */
  readonly vault: Address;
  /** Number of the proposal that granted it. */
  readonly number: bigint;
  /** Who may take it, or has. */
  readonly licensee: Address;
  /** Where its terms are. */
  readonly termsUri: string;
  /** Hash of the terms. */
  readonly termsHash: ReadonlyUint8Array;
  /** Fee for each term, in raw quote units. */
  readonly fee: bigint;
  /** Length of a term, in seconds. */
  readonly termSecs: number;
  /** Whether no other licence may run beside it. */
  readonly exclusive: boolean;
  /** Whether the holders ended it: it is neither taken nor renewed any more. */
  readonly ended: boolean;
  /** Where it stands. */
  readonly state: LicenseState;
  /** From when on it can be renewed, in Unix seconds, as long as it runs; `null` if never. */
  readonly renewableFrom: bigint | null;
  /** Whether its account can be closed now, by anyone. */
  readonly closable: boolean;
  /** Who paid its rent, and gets it back. */
  readonly opener: Address;
  /** Lamports in it. */
  readonly lamports: bigint;
};

/**
 * Reads the licence that the proposal of this number granted; `null` if there is none. The vault may be closed.
 *
 * @throws {ClientError} As {@link licenseViewOf}; SysvarUnreadable; what the reader throws
 */
export async function readLicense(reader: AccountReader, vault: Address, number: bigint): Promise<LicenseView | null> {
  const accounts = await readAccounts(reader, [await pda.license(vault, number), SYSVAR_CLOCK_ADDRESS]);
  return licenseViewOf(accounts, vault, number, clockOf(accounts).unixTimestamp);
}

/**
 * The licence that the proposal of this number granted, among accounts that were read, at the time `now` (Unix seconds).
 *
 * @throws {ClientError} ForeignAccount, Undecodable
 */
export async function licenseViewOf(
  accounts: Accounts,
  vault: Address,
  number: bigint,
  now: bigint,
): Promise<LicenseView | null> {
  const address = await pda.license(vault, number);
  const license = programAccount(accounts, LICENSE_ACCOUNT, address);
  return license && licenseView(address, license, now, lamportsAt(accounts, address));
}

/** The view of a licence's account, at the time `now` (Unix seconds). */
export function licenseView(address: Address, license: License, now: bigint, lamports: bigint): LicenseView {
  const licence = licenseOf(license);
  const state = stateOf(licence, now);
  const renewable = state.__kind === 'Running' && !licence.ended;
  return {
    address,
    license,
    vault: license.vault,
    number: license.number,
    licensee: license.licensee,
    termsUri: uriText(license.termsUri),
    termsHash: license.termsHash,
    fee: licence.fee,
    termSecs: licence.termSecs,
    exclusive: licence.exclusive,
    ended: licence.ended,
    state,
    renewableFrom: renewable ? licenseRenewableFrom(licence) : null,
    closable: isAllowed(() => rules.checkClosable(licence, now)),
    opener: license.opener,
    lamports,
  };
}

/** Whether the licensee has the right at the time of the view. */
export function isRunning({ state }: LicenseView): boolean {
  return state.__kind === 'Running';
}

function stateOf(license: rules.License, now: bigint): LicenseState {
  const { from, until, ended, offeredUntil } = license;
  if (from === 0n)
    return !ended && now < offeredUntil ? { __kind: 'Offered', until: offeredUntil } : { __kind: 'Lapsed' };
  return rules.isRunning(license, now) ? { __kind: 'Running', until } : { __kind: 'Over', since: until };
}

/** From when on a licence is in the last term that is paid for, in Unix seconds. */
export function licenseRenewableFrom({ until, termSecs }: rules.License): bigint {
  return until - BigInt(termSecs);
}
