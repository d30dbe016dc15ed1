use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use crate::{
    error::LenderError,
    seeds::{CASH, FRACTIONS},
    state::Market,
    token,
};

/// Accounts of `supply` and `withdraw`.
#[derive(Accounts)]
pub struct MoveCash<'info> {
    /// The lender.
    pub lender: Signer<'info>,
    /// The market.
    #[account(mut, has_one = lender @ LenderError::WrongLender)]
    pub market: Box<Account<'info, Market>>,
    /// The market's token account for cash.
    #[account(mut, seeds = [CASH, market.key().as_ref()], bump = market.cash_bump)]
    pub cash_account: Box<Account<'info, TokenAccount>>,
    /// The market's token account for collateral.
    #[account(seeds = [FRACTIONS, market.key().as_ref()], bump = market.fraction_bump)]
    pub fraction_account: Box<Account<'info, TokenAccount>>,
    /// The lender's token account for cash.
    #[account(
        mut,
        constraint = lender_cash.mint == market.quote_mint @ LenderError::WrongQuoteMint,
        constraint = lender_cash.owner == lender.key() @ LenderError::WrongOwner
    )]
    pub lender_cash: Box<Account<'info, TokenAccount>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> MoveCash<'info> {
    /// Puts cash into the market.
    ///
    /// Specification:
    /// - The lender shall sign and own the cash
    pub fn supply(ctx: Context<'info, Self>, amount: u64) -> Result<()> {
        let accounts = ctx.accounts;
        require!(amount > 0, LenderError::ZeroAmount);
        token::take(&accounts.lender_cash, &accounts.cash_account, &accounts.lender, amount)?;
        accounts.market.receive(amount)?;
        accounts.market.invariant(&mut accounts.cash_account, &mut accounts.fraction_account)
    }

    /// Takes cash out of the market.
    ///
    /// Specification:
    /// - The lender shall sign
    /// - Only cash that is neither lent nor owed to a borrower shall leave
    pub fn withdraw(ctx: Context<'info, Self>, amount: u64) -> Result<()> {
        let accounts = ctx.accounts;
        require!(amount > 0, LenderError::ZeroAmount);
        accounts.market.spend(amount)?;
        let (market, seeds) = (accounts.market.to_account_info(), accounts.market.seeds());
        token::pay(&accounts.cash_account, &accounts.lender_cash, market, amount, &seeds)?;
        accounts.market.invariant(&mut accounts.cash_account, &mut accounts.fraction_account)
    }
}
