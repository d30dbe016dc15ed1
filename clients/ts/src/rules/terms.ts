/** What the creator fixes when a vault is created, and within which bounds. */

import { RuleError, type RuleErrorCode } from './error.ts';
import { isWithin, u64 } from './math.ts';

const HOUR = 3_600;
const DAY = 86_400;

/** Most assets a vault holds. */
export const MAX_ASSETS = 16;
/** Most decimals of a fraction mint. */
export const MAX_DECIMALS = 9;
/** Shortest auction, in seconds. */
export const MIN_AUCTION_SECS = DAY;
/** Longest auction, in seconds. */
export const MAX_AUCTION_SECS = 30 * DAY;
/** Smallest step between bids, in basis points. */
export const MIN_STEP_BPS = 100;
/** Largest step between bids, in basis points. */
export const MAX_STEP_BPS = 5_000;
/** Highest fee of the curator, in basis points of the winning cash. */
export const MAX_CURATOR_FEE_BPS = 500;

/** Highest floor of the reserve, in basis points of the opening price. */
export const MAX_FLOOR_BPS = 10_000;
/** Lowest consent, in basis points of the supply: never less than half decide. */
export const MIN_CONSENT_BPS = 5_000;
/** Highest consent, in basis points of the supply: less than a tenth can never hold the rest up. */
export const MAX_CONSENT_BPS = 9_000;
/** Shortest lock of a stake, in seconds. */
export const MIN_STAKE_LOCK_SECS = HOUR;
/** Longest lock of a stake, in seconds. */
export const MAX_STAKE_LOCK_SECS = 30 * DAY;
/** Shortest time over which income is streamed, in seconds. */
export const MIN_DRIP_SECS = HOUR;
/** Longest time over which income is streamed, in seconds. */
export const MAX_DRIP_SECS = 90 * DAY;

/** Lowest quorum, in basis points of the supply. */
export const MIN_QUORUM_BPS = 100;
/** Highest quorum, in basis points of the supply. */
export const MAX_QUORUM_BPS = 9_000;
/** Lowest threshold, in basis points of the votes: never less than half decide. */
export const MIN_THRESHOLD_BPS = 5_000;
/** Highest threshold, in basis points of the votes. */
export const MAX_THRESHOLD_BPS = 9_000;
/** Shortest vote, in seconds. */
export const MIN_VOTING_SECS = DAY;
/** Longest vote, in seconds. */
export const MAX_VOTING_SECS = 14 * DAY;
/** Longest delay between a vote and what it decided, in seconds. */
export const MAX_DELAY_SECS = 14 * DAY;
/** Most that has to be staked to propose, in basis points of the supply. */
export const MAX_PROPOSAL_STAKE_BPS = 2_500;
/** Shortest window of an offer below the reserve, in seconds, where offers are taken at all. */
export const MIN_OFFER_WINDOW_SECS = 7 * DAY;
/** Longest window of an offer below the reserve, in seconds. */
export const MAX_OFFER_WINDOW_SECS = 90 * DAY;
/** Lowest veto against an offer, in basis points of the supply. */
export const MIN_VETO_BPS = 100;
/** Highest veto against an offer, in basis points of the supply: half can always stop one. */
export const MAX_VETO_BPS = 5_000;

/** The terms of a vault. */
export type Terms = {
  /** The price every fraction asks that asks nothing else, of the whole vault in raw quote units; at least 1. */
  readonly openingPrice: bigint;
  /** Length of the auction in seconds, 1 to 30 days. */
  readonly auctionSecs: number;
  /** A bid in this many last seconds moves the end to this long after itself; 0 to the length of the auction. */
  readonly extensionSecs: number;
  /** By how much a bid must exceed the leading one, in basis points of it, 100 to 5,000. */
  readonly stepBps: number;
  /** The curator's fee in basis points of the winning cash, 0 to 500. */
  readonly curatorFeeBps: number;
  /** The reserve is at least this part of the opening price, 0 to 10,000 basis points. */
  readonly floorBps: number;
  /** More than this part of the supply sells at the reserve, 5,000 to 9,000 basis points. */
  readonly consentBps: number;
  /** For how long staking or changing an ask locks a stake, in seconds, 1 hour to 30 days. */
  readonly stakeLockSecs: number;
  /** Over how long a deposit of income is streamed, in seconds, 1 hour to 90 days. */
  readonly dripSecs: number;
  /** At least this part of the supply has to vote, 100 to 9,000 basis points. */
  readonly quorumBps: number;
  /** More than this part of the votes has to be yes, 5,000 to 9,000 basis points. */
  readonly thresholdBps: number;
  /** This part of the supply has to be staked by who proposes, 0 to 2,500 basis points. */
  readonly proposalStakeBps: number;
  /** Staked asks above an offer veto it if they weigh more than this part of the supply, 100 to 5,000 basis points. */
  readonly vetoBps: number;
  /** Length of a vote in seconds, 1 to 14 days. */
  readonly votingSecs: number;
  /** How long after the vote it can be executed, in seconds, 0 to 14 days. */
  readonly delaySecs: number;
  /** How long an offer below the reserve is open before it can be accepted, in seconds, 7 to 90 days; 0 for no offers. */
  readonly offerWindowSecs: number;
};

