//! Income, streamed to staked fractions (DESIGN section 6).
//!
//! The income of one mint in a vault is a [`Stream`]: a schedule that releases evenly what was deposited, and a running
//! sum of what was released per fraction staked at that time. Each stake keeps the sum it was last settled at; what it
//! has risen by since, times its fractions, is what the stake has earned ([`Share`]).
//!
//! Amounts are raw units of the mint; parts of a unit are Q64.64, so that 2^64 stand for one unit. Nothing is lost in
//! rounding: what cannot be divided, or is less than a unit, is carried. After every step, exactly:
//!
//! ```text
//! balance * 2^64 == waiting * 2^64 + rest + sum over the stakes of (owed + staked * (per_fraction - entry))
//! ```
//!
//! No term is negative and `balance` is a `u64`, so every term, and every sum of some of them, is below 2^128. That is
//! why the arithmetic here cannot overflow, and why every stake can be paid whatever the others do (INV-07).
//!
//! The order of an instruction: [`Stream::accrue`] with what was staked until now, [`Share::settle`] the stake that
//! acts, and only then change the deposit or the stake. So nobody earns of the time before its stake (T37).

use crate::{RuleError, math::part_floor};

/// The income of one mint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// All that is in the account, as tracked: what was deposited less what was paid, in raw units.
    pub balance: u64,
    /// What the present schedule releases in all, in raw units.
    pub amount: u64,
    /// What of `amount` has been given to the stakes, in raw units.
    pub released: u64,
    /// Length of the present schedule in seconds, of which only those count in which something is staked.
    pub secs: u32,
    /// How many of `secs` are over.
    pub elapsed: u32,
    /// What was released per staked fraction so far, in Q64.64 modulo 2^128: only differences have a meaning.
    pub per_fraction: u128,
    /// What was released and could not be divided among the stakes yet, and what closed stakes left, in Q64.64.
    pub rest: u128,
}

impl Stream {
    /// What of the present schedule is still to be released, in raw units.
    pub const fn waiting(&self) -> u64 {
        self.amount.saturating_sub(self.released)
    }

    /// The stream `secs` seconds later, in which `staked` fractions were staked.
    ///
    /// While nothing is staked the stream waits. Otherwise `floor(amount * elapsed / secs)` is released once `elapsed`
    /// seconds are over: counted from the start, not from the last call, so how often this is called changes nothing.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] when the stream is not one these functions made.
    pub fn accrue(self, secs: u64, staked: u64) -> Result<Stream, RuleError> {
        if staked == 0 {
            return Ok(self);
        }
        let elapsed = self.elapsed.saturating_add(u32::try_from(secs).unwrap_or(u32::MAX)).min(self.secs);
        let released = self.released_after(elapsed)?;
        let new = released.checked_sub(self.released).ok_or(RuleError::LedgerMismatch)?;
        let later = Stream { released, elapsed, ..self };
        let staked = u128::from(staked);
        if new == 0 && self.rest < staked {
            return Ok(later);
        }
        // Cannot overflow: `new` was waiting until now, so both are terms of balance * 2^64.
        let undivided = (u128::from(new) << 64).checked_add(self.rest).ok_or(RuleError::LedgerMismatch)?;
        let each = undivided.checked_div(staked).ok_or(RuleError::LedgerMismatch)?;
        Ok(Stream {
            // May wrap: what a stake of s >= 1 fractions has earned since its entry is s * difference, a term of
            // balance * 2^64. So the true difference is below 2^128 / s and comes out of the wrapped sums unharmed.
            per_fraction: self.per_fraction.wrapping_add(each),
            // The remainder, exact: each * staked <= undivided.
            rest: undivided.wrapping_sub(each.wrapping_mul(staked)),
            ..later
        })
    }

    /// Adds `amount` raw units to an accrued stream, to be released over `drip_secs` seconds, at least one.
    ///
    /// What still waits and the new amount become one schedule, whose length is the mean of the seconds left and
    /// `drip_secs`, weighted by the amounts and rounded down. So a deposit puts off what was promised by no more than
    /// its part of the whole times `drip_secs`: dust delays nothing (T36). Nor does a deposit take back time that has
    /// passed without making a whole unit: it is no longer left.
    ///
    /// # Errors
    /// [`RuleError::ZeroAmount`]; [`RuleError::Overflow`] when the balance would leave `u64`;
    /// [`RuleError::LedgerMismatch`] when the stream is not one these functions made.
    pub fn deposit(self, amount: u64, drip_secs: u32) -> Result<Stream, RuleError> {
        if amount == 0 {
            return Err(RuleError::ZeroAmount);
        }
        let balance = self.balance.checked_add(amount).ok_or(RuleError::Overflow)?;
        // What waits is a part of the balance, so this fits where the balance does.
        let scheduled = self.waiting().checked_add(amount).ok_or(RuleError::LedgerMismatch)?;
        let secs = match self.waiting() {
            0 => drip_secs,
            waiting => mean_secs((waiting, self.secs.saturating_sub(self.elapsed)), (amount, drip_secs), scheduled)?,
        };
        Ok(Stream { balance, amount: scheduled, released: 0, secs: secs.max(1), elapsed: 0, ..self })
    }

