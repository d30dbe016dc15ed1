/** Actions of licences, as they are offered. */
import { acceptLicense, closeLicense, type quotes, renewLicense } from '@mosaic/client';
import { describeCloseLicense, describeLicense } from '../../../action/describe/license.ts';
import type { Offered } from '../../../action/index.ts';
import type { VaultItem } from '../../../data/index.ts';

/** Taking a licence that was granted to the wallet. */
export function acceptLicenseAction(item: VaultItem, number: bigint): Offered<quotes.LicenseQuote> {
  return {
    title: `Take licence ${number} of ${item.names.title}`,
    build: (reader, licensee) => acceptLicense(reader, { vault: item.view.address, number, licensee }),
    describe: quote => describeLicense(quote, item),
    confirmLabel: 'Take the licence',
  };
}

/** Renewing the wallet's licence by a term. */
export function renewLicenseAction(item: VaultItem, number: bigint): Offered<quotes.LicenseQuote> {
  return {
    title: `Renew licence ${number} of ${item.names.title}`,
    build: (reader, licensee) => renewLicense(reader, { vault: item.view.address, number, licensee }),
    describe: quote => describeLicense(quote, item),
    confirmLabel: 'Renew',
  };
}

/** Closing the account of a licence that is over. */
export function closeLicenseAction(item: VaultItem, number: bigint): Offered<quotes.RentBack> {
  return {
    title: `Close licence ${number} of ${item.names.title}`,
    build: reader => closeLicense(reader, { vault: item.view.address, number }),
    describe: describeCloseLicense,
    confirmLabel: 'Close it',
  };
}
