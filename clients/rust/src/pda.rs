//! Every address that follows from another one.

use anchor_lang::prelude::Pubkey;
use mosaic::seeds;

pub use mosaic::seeds::{associated_token, associated_token_of, edition, metadata, token_record};

/// The vault of `creator` with this number.
#[must_use]
pub fn vault(creator: &Pubkey, id: u64) -> Pubkey {
    seeds::vault(creator, id).0
}

/// The mint of a vault's fractions.
#[must_use]
pub fn fraction_mint(vault: &Pubkey) -> Pubkey {
    seeds::fraction_mint(vault).0
}

/// The record of an NFT in a vault.
#[must_use]
pub fn asset(vault: &Pubkey, nft_mint: &Pubkey) -> Pubkey {
    seeds::asset(vault, nft_mint).0
}

/// The token account that holds an NFT in a vault. A programmable one is in the vault's [`associated_token`].
#[must_use]
pub fn custody(vault: &Pubkey, nft_mint: &Pubkey) -> Pubkey {
    seeds::custody(vault, nft_mint).0
}

/// The auction of a vault.
#[must_use]
pub fn auction(vault: &Pubkey) -> Pubkey {
    seeds::auction(vault).0
}

/// The bid of `bidder` for a vault.
#[must_use]
pub fn bid(vault: &Pubkey, bidder: &Pubkey) -> Pubkey {
    seeds::bid(vault, bidder).0
}

/// The token account with the cash of a vault's auction.
#[must_use]
pub fn cash_escrow(vault: &Pubkey) -> Pubkey {
    seeds::cash_escrow(vault).0
}

/// The token account with the fractions of a vault's bids.
#[must_use]
pub fn fraction_escrow(vault: &Pubkey) -> Pubkey {
    seeds::fraction_escrow(vault).0
}

/// The pool of stakes of a vault.
#[must_use]
pub fn pool(vault: &Pubkey) -> Pubkey {
    seeds::pool(vault).0
}

/// The token account that holds the staked fractions of a vault.
#[must_use]
pub fn staked_fractions(vault: &Pubkey) -> Pubkey {
    seeds::staked_fractions(vault).0
}

/// The stake of a holder.
#[must_use]
pub fn stake(vault: &Pubkey, holder: &Pubkey) -> Pubkey {
    seeds::stake(vault, holder).0
}

/// The book of asks of a vault.
#[must_use]
pub fn asks(vault: &Pubkey) -> Pubkey {
    seeds::asks(vault).0
}

/// The token account that holds the income of a mint in a vault.
#[must_use]
pub fn income_account(vault: &Pubkey, mint: &Pubkey) -> Pubkey {
    seeds::income_account(vault, mint).0
}

/// The proposal of a vault with this number.
#[must_use]
pub fn proposal(vault: &Pubkey, number: u64) -> Pubkey {
    seeds::proposal(vault, number).0
}

/// The vote of a holder on a proposal.
#[must_use]
pub fn vote(proposal: &Pubkey, holder: &Pubkey) -> Pubkey {
    seeds::vote(proposal, holder).0
}

/// The licence granted by the proposal with this number.
#[must_use]
pub fn license(vault: &Pubkey, number: u64) -> Pubkey {
    seeds::license(vault, number).0
}

/// The offering of a vault with this number.
#[must_use]
pub fn offering(vault: &Pubkey, number: u64) -> Pubkey {
    seeds::offering(vault, number).0
}

/// The token account that holds the fractions of an offering.
#[must_use]
pub fn offered_fractions(offering: &Pubkey) -> Pubkey {
    seeds::offered_fractions(offering).0
}

/// The token account that holds the cash of an offering.
#[must_use]
pub fn raised_cash(offering: &Pubkey) -> Pubkey {
    seeds::raised_cash(offering).0
}

/// The purchase of a buyer in an offering.
#[must_use]
pub fn purchase(offering: &Pubkey, buyer: &Pubkey) -> Pubkey {
    seeds::purchase(offering, buyer).0
}
