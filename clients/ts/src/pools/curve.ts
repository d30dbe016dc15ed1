/**
 * What a pool of constant product pays and takes, to the unit, and the bounds of what a user accepts.
 *
 * Pure numbers: fractions and cash in raw units. Each exchange has its own rounding, which {@link Fees} chooses.
 */
import { BPS, U64_MAX, min, mulDivCeil, mulDivFloor, partCeil, u64 } from '../rules/math.ts';
import { PoolError, sized } from './error.ts';

/** The denominator of Raydium's rates. */
export const RATE_WHOLE = 1_000_000n;

/** One side of a pool: the fractions, or the quote mint. */
export type Side = 'Fractions' | 'Quote';

/** Fractions and cash together, in raw units. */
export type Amounts = {
  /** Fractions. */
  readonly fractions: bigint;
  /** Cash, in raw quote units. */
  readonly quote: bigint;
};

/** A part: numerator (0 for none) and denominator. */
export type Part = { readonly of: bigint; readonly whole: bigint };

/** What an exchange keeps of an amount, and how it rounds. */
export type Fees =
  /**
   * Token Swap: parts of what is paid in, each rounded down, but at least a unit. `trade` stays in the pool, `owner`
   * becomes shares of the pool's owner, `withdraw` is of shares that are given back.
   */
  | { readonly __kind: 'TokenSwap'; readonly trade: Part; readonly owner: Part; readonly withdraw: Part }
  /**
   * Raydium CP-Swap, in millionths, rounded up: `trade` of what is paid in, `creator` for the creator of the pool on one
   * side; where `creatorOn` is `null`, on that which is paid in.
   */
  | { readonly __kind: 'Raydium'; readonly trade: bigint; readonly creator: bigint; readonly creatorOn: Side | null };

/** What is in a pool. */
export type Curve = {
  /** What can be traded; without what is set aside for the exchange. */
  readonly reserves: Amounts;
  /** Shares of the pool there are, in raw units. */
  readonly shares: bigint;
  /** What the exchange keeps. */
  readonly fees: Fees;
};

/** A trade. */
export type Swapped = {
  /** What the exchange takes: at most what is offered; Token Swap leaves what would buy nothing more. */
  readonly paid: bigint;
  /** What it pays. */
  readonly received: bigint;
};

/** No part. */
export const NO_PART: Part = { of: 0n, whole: 0n };

/** The amount of one side. */
export function amountOf(amounts: Amounts, side: Side): bigint {
  return side === 'Fractions' ? amounts.fractions : amounts.quote;
}

/** The other side. */
export function otherSide(side: Side): Side {
  return side === 'Fractions' ? 'Quote' : 'Fractions';
}

/** Of an amount, as Token Swap rounds: down, but at least 1. */
function keptOf({ of, whole }: Part, amount: bigint): bigint {
  if (of === 0n || amount === 0n) return 0n;
  const kept = mulDivFloor(amount, of, whole);
  return kept > 0n ? kept : 1n;
}

/**
 * What a trade does that offers `amount` of one side for the other.
 *
 * @throws {PoolError} Empty, TooSmall if nothing would be paid for it, TooLarge
 */
export function swapped(curve: Curve, paidIn: Side, amount: bigint): Swapped {
  const [source, target] = sidesOf(curve, paidIn);
  if (source === 0n || target === 0n) throw new PoolError({ code: 'Empty' });
  const trade = sized(() => traded(curve.fees, paidIn, source, target, u64(amount)));
  if (trade.received === 0n) throw new PoolError({ code: 'TooSmall' });
  return trade;
}

/**
 * The same without what Token Swap would leave: a trade that offers exactly what is taken, and is paid as much.
 *
 * @throws {PoolError} As {@link swapped}.
 */
export function swappedWhole(curve: Curve, paidIn: Side, amount: bigint): Swapped {
  let [offered, trade] = [amount, swapped(curve, paidIn, amount)];
  // With less on offer the fee is less: what is left shrinks by the fee's part each time.
  while (trade.paid < offered) {
    offered = trade.paid;
    trade = swapped(curve, paidIn, offered);
  }
  return trade;
}

function traded(fees: Fees, paidIn: Side, source: bigint, target: bigint, amount: bigint): Swapped {
  if (fees.__kind === 'TokenSwap') {
    const fee = u64(keptOf(fees.trade, amount) + keptOf(fees.owner, amount));
    const net = left(amount, fee);
    const received = tradeExactly(source, target, net);
    return { paid: min(leastPaid(source, target, net, received) + fee, U64_MAX), received };
  }
  const onInput = fees.creatorOn === null || fees.creatorOn === paidIn;
  const [rateIn, rateOut] = onInput ? [fees.trade + fees.creator, 0n] : [fees.trade, fees.creator];
  const net = left(amount, mulDivCeil(amount, rateIn, RATE_WHOLE));
  const gross = tradeExactly(source, target, net);
  const kept = mulDivCeil(gross, rateOut, RATE_WHOLE);
  return { paid: amount, received: gross > kept ? gross - kept : 0n };
}

