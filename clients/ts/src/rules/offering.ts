/**
 * The offering: the creator sells part of the supply to many at once.
 *
 * What was sold counts once the minimum is reached, and then for good: before it every buyer would be refunded, so nobody
 * has paid a price yet. A creator who buys from itself at a fancy price has so raised the {@link floor} at most for the time
 * of one offering, which cannot be repeated.
 */

import { RuleError } from './error.ts';
import { I64_MAX, I64_MIN, max, min, mulDivCeil, mulDivFloor, u64 } from './math.ts';
import { type Status, sellsFractions } from './status.ts';

/** Shortest offering, in seconds. */
export const MIN_OFFERING_SECS = 3_600n;
/** Longest offering, in seconds. */
export const MAX_OFFERING_SECS = 30n * 86_400n;
/** Longest time from opening an offering to its start, in seconds. */
export const MAX_OFFERING_DELAY_SECS = 30n * 86_400n;

/** What is offered, and how. */
export type Plan = {
  /** Live supply of fractions when the offering was opened, in raw units: what its prices are measured by. */
  readonly supply: bigint;
  /** Fractions offered, in raw units. */
  readonly amount: bigint;
  /** Price of the whole vault at the start, in raw quote units. */
  readonly startPrice: bigint;
  /** What the price falls to, evenly, until the end; the same for a fixed price. */
  readonly endPrice: bigint;
  /** From when on it sells (Unix seconds). */
  readonly startsAt: bigint;
  /** From when on it sells no more (Unix seconds). */
  readonly endsAt: bigint;
  /** Most fractions one buyer may buy, in raw units. */
  readonly walletLimit: bigint;
  /** It succeeds once this much was raised, in raw quote units. */
  readonly minimum: bigint;
};

/** An offering, with what it has sold and paid so far. */
export type Offering = {
  /** What is offered, and how. */
  readonly plan: Plan;
  /** Fractions sold, in raw units. */
  readonly sold: bigint;
  /** What they cost, in raw quote units. */
  readonly raised: bigint;
  /** Highest price of the whole vault paid, in raw quote units; 0 before the first purchase. */
  readonly highestPrice: bigint;
  /** Fractions delivered to their buyers, in raw units. */
  readonly delivered: bigint;
  /** Cash paid back to buyers, in raw quote units. */
  readonly refunded: bigint;
  /** Whether the creator was paid: its cash and what was not sold, or everything where the offering failed. */
  readonly closed: boolean;
};

/** What one buyer has bought in an offering. */
export type Purchase = {
  /** Fractions bought, in raw units: all of them count for the limit of the wallet. */
  readonly fractions: bigint;
  /** Of them, those delivered. */
  readonly delivered: bigint;
  /** What they cost, in raw quote units. */
  readonly cost: bigint;
};

/** Nothing bought yet. */
export const NOTHING_BOUGHT: Purchase = { fractions: 0n, delivered: 0n, cost: 0n };

/** What a purchase does. */
export type Bought = {
  /** Price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** Cash to be paid in, in raw quote units. */
  readonly cost: bigint;
  /** The buyer's purchase afterwards. */
  readonly purchase: Purchase;
  /** The offering afterwards. */
  readonly offering: Offering;
};

/** What claiming a purchase does. */
export type Claimed = {
  /** Fractions to be delivered, in raw units. */
  readonly fractions: bigint;
  /** Cash to be paid back, in raw quote units. */
  readonly refund: bigint;
  /** Whether nothing more can come of the purchase: its record is closed. */
  readonly closes: boolean;
  /** The buyer's purchase afterwards. */
  readonly purchase: Purchase;
  /** The offering afterwards. */
  readonly offering: Offering;
};

/** What closing an offering does. */
export type Closed = {
  /** Fractions that go back to the creator, in raw units. */
  readonly fractions: bigint;
  /** Cash for the creator, in raw quote units. */
  readonly cash: bigint;
  /** The offering afterwards. */
  readonly offering: Offering;
};

/** `later - earlier` in seconds; `null` where that is beyond the times there are. */
function secsBetween(earlier: bigint, later: bigint): bigint | null {
  const secs = later - earlier;
  return secs < I64_MIN || secs > I64_MAX ? null : secs;
}

/** Whether it is so many seconds. */
function lasts(secs: bigint | null, least: bigint, most: bigint): boolean {
  return secs !== null && secs >= least && secs <= most;
}

/**
 * The plan of an offering that is opened at `now` (Unix seconds); a start of 0 is now.
 *
 * @throws {RuleError} ZeroAmount, AmountAboveSupply, OfferingPriceOutOfBounds, OfferingStartOutOfBounds,
 * OfferingLengthOutOfBounds, WalletLimitOutOfBounds, MinimumOutOfReach
 */
