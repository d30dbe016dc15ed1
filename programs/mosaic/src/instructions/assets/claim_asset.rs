use anchor_lang::prelude::*;
use anchor_spl::token::{ID as TOKEN_ID, Token};

use super::claim::Claim;
use crate::{
    cpi,
    state::{Asset, Vault, Way},
};

/// Accounts of `claim_asset`.
#[derive(Accounts)]
pub struct ClaimAsset<'info> {
    /// Anyone.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The vault, Sold or Reclaimed.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The record of the NFT.
    #[account(mut)]
    pub asset: AccountLoader<'info, Asset>,
    /// Mint of the NFT.
    /// CHECK: `asset` names it.
    pub nft_mint: UncheckedAccount<'info>,
    /// The vault's token account that holds the NFT; closed afterwards.
    /// CHECK: `asset` names it.
    #[account(mut)]
    pub custody: UncheckedAccount<'info>,
    /// The winner, who reclaimed, or the creator who cancelled.
    /// CHECK: `vault` names it.
    pub recipient: UncheckedAccount<'info>,
    /// The recipient's token account for the NFT: the associated one, unless the recipient signs.
    /// CHECK: the handler reads it.
    #[account(mut)]
    pub destination: UncheckedAccount<'info>,
    /// The creator of the vault, who gets the rent back.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub creator: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> ClaimAsset<'info> {
    fn claim(&self) -> Claim<'_, 'info> {
        Claim {
            vault: &self.vault,
            asset: &self.asset,
            nft_mint: &self.nft_mint,
            custody: &self.custody,
            recipient: &self.recipient,
            destination: &self.destination,
            creator: &self.creator,
            token_program: &TOKEN_ID,
        }
    }

    /// Sends a plain NFT to the winner or to who reclaimed, and closes its custody.
    ///
    /// Specification:
    /// - The vault shall be Sold or Reclaimed
    /// - Anyone may call; the NFT goes to nobody but the recorded recipient
    /// - Afterwards the recipient shall hold exactly one unit
    /// - The rent of custody, and of the record once nothing is left to claim, shall go to the creator
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let claim = accounts.claim();
        let signer = claim.validate(Way::Plain)?;
        claim.check_destination()?;
        let vault = accounts.vault.as_ref();
        cpi::transfer(&accounts.custody, &accounts.destination, vault, 1, &[&signer.seeds()])?;
        claim.book(&signer)
    }
}
