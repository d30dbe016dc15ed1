/**
 * Offers below the reserve.
 *
 * So that fractions nobody uses any more cannot freeze a vault: an offer that stays open for its whole window starts the
 * auction, unless staked asks above it veto. Only asks of stakes count, as who is absent cannot agree either.
 */

import { checkStep, escrow, type Escrowed, type Order, type Placed, type Round } from './auction.ts';
import { RuleError } from './error.ts';
import * as ladder from './ladder.ts';
import { after, BPS, partFloor, u64 } from './math.ts';
import { acceptsOffers } from './status.ts';
import type { Terms } from './terms.ts';

/**
 * Makes an offer, or raises the bidder's own one, of which `held` is in escrow, at `now` (Unix seconds). `round` is the
 * vault's before its auction, with the leading price of the offer there is. It is a bid below the reserve: it exceeds the
 * one there is by the step, and its cash is a bid's. It can be accepted from its `endsAt` on; a better one starts the
 * window again.
 *
 * @throws {RuleError} WrongStatus, OffersClosed, ZeroAmount for a price of zero, OfferAtReserve, BidBelowStep,
 * BidOfWholeSupply, CashAboveMaximum, Overflow
 */
export function make(terms: Terms, round: Round, held: Escrowed, order: Order, now: bigint): Placed {
  if (!acceptsOffers(round.status)) throw new RuleError('WrongStatus');
  if (terms.offerWindowSecs === 0) throw new RuleError('OffersClosed');
  if (order.price === 0n) throw new RuleError('ZeroAmount');
  if (order.price >= round.reserve) throw new RuleError('OfferAtReserve');
  checkStep(terms, round, order);
  return escrow(round, held, order, after(now, terms.offerWindowSecs));
}

/**
 * Checks that the offer that stands, acceptable from `opensAt` on, may be withdrawn: once its window is over. Whoever could
 * take it back before would need nothing but capital to hold up every other offer: replace it, withdraw before the end, and
 * again. A replaced offer is a bid that does not lead, and free at once.
 *
 * @throws {RuleError} OfferStillOpen
 */
export function checkWithdrawal(opensAt: bigint, now: bigint): void {
  if (now < opensAt) throw new RuleError('OfferStillOpen');
}

/**
 * The staked weight that asks more than `price`, in raw fraction units: `weights` of the levels above it, as kept by
 * `asks.shift`.
 *
 * @throws {RuleError} LedgerMismatch where the weights sum up to more than there can be
 */
export function vetoWeight(openingPrice: bigint, weights: readonly bigint[], price: bigint): bigint {
  let weight = 0n;
  for (let level = ladder.TOP_LEVEL; level >= 0 && ladder.price(openingPrice, level) > price; level--) {
    weight += weights[level] ?? 0n;
  }
  return u64(weight, 'LedgerMismatch');
}

/**
 * Accepts the offer of `price`, 0 if there is none, that `opensAt` at the end of its window: returns when the auction ends
 * that it starts (Unix seconds). `vetoing` is the {@link vetoWeight} of its price. Where the `reserve` has fallen to its
 * price, it is a bid like any other, and waits for nobody.
 *
 * @throws {RuleError} NoOffer, OfferStillOpen before `opensAt`; OfferVetoed when
 * `10_000 * vetoing > vetoBps * supply`; Overflow
 */
export function accept(
  terms: Pick<Terms, 'auctionSecs' | 'vetoBps'>,
  price: bigint,
  opensAt: bigint,
  reserve: bigint,
  vetoing: bigint,
  supply: bigint,
  now: bigint,
): bigint {
  if (price === 0n) throw new RuleError('NoOffer');
  if (price < reserve) {
    if (now < opensAt) throw new RuleError('OfferStillOpen');
    // Of integers, `10_000 * vetoing > veto * supply` says the same as `vetoing > floor(veto * supply / 10_000)`.
    if (vetoing > partFloor(supply, terms.vetoBps, BPS)) throw new RuleError('OfferVetoed');
  }
  return after(now, terms.auctionSecs);
}
