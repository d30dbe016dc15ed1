use anchor_lang::prelude::*;
use anchor_spl::token::{ID as TOKEN_ID, Token};

use super::deposit::Deposit;
use crate::{
    cpi, nft,
    state::{Vault, Way},
};

/// Accounts of `deposit_nft`.
#[derive(Accounts)]
pub struct DepositNft<'info> {
    /// The creator of the vault and owner of the NFT, who pays the rent.
    #[account(mut)]
    pub creator: Signer<'info>,
    /// The vault, in Draft.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The new record of the NFT, PDA `["asset", vault, nft_mint]`.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub asset: UncheckedAccount<'info>,
    /// Mint of the NFT.
    /// CHECK: the screen reads it.
    pub nft_mint: UncheckedAccount<'info>,
    /// The creator's token account that the NFT leaves.
    /// CHECK: the handler reads it.
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    /// The vault's new token account for the NFT, PDA `["custody", vault, nft_mint]`.
    /// CHECK: the handler derives the address; it is read after the move.
    #[account(mut)]
    pub custody: UncheckedAccount<'info>,
    /// Token Metadata's metadata of the NFT.
    /// CHECK: the screen reads it.
    pub metadata: UncheckedAccount<'info>,
    /// Token Metadata's edition of the NFT, master or print.
    /// CHECK: the screen derives its address.
    pub edition: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> DepositNft<'info> {
    fn deposit(&self) -> Deposit<'_, 'info> {
        Deposit {
            creator: &self.creator,
            vault: &self.vault,
            asset: &self.asset,
            nft_mint: &self.nft_mint,
            source: &self.source,
            custody: &self.custody,
            token_program: &TOKEN_ID,
        }
    }

    /// Takes a plain NFT of Token Metadata into custody and records who gets royalties of its sale.
    ///
    /// Specification:
    /// - The creator shall sign, and the vault be in Draft and hold fewer than 16 assets
    /// - The NFT shall be real: metadata and edition of Token Metadata, supply 1, no decimals, its edition the only
    ///   one who could mint
    /// - The NFT shall be the creator's, neither frozen nor delegated
    /// - Afterwards the vault shall own exactly one unit in custody (INV-01)
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let deposit = accounts.deposit();
        deposit.validate()?;
        let screened = nft::screen(&accounts.nft_mint, &accounts.metadata, &accounts.edition)?;
        deposit.begin(&screened, Way::Plain)?;
        deposit.open_custody()?;
        cpi::transfer(&accounts.source, &accounts.custody, &accounts.creator, 1, &[])?;
        deposit.book(&screened)
    }
}
