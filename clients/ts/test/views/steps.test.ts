import { describe, expect, test } from 'vitest';

import type { Offering } from '../../src/generated/index.ts';
import { EMPTY_STREAM, deposit } from '../../src/rules/income.ts';
import { OFFERING_ACCOUNT } from '../../src/state.ts';
import type { ProposalPhase, VaultView } from '../../src/views/index.ts';
import {
  type LicenseState,
  type LicenseView,
  type NextStep,
  type ProposalView,
  licenseNextSteps,
  nextSteps,
  offeringFloor,
  offeringNextSteps,
  offeringView,
  proposalNextSteps,
} from '../../src/views/index.ts';
import {
  DAY,
  NOW,
  NO_INCOME,
  SUPPLY,
  auction,
  inAuction,
  incomeOf,
  key,
  poolOf,
  sold,
  vault,
  view,
  zeroed,
} from '../quotes/support.ts';

/** Steps as `<party> <step>`. */
function named(steps: readonly NextStep[]): string[] {
  return steps.map(([party, { __kind }]) => `${party} ${__kind}`);
}

/** A pool with so much staked, and income paid in a day ago of which so much is left. */
function pool(staked: bigint, waiting = 0n) {
  const stream = waiting > 0n ? deposit(EMPTY_STREAM, waiting, 604_800) : EMPTY_STREAM;
  const income = [incomeOf(key(31), stream), NO_INCOME, NO_INCOME];
  return poolOf({ staked, stakes: staked > 0n ? 1n : 0n, income, updatedAt: NOW - DAY });
}

const ACTIVE = ['WholeHolder Reclaim', 'Holder Stake', 'Anyone DepositIncome', 'Anyone Bid', 'Anyone MakeOffer'];

test.each<[string, VaultView, string[]]>([
  [
    'an empty draft',
    { ...view('Draft', { assets: 0 }), supply: 0n },
    ['Creator Deposit', 'Creator Describe', 'Creator Cancel'],
  ],
  [
    'a full and described draft',
    { ...view('Draft', { assets: 16, described: 1 }), supply: 0n },
    ['Creator Activate', 'Creator Cancel'],
  ],
  ['an Active vault', view(), ACTIVE],
  ['one without offers', view('Active', { offerWindowSecs: 0 }), ACTIVE.slice(0, -1)],
  [
    'one of which every fraction was burned',
    { ...view(), supply: 0n },
    ['Anyone DepositIncome', 'Anyone Bid', 'Anyone MakeOffer'],
  ],
  [
    'one with stakes that earn',
    { ...view(), pool: pool(SUPPLY, 700n) },
    [
      'WholeHolder Reclaim',
      'Staker SetAsk',
      'Staker Unstake',
      'Anyone DepositIncome',
      'Staker ClaimIncome',
      'Anyone Bid',
      'Anyone MakeOffer',
      'Staker Propose',
    ],
  ],
  [
    'one with an offer whose window is over',
    { ...view('Active', { auction: 1 }), auction: auction({ price: 500_000_000n, endsAt: NOW, openBids: 2n }) },
    [...ACTIVE, 'Bidder WithdrawOffer', 'Anyone AcceptOffer', 'Bidder WithdrawBid'],
  ],
  [
    'one with an offer whose window is open',
    { ...view('Active', { auction: 1 }), auction: auction({ price: 500_000_000n, endsAt: NOW + 1n, openBids: 1n }) },
    ACTIVE,
  ],
  ['a running auction', inAuction(1n, NOW + 1n), ['Anyone DepositIncome', 'Anyone Bid']],
  ['one that has ended', inAuction(1n, NOW), ['Anyone DepositIncome', 'Anyone Settle']],
  [
    'a sold vault',
    sold(),
    ['Holder Redeem', 'Recipient ClaimAssets', 'RoyaltyPayee ClaimRoyalty', 'Curator ClaimCuratorFee'],
  ],
  [
    'a sold vault with income that waits, and votes',
    { ...sold(), vault: vault({ status: 3, records: 1, royaltyClaims: 0, assetsHeld: 0 }), pool: pool(0n, 700n) },
    ['Holder Stake', 'Anyone CloseVotes', 'Holder Redeem', 'Curator ClaimCuratorFee'],
  ],
  [
    'a reclaimed vault with its assets',
    { ...view('Reclaimed', { royaltyClaims: 0 }), supply: 0n },
    ['Recipient ClaimAssets'],
  ],
  [
    'a reclaimed vault of which nothing is left',
    { ...view('Reclaimed', { assetsHeld: 0, assetsOpen: 0 }), supply: 0n },
    ['Anyone Close'],
  ],
])('what can be done with %s', (_, view, steps) => {
  expect(named(nextSteps(view))).toEqual(steps);
});

test('steps come with their bounds', () => {
  const steps = nextSteps({ ...view(), pool: pool(SUPPLY) }).map(([, step]) => step);
  expect(steps).toContainEqual({ __kind: 'Bid', leastPrice: 1_000_000_000n });
  expect(steps).toContainEqual({ __kind: 'MakeOffer', leastPrice: 1n });
  expect(steps).toContainEqual({ __kind: 'Propose', leastStake: SUPPLY / 100n });
});

