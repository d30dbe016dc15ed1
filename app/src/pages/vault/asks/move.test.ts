import { quotes, rules } from '@mosaic/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOW, OPENING, SUPPLY, vaultView } from '../../../../test/vault.ts';
import { depthRows } from './depth.ts';
import { movesOfReserve } from './move.ts';

const ASKS = { 90: 4_000_000_000n, 92: 1_100_000_000n };

describe('what it takes to move the reserve', () => {
  it('is half of all and one unit below the opening price while nobody asks', () => {
    const { lower, higher } = movesOfReserve(vaultView());
    expect(lower).toEqual({ price: rules.ladder.price(OPENING, 95), weight: 5_000_000_001n });
    expect(higher).toEqual({ price: rules.ladder.price(OPENING, 97), weight: 5_000_000_000n });
  });

  it('follows the asks of the worked example', () => {
    const { lower, higher } = movesOfReserve(vaultView({ asks: ASKS }));
    expect(lower).toEqual({ price: rules.ladder.price(OPENING, 91), weight: 1_000_000_001n });
    expect(higher).toEqual({ price: rules.ladder.price(OPENING, 93), weight: 100_000_000n });
  });

  it('does not go below the floor', () => {
    expect(movesOfReserve(vaultView({ asks: { 0: 6_000_000_000n } })).lower).toBeNull();
  });

  it('does not go below what was paid in an offering that runs, and rises above it as before', () => {
    const vault = { offeringPrice: OPENING, offeringEndsAt: NOW + 60n };
    const { lower, higher } = movesOfReserve(vaultView({ asks: ASKS, vault }));
    expect(lower).toBeNull();
    // All that do not ask more than the opening price, but what is no consent.
    expect(higher).toEqual({ price: rules.ladder.price(OPENING, 97), weight: 5_000_000_000n });
    const over = movesOfReserve(vaultView({ asks: ASKS, vault: { ...vault, offeringEndsAt: NOW } }));
    expect(over).toEqual(movesOfReserve(vaultView({ asks: ASKS })));
  });

  it('is the least that does it: as many move the reserve, one unit less does not', () => {
    const weight = fc.bigInt({ min: 1n, max: 5_000_000_000n });
    const level = fc.integer({ min: 80, max: 120 });
    fc.assert(
      fc.property(level, weight, level, weight, (one, a, other, b) => {
        fc.pre(one !== other);
        const asks: Record<number, bigint> = { [one]: a, [other]: b };
        const view = vaultView({ asks });
        const { lower } = movesOfReserve(view);
        fc.pre(lower !== null && one >= view.reserve.level && a >= lower.weight);
        if (!lower) return;
        const below = view.reserve.level - 1;
        const moved = (weight: bigint) =>
          vaultView({ asks: { ...asks, [one]: a - weight, [below]: (asks[below] ?? 0n) + weight } }).reserve;
        expect(moved(lower.weight).price).toBe(lower.price);
        expect(moved(lower.weight - 1n).level).toBeGreaterThan(below);
      }),
    );
  });
});

describe('the book of asks', () => {
  it('has the numbers of the quote, in per cent', () => {
    const rows = depthRows(vaultView({ asks: ASKS }));
    expect(rows.map(({ part, sells, isSold }) => [part, sells, isSold])).toEqual([
      ['40 %', '40 %', false],
      ['11 %', '51 %', true],
      ['49 %', '100 %', true],
    ]);
    expect(rows.map(({ weight }) => weight)).toEqual(
      quotes.depth(vaultView({ asks: ASKS })).map(({ weight }) => weight),
    );
  });

  it('sells at no price below the floor, or below what was paid in an offering that runs', () => {
    const soldAt = (view: ReturnType<typeof vaultView>) => depthRows(view).map(({ isSold }) => isSold);
    const vault = { offeringPrice: OPENING, offeringEndsAt: NOW + 60n };
    expect(soldAt(vaultView({ asks: ASKS, vault }))).toEqual([false, false, true]);
    expect(soldAt(vaultView({ asks: { 0: 6_000_000_000n } }))).toEqual([false, true]);
  });
});
