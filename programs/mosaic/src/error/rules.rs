//! Each rule's refusal by the program's error of the same name.

use anchor_lang::prelude::Result;
use mosaic_core::RuleError;

use super::{MosaicError, refuse};

/// Turns a refusal of the pure rules into the program's error of the same name.
pub(crate) trait OrRefuse<T> {
    fn or_refuse(self) -> Result<T>;
}

impl<T> OrRefuse<T> for core::result::Result<T, RuleError> {
    #[inline]
    fn or_refuse(self) -> Result<T> {
        self.map_err(|error| refuse(error.into()))
    }
}

impl From<RuleError> for MosaicError {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::ZeroPrice => Self::ZeroPrice,
            RuleError::ZeroSupply => Self::ZeroSupply,
            RuleError::TooManyDecimals => Self::TooManyDecimals,
            RuleError::AuctionLengthOutOfBounds => Self::AuctionLengthOutOfBounds,
            RuleError::ExtensionOutOfBounds => Self::ExtensionOutOfBounds,
            RuleError::StepOutOfBounds => Self::StepOutOfBounds,
            RuleError::CuratorFeeOutOfBounds => Self::CuratorFeeOutOfBounds,
            RuleError::FloorOutOfBounds => Self::FloorOutOfBounds,
            RuleError::ConsentOutOfBounds => Self::ConsentOutOfBounds,
            RuleError::StakeLockOutOfBounds => Self::StakeLockOutOfBounds,
            RuleError::DripOutOfBounds => Self::DripOutOfBounds,
            RuleError::QuorumOutOfBounds => Self::QuorumOutOfBounds,
            RuleError::ThresholdOutOfBounds => Self::ThresholdOutOfBounds,
            RuleError::ProposalStakeOutOfBounds => Self::ProposalStakeOutOfBounds,
            RuleError::VetoOutOfBounds => Self::VetoOutOfBounds,
            RuleError::VotingOutOfBounds => Self::VotingOutOfBounds,
            RuleError::DelayOutOfBounds => Self::DelayOutOfBounds,
            RuleError::OfferWindowOutOfBounds => Self::OfferWindowOutOfBounds,
            RuleError::StakeBelowProposal => Self::StakeBelowProposal,
            RuleError::VotingOver => Self::VotingOver,
            RuleError::VotingNotOver => Self::VotingNotOver,
            RuleError::ProposalDefeated => Self::ProposalDefeated,
            RuleError::ProposalDelayed => Self::ProposalDelayed,
            RuleError::ProposalExpired => Self::ProposalExpired,
            RuleError::ProposalExecuted => Self::ProposalExecuted,
            RuleError::ProposalAlive => Self::ProposalAlive,
            RuleError::LicenseTermOutOfBounds => Self::LicenseTermOutOfBounds,
            RuleError::LicenseTaken => Self::LicenseTaken,
            RuleError::LicenseNotTaken => Self::LicenseNotTaken,
            RuleError::LicenseOfferOver => Self::LicenseOfferOver,
            RuleError::LicenseExcluded => Self::LicenseExcluded,
            RuleError::LicenseEnded => Self::LicenseEnded,
            RuleError::LicenseOver => Self::LicenseOver,
            RuleError::LicenseRenewed => Self::LicenseRenewed,
            RuleError::LicenseAlive => Self::LicenseAlive,
            RuleError::OffersClosed => Self::OffersClosed,
            RuleError::OfferAtReserve => Self::OfferAtReserve,
            RuleError::NoOffer => Self::NoOffer,
            RuleError::OfferStillOpen => Self::OfferStillOpen,
            RuleError::OfferVetoed => Self::OfferVetoed,
            RuleError::LevelOutOfBounds => Self::LevelOutOfBounds,
            RuleError::PriceAboveLadder => Self::PriceAboveLadder,
            RuleError::StakeLocked => Self::StakeLocked,
            RuleError::AmountAboveStake => Self::AmountAboveStake,
            RuleError::NothingStaked => Self::NothingStaked,
            RuleError::NoIncomeDue => Self::NoIncomeDue,
            RuleError::AuctionNotOpen => Self::AuctionNotOpen,
            RuleError::AuctionEnded => Self::AuctionEnded,
            RuleError::AuctionNotEnded => Self::AuctionNotEnded,
            RuleError::BidBelowReserve => Self::BidBelowReserve,
            RuleError::BidBelowStep => Self::BidBelowStep,
            RuleError::BidOfWholeSupply => Self::BidOfWholeSupply,
            RuleError::CashAboveMaximum => Self::CashAboveMaximum,
            RuleError::PayoutBelowMinimum => Self::PayoutBelowMinimum,
            RuleError::ZeroAmount => Self::ZeroAmount,
            RuleError::AmountAboveSupply => Self::AmountAboveSupply,
            RuleError::WrongStatus => Self::WrongStatus,
            RuleError::LedgerMismatch => Self::LedgerMismatch,
            RuleError::Overflow => Self::Overflow,
            RuleError::OfferingPriceOutOfBounds => Self::OfferingPriceOutOfBounds,
            RuleError::OfferingStartOutOfBounds => Self::OfferingStartOutOfBounds,
            RuleError::OfferingLengthOutOfBounds => Self::OfferingLengthOutOfBounds,
            RuleError::WalletLimitOutOfBounds => Self::WalletLimitOutOfBounds,
            RuleError::MinimumOutOfReach => Self::MinimumOutOfReach,
            RuleError::AlreadyOffered => Self::AlreadyOffered,
            RuleError::OfferingNotStarted => Self::OfferingNotStarted,
            RuleError::OfferingOver => Self::OfferingOver,
            RuleError::OfferingRuns => Self::OfferingRuns,
            RuleError::AboveOffered => Self::AboveOffered,
            RuleError::AboveWalletLimit => Self::AboveWalletLimit,
            RuleError::CostAboveMaximum => Self::CostAboveMaximum,
            RuleError::BelowOffering => Self::BelowOffering,
            RuleError::CuratorFeeNotLower => Self::CuratorFeeNotLower,
        }
    }
}
