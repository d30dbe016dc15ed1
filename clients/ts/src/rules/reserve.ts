/**
 * The price at or above which anyone may start the auction.
 *
 * Every fraction has an ask: a staked one what its holder set, every other one the opening price. The reserve is the
 * lowest price at which more than the consent would sell. So a holder who does nothing is counted, with the price it
 * bought under, and no minority decides for the others: what a part of the supply can bring about ends at what the rest
 * asks.
 */

import type { Book } from './asks.ts';
import { RuleError } from './error.ts';
import * as ladder from './ladder.ts';
import { BPS, max, partCeil, partFloor, u64 } from './math.ts';
import { MAX_CONSENT_BPS, MAX_FLOOR_BPS, type Terms } from './terms.ts';

/** The reserve of a vault. */
export type Reserve = {
  /** At or above this price of the whole vault, in raw quote units, anyone may start the auction. */
  readonly price: bigint;
  /**
   * The lowest level of the ladder at which more than the consent would sell. Its price is below the reserve's where the
   * floor is above it.
   */
  readonly level: number;
  /** The weight that asks this level or less, in raw fraction units; more than the consent's part of the supply. */
  readonly consenting: bigint;
};

/** The terms the reserve depends on. */
export type ReserveTerms = Pick<Terms, 'openingPrice' | 'floorBps' | 'consentBps'>;

/**
 * The reserve of a vault of `supply` fractions (raw units); without a book nobody asks. Where nobody does, or no fraction
 * is left, it is the opening price.
 *
 * @throws {RuleError} ConsentOutOfBounds, FloorOutOfBounds; LedgerMismatch where more asks than there is, or the weights
 * turn out not to sum up to what asks
 */
export function reserve(terms: ReserveTerms, book: Book | null, supply: bigint): Reserve {
  const everythingAtOpening = { price: terms.openingPrice, level: ladder.OPENING_LEVEL, consenting: supply };
  if (!book) return everythingAtOpening;
  const notAsking = u64(supply - book.asking, 'LedgerMismatch');
  if (supply === 0n) return everythingAtOpening;
  const { level, consenting } = consent(book.weights, notAsking, mostWithoutConsent(terms, supply));
  if (consenting > supply) throw new RuleError('LedgerMismatch');
  return { price: max(ladder.price(terms.openingPrice, level), floor(terms)), level, consenting };
}

/**
 * The least reserve: the floor's part of the opening price, in raw quote units. Rounded up, as it protects those who would
 * not sell: no unit of a bound is rounded away.
 *
 * @throws {RuleError} FloorOutOfBounds
 */
export function floor(terms: Pick<Terms, 'openingPrice' | 'floorBps'>): bigint {
  if (terms.floorBps > MAX_FLOOR_BPS) throw new RuleError('FloorOutOfBounds');
  return partCeil(terms.openingPrice, terms.floorBps, BPS);
}

/**
 * The largest weight that is no consent: of integers, `10_000 * weight > consent * supply` says the same as
 * `weight > floor(consent * supply / 10_000)`.
 */
function mostWithoutConsent(terms: ReserveTerms, supply: bigint): bigint {
  if (terms.consentBps > MAX_CONSENT_BPS) throw new RuleError('ConsentOutOfBounds');
  return partFloor(supply, terms.consentBps, BPS);
}

/**
 * The lowest level up to which more than `withoutConsent` asks, and how much does, where `notAsking` counts at the opening
 * price.
 */
function consent(weights: readonly bigint[], notAsking: bigint, withoutConsent: bigint) {
  const byLevel = [...weights];
  byLevel[ladder.OPENING_LEVEL] = u64((weights[ladder.OPENING_LEVEL] ?? 0n) + notAsking, 'LedgerMismatch');
  let consenting = 0n;
  for (const [level, weight] of byLevel.entries()) {
    consenting += weight;
    if (consenting > withoutConsent) return { level, consenting };
  }
  // Not even all that asks is more than the consent's part of the supply.
  throw new RuleError('LedgerMismatch');
}
