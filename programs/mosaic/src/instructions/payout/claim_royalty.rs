use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::{Status, split::royalty};

use super::pay;
use crate::{
    error::{MosaicError, OrError, OrRefuse, ensure},
    events::RoyaltyClaimed,
    state::{self, Asset, Auction, Vault},
    token,
};

/// Accounts of `claim_royalty`.
#[derive(Accounts)]
pub struct ClaimRoyalty<'info> {
    /// The creator of the NFT who is paid. Need not sign: then only its associated token account is paid.
    /// CHECK: `asset` names it.
    pub payee: UncheckedAccount<'info>,
    /// The vault, Sold.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The auction.
    #[account(mut)]
    pub auction: AccountLoader<'info, Auction>,
    /// The record of the NFT the royalty is of, PDA `["asset", vault, nft_mint]` with the mint in it; closed with the
    /// last claim if the NFT has left.
    #[account(mut)]
    pub asset: AccountLoader<'info, Asset>,
    /// The vault's token account for cash.
    /// CHECK: `auction` names it.
    #[account(mut)]
    pub cash_escrow: UncheckedAccount<'info>,
    /// The payee's token account for the quote mint, which is paid.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub cash_destination: UncheckedAccount<'info>,
    /// The creator of the vault, who gets the rent of the record back.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub creator: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> ClaimRoyalty<'info> {
    fn validate(&self) -> Result<usize> {
        // vault
        let vault = self.vault.load()?;
        ensure(vault.creator == *self.creator.key, MosaicError::WrongCreator)?;
        vault.require(Status::pays_out)?;
        // auction
        self.auction.load()?.check(&self.vault.key(), &self.cash_escrow)?;
        // asset, payee
        let asset = self.asset.load()?;
        ensure(asset.vault == self.vault.key(), MosaicError::AssetOfAnotherVault)?;
        let index = asset.royalty_of(self.payee.key)?;
        // cash_destination
        token::check_payee(&self.cash_destination, &self.payee, &vault.quote_mint)?;
        Ok(index)
    }

    fn amount(&self, index: usize) -> Result<u64> {
        let (vault, auction, asset) = (self.vault.load()?, self.auction.load()?, self.asset.load()?);
        let weight = asset.royalties.get(index).or_error(MosaicError::NoRoyaltyDue)?.weight;
        royalty(auction.winning_cash, weight, vault.assets, auction.royalties, vault.royalty_claims).or_refuse()
    }

    /// Pays a verified creator of one asset its royalty.
    ///
    /// Specification:
    /// - The vault shall be Sold
    /// - The payee shall be recorded in the asset and not have been paid for it
    /// - Anyone may call; the royalty goes to nobody but the payee
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let index = accounts.validate()?;
        let clock = Clock::get()?;
        let amount = accounts.amount(index)?;
        pay(&accounts.vault, &accounts.cash_escrow, &accounts.cash_destination, amount)?;

        let (nft_mint, spent) = {
            let mut asset = accounts.asset.load_mut()?;
            asset.royalties.get_mut(index).or_error(MosaicError::NoRoyaltyDue)?.weight = 0;
            (asset.nft_mint, asset.is_spent())
        };
        let mut vault = accounts.vault.load_mut()?;
        let broken = MosaicError::VaultInvariantBroken;
        vault.royalty_claims = vault.royalty_claims.checked_sub(1).or_error(broken)?;
        if spent {
            vault.assets_open = vault.assets_open.checked_sub(1).or_error(broken)?;
            state::close(accounts.asset.as_ref(), &accounts.creator)?;
        }
        let mut auction = accounts.auction.load_mut()?;
        let ledger = auction.ledger().royalty_paid(amount).or_refuse()?;
        auction.set_ledger(&ledger);
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        let royalties_left = auction.royalties;
        emit!(RoyaltyClaimed { header, nft_mint, payee: accounts.payee.key(), amount, royalties_left });
        vault.invariant()?;
        auction.invariant(&accounts.cash_escrow)
    }
}
