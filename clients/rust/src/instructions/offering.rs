//! The offering.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, system_program};
use anchor_spl::token;
use mosaic::{accounts, instruction as data};

use super::{BuyFractionsArgs, OpenOfferingArgs, build, signed_by};
use crate::pda;

/// Builds `open_offering`.
#[derive(Clone, Copy, Debug)]
pub struct OpenOffering {
    /// Creator of the vault; signs, pays the rent and brings the fractions.
    pub creator: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// Mint of the cash.
    pub quote_mint: Pubkey,
    /// The next number: how many offerings the vault has had.
    pub number: u64,
    /// The creator's token account with the fractions.
    pub fraction_source: Pubkey,
    /// What is offered, and how.
    pub args: OpenOfferingArgs,
}

impl OpenOffering {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let offering = pda::offering(&self.vault, self.number);
        let accounts = accounts::OpenOffering {
            creator: self.creator,
            vault: self.vault,
            offering,
            fraction_mint: pda::fraction_mint(&self.vault),
            fraction_source: self.fraction_source,
            offered_fractions: pda::offered_fractions(&offering),
            quote_mint: self.quote_mint,
            raised_cash: pda::raised_cash(&offering),
            token_program: token::ID,
            system_program: system_program::ID,
        };
        build(accounts, data::OpenOffering { args: self.args })
    }
}

/// Builds `buy_fractions`.
#[derive(Clone, Copy, Debug)]
pub struct BuyFractions {
    /// Who buys; signs and pays.
    pub buyer: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// Number of the offering.
    pub number: u64,
    /// The buyer's token account for cash.
    pub cash_source: Pubkey,
    /// Amount and bound.
    pub args: BuyFractionsArgs,
}

impl BuyFractions {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let offering = pda::offering(&self.vault, self.number);
        let accounts = accounts::BuyFractions {
            buyer: self.buyer,
            vault: self.vault,
            offering,
            purchase: pda::purchase(&offering, &self.buyer),
            cash_source: self.cash_source,
            offered_fractions: pda::offered_fractions(&offering),
            raised_cash: pda::raised_cash(&offering),
            token_program: token::ID,
            system_program: system_program::ID,
        };
        build(accounts, data::BuyFractions { args: self.args })
    }
}

/// Builds `claim_purchase`.
#[derive(Clone, Copy, Debug)]
pub struct ClaimPurchase {
    /// Who bought.
    pub buyer: Pubkey,
    /// Whether the buyer signs; else only its associated token accounts are paid.
    pub signed: bool,
    /// The vault.
    pub vault: Pubkey,
    /// Number of the offering.
    pub number: u64,
    /// The buyer's token account for the fractions, where some are delivered.
    pub fraction_destination: Option<Pubkey>,
    /// The buyer's token account for the cash, where its cost goes back.
    pub cash_destination: Option<Pubkey>,
}

impl ClaimPurchase {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let offering = pda::offering(&self.vault, self.number);
        let accounts = accounts::ClaimPurchase {
            buyer: self.buyer,
            vault: self.vault,
            offering,
            purchase: pda::purchase(&offering, &self.buyer),
            offered_fractions: pda::offered_fractions(&offering),
            fraction_destination: self.fraction_destination,
            raised_cash: pda::raised_cash(&offering),
            cash_destination: self.cash_destination,
            token_program: token::ID,
        };
        signed_by(build(accounts, data::ClaimPurchase {}), &self.buyer, self.signed)
    }
}

/// Builds `close_offering`.
#[derive(Clone, Copy, Debug)]
pub struct CloseOffering {
    /// Creator of the vault, who is paid.
    pub creator: Pubkey,
    /// Whether the creator signs, which calls an offering off; else only its associated token accounts are paid.
    pub creator_signed: bool,
    /// The vault.
    pub vault: Pubkey,
    /// Number of the offering.
    pub number: u64,
    /// The creator's token account for the fractions, where some go back.
    pub fraction_destination: Option<Pubkey>,
    /// The creator's token account for the cash, where it is paid.
    pub cash_destination: Option<Pubkey>,
    /// The curator.
    pub curator: Pubkey,
    /// Whether the curator signs; else only its associated token account gets surplus cash.
    pub curator_signed: bool,
    /// The curator's token account for surplus cash, where there is some.
    pub surplus_destination: Option<Pubkey>,
}

impl CloseOffering {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let offering = pda::offering(&self.vault, self.number);
        let accounts = accounts::CloseOffering {
            creator: self.creator,
            vault: self.vault,
            offering,
            fraction_mint: pda::fraction_mint(&self.vault),
            offered_fractions: pda::offered_fractions(&offering),
            fraction_destination: self.fraction_destination,
            raised_cash: pda::raised_cash(&offering),
            cash_destination: self.cash_destination,
            curator: self.curator,
            surplus_destination: self.surplus_destination,
            token_program: token::ID,
        };
        let close = signed_by(build(accounts, data::CloseOffering {}), &self.creator, self.creator_signed);
        signed_by(close, &self.curator, self.curator_signed)
    }
}
