/** What every action of the app says of itself before anybody signs. */

import type { AccountReader, Action } from '@mosaic/client';
import type { Address, Signature, TransactionSigner } from '@solana/kit';

import type { CoinRef } from '../amount/coin.ts';

/** One line of a quote: an amount, or words. */
export type Line =
  | {
      readonly label: string;
      readonly raw: bigint;
      readonly coin: CoinRef;
      /** Of rent: that it is not paid, but comes back, by this action or some time later. */
      readonly back?: 'now' | 'later';
    }
  | {
      readonly label: string;
      readonly text: string;
      /** Mint of the NFT that the words are about. */
      readonly nft?: Address;
    };

/** What an action does, in lines for people. */
export type QuoteLines = {
  /** What leaves the wallet. */
  readonly goes: readonly Line[];
  /** What arrives in it. */
  readonly comes: readonly Line[];
  /** What else there is to know: sentences. */
  readonly notes: readonly string[];
  /** The most that can leave the wallet, whatever others do before. */
  readonly worst?: readonly Line[];
  /** Rent of accounts, in lamports: paid, and what comes back. */
  readonly rent?: readonly Line[];
};

/** An action that is offered to the user. */
export type Offered<Q> = {
  /** What it is: "Bid for Still life". */
  readonly title: string;
  /** Reads what it needs, and builds it for who signs. */
  readonly build: (reader: AccountReader, me: TransactionSigner) => Promise<Action<Q>>;
  /** Says what it does, to the wallet of this address. */
  readonly describe: (quote: Q, me: Address) => QuoteLines;
  /** What is written on the button that asks the wallet. */
  readonly confirmLabel: string;
};

/** How an offered action ended. */
export type Outcome =
  /** All of it is confirmed, by these transactions. */
  | { readonly kind: 'done'; readonly signatures: readonly Signature[] }
  /** Nothing was sent. */
  | { readonly kind: 'cancelled' }
  /** It failed; these transactions of it had landed before. */
  | { readonly kind: 'failed'; readonly signatures: readonly Signature[] };
