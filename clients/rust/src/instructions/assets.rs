//! NFTs in and out.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, system_program};
use anchor_spl::{associated_token, metadata as token_metadata, token};
use mosaic::{accounts, instruction as data};

use super::{INSTRUCTIONS_SYSVAR_ID, RULES_PROGRAM_ID, build, signed_by};
use crate::pda;

/// Builds `deposit_nft`.
#[derive(Clone, Copy, Debug)]
pub struct DepositNft {
    /// Creator of the vault and owner of the NFT; signs and pays.
    pub creator: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// Mint of the NFT.
    pub nft_mint: Pubkey,
    /// The creator's token account with the NFT.
    pub source: Pubkey,
    /// For a programmable NFT its rule set, if it has one; `None` for any other NFT.
    pub programmable: Option<Option<Pubkey>>,
}

impl DepositNft {
    /// The vault's token account for the NFT.
    #[must_use]
    pub fn custody(&self) -> Pubkey {
        match self.programmable {
            Some(_) => pda::associated_token(&self.vault, &self.nft_mint),
            None => pda::custody(&self.vault, &self.nft_mint),
        }
    }

    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let custody = self.custody();
        let record = |token| self.programmable.map(|_| pda::token_record(&self.nft_mint, &token));
        let rule_set = self.programmable.flatten();
        let accounts = accounts::DepositNft {
            creator: self.creator,
            vault: self.vault,
            asset: pda::asset(&self.vault, &self.nft_mint),
            nft_mint: self.nft_mint,
            source: self.source,
            custody,
            metadata: pda::metadata(&self.nft_mint),
            edition: pda::edition(&self.nft_mint),
            token_program: token::ID,
            system_program: system_program::ID,
            token_metadata_program: self.programmable.map(|_| token_metadata::ID),
            associated_token_program: self.programmable.map(|_| associated_token::ID),
            sysvar_instructions: self.programmable.map(|_| INSTRUCTIONS_SYSVAR_ID),
            source_record: record(self.source),
            custody_record: record(custody),
            rules_program: rule_set.map(|_| RULES_PROGRAM_ID),
            rules: rule_set,
        };
        build(accounts, data::DepositNft {})
    }
}

/// Builds `claim_asset`.
#[derive(Clone, Copy, Debug)]
pub struct ClaimAsset {
    /// Anyone; signs and pays.
    pub payer: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// Creator of the vault, who gets the rent.
    pub creator: Pubkey,
    /// The winner, or who reclaimed.
    pub recipient: Pubkey,
    /// Whether the recipient signs; else only its associated token account gets the NFT.
    pub signed: bool,
    /// Mint of the NFT.
    pub nft_mint: Pubkey,
    /// The recipient's token account for the NFT; for a programmable NFT the associated one.
    pub destination: Pubkey,
    /// For a programmable NFT its rule set, if it has one; `None` for any other NFT.
    pub programmable: Option<Option<Pubkey>>,
}

impl ClaimAsset {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let custody = match self.programmable {
            Some(_) => pda::associated_token(&self.vault, &self.nft_mint),
            None => pda::custody(&self.vault, &self.nft_mint),
        };
        let programmable = |key| self.programmable.map(|_| key);
        let rule_set = self.programmable.flatten();
        let accounts = accounts::ClaimAsset {
            payer: self.payer,
            vault: self.vault,
            asset: pda::asset(&self.vault, &self.nft_mint),
            nft_mint: self.nft_mint,
            custody,
            recipient: self.recipient,
            destination: self.destination,
            creator: self.creator,
            token_program: token::ID,
            metadata: programmable(pda::metadata(&self.nft_mint)),
            edition: programmable(pda::edition(&self.nft_mint)),
            token_metadata_program: programmable(token_metadata::ID),
            associated_token_program: programmable(associated_token::ID),
            system_program: programmable(system_program::ID),
            sysvar_instructions: programmable(INSTRUCTIONS_SYSVAR_ID),
            custody_record: programmable(pda::token_record(&self.nft_mint, &custody)),
            destination_record: programmable(pda::token_record(&self.nft_mint, &self.destination)),
            rules_program: rule_set.map(|_| RULES_PROGRAM_ID),
            rules: rule_set,
        };
        signed_by(build(accounts, data::ClaimAsset {}), &self.recipient, self.signed)
    }
}
