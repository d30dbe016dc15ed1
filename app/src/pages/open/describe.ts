/** What opening a vault does, in lines for people. */
import type { quotes } from '@mosaic/client';
import type { Address } from '@solana/kit';

import { amount } from '../../action/describe/parts.ts';
import type { Line, QuoteLines } from '../../action/types.ts';
import { type Coin, SOL, formatAmount, formatBps, shortAddress } from '../../amount/index.ts';
import { accountLines } from './texts.ts';

/** What an opening does. */
export type OpeningQuote = quotes.OpenQuote & {
  /** Mints of the NFTs that are deposited: not those that a draft has already. */
  readonly deposits: readonly Address[];
};

/** What people call what an opening is about. */
export type OpeningWords = {
  /** Names of the NFTs, by mint; one without is shown by its mint. */
  readonly nfts: ReadonlyMap<Address, string>;
  /** The fractions as they will be called. */
  readonly fraction: Coin;
  /** The coin of all prices. */
  readonly coin: Coin;
  /** Opening price of the whole vault, in raw units of the coin. */
  readonly openingPrice: bigint;
};

/** Opening a vault: the NFTs go, the fractions come, and every account that is made. */
export function describeOpen(quote: OpeningQuote, { nfts, fraction, coin, openingPrice }: OpeningWords): QuoteLines {
  const written = (raw: bigint, { symbol, decimals }: Coin) => `${formatAmount(raw, decimals)} ${symbol}`;
  const perFraction = quote.pricePerToken === null ? '' : ` (${written(quote.pricePerToken, coin)} per fraction)`;
  return {
    goes: quote.deposits.map(mint => ({
      label: 'NFT into the vault',
      text: nfts.get(mint) || shortAddress(mint),
      nft: mint,
    })),
    comes: [{ label: 'Fractions, all there will be', raw: quote.minted, coin: fraction }],
    rent: [
      ...accountLines(quote.accounts).map(({ label, count, lamports }): Line => {
        return { label: count > 1 ? `${label} × ${count}` : label, raw: lamports, coin: SOL };
      }),
      ...amount('Comes back, at the latest when the vault is closed', quote.returned, SOL).map(line => {
        return { ...line, back: 'later' } as const;
      }),
    ],
    notes: [
      `The opening price is ${written(openingPrice, coin)} for the whole vault${perFraction}.`,
      quote.royaltyBps > 0n
        ? `A sale pays ${formatBps(quote.royaltyBps)} of its cash to the creators of the NFTs.`
        : 'A sale pays no royalties.',
      'Supply and terms are fixed from then on.',
      'Whoever wins the auction gets the NFTs, and every fraction its share of the price.',
    ],
  };
}
