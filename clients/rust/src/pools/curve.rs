//! What a pool of constant product pays and takes, to the unit, and the bounds of what a user accepts.
//!
//! Pure numbers: fractions and cash in raw units. Each exchange has its own rounding, which [`Fees`] chooses; the tests
//! of the integration suite compare that of Token Swap with its program.

use mosaic_core::math::{mul_div_ceil, mul_div_floor, part_ceil};

use super::PoolError;

const BPS: u16 = 10_000;
/// The denominator of Raydium's rates.
pub const RATE_WHOLE: u64 = 1_000_000;

/// One side of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The fractions.
    Fractions,
    /// The quote mint.
    Quote,
}

/// Fractions and cash together, in raw units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Fractions.
    pub fractions: u64,
    /// Cash, in raw quote units.
    pub quote: u64,
}

/// A part: numerator and denominator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Numerator; 0 for none.
    pub of: u64,
    /// Denominator.
    pub whole: u64,
}

/// What an exchange keeps of an amount, and how it rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fees {
    /// Token Swap: parts of what is paid in, each rounded down, but at least a unit.
    TokenSwap {
        /// Stays in the pool.
        trade: Part,
        /// Becomes shares of the pool's owner.
        owner: Part,
        /// Of shares that are given back.
        withdraw: Part,
    },
    /// Raydium CP-Swap, in millionths, rounded up.
    Raydium {
        /// Of what is paid in; a part of it is set aside for the protocol.
        trade: u64,
        /// For the creator of the pool; 0 where it takes none.
        creator: u64,
        /// The side the creator's fee is taken on; `None`: on that which is paid in.
        creator_on: Option<Side>,
    },
}

/// What is in a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Curve {
    /// What can be traded; without what is set aside for the exchange.
    pub reserves: Amounts,
    /// Shares of the pool there are, in raw units.
    pub shares: u64,
    /// What the exchange keeps.
    pub fees: Fees,
}

/// A trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swapped {
    /// What the exchange takes: at most what is offered; Token Swap leaves what would buy nothing more.
    pub paid: u64,
    /// What it pays.
    pub received: u64,
}

impl Amounts {
    /// The amount of one side.
    #[must_use]
    pub const fn of(&self, side: Side) -> u64 {
        match side {
            Side::Fractions => self.fractions,
            Side::Quote => self.quote,
        }
    }
}

impl Side {
    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Fractions => Self::Quote,
            Self::Quote => Self::Fractions,
        }
    }
}

impl Part {
    /// Of an amount, as Token Swap rounds: down, but at least 1.
    fn kept_of(self, amount: u64) -> Result<u64, PoolError> {
        if self.of == 0 || amount == 0 {
            return Ok(0);
        }
        Ok(mul_div_floor(amount, self.of, self.whole)?.max(1))
    }
}

impl Curve {
    /// What a trade does that offers `amount` of one side for the other.
    ///
    /// # Errors
    /// [`PoolError::Empty`], [`PoolError::TooSmall`] if nothing would be paid for it, [`PoolError::TooLarge`].
    pub fn swap(&self, paid_in: Side, amount: u64) -> Result<Swapped, PoolError> {
        let (source, target) = (self.reserves.of(paid_in), self.reserves.of(paid_in.other()));
        if source == 0 || target == 0 {
            return Err(PoolError::Empty);
        }
        let traded = match self.fees {
            Fees::TokenSwap { trade, owner, .. } => {
                let fee = trade.kept_of(amount)?.checked_add(owner.kept_of(amount)?).ok_or(PoolError::TooLarge)?;
                let net = amount.checked_sub(fee).ok_or(PoolError::TooSmall)?;
                let received = trade_exactly(source, target, net)?;
                Swapped { paid: least_paid(source, target, net, received)?.saturating_add(fee), received }
            }
            Fees::Raydium { trade, creator, creator_on } => {
                let on_input = creator_on.is_none_or(|side| side == paid_in);
                let (rate_in, rate_out) = if on_input { (trade.saturating_add(creator), 0) } else { (trade, creator) };
                let net = amount.checked_sub(mul_div_ceil(amount, rate_in, RATE_WHOLE)?).ok_or(PoolError::TooSmall)?;
                let gross = trade_exactly(source, target, net)?;
                let received = gross.saturating_sub(mul_div_ceil(gross, rate_out, RATE_WHOLE)?);
                Swapped { paid: amount, received }
            }
        };
        if traded.received == 0 { Err(PoolError::TooSmall) } else { Ok(traded) }
    }

    /// The same without what Token Swap would leave: a trade that offers exactly what is taken, and is paid as much.
    ///
    /// # Errors
    /// As [`Self::swap`].
    pub fn swap_all(&self, paid_in: Side, amount: u64) -> Result<Swapped, PoolError> {
        let (mut offered, mut traded) = (amount, self.swap(paid_in, amount)?);
        // With less on offer the fee is less: what is left shrinks by the fee's part each time.
        while traded.paid < offered {
            offered = traded.paid;
            traded = self.swap(paid_in, offered)?;
        }
        Ok(traded)
    }

