import { type quotes, pda } from '@mosaic/client';
import { type Address, address, createNoopSigner } from '@solana/kit';
import {
  getCloseAccountInstruction,
  getCreateAssociatedTokenIdempotentInstruction,
  getSyncNativeInstruction,
} from '@solana-program/token';
import { expect, test } from 'vitest';

import { describeBid } from '../src/action/describe/bid.ts';
import { describeLowerCuratorFee } from '../src/action/describe/curator.ts';
import { describeExit } from '../src/action/describe/exit.ts';
import { describeWithdrawVote } from '../src/action/describe/votes.ts';
import { withoutPassing } from '../src/action/passing.ts';
import { quartile } from '../src/action/priority.ts';
import { SOL } from '../src/amount/coin.ts';
import { NOBODY, NOW, QUOTE_MINT, vaultView } from './vault.ts';

const fractionMint = address('7Xn4mM868daxsGVJmaGrYxg8CZiuqBnDwUse66s5ALmr');
const about = {
  view: vaultView({ vault: { fractionMint, quoteMint: QUOTE_MINT } }),
  names: { title: 'Still life', symbol: 'STILL', cash: 'SOL', nfts: new Map() },
};
const account = (kind: quotes.NewAccount['kind'], at: Address = NOBODY): quotes.NewAccount => {
  return { kind, address: at, lamports: 2_000n };
};

const BID: quotes.BidQuote = {
  price: 1_000n,
  escrowed: { cash: 900n, fractions: 10n },
  cash: { __kind: 'In', fields: [900n] },
  fractions: { __kind: 'In', fields: [10n] },
  maxCash: 900n,
  worstCase: 950n,
  endsAt: NOW + 86_400n,
  startsAuction: true,
  licensedUntil: 0n,
  accounts: [account('Bid'), account('TokenAccount')],
  rent: 4_000n,
  wrapped: 0n,
};

const EXIT: quotes.ExitQuote = {
  claims: [],
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
};

test('a lower fee of the curator says who can change it again: nobody, in an auction', () => {
  const quote = { beforeBps: 150, feeBps: 25, capBps: 200 };
  expect(describeLowerCuratorFee(quote, about).notes).toEqual([
    'Your fee falls from 1.5 % to 0.25 % of the cash of the sale: that much more is for the holders of fractions.',
    'You cannot raise it again.',
    'Holders can, by a vote, to 2 % at most, as long as nobody has bid.',
  ]);
  const inAuction = { ...about, view: vaultView({ status: 'Auction', auction: {} }) };
  expect(describeLowerCuratorFee(quote, inAuction).notes).toHaveLength(2);
});

test('a bid says what goes, the worst case, and which rent comes back', () => {
  const lines = describeBid(BID, about);
  expect(lines.goes).toMatchObject([
    { raw: 900n, coin: QUOTE_MINT },
    { raw: 10n, coin: fractionMint },
  ]);
  expect(lines.comes).toEqual([]);
  expect(lines.worst).toMatchObject([{ raw: 950n, coin: QUOTE_MINT }]);
  expect(lines.rent).toMatchObject([
    { raw: 4_000n, coin: SOL },
    { raw: 2_000n, coin: SOL, back: 'later' },
  ]);
  expect(lines.notes.join(' ')).toContain('starts the auction');
  expect(lines.notes[0]).toBe('The bid is 0.001 SOL for the whole vault.');
});

test('a bid with more own fractions gives cash back', () => {
  const lines = describeBid({ ...BID, cash: { __kind: 'Out', fields: [50n] }, startsAuction: false }, about);
  expect(lines.goes).toMatchObject([{ raw: 10n, coin: fractionMint }]);
  expect(lines.comes).toMatchObject([{ raw: 50n, coin: QUOTE_MINT }]);
  expect(lines.notes.join(' ')).not.toContain('starts the auction');
});

test('an exit after the sale takes only what is in the wallet out of it, whatever comes of bid and stake', () => {
  const lines = describeExit(
    {
      ...EXIT,
      claims: [
        { __kind: 'Bid', cash: 70n, fractions: 3n },
        { __kind: 'Stake', fractions: 4n },
        { __kind: 'Redemption', fractions: 12n, payout: 500n },
      ],
      unstaked: 4n,
      burned: 12n,
      returned: 9n,
    },
    about,
  );
  expect(lines.goes).toMatchObject([{ raw: 5n, coin: fractionMint }]);
  expect(lines.comes).toMatchObject([{ raw: 70n }, { raw: 500n }]);
  expect(lines.rent).toMatchObject([{ raw: 9n, coin: SOL, back: 'now' }]);
});

test('an exit before the sale gives the fractions of a bid back', () => {
  const claims = [{ __kind: 'Bid', cash: 70n, fractions: 3n }] as const;
  const lines = describeExit({ ...EXIT, claims, fractions: 3n }, about);
  expect(lines.goes).toEqual([]);
  expect(lines.comes).toMatchObject([{ raw: 70n }, { raw: 3n, coin: fractionMint }]);
});

test('rent that goes to somebody else is no line of the wallet', () => {
  const returned = { kind: 'Vote', address: NOBODY, to: fractionMint, lamports: 7n } as const;
  const quote = { number: 1n, ballot: { yes: true, weight: 1n }, standing: null, freeAt: null, returned };
  expect(describeWithdrawVote(quote, NOBODY).rent).toEqual([]);
  expect(describeWithdrawVote(quote, fractionMint).rent).toMatchObject([{ raw: 7n, back: 'now' }]);
});

test('an account that is made and closed again costs no rent', async () => {
  const owner = createNoopSigner(fractionMint);
  const ata = await pda.associatedToken(owner.address, QUOTE_MINT);
  const make = getCreateAssociatedTokenIdempotentInstruction({
    payer: owner,
    ata,
    owner: owner.address,
    mint: QUOTE_MINT,
  });
  const close = getCloseAccountInstruction({ account: ata, destination: owner.address, owner });
  const quote = { ...BID, accounts: [account('Bid'), account('TokenAccount', ata)] };
  const passes = withoutPassing({ quote, instructions: [make, getSyncNativeInstruction({ account: ata }), close] });
  expect(passes).toMatchObject({ accounts: [{ kind: 'Bid' }], rent: 2_000n });
  expect(withoutPassing({ quote, instructions: [make] })).toBe(quote);
});

test('the priority fee is an upper quartile with a limit', () => {
  expect(quartile([])).toBe(0n);
  expect(quartile([4n, 1n, 3n, 2n])).toBe(4n);
  expect(quartile([10n ** 18n])).toBe(500_000n);
});
