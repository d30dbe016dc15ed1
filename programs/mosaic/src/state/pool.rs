use anchor_lang::prelude::*;
use mosaic_core::income::Stream;

use crate::{
    constants::INCOME_MINTS,
    error::{MosaicError, OrError, OrRefuse, ensure},
    token,
};

/// Income of one mint. All amounts in its raw units.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Income {
    /// The mint; all zero where none was added. The first is always the quote mint.
    pub mint: Pubkey,
    /// The vault's token account for it, PDA `["income", vault, mint]`.
    pub account: Pubkey,
    /// Who added the mint, paid the rent of the account and gets it back.
    pub opener: Pubkey,
    /// Released so far per raw unit of staked fractions, in raw units of the mint: Q64.64, the lower half first, modulo
    /// 2^128.
    pub per_fraction: [u64; 2],
    /// Released but not divisible among the stakes yet, and what closed stakes left: Q64.64, the lower half first.
    pub rest: [u64; 2],
    /// All that is in the account, as tracked, in raw units of the mint: deposited less paid.
    pub balance: u64,
    /// Of it, the amount of the present schedule, in raw units of the mint.
    pub amount: u64,
    /// Of that, released to the stakes, in raw units of the mint.
    pub released: u64,
    /// Length of the present schedule in seconds; it advances only while something is staked.
    pub secs: u32,
    /// Of it, the seconds that are over.
    pub elapsed: u32,
}

impl Income {
    /// Whether the mint was added and its account not closed again.
    pub fn is_open(&self) -> bool {
        self.account != Pubkey::default()
    }

    /// The stream as the rules know it.
    pub fn stream(&self) -> Stream {
        Stream {
            balance: self.balance,
            amount: self.amount,
            released: self.released,
            secs: self.secs,
            elapsed: self.elapsed,
            per_fraction: q64(self.per_fraction),
            rest: q64(self.rest),
        }
    }

    pub(crate) fn set_stream(&mut self, stream: &Stream) {
        let Stream { balance, amount, released, secs, elapsed, per_fraction, rest } = *stream;
        self.balance = balance;
        self.amount = amount;
        self.released = released;
        self.secs = secs;
        self.elapsed = elapsed;
        self.per_fraction = halves(per_fraction);
        self.rest = halves(rest);
    }

    /// Only what was released may leave, and what is tracked is there (INV-07).
    pub(crate) fn invariant(&self, account: &AccountInfo) -> Result<()> {
        ensure(self.balance >= self.stream().waiting(), MosaicError::PoolInvariantBroken)?;
        let there = token::amount(account, MosaicError::WrongIncomeAccount)?;
        ensure(there >= self.balance, MosaicError::IncomeAccountShort)
    }
}

/// A Q64.64 number of its halves, the lower one first: an account's data is aligned for 8 bytes, not for 16.
pub(crate) fn q64([low, high]: [u64; 2]) -> u128 {
    u128::from(high) << 64 | u128::from(low)
}

/// The halves of a Q64.64 number, the lower one first.
pub(crate) fn halves(number: u128) -> [u64; 2] {
    [number as u64, (number >> 64) as u64]
}

/// What is staked in a vault and what it earns. PDA `["pool", vault]`, made by `open_staking`.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Pool {
    /// The vault whose fractions are staked.
    pub vault: Pubkey,
    /// Who paid the rent of this account and of `fractions`, and gets it back.
    pub opener: Pubkey,
    /// The vault's token account that holds the staked fractions, PDA `["staked", vault]`.
    pub fractions: Pubkey,
    /// Income, by mint.
    pub income: [Income; INCOME_MINTS],
    /// Fractions staked, as tracked, in raw units: the sum of all stakes.
    pub staked: u64,
    /// Stakes still open, as a count: something is staked or owed.
    pub stakes: u64,
    /// Up to when income was released (Unix seconds).
    pub updated_at: i64,
}

impl Pool {
    /// Refuses a pool of another vault, or an account of staked fractions that is not its own.
    pub(crate) fn check(&self, vault: &Pubkey, staked_fractions: &AccountInfo) -> Result<()> {
        self.check_vault(vault)?;
        ensure(self.fractions == *staked_fractions.key, MosaicError::WrongStakedFractions)
    }

    /// Refuses a pool of another vault.
    pub(crate) fn check_vault(&self, vault: &Pubkey) -> Result<()> {
        // A pool is only ever created at the one address derived from its vault: naming the vault is enough.
        ensure(self.vault == *vault, MosaicError::PoolOfAnotherVault)
    }

    /// The income that is paid out of this account.
    ///
    /// # Errors
    /// [`MosaicError::WrongIncomeAccount`]
    pub fn income_of(&self, account: &Pubkey) -> Result<usize> {
        let position = self.income.iter().position(|income| income.account == *account && income.is_open());
        position.or_error(MosaicError::WrongIncomeAccount)
    }

    /// Where the next mint goes: the quote mint first, others behind it.
    ///
    /// # Errors
    /// [`MosaicError::IncomeMintKnown`], [`MosaicError::TooManyIncomeMints`]
    pub fn place_for(&self, mint: &Pubkey, is_quote: bool) -> Result<usize> {
        ensure(self.income.iter().all(|income| income.mint != *mint), MosaicError::IncomeMintKnown)?;
        if is_quote {
            return Ok(0);
        }
        let free = self.income.iter().skip(1).position(|income| income.mint == Pubkey::default());
        free.and_then(|place| place.checked_add(1)).or_error(MosaicError::TooManyIncomeMints)
    }

    /// Releases the income of all mints up to now.
    pub(crate) fn accrue(&mut self, now: i64) -> Result<()> {
        // A clock that went back releases nothing.
        let secs = u64::try_from(now.saturating_sub(self.updated_at)).unwrap_or(0);
        if secs == 0 {
            return Ok(());
        }
        self.updated_at = now;
        let staked = self.staked;
        for income in self.income.iter_mut().filter(|income| income.is_open()) {
            let stream = income.stream().accrue(secs, staked).or_refuse()?;
            income.set_stream(&stream);
        }
        Ok(())
    }

    /// What is tracked as staked is there (INV-04).
    pub(crate) fn invariant(&self, staked_fractions: &AccountInfo) -> Result<()> {
        let there = token::amount(staked_fractions, MosaicError::WrongStakedFractions)?;
        ensure(there >= self.staked, MosaicError::StakedFractionsShort)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_trip() {
        for number in [0, 1, u64::MAX.into(), 1 << 64, u128::MAX, 0x0123_4567_89ab_cdef_0f1e_2d3c_4b5a_6978] {
            assert_eq!(q64(halves(number)), number);
        }
        assert_eq!(halves(1 << 64), [0, 1]);
    }
}
