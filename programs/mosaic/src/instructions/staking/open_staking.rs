use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use bytemuck::Zeroable;
use mosaic_core::Status;

use crate::{
    cpi,
    error::{MosaicError, ensure},
    events::StakingOpened,
    seeds,
    state::{self, Pool, Vault},
    token,
};

/// Accounts of `open_staking`.
#[derive(Accounts)]
pub struct OpenStaking<'info> {
    /// Who pays the rent of the pool and its token account, and gets it back when they are closed.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The vault, Active or in Auction.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    pub fraction_mint: UncheckedAccount<'info>,
    /// The pool, PDA `["pool", vault]`.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub pool: UncheckedAccount<'info>,
    /// The vault's token account for staked fractions, PDA `["staked", vault]`.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub staked_fractions: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> OpenStaking<'info> {
    fn validate(&self) -> Result<(u8, u8)> {
        // vault
        let vault = self.vault.load()?;
        vault.require(Status::opens_staking)?;
        ensure(vault.fraction_mint == *self.fraction_mint.key, MosaicError::WrongFractionMint)?;
        // pool, staked_fractions
        let address = seeds::pool(&self.vault.key());
        let bump = seeds::expect(&self.pool, address, MosaicError::WrongPoolAddress)?;
        let address = seeds::staked_fractions(&self.vault.key());
        Ok((bump, seeds::expect(&self.staked_fractions, address, MosaicError::WrongStakedFractions)?))
    }

    fn create(&self, bump: u8, fractions_bump: u8) -> Result<()> {
        let vault = self.vault.key();
        let signer: &[&[u8]] = &[seeds::STAKED, vault.as_ref(), &[fractions_bump]];
        token::create_account(&self.payer, &self.staked_fractions, &self.fraction_mint, &vault, signer)?;
        let signer: &[&[u8]] = &[seeds::POOL, vault.as_ref(), &[bump]];
        cpi::create_account(&self.payer, &self.pool, state::space::<Pool>(), &crate::ID, signer)?;
        let (opener, fractions) = (self.payer.key(), self.staked_fractions.key());
        state::init(&self.pool, &Pool { vault, opener, fractions, ..Pool::zeroed() })
    }

    /// Opens the pool that holds stakes and their income. Does nothing where it is open, so that two who are first
    /// at the same time both succeed.
    ///
    /// Specification:
    /// - The vault shall be Active or in Auction: after the sale no new pool is needed, and none may keep it open
    /// - The pool and its token account shall be at their derived addresses
    /// - Anyone may call; whoever pays the rent gets it back
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let (bump, fractions_bump) = accounts.validate()?;
        if accounts.vault.load()?.staking == 1 {
            return Ok(());
        }
        let clock = Clock::get()?;
        accounts.create(bump, fractions_bump)?;
        let mut vault = accounts.vault.load_mut()?;
        vault.staking = 1;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(StakingOpened { header, opener: accounts.payer.key() });
        vault.invariant()
    }
}
