/** A pool's price next to what the vault says its fractions are worth. */
import type { VaultQuote } from '../generated/index.ts';
import { worth } from '../rules/value.ts';
import { type VaultView, vaultQuote } from '../views/vault.ts';
import { type Amounts, type Curve, priceOfWhole, swappedWhole } from './curve.ts';
import { PoolError } from './error.ts';
import type { PoolView } from './view.ts';

/** Where a search by thirds ends and every trade is tried. */
const FEW = 24n;

/** A pool's price of the whole vault next to the vault's own. */
export type Comparison = {
  /** The pool's price of the whole, floored, in raw quote units. */
  readonly poolPrice: bigint;
  /**
   * The vault's: the reserve while it is Active, the leading bid's price in an auction, the winning one after it; 0 where
   * there is nothing to be sold.
   */
  readonly vaultPrice: bigint;
  /**
   * Whether the vault's price is a bid in escrow, or paid already. If not, it is what holders ask for, and nobody has
   * promised to pay it.
   */
  readonly firm: boolean;
  /** Whether fractions can be redeemed now: what is gained is then gained at once. */
  readonly redeemable: boolean;
  /** What is in the pool. */
  readonly reserves: Amounts;
  /**
   * What the fractions in the pool are worth at the vault's price, after royalties and the curator's fee, in raw quote
   * units, rounded down: at most a unit below what is paid.
   */
  readonly fractionsWorth: bigint;
  /** Buying in the pool and being paid the vault's price, where that gains. */
  readonly buy: Chance | null;
  /** Selling in the pool instead of being paid the vault's price, where that gains. */
  readonly sell: Chance | null;
};

/**
 * A trade in the pool that the vault's price makes worth while: about the best one there is, its numbers exact, and all of it
 * taken where they are offered. Fees of the network and other people's trades come on top.
 */
export type Chance = {
  /** Fractions bought or sold, in raw units. */
  readonly fractions: bigint;
  /** Cash paid or received for them in the pool, in raw quote units. */
  readonly cash: bigint;
  /** What the vault pays for these fractions at its price, rounded likewise, in raw quote units. */
  readonly worth: bigint;
  /** The difference, in raw quote units. */
  readonly gain: bigint;
};

/**
 * Compares a pool with its vault.
 *
 * @throws {PoolError} Empty, TooLarge
 * @throws {ClientError} Rule if the vault's accounts do not fit together
 */
export function comparePool(vault: VaultView, pool: PoolView): Comparison {
  const compared = compareCurve(vaultQuote(vault), pool.curve, vault.supply);
  const redeemable = vault.status === 'Sold';
  return pool.trades ? { ...compared, redeemable } : { ...compared, redeemable, buy: null, sell: null };
}

/** Compares what is in a pool with the quote of a vault, of `supply` fractions. */
export function compareCurve(quote: VaultQuote, curve: Curve, supply: bigint): Omit<Comparison, 'redeemable'> {
  const { reserves } = curve;
  const worthOf = (fractions: bigint) => worth(fractions, quote.valuePerFraction);
  const fractionsWorth = worthOf(reserves.fractions);
  const outside = supply > reserves.fractions ? supply - reserves.fractions : 0n;
  const bought = (cash: bigint): Chance => {
    const { paid, received } = swappedWhole(curve, 'Quote', cash);
    return { fractions: received, cash: paid, worth: worthOf(received), gain: worthOf(received) - paid };
  };
  const sold = (fractions: bigint): Chance => {
    const { paid, received } = swappedWhole(curve, 'Fractions', fractions);
    return { fractions: paid, cash: received, worth: worthOf(paid), gain: received - worthOf(paid) };
  };
  const priced = quote.price > 0n;
  return {
    poolPrice: priceOfWhole(curve, supply),
    vaultPrice: quote.price,
    firm: quote.firm,
    reserves,
    fractionsWorth,
    // More cash than all fractions of the pool are worth cannot gain, nor more fractions than there are outside.
    buy: priced ? best(fractionsWorth, bought) : null,
    sell: priced ? best(outside, sold) : null,
  };
}

/** The trade of this size; `Small` where nothing would be paid for it, `Large` where it cannot be. */
function tried(amount: bigint, trade: (amount: bigint) => Chance): Chance | 'Small' | 'Large' {
  try {
    return trade(amount);
  } catch (thrown) {
    if (thrown instanceof PoolError) return thrown.code === 'TooSmall' ? 'Small' : 'Large';
    throw thrown;
  }
}

/**
 * The best trade of at most `most`. What a trade gains rises with its size up to a point and falls behind it, but for units
 * that are rounded away.
 */
function best(most: bigint, trade: (amount: bigint) => Chance): Chance | null {
  let [from, to] = [1n, most];
  while (to - from > FEW) {
    const third = (to - from) / 3n;
    const [left, right] = [from + third, to - third];
    if (isAtMost(tried(left, trade), tried(right, trade))) from = left;
    else to = right;
  }
  let found: Chance | null = null;
  for (let amount = from; amount <= to; amount++) {
    const chance = tried(amount, trade);
    if (typeof chance !== 'string' && chance.gain > (found?.gain ?? 0n)) found = chance;
  }
  return found;
}

/** What is too small gains nothing, and is on the left of whatever gains; what is too large is on the right. */
function isAtMost(left: Chance | 'Small' | 'Large', right: Chance | 'Small' | 'Large'): boolean {
  if (right === 'Large') return left === 'Large';
  if (left === 'Large') return true;
  const gain = (of: Chance | 'Small') => (of === 'Small' ? 0n : of.gain);
  return gain(left) <= gain(right);
}
