import { ClientError, type VaultView, WRAPPED_SOL_MINT, quotes } from '@mosaic/client';
import { type Address, address } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import type { Position } from '../../data/index.ts';
import { type Source, collect, paidBy, sumByMint, together } from './collect.ts';
import { describeCollect, listed, summedUp } from './describe.ts';
import { offeringItem } from '../../../test/offering.ts';
import { NOW } from '../../../test/vault.ts';
import {
  bidState,
  canWithdrawOffer,
  fractionsOf,
  offeringState,
  purchaseState,
  sortPositions,
  worthOf,
} from './positions.ts';

const USDC = address('EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v');
const OTHER = address('metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s');
const NFT = address('SysvarRent111111111111111111111111111111111');
const WRAPPED = address('SysvarC1ock11111111111111111111111111111111');

const source = (title: string, quoteMint: Address, nfts: Source['names']['nfts'] = new Map()): Source => ({
  view: { vault: { quoteMint, fractionMint: title as Address, decimals: 6 } } as unknown as VaultView,
  names: { title, symbol: title.toUpperCase(), cash: 'SOL', nfts },
  nftMints: [],
});

const exit = (claims: quotes.Claim[], part: Partial<quotes.ExitQuote> = {}): quotes.ExitQuote => ({
  claims,
  cash: 0n,
  fractions: 0n,
  unstaked: 0n,
  burned: 0n,
  assets: [],
  accounts: [],
  closesStake: false,
  votes: { proposals: [], votes: [], returned: [], left: 0 },
  returned: 0n,
  unwrapped: false,
  ...part,
});

const token = (at: Address): quotes.NewAccount => ({ kind: 'TokenAccount', address: at, lamports: 2_000n });

describe('what vaults pay together', () => {
  const one = exit(
    [
      { __kind: 'Bid', cash: 5n, fractions: 3n },
      { __kind: 'Income', mint: OTHER, amount: 7n },
    ],
    { fractions: 3n, accounts: [token(OTHER)], returned: 10n },
  );
  const two = exit(
    [
      { __kind: 'Redemption', fractions: 4n, payout: 8n },
      { __kind: 'Income', mint: OTHER, amount: 1n },
      { __kind: 'Asset', nftMint: NFT },
    ],
    { burned: 4n, assets: [NFT], accounts: [token(OTHER)], returned: 1n },
  );
  const names = new Map([[NFT, { name: 'Still life', symbol: '', uri: '' }]]);
  const both = together(
    [
      { source: source('one', USDC), quote: one },
      { source: source('two', USDC, names), quote: two },
    ],
    [],
    WRAPPED,
  );

  test('is summed up per mint', () => {
    expect(paidBy(one, { quoteMint: USDC, fractionMint: WRAPPED })).toEqual([
      { mint: USDC, amount: 5n },
      { mint: OTHER, amount: 7n },
      { mint: WRAPPED, amount: 3n },
    ]);
    expect(sumByMint([{ mint: USDC, amount: 0n }])).toEqual([]);
  });

  test('has an account once that each of them would make', () => {
    expect(both.accounts).toEqual([token(OTHER)]);
    expect(both.returned).toBe(11n);
  });

  test('is told in lines, one per coin', () => {
    const { goes, comes, rent } = describeCollect(both);
    expect(goes.map(line => 'raw' in line && [line.raw, line.coin])).toEqual([[4n, 'two']]);
    expect(comes.map(line => ('raw' in line ? [line.raw, line.coin] : [line.text, line.nft]))).toEqual([
      [13n, USDC],
      [8n, OTHER],
      [3n, 'one'],
      ['Still life', NFT],
    ]);
    expect(rent?.map(line => 'raw' in line && [line.raw, line.back])).toEqual([
      [2_000n, undefined],
      [11n, 'now'],
    ]);
  });

  test('names what each vault pays for', () => {
    expect(describeCollect(both).notes.slice(0, 2)).toEqual([
      'one pays your bid and income.',
      'two pays the share of your fractions, income and NFTs.',
    ]);
  });

  test('puts amounts of one coin together, and leaves words alone', () => {
    const words = { label: 'NFT', text: 'Still life' };
    const lines = [words, { label: 'Fee', raw: 1n, coin: USDC }, { label: 'Share', raw: 2n, coin: USDC }];
    expect(summedUp(lines)).toEqual([{ label: 'Fee + Share', raw: 3n, coin: USDC }, words]);
  });

  test('leaves out an account for wrapped SOL that is closed again, and tells of one that stays', () => {
    const paid: quotes.Claim[] = [{ __kind: 'Royalty', nftMint: NFT, amount: 9n }];
    const unwrapped = exit(paid, { accounts: [token(WRAPPED)], unwrapped: true });
    const sol = source('sol', WRAPPED_SOL_MINT);
    expect(together([{ source: sol, quote: unwrapped }], [], WRAPPED).accounts).toEqual([]);
    const stays = describeCollect(together([{ source: sol, quote: exit(paid, { cash: 9n }) }], [], WRAPPED));
    expect(stays.notes.at(-1)).toMatch(/^SOL arrives wrapped/);
  });

  test('names a vault that cannot pay now', () => {
    const left = [{ source: source('ice', USDC), reason: 'an account is frozen' }];
    expect(describeCollect(together([], left, WRAPPED)).notes).toEqual(['ice is left out: an account is frozen.']);
  });
});

