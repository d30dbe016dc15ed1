use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::Status;

use crate::{
    error::{MosaicError, ensure},
    events::VaultReclaimed,
    state::Vault,
    token,
};

/// Accounts of `reclaim`.
#[derive(Accounts)]
pub struct Reclaim<'info> {
    /// Who holds every fraction, and may claim the assets afterwards.
    pub holder: Signer<'info>,
    /// The vault, Active.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub fraction_mint: UncheckedAccount<'info>,
    /// The holder's token account with the whole supply.
    /// CHECK: the handler checks mint, owner and amount.
    #[account(mut)]
    pub fraction_source: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> Reclaim<'info> {
    fn validate(&self) -> Result<u64> {
        let Self { holder, vault, fraction_mint, fraction_source, token_program: _ } = self;
        // vault
        let vault = vault.load()?;
        ensure(vault.fraction_mint == *fraction_mint.key, MosaicError::WrongFractionMint)?;
        vault.require(Status::allows_reclaim)?;
        // fraction_source
        token::check_source(fraction_source, holder.key, fraction_mint.key, 0)?;
        let held = token::amount(fraction_source, MosaicError::SourceNotAToken)?;
        let supply = token::supply(fraction_mint)?;
        // A supply of zero has no holder: such a vault is bought at auction.
        let whole = supply > 0 && held == supply;
        ensure(whole, MosaicError::NotTheWholeSupply)?;
        Ok(supply)
    }

    /// Burns the whole supply; its holder takes the assets with `claim_asset`.
    ///
    /// Specification:
    /// - The vault shall be Active: no bid stands; an offer that does goes back to its bidder
    /// - The holder shall sign and own every fraction of the live supply in one account
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let supply = accounts.validate()?;
        token::burn(&accounts.fraction_mint, &accounts.fraction_source, &accounts.holder, supply, &[])?;

        let mut vault = accounts.vault.load_mut()?;
        vault.enter(Status::Reclaimed, clock.unix_timestamp)?;
        vault.recipient = accounts.holder.key();
        // Nothing is sold, so nothing is due to creators.
        vault.royalty_claims = 0;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(VaultReclaimed { header, holder: accounts.holder.key(), burned: supply });
        vault.invariant()
    }
}
