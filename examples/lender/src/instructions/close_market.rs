use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use crate::{
    error::LenderError,
    seeds::{CASH, FRACTIONS},
    state::Market,
    token,
};

/// Accounts of `close_market`.
#[derive(Accounts)]
pub struct CloseMarket<'info> {
    /// The lender, who gets the cash and the rent.
    #[account(mut)]
    pub lender: Signer<'info>,
    /// The market; closed.
    #[account(mut, close = lender, has_one = lender @ LenderError::WrongLender)]
    pub market: Box<Account<'info, Market>>,
    /// The market's token account for cash; closed.
    #[account(mut, seeds = [CASH, market.key().as_ref()], bump = market.cash_bump)]
    pub cash_account: Box<Account<'info, TokenAccount>>,
    /// The market's token account for collateral; closed.
    #[account(mut, seeds = [FRACTIONS, market.key().as_ref()], bump = market.fraction_bump)]
    pub fraction_account: Box<Account<'info, TokenAccount>>,
    /// The lender's token account for cash; needed where there is any.
    #[account(mut)]
    pub lender_cash: Option<Box<Account<'info, TokenAccount>>>,
    /// The lender's token account for fractions; needed where somebody sent the market some uninvited.
    #[account(mut)]
    pub lender_fractions: Option<Box<Account<'info, TokenAccount>>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> CloseMarket<'info> {
    /// Empties a token account of the market, and closes it.
    fn close(
        &self,
        account: &Account<'info, TokenAccount>,
        destination: Option<&Account<'info, TokenAccount>>,
    ) -> Result<()> {
        let (market, seeds) = (self.market.to_account_info(), self.market.seeds());
        if account.amount > 0 {
            // The lender, who signs, chooses whom to pay.
            let destination = destination.ok_or(LenderError::DestinationMissing)?;
            token::pay(account, destination, market.clone(), account.amount, &seeds)?;
        }
        token::close(account, self.lender.to_account_info(), market, &seeds)
    }

    /// Closes the market and its token accounts; whatever is in them is the lender's.
    ///
    /// Specification:
    /// - The lender shall sign
    /// - There shall be no loan, and so neither collateral nor anything owed to a borrower
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let market = &accounts.market;
        require!(market.loans == 0, LenderError::MarketInUse);
        let settled = market.lent == 0 && market.due == 0 && market.fractions == 0;
        require!(settled, LenderError::MarketInvariantBroken);
        accounts.close(&accounts.cash_account, accounts.lender_cash.as_deref())?;
        accounts.close(&accounts.fraction_account, accounts.lender_fractions.as_deref())
    }
}
