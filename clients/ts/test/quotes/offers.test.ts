import { describe, expect, test } from 'vitest';

import { bookOf, termsOf } from '../../src/content.ts';
import { acceptOffer, exit, makeOffer, withdrawOffer } from '../../src/quotes/index.ts';
import { price as priceOf } from '../../src/rules/ladder.ts';
import { reserve } from '../../src/rules/reserve.ts';
import { BID_ACCOUNT } from '../../src/state.ts';
import { type VaultView, leastOffer, leastPrice, vaultOffer } from '../../src/views/index.ts';
import {
  CLEO,
  DAY,
  NOW,
  PAINTER,
  RENT,
  SUPPLY,
  asksOf,
  auction,
  inAuction,
  outcome,
  sold,
  view,
  zeroed,
  NO_OFFERINGS,
} from './support.ts';

const WINDOW = 14n * DAY;

/** The vault, where so much asks that level, and Cleo's offer of that price stands until the end of its window. */
function offered(asking: bigint, level: number, offer: bigint): VaultView {
  const now = view('Active', { vetoBps: 1_000, offerWindowSecs: 14 * 86_400 });
  const asks = asksOf([{ level, weight: asking }]);
  return {
    ...now,
    asks,
    reserve: reserve(termsOf(now.vault), bookOf(asks), SUPPLY),
    auction: offer > 0n ? auction({ price: offer, endsAt: NOW + WINDOW }) : null,
  };
}

const LEVEL_100 = priceOf(1_000_000_000n, 100);

test.each([
  { asking: SUPPLY / 10n, offer: 900_000_000n, vetoing: SUPPLY / 10n, vetoed: false },
  { asking: SUPPLY / 10n + 1n, offer: 900_000_000n, vetoing: SUPPLY / 10n + 1n, vetoed: true },
  { asking: SUPPLY / 10n + 1n, offer: LEVEL_100, vetoing: 0n, vetoed: false },
  { asking: SUPPLY / 10n + 1n, offer: LEVEL_100 - 1n, vetoing: SUPPLY / 10n + 1n, vetoed: true },
])('a tenth that asks more does not veto and a fraction more does: $asking at $offer', async vector => {
  const { asking, offer, vetoing, vetoed } = vector;
  const low = offered(asking, 100, offer);
  const stands = { ...low, reserve: { ...low.reserve, price: LEVEL_100 + 1n } };
  const limits = { vetoing, vetoed, vetoLimit: SUPPLY / 10n };
  expect(vaultOffer(stands)).toMatchObject({ ...limits, acceptable: false, atReserve: false, withdrawable: false });
  const later = { ...stands, now: NOW + WINDOW };
  expect(vaultOffer(later)).toMatchObject({ acceptable: !vetoed, withdrawable: true });
  const end = await outcome(() => acceptOffer(later).endsAt);
  expect(end).toEqual(
    vetoed ? { refused: { code: 'OfferVetoed', vetoing, most: SUPPLY / 10n } } : later.now + 3n * DAY,
  );
});

test('an offer at the reserve waits for nobody', async () => {
  const price = priceOf(1_000_000_000n, 90);
  const stands = offered(SUPPLY, 90, price);
  const found = vaultOffer(stands);
  expect(found).toMatchObject({ atReserve: true, acceptable: true, withdrawable: false });
  const quote = acceptOffer(stands);
  expect(quote).toEqual({ offer: found, reserve: price, leastPrice: leastPrice(stands), endsAt: NOW + 3n * DAY });
  const below = offered(SUPPLY, 90, price - 1n);
  expect(leastPrice(below)).toBe(price);
  expect(await outcome(() => acceptOffer(below))).toEqual({
    refused: { code: 'OfferStillOpen', acceptableAt: NOW + WINDOW, now: NOW },
  });
});

test('a better offer moves the difference and begins the window anew', async () => {
  const stands = offered(1n, 100, 400_000_000n);
  const held = { cash: 400_000_000n, fractions: 0n };
  const order = { price: 500_000_000n, fractions: SUPPLY / 2n };
  const quote = await makeOffer({ ...stands, now: NOW + 5n }, CLEO, held, order, null, RENT);
  expect(quote).toMatchObject({
    cash: { __kind: 'Out', fields: [150_000_000n] },
    fractions: { __kind: 'In', fields: [SUPPLY / 2n] },
    acceptableAt: NOW + 5n + WINDOW,
    worstCase: 0n,
    exceeds: { price: 400_000_000n },
    accounts: [],
    vetoing: 1n,
    vetoed: false,
    licensedUntil: NOW + 5n + WINDOW + 3n * DAY,
  });
});

