//! Why a rule refuses.

/// A refusal by one of the rules; the program has an error of the same name for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The opening price is zero.
    #[error("the opening price must be at least 1 raw quote unit")]
    ZeroPrice,
    /// The supply is zero.
    #[error("the supply must be at least 1 fraction")]
    ZeroSupply,
    /// The fraction mint would have more than 9 decimals.
    #[error("the fraction mint has 0 to 9 decimals")]
    TooManyDecimals,
    /// The auction would be shorter than a day or longer than 30 days.
    #[error("an auction lasts 1 to 30 days")]
    AuctionLengthOutOfBounds,
    /// The extension window is longer than the auction.
    #[error("the extension window is at most the length of the auction")]
    ExtensionOutOfBounds,
    /// The step between bids is below 100 or above 5,000 basis points.
    #[error("the step between bids is 100 to 5,000 basis points")]
    StepOutOfBounds,
    /// The curator's fee is above 500 basis points.
    #[error("the curator's fee is at most 500 basis points")]
    CuratorFeeOutOfBounds,
    /// The floor of the reserve is above the opening price.
    #[error("the floor is at most 10,000 basis points of the opening price")]
    FloorOutOfBounds,
    /// The consent is below a half or above nine tenths of the supply.
    #[error("the consent is 5,000 to 9,000 basis points of the supply")]
    ConsentOutOfBounds,
    /// The lock of a stake is shorter than an hour or longer than 30 days.
    #[error("a stake is locked for 1 hour to 30 days")]
    StakeLockOutOfBounds,
    /// Income would be streamed in less than an hour or more than 90 days.
    #[error("income is streamed over 1 hour to 90 days")]
    DripOutOfBounds,
    /// The quorum is below 100 or above 9,000 basis points.
    #[error("the quorum is 100 to 9,000 basis points of the supply")]
    QuorumOutOfBounds,
    /// The threshold is below a half or above nine tenths of the votes.
    #[error("the threshold is 5,000 to 9,000 basis points of the votes")]
    ThresholdOutOfBounds,
    /// Proposing would need more than a quarter of the supply.
    #[error("proposing needs at most 2,500 basis points of the supply")]
    ProposalStakeOutOfBounds,
    /// The veto is below 100 or above 5,000 basis points.
    #[error("the veto is 100 to 5,000 basis points of the supply")]
    VetoOutOfBounds,
    /// A vote would be shorter than a day or longer than 14 days.
    #[error("a vote lasts 1 to 14 days")]
    VotingOutOfBounds,
    /// The delay is longer than 14 days.
    #[error("the delay after a vote is at most 14 days")]
    DelayOutOfBounds,
    /// An offer would be open for less than 7 or more than 90 days.
    #[error("an offer is open for 7 to 90 days, or offers are not taken")]
    OfferWindowOutOfBounds,
    /// The stake is smaller than proposing needs.
    #[error("the stake is too small to propose")]
    StakeBelowProposal,
    /// The vote is over.
    #[error("the vote is over")]
    VotingOver,
    /// The vote is still going on.
    #[error("the vote is not over yet")]
    VotingNotOver,
    /// The vote did not pass.
    #[error("the proposal did not pass")]
    ProposalDefeated,
    /// The delay after the vote is not over.
    #[error("the delay after the vote is not over yet")]
    ProposalDelayed,
    /// The time to execute is over.
    #[error("the time to execute the proposal is over")]
    ProposalExpired,
    /// It was executed before.
    #[error("the proposal was executed already")]
    ProposalExecuted,
    /// The proposal can still pass or be executed.
    #[error("the proposal can still pass or be executed")]
    ProposalAlive,
    /// The term of a licence is shorter than an hour or longer than ten years.
    #[error("the term of a licence is 1 hour to 3,650 days")]
    LicenseTermOutOfBounds,
    /// The licence was accepted before.
    #[error("the licence was accepted already")]
    LicenseTaken,
    /// The licence was not accepted yet.
    #[error("the licence was not accepted")]
    LicenseNotTaken,
    /// The time to accept the licence is over.
    #[error("the time to accept the licence is over")]
    LicenseOfferOver,
    /// Another licence runs that excludes this one, or that this one would exclude.
    #[error("another licence runs that does not go with this one")]
    LicenseExcluded,
    /// The holders ended the licence: it is not renewed.
    #[error("the licence was ended by a vote")]
    LicenseEnded,
    /// The licence has run out.
    #[error("the licence has run out")]
    LicenseOver,
    /// The licence is renewed already for the next term.
    #[error("the licence is renewed already")]
    LicenseRenewed,
    /// The licence, or its offer, still runs.
    #[error("the licence still runs")]
    LicenseAlive,
    /// The vault takes no offers below the reserve.
    #[error("the vault takes no offers")]
    OffersClosed,
    /// The offer reaches the reserve.
    #[error("at or above the reserve it is a bid, not an offer")]
    OfferAtReserve,
    /// There is no offer.
    #[error("there is no offer")]
    NoOffer,
    /// The window of the offer is not over.
    #[error("the window of the offer is not over yet")]
    OfferStillOpen,
    /// Staked asks above the offer veto it.
    #[error("staked asks above the offer veto it")]
    OfferVetoed,
    /// There is no such level on the ladder of prices.
    #[error("a level is 0 to 191")]
    LevelOutOfBounds,
    /// The price is above the highest of the ladder.
    #[error("the price is above the highest level")]
    PriceAboveLadder,
    /// The stake is still locked.
    #[error("the stake is locked")]
    StakeLocked,
    /// The stake is smaller than the amount.
    #[error("the amount is above the stake")]
    AmountAboveStake,
    /// Nothing is staked, so there is nothing that could ask.
    #[error("nothing is staked")]
    NothingStaked,
    /// No whole unit of income is owed.
    #[error("no income is owed")]
    NoIncomeDue,
    /// The vault does not take bids in this status.
    #[error("bids are taken by an active vault or one in auction")]
    AuctionNotOpen,
    /// The auction's end has been reached: from here on it can only be settled.
    #[error("the auction has ended")]
    AuctionEnded,
    /// The auction's end has not been reached yet.
    #[error("the auction has not ended yet")]
    AuctionNotEnded,
    /// The first bid is below the reserve.
    #[error("the first bid must reach the reserve")]
    BidBelowReserve,
    /// A further bid is less than a step above the leading one.
    #[error("the bid must exceed the leading price by at least the step")]
    BidBelowStep,
    /// The bid brings as many fractions as there are; who holds all reclaims instead.
    #[error("a bid brings fewer fractions than the supply")]
    BidOfWholeSupply,
    /// The bid's cash is above the caller's bound.
    #[error("the bid's cash is above max_cash")]
    CashAboveMaximum,
    /// The payout is below the caller's bound.
    #[error("the payout is below min_payout")]
    PayoutBelowMinimum,
    /// The amount is zero.
    #[error("the amount must be above zero")]
    ZeroAmount,
    /// The amount is above the supply.
    #[error("the amount is above the supply")]
    AmountAboveSupply,
    /// The status does not lead to the wanted one.
    #[error("the vault's status does not allow this")]
    WrongStatus,
    /// The tracked amounts do not add up; no path leads here.
    #[error("the tracked amounts do not add up")]
    LedgerMismatch,
    /// A number left its range.
    #[error("a number left its range")]
    Overflow,
    /// An offering whose end price is zero or above its start price.
    #[error("the end price is at least 1 and at most the start price")]
    OfferingPriceOutOfBounds,
    /// The offering would start in the past, or in more than 30 days.
    #[error("an offering starts within 30 days")]
    OfferingStartOutOfBounds,
    /// The offering would be shorter than an hour or longer than 30 days.
    #[error("an offering lasts 1 hour to 30 days")]
    OfferingLengthOutOfBounds,
    /// The limit of a wallet is zero or above what is offered.
    #[error("the limit of a wallet is at least 1 and at most what is offered")]
    WalletLimitOutOfBounds,
    /// The minimum is above what everything costs at the start price.
    #[error("the minimum is at most what everything offered costs at the start price")]
    MinimumOutOfReach,
    /// An offering of this vault has succeeded: there is no second one.
    #[error("an offering of this vault has succeeded already")]
    AlreadyOffered,
    /// The offering has not started yet.
    #[error("the offering has not started yet")]
    OfferingNotStarted,
    /// The offering is over.
    #[error("the offering is over")]
    OfferingOver,
    /// The offering still runs.
    #[error("the offering still runs")]
    OfferingRuns,
    /// The amount is above what is left of the offering.
    #[error("the amount is above what is left of the offering")]
    AboveOffered,
    /// The buyer would have more than the limit of a wallet.
    #[error("the purchases of a buyer are at most the limit of a wallet")]
    AboveWalletLimit,
    /// The cost is above the caller's bound.
    #[error("the cost is above max_cost")]
    CostAboveMaximum,
    /// The offer is below the highest price paid in the offering that runs.
    #[error("the offer is below the highest price paid in the offering that runs")]
    BelowOffering,
    /// The fee that the curator gives is not lower than the present one.
    #[error("the curator's new fee must be lower than the present one")]
    CuratorFeeNotLower,
}
