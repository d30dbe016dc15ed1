//! What the creator fixes when a vault is created, and within which bounds (DESIGN sections 1, 4 and 5).

use crate::RuleError;

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
}

impl Terms {
    /// The defaults of the design: three days, 15 minutes, a step of 5 %, no fee.
    pub const fn with_opening_price(opening_price: u64) -> Terms {
        Terms { opening_price, auction_secs: 3 * DAY, extension_secs: 900, step_bps: 500, curator_fee_bps: 0 }
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
    }

    #[test]
    fn supply_bounds() {
        assert_eq!(check_supply(0, 0), Err(RuleError::ZeroSupply));
        assert_eq!(check_supply(1, 0), Ok(()));
        assert_eq!(check_supply(u64::MAX, 9), Ok(()));
        assert_eq!(check_supply(1, 10), Err(RuleError::TooManyDecimals));
    }
}
