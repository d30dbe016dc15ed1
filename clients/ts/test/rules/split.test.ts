import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { U64_MAX } from '../../src/rules/math.ts';
import { FULL_WEIGHT, royalty, royaltyWeight, split } from '../../src/rules/split.ts';
import { anyU64, ceilDiv, outcome } from './support.ts';

describe('the split', () => {
  test('worked example', () => {
    expect(split(750_000_000n, 500 * 100, 1, 200)).toEqual({
      royalties: 37_500_000n,
      curatorFee: 15_000_000n,
      proceeds: 697_500_000n,
    });
  });

  test('royalties and fee are capped by the cash', () => {
    expect(split(1_000n, FULL_WEIGHT, 1, 500)).toEqual({ royalties: 1_000n, curatorFee: 0n, proceeds: 0n });
    expect(split(1_000n, 2 * FULL_WEIGHT, 1, 500)).toEqual({ royalties: 1_000n, curatorFee: 0n, proceeds: 0n });
    expect(split(1_000n, 9_800 * 100, 1, 500)).toEqual({ royalties: 980n, curatorFee: 20n, proceeds: 0n });
    expect(split(1_000n, 0, 1, 10_001)).toEqual({ royalties: 0n, curatorFee: 1_000n, proceeds: 0n });
  });

  test('extremes', () => {
    expect(split(1n, 1, 16, 1)).toEqual({ royalties: 1n, curatorFee: 0n, proceeds: 0n });
    expect(split(0n, FULL_WEIGHT, 1, 500)).toEqual({ royalties: 0n, curatorFee: 0n, proceeds: 0n });
    expect(split(U64_MAX, 0, 1, 0)).toEqual({ royalties: 0n, curatorFee: 0n, proceeds: U64_MAX });
    expect(outcome(() => split(1n, 0, 0, 0))).toBe('Overflow');
    expect(outcome(() => split(U64_MAX + 1n, 0, 1, 0))).toBe('Overflow');
  });

  test('is exact, and rounds charges up', () => {
    const anyVault = fc
      .integer({ min: 1, max: 16 })
      .chain(assets => fc.tuple(fc.constant(assets), fc.integer({ min: 0, max: assets * FULL_WEIGHT })));
    fc.assert(
      fc.property(anyU64(), anyVault, fc.integer({ min: 0, max: 500 }), (cash, [assets, weight], feeBps) => {
        const { royalties, curatorFee, proceeds } = split(cash, weight, assets, feeBps);
        expect(royalties + curatorFee + proceeds).toBe(cash);
        expect(royalties).toBe(ceilDiv(cash * BigInt(weight), BigInt(FULL_WEIGHT * assets)));
        if (proceeds > 0n) expect(curatorFee).toBe(ceilDiv(cash * BigInt(feeBps), 10_000n));
      }),
    );
  });
});

describe('a royalty', () => {
  test('worked example', () => {
    expect(royalty(750_000_000n, royaltyWeight(500, 70), 1, 37_500_000n, 2)).toBe(26_250_000n);
    expect(royalty(750_000_000n, royaltyWeight(500, 30), 1, 11_250_000n, 1)).toBe(11_250_000n);
  });

  test('weighs at most the whole', () => {
    expect(royaltyWeight(10_000, 100)).toBe(FULL_WEIGHT);
    expect(outcome(() => royaltyWeight(10_000, 101))).toBe('Overflow');
    expect(outcome(() => royaltyWeight(-1, 1))).toBe('Overflow');
  });

  test('refusals', () => {
    expect(outcome(() => royalty(1n, 1, 1, 1n, 0))).toBe('LedgerMismatch');
    expect(outcome(() => royalty(100n, FULL_WEIGHT, 1, 99n, 2))).toBe('LedgerMismatch');
    expect(outcome(() => royalty(100n, FULL_WEIGHT, 0, 99n, 2))).toBe('Overflow');
  });

  test('claimed one by one, they are exactly what was set aside', () => {
    const shares = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 5 });
    const anyAssets = fc.array(fc.tuple(fc.integer({ min: 0, max: 10_000 }), shares), { minLength: 1, maxLength: 16 });
    fc.assert(
      fc.property(anyU64(), anyAssets, (cash, assets) => {
        const claims = assets.flatMap(([bps, parts]) => parts.map(share => royaltyWeight(bps, share)));
        const weight = claims.reduce((total, claim) => total + claim, 0);
        let unpaid = split(cash, weight, assets.length, 0).royalties;
        for (const [done, claim] of claims.entries()) {
          const paid = royalty(cash, claim, assets.length, unpaid, claims.length - done);
          const exact = (cash * BigInt(claim)) / BigInt(FULL_WEIGHT * assets.length);
          expect(paid >= exact && paid <= exact + BigInt(claims.length)).toBe(true);
          unpaid -= paid;
        }
        expect(unpaid).toBe(0n);
      }),
    );
  });
});
