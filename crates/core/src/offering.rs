//! The offering: the creator sells part of the supply to many at once (DESIGN section 5b).
//!
//! What was sold counts once the minimum is reached, and then for good: before it every buyer would be refunded, so
//! nobody has paid a price yet. A creator who buys from itself at a fancy price has so raised the [`floor`] at most for
//! the time of one offering, which cannot be repeated.

use crate::{
    RuleError, Status,
    math::{mul_div_ceil, mul_div_floor},
};

/// Shortest offering, in seconds.
pub const MIN_OFFERING_SECS: i64 = 3_600;
/// Longest offering, in seconds.
pub const MAX_OFFERING_SECS: i64 = 30 * 86_400;
/// Longest time from opening an offering to its start, in seconds.
pub const MAX_OFFERING_DELAY_SECS: i64 = 30 * 86_400;

/// What is offered, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Live supply of fractions when the offering was opened, in raw units: what its prices are measured by.
    pub supply: u64,
    /// Fractions offered, in raw units.
    pub amount: u64,
    /// Price of the whole vault at the start, in raw quote units.
    pub start_price: u64,
    /// What the price falls to, evenly, until the end; the same for a fixed price.
    pub end_price: u64,
    /// From when on it sells (Unix seconds).
    pub starts_at: i64,
    /// From when on it sells no more (Unix seconds).
    pub ends_at: i64,
    /// Most fractions one buyer may buy, in raw units.
    pub wallet_limit: u64,
    /// It succeeds once this much was raised, in raw quote units.
    pub minimum: u64,
}

impl Plan {
    /// The plan of an offering that is opened now; a start of 0 is now.
    ///
    /// # Errors
    /// [`RuleError::ZeroAmount`], [`RuleError::AmountAboveSupply`], [`RuleError::OfferingPriceOutOfBounds`],
    /// [`RuleError::OfferingStartOutOfBounds`], [`RuleError::OfferingLengthOutOfBounds`],
    /// [`RuleError::WalletLimitOutOfBounds`], [`RuleError::MinimumOutOfReach`]
    pub fn opened(self, now: i64) -> Result<Plan, RuleError> {
        let starts_at = if self.starts_at == 0 { now } else { self.starts_at };
        let plan = Plan { starts_at, ..self };
        if plan.amount == 0 {
            return Err(RuleError::ZeroAmount);
        }
        if plan.amount > plan.supply {
            return Err(RuleError::AmountAboveSupply);
        }
        if plan.end_price == 0 || plan.end_price > plan.start_price {
            return Err(RuleError::OfferingPriceOutOfBounds);
        }
        let delay = starts_at.checked_sub(now).ok_or(RuleError::OfferingStartOutOfBounds)?;
        if !(0..=MAX_OFFERING_DELAY_SECS).contains(&delay) {
            return Err(RuleError::OfferingStartOutOfBounds);
        }
        let length = plan.ends_at.checked_sub(starts_at).ok_or(RuleError::OfferingLengthOutOfBounds)?;
        if !(MIN_OFFERING_SECS..=MAX_OFFERING_SECS).contains(&length) {
            return Err(RuleError::OfferingLengthOutOfBounds);
        }
        if plan.wallet_limit == 0 || plan.wallet_limit > plan.amount {
            return Err(RuleError::WalletLimitOutOfBounds);
        }
        // More than all of it costs at the start could never be raised but by rounding.
        if plan.minimum > plan.cost(plan.amount, plan.start_price)? {
            return Err(RuleError::MinimumOutOfReach);
        }
        Ok(plan)
    }

    /// The price of the whole vault at a time, in raw quote units: the first one before the start, the last one from the
    /// end on.
    ///
    /// # Errors
    /// [`RuleError::Overflow`] for a plan that was never [`opened`](Self::opened)
    pub fn price_at(&self, now: i64) -> Result<u64, RuleError> {
        let seconds = |until: i64| {
            let secs = until.checked_sub(self.starts_at).ok_or(RuleError::Overflow)?;
            u64::try_from(secs).map_err(|_| RuleError::Overflow)
        };
        let passed = seconds(now.clamp(self.starts_at, self.ends_at.max(self.starts_at)))?;
        let range = self.start_price.checked_sub(self.end_price).ok_or(RuleError::Overflow)?;
        let fallen = mul_div_floor(range, passed, seconds(self.ends_at)?)?;
        self.start_price.checked_sub(fallen).ok_or(RuleError::Overflow)
    }

    /// What `amount` fractions cost at this price of the whole, in raw quote units: rounded up, so that nothing is free.
    ///
    /// # Errors
    /// [`RuleError::Overflow`] for more than the supply
    pub fn cost(&self, amount: u64, price: u64) -> Result<u64, RuleError> {
        mul_div_ceil(price, amount, self.supply)
    }
}