test('accounts that do not fit together have neither income nor an offer', () => {
  const broken = { ...incomeOf(key(31)), amount: 1n, released: 2n, secs: 1 };
  const wrong = { ...view(), pool: poolOf({ staked: SUPPLY, stakes: 1n, income: [broken, NO_INCOME, NO_INCOME] }) };
  expect(named(nextSteps(wrong))).not.toContain('Staker ClaimIncome');
});

describe('an offering', () => {
  const PLAN = { supply: SUPPLY, amount: 100n, startPrice: 2_000n, endPrice: 1_000n, walletLimit: 100n, minimum: 1n };
  const shown = (fields: Partial<Offering>, of: VaultView = view()) => {
    const times = { startsAt: NOW - DAY, endsAt: NOW + DAY, number: 3n };
    const offering = zeroed(OFFERING_ACCOUNT, { ...PLAN, ...times, ...fields });
    return offeringNextSteps(of, [offeringView(of, key(50), offering, 0n)]);
  };
  const bought = { sold: 10n, raised: 1n, purchasesOpen: 1n };
  const ended = { startsAt: NOW - 2n * DAY, endsAt: NOW };
  const running = view('Active', { offeringEndsAt: NOW + DAY });

  test.each<[string, Partial<Offering>, VaultView, string[]]>([
    ['that is ahead', { startsAt: NOW + 1n }, running, ['Creator CallOffOffering']],
    ['that sells', {}, running, ['Anyone BuyFractions', 'Creator CallOffOffering']],
    ['below its minimum', { ...bought, raised: 0n }, running, ['Anyone BuyFractions']],
    ['that has succeeded', bought, running, ['Anyone BuyFractions', 'Buyer ClaimPurchase']],
    ['of which all that was bought is delivered', { ...bought, delivered: 10n }, running, ['Anyone BuyFractions']],
    ['that is over', { ...bought, ...ended }, running, ['Buyer ClaimPurchase', 'Anyone CloseOffering']],
    ['whose creator was paid', { ...bought, ...ended, closed: 1 }, running, ['Buyer ClaimPurchase']],
    ['that owes nobody', { ...bought, ...ended, closed: 1, purchasesOpen: 0n }, running, ['Anyone CloseOffering']],
    ['that a sale has ended', bought, sold(), ['Buyer ClaimPurchase', 'Anyone CloseOffering']],
  ])('%s', (_, fields, of, steps) => {
    expect(named(shown(fields, of))).toEqual(steps);
  });

  test('is sold at the price of the moment', () => {
    expect(shown({}, running)).toContainEqual(['Anyone', { __kind: 'BuyFractions', number: 3n, price: 1_500n }]);
  });

  test('can be opened by the creator unless one stands, or has succeeded', () => {
    const steps = (fields: Parameters<typeof view>[1]) => named(offeringNextSteps(view('Active', fields), []));
    expect(steps({ offeringEndsAt: NOW })).toEqual(['Creator OpenOffering']);
    expect(steps({ offeringEndsAt: NOW + 1n })).toEqual([]);
    expect(steps({ offered: 1 })).toEqual([]);
    expect(named(offeringNextSteps(sold(), []))).toEqual([]);
  });
});

test('an offering that has succeeded keeps the vault from being sold for less while it runs', () => {
  const lifted = { offeringPrice: 700n, offeringEndsAt: NOW + 1n };
  expect(offeringFloor(view('Active', lifted))).toBe(700n);
  expect(offeringFloor(view('Active', { ...lifted, offeringEndsAt: NOW }))).toBe(0n);
  expect(offeringFloor(view('Sold', lifted))).toBe(0n);
});

describe('a proposal', () => {
  const shown = (phase: ProposalPhase, allowed: boolean, closable: boolean) =>
    named(proposalNextSteps({ number: 3n, phase, allowed, closable } as ProposalView));

  test.each<[ProposalPhase, boolean, boolean, string[]]>([
    ['Voting', true, false, ['Staker Vote']],
    ['Delayed', true, false, []],
    ['Executable', true, false, ['Anyone ExecuteProposal']],
    ['Executable', false, false, []],
    ['Defeated', true, true, ['Anyone CloseVotes']],
  ])('%s, allowed %s', (phase, allowed, closable, steps) => {
    expect(shown(phase, allowed, closable)).toEqual(steps);
  });
});

describe('a licence', () => {
  test.each<[LicenseState, bigint | null, boolean, string[]]>([
    [{ __kind: 'Offered', until: NOW + 1n }, null, false, ['Licensee AcceptLicense']],
    [{ __kind: 'Running', until: NOW + 9n }, NOW, false, ['Licensee RenewLicense']],
    [{ __kind: 'Running', until: NOW + 9n }, NOW + 1n, false, []],
    [{ __kind: 'Over', since: NOW }, null, true, ['Anyone CloseLicense']],
  ])('%o', (state, renewableFrom, closable, steps) => {
    const shown = { number: 3n, state, renewableFrom, closable } as LicenseView;
    expect(named(licenseNextSteps(shown, NOW))).toEqual(steps);
  });
});
