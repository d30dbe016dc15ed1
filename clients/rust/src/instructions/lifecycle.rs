//! Making, giving up and closing a vault, and what its curator changes.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, system_program};
use anchor_spl::{metadata as token_metadata, token};
use mosaic::{accounts, instruction as data};

use super::{CreateVaultArgs, DescribeFractionArgs, LowerCuratorFeeArgs, build, signed_by};
use crate::pda;

/// Builds `create_vault`.
#[derive(Clone, Copy, Debug)]
pub struct CreateVault {
    /// Who creates the vault; signs and pays.
    pub creator: Pubkey,
    /// Mint of all prices and payments.
    pub quote_mint: Pubkey,
    /// Number, supply and terms.
    pub args: CreateVaultArgs,
}

impl CreateVault {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let vault = pda::vault(&self.creator, self.args.id);
        let accounts = accounts::CreateVault {
            creator: self.creator,
            vault,
            fraction_mint: pda::fraction_mint(&vault),
            quote_mint: self.quote_mint,
            token_program: token::ID,
            system_program: system_program::ID,
        };
        build(accounts, data::CreateVault { args: self.args })
    }
}

/// Builds `describe_fraction`.
#[derive(Clone, Debug)]
pub struct DescribeFraction {
    /// Creator of the vault; signs and pays.
    pub creator: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// Name, symbol and URI.
    pub args: DescribeFractionArgs,
}

impl DescribeFraction {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let fraction_mint = pda::fraction_mint(&self.vault);
        let accounts = accounts::DescribeFraction {
            creator: self.creator,
            vault: self.vault,
            fraction_mint,
            metadata: pda::metadata(&fraction_mint),
            token_metadata_program: token_metadata::ID,
            system_program: system_program::ID,
        };
        build(accounts, data::DescribeFraction { args: self.args.clone() })
    }
}

/// Builds `activate`.
#[derive(Clone, Copy, Debug)]
pub struct Activate {
    /// Creator of the vault; signs.
    pub creator: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The creator's token account that gets all fractions.
    pub destination: Pubkey,
}

impl Activate {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::Activate {
            creator: self.creator,
            vault: self.vault,
            fraction_mint: pda::fraction_mint(&self.vault),
            destination: self.destination,
            token_program: token::ID,
        };
        build(accounts, data::Activate {})
    }
}

/// Builds `cancel`.
#[derive(Clone, Copy, Debug)]
pub struct Cancel {
    /// Creator of the vault; signs.
    pub creator: Pubkey,
    /// The vault.
    pub vault: Pubkey,
}

impl Cancel {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::Cancel {
            creator: self.creator,
            vault: self.vault,
            fraction_mint: pda::fraction_mint(&self.vault),
            token_program: token::ID,
        };
        build(accounts, data::Cancel {})
    }
}

/// Builds `lower_curator_fee`.
#[derive(Clone, Copy, Debug)]
pub struct LowerCuratorFee {
    /// The curator; signs.
    pub curator: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The new fee.
    pub args: LowerCuratorFeeArgs,
}

impl LowerCuratorFee {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::LowerCuratorFee { curator: self.curator, vault: self.vault };
        build(accounts, data::LowerCuratorFee { args: self.args })
    }
}

/// Builds `reclaim`.
#[derive(Clone, Copy, Debug)]
pub struct Reclaim {
    /// Who holds every fraction; signs.
    pub holder: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The holder's token account with the whole supply.
    pub fraction_source: Pubkey,
}

impl Reclaim {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::Reclaim {
            holder: self.holder,
            vault: self.vault,
            fraction_mint: pda::fraction_mint(&self.vault),
            fraction_source: self.fraction_source,
            token_program: token::ID,
        };
        build(accounts, data::Reclaim {})
    }
}

/// Builds `close_vault`.
#[derive(Clone, Copy, Debug)]
pub struct CloseVault {
    /// Creator of the vault, who gets its rent.
    pub creator: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The curator.
    pub curator: Pubkey,
    /// Whether the curator signs; else only its associated token account gets surplus cash.
    pub curator_signed: bool,
    /// For a sold vault who placed the first bid; `None` for one never auctioned.
    pub opener: Option<Pubkey>,
    /// The curator's token account for surplus cash, where there is some.
    pub surplus_destination: Option<Pubkey>,
}

impl CloseVault {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let sold = |key| self.opener.map(|_| key);
        let accounts = accounts::CloseVault {
            creator: self.creator,
            vault: self.vault,
            curator: self.curator,
            fraction_mint: pda::fraction_mint(&self.vault),
            auction: sold(pda::auction(&self.vault)),
            opener: self.opener,
            cash_escrow: sold(pda::cash_escrow(&self.vault)),
            fraction_escrow: sold(pda::fraction_escrow(&self.vault)),
            surplus_destination: self.surplus_destination,
            token_program: token::ID,
        };
        signed_by(build(accounts, data::CloseVault {}), &self.curator, self.curator_signed)
    }
}
