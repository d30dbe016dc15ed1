import { expect, test } from 'vitest';

import { U64_MAX } from '../../src/rules/math.ts';
import { check, checkLowerFee, checkSupply, withOpeningPrice, type Terms } from '../../src/rules/terms.ts';
import { outcome } from './support.ts';

function checked(changes: Partial<Terms>) {
  return outcome(() => check({ ...withOpeningPrice(1n), ...changes }));
}

test('the default terms are within their bounds', () => {
  expect(checked({})).toBeUndefined();
});

test.each([
  ['auctionSecs', 86_400, 2_592_000, 'AuctionLengthOutOfBounds'],
  ['extensionSecs', 0, 259_200, 'ExtensionOutOfBounds'],
  ['stepBps', 100, 5_000, 'StepOutOfBounds'],
  ['curatorFeeBps', 0, 500, 'CuratorFeeOutOfBounds'],
  ['floorBps', 0, 10_000, 'FloorOutOfBounds'],
  ['consentBps', 5_000, 9_000, 'ConsentOutOfBounds'],
  ['stakeLockSecs', 3_600, 2_592_000, 'StakeLockOutOfBounds'],
  ['dripSecs', 3_600, 7_776_000, 'DripOutOfBounds'],
  ['quorumBps', 100, 9_000, 'QuorumOutOfBounds'],
  ['thresholdBps', 5_000, 9_000, 'ThresholdOutOfBounds'],
  ['proposalStakeBps', 0, 2_500, 'ProposalStakeOutOfBounds'],
  ['vetoBps', 100, 5_000, 'VetoOutOfBounds'],
  ['votingSecs', 86_400, 1_209_600, 'VotingOutOfBounds'],
  ['delaySecs', 0, 1_209_600, 'DelayOutOfBounds'],
  ['offerWindowSecs', 604_800, 7_776_000, 'OfferWindowOutOfBounds'],
] as const)('%s is %i to %i', (term, least, most, refusal) => {
  for (const value of [least, most]) expect(checked({ [term]: value }), `${value}`).toBeUndefined();
  for (const value of [least - 1, most + 1, least + 0.5, NaN, Infinity]) {
    expect(checked({ [term]: value }), `${value}`).toBe(refusal);
  }
});

test('the opening price is at least 1', () => {
  expect(checked({ openingPrice: 0n })).toBe('ZeroPrice');
  expect(checked({ openingPrice: U64_MAX })).toBeUndefined();
  for (const openingPrice of [-1n, U64_MAX + 1n]) expect(checked({ openingPrice })).toBe('Overflow');
});

test('the extension is at most the auction, and no offers are taken with a window of 0', () => {
  expect(checked({ auctionSecs: 100_000, extensionSecs: 100_000 })).toBeUndefined();
  expect(checked({ auctionSecs: 100_000, extensionSecs: 100_001 })).toBe('ExtensionOutOfBounds');
  expect(checked({ offerWindowSecs: 0 })).toBeUndefined();
  expect(checked({ offerWindowSecs: 1 })).toBe('OfferWindowOutOfBounds');
});

test('of several terms out of bounds the first is named', () => {
  expect(checked({ offerWindowSecs: 1, vetoBps: 0, stepBps: 0 })).toBe('StepOutOfBounds');
  expect(checked({ offerWindowSecs: 1, vetoBps: 0 })).toBe('VetoOutOfBounds');
});

test('bounds of the supply', () => {
  const supply = (amount: bigint, decimals: number) => outcome(() => checkSupply(amount, decimals));
  expect(supply(0n, 10)).toBe('ZeroSupply');
  expect(supply(1n, 0)).toBeUndefined();
  expect(supply(U64_MAX, 9)).toBeUndefined();
  expect(supply(U64_MAX + 1n, 9)).toBe('Overflow');
  for (const decimals of [10, -1, 0.5, NaN]) expect(supply(1n, decimals)).toBe('TooManyDecimals');
});

test('a fee is only lowered', () => {
  const lowered = (present: number, fee: number) => outcome(() => checkLowerFee(present, fee));
  for (const [present, fee] of [
    [200, 0],
    [200, 199],
    [1, 0],
  ] as const) {
    expect(lowered(present, fee)).toBeUndefined();
  }
  for (const fee of [200, 201, 65_535, -1, 0.5, NaN]) expect(lowered(200, fee)).toBe('CuratorFeeNotLower');
  expect(lowered(0, 0)).toBe('CuratorFeeNotLower');
});