export function opened(plan: Plan, now: bigint): Plan {
  const startsAt = plan.startsAt === 0n ? now : plan.startsAt;
  const { supply, amount, startPrice, endPrice, endsAt, walletLimit, minimum } = plan;
  if (amount === 0n) throw new RuleError('ZeroAmount');
  if (amount > supply) throw new RuleError('AmountAboveSupply');
  if (endPrice === 0n || endPrice > startPrice) throw new RuleError('OfferingPriceOutOfBounds');
  if (!lasts(secsBetween(now, startsAt), 0n, MAX_OFFERING_DELAY_SECS)) throw new RuleError('OfferingStartOutOfBounds');
  if (!lasts(secsBetween(startsAt, endsAt), MIN_OFFERING_SECS, MAX_OFFERING_SECS)) {
    throw new RuleError('OfferingLengthOutOfBounds');
  }
  if (walletLimit === 0n || walletLimit > amount) throw new RuleError('WalletLimitOutOfBounds');
  // More than all of it costs at the start could never be raised but by rounding.
  if (minimum > mulDivCeil(startPrice, amount, supply)) throw new RuleError('MinimumOutOfReach');
  return { ...plan, startsAt };
}

/**
 * The price of the whole vault at a time (Unix seconds), in raw quote units: the first one before the start, the last one
 * from the end on.
 *
 * @throws {RuleError} Overflow for a plan that was never {@link opened}
 */
export function priceAt({ startPrice, endPrice, startsAt, endsAt }: Plan, now: bigint): bigint {
  const until = min(max(now, startsAt), max(endsAt, startsAt));
  const length = u64(secsBetween(startsAt, endsAt) ?? -1n);
  const passed = u64(secsBetween(startsAt, until) ?? -1n);
  return u64(startPrice - mulDivFloor(u64(startPrice - endPrice), passed, length));
}

/**
 * What `amount` fractions cost at this price of the whole, in raw quote units: rounded up, so that nothing is free.
 *
 * @throws {RuleError} Overflow for more than the supply
 */
export function costOf({ supply }: Pick<Plan, 'supply'>, amount: bigint, price: bigint): bigint {
  return mulDivCeil(price, amount, supply);
}

/** An offering that has sold nothing yet. */
export function unsold(plan: Plan): Offering {
  return { plan, sold: 0n, raised: 0n, highestPrice: 0n, delivered: 0n, refunded: 0n, closed: false };
}

/** Fractions that can still be bought, in raw units. */
export function left({ plan, sold }: Pick<Offering, 'plan' | 'sold'>): bigint {
  return max(plan.amount - sold, 0n);
}

/** Fractions that a buyer who has `bought` so many may still buy, in raw units, as long as it sells. */
export function allowed(offering: Pick<Offering, 'plan' | 'sold'>, bought: bigint): bigint {
  return min(max(offering.plan.walletLimit - bought, 0n), left(offering));
}

/** Whether the minimum is reached: then it has succeeded, for good. */
export function isCertain({ plan, sold, raised }: Offering): boolean {
  return sold > 0n && raised >= plan.minimum;
}

/** Whether nothing will be bought any more: for good, as a vault is Active only once. */
export function isOver(offering: Offering, status: Status, now: bigint): boolean {
  return now >= offering.plan.endsAt || !sellsFractions(status) || left(offering) === 0n || offering.closed;
}

/**
 * Buys exactly that `amount` at `now` (Unix seconds), of a buyer with this `purchase` so far.
 *
 * @throws {RuleError} WrongStatus, ZeroAmount, OfferingNotStarted, OfferingOver, AboveOffered, AboveWalletLimit,
 * CostAboveMaximum; Overflow where all that was raised exceeds 64 bits
 */
export function buy(
  offering: Offering,
  status: Status,
  purchase: Purchase,
  amount: bigint,
  maxCost: bigint,
  now: bigint,
): Bought {
  const { plan } = offering;
  if (!sellsFractions(status)) throw new RuleError('WrongStatus');
  if (amount === 0n) throw new RuleError('ZeroAmount');
  if (now < plan.startsAt) throw new RuleError('OfferingNotStarted');
  if (now >= plan.endsAt || offering.closed) throw new RuleError('OfferingOver');
  if (amount > left(offering)) throw new RuleError('AboveOffered');
  const fractions = u64(purchase.fractions + amount);
  if (fractions > plan.walletLimit) throw new RuleError('AboveWalletLimit');
  const price = priceAt(plan, now);
  const cost = costOf(plan, amount, price);
  if (cost > maxCost) throw new RuleError('CostAboveMaximum');
  const sold = u64(offering.sold + amount);
  const raised = u64(offering.raised + cost);
  return {
    price,
    cost,
    purchase: { ...purchase, fractions, cost: u64(purchase.cost + cost) },
    offering: { ...offering, sold, raised, highestPrice: max(offering.highestPrice, price) },
  };
}

