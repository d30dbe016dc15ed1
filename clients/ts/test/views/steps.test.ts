import { describe, expect, test } from 'vitest';

import { EMPTY_STREAM, deposit } from '../../src/rules/income.ts';
import type { ProposalPhase, VaultView } from '../../src/views/index.ts';
import {
  type LicenseState,
  type LicenseView,
  type NextStep,
  type ProposalView,
  licenseNextSteps,
  nextSteps,
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
