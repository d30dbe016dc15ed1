import { expect, test } from 'vitest';

import * as rules from '../../src/rules/status.ts';
import { outcome } from './support.ts';

const { STATUSES } = rules;

test('numbers round trip', () => {
  expect(STATUSES.map((_, number) => rules.fromNumber(number))).toEqual(STATUSES);
  for (const number of [5, 255, -1, 0.5]) expect(rules.fromNumber(number)).toBeNull();
});

test('the table of transitions is exactly that of the program', () => {
  const table = ['Draft Active', 'Draft Reclaimed', 'Active Auction', 'Active Reclaimed', 'Auction Sold'];
  for (const from of STATUSES) {
    for (const to of STATUSES) {
      const allowed = table.includes(`${from} ${to}`);
      expect(rules.mayBecome(from, to), `${from} to ${to}`).toBe(allowed);
      expect(outcome(() => rules.advance(from, to))).toBe(allowed ? to : 'WrongStatus');
    }
  }
});

test('at the end exactly one of bid and settle is possible', () => {
  for (const now of [99n, 100n, 101n]) {
    const bid = outcome(() => rules.checkBids('Auction', now, 100n));
    const settle = outcome(() => rules.checkSettling('Auction', now, 100n));
    expect([bid, settle]).toEqual(now < 100n ? [undefined, 'AuctionNotEnded'] : ['AuctionEnded', undefined]);
  }
});

test('bids are taken and auctions settled in no other status', () => {
  expect(STATUSES.map(status => outcome(() => rules.checkBids(status, 1n, 0n)))).toEqual([
    'AuctionNotOpen',
    undefined,
    'AuctionEnded',
    'AuctionNotOpen',
    'AuctionNotOpen',
  ]);
  expect(STATUSES.map(status => outcome(() => rules.checkSettling(status, 1n, 0n)))).toEqual([
    'WrongStatus',
    'WrongStatus',
    undefined,
    'WrongStatus',
    'WrongStatus',
  ]);
});

test.each([
  [rules.isBeingFilled, ['Draft']],
  [rules.mintHasAuthority, ['Draft']],
  [rules.allowsReclaim, ['Active']],
  [rules.opensStaking, ['Active', 'Auction']],
  [rules.acceptsStakes, ['Active', 'Auction', 'Sold']],
  [rules.acceptsAsks, ['Active']],
  [rules.acceptsIncome, ['Active', 'Auction']],
  [rules.acceptsProposals, ['Active']],
  [rules.acceptsVotes, ['Active', 'Auction']],
  [rules.grantsLicenses, ['Active']],
  [rules.acceptsOffers, ['Active']],
  [rules.isPastVotes, ['Sold', 'Reclaimed']],
  [rules.returnsBids, ['Active', 'Auction', 'Sold', 'Reclaimed']],
  [rules.returnsLeadingBid, ['Active', 'Sold', 'Reclaimed']],
  [rules.paysOut, ['Sold']],
  [rules.releasesAssets, ['Sold', 'Reclaimed']],
  [rules.allowsClosing, ['Sold', 'Reclaimed']],
])('%o holds in %j', (holds, statuses) => {
  expect(STATUSES.filter(holds)).toEqual(statuses);
});
