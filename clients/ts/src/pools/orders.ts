/** What is asked of pools, and what it will do. */
import type { Address } from '@solana/kit';
import type { WrappedSol } from '../actions/tokens.ts';
import type { NewAccount } from '../quotes/index.ts';
import type { Signatory } from '../signatory.ts';
import type { Comparison } from './compare.ts';
import type { Amounts, Side } from './curve.ts';
import type { Exchange } from './view.ts';

/**
 * At which exchange a pool is made, and what it takes of trades.
 *
 * - `TokenSwap`: `tradeFeeBps` of each trade stay in the pool.
 * - `Raydium`: the number of the configuration, which sets the fees and what the pool costs.
 */
export type NewPool =
  | { readonly __kind: 'TokenSwap'; readonly tradeFeeBps: number }
  | { readonly __kind: 'Raydium'; readonly config: number };

/** A pool to be made. */
export type CreatePool = {
  /** The vault. */
  readonly vault: Address;
  /** Who makes it, pays from its associated token accounts, gets the shares; signs. */
  readonly creator: Signatory;
  /** Where. */
  readonly at: NewPool;
  /** What goes in; the two set the first price. */
  readonly amounts: Amounts;
  /** What to do about wrapped SOL. */
  readonly sol?: WrappedSol;
};

/** Liquidity to be added. */
export type AddLiquidity = {
  /** The vault. */
  readonly vault: Address;
  /** The pool. */
  readonly pool: Address;
  /** Who adds it, from its associated token accounts, and gets shares; signs. */
  readonly provider: Signatory;
  /** Fractions to put in, at most, in raw units; as much cash goes in with them as the pool's price wants. */
  readonly fractions: bigint;
  /** How much more cash than quoted is accepted, in basis points. */
  readonly slippageBps: number;
  /** What to do about wrapped SOL. */
  readonly sol?: WrappedSol;
};

/** Liquidity to be removed. */
export type RemoveLiquidity = {
  /** The vault. */
  readonly vault: Address;
  /** The pool. */
  readonly pool: Address;
  /** Whose shares they are; gets what they are paid in its associated token accounts, and signs. */
  readonly provider: Signatory;
  /** Shares to give back, in raw units; without a number all. */
  readonly shares?: bigint | null;
  /** How much less than quoted is accepted of each side, in basis points. */
  readonly slippageBps: number;
  /** What to do about wrapped SOL. */
  readonly sol?: WrappedSol;
};

/** A trade in a pool. */
export type Swap = {
  /** The vault. */
  readonly vault: Address;
  /** The pool. */
  readonly pool: Address;
  /** Who trades, with its associated token accounts; signs. */
  readonly trader: Signatory;
  /** What is paid in: cash (`quote`) buys fractions, fractions are sold for it. In raw units. */
  readonly pay: { readonly quote: bigint } | { readonly fractions: bigint };
  /** How much less than quoted is accepted, in basis points. */
  readonly slippageBps: number;
  /** What to do about wrapped SOL. */
  readonly sol?: WrappedSol;
};

/** What making a pool does. */
export type CreatePoolQuote = {
  /** Its address. */
  readonly pool: Address;
  /** Whose program keeps it. */
  readonly exchange: Exchange;
  /** What goes in. */
  readonly deposited: Amounts;
  /** Shares that the creator gets, in raw units. */
  readonly shares: bigint;
  /** The pool's price of the whole vault, floored, in raw quote units. */
  readonly poolPrice: bigint;
  /** The vault's price, to compare: see `Comparison`. */
  readonly vaultPrice: bigint;
  /** What the exchange charges for a pool, in lamports. */
  readonly poolFee: bigint;
  /** Rent of the pool's own accounts, in lamports; none of it comes back. */
  readonly poolRent: bigint;
  /** Accounts made of the creator's own. */
  readonly accounts: readonly NewAccount[];
  /** What all of this costs, in lamports. */
  readonly rent: bigint;
  /** Lamports wrapped to pay the cash. */
  readonly wrapped: bigint;
};

/** What adding liquidity does. */
export type AddLiquidityQuote = {
  /** The pool. */
  readonly pool: Address;
  /** Shares bought, in raw units: exactly these. */
  readonly shares: bigint;
  /** What they cost now. */
  readonly deposited: Amounts;
  /** The most they may cost when the transaction lands. */
  readonly most: Amounts;
  /** Shares of the provider afterwards, in raw units. */
  readonly held: bigint;
  /** Shares of the pool afterwards, in raw units. */
  readonly totalShares: bigint;
  /** Accounts made of the provider's own. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Lamports wrapped to pay the cash. */
  readonly wrapped: bigint;
};

/** What removing liquidity does. */
export type RemoveLiquidityQuote = {
  /** The pool. */
  readonly pool: Address;
  /** Shares given back, in raw units. */
  readonly shares: bigint;
  /** What they are paid now. */
  readonly received: Amounts;
  /** The least they are paid when the transaction lands. */
  readonly least: Amounts;
  /** Shares of the provider afterwards, in raw units. */
  readonly held: bigint;
  /** Accounts made of the provider's own. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Whether the cash arrives as SOL. */
  readonly unwrapped: boolean;
};

/** What a trade does. */
export type SwapQuote = {
  /** The pool. */
  readonly pool: Address;
  /** What is paid in. */
  readonly paidIn: Side;
  /** How much of it the exchange takes, in raw units. */
  readonly paid: bigint;
  /** What it pays now, in raw units of the other side. */
  readonly received: bigint;
  /** The least it pays when the transaction lands. */
  readonly least: bigint;
  /** The pool's price of the whole vault before, floored, in raw quote units. */
  readonly priceBefore: bigint;
  /** The same afterwards. */
  readonly priceAfter: bigint;
  /** The pool and the vault as they are before the trade. */
  readonly comparison: Comparison;
  /** Accounts made of the trader's own. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Lamports wrapped to pay the cash. */
  readonly wrapped: bigint;
  /** Whether cash arrives as SOL. */
  readonly unwrapped: boolean;
};
