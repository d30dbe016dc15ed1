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

/// What the liquidator pays and wants.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct LiquidateArgs {
    /// Cash to be paid, in raw quote units; of more than the debt only the debt is taken.
    pub amount: u64,
    /// Fewest fractions the liquidator accepts, in raw units.
    pub min_fractions: u64,
}

/// Accounts of `liquidate`.
#[derive(Accounts)]
pub struct Liquidate<'info> {
    /// Who pays.
    pub liquidator: Signer<'info>,
    /// The market.
    #[account(mut)]
    pub market: Box<Account<'info, Market>>,
    /// The loan.
    #[account(mut, has_one = market @ LenderError::LoanOfAnotherMarket)]
    pub loan: Box<Account<'info, Loan>>,
    /// The vault, which is asked for its price.
    pub quoted: QuotedVault<'info>,
    /// The market's token account for cash.
    #[account(mut, seeds = [CASH, market.key().as_ref()], bump = market.cash_bump)]
    pub cash_account: Box<Account<'info, TokenAccount>>,
    /// The market's token account for collateral.
    #[account(mut, seeds = [FRACTIONS, market.key().as_ref()], bump = market.fraction_bump)]
    pub fraction_account: Box<Account<'info, TokenAccount>>,
    /// The liquidator's token account for cash.
    #[account(
        mut,
        constraint = liquidator_cash.mint == market.quote_mint @ LenderError::WrongQuoteMint,
        constraint = liquidator_cash.owner == liquidator.key() @ LenderError::WrongOwner
    )]
    pub liquidator_cash: Box<Account<'info, TokenAccount>>,
    /// The liquidator's token account for fractions.
    #[account(
        mut,
        constraint = liquidator_fractions.mint == market.fraction_mint @ LenderError::WrongFractionMint,
        constraint = liquidator_fractions.owner == liquidator.key() @ LenderError::WrongOwner
    )]
    pub liquidator_fractions: Box<Account<'info, TokenAccount>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> Liquidate<'info> {
    /// Pays a debt that has become too large, or a part of it, for fractions worth the payment and the bonus.
    ///
    /// Specification:
    /// - The vault shall be Active. In an auction the sale will pay the debt, at a price that is still rising: who takes
    ///   the collateral at the first bid takes what later bids add
    /// - The debt shall be above the threshold of what the collateral is believed to be worth
    /// - The liquidator shall get fractions worth the payment and the bonus, but no larger part of them than of the debt,
    ///   and at least `min_fractions`; the rest stays the borrower's
    pub fn handle(ctx: Context<'info, Self>, args: LiquidateArgs) -> Result<()> {
        let accounts = ctx.accounts;
        require!(args.amount > 0, LenderError::ZeroAmount);
        let terms = accounts.market.terms;
        accounts.loan.accrue(&terms, Clock::get()?.unix_timestamp);
        let belief = accounts.quoted.believed(&accounts.market)?;
        belief.require_active()?;
        let (debt, fractions) = (accounts.loan.debt.total(), accounts.loan.fractions);
        let worth = belief.worth(fractions);
        require!(debt > rules::limit(worth, terms.threshold_bps), LenderError::LoanHealthy);
        let paid = args.amount.min(debt);
        let seized = rules::seized(paid, debt, fractions, worth, terms.bonus_bps);
        require!(seized >= args.min_fractions, LenderError::FractionsBelowMinimum);

        token::take(&accounts.liquidator_cash, &accounts.cash_account, &accounts.liquidator, paid)?;
        accounts.loan.pay(&mut accounts.market, paid)?;
        accounts.loan.remove_fractions(&mut accounts.market, seized)?;
        let (market, seeds) = (accounts.market.to_account_info(), accounts.market.seeds());
        token::pay(&accounts.fraction_account, &accounts.liquidator_fractions, market, seized, &seeds)?;
        accounts.market.invariant(&mut accounts.cash_account, &mut accounts.fraction_account)
    }
}
