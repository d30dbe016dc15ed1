use anchor_lang::prelude::*;
use anchor_spl::token::{Mint, Token, TokenAccount};
use mosaic::state::Vault;
use mosaic_core::{Status, reserve};

use crate::{
    error::LenderError,
    rules::Terms,
    seeds::{CASH, FRACTIONS, MARKET},
    state::Market,
};

/// Terms of the market that is opened.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct OpenMarketArgs {
    /// What the lender believes of a reserve at most, in raw quote units; without it the vault's floor, which no ask can move.
    pub price_cap: Option<u64>,
    /// [`Terms::ltv_bps`].
    pub ltv_bps: u16,
    /// [`Terms::threshold_bps`].
    pub threshold_bps: u16,
    /// [`Terms::bonus_bps`].
    pub bonus_bps: u16,
    /// [`Terms::rate_bps`].
    pub rate_bps: u16,
}

/// Accounts of `open_market`.
#[derive(Accounts)]
pub struct OpenMarket<'info> {
    /// Whose market it is; pays the rent and gets it back.
    #[account(mut)]
    pub lender: Signer<'info>,
    /// The vault, Active. That it is Mosaic's own account is checked by its type.
    pub vault: AccountLoader<'info, Vault>,
    /// The vault's quote mint.
    #[account(constraint = quote_mint.key() == vault.load()?.quote_mint @ LenderError::WrongQuoteMint)]
    pub quote_mint: Box<Account<'info, Mint>>,
    /// The vault's fraction mint.
    #[account(constraint = fraction_mint.key() == vault.load()?.fraction_mint @ LenderError::WrongFractionMint)]
    pub fraction_mint: Box<Account<'info, Mint>>,
    /// The market.
    #[account(
        init,
        payer = lender,
        space = 8 + Market::INIT_SPACE,
        seeds = [MARKET, vault.key().as_ref(), lender.key().as_ref()],
        bump
    )]
    pub market: Box<Account<'info, Market>>,
    /// The market's token account for cash.
    #[account(
        init,
        payer = lender,
        token::mint = quote_mint,
        token::authority = market,
        seeds = [CASH, market.key().as_ref()],
        bump
    )]
    pub cash_account: Box<Account<'info, TokenAccount>>,
    /// The market's token account for collateral.
    #[account(
        init,
        payer = lender,
        token::mint = fraction_mint,
        token::authority = market,
        seeds = [FRACTIONS, market.key().as_ref()],
        bump
    )]
    pub fraction_account: Box<Account<'info, TokenAccount>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> OpenMarket<'info> {
    fn terms(&self, args: &OpenMarketArgs) -> Result<Terms> {
        let vault = self.vault.load()?;
        require!(vault.status()? == Status::Active, LenderError::VaultNotActive);
        let OpenMarketArgs { price_cap, ltv_bps, threshold_bps, bonus_bps, rate_bps } = *args;
        let price_cap = match price_cap {
            Some(price) => price,
            // At least 1: a vault may have a floor of nothing.
            None => reserve::floor(&vault.terms()).map_err(|_| LenderError::Overflow)?.max(1),
        };
        let terms = Terms { price_cap, ltv_bps, threshold_bps, bonus_bps, rate_bps };
        terms.check()?;
        Ok(terms)
    }

    /// Opens the market of a lender for a vault, without cash.
    ///
    /// Specification:
    /// - The vault shall be Active
    /// - The terms shall be within their bounds, and never change
    /// - The vault and its mints shall be stored: nothing else is asked for a price, lent or taken as collateral
    pub fn handle(ctx: Context<'info, Self>, args: OpenMarketArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let terms = accounts.terms(&args)?;
        accounts.market.set_inner(Market {
            lender: accounts.lender.key(),
            vault: accounts.vault.key(),
            quote_mint: accounts.quote_mint.key(),
            fraction_mint: accounts.fraction_mint.key(),
            terms,
            cash: 0,
            lent: 0,
            due: 0,
            fractions: 0,
            loans: 0,
            bump: ctx.bumps.market,
            cash_bump: ctx.bumps.cash_account,
            fraction_bump: ctx.bumps.fraction_account,
        });
        Ok(())
    }
}
