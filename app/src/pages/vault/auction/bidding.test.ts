import { describe, expect, it } from 'vitest';
import { NOW, OPENING, SUPPLY, vaultView } from '../../../../test/vault.ts';
import { cashOf, kindOf, leastOf } from './bidding.ts';

describe('a price that is entered', () => {
  it('is a bid from the reserve on, and an offer below it', () => {
    const least = leastOf(vaultView(), NOW);
    expect(least.bid).toBe(OPENING);
    expect(kindOf(OPENING, least)).toBe('Bid');
    expect(kindOf(OPENING - 1n, least)).toBe('Offer');
    expect(kindOf(0n, least)).toBe('None');
    expect(kindOf(null, least)).toBe('None');
  });

  it('is too low below the reserve where no offers are taken', () => {
    const least = leastOf(vaultView({ vault: { offerWindowSecs: 0 } }), NOW);
    expect(least.offer).toBeNull();
    expect(kindOf(OPENING - 1n, least)).toBe('TooLow');
  });

  it('has to exceed the leading bid by a step, until the auction ends', () => {
    const view = vaultView({ status: 'Auction', auction: { price: 900_000_000n, endsAt: NOW + 10n } });
    expect(leastOf(view, NOW)).toEqual({ bid: 945_000_000n, offer: null });
    expect(leastOf(view, NOW + 10n)).toEqual({ bid: null, offer: null });
  });
});

describe('the cash of a bid', () => {
  it('is the part of the price that the own fractions do not cover', () => {
    expect(cashOf(vaultView(), 900_000_000n, 2_500_000_000n)).toBe(675_000_000n);
    expect(cashOf(vaultView(), 900_000_001n, 2_500_000_000n)).toBe(675_000_001n);
  });

  it('is none for all of the fractions', () => {
    expect(cashOf(vaultView(), OPENING, SUPPLY)).toBeNull();
  });
});
