//! Bids and the settlement.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, system_program};
use anchor_spl::token;
use mosaic::{accounts, instruction as data};

use super::{PlaceBidArgs, build, signed_by};
use crate::pda;

/// Builds `place_bid`, and `make_offer` from the same accounts.
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
    /// `place_bid`: at or above the reserve, or over the leading price.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        build(self.accounts(), data::PlaceBid { args: self.args })
    }

    /// `make_offer`: below the reserve.
    #[must_use]
    pub fn offer(&self) -> Instruction {
        build(self.accounts(), data::MakeOffer { args: self.args })
    }

    fn accounts(&self) -> accounts::PlaceBid {
        accounts::PlaceBid {
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
        }
    }
}

/// Builds `accept_offer`.
#[derive(Clone, Copy, Debug)]
pub struct AcceptOffer {
    /// The vault.
    pub vault: Pubkey,
    /// Whether to name the book of asks: needed where the vault has one, harmless elsewhere.
    pub with_asks: bool,
}

impl AcceptOffer {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::AcceptOffer {
            vault: self.vault,
            auction: pda::auction(&self.vault),
            fraction_mint: pda::fraction_mint(&self.vault),
            asks: self.with_asks.then(|| pda::asks(&self.vault)),
        };
        build(accounts, data::AcceptOffer {})
    }
}

/// Builds `withdraw_bid`, and `withdraw_offer` from the same accounts.
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
    /// `withdraw_bid`: of a bid that does not lead.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        signed_by(build(self.accounts(), data::WithdrawBid {}), &self.bidder, self.signed)
    }

    /// `withdraw_offer`: of the offer that stands; the bidder signs.
    #[must_use]
    pub fn offer(&self) -> Instruction {
        signed_by(build(self.accounts(), data::WithdrawOffer {}), &self.bidder, true)
    }

    fn accounts(&self) -> accounts::WithdrawBid {
        accounts::WithdrawBid {
            bidder: self.bidder,
            vault: self.vault,
            auction: pda::auction(&self.vault),
            bid: pda::bid(&self.vault, &self.bidder),
            cash_escrow: pda::cash_escrow(&self.vault),
            cash_destination: self.cash_destination,
            fraction_escrow: pda::fraction_escrow(&self.vault),
            fraction_destination: self.fraction_destination,
            token_program: token::ID,
        }
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
