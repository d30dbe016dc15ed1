use anchor_lang::prelude::*;
use anchor_spl::token_2022::{ID as TOKEN_2022_ID, Token2022};

use super::deposit::Deposit;
use crate::{
    cpi,
    state::{Vault, Way},
    token_2022,
};

/// Accounts of `deposit_token_2022_nft`.
#[derive(Accounts)]
pub struct DepositToken2022Nft<'info> {
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
    /// Mint of the NFT, which carries its metadata, if it has any.
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
    /// Token-2022.
    pub token_program: Program<'info, Token2022>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> DepositToken2022Nft<'info> {
    fn deposit(&self) -> Deposit<'_, 'info> {
        Deposit {
            creator: &self.creator,
            vault: &self.vault,
            asset: &self.asset,
            nft_mint: &self.nft_mint,
            source: &self.source,
            custody: &self.custody,
            token_program: &TOKEN_2022_ID,
        }
    }

    /// Takes an NFT of Token-2022 into custody and records who gets royalties of its sale.
    ///
    /// Specification:
    /// - The creator shall sign, and the vault be in Draft and hold fewer than 16 assets
    /// - The mint shall have supply 1, no decimals, nobody who may mint or freeze, and of extensions only metadata,
    ///   groups, their pointers, and a mint close authority that is none
    /// - The NFT shall be the creator's, neither frozen nor delegated, in an account from which programs may move it
    /// - Afterwards the vault shall own exactly one unit in custody (INV-01)
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let deposit = accounts.deposit();
        deposit.validate()?;
        let screened = token_2022::screen(&accounts.nft_mint)?;
        deposit.begin(&screened, Way::Token2022)?;
        token_2022::check_unguarded(&accounts.source)?;
        deposit.open_custody()?;
        cpi::transfer_token_2022(&accounts.source, &accounts.nft_mint, &accounts.custody, &accounts.creator, &[])?;
        deposit.book(&screened)
    }
}