/// An offering, with what it has sold and paid so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offering {
    /// What is offered, and how.
    pub plan: Plan,
    /// Fractions sold, in raw units.
    pub sold: u64,
    /// What they cost, in raw quote units.
    pub raised: u64,
    /// Highest price of the whole vault paid, in raw quote units; 0 before the first purchase.
    pub highest_price: u64,
    /// Fractions delivered to their buyers, in raw units.
    pub delivered: u64,
    /// Cash paid back to buyers, in raw quote units.
    pub refunded: u64,
    /// Whether the creator was paid: its cash and what was not sold, or everything where the offering failed.
    pub closed: bool,
}

/// What one buyer has bought in an offering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purchase {
    /// Fractions bought, in raw units: all of them count for the limit of the wallet.
    pub fractions: u64,
    /// Of them, those delivered.
    pub delivered: u64,
    /// What they cost, in raw quote units.
    pub cost: u64,
}

/// What a purchase does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bought {
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// Cash to be paid in, in raw quote units.
    pub cost: u64,
    /// The buyer's purchase afterwards.
    pub purchase: Purchase,
    /// The offering afterwards.
    pub offering: Offering,
}

/// What claiming a purchase does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Fractions to be delivered, in raw units.
    pub fractions: u64,
    /// Cash to be paid back, in raw quote units.
    pub refund: u64,
    /// Whether nothing more can come of the purchase: its record is closed.
    pub closes: bool,
    /// The buyer's purchase afterwards.
    pub purchase: Purchase,
    /// The offering afterwards.
    pub offering: Offering,
}

/// What closing an offering does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Fractions that go back to the creator, in raw units.
    pub fractions: u64,
    /// Cash for the creator, in raw quote units.
    pub cash: u64,
    /// The offering afterwards.
    pub offering: Offering,
}

impl Offering {
    /// An offering that has sold nothing yet.
    pub const fn new(plan: Plan) -> Offering {
        Offering { plan, sold: 0, raised: 0, highest_price: 0, delivered: 0, refunded: 0, closed: false }
    }

    /// Fractions that can still be bought, in raw units.
    pub const fn left(&self) -> u64 {
        self.plan.amount.saturating_sub(self.sold)
    }

    /// Whether the minimum is reached: then it has succeeded, for good.
    pub const fn is_certain(&self) -> bool {
        self.sold > 0 && self.raised >= self.plan.minimum
    }

    /// Whether nothing will be bought any more: for good, as a vault is Active only once.
    pub const fn is_over(&self, status: Status, now: i64) -> bool {
        now >= self.plan.ends_at || !status.sells_fractions() || self.left() == 0 || self.closed
    }

    /// Buys exactly that `amount`, of a buyer with this `purchase` so far.
    ///
    /// # Errors
    /// [`RuleError::WrongStatus`], [`RuleError::ZeroAmount`], [`RuleError::OfferingNotStarted`],
    /// [`RuleError::OfferingOver`], [`RuleError::AboveOffered`], [`RuleError::AboveWalletLimit`],
    /// [`RuleError::CostAboveMaximum`]; [`RuleError::Overflow`] where all that was raised exceeds a `u64`
    pub fn buy(
        &self,
        status: Status,
        purchase: Purchase,
        amount: u64,
        max_cost: u64,
        now: i64,
    ) -> Result<Bought, RuleError> {
        if !status.sells_fractions() {
            return Err(RuleError::WrongStatus);
        }
        if amount == 0 {
            return Err(RuleError::ZeroAmount);
        }
        if now < self.plan.starts_at {
            return Err(RuleError::OfferingNotStarted);
        }
        if now >= self.plan.ends_at || self.closed {
            return Err(RuleError::OfferingOver);
        }
        if amount > self.left() {
            return Err(RuleError::AboveOffered);
        }
        let fractions = sum(purchase.fractions, amount)?;
        if fractions > self.plan.wallet_limit {
            return Err(RuleError::AboveWalletLimit);
        }
        let price = self.plan.price_at(now)?;
        let cost = self.plan.cost(amount, price)?;
        if cost > max_cost {
            return Err(RuleError::CostAboveMaximum);
        }
        let (sold, raised) = (sum(self.sold, amount)?, sum(self.raised, cost)?);
        let highest_price = self.highest_price.max(price);
        Ok(Bought {
            price,
            cost,
            purchase: Purchase { fractions, cost: sum(purchase.cost, cost)?, ..purchase },
            offering: Offering { sold, raised, highest_price, ..*self },
        })
    }

