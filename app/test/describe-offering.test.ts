import type { quotes } from '@mosaic/client';
import { address } from '@solana/kit';
import { expect, test } from 'vitest';

import {
  describeBuyFractions,
  describeClaimPurchase,
  describeCloseOffering,
  describeOpenOffering,
} from '../src/action/describe/offering.ts';
import { describeOffer } from '../src/action/describe/offers.ts';
import { SOL } from '../src/amount/coin.ts';
import { offeringItem } from './offering.ts';
import { NOBODY, NOW, QUOTE_MINT, SUPPLY, vaultView } from './vault.ts';

const fractionMint = address('7Xn4mM868daxsGVJmaGrYxg8CZiuqBnDwUse66s5ALmr');
const CREATOR = NOBODY;
const CURATOR = address('SysvarRent111111111111111111111111111111111');
const OTHER = address('SysvarC1ock11111111111111111111111111111111');
const names = { title: 'Still life', symbol: 'STILL', cash: 'SOL', nfts: new Map() };
const about = {
  view: vaultView({ vault: { fractionMint, quoteMint: QUOTE_MINT, creator: CREATOR, curator: CURATOR } }),
  names,
};
const account = (kind: quotes.NewAccount['kind']): quotes.NewAccount => {
  return { kind, address: NOBODY, lamports: 2_000n };
};

const OPEN: quotes.OpenOfferingQuote = {
  number: 0n,
  address: NOBODY,
  amount: SUPPLY / 10n,
  startsAt: NOW,
  endsAt: NOW + 86_400n,
  startPricePerToken: 200_000n,
  endPricePerToken: 100_000n,
  most: 200_000_000n,
  least: 100_000_000n,
  minimum: 50_000_000n,
  accounts: [account('Offering'), account('OfferedFractions'), account('RaisedCash')],
  rent: 6_000n,
  returned: 6_000n,
};

const BUY: quotes.BuyFractionsQuote = {
  number: 0n,
  amount: 30_000_000n,
  price: 1_500_000_000n,
  cost: 4_500_000n,
  maxCost: 4_500_000n,
  purchase: { fractions: 30_000_000n, delivered: 0n, cost: 4_500_000n },
  allowed: 470_000_000n,
  left: 970_000_000n,
  raised: 4_500_000n,
  certain: false,
  delivered: 0n,
  floor: 0n,
  endsAt: NOW + 43_200n,
  accounts: [account('Purchase')],
  rent: 2_000n,
  wrapped: 0n,
};

const CLAIM: quotes.ClaimPurchaseQuote = {
  number: 0n,
  buyer: OTHER,
  fractions: 0n,
  refund: 4_500_000n,
  closes: true,
  returned: 2_000n,
  accounts: [],
  rent: 0n,
  unwrapped: false,
};

const CLOSE: quotes.CloseOfferingQuote = {
  number: 0n,
  fractions: 7n,
  cash: 9_000_000n,
  calledOff: false,
  closes: false,
  surplusCash: 3n,
  surplusFractions: 0n,
  returned: 6_000n,
  accounts: [],
  rent: 0n,
};

test('opening an offering says what leaves, what it costs at both ends, and that its rent comes back', () => {
  const lines = describeOpenOffering(OPEN, about);
  expect(lines.goes).toMatchObject([{ raw: SUPPLY / 10n, coin: fractionMint }]);
  expect(lines.rent).toMatchObject([
    { raw: 6_000n, coin: SOL },
    { raw: 6_000n, coin: SOL, back: 'later' },
  ]);
  const text = lines.notes.join(' ');
  expect(text).toContain('A fraction costs 0.2 SOL at the start, evenly less with time, and 0.1 SOL at the end.');
  expect(text).toContain('unless they are by the end, buyers get their cash back');
});

test('an offering of a fixed price without a minimum succeeds at once', () => {
  const quote = { ...OPEN, endPricePerToken: 200_000n, least: OPEN.most, minimum: 0n };
  const text = describeOpenOffering(quote, about).notes.join(' ');
  expect(text).toContain('A fraction costs 0.2 SOL all the time. All of it brings 200 SOL.');
  expect(text).toContain('It succeeds with the first fraction that is sold.');
});

