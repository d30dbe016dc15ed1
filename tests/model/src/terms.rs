//! What the creator fixes.

use crate::{DAY, HOUR, Refused};

/// What the creator fixes for good (design, sections 2 to 7; decision 49).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Fractions to be minted, in raw units.
    pub supply: u64,
    /// Decimals of the fraction.
    pub decimals: u8,
    /// What every fraction asks that asks nothing else.
    pub opening_price: u64,
    /// Length of the auction in seconds.
    pub auction_secs: u32,
    /// A bid in this many last seconds moves the end to that long after itself.
    pub extension_secs: u32,
    /// Least rise from bid to bid.
    pub step_bps: u16,
    /// The curator's fee, and the cap of what a vote may set.
    pub curator_fee_bps: u16,
    /// Least reserve, of the opening price.
    pub floor_bps: u16,
    /// More than this of the supply sells at the reserve.
    pub consent_bps: u16,
    /// How long staking and asking lock.
    pub stake_lock_secs: u32,
    /// How long income is streamed.
    pub drip_secs: u32,
    /// At least this of the supply has to vote.
    pub quorum_bps: u16,
    /// More than this of the votes has to be yes.
    pub threshold_bps: u16,
    /// This of the supply has to be staked by who proposes.
    pub proposal_stake_bps: u16,
    /// Staked asks above an offer stop it if they weigh more than this of the supply.
    pub veto_bps: u16,
    /// Length of a vote.
    pub voting_secs: u32,
    /// Time between a vote and what it decides.
    pub delay_secs: u32,
    /// How long an offer stands before it is accepted; 0 for no offers.
    pub offer_window_secs: u32,
}

impl Terms {
    /// The defaults of the design.
    pub fn with(supply: u64, opening_price: u64) -> Self {
        Self {
            supply,
            decimals: 6,
            opening_price,
            auction_secs: 3 * DAY as u32,
            extension_secs: 15 * 60,
            step_bps: 500,
            curator_fee_bps: 200,
            floor_bps: 5_000,
            consent_bps: 5_000,
            stake_lock_secs: DAY as u32,
            drip_secs: 7 * DAY as u32,
            quorum_bps: 2_000,
            threshold_bps: 5_000,
            proposal_stake_bps: 100,
            veto_bps: 1_000,
            voting_secs: 3 * DAY as u32,
            delay_secs: DAY as u32,
            offer_window_secs: 14 * DAY as u32,
        }
    }

    /// Whether every term is within its bounds.
    pub(crate) fn check(&self) -> Result<(), Refused> {
        let days = |secs: u32, from: i64, to: i64| (from * DAY..=to * DAY).contains(&i64::from(secs));
        let hour_to = |secs: u32, to: i64| (HOUR..=to * DAY).contains(&i64::from(secs));
        let rules = [
            (self.opening_price >= 1, Refused::ZeroPrice),
            (self.supply >= 1, Refused::ZeroSupply),
            (self.decimals <= 9, Refused::TooManyDecimals),
            (days(self.auction_secs, 1, 30), Refused::AuctionLengthOutOfBounds),
            (self.extension_secs <= self.auction_secs, Refused::ExtensionOutOfBounds),
            ((100..=5_000).contains(&self.step_bps), Refused::StepOutOfBounds),
            (self.curator_fee_bps <= 500, Refused::CuratorFeeOutOfBounds),
            (self.floor_bps <= 10_000, Refused::FloorOutOfBounds),
            ((5_000..=9_000).contains(&self.consent_bps), Refused::ConsentOutOfBounds),
            (hour_to(self.stake_lock_secs, 30), Refused::StakeLockOutOfBounds),
            (hour_to(self.drip_secs, 90), Refused::DripOutOfBounds),
            ((100..=9_000).contains(&self.quorum_bps), Refused::QuorumOutOfBounds),
            ((5_000..=9_000).contains(&self.threshold_bps), Refused::ThresholdOutOfBounds),
            (self.proposal_stake_bps <= 2_500, Refused::ProposalStakeOutOfBounds),
            ((100..=5_000).contains(&self.veto_bps), Refused::VetoOutOfBounds),
            (days(self.voting_secs, 1, 14), Refused::VotingOutOfBounds),
            (days(self.delay_secs, 0, 14), Refused::DelayOutOfBounds),
            (self.offer_window_secs == 0 || days(self.offer_window_secs, 7, 90), Refused::OfferWindowOutOfBounds),
        ];
        rules.into_iter().try_for_each(|(holds, refused)| refused.unless(holds))
    }
}