test('an offer is a step above the one that stands, and below the reserve', async () => {
  const stands = offered(1n, 100, 400_000_000n);
  const made = (price: bigint) =>
    outcome(async () => {
      const quote = await makeOffer(stands, PAINTER, null, { price, fractions: 0n }, null, RENT);
      return quote.accounts.map(({ kind }) => kind);
    });
  expect(leastOffer(stands)).toBe(420_000_000n);
  expect(await made(420_000_000n)).toEqual(['Bid']);
  expect(await made(419_999_999n)).toEqual({ refused: 'BidBelowStep' });
  expect(await made(stands.reserve.price)).toEqual({ refused: 'OfferAtReserve' });
  const highest = offered(1n, 100, stands.reserve.price - 1n);
  expect(await outcome(() => leastOffer(highest))).toEqual({ refused: 'OfferAtReserve' });
  // A step above it is the reserve to the unit.
  const exact = offered(1n, 100, 952_380_952n);
  expect([exact.reserve.price, await outcome(() => leastOffer(exact))]).toEqual([
    1_000_000_000n,
    { refused: 'OfferAtReserve' },
  ]);
  const closed = { ...stands, vault: { ...stands.vault, offerWindowSecs: 0 } };
  expect(await outcome(() => leastOffer(closed))).toEqual({ refused: 'OffersClosed' });
  expect(await outcome(() => leastOffer(inAuction(1n, NOW + 1n)))).toEqual({ refused: 'WrongStatus' });
  expect(vaultOffer(inAuction(1n, NOW + 1n))).toBeNull();
});

describe('who made an offer', () => {
  const stands = offered(1n, 100, 400_000_000n);
  const of = (bidder: typeof CLEO) => zeroed(BID_ACCOUNT, { bidder, price: 9n, cash: 8n, fractions: 7n });
  const leave = (view: VaultView, wallet: typeof CLEO) => {
    const holdings = {
      ...NO_OFFERINGS,
      wallet,
      stake: null,
      unpayable: [],
      fractions: 0n,
      strayFractions: 0n,
      assets: [],
    };
    return exit(view, { ...holdings, bid: of(wallet) }).claims;
  };

  test('leaves at once where it was exceeded, else after its window', async () => {
    expect(withdrawOffer(stands, of(PAINTER))).toMatchObject({ price: 9n, cash: 8n, fractions: 7n, stood: false });
    const at = (now: bigint) => outcome(() => withdrawOffer({ ...stands, now }, of(CLEO)).stood);
    const acceptableAt = NOW + WINDOW;
    const now = acceptableAt - 1n;
    expect(await at(now)).toEqual({ refused: { code: 'OfferStillOpen', acceptableAt, now } });
    expect(await at(acceptableAt)).toBe(true);
    const late = await outcome(() => withdrawOffer(sold(), of(CLEO)));
    expect(late).toEqual({ refused: { code: 'WrongStatus', status: 'Sold' } });
    expect(leave(stands, PAINTER)).toEqual([{ __kind: 'Bid', cash: 8n, fractions: 7n }]);
    expect(leave(stands, CLEO)).toEqual([]);
    expect(leave({ ...stands, status: 'Reclaimed' }, CLEO)).toHaveLength(1);
  });

  test('leaves at once where a licence was taken since', async () => {
    const fallen = { ...stands, vault: { ...stands.vault, licensedUntil: NOW + 1n } };
    expect([vaultOffer(fallen), leastOffer(fallen)]).toEqual([null, 1n]);
    expect(await outcome(() => acceptOffer(fallen))).toEqual({ refused: { code: 'Rule', rule: 'NoOffer' } });
    expect(withdrawOffer(fallen, of(CLEO)).stood).toBe(true);
    expect(leave(fallen, CLEO)).toHaveLength(1);
  });
});
