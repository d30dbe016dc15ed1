//! Bids and offers, the sale and its payments.

use anchor_lang::prelude::*;

use super::EventHeader;

/// A bid was placed or raised; it leads.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct BidPlaced {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who bids.
    pub bidder: Pubkey,
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// Cash of the whole bid in escrow, in raw quote units.
    pub cash: u64,
    /// Fractions of the bid in escrow, in raw units.
    pub fractions: u64,
    /// Reserve the auction started at, in raw quote units.
    pub reserve: u64,
    /// Fractions that asked that reserve's level or less, in raw units.
    pub consenting: u64,
    /// Supply every bid is measured by, in raw units.
    pub supply: u64,
    /// End of the auction afterwards (Unix seconds).
    pub ends_at: i64,
    /// All cash in escrow afterwards, in raw quote units.
    pub escrow_cash: u64,
    /// All fractions in escrow afterwards, in raw units.
    pub escrow_fractions: u64,
}

/// A bidder took everything back and its bid was closed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct BidWithdrawn {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who bid.
    pub bidder: Pubkey,
    /// Cash returned, in raw quote units.
    pub cash: u64,
    /// Fractions returned, in raw units.
    pub fractions: u64,
    /// All cash in escrow afterwards, in raw quote units.
    pub escrow_cash: u64,
    /// All fractions in escrow afterwards, in raw units.
    pub escrow_fractions: u64,
}

/// The auction was settled: the winner's fractions are burned, its cash is divided.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultSold {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who won.
    pub winner: Pubkey,
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// Cash of the winner, in raw quote units: the three below add up to it.
    pub cash: u64,
    /// Set aside for creators of the NFTs, in raw quote units.
    pub royalties: u64,
    /// Set aside for the curator, in raw quote units.
    pub curator_fee: u64,
    /// Set aside for the fractions, or given back to the winner where none is left; in raw quote units.
    pub proceeds: u64,
    /// Fractions burned, in raw units.
    pub burned: u64,
    /// Supply afterwards, in raw units.
    pub supply: u64,
}

/// A creator was paid for one asset.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct RoyaltyClaimed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Mint of the NFT.
    pub nft_mint: Pubkey,
    /// The creator.
    pub payee: Pubkey,
    /// Paid, in raw quote units.
    pub amount: u64,
    /// Royalties still unclaimed, in raw quote units.
    pub royalties_left: u64,
}

/// The curator was paid.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct CuratorFeeClaimed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who got it.
    pub curator: Pubkey,
    /// Paid, in raw quote units.
    pub amount: u64,
}

/// Fractions were burned for their share of the proceeds.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct FractionsRedeemed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose fractions they were.
    pub holder: Pubkey,
    /// Fractions burned, in raw units.
    pub amount: u64,
    /// Paid, in raw quote units.
    pub payout: u64,
    /// Supply afterwards, in raw units.
    pub supply: u64,
    /// Proceeds left, in raw quote units.
    pub proceeds_left: u64,
}

/// An offer below the reserve was made or raised.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct OfferMade {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who offers.
    pub bidder: Pubkey,
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// Cash of the whole offer in escrow, in raw quote units.
    pub cash: u64,
    /// Fractions of the offer in escrow, in raw units.
    pub fractions: u64,
    /// Supply the offer is measured by, in raw units.
    pub supply: u64,
    /// From when on it can be accepted (Unix seconds).
    pub acceptable_at: i64,
    /// A licence beyond this (Unix seconds) lets it fall.
    pub max_licensed_until: i64,
    /// All cash in escrow afterwards, in raw quote units.
    pub escrow_cash: u64,
    /// All fractions in escrow afterwards, in raw units.
    pub escrow_fractions: u64,
}

/// An offer was accepted: the auction has started with it.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct OfferAccepted {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose offer it is.
    pub bidder: Pubkey,
    /// Its price of the whole vault, in raw quote units.
    pub price: u64,
    /// The reserve at that time, in raw quote units.
    pub reserve: u64,
    /// Staked fractions that asked more, in raw units.
    pub vetoing: u64,
    /// Supply every bid is measured by, in raw units.
    pub supply: u64,
    /// End of the auction (Unix seconds).
    pub ends_at: i64,
}
