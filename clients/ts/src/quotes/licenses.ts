/** Quotes of licences. */
import type { Address } from '@solana/kit';
import { licenseOf, rightsOf } from '../content.ts';
import { ClientError, type ClientErrorDetail } from '../errors/client.ts';
import { withDetails } from '../errors/refusals.ts';
import { type Licensed, accept, renew } from '../rules/license.ts';
import { grantsLicenses } from '../rules/status.ts';
import { type LicenseView, isRunning, licenseRenewableFrom } from '../views/license.ts';
import { exclusiveUntil } from '../views/offer.ts';
import type { VaultView } from '../views/vault.ts';
import { type NewAccount, type Rent, totalRent } from './accounts.ts';
import { type DepositIncomeQuote, depositFee } from './income.ts';

/** What taking a licence for its first or a further term does. */
export type LicenseQuote = {
  /** Its number. */
  readonly number: bigint;
  /** Its address: the proof of the right. */
  readonly address: Address;
  /** The fee, paid now, in raw quote units. */
  readonly fee: bigint;
  /** From when on the licensee has the right, in Unix seconds. */
  readonly from: bigint;
  /** Until when it had; `null` before the first term. */
  readonly untilBefore: bigint | null;
  /** Until when it has afterwards. */
  readonly until: bigint;
  /** From when on it can be renewed then. */
  readonly renewableFrom: bigint;
  /** Latest end of any licence of the vault afterwards, which a buyer sees. */
  readonly licensedUntil: bigint;
  /** How the fee becomes income of the stakes; `null` for a licence without a fee. */
  readonly income: DepositIncomeQuote | null;
  /**
   * Accounts made, at the licensee's expense: the pool and the account of income, where there are none. Their rent comes
   * back when the vault is closed.
   */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Lamports wrapped into SOL of the token program to pay; 0 unless the quote mint is wrapped SOL. */
  readonly wrapped: bigint;
};

/**
 * Quotes taking an offered licence for its first term by `licensee`, at the time of the view.
 *
 * @throws {ClientError} WrongStatus unless the vault is Active, NotTheLicensee, LicenseExcluded; Rule with LicenseTaken,
 * LicenseEnded, LicenseOfferOver
 */
export async function acceptLicense(
  view: VaultView,
  license: LicenseView,
  licensee: Address,
  rent: Rent,
): Promise<LicenseQuote> {
  check(view, license, licensee);
  const taken = withDetails({ LicenseExcluded: exclusion(view) }, () =>
    accept(licenseOf(license.license), rightsOf(view.vault), view.now),
  );
  return quote(view, license, taken, rent);
}

/**
 * Quotes renewing a running licence by a term by `licensee`, at the time of the view.
 *
 * @throws {ClientError} WrongStatus unless the vault is Active, NotTheLicensee, LicenseRenewed; Rule with LicenseNotTaken,
 * LicenseEnded, LicenseOver
 */
export async function renewLicense(
  view: VaultView,
  license: LicenseView,
  licensee: Address,
  rent: Rent,
): Promise<LicenseQuote> {
  check(view, license, licensee);
  const present = licenseOf(license.license);
  const renewableFrom = licenseRenewableFrom(present);
  const taken = withDetails({ LicenseRenewed: { code: 'LicenseRenewed', renewableFrom } }, () =>
    renew(present, rightsOf(view.vault), view.now),
  );
  return quote(view, license, taken, rent);
}

function check({ status }: VaultView, { licensee: named }: LicenseView, licensee: Address): void {
  if (!grantsLicenses(status)) throw new ClientError({ code: 'WrongStatus', status });
  if (named !== licensee) throw new ClientError({ code: 'NotTheLicensee', licensee: named });
}

/** What excludes a licence that is excluded. */
function exclusion(view: VaultView): ClientErrorDetail {
  const until = exclusiveUntil(view);
  if (until !== null) return { code: 'LicenseExcluded', by: 'Exclusive', until };
  return { code: 'LicenseExcluded', by: 'Any', until: view.vault.licensedUntil };
}

async function quote(
  view: VaultView,
  license: LicenseView,
  { license: taken, rights }: Licensed,
  rent: Rent,
): Promise<LicenseQuote> {
  const { accounts, income } = await depositFee(view, taken.fee, rent);
  return {
    number: license.number,
    address: license.address,
    fee: taken.fee,
    from: taken.from,
    untilBefore: isRunning(license) ? license.license.until : null,
    until: taken.until,
    renewableFrom: licenseRenewableFrom(taken),
    licensedUntil: rights.licensedUntil,
    income,
    accounts,
    rent: totalRent(accounts),
    wrapped: 0n,
  };
}
