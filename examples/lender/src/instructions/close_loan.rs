use anchor_lang::prelude::*;
use anchor_spl::{
    associated_token::get_associated_token_address,
    token::{Token, TokenAccount},
};

use crate::{
    error::LenderError,
    seeds::{CASH, FRACTIONS},
    state::{Loan, Market},
    token,
};

/// Accounts of `close_loan`.
#[derive(Accounts)]
pub struct CloseLoan<'info> {
    /// Whose loan it is; gets the rent.
    /// CHECK: the loan names it.
    #[account(mut)]
    pub borrower: UncheckedAccount<'info>,
    /// The market.
    #[account(mut)]
    pub market: Box<Account<'info, Market>>,
    /// The loan; closed.
    #[account(
        mut,
        close = borrower,
        has_one = market @ LenderError::LoanOfAnotherMarket,
        has_one = borrower @ LenderError::WrongBorrower
    )]
    pub loan: Box<Account<'info, Loan>>,
    /// The market's token account for cash.
    #[account(mut, seeds = [CASH, market.key().as_ref()], bump = market.cash_bump)]
    pub cash_account: Box<Account<'info, TokenAccount>>,
    /// The market's token account for collateral.
    #[account(seeds = [FRACTIONS, market.key().as_ref()], bump = market.fraction_bump)]
    pub fraction_account: Box<Account<'info, TokenAccount>>,
    /// The borrower's associated token account for cash, as the borrower need not sign; needed where a sale left
    /// something.
    #[account(
        mut,
        constraint = borrower_cash.key() == get_associated_token_address(&loan.borrower, &market.quote_mint)
            @ LenderError::NotAssociated
    )]
    pub borrower_cash: Option<Box<Account<'info, TokenAccount>>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> CloseLoan<'info> {
    fn pay_borrower(&mut self) -> Result<()> {
        let due = self.loan.due;
        if due == 0 {
            return Ok(());
        }
        let destination = self.borrower_cash.as_ref().ok_or(LenderError::DestinationMissing)?;
        self.market.due = self.market.due.checked_sub(due).ok_or(LenderError::MarketInvariantBroken)?;
        let (market, seeds) = (self.market.to_account_info(), self.market.seeds());
        token::pay(&self.cash_account, destination, market, due, &seeds)
    }

    /// Pays the borrower what a sale has left, and closes the loan.
    ///
    /// Specification:
    /// - The loan shall have neither collateral nor debt
    /// - The borrower shall be paid to its associated token account, and get the rent
    /// - Anyone may call
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        require!(accounts.loan.fractions == 0 && accounts.loan.debt.total() == 0, LenderError::LoanInUse);
        accounts.pay_borrower()?;
        accounts.market.loans = accounts.market.loans.checked_sub(1).ok_or(LenderError::MarketInvariantBroken)?;
        accounts.market.invariant(&mut accounts.cash_account, &mut accounts.fraction_account)
    }
}
