//! What the creator fixes when a vault is created, and within which bounds (DESIGN sections 1 and 4 to 7).

use crate::RuleError;

const HOUR: u32 = 3_600;
const DAY: u32 = 86_400;

/// Most assets a vault holds.
pub const MAX_ASSETS: u8 = 16;
/// Most decimals of a fraction mint.
pub const MAX_DECIMALS: u8 = 9;
/// Shortest auction, in seconds.
pub const MIN_AUCTION_SECS: u32 = DAY;
/// Longest auction, in seconds.
pub const MAX_AUCTION_SECS: u32 = 30 * DAY;
/// Smallest step between bids, in basis points.
pub const MIN_STEP_BPS: u16 = 100;
/// Largest step between bids, in basis points.
pub const MAX_STEP_BPS: u16 = 5_000;
/// Highest fee of the curator, in basis points of the winning cash.
pub const MAX_CURATOR_FEE_BPS: u16 = 500;

/// Highest floor of the reserve, in basis points of the opening price.
pub const MAX_FLOOR_BPS: u16 = 10_000;
/// Lowest consent, in basis points of the supply: never less than half decide.
pub const MIN_CONSENT_BPS: u16 = 5_000;
/// Highest consent, in basis points of the supply: less than a tenth can never hold the rest up.
pub const MAX_CONSENT_BPS: u16 = 9_000;
/// Shortest lock of a stake, in seconds.
pub const MIN_STAKE_LOCK_SECS: u32 = HOUR;
/// Longest lock of a stake, in seconds.
pub const MAX_STAKE_LOCK_SECS: u32 = 30 * DAY;
/// Shortest time over which income is streamed, in seconds.
pub const MIN_DRIP_SECS: u32 = HOUR;
/// Longest time over which income is streamed, in seconds.
pub const MAX_DRIP_SECS: u32 = 90 * DAY;

/// Lowest quorum, in basis points of the supply.
pub const MIN_QUORUM_BPS: u16 = 100;
/// Highest quorum, in basis points of the supply.
pub const MAX_QUORUM_BPS: u16 = 9_000;
/// Lowest threshold, in basis points of the votes: never less than half decide.
pub const MIN_THRESHOLD_BPS: u16 = 5_000;
/// Highest threshold, in basis points of the votes.
pub const MAX_THRESHOLD_BPS: u16 = 9_000;
/// Shortest vote, in seconds.
pub const MIN_VOTING_SECS: u32 = DAY;
/// Longest vote, in seconds.
pub const MAX_VOTING_SECS: u32 = 14 * DAY;
/// Longest delay between a vote and what it decided, in seconds.
pub const MAX_DELAY_SECS: u32 = 14 * DAY;
/// Most that has to be staked to propose, in basis points of the supply.
pub const MAX_PROPOSAL_STAKE_BPS: u16 = 2_500;
/// Shortest window of an offer below the reserve, in seconds, where offers are taken at all.
pub const MIN_OFFER_WINDOW_SECS: u32 = 7 * DAY;
/// Longest window of an offer below the reserve, in seconds.
pub const MAX_OFFER_WINDOW_SECS: u32 = 90 * DAY;
/// Lowest veto against an offer, in basis points of the supply.
pub const MIN_VETO_BPS: u16 = 100;
/// Highest veto against an offer, in basis points of the supply: half can always stop one.
pub const MAX_VETO_BPS: u16 = 5_000;

/// The terms of a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The price every fraction asks that asks nothing else, of the whole vault in raw quote units; at least 1.
    pub opening_price: u64,
    /// Length of the auction in seconds, 1 to 30 days.
    pub auction_secs: u32,
    /// A bid in this many last seconds moves the end to this long after itself; 0 to the length of the auction.
    pub extension_secs: u32,
    /// By how much a bid must exceed the leading one, in basis points of it, 100 to 5,000.
    pub step_bps: u16,
    /// The curator's fee in basis points of the winning cash, 0 to 500.
    pub curator_fee_bps: u16,
    /// The reserve is at least this part of the opening price, 0 to 10,000 basis points.
    pub floor_bps: u16,
    /// More than this part of the supply sells at the reserve, 5,000 to 9,000 basis points.
    pub consent_bps: u16,
    /// For how long staking or changing an ask locks a stake, in seconds, 1 hour to 30 days.
    pub stake_lock_secs: u32,
    /// Over how long a deposit of income is streamed, in seconds, 1 hour to 90 days.
    pub drip_secs: u32,
    /// At least this part of the supply has to vote, 100 to 9,000 basis points.
    pub quorum_bps: u16,
    /// More than this part of the votes has to be yes, 5,000 to 9,000 basis points.
    pub threshold_bps: u16,
    /// This part of the supply has to be staked by who proposes, 0 to 2,500 basis points.
    pub proposal_stake_bps: u16,
    /// Staked asks above an offer veto it if they weigh more than this part of the supply, 100 to 5,000 basis points.
    pub veto_bps: u16,
    /// Length of a vote in seconds, 1 to 14 days.
    pub voting_secs: u32,
    /// How long after the vote it can be executed, in seconds, 0 to 14 days.
    pub delay_secs: u32,
    /// How long an offer below the reserve is open before it can be accepted, in seconds, 7 to 90 days; 0 for no offers.
    pub offer_window_secs: u32,
}

