import { describe, expect, test } from 'vitest';

import type { License } from '../../src/generated/index.ts';
import { acceptLicense, renewLicense } from '../../src/quotes/index.ts';
import { offer } from '../../src/rules/license.ts';
import { LICENSE_ACCOUNT } from '../../src/state.ts';
import { type LicenseView, type VaultView, exclusiveUntil, licenseView, licensedUntil } from '../../src/views/index.ts';
import { CLEO, DAY, NOW, RENT, SUPPLY, key, outcome, poolOf, view, zeroed } from './support.ts';

const ANA = key(11);
const BEN = key(12);

function offered(exclusive: boolean, fields: Partial<License> = {}): License {
  const { fee, termSecs, offeredUntil } = offer(0n, 86_400, exclusive, NOW);
  const account = { licensee: BEN, opener: ANA, fee, termSecs, offeredUntil, exclusive: exclusive ? 1 : 0 };
  return zeroed(LICENSE_ACCOUNT, { ...account, ...fields });
}

function shown(license: License, now = NOW): LicenseView {
  return licenseView(CLEO, license, now, 5n);
}

function running(licensedUntil: bigint, exclusiveUntil: bigint): VaultView {
  return { ...view('Active', { licensedUntil, exclusiveUntil }), pool: poolOf({ staked: SUPPLY, stakes: 2n }) };
}

describe('what excludes a licence', () => {
  const take = (view: VaultView, exclusive: boolean, licensee = BEN) =>
    outcome(() => acceptLicense(view, shown(offered(exclusive)), licensee, RENT));
  const beside = running(NOW + 9n, 0n);

  test('is told with its end', async () => {
    expect(await take(beside, true)).toEqual({ refused: { code: 'LicenseExcluded', by: 'Any', until: NOW + 9n } });
    const exclusive = { code: 'LicenseExcluded', by: 'Exclusive', until: NOW + 7n };
    for (const wanted of [false, true]) {
      expect(await take(running(NOW + 99n, NOW + 7n), wanted)).toEqual({ refused: exclusive });
      expect(await take(running(NOW, NOW), wanted)).toMatchObject({ number: 0n });
    }
    expect([licensedUntil(beside), exclusiveUntil(beside)]).toEqual([NOW + 9n, null]);
  });

  test('is nothing for one that is not exclusive beside others', async () => {
    const quote = await acceptLicense(beside, shown(offered(false)), BEN, RENT);
    expect(quote).toMatchObject({ from: NOW, untilBefore: null, until: NOW + DAY, licensedUntil: NOW + DAY });
    // The account of income is there even without a fee.
    expect([quote.income, quote.accounts.map(({ kind }) => kind)]).toEqual([null, ['IncomeAccount']]);
  });

  test('is asked of the licensee only, while the vault is Active', async () => {
    expect(await take(beside, false, ANA)).toEqual({ refused: { code: 'NotTheLicensee', licensee: BEN } });
    const auction = { ...beside, status: 'Auction' } as const;
    expect(await take(auction, false)).toEqual({ refused: { code: 'WrongStatus', status: 'Auction' } });
  });
});

test('a fee becomes income', async () => {
  const quote = await acceptLicense(running(0n, 0n), shown(offered(false, { fee: 700n })), BEN, RENT);
  expect(quote).toMatchObject({ fee: 700n, income: { amount: 700n, waiting: 700n, staked: SUPPLY } });
  expect(quote.income?.accounts).toEqual(quote.accounts);
});

describe('a licence', () => {
  const end = NOW + 14n * DAY;
  const until = NOW + 2n * DAY;
  const taken = offered(false, { from: NOW, until });
  const lapsed = { state: { __kind: 'Lapsed' }, renewableFrom: null, closable: true };

  test.each<[string, License, bigint, object]>([
    ['offered', offered(false), end - 1n, { state: { __kind: 'Offered', until: end }, closable: false }],
    ['not taken in time', offered(false), end, lapsed],
    ['ended before', offered(false, { ended: 1 }), NOW, lapsed],
    ['running', taken, until - 1n, { state: { __kind: 'Running', until }, renewableFrom: NOW + DAY, closable: false }],
    ['over', taken, until, { state: { __kind: 'Over', since: until }, renewableFrom: null, closable: true }],
    [
      'ended while it runs',
      { ...taken, ended: 1 },
      until - 1n,
      { state: { __kind: 'Running', until }, renewableFrom: null, closable: false },
    ],
  ])('%s is shown as it is at that second', (_, license, now, state) => {
    expect(shown(license, now)).toMatchObject(state);
  });

  test('is renewed in its last term', async () => {
    const now = running(0n, 0n);
    const early = await outcome(() => renewLicense(now, shown(taken), BEN, RENT));
    expect(early).toEqual({ refused: { code: 'LicenseRenewed', renewableFrom: NOW + DAY } });
    const last = { ...now, now: NOW + DAY };
    expect(await renewLicense(last, shown(taken, last.now), BEN, RENT)).toMatchObject({
      untilBefore: until,
      until: until + DAY,
      renewableFrom: until,
      from: NOW,
    });
    const never = await outcome(() => renewLicense(now, shown(offered(false)), BEN, RENT));
    expect(never).toEqual({ refused: { code: 'Rule', rule: 'LicenseNotTaken' } });
  });
});
