use anchor_lang::prelude::*;
use mosaic_core::Status;

use crate::{
    error::{MosaicError, ensure},
    quote::VaultQuote,
    state::{self, Auction, Vault, reserve_of},
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
    /// The book of asks; while the vault is Active and has one it cannot be left out.
    /// CHECK: its type and the vault it names.
    pub asks: Option<UncheckedAccount<'info>>,
    /// The auction; from the first offer or bid on it cannot be left out, before that it is not looked at.
    /// CHECK: its type and the vault it names.
    pub auction: Option<UncheckedAccount<'info>>,
}

impl<'info> QuoteVault<'info> {
    /// Returns the price of a vault and what a fraction of it is worth, as return data: for other programs.
    ///
    /// Specification:
    /// - Anyone may call, without a signature; nothing shall change
    /// - The price shall come from accounts of the vault alone
    pub fn handle(ctx: Context<'info, Self>) -> Result<VaultQuote> {
        let Self { vault: loader, fraction_mint, asks, auction } = ctx.accounts;
        let vault = loader.load()?;
        ensure(vault.fraction_mint == *fraction_mint.key, MosaicError::WrongFractionMint)?;
        let supply = token::supply(fraction_mint)?;
        let status = vault.status()?;
        let reserve = match status {
            Status::Active => Some(reserve_of(&vault, &vault.terms(), &loader.key(), asks.as_ref(), supply)?),
            _ => None,
        };
        let auction = match auction {
            Some(auction) if vault.auction == 1 => {
                Some(state::load::<Auction>(auction, MosaicError::WrongAuctionAddress)?)
            }
            _ => None,
        };
        if let Some(auction) = &auction {
            ensure(auction.vault == loader.key(), MosaicError::AuctionOfAnotherVault)?;
        }
        VaultQuote::of(&vault, reserve.as_ref(), auction.as_deref(), supply)
    }
}
