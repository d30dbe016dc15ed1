//! What each party is paid after the sale.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use anchor_spl::token;
use mosaic::{accounts, instruction as data};

use super::{RedeemArgs, build, signed_by};
use crate::pda;

/// Builds `redeem`.
#[derive(Clone, Copy, Debug)]
pub struct Redeem {
    /// Whose fractions are burned and who is paid; signs.
    pub holder: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The holder's token account with the fractions.
    pub fraction_source: Pubkey,
    /// The holder's token account for the cash.
    pub cash_destination: Pubkey,
    /// Amount and bound.
    pub args: RedeemArgs,
}

impl Redeem {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::Redeem {
            holder: self.holder,
            vault: self.vault,
            auction: pda::auction(&self.vault),
            fraction_mint: pda::fraction_mint(&self.vault),
            fraction_source: self.fraction_source,
            cash_escrow: pda::cash_escrow(&self.vault),
            cash_destination: self.cash_destination,
            token_program: token::ID,
        };
        build(accounts, data::Redeem { args: self.args })
    }
}

/// Builds `claim_royalty`.
#[derive(Clone, Copy, Debug)]
pub struct ClaimRoyalty {
    /// The creator of the NFT who is paid.
    pub payee: Pubkey,
    /// Whether the payee signs; else only its associated token account is paid.
    pub signed: bool,
    /// The vault.
    pub vault: Pubkey,
    /// Creator of the vault, who gets the rent.
    pub creator: Pubkey,
    /// Mint of the NFT.
    pub nft_mint: Pubkey,
    /// The payee's token account for the cash.
    pub cash_destination: Pubkey,
}

impl ClaimRoyalty {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::ClaimRoyalty {
            payee: self.payee,
            vault: self.vault,
            auction: pda::auction(&self.vault),
            asset: pda::asset(&self.vault, &self.nft_mint),
            cash_escrow: pda::cash_escrow(&self.vault),
            cash_destination: self.cash_destination,
            creator: self.creator,
            token_program: token::ID,
        };
        signed_by(build(accounts, data::ClaimRoyalty {}), &self.payee, self.signed)
    }
}

/// Builds `claim_curator_fee`.
#[derive(Clone, Copy, Debug)]
pub struct ClaimCuratorFee {
    /// The curator, who is paid.
    pub curator: Pubkey,
    /// Whether the curator signs; else only its associated token account is paid.
    pub signed: bool,
    /// The vault.
    pub vault: Pubkey,
    /// The curator's token account for the cash.
    pub cash_destination: Pubkey,
}

impl ClaimCuratorFee {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::ClaimCuratorFee {
            curator: self.curator,
            vault: self.vault,
            auction: pda::auction(&self.vault),
            cash_escrow: pda::cash_escrow(&self.vault),
            cash_destination: self.cash_destination,
            token_program: token::ID,
        };
        signed_by(build(accounts, data::ClaimCuratorFee {}), &self.curator, self.signed)
    }
}
