use anchor_lang::{
    InstructionData,
    prelude::*,
    solana_program::{instruction::Instruction, program::invoke_signed},
};
use anchor_spl::token::{Token, TokenAccount};
use mosaic::{instructions::RedeemArgs, program::Mosaic};

use crate::{
    error::LenderError,
    rules::{self, Debt},
    seeds::{CASH, FRACTIONS},
    state::{Loan, Market},
};

/// Accounts of `redeem_collateral`.
#[derive(Accounts)]
pub struct RedeemCollateral<'info> {
    /// The market.
    #[account(mut, has_one = vault @ LenderError::VaultOfAnotherMarket)]
    pub market: Box<Account<'info, Market>>,
    /// The loan.
    #[account(mut, has_one = market @ LenderError::LoanOfAnotherMarket)]
    pub loan: Box<Account<'info, Loan>>,
    /// The market's token account for cash.
    #[account(mut, seeds = [CASH, market.key().as_ref()], bump = market.cash_bump)]
    pub cash_account: Box<Account<'info, TokenAccount>>,
    /// The market's token account for collateral.
    #[account(mut, seeds = [FRACTIONS, market.key().as_ref()], bump = market.fraction_bump)]
    pub fraction_account: Box<Account<'info, TokenAccount>>,
    /// The market's vault, Sold.
    /// CHECK: the market names it; Mosaic checks its status.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// The vault's auction.
    /// CHECK: Mosaic checks it.
    #[account(mut)]
    pub auction: UncheckedAccount<'info>,
    /// The vault's fraction mint.
    /// CHECK: Mosaic compares it with the vault's.
    #[account(mut)]
    pub fraction_mint: UncheckedAccount<'info>,
    /// The vault's token account for cash.
    /// CHECK: Mosaic checks it.
    #[account(mut)]
    pub cash_escrow: UncheckedAccount<'info>,
    /// Mosaic.
    pub mosaic_program: Program<'info, Mosaic>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> RedeemCollateral<'info> {
    /// Redeems fractions of the market, and returns what that has paid.
    fn redeem(&mut self, amount: u64) -> Result<u64> {
        let before = self.cash_account.amount;
        let accounts = mosaic::accounts::Redeem {
            holder: self.market.key(),
            vault: self.vault.key(),
            auction: self.auction.key(),
            fraction_mint: self.fraction_mint.key(),
            fraction_source: self.fraction_account.key(),
            cash_escrow: self.cash_escrow.key(),
            cash_destination: self.cash_account.key(),
            token_program: self.token_program.key(),
        };
        // No bound: nobody can lower what a fraction is paid after the sale.
        let data = mosaic::instruction::Redeem { args: RedeemArgs { amount, min_payout: 0 } }.data();
        let instruction = Instruction { program_id: mosaic::ID, accounts: accounts.to_account_metas(None), data };
        invoke_signed(&instruction, &self.to_account_infos(), &[&self.market.seeds()])?;
        self.cash_account.reload()?;
        self.cash_account.amount.checked_sub(before).ok_or(error!(LenderError::MarketInvariantBroken))
    }

    /// Turns the collateral of a loan into the cash that the sale pays for it: the debt is paid, the rest is the borrower's.
    ///
    /// Specification:
    /// - The vault shall be Sold, which Mosaic demands
    /// - The lender shall be paid the debt, or all there is; what the sale does not cover is written off
    /// - What is left shall be kept for the borrower, who need not take part
    /// - Anyone may call
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let fractions = accounts.loan.fractions;
        require!(fractions > 0, LenderError::NothingToRedeem);
        accounts.loan.accrue(&accounts.market.terms, Clock::get()?.unix_timestamp);
        let payout = accounts.redeem(fractions)?;
        let Self { market, loan, .. } = accounts;
        loan.remove_fractions(market, fractions)?;
        let division = rules::divide(payout, loan.debt.total());
        market.relend(loan.debt, Debt::default())?;
        loan.debt = Debt::default();
        market.receive(division.repaid)?;
        market.due = market.due.checked_add(division.due).ok_or(LenderError::Overflow)?;
        loan.due = loan.due.checked_add(division.due).ok_or(LenderError::Overflow)?;
        accounts.market.invariant(&mut accounts.cash_account, &mut accounts.fraction_account)
    }
}
