import { describe, expect, test } from 'vitest';

import * as pda from '../../src/pda.ts';
import {
  type AccountKind,
  type Opening,
  accountLamports,
  isReturned,
  minimumBalance,
  open,
  totalRent,
} from '../../src/quotes/index.ts';
import type { NftView } from '../../src/views/index.ts';
import { CLEO, CURATOR, PAINTER, RENT, SUPPLY, outcome, terms, vault } from './support.ts';

const NFT: NftView = {
  mint: CLEO,
  owner: PAINTER,
  token: CURATOR,
  name: '',
  symbol: '',
  uri: '',
  sellerFeeBps: 500,
  creators: [],
  collection: null,
  ruleSet: null,
  deposit: { __kind: 'Ok', fields: ['Programmable'] },
  royalties: [{ payee: PAINTER, weight: 35_001 }],
};

const OPENING: Opening = {
  creator: PAINTER,
  id: 0n,
  supply: SUPPLY,
  decimals: 6,
  terms: terms(),
  nfts: [NFT],
  describe: true,
  draft: null,
  hasFractionAccount: false,
};

describe('opening', () => {
  test('a programmable NFT makes six accounts', async () => {
    const quote = await open(OPENING, RENT);
    expect(quote).toMatchObject({ minted: SUPPLY, pricePerToken: 100_000n, royaltyBps: 351n, assets: 1 });
    const kinds = ['Vault', 'FractionMint', 'Asset', 'Custody', 'FractionMetadata', 'TokenAccount'];
    expect(quote.accounts.map(({ kind }) => kind)).toEqual(kinds);
    expect(quote.accounts[3]?.address).toBe(await pda.associatedToken(quote.vault, CLEO));
    expect(quote.rent).toBe(totalRent(quote.accounts));
    // Of a mint, its metadata and a wallet's own account nothing comes back.
    expect(kinds.filter(kind => isReturned(kind as AccountKind))).toEqual(['Vault', 'Asset', 'Custody']);
    expect(quote.returned).toBe(totalRent(quote.accounts.filter(({ kind }) => isReturned(kind))));
  });

  test('goes on with a draft', async () => {
    const draft = vault({ assets: 2, royaltyWeight: 99 });
    const plain: NftView = { ...NFT, deposit: { __kind: 'Ok', fields: ['NonFungible'] } };
    const rest = { ...OPENING, nfts: [plain], draft, describe: false, hasFractionAccount: true };
    const quote = await open(rest, RENT);
    expect(quote).toMatchObject({ assets: 3, royaltyBps: 117n });
    expect(quote.accounts.map(({ kind }) => kind)).toEqual(['Asset', 'Custody']);
    expect(quote.accounts[1]?.address).toBe(await pda.custody(quote.vault, CLEO));
  });

  test('has no price of a token beyond 64 bits, and is refused by the terms', async () => {
    const dear = { ...OPENING, terms: terms({ openingPrice: 2n ** 64n - 1n }), supply: 1n };
    expect((await open(dear, RENT)).pricePerToken).toBeNull();
    expect(await outcome(() => open({ ...OPENING, supply: 0n }, RENT))).toEqual({ refused: 'ZeroSupply' });
    const free = { ...OPENING, terms: terms({ openingPrice: 0n }) };
    expect(await outcome(() => open(free, RENT))).toEqual({ refused: 'ZeroPrice' });
    const full = { ...OPENING, draft: vault({ assets: 255 }) };
    expect(await outcome(() => open(full, RENT))).toEqual({ refused: 'Overflow' });
  });
});

describe('rent', () => {
  test.each([
    [0, 890_880n],
    [82, 1_461_600n],
    [165, 2_039_280n],
  ])('of %d bytes is that of mainnet', (bytes, lamports) => {
    expect(minimumBalance(RENT, bytes)).toBe(lamports);
  });

  test('follows the sysvar, also where it has no whole years', () => {
    const half = { ...RENT, exemptionThreshold: 0.5 } as typeof RENT;
    expect(minimumBalance(half, 0)).toBe(222_720n);
    expect(minimumBalance({ ...RENT, lamportsPerByteYear: 1n } as typeof RENT, 2)).toBe(260n);
  });

  test.each<[AccountKind, bigint]>([
    ['Vault', 3_173_760n],
    ['FractionMint', 1_461_600n],
    ['FractionMetadata', 15_115_600n],
    ['TokenAccount', 2_039_280n],
  ])('of a %s', (kind, lamports) => {
    expect(accountLamports(kind, RENT)).toBe(lamports);
  });
});