impl Terms {
    /// The defaults of the design: an auction of three days with 15 minutes of extension and a step of 5 %, no fee, a
    /// floor and a consent of one half, a lock of a day, income over a week; votes of three days by a fifth of the
    /// supply and more than half of the votes, a day before they take effect, one per cent to propose; offers open for
    /// two weeks and vetoed by a tenth.
    pub const fn with_opening_price(opening_price: u64) -> Terms {
        Terms {
            opening_price,
            auction_secs: 3 * DAY,
            extension_secs: 900,
            step_bps: 500,
            curator_fee_bps: 0,
            floor_bps: 5_000,
            consent_bps: 5_000,
            stake_lock_secs: DAY,
            drip_secs: 7 * DAY,
            quorum_bps: 2_000,
            threshold_bps: 5_000,
            proposal_stake_bps: 100,
            veto_bps: 1_000,
            voting_secs: 3 * DAY,
            delay_secs: DAY,
            offer_window_secs: 14 * DAY,
        }
    }

    /// Checks every term against its bounds.
    ///
    /// # Errors
    /// One [`RuleError`] per term.
    pub const fn check(&self) -> Result<(), RuleError> {
        if self.opening_price == 0 {
            return Err(RuleError::ZeroPrice);
        }
        if self.auction_secs < MIN_AUCTION_SECS || self.auction_secs > MAX_AUCTION_SECS {
            return Err(RuleError::AuctionLengthOutOfBounds);
        }
        if self.extension_secs > self.auction_secs {
            return Err(RuleError::ExtensionOutOfBounds);
        }
        if self.step_bps < MIN_STEP_BPS || self.step_bps > MAX_STEP_BPS {
            return Err(RuleError::StepOutOfBounds);
        }
        if self.curator_fee_bps > MAX_CURATOR_FEE_BPS {
            return Err(RuleError::CuratorFeeOutOfBounds);
        }
        if self.floor_bps > MAX_FLOOR_BPS {
            return Err(RuleError::FloorOutOfBounds);
        }
        if self.consent_bps < MIN_CONSENT_BPS || self.consent_bps > MAX_CONSENT_BPS {
            return Err(RuleError::ConsentOutOfBounds);
        }
        if self.stake_lock_secs < MIN_STAKE_LOCK_SECS || self.stake_lock_secs > MAX_STAKE_LOCK_SECS {
            return Err(RuleError::StakeLockOutOfBounds);
        }
        if self.drip_secs < MIN_DRIP_SECS || self.drip_secs > MAX_DRIP_SECS {
            return Err(RuleError::DripOutOfBounds);
        }
        self.check_votes()
    }

    const fn check_votes(&self) -> Result<(), RuleError> {
        if self.quorum_bps < MIN_QUORUM_BPS || self.quorum_bps > MAX_QUORUM_BPS {
            return Err(RuleError::QuorumOutOfBounds);
        }
        if self.threshold_bps < MIN_THRESHOLD_BPS || self.threshold_bps > MAX_THRESHOLD_BPS {
            return Err(RuleError::ThresholdOutOfBounds);
        }
        if self.proposal_stake_bps > MAX_PROPOSAL_STAKE_BPS {
            return Err(RuleError::ProposalStakeOutOfBounds);
        }
        if self.veto_bps < MIN_VETO_BPS || self.veto_bps > MAX_VETO_BPS {
            return Err(RuleError::VetoOutOfBounds);
        }
        if self.voting_secs < MIN_VOTING_SECS || self.voting_secs > MAX_VOTING_SECS {
            return Err(RuleError::VotingOutOfBounds);
        }
        if self.delay_secs > MAX_DELAY_SECS {
            return Err(RuleError::DelayOutOfBounds);
        }
        let window = self.offer_window_secs;
        if window > MAX_OFFER_WINDOW_SECS || (window > 0 && window < MIN_OFFER_WINDOW_SECS) {
            return Err(RuleError::OfferWindowOutOfBounds);
        }
        Ok(())
    }
}

