//! What the creator fixes when a vault is created, and within which bounds (DESIGN sections 1 and 4 to 6).

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
}

impl Terms {
    /// The defaults of the design: an auction of three days with 15 minutes of extension and a step of 5 %, no fee, a
    /// floor and a consent of one half, a lock of a day, income over a week.
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
        Ok(())
    }
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
    fn supply_bounds() {
        assert_eq!(check_supply(0, 0), Err(RuleError::ZeroSupply));
        assert_eq!(check_supply(1, 0), Ok(()));
        assert_eq!(check_supply(u64::MAX, 9), Ok(()));
        assert_eq!(check_supply(1, 10), Err(RuleError::TooManyDecimals));
    }
}
