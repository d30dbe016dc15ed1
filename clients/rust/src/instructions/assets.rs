//! NFTs in and out.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, system_program};
use anchor_spl::{associated_token, metadata as token_metadata, token, token_2022};
use mosaic::{
    accounts, instruction as data,
    state::{Standard, Way},
};

use super::{INSTRUCTIONS_SYSVAR_ID, RULES_PROGRAM_ID, build, signed_by};
use crate::pda;

/// How an NFT moves, which says by which instruction it comes in and leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NftKind {
    /// By a transfer of the classic token program.
    Plain,
    /// By Token Metadata's `TransferV1`.
    Programmable {
        /// Its rule set, if it has one.
        rule_set: Option<Pubkey>,
    },
    /// By a transfer of Token-2022.
    Token2022,
}

impl NftKind {
    /// The kind of an NFT of this standard; the rule set is that of a programmable one.
    #[must_use]
    pub const fn of(standard: Standard, rule_set: Option<Pubkey>) -> Self {
        match standard.way() {
            Way::Plain => Self::Plain,
            Way::Programmable => Self::Programmable { rule_set },
            Way::Token2022 => Self::Token2022,
        }
    }

    /// The program of its mint and token accounts.
    #[must_use]
    pub const fn token_program(self) -> Pubkey {
        match self {
            Self::Plain | Self::Programmable { .. } => token::ID,
            Self::Token2022 => token_2022::ID,
        }
    }

    /// The token account with which a vault holds an NFT of this kind.
    #[must_use]
    pub fn custody(self, vault: &Pubkey, nft_mint: &Pubkey) -> Pubkey {
        match self {
            Self::Plain | Self::Token2022 => pda::custody(vault, nft_mint),
            Self::Programmable { .. } => pda::associated_token(vault, nft_mint),
        }
    }

    /// The associated token account of `owner` for an NFT of this kind.
    #[must_use]
    pub fn associated_token(self, owner: &Pubkey, nft_mint: &Pubkey) -> Pubkey {
        pda::associated_token_of(owner, nft_mint, &self.token_program())
    }
}

/// Builds `deposit_nft`, `deposit_programmable_nft` or `deposit_token_2022_nft`.
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
    /// How the NFT moves.
    pub kind: NftKind,
}

impl DepositNft {
    /// The vault's token account for the NFT.
    #[must_use]
    pub fn custody(&self) -> Pubkey {
        self.kind.custody(&self.vault, &self.nft_mint)
    }

    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let Self { creator, vault, nft_mint, source, kind } = *self;
        let (asset, custody) = (pda::asset(&vault, &nft_mint), self.custody());
        let (token_program, system_program) = (kind.token_program(), system_program::ID);
        let (metadata, edition) = (pda::metadata(&nft_mint), pda::edition(&nft_mint));
        match kind {
            NftKind::Plain => build(
                accounts::DepositNft {
                    creator,
                    vault,
                    asset,
                    nft_mint,
                    source,
                    custody,
                    metadata,
                    edition,
                    token_program,
                    system_program,
                },
                data::DepositNft {},
            ),
            NftKind::Programmable { rule_set } => build(
                accounts::DepositProgrammableNft {
                    creator,
                    vault,
                    asset,
                    nft_mint,
                    source,
                    custody,
                    metadata,
                    edition,
                    token_program,
                    system_program,
                    token_metadata_program: token_metadata::ID,
                    associated_token_program: associated_token::ID,
                    sysvar_instructions: INSTRUCTIONS_SYSVAR_ID,
                    source_record: pda::token_record(&nft_mint, &source),
                    custody_record: pda::token_record(&nft_mint, &custody),
                    rules_program: rule_set.map(|_| RULES_PROGRAM_ID),
                    rules: rule_set,
                },
                data::DepositProgrammableNft {},
            ),
            NftKind::Token2022 => build(
                accounts::DepositToken2022Nft {
                    creator,
                    vault,
                    asset,
                    nft_mint,
                    source,
                    custody,
                    token_program,
                    system_program,
                },
                data::DepositToken2022Nft {},
            ),
        }
    }
}

/// Builds `claim_asset`, `claim_programmable_asset` or `claim_token_2022_asset`.
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
    /// How the NFT moves.
    pub kind: NftKind,
}

impl ClaimAsset {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let Self { payer, vault, creator, recipient, nft_mint, destination, kind, .. } = *self;
        let (asset, custody) = (pda::asset(&vault, &nft_mint), kind.custody(&vault, &nft_mint));
        let token_program = kind.token_program();
        let instruction = match kind {
            NftKind::Plain => build(
                accounts::ClaimAsset {
                    payer,
                    vault,
                    asset,
                    nft_mint,
                    custody,
                    recipient,
                    destination,
                    creator,
                    token_program,
                },
                data::ClaimAsset {},
            ),
            NftKind::Programmable { rule_set } => build(
                accounts::ClaimProgrammableAsset {
                    payer,
                    vault,
                    asset,
                    nft_mint,
                    custody,
                    recipient,
                    destination,
                    creator,
                    token_program,
                    metadata: pda::metadata(&nft_mint),
                    edition: pda::edition(&nft_mint),
                    token_metadata_program: token_metadata::ID,
                    associated_token_program: associated_token::ID,
                    system_program: system_program::ID,
                    sysvar_instructions: INSTRUCTIONS_SYSVAR_ID,
                    custody_record: pda::token_record(&nft_mint, &custody),
                    destination_record: pda::token_record(&nft_mint, &destination),
                    rules_program: rule_set.map(|_| RULES_PROGRAM_ID),
                    rules: rule_set,
                },
                data::ClaimProgrammableAsset {},
            ),
            NftKind::Token2022 => build(
                accounts::ClaimToken2022Asset {
                    payer,
                    vault,
                    asset,
                    nft_mint,
                    custody,
                    recipient,
                    destination,
                    creator,
                    token_program,
                },
                data::ClaimToken2022Asset {},
            ),
        };
        signed_by(instruction, &recipient, self.signed)
    }
}