    /// What so many new shares cost, rounded up.
    ///
    /// # Errors
    /// [`PoolError::Empty`], [`PoolError::TooSmall`], [`PoolError::TooLarge`].
    pub fn deposit(&self, shares: u64) -> Result<Amounts, PoolError> {
        self.check_shares()?;
        let part = |reserve| -> Result<u64, PoolError> {
            // Both exchanges take nothing less than a unit, and refuse where it would be less.
            if mul_div_floor(shares, reserve, self.shares)? == 0 {
                return Err(PoolError::TooSmall);
            }
            Ok(mul_div_ceil(shares, reserve, self.shares)?)
        };
        Ok(Amounts { fractions: part(self.reserves.fractions)?, quote: part(self.reserves.quote)? })
    }

    /// The most new shares that cost no more than these amounts.
    ///
    /// # Errors
    /// As [`Self::deposit`].
    pub fn shares_for(&self, most: Amounts) -> Result<u64, PoolError> {
        self.check_shares()?;
        let by = |side| -> Result<u128, PoolError> {
            let shares = u128::from(most.of(side)).checked_mul(self.shares.into()).ok_or(PoolError::TooLarge)?;
            shares.checked_div(self.reserves.of(side).into()).ok_or(PoolError::Empty)
        };
        let shares = u64::try_from(by(Side::Fractions)?.min(by(Side::Quote)?)).map_err(|_| PoolError::TooLarge)?;
        self.deposit(shares)?;
        Ok(shares)
    }

    /// What so many shares are paid when they are given back, rounded down.
    ///
    /// # Errors
    /// [`PoolError::Empty`], [`PoolError::TooSmall`], [`PoolError::TooLarge`].
    pub fn withdraw(&self, shares: u64) -> Result<Amounts, PoolError> {
        self.check_shares()?;
        let kept = match self.fees {
            Fees::TokenSwap { withdraw, .. } => withdraw.kept_of(shares)?,
            Fees::Raydium { .. } => 0,
        };
        let shares = shares.checked_sub(kept).ok_or(PoolError::TooSmall)?;
        if shares > self.shares {
            return Err(PoolError::TooLarge);
        }
        let part = |reserve| mul_div_floor(shares, reserve, self.shares);
        let paid = Amounts { fractions: part(self.reserves.fractions)?, quote: part(self.reserves.quote)? };
        if paid.fractions == 0 || paid.quote == 0 {
            return Err(PoolError::TooSmall);
        }
        Ok(paid)
    }

    /// The pool's price of the whole vault, of `supply` fractions: floored, in raw quote units.
    ///
    /// # Errors
    /// [`PoolError::Empty`], [`PoolError::TooLarge`].
    pub fn price_of_whole(&self, supply: u64) -> Result<u64, PoolError> {
        if self.reserves.fractions == 0 {
            return Err(PoolError::Empty);
        }
        Ok(mul_div_floor(self.reserves.quote, supply, self.reserves.fractions)?)
    }

    /// The pool after a trade. What Raydium sets aside of the fee stays counted, which is less than the fee.
    #[must_use]
    pub fn after(&self, paid_in: Side, traded: Swapped) -> Self {
        let (source, target) = (self.reserves.of(paid_in), self.reserves.of(paid_in.other()));
        let (source, target) = (source.saturating_add(traded.paid), target.saturating_sub(traded.received));
        let reserves = match paid_in {
            Side::Fractions => Amounts { fractions: source, quote: target },
            Side::Quote => Amounts { fractions: target, quote: source },
        };
        Self { reserves, ..*self }
    }

    fn check_shares(&self) -> Result<(), PoolError> {
        if self.shares == 0 || self.reserves.fractions == 0 || self.reserves.quote == 0 {
            return Err(PoolError::Empty);
        }
        Ok(())
    }
}

/// What the constant product leaves for `net`: the product of the reserves never falls.
fn trade_exactly(source: u64, target: u64, net: u64) -> Result<u64, PoolError> {
    let after = source.checked_add(net).ok_or(PoolError::TooLarge)?;
    Ok(mul_div_floor(target, net, after)?)
}

/// The least that buys the `received` of `net`. Token Swap refuses to be left with less than a unit.
fn least_paid(source: u64, target: u64, net: u64, received: u64) -> Result<u64, PoolError> {
    if mul_div_floor(source, target, source.saturating_add(net))? == 0 {
        return Err(PoolError::TooLarge);
    }
    let left = target.saturating_sub(received);
    Ok(mul_div_ceil(source, target, left)?.saturating_sub(source))
}

/// The least that is accepted where `amount` is expected: lower by the slippage, rounded up, so that an amount is never
/// bounded by nothing.
///
/// # Errors
/// [`PoolError::SlippageTooLarge`]
pub fn at_least(amount: u64, slippage_bps: u16) -> Result<u64, PoolError> {
    let part = BPS.checked_sub(slippage_bps).filter(|part| *part > 0);
    let part = part.ok_or(PoolError::SlippageTooLarge { bps: slippage_bps })?;
    Ok(part_ceil(amount, part.into(), BPS.into())?)
}

/// The most that is accepted where `amount` is expected: higher by the slippage, rounded down.
///
/// # Errors
/// [`PoolError::SlippageTooLarge`]
pub fn at_most(amount: u64, slippage_bps: u16) -> Result<u64, PoolError> {
    if slippage_bps >= BPS {
        return Err(PoolError::SlippageTooLarge { bps: slippage_bps });
    }
    let more = mul_div_floor(amount, slippage_bps.into(), BPS.into())?;
    Ok(amount.saturating_add(more))
}
