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
}
