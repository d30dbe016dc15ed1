use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::Status;

use crate::{
    cpi,
    error::{MosaicError, ensure},
    events::VaultActivated,
    state::Vault,
    token,
};

/// Accounts of `activate`.
#[derive(Accounts)]
pub struct Activate<'info> {
    /// The creator of the vault.
    pub creator: Signer<'info>,
    /// The vault, in Draft, with at least one asset.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub fraction_mint: UncheckedAccount<'info>,
    /// The creator's token account for fractions, which gets all of them.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub destination: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> Activate<'info> {
    fn validate(&self) -> Result<()> {
        let Self { creator, vault, fraction_mint, destination, token_program: _ } = self;
        // vault
        let vault = vault.load()?;
        ensure(vault.creator == *creator.key, MosaicError::NotTheCreator)?;
        ensure(vault.fraction_mint == *fraction_mint.key, MosaicError::WrongFractionMint)?;
        vault.require(Status::is_being_filled)?;
        ensure(vault.assets > 0, MosaicError::NoAssets)?;
        // destination
        token::check_payee(destination, creator, fraction_mint.key)
    }

    /// Mints the whole supply to the creator and removes the mint's authority for good.
    ///
    /// Specification:
    /// - The creator shall sign
    /// - The vault shall be in Draft and hold at least one asset
    /// - Exactly the supply fixed at creation shall be minted, to the creator
    /// - Afterwards nobody can mint (INV-02)
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        accounts.validate()?;
        let clock = Clock::get()?;
        let (supply, signer) = {
            let vault = accounts.vault.load()?;
            (vault.minted, vault.signer())
        };
        let before = token::amount(&accounts.destination, MosaicError::DestinationNotAToken)?;
        let (seeds, vault) = (signer.seeds(), accounts.vault.as_ref());
        cpi::mint_to(&accounts.fraction_mint, &accounts.destination, vault, supply, &[&seeds])?;
        cpi::remove_mint_authority(&accounts.fraction_mint, vault, &[&seeds])?;
        let minted = token::amount(&accounts.destination, MosaicError::DestinationNotAToken)?.checked_sub(before);
        ensure(minted == Some(supply), MosaicError::SupplyMismatch)?;
        let mint = token::mint(&accounts.fraction_mint, MosaicError::WrongFractionMint)?;
        ensure(mint.supply == supply && mint.mint_authority.is_none(), MosaicError::SupplyMismatch)?;

        let mut vault = accounts.vault.load_mut()?;
        vault.enter(Status::Active, clock.unix_timestamp)?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(VaultActivated { header, supply, assets: vault.assets });
        vault.invariant()
    }
}
