/**
 * Licences of the assets.
 *
 * The holders offer a licence by a vote, the licensee takes it by paying the fee, and renews it term by term as long as
 * the holders do not end it. What was paid for is kept: ending a licence only stops its renewal. As a licensee is at most
 * the next term ahead, whatever the holders end is over after two terms.
 */

import { RuleError } from './error.ts';
import { after, i64, isWithin, max, u32, u64 } from './math.ts';

/** Shortest term of a licence, in seconds. */
export const MIN_TERM_SECS = 3_600;
/** Longest term of a licence, in seconds. */
export const MAX_TERM_SECS = 3_650 * 86_400;
/** For how long a licence can be accepted, in seconds. */
export const ACCEPT_SECS = 14 * 86_400;

/** A licence, or the offer of one. */
export type License = {
  /** What each term costs, in raw quote units. */
  readonly fee: bigint;
  /** Length of a term in seconds, 1 hour to 3,650 days. */
  readonly termSecs: number;
  /** Whether no other licence runs beside it. */
  readonly exclusive: boolean;
  /** Whether the holders have ended it: it is neither accepted nor renewed any more. */
  readonly ended: boolean;
  /** Until when it can be accepted (Unix seconds). */
  readonly offeredUntil: bigint;
  /** From when on it runs (Unix seconds); 0 while it was not accepted. */
  readonly from: bigint;
  /** Until when it is paid for (Unix seconds); 0 while it was not accepted. */
  readonly until: bigint;
};

/** Until when licences of a vault run: all that one must know of the others. */
export type Rights = {
  /** The latest end of any licence (Unix seconds); 0 if there was none. */
  readonly licensedUntil: bigint;
  /** The latest end of an exclusive licence (Unix seconds); 0 if there was none. */
  readonly exclusiveUntil: bigint;
};

/** A licence that was accepted or renewed, and what runs with it. */
export type Licensed = { readonly license: License; readonly rights: Rights };

/**
 * Offers a licence at `now` (Unix seconds), whose terms of `termSecs` seconds cost `fee` each, in raw quote units.
 *
 * @throws {RuleError} LicenseTermOutOfBounds, Overflow
 */
export function offer(fee: bigint, termSecs: number, exclusive: boolean, now: bigint): License {
  if (!isWithin(termSecs, MIN_TERM_SECS, MAX_TERM_SECS)) throw new RuleError('LicenseTermOutOfBounds');
  const offeredUntil = after(now, ACCEPT_SECS);
  return { fee: u64(fee), termSecs, exclusive, ended: false, offeredUntil, from: 0n, until: 0n };
}

/**
 * Accepts the licence for its first term, at `now` (Unix seconds).
 *
 * @throws {RuleError} LicenseTaken, LicenseEnded, LicenseOfferOver; LicenseExcluded while an exclusive licence runs, or
 * this one is exclusive and any runs; Overflow
 */
export function accept(license: License, rights: Rights, now: bigint): Licensed {
  if (isAccepted(license)) throw new RuleError('LicenseTaken');
  if (license.ended) throw new RuleError('LicenseEnded');
  if (now >= license.offeredUntil) throw new RuleError('LicenseOfferOver');
  if (now < rights.exclusiveUntil || (license.exclusive && now < rights.licensedUntil)) {
    throw new RuleError('LicenseExcluded');
  }
  return licensed({ ...license, from: now, until: after(now, license.termSecs) }, rights);
}

/**
 * Renews the licence for another term, which follows the present one. That excludes nobody: what runs beside it does so
 * already.
 *
 * @throws {RuleError} LicenseNotTaken, LicenseEnded, LicenseOver; LicenseRenewed while more than a term is paid for;
 * Overflow
 */
export function renew(license: License, rights: Rights, now: bigint): Licensed {
  if (!isAccepted(license)) throw new RuleError('LicenseNotTaken');
  if (license.ended) throw new RuleError('LicenseEnded');
  const left = i64(license.until - now);
  if (left <= 0n) throw new RuleError('LicenseOver');
  if (left > u32(license.termSecs)) throw new RuleError('LicenseRenewed');
  return licensed({ ...license, until: after(license.until, license.termSecs) }, rights);
}

/** The licence, or its offer, ended: it runs until what was paid for is over, and is not renewed. */
export function end(license: License): License {
  return { ...license, ended: true };
}

/** Whether the licensee has the licence at `now` (Unix seconds). */
export function isRunning(license: License, now: bigint): boolean {
  return isAccepted(license) && now < license.until;
}

/**
 * Checks that the licence has run out, or can no longer be accepted, so that its account can be closed.
 *
 * @throws {RuleError} LicenseAlive
 */
export function checkClosable(license: License, now: bigint): void {
  const offered = !isAccepted(license) && !license.ended && now < license.offeredUntil;
  if (offered || isRunning(license, now)) throw new RuleError('LicenseAlive');
}

function isAccepted(license: License): boolean {
  return license.from !== 0n;
}

function licensed(license: License, rights: Rights): Licensed {
  return {
    license,
    rights: {
      licensedUntil: max(rights.licensedUntil, license.until),
      exclusiveUntil: license.exclusive ? license.until : rights.exclusiveUntil,
    },
  };
}
