/** What quotes of several actions have in common, as lines. */

import { type VaultView, quotes, type rules, vaultIncomes } from '@mosaic/client';
import type { Address } from '@solana/kit';

import { type CoinRef, SOL } from '../../amount/coin.ts';
import { formatAmount } from '../../amount/format.ts';
import type { VaultNames } from '../../data/names.ts';
import type { Line } from '../types.ts';

/** The vault that an action is about. */
export type About = { readonly view: VaultView; readonly names: VaultNames };

/** An amount; none for nothing. */
export function amount(label: string, raw: bigint, coin: CoinRef): Line[] {
  return raw === 0n ? [] : [{ label, raw, coin }];
}

/** Money of a vault's prices; none for nothing. */
export function cash({ view }: About, label: string, raw: bigint): Line[] {
  return amount(label, raw, view.vault.quoteMint);
}

/** Fractions of a vault; none for nothing. */
export function fractions({ view }: About, raw: bigint, label = 'Fractions'): Line[] {
  return amount(label, raw, view.vault.fractionMint);
}

/** NFTs by their names; none for none. */
export function nfts({ names }: About, mints: readonly Address[]): Line[] {
  return mints.map(nft => ({ label: 'NFT', text: names.nfts.get(nft)?.name || nft, nft }));
}

/** What moves one way, into the escrow or out of it; 0 if it moves the other way. */
export function moved({ __kind, fields: [raw] }: rules.auction.Move, way: 'In' | 'Out'): bigint {
  return __kind === way ? raw : 0n;
}

/** A price of the whole vault as a text, with what it is in. */
export function priceText({ view, names }: About, price: bigint): string {
  return `${formatAmount(price, view.quoteDecimals)} ${names.cash}`;
}

/** Fractions as a text, in whole tokens. */
export function fractionsText({ view }: About, raw: bigint): string {
  return formatAmount(raw, view.vault.decimals);
}

/** What accounts an action makes and closes, in lamports. */
export type Rents = {
  readonly accounts?: readonly quotes.NewAccount[];
  /** Lamports of closed accounts that come to the wallet. */
  readonly returned?: bigint;
};

/** Rent that is paid for new accounts, and that of closed ones. */
export function rents({ accounts = [], returned = 0n }: Rents): Line[] {
  const later = quotes.returnedRent(accounts);
  return [
    ...amount(`Rent of ${counted(accounts.length, 'new account')}`, quotes.totalRent(accounts), SOL),
    ...amount('Of it comes back when they are closed', later, SOL).map(line => ({ ...line, back: 'later' }) as const),
    ...amount('Rent that comes back', returned, SOL).map(line => ({ ...line, back: 'now' }) as const),
  ];
}

/** Sentences, those that hold. */
export function notes(...sentences: readonly (string | false | null)[]): string[] {
  return sentences.filter(sentence => typeof sentence === 'string');
}

/** A number of things in words: `1 vote`, `2 votes`. */
export function counted(count: number | bigint, thing: string): string {
  return `${count} ${thing}${BigInt(count) === 1n ? '' : 's'}`;
}

/** That a claim brings more than can be said before, as long as income is being released. */
export function streamNote({ view }: About): string | null {
  const streams = vaultIncomes(view).some(({ waiting }) => waiting > 0n);
  return streams ? 'Income is being released: what your stake earns until this is confirmed comes on top.' : null;
}
