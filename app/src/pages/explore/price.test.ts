import { describe, expect, it } from 'vitest';
import { NOW, OPENING, vaultView } from '../../../test/vault.ts';
import { askedReserve, heldUpUntil, knownPrice, redeems, reserveBeside } from './price.ts';

const ASKS = { 90: 4_000_000_000n, 92: 1_100_000_000n };

describe('the price a vault is known by', () => {
  it('is the opening price of a draft, and the reserve from then on', () => {
    expect(knownPrice(vaultView({ status: 'Draft', supply: 0n }))?.price).toBe(OPENING);
    expect(knownPrice(vaultView({ asks: ASKS }))?.price).toBe(822_702_474n);
    expect(reserveBeside(vaultView({ asks: ASKS }))).toBeNull();
  });

  it('is the leading bid in an auction, beside the reserve the auction started at', () => {
    const view = vaultView({ status: 'Auction', auction: { price: 945_000_000n } });
    expect(knownPrice(view)).toEqual({ label: 'Leading bid for the whole', price: 945_000_000n });
    expect(reserveBeside(view)).toBe(822_702_474n);
  });

  it('is what was paid once it is sold, and none once it is reclaimed', () => {
    expect(knownPrice(vaultView({ status: 'Sold', auction: { price: OPENING } }))?.price).toBe(OPENING);
    expect(knownPrice(vaultView({ status: 'Reclaimed', supply: 0n }))).toBeNull();
  });
});

describe('an offering in which more was paid than is asked', () => {
  const vault = { offeringPrice: OPENING, offeringEndsAt: NOW + 60n };

  it('holds the reserve up until its end', () => {
    const view = vaultView({ asks: ASKS, vault });
    expect(knownPrice(view)?.price).toBe(OPENING);
    expect(askedReserve(view)).toBe(822_702_474n);
    expect(heldUpUntil(view)).toBe(NOW + 60n);
  });

  it('does not where as much is asked, once it is over, and in an auction', () => {
    expect(heldUpUntil(vaultView({ vault }))).toBeNull();
    expect(heldUpUntil(vaultView({ asks: ASKS, vault: { ...vault, offeringEndsAt: NOW } }))).toBeNull();
    expect(heldUpUntil(vaultView({ status: 'Auction', asks: ASKS, vault, auction: {} }))).toBeNull();
    expect(heldUpUntil(vaultView({ asks: ASKS }))).toBeNull();
  });
});

describe('what a fraction redeems', () => {
  it('is its part of the proceeds', () => {
    const auction = { proceeds: 697_500_000n };
    expect(redeems(vaultView({ status: 'Sold', supply: 7_500_000_000n, auction }))).toBe(93_000n);
  });

  it('is nothing before the sale, and where no fraction is left', () => {
    expect(redeems(vaultView())).toBeNull();
    expect(redeems(vaultView({ status: 'Sold', supply: 0n, auction: { proceeds: 0n } }))).toBeNull();
  });
});
