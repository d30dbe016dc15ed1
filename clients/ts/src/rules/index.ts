/**
 * The rules of Mosaic vaults as pure functions: what the program computes, to the unit.
 *
 * Every function takes numbers and returns numbers, or throws a {@link RuleError}; a number that leaves the range it has
 * on chain is one, `Overflow`. Nothing is rounded otherwise than there, and refusals come in the same order.
 *
 * Units: a *price* is of the whole vault, in raw units of the quote mint; *cash* is in raw quote units; *fractions* and
 * *supply* are raw units of the fraction mint; `Bps` are basis points (1/10,000); `Secs` are seconds; times are Unix
 * seconds.
 */

export * as asks from './asks.ts';
export * as auction from './auction.ts';
export * as income from './income.ts';
export * as ladder from './ladder.ts';
export * as ledger from './ledger.ts';
export * as license from './license.ts';
export * as math from './math.ts';
export * as offer from './offer.ts';
export * as offering from './offering.ts';
export * as payout from './payout.ts';
export * as reserve from './reserve.ts';
export * as split from './split.ts';
export * as stake from './stake.ts';
export * as status from './status.ts';
export * as terms from './terms.ts';
export * as value from './value.ts';
export * as votes from './votes.ts';

export { isRuleError, RULE_SENTENCES, RuleError, type RuleErrorCode } from './error.ts';
export { BPS } from './math.ts';
export type { Status } from './status.ts';
export type { Terms } from './terms.ts';
