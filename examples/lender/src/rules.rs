//! The rules of money, without accounts. Payouts are rounded down, charges up.

use anchor_lang::prelude::*;
use mosaic_core::math::{mul_div_ceil, mul_div_floor};

use crate::error::LenderError;

/// Basis points of a whole.
pub const BPS: u64 = 10_000;
/// Seconds of a year of 365 days.
pub const YEAR_SECS: u64 = 31_536_000;
/// Highest rate a market may have, in basis points a year.
pub const MAX_RATE_BPS: u16 = 10_000;

/// Terms of a market, fixed when it is opened.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What the lender believes of a reserve at most: price of the whole vault in raw quote units. A bid counts in full.
    pub price_cap: u64,
    /// A debt may be made up to this part of what its collateral is believed to be worth, in basis points.
    pub ltv_bps: u16,
    /// A debt above this part of it may be liquidated, in basis points.
    pub threshold_bps: u16,
    /// What a liquidator is paid beyond the debt it pays, in basis points of it: the discount at which thin markets take fractions.
    pub bonus_bps: u16,
    /// Simple interest, in basis points a year.
    pub rate_bps: u16,
}

impl Terms {
    /// Refuses terms that no market may have.
    ///
    /// # Errors
    /// [`LenderError::ZeroPriceCap`], [`LenderError::LoanToValueOutOfBounds`], [`LenderError::ThresholdOutOfBounds`] where
    /// the collateral of a debt at the threshold would not pay for the bonus, [`LenderError::RateOutOfBounds`]
    pub fn check(&self) -> std::result::Result<(), LenderError> {
        let Self { price_cap, ltv_bps, threshold_bps, bonus_bps, rate_bps } = *self;
        let with_bonus = BPS.saturating_add(bonus_bps.into());
        let refused = [
            (price_cap == 0, LenderError::ZeroPriceCap),
            (ltv_bps == 0 || ltv_bps >= threshold_bps, LenderError::LoanToValueOutOfBounds),
            (
                u64::from(threshold_bps).saturating_mul(with_bonus) > BPS.saturating_mul(BPS),
                LenderError::ThresholdOutOfBounds,
            ),
            (rate_bps > MAX_RATE_BPS, LenderError::RateOutOfBounds),
        ];
        refused.into_iter().find(|(refused, _)| *refused).map_or(Ok(()), |(_, error)| Err(error))
    }
}

/// What is believed of fractions that are `worth` so much (raw quote units) at a `price` of the whole vault. A `firm`
/// price is in escrow and can only rise: it counts in full. Of any other only the cap does.
#[must_use]
pub fn believed(worth: u64, price: u64, firm: bool, price_cap: u64) -> u64 {
    if firm || price <= price_cap {
        return worth;
    }
    // A part of the worth, as the price is above the cap.
    mul_div_floor(worth, price_cap, price).unwrap_or(worth)
}

/// The highest debt that is within a part of `worth`, in raw quote units: rounded down.
#[must_use]
pub fn limit(worth: u64, part_bps: u16) -> u64 {
    mul_div_floor(worth, part_bps.into(), BPS).unwrap_or(u64::MAX)
}

/// What a borrower owes, in raw quote units. Both together are at most `u64::MAX`.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Debt {
    /// Cash lent and not paid back.
    pub principal: u64,
    /// Interest on it up to when it was last counted.
    pub interest: u64,
}

impl Debt {
    /// All of it.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.principal.saturating_add(self.interest)
    }

    /// With the interest of so many seconds more, rounded up: on the principal alone. A debt stops at `u64::MAX`, more than there can be of
    /// a mint: interest keeps nobody from paying it.
    #[must_use]
    pub fn accrued(self, rate_bps: u16, secs: u64) -> Self {
        let (parts, whole) = (u64::from(rate_bps).saturating_mul(secs), BPS.saturating_mul(YEAR_SECS));
        let more = mul_div_ceil(self.principal, parts, whole).unwrap_or(u64::MAX);
        let most = u64::MAX.saturating_sub(self.principal);
        Self { interest: self.interest.saturating_add(more).min(most), ..self }
    }

    /// With so much lent besides.
    ///
    /// # Errors
    /// [`LenderError::Overflow`]
    pub fn lent(self, amount: u64) -> std::result::Result<Self, LenderError> {
        self.total().checked_add(amount).ok_or(LenderError::Overflow)?;
        Ok(Self { principal: self.principal.saturating_add(amount), ..self })
    }

    /// With so much of it paid, at most all: interest first.
    #[must_use]
    pub fn paid(self, amount: u64) -> Self {
        let of_principal = amount.saturating_sub(self.interest);
        Self { principal: self.principal.saturating_sub(of_principal), interest: self.interest.saturating_sub(amount) }
    }
}

/// How many of a loan's `fractions`, believed to be `worth` so much together, who pays `paid` of the `debt` gets: those
/// worth the payment and the bonus, but not more than the part of the debt that is paid, so that what is left secures the rest no worse than
/// before. Rounded down.
#[must_use]
pub fn seized(paid: u64, debt: u64, fractions: u64, worth: u64, bonus_bps: u16) -> u64 {
    let paid = paid.min(debt);
    // Both quotients are at most `fractions`.
    let by_part = mul_div_floor(fractions, paid, debt).unwrap_or(0);
    let claim = mul_div_floor(paid, BPS.saturating_add(bonus_bps.into()), BPS).unwrap_or(u64::MAX);
    if claim >= worth {
        return by_part;
    }
    mul_div_floor(fractions, claim, worth).unwrap_or(fractions).min(by_part)
}

/// Where the cash goes that redeeming a loan's collateral paid, in raw quote units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// To the lender: the debt, or all there is.
    pub repaid: u64,
    /// To the borrower: the rest.
    pub due: u64,
}

/// Divides what redeeming paid. What it does not cover of the debt is lost: nothing else secures it.
#[must_use]
pub fn divide(payout: u64, debt: u64) -> Division {
    let repaid = payout.min(debt);
    Division { repaid, due: payout.saturating_sub(repaid) }
}

#[cfg(test)]
mod tests;