/**
 * The default terms: an auction of three days with 15 minutes of extension and a step of 5 %, no fee, a floor and a
 * consent of one half, a lock of a day, income over a week; votes of three days by a fifth of the supply and more than
 * half of the votes, a day before they take effect, one per cent to propose; offers open for two weeks and vetoed by a
 * tenth.
 */
export function withOpeningPrice(openingPrice: bigint): Terms {
  return {
    openingPrice,
    auctionSecs: 3 * DAY,
    extensionSecs: 900,
    stepBps: 500,
    curatorFeeBps: 0,
    floorBps: 5_000,
    consentBps: 5_000,
    stakeLockSecs: DAY,
    dripSecs: 7 * DAY,
    quorumBps: 2_000,
    thresholdBps: 5_000,
    proposalStakeBps: 100,
    vetoBps: 1_000,
    votingSecs: 3 * DAY,
    delaySecs: DAY,
    offerWindowSecs: 14 * DAY,
  };
}

/**
 * Checks every term against its bounds.
 *
 * @throws {RuleError} one per term: ZeroPrice, AuctionLengthOutOfBounds, ExtensionOutOfBounds and so on; Overflow for an
 * opening price that no `u64` holds
 */
export function check(terms: Terms): void {
  if (u64(terms.openingPrice) === 0n) throw new RuleError('ZeroPrice');
  const { auctionSecs, offerWindowSecs } = terms;
  bound(auctionSecs, MIN_AUCTION_SECS, MAX_AUCTION_SECS, 'AuctionLengthOutOfBounds');
  bound(terms.extensionSecs, 0, auctionSecs, 'ExtensionOutOfBounds');
  bound(terms.stepBps, MIN_STEP_BPS, MAX_STEP_BPS, 'StepOutOfBounds');
  bound(terms.curatorFeeBps, 0, MAX_CURATOR_FEE_BPS, 'CuratorFeeOutOfBounds');
  bound(terms.floorBps, 0, MAX_FLOOR_BPS, 'FloorOutOfBounds');
  bound(terms.consentBps, MIN_CONSENT_BPS, MAX_CONSENT_BPS, 'ConsentOutOfBounds');
  bound(terms.stakeLockSecs, MIN_STAKE_LOCK_SECS, MAX_STAKE_LOCK_SECS, 'StakeLockOutOfBounds');
  bound(terms.dripSecs, MIN_DRIP_SECS, MAX_DRIP_SECS, 'DripOutOfBounds');
  bound(terms.quorumBps, MIN_QUORUM_BPS, MAX_QUORUM_BPS, 'QuorumOutOfBounds');
  bound(terms.thresholdBps, MIN_THRESHOLD_BPS, MAX_THRESHOLD_BPS, 'ThresholdOutOfBounds');
  bound(terms.proposalStakeBps, 0, MAX_PROPOSAL_STAKE_BPS, 'ProposalStakeOutOfBounds');
  bound(terms.vetoBps, MIN_VETO_BPS, MAX_VETO_BPS, 'VetoOutOfBounds');
  bound(terms.votingSecs, MIN_VOTING_SECS, MAX_VOTING_SECS, 'VotingOutOfBounds');
  bound(terms.delaySecs, 0, MAX_DELAY_SECS, 'DelayOutOfBounds');
  if (offerWindowSecs !== 0) {
    bound(offerWindowSecs, MIN_OFFER_WINDOW_SECS, MAX_OFFER_WINDOW_SECS, 'OfferWindowOutOfBounds');
  }
}

/**
 * Checks a fee that the curator sets itself, in basis points of the winning cash: only lower than the present one.
 *
 * Whoever bids, offers or holds may have reckoned with the present fee, and an auction may run. What the curator gives up is
 * proceeds, and nothing else is measured by the fee: a price, the cash of a bid and royalties stay, and no payout falls.
 *
 * @throws {RuleError} CuratorFeeNotLower, also for what is no whole number of at least 0
 */
export function checkLowerFee(presentBps: number, feeBps: number): void {
  bound(feeBps, 0, presentBps - 1, 'CuratorFeeNotLower');
}

/**
 * Checks the size of the fraction mint: `supply` in raw units, and its decimals.
 *
 * @throws {RuleError} ZeroSupply, TooManyDecimals; Overflow for a supply that no `u64` holds
 */
export function checkSupply(supply: bigint, decimals: number): void {
  if (u64(supply) === 0n) throw new RuleError('ZeroSupply');
  bound(decimals, 0, MAX_DECIMALS, 'TooManyDecimals');
}

function bound(value: number, least: number, most: number, refusal: RuleErrorCode): void {
  if (!isWithin(value, least, most)) throw new RuleError(refusal);
}
