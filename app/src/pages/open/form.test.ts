import { WRAPPED_SOL_MINT, rules } from '@mosaic/client';
import { type Address, address } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import type { WalletNft } from '../../data/index.ts';
import type { Draft } from './draft.ts';
import { type OpenValues, emptyValues, quoteMintOf, readDraftOrder, readOrder, rescaled } from './form.ts';
import { kindOf, refusalOf, searchNfts, sortNfts, suggestNames } from './nfts.ts';

const USDC = address('EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v');
const MINT = address('metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s');
const OTHER = address('SysvarRent111111111111111111111111111111111');

const filled: OpenValues = {
  ...emptyValues(),
  nfts: [{ mint: MINT, token: OTHER }],
  name: ' Still life ',
  symbol: 'STILL',
  price: 5_000_000_000n,
};

describe('the order of a new opening', () => {
  test('has what was entered, to the unit', () => {
    expect(readOrder(filled, WRAPPED_SOL_MINT)).toEqual({
      errors: null,
      order: {
        id: null,
        quoteMint: WRAPPED_SOL_MINT,
        supply: 10_000_000_000n,
        decimals: 6,
        terms: rules.terms.withOpeningPrice(5_000_000_000n),
        nfts: [{ mint: MINT, token: OTHER }],
        description: { name: 'Still life', symbol: 'STILL', uri: '' },
      },
    });
  });

  test('is none as long as something is missing, and says what', () => {
    const { order, errors } = readOrder(emptyValues(), WRAPPED_SOL_MINT);
    expect(order).toBeNull();
    expect(Object.keys(errors ?? {}).sort()).toEqual(['name', 'nfts', 'price', 'symbol']);
    expect(readOrder({ ...filled, supply: 0n }, USDC).errors).toHaveProperty('supply');
    expect(readOrder({ ...filled, coin: 'other' }, null).errors).toHaveProperty('mint');
  });

  test('counts the bytes of texts, not their letters', () => {
    expect(readOrder({ ...filled, symbol: '€€€€' }, USDC).errors).toEqual({ symbol: '12 bytes long; at most 10 fit.' });
  });

  test('takes at most 16 NFTs', () => {
    const nfts = Array.from({ length: 17 }, () => ({ mint: MINT }));
    expect(readOrder({ ...filled, nfts }, USDC).errors).toEqual({ nfts: 'A vault takes at most 16 NFTs.' });
    expect(readOrder({ ...filled, nfts: nfts.slice(1) }, USDC).errors).toBeNull();
  });

  test('tells the term that cannot be as entered', () => {
    const terms = { ...filled.terms, stepBps: '51' };
    expect(readOrder({ ...filled, terms }, USDC).errors).toEqual({ 'terms.stepBps': 'Allowed: 1 to 50 %.' });
  });
});

test('the coin is SOL, the USDC of the network, or the mint that is named', () => {
  expect(quoteMintOf(filled, null)).toBe(WRAPPED_SOL_MINT);
  expect(quoteMintOf({ ...filled, coin: 'USDC' }, USDC)).toBe(USDC);
  expect(quoteMintOf({ ...filled, coin: 'other', mint: ` ${MINT} ` }, USDC)).toBe(MINT);
  expect(quoteMintOf({ ...filled, coin: 'other', mint: 'nothing' }, USDC)).toBeNull();
});

test('other decimals leave the number of whole fractions as it is', () => {
  expect(rescaled(10_000_000_000n, 6, 9)).toBe(10_000_000_000_000n);
  expect(rescaled(10_000_000_000n, 6, 0)).toBe(10_000n);
  expect(rescaled(1n, 6, 5)).toBeNull();
  expect(rescaled(1n << 63n, 0, 1)).toBeNull();
  expect(rescaled(null, 6, 9)).toBeNull();
});

describe('a draft', () => {
  const { openingPrice, ...terms } = rules.terms.withOpeningPrice(7n);
  const vault = { id: 3n, quoteMint: USDC, minted: 100n, decimals: 2, described: 0, openingPrice, ...terms };
  const draft = { view: { vault }, assets: [{ asset: { nftMint: MINT } }] } as unknown as Draft;

  test('is completed by the same order, with further NFTs', () => {
    expect(readDraftOrder({ ...filled, nfts: [{ mint: OTHER }] }, draft).order).toEqual({
      id: 3n,
      quoteMint: USDC,
      supply: 100n,
      decimals: 2,
      terms: { openingPrice, ...terms },
      nfts: [{ mint: MINT }, { mint: OTHER }],
      description: { name: 'Still life', symbol: 'STILL', uri: '' },
    });
  });

  test('needs no texts once its fraction is described, and no NFT once it has one', () => {
    const described = { ...draft, view: { vault: { ...vault, described: 1 } } } as unknown as Draft;
    expect(readDraftOrder(emptyValues(), described).order?.description).toBeNull();
    expect(readDraftOrder(emptyValues(), { ...described, assets: [] }).errors).toHaveProperty('nfts');
  });
});

const nft = (name: string, part: Partial<WalletNft> = {}): WalletNft => ({
  mint: name as Address,
  owner: MINT,
  token: OTHER,
  name,
  symbol: '',
  uri: `https://example.com/${name}`,
  sellerFeeBps: 0,
  creators: [],
  collection: null,
  ruleSet: null,
  deposit: { __kind: 'Ok', fields: ['NonFungible'] },
  royalties: [],
  standard: 'NonFungible',
  ...part,
});

describe('NFTs of a wallet', () => {
  const locked = nft('Ant', { deposit: { __kind: 'Err', fields: ['Locked'] } });
  const nfts = [locked, nft('Cat'), nft('Bee')];

  test('come with those that can be deposited first', () => {
    expect(sortNfts(nfts).map(({ name }) => name)).toEqual(['Bee', 'Cat', 'Ant']);
  });

  test('say in a sentence why they cannot be deposited', () => {
    expect(refusalOf(locked)).toBe('It is frozen or locked: unlist, unstake or unlock it first.');
    expect(refusalOf(nft('Bee'))).toBeNull();
  });

  test('say what they are, and whether their collection was confirmed', () => {
    const key = MINT;
    const short = `${MINT.slice(0, 4)}…${MINT.slice(-4)}`;
    expect(kindOf(nft('Bee', { standard: 'Token2022' }))).toBe('Token-2022 NFT');
    expect(kindOf(nft('Bee', { collection: { key, verified: true } }))).toBe(`NFT · collection ${short}, verified`);
    expect(kindOf({ ...locked, standard: 'Programmable' })).toBe('Programmable NFT');
    const odd = nft('Odd', { standard: null, collection: { key, verified: false } });
    expect(kindOf(odd)).toBe(`collection ${short}, not verified`);
    expect(kindOf({ ...odd, collection: null })).toBe('');
  });

  test('are found by any part of their names', () => {
    expect(searchNfts(nfts, ' at').map(({ name }) => name)).toEqual(['Cat']);
    expect(searchNfts(nfts, '')).toHaveLength(3);
  });

  test('lend their names to the fractions, unless others were entered', () => {
    const [, cat, bee] = nfts as [WalletNft, WalletNft, WalletNft];
    const ofCat = { name: 'Cat', symbol: 'CAT', uri: 'https://example.com/Cat' };
    expect(suggestNames(emptyValues(), [cat], nfts)).toEqual(ofCat);
    const own = { ...emptyValues(), ...ofCat, nfts: [cat], name: 'My cat' };
    expect(suggestNames(own, [bee], nfts)).toEqual({ name: 'My cat', symbol: 'BEE', uri: 'https://example.com/Bee' });
  });
});
