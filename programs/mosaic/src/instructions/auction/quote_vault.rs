use anchor_lang::prelude::*;

use crate::{
    error::{MosaicError, ensure},
    quote::VaultQuote,
    state::{Auction, Vault, reserve_of},
    token,
};

/// Accounts of `quote_vault`. Each is one of the vault's own: nobody can hand in a price.
#[derive(Accounts)]
pub struct QuoteVault<'info> {
    /// The vault, in any status.
    pub vault: AccountLoader<'info, Vault>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    pub fraction_mint: UncheckedAccount<'info>,
    /// The book of asks; from when the vault has one it cannot be left out.
    /// CHECK: its type and the vault it names.
    pub asks: Option<UncheckedAccount<'info>>,
    /// The auction; from when the vault has one it cannot be left out.
    pub auction: Option<AccountLoader<'info, Auction>>,
}

impl<'info> QuoteVault<'info> {
    /// Returns the price of a vault and what a fraction of it is worth, as return data: for other programs.
    ///
    /// Specification:
    /// - Nothing shall change
    /// - The price shall come from accounts of the vault alone
    pub fn handle(ctx: Context<'info, Self>) -> Result<VaultQuote> {
        let Self { vault: loader, fraction_mint, asks, auction } = ctx.accounts;
        let vault = loader.load()?;
        ensure(vault.fraction_mint == *fraction_mint.key, MosaicError::WrongFractionMint)?;
        let supply = token::supply(fraction_mint)?;
        let reserve = reserve_of(&vault, &vault.terms(), &loader.key(), asks.as_ref(), supply)?;
        let auction = auction.as_ref().map(|auction| auction.load()).transpose()?;
        if let Some(auction) = &auction {
            ensure(auction.vault == loader.key(), MosaicError::AuctionOfAnotherVault)?;
        }
        VaultQuote::of(&vault, &reserve, auction.as_deref(), supply)
    }
}