    /// Claims what is due of a purchase: its fractions once the offering has succeeded, its cash once it is over without.
    /// While it runs the purchase stays, as it counts for the limit of the wallet.
    ///
    /// # Errors
    /// [`RuleError::OfferingRuns`] where nothing is due yet
    pub fn claim(&self, status: Status, purchase: Purchase, now: i64) -> Result<Claimed, RuleError> {
        let closes = self.is_over(status, now);
        if self.is_certain() {
            let fractions = purchase.fractions.checked_sub(purchase.delivered).ok_or(RuleError::LedgerMismatch)?;
            if fractions == 0 && !closes {
                return Err(RuleError::OfferingRuns);
            }
            let purchase = Purchase { delivered: purchase.fractions, ..purchase };
            let offering = Offering { delivered: sum(self.delivered, fractions)?, ..*self };
            return Ok(Claimed { fractions, refund: 0, closes, purchase, offering });
        }
        if !closes {
            return Err(RuleError::OfferingRuns);
        }
        let offering = Offering { refunded: sum(self.refunded, purchase.cost)?, ..*self };
        Ok(Claimed { fractions: 0, refund: purchase.cost, closes, purchase, offering })
    }

    /// Pays the creator what is its own: once the offering is over, or by its own signature while nothing was sold. The
    /// second time it is nothing.
    ///
    /// # Errors
    /// [`RuleError::OfferingRuns`]
    pub fn close(&self, status: Status, by_creator: bool, now: i64) -> Result<Closed, RuleError> {
        if self.closed {
            return Ok(Closed { fractions: 0, cash: 0, offering: *self });
        }
        let may_close = self.is_over(status, now) || (by_creator && self.sold == 0);
        if !may_close {
            return Err(RuleError::OfferingRuns);
        }
        let offering = Offering { closed: true, ..*self };
        Ok(Closed { fractions: offering.returned(), cash: offering.paid(), offering })
    }

    /// Fractions that went back to the creator, in raw units.
    pub const fn returned(&self) -> u64 {
        match (self.closed, self.is_certain()) {
            (false, _) => 0,
            (true, true) => self.left(),
            (true, false) => self.plan.amount,
        }
    }

    /// Cash that the creator was paid, in raw quote units.
    pub const fn paid(&self) -> u64 {
        if self.closed && self.is_certain() { self.raised } else { 0 }
    }

    /// Fractions in the offering's account, in raw units (INV-13).
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`]
    pub fn fractions(&self) -> Result<u64, RuleError> {
        difference(difference(self.plan.amount, self.delivered)?, self.returned())
    }

    /// Cash in the offering's account, in raw quote units (INV-13).
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`]
    pub fn cash(&self) -> Result<u64, RuleError> {
        difference(difference(self.raised, self.refunded)?, self.paid())
    }

    /// What open purchases are owed together: fractions if the offering has succeeded, else cash.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`]
    pub fn owed(&self) -> Result<(u64, u64), RuleError> {
        if self.is_certain() {
            return Ok((difference(self.sold, self.delivered)?, 0));
        }
        Ok((0, difference(self.raised, self.refunded)?))
    }

    /// Whether what buyers are owed is there, and nobody was given the other thing (INV-13).
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`]
    pub fn check(&self) -> Result<(), RuleError> {
        let (fractions, cash) = self.owed()?;
        let in_one_way = if self.is_certain() { self.refunded == 0 } else { self.delivered == 0 };
        let there = fractions <= self.fractions()? && cash <= self.cash()?;
        if in_one_way && there && self.sold <= self.plan.amount { Ok(()) } else { Err(RuleError::LedgerMismatch) }
    }

    /// Fractions that a buyer who has `bought` so many may still buy, in raw units, as long as it sells.
    pub fn allowed(&self, bought: u64) -> u64 {
        self.plan.wallet_limit.saturating_sub(bought).min(self.left())
    }
}

/// Below which price the vault cannot be bought out now, in raw quote units: the highest one paid in the offering that
/// runs until `ends_at`, once it has succeeded; 0 if there is none.
pub const fn floor(highest_price: u64, ends_at: i64, now: i64) -> u64 {
    if now < ends_at { highest_price } else { 0 }
}

/// Whether an offer of this price may start the auction while the offering's [`floor`] stands, whatever its window and
/// the vetoes. That there is no offer, of price 0, is not said here.
///
/// # Errors
/// [`RuleError::BelowOffering`]
pub const fn check_offer(price: u64, floor: u64) -> Result<(), RuleError> {
    if price > 0 && price < floor { Err(RuleError::BelowOffering) } else { Ok(()) }
}

fn sum(a: u64, b: u64) -> Result<u64, RuleError> {
    a.checked_add(b).ok_or(RuleError::Overflow)
}

fn difference(a: u64, b: u64) -> Result<u64, RuleError> {
    a.checked_sub(b).ok_or(RuleError::LedgerMismatch)
}

#[cfg(test)]
mod tests;