/**
 * Claims what is due of a purchase: its fractions once the offering has succeeded, its cash once it is over without. While
 * it runs the purchase stays, as it counts for the limit of the wallet.
 *
 * @throws {RuleError} OfferingRuns where nothing is due yet
 */
export function claim(offering: Offering, status: Status, purchase: Purchase, now: bigint): Claimed {
  const closes = isOver(offering, status, now);
  if (isCertain(offering)) {
    const fractions = u64(purchase.fractions - purchase.delivered, 'LedgerMismatch');
    if (fractions === 0n && !closes) throw new RuleError('OfferingRuns');
    return {
      fractions,
      refund: 0n,
      closes,
      purchase: { ...purchase, delivered: purchase.fractions },
      offering: { ...offering, delivered: u64(offering.delivered + fractions) },
    };
  }
  if (!closes) throw new RuleError('OfferingRuns');
  const refunded = u64(offering.refunded + purchase.cost);
  return { fractions: 0n, refund: purchase.cost, closes, purchase, offering: { ...offering, refunded } };
}

/**
 * Pays the creator what is its own: once the offering is over, or by its own signature while nothing was sold. The second
 * time it is nothing.
 *
 * @throws {RuleError} OfferingRuns
 */
export function close(offering: Offering, status: Status, byCreator: boolean, now: bigint): Closed {
  if (offering.closed) return { fractions: 0n, cash: 0n, offering };
  if (!isOver(offering, status, now) && !(byCreator && offering.sold === 0n)) throw new RuleError('OfferingRuns');
  const closed = { ...offering, closed: true };
  return { fractions: returned(closed), cash: paid(closed), offering: closed };
}

/** Fractions that went back to the creator, in raw units. */
export function returned(offering: Offering): bigint {
  if (!offering.closed) return 0n;
  return isCertain(offering) ? left(offering) : offering.plan.amount;
}

/** Cash that the creator was paid, in raw quote units. */
export function paid(offering: Offering): bigint {
  return offering.closed && isCertain(offering) ? offering.raised : 0n;
}

/**
 * Fractions in the offering's account, in raw units.
 *
 * @throws {RuleError} LedgerMismatch
 */
export function fractionsOf(offering: Offering): bigint {
  const undelivered = u64(offering.plan.amount - offering.delivered, 'LedgerMismatch');
  return u64(undelivered - returned(offering), 'LedgerMismatch');
}

/**
 * Cash in the offering's account, in raw quote units.
 *
 * @throws {RuleError} LedgerMismatch
 */
export function cashOf(offering: Offering): bigint {
  return u64(u64(offering.raised - offering.refunded, 'LedgerMismatch') - paid(offering), 'LedgerMismatch');
}

/**
 * What open purchases are owed together, fractions and cash: fractions if the offering has succeeded, else cash.
 *
 * @throws {RuleError} LedgerMismatch
 */
export function owed(offering: Offering): [fractions: bigint, cash: bigint] {
  if (isCertain(offering)) return [u64(offering.sold - offering.delivered, 'LedgerMismatch'), 0n];
  return [0n, u64(offering.raised - offering.refunded, 'LedgerMismatch')];
}

/**
 * Checks that what buyers are owed is there, and nobody was given the other thing.
 *
 * @throws {RuleError} LedgerMismatch
 */
export function check(offering: Offering): void {
  const [fractions, cash] = owed(offering);
  const inOneWay = isCertain(offering) ? offering.refunded === 0n : offering.delivered === 0n;
  const there = fractions <= fractionsOf(offering) && cash <= cashOf(offering);
  if (!inOneWay || !there || offering.sold > offering.plan.amount) throw new RuleError('LedgerMismatch');
}

/**
 * Below which price the vault cannot be bought out now, in raw quote units: the highest one paid in the offering that runs
 * until `endsAt`, once it has succeeded; 0 if there is none.
 */
export function floor(highestPrice: bigint, endsAt: bigint, now: bigint): bigint {
  return now < endsAt ? highestPrice : 0n;
}

/**
 * Checks that an offer of this price may start the auction while the offering's {@link floor} stands, whatever its window
 * and the vetoes. That there is no offer, of price 0, is not said here.
 *
 * @throws {RuleError} BelowOffering
 */
export function checkOffer(price: bigint, floor: bigint): void {
  if (price > 0n && price < floor) throw new RuleError('BelowOffering');
}
