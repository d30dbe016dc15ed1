import { describe, expect, it } from 'vitest';
import { offeringItem } from '../../../../test/offering.ts';
import { NOW, OPENING, SUPPLY, vaultView } from '../../../../test/vault.ts';
import { offeringAt } from '../../../data/offerings.ts';
import { costOf, costOfToken, isDelivered, mostOf } from './buying.ts';

const PART = SUPPLY / 100n;

describe('what can be bought', () => {
  it('is the limit of a buyer, without what it bought', () => {
    expect(mostOf(offeringItem())).toBe(5n * PART);
    expect(mostOf(offeringItem({}, { fractions: 2n * PART }))).toBe(3n * PART);
    expect(mostOf(offeringItem({}, { fractions: 5n * PART }))).toBe(0n);
  });

  it('is no more than what is left', () => {
    expect(mostOf(offeringItem({ sold: 9n * PART }))).toBe(PART);
  });
});

describe('what it costs', () => {
  const { offering } = offeringItem();

  it('is the part of the price of the moment, rounded up', () => {
    expect(costOf(offering, PART)).toBe((OPENING * 3n) / 200n);
    expect(costOf(offering, 1n)).toBe(1n);
    expect(costOf(offering, 1n << 64n)).toBeNull();
  });

  it('is shown for a whole fraction, by the supply of when the offering was opened', () => {
    expect(costOfToken(offering, 6)).toBe(150_000n);
    expect(costOfToken(offeringItem({ supply: SUPPLY / 2n }).offering, 6)).toBe(300_000n);
  });
});

it('fractions are delivered once the minimum is reached, and then for good', () => {
  const { offering } = offeringItem({ raised: 40_000_000n, sold: 1n });
  expect(isDelivered(offering, 9_999_999n)).toBe(false);
  expect(isDelivered(offering, 10_000_000n)).toBe(true);
  expect(isDelivered(offeringItem({ raised: 50_000_000n, sold: 1n }).offering, 0n)).toBe(true);
});

describe('an offering as time goes by', () => {
  const bought = offeringItem({ sold: PART, raised: 1n, purchasesOpen: 1n }, { fractions: PART, cost: 1n });

  it('gets cheaper, until it is over', () => {
    const [soon, later] = [1n, 43_200n].map(secs => offeringAt(bought, vaultView(), NOW + secs).offering);
    expect(soon?.price).toBeLessThan((3n * OPENING) / 2n);
    expect(soon?.state).toEqual({ __kind: 'Selling', until: NOW + 43_200n });
    expect([later?.state.__kind, later?.closable]).toEqual(['Failed', true]);
  });

  it('gives the cash back once it is over below its minimum', () => {
    expect(offeringAt(bought, vaultView(), NOW).purchase).toMatchObject({ refund: 0n, claimable: false });
    expect(offeringAt(bought, vaultView(), NOW + 43_200n).purchase).toMatchObject({ refund: 1n, claimable: true });
  });

  it('is never older than what was read', () => {
    expect(offeringAt(bought, vaultView(), NOW - 9_999n).offering.price).toBe((3n * OPENING) / 2n);
  });
});