    /// Takes `amount` raw units, claimed by a stake, out of the balance.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] when the balance would not cover what still waits: only what was released is ever
    /// paid (INV-07).
    pub fn pay(self, amount: u64) -> Result<Stream, RuleError> {
        match self.balance.checked_sub(amount) {
            Some(balance) if balance >= self.waiting() => Ok(Stream { balance, ..self }),
            _ => Err(RuleError::LedgerMismatch),
        }
    }

    /// Takes out what nobody is left to earn, once nothing is staked or can be: what still waits, and the whole units of
    /// `rest`. What the stakes are owed stays.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] when the balance does not cover it.
    pub fn give_up(self) -> Result<(u64, Stream), RuleError> {
        let whole = u64::try_from(self.rest >> 64).map_err(|_| RuleError::LedgerMismatch)?;
        let unearned = self.waiting().checked_add(whole).ok_or(RuleError::LedgerMismatch)?;
        let balance = self.balance.checked_sub(unearned).ok_or(RuleError::LedgerMismatch)?;
        let rest = self.rest & u128::from(u64::MAX);
        Ok((unearned, Stream { balance, amount: self.released, secs: self.elapsed, rest, ..self }))
    }

    /// Takes back the `fraction` of a unit (Q64.64, below one) that a stake leaves when it is closed; it goes to the
    /// others.
    ///
    /// `rest` may then exceed one unit, which the next accrual hands out. After the last stake it is whole units, less
    /// than one per closed stake and one more, for whoever stakes next.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] when `fraction` is one unit or more, or the stream not one these functions made.
    pub fn leave(self, fraction: u128) -> Result<Stream, RuleError> {
        // Cannot overflow, here nor with what is released next: the stake's fraction was a term of balance * 2^64 and
        // stays one as a part of `rest`.
        match self.rest.checked_add(fraction) {
            Some(rest) if fraction <= u128::from(u64::MAX) => Ok(Stream { rest, ..self }),
            _ => Err(RuleError::LedgerMismatch),
        }
    }

    fn released_after(&self, elapsed: u32) -> Result<u64, RuleError> {
        if elapsed >= self.secs {
            Ok(self.amount)
        } else if elapsed == self.elapsed {
            Ok(self.released)
        } else {
            part_floor(self.amount, elapsed, self.secs)
        }
    }
}

/// What one stake earns of one stream. That of a new stake is `Share::default()`, settled with no fractions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// [`Stream::per_fraction`] when this was last settled.
    pub entry: u128,
    /// What was earned until then and has not been claimed, in Q64.64.
    pub owed: u128,
}

impl Share {
    /// Adds, exactly, what the `staked` fractions that the stake has had since it was last settled have earned.
    pub const fn settle(self, per_fraction: u128, staked: u64) -> Share {
        if per_fraction == self.entry {
            return self;
        }
        // The wrapped difference is the true one (see `accrue`), and its product and the sum are terms of
        // balance * 2^64: neither wraps. With nothing staked the product is zero, whatever the difference.
        let earned = per_fraction.wrapping_sub(self.entry).wrapping_mul(staked as u128);
        Share { entry: per_fraction, owed: self.owed.wrapping_add(earned) }
    }

    /// The whole raw units owed, as last settled.
    pub const fn claimable(self) -> u64 {
        (self.owed >> 64) as u64
    }

    /// The part of what is owed that is below one unit, in Q64.64.
    pub const fn fraction(self) -> u128 {
        self.owed & u64::MAX as u128
    }

    /// The raw units to pay, and the share without them: less than one unit stays owed.
    ///
    /// # Errors
    /// [`RuleError::NoIncomeDue`] when no whole unit is owed.
    pub fn claim(self) -> Result<(u64, Share), RuleError> {
        match self.claimable() {
            0 => Err(RuleError::NoIncomeDue),
            units => Ok((units, Share { owed: self.fraction(), ..self })),
        }
    }
}

/// The mean of two (amount, seconds), weighted by the amounts, of which `total` is the sum; rounded down.
fn mean_secs(a: (u64, u32), b: (u64, u32), total: u64) -> Result<u32, RuleError> {
    // Exact: each product is below 2^96.
    let weighted = |(amount, secs): (u64, u32)| u128::from(amount).wrapping_mul(u128::from(secs));
    let mean = weighted(a).wrapping_add(weighted(b)).checked_div(u128::from(total));
    mean.and_then(|secs| u32::try_from(secs).ok()).ok_or(RuleError::LedgerMismatch)
}

#[cfg(test)]
mod tests;
