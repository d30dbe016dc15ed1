import { quotes } from '@mosaic/client';
import type { Address } from '@solana/kit';
import { expect, test } from 'vitest';

import { accountLines, bytesOf, cutTo, symbolFor } from './texts.ts';

const made = (kind: quotes.AccountKind, lamports: bigint): quotes.NewAccount => {
  return { kind, lamports, address: `${kind}${lamports}` as Address };
};

test('accounts of one kind are one line, and none is lost', () => {
  const accounts = [
    made('Vault', 5n),
    made('FractionMint', 2n),
    made('Asset', 3n),
    made('Custody', 1n),
    made('Asset', 3n),
    made('Custody', 1n),
    made('TokenAccount', 4n),
  ];
  const lines = accountLines(accounts);
  expect(lines.map(({ kind, count, lamports, fate }) => [kind, count, lamports, fate])).toEqual([
    ['Vault', 1, 5n, 'back'],
    ['FractionMint', 1, 2n, 'spent'],
    ['Asset', 2, 6n, 'back'],
    ['Custody', 2, 2n, 'back'],
    ['TokenAccount', 1, 4n, 'yours'],
  ]);
  const back = lines.filter(({ fate }) => fate === 'back').reduce((sum, { lamports }) => sum + lamports, 0n);
  expect(back).toBe(quotes.returnedRent(accounts));
});

test('a text is cut between characters, not within one', () => {
  expect(bytesOf('né€')).toBe(6);
  expect(cutTo('né€', 5)).toBe('né');
  expect(cutTo('short', 32)).toBe('short');
  expect(cutTo('ends in a blank', 5)).toBe('ends');
});

test('a symbol is that of the NFT, else the first letters of its name', () => {
  expect(symbolFor('Still life', 'STILL')).toBe('STILL');
  expect(symbolFor('Still life #7', '')).toBe('STILLL');
  expect(symbolFor('', '')).toBe('');
});
