/**
 * Pools of a vault's fractions and its quote mint, at exchange programs of others: Token Swap and Raydium CP-Swap.
 *
 * A pool is a holder like any other: its fractions count at the opening price, a sale of the vault neither asks it nor waits
 * for it, and what is in it afterwards redeems as fractions in a wallet do. `readPool` reads one, `comparePool` compares its
 * price with the vault's, and the actions return instructions with a quote, in which what a user could lose to a price that
 * moves meanwhile is bounded.
 */
export { addLiquidity, createPool, poolAddress, removeLiquidity, swap } from './actions.ts';
export { type Chance, type Comparison, comparePool } from './compare.ts';
export {
  type Amounts,
  type Curve,
  type Fees,
  type Part,
  type Side,
  type Swapped,
  afterSwap,
  atLeast,
  atMost,
  costOfShares,
  paidForShares,
  priceOfWhole,
  sharesFor,
  swapped,
  swappedWhole,
} from './curve.ts';
export { PoolError, type PoolErrorCode, type PoolErrorDetail } from './error.ts';
export type {
  AddLiquidity,
  AddLiquidityQuote,
  CreatePool,
  CreatePoolQuote,
  NewPool,
  RemoveLiquidity,
  RemoveLiquidityQuote,
  Swap,
  SwapQuote,
} from './orders.ts';
export { raydiumAuthority, raydiumConfig, raydiumPool } from './raydium.ts';
export { tokenSwapAuthority, tokenSwapPool } from './token-swap.ts';
export { type Exchange, type PoolView, depositInto, readPool, swapIn, withdrawFrom } from './view.ts';
