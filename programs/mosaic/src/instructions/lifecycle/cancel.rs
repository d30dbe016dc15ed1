use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::Status;

use crate::{
    cpi,
    error::{MosaicError, ensure},
    events::VaultCancelled,
    state::Vault,
};

/// Accounts of `cancel`.
#[derive(Accounts)]
pub struct Cancel<'info> {
    /// The creator of the vault.
    pub creator: Signer<'info>,
    /// The vault, in Draft.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The vault's fraction mint, of which nothing was minted.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub fraction_mint: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> Cancel<'info> {
    /// Gives a draft up: the creator takes the assets back with `claim_asset` and the rent with `close_vault`.
    ///
    /// Specification:
    /// - The creator shall sign, and the vault be in Draft
    /// - The assets shall go to nobody but the creator
    /// - No fraction of this vault can ever be minted (INV-02)
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let signer = {
            let vault = accounts.vault.load()?;
            ensure(vault.creator == accounts.creator.key(), MosaicError::NotTheCreator)?;
            ensure(vault.fraction_mint == accounts.fraction_mint.key(), MosaicError::WrongFractionMint)?;
            vault.require(Status::is_being_filled)?;
            vault.signer()
        };
        cpi::remove_mint_authority(&accounts.fraction_mint, accounts.vault.as_ref(), &[&signer.seeds()])?;

        let mut vault = accounts.vault.load_mut()?;
        vault.enter(Status::Reclaimed, clock.unix_timestamp)?;
        vault.recipient = accounts.creator.key();
        // Nothing is sold, so nothing is due to creators.
        vault.royalty_claims = 0;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(VaultCancelled { header, assets: vault.assets });
        vault.invariant()
    }
}