test('collecting from vaults that are not there is refused by the client', async () => {
  const reader = { read: async (addresses: readonly Address[]) => addresses.map(() => null) };
  const wallet = { address: OTHER } as Parameters<typeof collect>[1];
  const gone = source('gone', USDC);
  Object.assign(gone.view, { address: NFT });
  await expect(collect(reader, wallet, [gone])).rejects.toBeInstanceOf(ClientError);
});

test('words stand in a row', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});

const position = (part: object, view: object = {}): Position =>
  ({
    view: {
      status: 'Active',
      supply: 1_000n,
      reserve: { price: 500n },
      auction: null,
      vault: {},
      ...view,
    } as VaultView,
    assets: [],
    names: { title: 'Vault', symbol: null, cash: 'SOL', nfts: new Map() },
    fractions: 0n,
    stake: null,
    bid: null,
    votes: [],
    licenses: [],
    offerings: [],
    exit: null,
    nftMints: [],
    isCreator: false,
    isCurator: false,
    ...part,
  }) as Position;

describe('positions', () => {
  test('that owe something come first; drafts are none, and a role alone stands apart', () => {
    const holds = position({ fractions: 1n });
    const owes = position({ exit: exit([]) });
    const role = position({ isCreator: true });
    const draft = position({ isCreator: true }, { status: 'Draft' });
    expect(sortPositions([role, holds, draft, owes])).toEqual({ own: [owes, holds], roles: [role] });
  });

  test('count fractions wherever they are', () => {
    const whole = position({ fractions: 1n, stake: { amount: 20n }, bid: { bid: { fractions: 300n } } });
    expect(fractionsOf(whole)).toBe(321n);
  });

  test('are worth their part of the price that a buyer would pay', () => {
    expect(worthOf(position({ fractions: 100n }))).toBe(50n);
    expect(worthOf(position({}))).toBeNull();
    expect(worthOf(position({ fractions: 100n }, { status: 'Sold' }))).toBeNull();
  });

  test('say how a bid stands', () => {
    const bid = (leads: boolean, withdrawable: boolean) => ({ bid: { leads, withdrawable, bid: { fractions: 0n } } });
    expect(bidState(position(bid(true, false)))).toBe('the best offer');
    expect(bidState(position(bid(true, false), { status: 'Auction' }))).toBe('leads the auction');
    expect(bidState(position(bid(true, false), { status: 'Sold' }))).toBe('won the auction');
    expect(bidState(position(bid(false, true), { status: 'Auction' }))).toBe('exceeded: it can be taken back');
    expect(bidState(position({}))).toBeNull();
  });

  test('offer to take an offer back only where it stands and its window is over', () => {
    const bid = (withdrawable: boolean) => ({ leads: true, withdrawable, bid: { fractions: 0n } });
    expect(canWithdrawOffer(position({ bid: bid(true) }))).toBe(true);
    expect(canWithdrawOffer(position({ bid: bid(false) }))).toBe(false);
    const collected = exit([{ __kind: 'Bid', cash: 1n, fractions: 0n }]);
    expect(canWithdrawOffer(position({ bid: bid(true), exit: collected }))).toBe(false);
  });

  describe('in offerings', () => {
    const bought = { sold: 10n, purchasesOpen: 1n };
    const certain = { ...bought, raised: 50_000_000n };
    const over = { startsAt: NOW - 9_000n, endsAt: NOW };
    const waiting = offeringItem(bought, { fractions: 10n, cost: 5n });
    const due = offeringItem(certain, { fractions: 10n, delivered: 4n });
    const delivered = offeringItem(certain, { fractions: 10n, delivered: 10n });

    test('are something that one has, and count once they are for good', () => {
      const buyer = position({ offerings: [waiting] });
      expect(sortPositions([buyer])).toEqual({ own: [buyer], roles: [] });
      expect(fractionsOf(buyer)).toBe(0n);
      expect(fractionsOf(position({ fractions: 4n, offerings: [due] }))).toBe(10n);
    });

    test('say how a purchase stands', () => {
      expect(purchaseState(offeringItem())).toBeNull();
      expect(purchaseState(waiting)).toBe('waits for the minimum of the offering');
      expect(purchaseState(due)).toBe('they are yours, and can be claimed');
      expect(purchaseState(delivered)).toBe('delivered');
      const rent = offeringItem({ ...certain, ...over }, { fractions: 10n, delivered: 10n });
      expect(purchaseState(rent)).toBe('delivered: only the rent of its account is left');
      const failed = offeringItem({ ...bought, ...over }, { fractions: 10n, cost: 5n });
      expect(purchaseState(failed)).toBe('the offering failed: your cash can be taken back');
    });

    test('say how an own offering stands', () => {
      const state = (changes: Parameters<typeof offeringItem>[0]) => offeringState(offeringItem(changes).offering);
      expect(state({ startsAt: NOW + 1n })).toBe('it has not started');
      expect(state(bought)).toBe('it sells');
      expect(state(certain)).toBe('it sells, and has succeeded');
      expect(state({ ...certain, ...over })).toBe('it succeeded: it can be closed');
      expect(state({ ...certain, ...over, closed: 1 })).toBe('it succeeded; buyers have yet to claim');
      expect(state({ ...bought, ...over, closed: 1, purchasesOpen: 0n })).toBe('it failed: it can be closed');
    });
  });
});