/// Checks a fee that the curator sets itself, in basis points of the winning cash: only lower than the present one.
///
/// Whoever bids, offers or holds may have reckoned with the present fee, and an auction may run. What the curator gives up is
/// proceeds, and nothing else is measured by the fee: a price, the cash of a bid and royalties stay, and no payout falls.
///
/// # Errors
/// [`RuleError::CuratorFeeNotLower`]
pub const fn check_lower_fee(present_bps: u16, fee_bps: u16) -> Result<(), RuleError> {
    if fee_bps < present_bps { Ok(()) } else { Err(RuleError::CuratorFeeNotLower) }
}

/// Checks the size of the fraction mint.
///
/// # Errors
/// [`RuleError::ZeroSupply`], [`RuleError::TooManyDecimals`]
pub const fn check_supply(supply: u64, decimals: u8) -> Result<(), RuleError> {
    if supply == 0 {
        return Err(RuleError::ZeroSupply);
    }
    if decimals > MAX_DECIMALS {
        return Err(RuleError::TooManyDecimals);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(change: impl Fn(&mut Terms)) -> Result<(), RuleError> {
        let mut terms = Terms::with_opening_price(1);
        change(&mut terms);
        terms.check()
    }

    #[test]
    fn every_bound_from_both_sides() {
        use RuleError::*;
        assert_eq!(with(|_| ()), Ok(()));
        assert_eq!(with(|t| t.opening_price = 0), Err(ZeroPrice));
        assert_eq!(with(|t| t.opening_price = u64::MAX), Ok(()));
        assert_eq!(with(|t| t.auction_secs = 86_399), Err(AuctionLengthOutOfBounds));
        assert_eq!(with(|t| t.auction_secs = 86_400), Ok(()));
        assert_eq!(with(|t| t.auction_secs = 2_592_000), Ok(()));
        assert_eq!(with(|t| t.auction_secs = 2_592_001), Err(AuctionLengthOutOfBounds));
        assert_eq!(with(|t| t.extension_secs = 0), Ok(()));
        assert_eq!(with(|t| t.extension_secs = t.auction_secs), Ok(()));
        assert_eq!(with(|t| t.extension_secs = t.auction_secs + 1), Err(ExtensionOutOfBounds));
        assert_eq!(with(|t| t.step_bps = 99), Err(StepOutOfBounds));
        assert_eq!(with(|t| t.step_bps = 100), Ok(()));
        assert_eq!(with(|t| t.step_bps = 5_000), Ok(()));
        assert_eq!(with(|t| t.step_bps = 5_001), Err(StepOutOfBounds));
        assert_eq!(with(|t| t.curator_fee_bps = 500), Ok(()));
        assert_eq!(with(|t| t.curator_fee_bps = 501), Err(CuratorFeeOutOfBounds));
        assert_eq!(with(|t| t.floor_bps = 0), Ok(()));
        assert_eq!(with(|t| t.floor_bps = 10_000), Ok(()));
        assert_eq!(with(|t| t.floor_bps = 10_001), Err(FloorOutOfBounds));
        assert_eq!(with(|t| t.consent_bps = 4_999), Err(ConsentOutOfBounds));
        assert_eq!(with(|t| t.consent_bps = 5_000), Ok(()));
        assert_eq!(with(|t| t.consent_bps = 9_000), Ok(()));
        assert_eq!(with(|t| t.consent_bps = 9_001), Err(ConsentOutOfBounds));
        assert_eq!(with(|t| t.stake_lock_secs = 3_599), Err(StakeLockOutOfBounds));
        assert_eq!(with(|t| t.stake_lock_secs = 3_600), Ok(()));
        assert_eq!(with(|t| t.stake_lock_secs = 2_592_000), Ok(()));
        assert_eq!(with(|t| t.stake_lock_secs = 2_592_001), Err(StakeLockOutOfBounds));
        assert_eq!(with(|t| t.drip_secs = 3_599), Err(DripOutOfBounds));
        assert_eq!(with(|t| t.drip_secs = 3_600), Ok(()));
        assert_eq!(with(|t| t.drip_secs = 7_776_000), Ok(()));
        assert_eq!(with(|t| t.drip_secs = 7_776_001), Err(DripOutOfBounds));
    }

    #[test]
    fn every_bound_of_votes_and_offers_from_both_sides() {
        use RuleError::*;
        assert_eq!(with(|t| t.quorum_bps = 99), Err(QuorumOutOfBounds));
        assert_eq!(with(|t| t.quorum_bps = 100), Ok(()));
        assert_eq!(with(|t| t.quorum_bps = 9_000), Ok(()));
        assert_eq!(with(|t| t.quorum_bps = 9_001), Err(QuorumOutOfBounds));
        assert_eq!(with(|t| t.threshold_bps = 4_999), Err(ThresholdOutOfBounds));
        assert_eq!(with(|t| t.threshold_bps = 5_000), Ok(()));
        assert_eq!(with(|t| t.threshold_bps = 9_000), Ok(()));
        assert_eq!(with(|t| t.threshold_bps = 9_001), Err(ThresholdOutOfBounds));
        assert_eq!(with(|t| t.proposal_stake_bps = 0), Ok(()));
        assert_eq!(with(|t| t.proposal_stake_bps = 2_500), Ok(()));
        assert_eq!(with(|t| t.proposal_stake_bps = 2_501), Err(ProposalStakeOutOfBounds));
        assert_eq!(with(|t| t.veto_bps = 99), Err(VetoOutOfBounds));
        assert_eq!(with(|t| t.veto_bps = 100), Ok(()));
        assert_eq!(with(|t| t.veto_bps = 5_000), Ok(()));
        assert_eq!(with(|t| t.veto_bps = 5_001), Err(VetoOutOfBounds));
        assert_eq!(with(|t| t.voting_secs = 86_399), Err(VotingOutOfBounds));
        assert_eq!(with(|t| t.voting_secs = 86_400), Ok(()));
        assert_eq!(with(|t| t.voting_secs = 1_209_600), Ok(()));
        assert_eq!(with(|t| t.voting_secs = 1_209_601), Err(VotingOutOfBounds));
        assert_eq!(with(|t| t.delay_secs = 0), Ok(()));
        assert_eq!(with(|t| t.delay_secs = 1_209_600), Ok(()));
        assert_eq!(with(|t| t.delay_secs = 1_209_601), Err(DelayOutOfBounds));
        assert_eq!(with(|t| t.offer_window_secs = 0), Ok(()));
        assert_eq!(with(|t| t.offer_window_secs = 604_799), Err(OfferWindowOutOfBounds));
        assert_eq!(with(|t| t.offer_window_secs = 604_800), Ok(()));
        assert_eq!(with(|t| t.offer_window_secs = 7_776_000), Ok(()));
        assert_eq!(with(|t| t.offer_window_secs = 7_776_001), Err(OfferWindowOutOfBounds));
    }

    #[test]
    fn the_defaults_of_the_design() {
        let expected = Terms {
            opening_price: 7,
            auction_secs: 259_200,
            extension_secs: 900,
            step_bps: 500,
            curator_fee_bps: 0,
            floor_bps: 5_000,
            consent_bps: 5_000,
            stake_lock_secs: 86_400,
            drip_secs: 604_800,
            quorum_bps: 2_000,
            threshold_bps: 5_000,
            proposal_stake_bps: 100,
            veto_bps: 1_000,
            voting_secs: 259_200,
            delay_secs: 86_400,
            offer_window_secs: 1_209_600,
        };
        assert_eq!(Terms::with_opening_price(7), expected);
    }

    #[test]
    fn a_fee_is_only_lowered() {
        for present in 0..=MAX_CURATOR_FEE_BPS {
            for fee in 0..=MAX_CURATOR_FEE_BPS + 1 {
                assert_eq!(check_lower_fee(present, fee).is_ok(), fee < present, "from {present} to {fee}");
            }
        }
        assert_eq!(check_lower_fee(0, 0), Err(RuleError::CuratorFeeNotLower));
        assert_eq!(check_lower_fee(500, u16::MAX), Err(RuleError::CuratorFeeNotLower));
    }

    #[test]
    fn supply_bounds() {
        assert_eq!(check_supply(0, 0), Err(RuleError::ZeroSupply));
        assert_eq!(check_supply(1, 0), Ok(()));
        assert_eq!(check_supply(u64::MAX, 9), Ok(()));
        assert_eq!(check_supply(1, 10), Err(RuleError::TooManyDecimals));
    }
}
