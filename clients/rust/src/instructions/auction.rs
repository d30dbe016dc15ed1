//! Bids and the settlement.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, system_program};
use anchor_spl::token;
use mosaic::{accounts, instruction as data};

use super::{PlaceBidArgs, build, signed_by};
use crate::pda;

/// Builds `place_bid`.
#[derive(Clone, Copy, Debug)]
pub struct PlaceBid {
    /// Who bids; signs and pays.
    pub bidder: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// Mint of the cash.
    pub quote_mint: Pubkey,
    /// The bidder's token account for cash.
    pub cash_account: Pubkey,
    /// The bidder's token account for fractions, where fractions move.
    pub fraction_account: Option<Pubkey>,
    /// Whether to name the book of asks: needed by the bid that starts the auction where the vault has a book, harmless
    /// elsewhere.
    pub with_asks: bool,
    /// Price, fractions and bound.
    pub args: PlaceBidArgs,
}

impl PlaceBid {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::PlaceBid {
            bidder: self.bidder,
            vault: self.vault,
            auction: pda::auction(&self.vault),
            bid: pda::bid(&self.vault, &self.bidder),
            quote_mint: self.quote_mint,
            cash_account: self.cash_account,
            cash_escrow: pda::cash_escrow(&self.vault),
            fraction_mint: pda::fraction_mint(&self.vault),
            fraction_account: self.fraction_account,
            fraction_escrow: pda::fraction_escrow(&self.vault),
            asks: self.with_asks.then(|| pda::asks(&self.vault)),
            token_program: token::ID,
            system_program: system_program::ID,
        };
        build(accounts, data::PlaceBid { args: self.args })
    }
}

/// Builds `withdraw_bid`.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawBid {
    /// Who bid.
    pub bidder: Pubkey,
    /// Whether the bidder signs; else only its associated token accounts are paid.
    pub signed: bool,
    /// The vault.
    pub vault: Pubkey,
    /// The bidder's token account for the cash.
    pub cash_destination: Pubkey,
    /// The bidder's token account for the fractions, where the bid has some.
    pub fraction_destination: Option<Pubkey>,
}

impl WithdrawBid {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::WithdrawBid {
            bidder: self.bidder,
            vault: self.vault,
            auction: pda::auction(&self.vault),
            bid: pda::bid(&self.vault, &self.bidder),
            cash_escrow: pda::cash_escrow(&self.vault),
            cash_destination: self.cash_destination,
            fraction_escrow: pda::fraction_escrow(&self.vault),
            fraction_destination: self.fraction_destination,
            token_program: token::ID,
        };
        signed_by(build(accounts, data::WithdrawBid {}), &self.bidder, self.signed)
    }
}

/// Builds `settle`.
#[derive(Clone, Copy, Debug)]
pub struct Settle {
    /// The vault.
    pub vault: Pubkey,
    /// The leading bidder.
    pub leader: Pubkey,
}

impl Settle {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::Settle {
            vault: self.vault,
            auction: pda::auction(&self.vault),
            bid: pda::bid(&self.vault, &self.leader),
            fraction_mint: pda::fraction_mint(&self.vault),
            cash_escrow: pda::cash_escrow(&self.vault),
            fraction_escrow: pda::fraction_escrow(&self.vault),
            token_program: token::ID,
        };
        build(accounts, data::Settle {})
    }
}
