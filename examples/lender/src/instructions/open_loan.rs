use anchor_lang::prelude::*;

use crate::{
    error::LenderError,
    rules::Debt,
    seeds::LOAN,
    state::{Loan, Market},
};

/// Accounts of `open_loan`.
#[derive(Accounts)]
pub struct OpenLoan<'info> {
    /// Whose loan it is; pays the rent and gets it back.
    #[account(mut)]
    pub borrower: Signer<'info>,
    /// The market.
    #[account(mut)]
    pub market: Box<Account<'info, Market>>,
    /// The loan.
    #[account(
        init,
        payer = borrower,
        space = 8 + Loan::INIT_SPACE,
        seeds = [LOAN, market.key().as_ref(), borrower.key().as_ref()],
        bump
    )]
    pub loan: Box<Account<'info, Loan>>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> OpenLoan<'info> {
    /// Opens a loan without collateral and debt. As long as it has neither, anybody may close it: open it in the
    /// transaction that borrows.
    ///
    /// Specification:
    /// - The borrower shall sign, and have no loan of this market
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        accounts.market.loans = accounts.market.loans.checked_add(1).ok_or(LenderError::Overflow)?;
        accounts.loan.set_inner(Loan {
            market: accounts.market.key(),
            borrower: accounts.borrower.key(),
            fractions: 0,
            debt: Debt::default(),
            accrued_at: Clock::get()?.unix_timestamp,
            due: 0,
            bump: ctx.bumps.loan,
        });
        Ok(())
    }
}
