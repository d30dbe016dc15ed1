/** Placing and raising bids. */

import { RuleError } from './error.ts';
import { after, BPS, max, mulDivCeil, mulDivFloor, partCeil, u64, U64_MAX } from './math.ts';
import { checkBids, type Status } from './status.ts';
import type { Terms } from './terms.ts';

/** What a bid has in escrow. */
export type Escrowed = {
  /** Raw quote units. */
  readonly cash: bigint;
  /** Raw fraction units. */
  readonly fractions: bigint;
};

/** What a bid has in escrow that is not there yet. */
export const NOTHING_ESCROWED: Escrowed = { cash: 0n, fractions: 0n };

/** What the bidder asks for. */
export type Order = {
  /** Price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** The bidder's own fractions, burned if the bid wins; below the supply. */
  readonly fractions: bigint;
  /** Bound on the cash of the whole bid, in raw quote units (not of the difference to an earlier one). */
  readonly maxCash: bigint;
};

/** The auction as the bid finds it. */
export type Round = {
  /** Status of the vault. */
  readonly status: Status;
  /** Supply of fractions: the live one before the auction, the one recorded at its start from then on. */
  readonly supply: bigint;
  /** Least price of the first bid. */
  readonly reserve: bigint;
  /** Leading price: before the auction the one of the offer below the reserve, 0 if there is none. */
  readonly leadingPrice: bigint;
  /** End of the auction (Unix seconds); 0 before the first bid. */
  readonly endsAt: bigint;
};

/**
 * How an escrow changes, of which only the difference moves: `In` from the bidder to the escrow, may be zero; `Out` from
 * the escrow back to the bidder, above zero.
 */
export type Move = { readonly __kind: 'In' | 'Out'; readonly fields: readonly [amount: bigint] };

/** The effects of a bid. */
export type Placed = {
  /** What the bid has in escrow afterwards. */
  readonly escrowed: Escrowed;
  /** How the cash escrow changes. */
  readonly cash: Move;
  /** How the fraction escrow changes. */
  readonly fractions: Move;
  /** End of the auction afterwards, or for an offer from when on it can be accepted (Unix seconds). */
  readonly endsAt: bigint;
};

/** The difference between what is held and what shall be. */
export function moveBetween(held: bigint, wanted: bigint): Move {
  return wanted >= held ? { __kind: 'In', fields: [wanted - held] } : { __kind: 'Out', fields: [held - wanted] };
}

/**
 * `balance` after the move.
 *
 * @throws {RuleError} Overflow
 */
export function applyMove(move: Move, balance: bigint): bigint {
  const [amount] = move.fields;
  return u64(move.__kind === 'In' ? balance + amount : balance - amount);
}

/**
 * Places a bid, or raises the bidder's own one, of which `held` is in escrow, at `now` (Unix seconds).
 *
 * The first bid reaches the reserve; every further one exceeds the leading price by the step. An offer that stands does
 * not lead: it may be taken back in the end, and must not make the first bid dearer. Only where the reserve has fallen to
 * it, so that it can be accepted at once, the first bid exceeds it by the step too.
 *
 * @throws {RuleError} AuctionNotOpen, AuctionEnded, BidBelowReserve, BidBelowStep, BidOfWholeSupply, CashAboveMaximum,
 * Overflow
 */
export function place(terms: Terms, round: Round, held: Escrowed, order: Order, now: bigint): Placed {
  checkBids(round.status, now, round.endsAt);
  const first = round.status === 'Active';
  if (first && order.price < round.reserve) throw new RuleError('BidBelowReserve');
  if (!first || round.leadingPrice >= round.reserve) checkStep(terms, round, order);
  const endsAt = first
    ? after(now, terms.auctionSecs)
    : // A bid in the last seconds leaves the others as long again to answer; an earlier one never shortens.
      max(round.endsAt, after(now, terms.extensionSecs));
  return escrow(round, held, order, endsAt);
}

/**
 * Checks that an order exceeds the leading price by the step; where nothing leads, that it has a price.
 *
 * @throws {RuleError} BidBelowStep
 */
export function checkStep(terms: Pick<Terms, 'stepBps'>, round: Round, order: Order): void {
  if (order.price < leastNextPrice(round.leadingPrice, terms.stepBps)) throw new RuleError('BidBelowStep');
}

/**
 * What an order brings, of which `held` is in escrow already.
 *
 * @throws {RuleError} BidOfWholeSupply, CashAboveMaximum
 */
export function escrow(round: Round, held: Escrowed, order: Order, endsAt: bigint): Placed {
  const cash = cashOfBid(order.price, order.fractions, round.supply);
  if (cash > u64(order.maxCash)) throw new RuleError('CashAboveMaximum');
  return {
    escrowed: { cash, fractions: order.fractions },
    cash: moveBetween(held.cash, cash),
    fractions: moveBetween(held.fractions, order.fractions),
    endsAt,
  };
}

/**
 * The cash of a bid at `price` that brings `fractions` of `supply`, in raw quote units:
 * `ceil(price * (supply - fractions) / supply)`, at least 1 for a price of at least 1. Rounded up, so that no fraction
 * outside the bid is paid less than its share of the price.
 *
 * Holders may burn their fractions outside of the vault. Where all did, a bid is all cash: the assets still find an owner,
 * who gets the proceeds back.
 *
 * @throws {RuleError} BidOfWholeSupply unless `fractions < supply`, or both are zero
 */
export function cashOfBid(price: bigint, fractions: bigint, supply: bigint): bigint {
  if (supply === 0n && fractions === 0n) return u64(price);
  if (u64(fractions) >= supply) throw new RuleError('BidOfWholeSupply');
  return mulDivCeil(price, supply - fractions, supply);
}

/**
 * The least price of a bid over `leading`, in raw quote units: a step above it, rounded up, and at least one unit.
 *
 * @throws {RuleError} BidBelowStep when that exceeds `u64`: no price can then lead
 */
export function leastNextPrice(leading: bigint, stepBps: number): bigint {
  const next = leading + max(partCeil(leading, stepBps, BPS), 1n);
  if (next > U64_MAX) throw new RuleError('BidBelowStep');
  return next;
}

/**
 * The value of `fractions` at `price` of the whole: `floor(price * fractions / supply)`, in raw quote units.
 *
 * @throws {RuleError} Overflow when `supply` is zero
 */
export function valueOf(fractions: bigint, price: bigint, supply: bigint): bigint {
  return mulDivFloor(price, fractions, supply);
}
