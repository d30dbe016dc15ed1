/** Why a rule refuses. */

/** The refusals of the rules, each in a sentence; the program has an error of the same name for each. */
export const RULE_SENTENCES = {
  /** The opening price is zero. */
  ZeroPrice: 'the opening price must be at least 1 raw quote unit',
  /** The supply is zero. */
  ZeroSupply: 'the supply must be at least 1 fraction',
  /** The fraction mint would have more than 9 decimals. */
  TooManyDecimals: 'the fraction mint has 0 to 9 decimals',
  /** The auction would be shorter than a day or longer than 30 days. */
  AuctionLengthOutOfBounds: 'an auction lasts 1 to 30 days',
  /** The extension window is longer than the auction. */
  ExtensionOutOfBounds: 'the extension window is at most the length of the auction',
  /** The step between bids is below 100 or above 5,000 basis points. */
  StepOutOfBounds: 'the step between bids is 100 to 5,000 basis points',
  /** The curator's fee is above 500 basis points. */
  CuratorFeeOutOfBounds: "the curator's fee is at most 500 basis points",
  /** The floor of the reserve is above the opening price. */
  FloorOutOfBounds: 'the floor is at most 10,000 basis points of the opening price',
  /** The consent is below a half or above nine tenths of the supply. */
  ConsentOutOfBounds: 'the consent is 5,000 to 9,000 basis points of the supply',
  /** The lock of a stake is shorter than an hour or longer than 30 days. */
  StakeLockOutOfBounds: 'a stake is locked for 1 hour to 30 days',
  /** Income would be streamed in less than an hour or more than 90 days. */
  DripOutOfBounds: 'income is streamed over 1 hour to 90 days',
  /** The quorum is below 100 or above 9,000 basis points. */
  QuorumOutOfBounds: 'the quorum is 100 to 9,000 basis points of the supply',
  /** The threshold is below a half or above nine tenths of the votes. */
  ThresholdOutOfBounds: 'the threshold is 5,000 to 9,000 basis points of the votes',
  /** Proposing would need more than a quarter of the supply. */
  ProposalStakeOutOfBounds: 'proposing needs at most 2,500 basis points of the supply',
  /** The veto is below 100 or above 5,000 basis points. */
  VetoOutOfBounds: 'the veto is 100 to 5,000 basis points of the supply',
  /** A vote would be shorter than a day or longer than 14 days. */
  VotingOutOfBounds: 'a vote lasts 1 to 14 days',
  /** The delay is longer than 14 days. */
  DelayOutOfBounds: 'the delay after a vote is at most 14 days',
  /** An offer would be open for less than 7 or more than 90 days. */
  OfferWindowOutOfBounds: 'an offer is open for 7 to 90 days, or offers are not taken',
  /** The stake is smaller than proposing needs. */
  StakeBelowProposal: 'the stake is too small to propose',
  /** The vote is over. */
  VotingOver: 'the vote is over',
  /** The vote is still going on. */
  VotingNotOver: 'the vote is not over yet',
  /** The vote did not pass. */
  ProposalDefeated: 'the proposal did not pass',
  /** The delay after the vote is not over. */
  ProposalDelayed: 'the delay after the vote is not over yet',
  /** The time to execute is over. */
  ProposalExpired: 'the time to execute the proposal is over',
  /** It was executed before. */
  ProposalExecuted: 'the proposal was executed already',
  /** The proposal can still pass or be executed. */
  ProposalAlive: 'the proposal can still pass or be executed',
  /** The term of a licence is shorter than an hour or longer than ten years. */
  LicenseTermOutOfBounds: 'the term of a licence is 1 hour to 3,650 days',
  /** The licence was accepted before. */
  LicenseTaken: 'the licence was accepted already',
  /** The licence was not accepted yet. */
  LicenseNotTaken: 'the licence was not accepted',
  /** The time to accept the licence is over. */
  LicenseOfferOver: 'the time to accept the licence is over',
  /** Another licence runs that excludes this one, or that this one would exclude. */
  LicenseExcluded: 'another licence runs that does not go with this one',
  /** The holders ended the licence: it is not renewed. */
  LicenseEnded: 'the licence was ended by a vote',
  /** The licence has run out. */
  LicenseOver: 'the licence has run out',
  /** The licence is renewed already for the next term. */
  LicenseRenewed: 'the licence is renewed already',
  /** The licence, or its offer, still runs. */
  LicenseAlive: 'the licence still runs',
  /** The vault takes no offers below the reserve. */
  OffersClosed: 'the vault takes no offers',
  /** The offer reaches the reserve. */
  OfferAtReserve: 'at or above the reserve it is a bid, not an offer',
  /** There is no offer. */
  NoOffer: 'there is no offer',
  /** The window of the offer is not over. */
  OfferStillOpen: 'the window of the offer is not over yet',
  /** Staked asks above the offer veto it. */
  OfferVetoed: 'staked asks above the offer veto it',
  /** There is no such level on the ladder of prices. */
  LevelOutOfBounds: 'a level is 0 to 191',
  /** The price is above the highest of the ladder. */
  PriceAboveLadder: 'the price is above the highest level',
  /** The stake is still locked. */
  StakeLocked: 'the stake is locked',
  /** The stake is smaller than the amount. */
  AmountAboveStake: 'the amount is above the stake',
  /** Nothing is staked, so there is nothing that could ask. */
  NothingStaked: 'nothing is staked',
  /** No whole unit of income is owed. */
  NoIncomeDue: 'no income is owed',
  /** The vault does not take bids in this status. */
  AuctionNotOpen: 'bids are taken by an active vault or one in auction',
  /** The auction's end has been reached: from here on it can only be settled. */
  AuctionEnded: 'the auction has ended',
  /** The auction's end has not been reached yet. */
  AuctionNotEnded: 'the auction has not ended yet',
  /** The first bid is below the reserve. */
  BidBelowReserve: 'the first bid must reach the reserve',
  /** A further bid is less than a step above the leading one. */
  BidBelowStep: 'the bid must exceed the leading price by at least the step',
  /** The bid brings as many fractions as there are; who holds all reclaims instead. */
  BidOfWholeSupply: 'a bid brings fewer fractions than the supply',
  /** The bid's cash is above the caller's bound. */
  CashAboveMaximum: "the bid's cash is above max_cash",
  /** The payout is below the caller's bound. */
  PayoutBelowMinimum: 'the payout is below min_payout',
  /** The amount is zero. */
  ZeroAmount: 'the amount must be above zero',
  /** The amount is above the supply. */
  AmountAboveSupply: 'the amount is above the supply',
  /** The status does not lead to the wanted one. */
  WrongStatus: "the vault's status does not allow this",
  /** The tracked amounts do not add up; no path leads here. */
  LedgerMismatch: 'the tracked amounts do not add up',
  /** A number left its range. */
  Overflow: 'a number left its range',
  /** An offering whose end price is zero or above its start price. */
  OfferingPriceOutOfBounds: 'the end price is at least 1 and at most the start price',
  /** The offering would start in the past, or in more than 30 days. */
  OfferingStartOutOfBounds: 'an offering starts within 30 days',
  /** The offering would be shorter than an hour or longer than 30 days. */
  OfferingLengthOutOfBounds: 'an offering lasts 1 hour to 30 days',
  /** The limit of a wallet is zero or above what is offered. */
  WalletLimitOutOfBounds: 'the limit of a wallet is at least 1 and at most what is offered',
  /** The minimum is above what everything costs at the start price. */
  MinimumOutOfReach: 'the minimum is at most what everything offered costs at the start price',
  /** An offering of this vault has succeeded: there is no second one. */
  AlreadyOffered: 'an offering of this vault has succeeded already',
  /** The offering has not started yet. */
  OfferingNotStarted: 'the offering has not started yet',
  /** The offering is over. */
  OfferingOver: 'the offering is over',
  /** The offering still runs. */
  OfferingRuns: 'the offering still runs',
  /** The amount is above what is left of the offering. */
  AboveOffered: 'the amount is above what is left of the offering',
  /** The buyer would have more than the limit of a wallet. */
  AboveWalletLimit: 'the purchases of a buyer are at most the limit of a wallet',
  /** The cost is above the caller's bound. */
  CostAboveMaximum: 'the cost is above max_cost',
  /** The offer is below the highest price paid in the offering that runs. */
  BelowOffering: 'the offer is below the highest price paid in the offering that runs',
  /** The fee that the curator gives is not lower than the present one. */
  CuratorFeeNotLower: "the curator's new fee must be lower than the present one",
} as const;

/** The name of a refusal by one of the rules. */
export type RuleErrorCode = keyof typeof RULE_SENTENCES;

/** A refusal by one of the rules. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  /** The name of the refusal. */
  readonly code: RuleErrorCode;

  constructor(code: RuleErrorCode) {
    super(RULE_SENTENCES[code]);
    this.code = code;
  }
}

/** Whether something thrown is a refusal by one of the rules, or by the rule `code`. */
export function isRuleError(error: unknown, code?: RuleErrorCode): error is RuleError {
  return error instanceof RuleError && (code === undefined || error.code === code);
}
