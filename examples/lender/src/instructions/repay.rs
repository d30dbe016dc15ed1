use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use crate::{
    error::LenderError,
    rules,
    seeds::{CASH, FRACTIONS},
    state::{Loan, Market},
    token,
    // All of it, as Anchor derives from accounts within accounts what lies beside them.
    vault::*,
};

/// What the borrower pays and takes back.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct RepayArgs {
    /// Cash to be paid, in raw quote units; of more than the debt only the debt is taken.
    pub amount: u64,
    /// Fractions to be returned, in raw units.
    pub fractions: u64,
}

/// Accounts of `repay`.
#[derive(Accounts)]
pub struct Repay<'info> {
    /// The borrower.
    pub borrower: Signer<'info>,
    /// The market.
    #[account(mut)]
    pub market: Box<Account<'info, Market>>,
    /// The borrower's loan.
    #[account(
        mut,
        has_one = market @ LenderError::LoanOfAnotherMarket,
        has_one = borrower @ LenderError::WrongBorrower
    )]
    pub loan: Box<Account<'info, Loan>>,
    /// The vault, which is asked for its price if debt is left when fractions leave.
    pub quoted: QuotedVault<'info>,
    /// The market's token account for cash.
    #[account(mut, seeds = [CASH, market.key().as_ref()], bump = market.cash_bump)]
    pub cash_account: Box<Account<'info, TokenAccount>>,
    /// The market's token account for collateral.
    #[account(mut, seeds = [FRACTIONS, market.key().as_ref()], bump = market.fraction_bump)]
    pub fraction_account: Box<Account<'info, TokenAccount>>,
    /// The borrower's token account for cash.
    #[account(
        mut,
        constraint = borrower_cash.mint == market.quote_mint @ LenderError::WrongQuoteMint,
        constraint = borrower_cash.owner == borrower.key() @ LenderError::WrongOwner
    )]
    pub borrower_cash: Box<Account<'info, TokenAccount>>,
    /// The borrower's token account for fractions.
    #[account(
        mut,
        constraint = borrower_fractions.mint == market.fraction_mint @ LenderError::WrongFractionMint,
        constraint = borrower_fractions.owner == borrower.key() @ LenderError::WrongOwner
    )]
    pub borrower_fractions: Box<Account<'info, TokenAccount>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> Repay<'info> {
    fn return_fractions(&mut self, amount: u64) -> Result<()> {
        self.loan.remove_fractions(&mut self.market, amount)?;
        let debt = self.loan.debt.total();
        // Who owes nothing takes everything, whatever the vault says or whether it is still there.
        if debt > 0 {
            let worth = self.quoted.believed(&self.market)?.worth(self.loan.fractions);
            require!(debt <= rules::limit(worth, self.market.terms.ltv_bps), LenderError::AboveLoanToValue);
        }
        let (market, seeds) = (self.market.to_account_info(), self.market.seeds());
        token::pay(&self.fraction_account, &self.borrower_fractions, market, amount, &seeds)
    }

    /// Takes cash for the debt, interest first, and returns collateral.
    ///
    /// Specification:
    /// - The borrower shall sign and own both token accounts; one of the two amounts may be zero
    /// - No more than the debt shall be taken
    /// - A debt that is left shall be at most the loan to value of what the collateral that is left is believed to be
    ///   worth, if collateral leaves
    /// - In every status of the vault
    pub fn handle(ctx: Context<'info, Self>, args: RepayArgs) -> Result<()> {
        let accounts = ctx.accounts;
        require!(args.fractions > 0 || args.amount > 0, LenderError::ZeroAmount);
        accounts.loan.accrue(&accounts.market.terms, Clock::get()?.unix_timestamp);
        let paid = args.amount.min(accounts.loan.debt.total());
        token::take(&accounts.borrower_cash, &accounts.cash_account, &accounts.borrower, paid)?;
        accounts.loan.pay(&mut accounts.market, paid)?;
        if args.fractions > 0 {
            accounts.return_fractions(args.fractions)?;
        }
        accounts.market.invariant(&mut accounts.cash_account, &mut accounts.fraction_account)
    }
}
