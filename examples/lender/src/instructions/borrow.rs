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

/// What the borrower gives and takes.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct BorrowArgs {
    /// Fractions that become collateral, in raw units.
    pub fractions: u64,
    /// Cash to be lent, in raw quote units.
    pub amount: u64,
}

/// Accounts of `borrow`.
#[derive(Accounts)]
pub struct Borrow<'info> {
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
    /// The vault, which is asked for its price if cash is lent.
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
    /// The borrower's token account for fractions. Staked fractions are not in it: they are the vault's until they are unstaked.
    #[account(
        mut,
        constraint = borrower_fractions.mint == market.fraction_mint @ LenderError::WrongFractionMint,
        constraint = borrower_fractions.owner == borrower.key() @ LenderError::WrongOwner
    )]
    pub borrower_fractions: Box<Account<'info, TokenAccount>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> Borrow<'info> {
    fn lend(&mut self, amount: u64) -> Result<()> {
        let belief = self.quoted.believed(&self.market)?;
        belief.require_lendable()?;
        let debt = self.loan.debt.lent(amount)?;
        let limit = rules::limit(belief.worth(self.loan.fractions), self.market.terms.ltv_bps);
        require!(debt.total() <= limit, LenderError::AboveLoanToValue);
        self.market.spend(amount)?;
        self.market.relend(self.loan.debt, debt)?;
        self.loan.debt = debt;
        let (market, seeds) = (self.market.to_account_info(), self.market.seeds());
        token::pay(&self.cash_account, &self.borrower_cash, market, amount, &seeds)
    }

    /// Takes fractions as collateral and lends cash.
    ///
    /// Specification:
    /// - The borrower shall sign and own the fractions; one of the two amounts may be zero
    /// - Cash shall be lent while the vault is Active or in Auction
    /// - The debt shall be at most the loan to value of what the collateral is believed to be worth
    pub fn handle(ctx: Context<'info, Self>, args: BorrowArgs) -> Result<()> {
        let accounts = ctx.accounts;
        require!(args.fractions > 0 || args.amount > 0, LenderError::ZeroAmount);
        accounts.loan.accrue(&accounts.market.terms, Clock::get()?.unix_timestamp);
        let (source, collateral) = (&accounts.borrower_fractions, &accounts.fraction_account);
        token::take(source, collateral, &accounts.borrower, args.fractions)?;
        accounts.loan.add_fractions(&mut accounts.market, args.fractions)?;
        if args.amount > 0 {
            accounts.lend(args.amount)?;
        }
        accounts.market.invariant(&mut accounts.cash_account, &mut accounts.fraction_account)
    }
}
