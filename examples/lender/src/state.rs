//! The two accounts: a market and a loan.

use anchor_lang::prelude::*;
use anchor_spl::token::TokenAccount;

use crate::{
    error::LenderError,
    rules::{Debt, Terms},
    seeds,
};

/// One lender's cash for one vault. PDA `["market", vault, lender]`.
#[account]
#[derive(InitSpace, Debug)]
pub struct Market {
    /// Whose cash it is.
    pub lender: Pubkey,
    /// The vault whose fractions are taken: no other one is ever asked for a price.
    pub vault: Pubkey,
    /// The vault's quote mint, in which cash is lent.
    pub quote_mint: Pubkey,
    /// The vault's fraction mint.
    pub fraction_mint: Pubkey,
    /// Terms.
    pub terms: Terms,
    /// Cash that can be lent or withdrawn, in raw quote units.
    pub cash: u64,
    /// Principal of all loans, in raw quote units.
    pub lent: u64,
    /// What sales have left for borrowers and was not paid yet, in raw quote units.
    pub due: u64,
    /// Collateral of all loans, in raw fraction units.
    pub fractions: u64,
    /// Open loans, as a count.
    pub loans: u32,
    /// Bump of the address.
    pub bump: u8,
    /// Bump of the token account for cash.
    pub cash_bump: u8,
    /// Bump of the token account for collateral.
    pub fraction_bump: u8,
}

/// The loan of one borrower. PDA `["loan", market, borrower]`.
#[account]
#[derive(InitSpace, Debug)]
pub struct Loan {
    /// The market.
    pub market: Pubkey,
    /// Whose collateral and debt it is.
    pub borrower: Pubkey,
    /// Collateral, in raw fraction units.
    pub fractions: u64,
    /// What is owed to the lender.
    pub debt: Debt,
    /// Up to when the debt's interest is counted (Unix seconds).
    pub accrued_at: i64,
    /// What a sale has left for the borrower, in raw quote units.
    pub due: u64,
    /// Bump of the address.
    pub bump: u8,
}

impl Market {
    /// Seeds of the address, but for the bump.
    #[must_use]
    pub fn seeds(&self) -> [&[u8]; 4] {
        [seeds::MARKET, self.vault.as_ref(), self.lender.as_ref(), std::slice::from_ref(&self.bump)]
    }

    /// Takes note of cash that came in and can be lent.
    pub(crate) fn receive(&mut self, amount: u64) -> Result<()> {
        self.cash = self.cash.checked_add(amount).ok_or(LenderError::Overflow)?;
        Ok(())
    }

    /// Takes note of cash that leaves.
    pub(crate) fn spend(&mut self, amount: u64) -> Result<()> {
        self.cash = self.cash.checked_sub(amount).ok_or(LenderError::NotEnoughCash)?;
        Ok(())
    }

    /// Takes note of what a loan's principal has become.
    pub(crate) fn relend(&mut self, before: Debt, after: Debt) -> Result<()> {
        let others = self.lent.checked_sub(before.principal).ok_or(LenderError::MarketInvariantBroken)?;
        self.lent = others.checked_add(after.principal).ok_or(LenderError::Overflow)?;
        Ok(())
    }

    /// What holds after every instruction: the token accounts have at least what is tracked. What anybody sends them uninvited changes
    /// nothing.
    pub(crate) fn invariant<'info>(
        &self,
        cash_account: &mut Account<'info, TokenAccount>,
        fraction_account: &mut Account<'info, TokenAccount>,
    ) -> Result<()> {
        cash_account.reload()?;
        fraction_account.reload()?;
        let owed = self.cash.checked_add(self.due).ok_or(LenderError::Overflow)?;
        require!(cash_account.amount >= owed, LenderError::MarketInvariantBroken);
        require!(fraction_account.amount >= self.fractions, LenderError::MarketInvariantBroken);
        Ok(())
    }
}

impl Loan {
    /// Counts the interest up to now.
    pub(crate) fn accrue(&mut self, terms: &Terms, now: i64) {
        let secs = u64::try_from(now.saturating_sub(self.accrued_at)).unwrap_or(0);
        self.debt = self.debt.accrued(terms.rate_bps, secs);
        self.accrued_at = self.accrued_at.max(now);
    }

    /// Adds collateral, to the loan and to the market.
    pub(crate) fn add_fractions(&mut self, market: &mut Market, amount: u64) -> Result<()> {
        self.fractions = self.fractions.checked_add(amount).ok_or(LenderError::Overflow)?;
        market.fractions = market.fractions.checked_add(amount).ok_or(LenderError::Overflow)?;
        Ok(())
    }

    /// Removes collateral, from the loan and from the market.
    pub(crate) fn remove_fractions(&mut self, market: &mut Market, amount: u64) -> Result<()> {
        self.fractions = self.fractions.checked_sub(amount).ok_or(LenderError::NotEnoughFractions)?;
        market.fractions = market.fractions.checked_sub(amount).ok_or(LenderError::MarketInvariantBroken)?;
        Ok(())
    }

    /// Takes note that so much of the debt was paid.
    pub(crate) fn pay(&mut self, market: &mut Market, amount: u64) -> Result<()> {
        let left = self.debt.paid(amount);
        market.relend(self.debt, left)?;
        self.debt = left;
        market.receive(amount)
    }
}