function left(amount: bigint, fee: bigint): bigint {
  if (fee > amount) throw new PoolError({ code: 'TooSmall' });
  return amount - fee;
}

/** What the constant product leaves for `net`: the product of the reserves never falls. */
function tradeExactly(source: bigint, target: bigint, net: bigint): bigint {
  return mulDivFloor(target, net, u64(source + net));
}

/** The least that buys the `received` of `net`. Token Swap refuses to be left with less than a unit. */
function leastPaid(source: bigint, target: bigint, net: bigint, received: bigint): bigint {
  if (mulDivFloor(source, target, source + net) === 0n) throw new PoolError({ code: 'TooLarge' });
  return mulDivCeil(source, target, target - received) - source;
}

/**
 * What so many new shares cost, rounded up.
 *
 * @throws {PoolError} Empty, TooSmall, TooLarge
 */
export function costOfShares(curve: Curve, shares: bigint): Amounts {
  checkShares(curve);
  const part = (reserve: bigint): bigint => {
    // Both exchanges take nothing less than a unit, and refuse where it would be less.
    if (mulDivFloor(shares, reserve, curve.shares) === 0n) throw new PoolError({ code: 'TooSmall' });
    return mulDivCeil(shares, reserve, curve.shares);
  };
  return sized(() => ({ fractions: part(curve.reserves.fractions), quote: part(curve.reserves.quote) }));
}

/**
 * The most new shares that cost no more than these amounts.
 *
 * @throws {PoolError} As {@link costOfShares}.
 */
export function sharesFor(curve: Curve, most: Amounts): bigint {
  checkShares(curve);
  const by = (side: Side) => (amountOf(most, side) * curve.shares) / amountOf(curve.reserves, side);
  const shares = min(by('Fractions'), by('Quote'));
  costOfShares(curve, shares);
  return shares;
}

/**
 * What so many shares are paid when they are given back, rounded down.
 *
 * @throws {PoolError} Empty, TooSmall, TooLarge
 */
export function paidForShares(curve: Curve, shares: bigint): Amounts {
  checkShares(curve);
  return sized(() => {
    const kept = curve.fees.__kind === 'TokenSwap' ? keptOf(curve.fees.withdraw, shares) : 0n;
    const burned = left(shares, kept);
    if (burned > curve.shares) throw new PoolError({ code: 'TooLarge' });
    const part = (reserve: bigint) => mulDivFloor(burned, reserve, curve.shares);
    const paid = { fractions: part(curve.reserves.fractions), quote: part(curve.reserves.quote) };
    if (paid.fractions === 0n || paid.quote === 0n) throw new PoolError({ code: 'TooSmall' });
    return paid;
  });
}

/**
 * The pool's price of the whole vault, of `supply` fractions: floored, in raw quote units.
 *
 * @throws {PoolError} Empty, TooLarge
 */
export function priceOfWhole({ reserves }: Curve, supply: bigint): bigint {
  if (reserves.fractions === 0n) throw new PoolError({ code: 'Empty' });
  return sized(() => mulDivFloor(reserves.quote, supply, reserves.fractions));
}

/** The pool after a trade. What Raydium sets aside of the fee stays counted, which is less than the fee. */
export function afterSwap(curve: Curve, paidIn: Side, { paid, received }: Swapped): Curve {
  const [source, target] = sidesOf(curve, paidIn);
  const [more, less] = [source + paid, target - received];
  const reserves = paidIn === 'Fractions' ? { fractions: more, quote: less } : { fractions: less, quote: more };
  return { ...curve, reserves };
}

function sidesOf({ reserves }: Curve, paidIn: Side): [bigint, bigint] {
  return [amountOf(reserves, paidIn), amountOf(reserves, otherSide(paidIn))];
}

function checkShares({ shares, reserves }: Curve): void {
  if (shares === 0n || reserves.fractions === 0n || reserves.quote === 0n) throw new PoolError({ code: 'Empty' });
}

/**
 * The least that is accepted where `amount` is expected: lower by the slippage, rounded up, so that an amount is never
 * bounded by nothing.
 *
 * @throws {PoolError} SlippageTooLarge
 */
export function atLeast(amount: bigint, slippageBps: number): bigint {
  checkSlippage(slippageBps);
  return partCeil(amount, BPS - slippageBps, BPS);
}

/**
 * The most that is accepted where `amount` is expected: higher by the slippage, rounded down.
 *
 * @throws {PoolError} SlippageTooLarge
 */
export function atMost(amount: bigint, slippageBps: number): bigint {
  checkSlippage(slippageBps);
  return min(amount + (amount * BigInt(slippageBps)) / BigInt(BPS), U64_MAX);
}

function checkSlippage(bps: number): void {
  if (!Number.isInteger(bps) || bps < 0 || bps >= BPS) throw new PoolError({ code: 'SlippageTooLarge', bps });
}
