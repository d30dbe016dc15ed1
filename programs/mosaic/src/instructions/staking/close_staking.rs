use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::Status;

use crate::{
    cpi,
    error::{MosaicError, OrError, ensure},
    events::StakingClosed,
    state::{self, Asks, Income, Pool, Vault},
    token,
};

/// Accounts of `close_staking`.
#[derive(Accounts)]
pub struct CloseStaking<'info> {
    /// The vault, Sold or Reclaimed.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The pool of stakes, of which none is left; closed.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// Who opened the pool, and gets its rent back.
    /// CHECK: `pool` names it.
    #[account(mut)]
    pub pool_opener: UncheckedAccount<'info>,
    /// The vault's token account for staked fractions; closed, what lies in it uninvited burned.
    /// CHECK: `pool` names it.
    #[account(mut)]
    pub staked_fractions: UncheckedAccount<'info>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub fraction_mint: UncheckedAccount<'info>,
    /// The book of asks; closed. It and its opener cannot be left out where the vault has one.
    /// CHECK: its type and the vault it names.
    #[account(mut)]
    pub asks: Option<UncheckedAccount<'info>>,
    /// Who opened the book, and gets its rent back.
    /// CHECK: `asks` names it.
    #[account(mut)]
    pub asks_opener: Option<UncheckedAccount<'info>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> CloseStaking<'info> {
    fn validate(&self) -> Result<()> {
        // vault
        let vault = self.vault.load()?;
        vault.require(Status::allows_closing)?;
        ensure(vault.fraction_mint == *self.fraction_mint.key, MosaicError::WrongFractionMint)?;
        // pool
        let pool = self.pool.load()?;
        pool.check(&self.vault.key(), &self.staked_fractions)?;
        ensure(pool.opener == *self.pool_opener.key, MosaicError::WrongPoolOpener)?;
        ensure(pool.stakes == 0 && pool.staked == 0, MosaicError::StillOwing)?;
        ensure(!pool.income.iter().any(Income::is_open), MosaicError::IncomeStillOpen)
    }

    /// Without stakes every fraction in the account was sent there uninvited: it is owed nothing.
    fn burn_surplus(&self, signer: &[&[&[u8]]]) -> Result<u64> {
        let surplus = token::amount(&self.staked_fractions, MosaicError::WrongStakedFractions)?;
        token::burn(&self.fraction_mint, &self.staked_fractions, self.vault.as_ref(), surplus, signer)?;
        Ok(surplus)
    }

    fn close_asks(&self) -> Result<()> {
        let missing = MosaicError::AsksMissing;
        let (asks, opener) = (self.asks.as_ref().or_error(missing)?, self.asks_opener.as_ref().or_error(missing)?);
        {
            let asks = state::load::<Asks>(asks, MosaicError::WrongAsksAddress)?;
            asks.check(&self.vault.key())?;
            ensure(asks.opener == *opener.key, MosaicError::WrongAsksOpener)?;
            // Nothing is staked, so nothing asks (INV-05).
            ensure(asks.asking == 0, MosaicError::AsksInvariantBroken)?;
        }
        state::close(asks, opener)
    }

    /// Closes the pool of stakes and the book of asks: the rent goes back to who paid it.
    ///
    /// Specification:
    /// - The vault shall be Sold or Reclaimed
    /// - No stake and no account of income shall be open
    /// - Anyone may call; each rent goes to who paid it
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        accounts.validate()?;
        let clock = Clock::get()?;
        let signer = accounts.vault.load()?.signer();
        let seeds = signer.seeds();
        let surplus_fractions = accounts.burn_surplus(&[&seeds])?;
        cpi::close_account(&accounts.staked_fractions, &accounts.pool_opener, accounts.vault.as_ref(), &[&seeds])?;
        state::close(accounts.pool.as_ref(), &accounts.pool_opener)?;
        if accounts.vault.load()?.asks == 1 {
            accounts.close_asks()?;
        }

        let mut vault = accounts.vault.load_mut()?;
        vault.staking = 0;
        vault.asks = 0;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(StakingClosed { header, surplus_fractions });
        vault.invariant()
    }
}
