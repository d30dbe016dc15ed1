import type { Address } from '@solana/kit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type Claim, type Holdings, claimCash, exit } from '../../src/quotes/index.ts';
import { EMPTY_STREAM, deposit } from '../../src/rules/income.ts';
import { ASSET_ACCOUNT, BID_ACCOUNT } from '../../src/state.ts';
import type { VaultView } from '../../src/views/index.ts';
import { between } from '../rules/support.ts';
import {
  CLEO,
  CURATOR,
  NOW,
  NO_INCOME,
  PAINTER,
  inAuction,
  incomeOf,
  key,
  poolOf,
  sold,
  stakeOf,
  view,
  zeroed,
  NO_OFFERINGS,
} from './support.ts';

const ANA = key(6);
const NFT = key(9);
const ASSET = zeroed(ASSET_ACCOUNT, {
  nftMint: NFT,
  held: 1,
  royalties: [
    { payee: PAINTER, weight: 35_000 },
    { payee: CURATOR, weight: 15_000 },
    { payee: PAINTER, weight: 0 },
  ],
});

function leave(view: VaultView, wallet: Address, holdings: Partial<Holdings> = {}) {
  const nothing = { ...NO_OFFERINGS, bid: null, stake: null, unpayable: [], fractions: 0n, strayFractions: 0n };
  return exit(view, { wallet, ...nothing, assets: [ASSET], ...holdings });
}

describe('after the sale', () => {
  test('a holder redeems its fractions, and those of its bid with them', () => {
    const ana = leave(sold(), ANA, { fractions: 4_000_000_000n });
    expect(ana.claims).toEqual([{ __kind: 'Redemption', fractions: 4_000_000_000n, payout: 372_000_000n }]);
    const bid = zeroed(BID_ACCOUNT, { cash: 5n, fractions: 1_000_000n });
    const dan = leave(sold(), ANA, { fractions: 1_000_000n, bid });
    expect(dan).toMatchObject({ cash: 5n + 186_000n, burned: 2_000_000n, fractions: 0n });
  });

  test('a holder takes its stake along', () => {
    const stake = stakeOf(ANA, 1_000_000_000n);
    const holdings = { fractions: 3_000_000_000n, stake, assets: [] };
    const pool = poolOf({ staked: 1_000_000_000n, stakes: 1n });
    expect(leave({ ...sold(), pool }, ANA, holdings)).toMatchObject({
      claims: [
        { __kind: 'Stake', fractions: 1_000_000_000n },
        { __kind: 'Redemption', fractions: 4_000_000_000n, payout: 372_000_000n },
      ],
      unstaked: 1_000_000_000n,
      closesStake: true,
    });
    expect(leave({ ...view(), pool }, ANA, holdings)).toMatchObject({ claims: [], closesStake: false });
  });

  test('creators, the curator and the winner get theirs, and others nothing', () => {
    expect(leave(sold(), PAINTER)).toMatchObject({
      claims: [{ __kind: 'Royalty', nftMint: NFT, amount: 26_250_000n }],
      cash: 26_250_000n,
    });
    expect(leave(sold(), CURATOR).cash).toBe(11_250_000n + 15_000_000n);
    expect(leave(sold(), CLEO, { bid: zeroed(BID_ACCOUNT) })).toMatchObject({
      claims: [
        { __kind: 'Bid', cash: 0n, fractions: 0n },
        { __kind: 'Asset', nftMint: NFT },
      ],
      assets: [NFT],
      cash: 0n,
    });
    expect(leave(sold(), key(8)).claims).toEqual([]);
  });

  test('the last royalty is what is left of them', () => {
    const royalties = [35_000, 15_001].map(weight => ({ payee: PAINTER, weight }));
    const quote = leave(sold(), PAINTER, { assets: [{ ...ASSET, royalties }] });
    expect(quote.claims).toEqual(
      [26_250_000n, 11_250_000n].map(amount => ({ __kind: 'Royalty', nftMint: NFT, amount })),
    );
  });

  test('holders are paid no more than the proceeds in sum, whoever goes first', () => {
    const parts = fc.array(between(1n, 1_000_000_000n), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, parts => {
        let now = sold();
        let paid = 0n;
        for (const fractions of parts.filter(part => part <= now.supply)) {
          const { cash, burned } = leave(now, ANA, { fractions, assets: [] });
          paid += cash;
          const auction = now.auction && { ...now.auction, proceeds: now.auction.proceeds - cash };
          now = { ...now, supply: now.supply - burned, auction };
        }
        expect(paid).toBeLessThanOrEqual(697_500_000n);
        // Whoever comes last takes what is left.
        const last = now.supply > 0n ? leave(now, ANA, { fractions: now.supply, assets: [] }).cash : 0n;
        expect(paid + last).toBe(697_500_000n);
      }),
    );
  });
});

test('who leads keeps its bid in until the end', () => {
  const now = inAuction(1_000_000_000n, NOW + 1n);
  const holdings = { bid: zeroed(BID_ACCOUNT), fractions: 7n };
  expect(leave(now, CLEO, holdings).claims).toEqual([]);
  expect(leave(now, PAINTER, holdings).claims).toEqual([{ __kind: 'Bid', cash: 0n, fractions: 0n }]);
});

test('what nobody is left to earn goes to who got the assets, once no fraction is left', () => {
  const income = [incomeOf(ANA, deposit(EMPTY_STREAM, 70n, 3_600)), NO_INCOME, NO_INCOME];
  const pool = poolOf({ income, staked: 0n, stakes: 0n });
  const spent = { ...sold(), supply: 0n, pool };
  const unearned = { __kind: 'Unearned', mint: ANA, amount: 70n };
  expect(leave(spent, CLEO).claims).toContainEqual(unearned);
  expect(leave({ ...spent, supply: 5n }, CLEO, { strayFractions: 5n }).claims).toContainEqual(unearned);
  expect(leave({ ...spent, supply: 5n }, CLEO, { fractions: 5n }).claims).toContainEqual(unearned);
  expect(leave({ ...spent, supply: 6n }, CLEO, { strayFractions: 5n }).claims).not.toContainEqual(unearned);
  expect(leave(spent, CLEO, { unpayable: [ANA] }).claims).not.toContainEqual(unearned);
  expect(leave(spent, CLEO, { stake: stakeOf(CLEO, 0n) }).claims).not.toContainEqual(unearned);
  expect(leave(spent, PAINTER).claims).not.toContainEqual(unearned);
});

test.each<[Claim, bigint]>([
  [{ __kind: 'Bid', cash: 1n, fractions: 2n }, 1n],
  [{ __kind: 'Stake', fractions: 3n }, 0n],
  [{ __kind: 'Income', mint: NFT, amount: 4n }, 4n],
  [{ __kind: 'Income', mint: ANA, amount: 4n }, 0n],
  [{ __kind: 'Redemption', fractions: 5n, payout: 6n }, 6n],
  [{ __kind: 'Royalty', nftMint: ANA, amount: 7n }, 7n],
  [{ __kind: 'CuratorFee', amount: 8n }, 8n],
  [{ __kind: 'Unearned', mint: NFT, amount: 9n }, 9n],
  [{ __kind: 'Asset', nftMint: NFT }, 0n],
])('only what is of the quote mint is cash: %o', (claim, cash) => {
  expect(claimCash(claim, NFT)).toBe(cash);
});