test('buying below the minimum brings nothing yet, and says when the cash comes back', () => {
  const lines = describeBuyFractions(BUY, offeringItem().offering, about);
  expect(lines.goes).toMatchObject([{ raw: 4_500_000n, coin: QUOTE_MINT }]);
  expect(lines.comes).toEqual([]);
  expect(lines.worst).toMatchObject([{ raw: 4_500_000n, coin: QUOTE_MINT }]);
  expect(lines.rent).toMatchObject([{ raw: 2_000n }, { raw: 2_000n, back: 'later' }]);
  const text = lines.notes.join(' ');
  expect(text).toContain('4.5 SOL of the minimum of 50 SOL are raised then');
  expect(text).toContain('you get all your cash back');
  expect(text).toContain('it costs less');
  expect(text).toContain('You can buy 470 fractions more then.');
});

test('buying that reaches the minimum delivers all that was bought, and holds the vault up', () => {
  const quote = { ...BUY, certain: true, delivered: 60_000_000n, floor: 1_900_000_000n, allowed: 0n, accounts: [] };
  const fixed = offeringItem({ endPrice: 2_000_000_000n }).offering;
  const lines = describeBuyFractions(quote, fixed, about);
  expect(lines.comes).toMatchObject([{ raw: 60_000_000n, coin: fractionMint }]);
  const text = lines.notes.join(' ');
  expect(text).toContain('all 60 fractions that are yours are delivered');
  expect(text).toContain('the vault is not sold below 1,900 SOL');
  expect(text).toContain('You can buy no more of it then.');
  expect(text).not.toContain('costs less');
  expect(text).not.toContain('cash back');
});

test('a claim brings its buyer the cash or the fractions, and nobody else anything', () => {
  const failed = describeClaimPurchase(CLAIM, about, OTHER);
  expect(failed.comes).toMatchObject([{ raw: 4_500_000n, coin: QUOTE_MINT }]);
  expect(failed.rent).toMatchObject([{ raw: 2_000n, back: 'now' }]);
  const delivered = { ...CLAIM, refund: 0n, fractions: 5n, closes: false, returned: 0n };
  const lines = describeClaimPurchase(delivered, about, OTHER);
  expect(lines.comes).toMatchObject([{ raw: 5n, coin: fractionMint }]);
  expect(lines.notes).toEqual([expect.stringContaining('stays until the offering is over')]);
  expect(describeClaimPurchase(CLAIM, about, CREATOR)).toMatchObject({ comes: [], rent: [] });
});

test('closing an offering pays its creator alone, and the curator what came uninvited', () => {
  const { offering } = offeringItem({ purchasesOpen: 2n });
  const creator = describeCloseOffering(CLOSE, offering, about, CREATOR);
  expect(creator.comes).toMatchObject([
    { raw: 9_000_000n, coin: QUOTE_MINT },
    { raw: 7n, coin: fractionMint },
  ]);
  expect(creator.rent).toMatchObject([{ raw: 6_000n, back: 'now' }]);
  expect(creator.notes.join(' ')).toContain('until 2 purchases of it are claimed');
  expect(describeCloseOffering(CLOSE, offering, about, CURATOR).comes).toMatchObject([{ raw: 3n }]);
  const other = describeCloseOffering({ ...CLOSE, closes: true }, offering, about, OTHER);
  expect(other).toMatchObject({ comes: [], rent: [] });
  expect(other.notes.join(' ')).toContain('It pays the creator 9 SOL and 0.000007 fractions.');
  const again = describeCloseOffering({ ...CLOSE, cash: 0n, fractions: 0n, closes: true }, offering, about, OTHER);
  expect(again.notes.join(' ')).toContain('the creator was paid before');
});

test('an offer below what was paid in an offering that runs says until when it waits', () => {
  const quote: quotes.OfferQuote = {
    price: 700_000_000n,
    escrowed: { cash: 700_000_000n, fractions: 0n },
    cash: { __kind: 'In', fields: [700_000_000n] },
    fractions: { __kind: 'In', fields: [0n] },
    maxCash: 700_000_000n,
    worstCase: 700_000_000n,
    acceptableAt: NOW + 1n,
    vetoing: 0n,
    vetoLimit: 1n,
    vetoed: false,
    exceeds: null,
    licensedUntil: 0n,
    accounts: [],
    rent: 0n,
    wrapped: 0n,
  };
  const lifted = (offeringPrice: bigint) => ({
    names,
    view: vaultView({ vault: { offeringPrice, offeringEndsAt: NOW + 9n } }),
  });
  expect(describeOffer(quote, lifted(700_000_001n)).notes.join(' ')).toContain('Nobody can accept it before');
  expect(describeOffer(quote, lifted(700_000_000n)).notes.join(' ')).not.toContain('Nobody can accept it before');
});
