use anchor_lang::prelude::*;
use anchor_spl::token::{self, Token, spl_token::instruction::AuthorityType};
use mosaic_core::Status;

use crate::{
    error::{MosaicError, ensure},
    events::VaultActivated,
    seeds::VaultSigner,
    state::Vault,
    token as classic,
};

/// Accounts of `activate`.
#[derive(Accounts)]
pub struct Activate<'info> {
    /// The creator of the vault.
    pub creator: Signer<'info>,
    /// The vault, in Draft, with at least one asset.
    #[account(
        mut,
        has_one = creator @ MosaicError::NotTheCreator,
        has_one = fraction_mint @ MosaicError::WrongFractionMint,
    )]
    pub vault: AccountLoader<'info, Vault>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub fraction_mint: UncheckedAccount<'info>,
    /// The creator's token account that gets all fractions.
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
        vault.require(Status::is_being_filled)?;
        ensure(vault.assets > 0, MosaicError::NoAssets)?;
        // destination
        classic::check_payee(destination, creator, fraction_mint.key)
    }

    fn mint_fractions(&self, supply: u64, signer: &VaultSigner) -> Result<()> {
        let accounts = token::MintTo {
            mint: self.fraction_mint.to_account_info(),
            to: self.destination.to_account_info(),
            authority: self.vault.to_account_info(),
        };
        token::mint_to(CpiContext::new_with_signer(token::ID, accounts, &[&signer.seeds()]), supply)
    }

    fn remove_mint_authority(&self, signer: &VaultSigner) -> Result<()> {
        remove_mint_authority(&self.fraction_mint, self.vault.as_ref(), signer)
    }

    /// Mints the whole supply to the creator and removes the mint's authority for good.
    ///
    /// Specification:
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
        let before = classic::amount(&accounts.destination, MosaicError::DestinationNotAToken)?;
        accounts.mint_fractions(supply, &signer)?;
        accounts.remove_mint_authority(&signer)?;
        let minted = classic::amount(&accounts.destination, MosaicError::DestinationNotAToken)?.checked_sub(before);
        ensure(minted == Some(supply), MosaicError::SupplyMismatch)?;
        let mint = classic::mint(&accounts.fraction_mint, MosaicError::WrongFractionMint)?;
        ensure(mint.supply == supply && mint.mint_authority.is_none(), MosaicError::SupplyMismatch)?;

        let mut vault = accounts.vault.load_mut()?;
        vault.enter(Status::Active, clock.unix_timestamp)?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        vault.invariant()?;
        emit!(VaultActivated { header, supply, assets: vault.assets });
        Ok(())
    }
}

/// Removes the authority of a vault's fraction mint: no fraction can be minted from then on.
pub(super) fn remove_mint_authority<'info>(
    fraction_mint: &AccountInfo<'info>,
    vault: &AccountInfo<'info>,
    signer: &VaultSigner,
) -> Result<()> {
    let accounts = token::SetAuthority { current_authority: vault.clone(), account_or_mint: fraction_mint.clone() };
    let seeds = signer.seeds();
    let signers = [seeds.as_slice()];
    let context = CpiContext::new_with_signer(token::ID, accounts, &signers);
    token::set_authority(context, AuthorityType::MintTokens, None)
}
