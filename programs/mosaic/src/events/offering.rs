//! The offering.

use anchor_lang::prelude::*;

use super::EventHeader;

/// The creator offered fractions to all.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct OfferingOpened {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Number of the offering.
    pub number: u64,
    /// Supply its prices are measured by, in raw units.
    pub supply: u64,
    /// Fractions offered, in raw units.
    pub amount: u64,
    /// Price of the whole vault at the start, in raw quote units.
    pub start_price: u64,
    /// What the price falls to until the end, in raw quote units.
    pub end_price: u64,
    /// From when on it sells (Unix seconds).
    pub starts_at: i64,
    /// From when on it sells no more (Unix seconds).
    pub ends_at: i64,
    /// Most fractions one buyer may buy, in raw units.
    pub wallet_limit: u64,
    /// It succeeds once this much was raised, in raw quote units.
    pub minimum: u64,
}

/// Fractions of an offering were bought; they are not delivered yet.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct FractionsBought {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Number of the offering.
    pub number: u64,
    /// Who bought.
    pub buyer: Pubkey,
    /// Fractions bought, in raw units.
    pub amount: u64,
    /// Price of the whole vault they were bought at, in raw quote units.
    pub price: u64,
    /// What they cost, in raw quote units.
    pub cost: u64,
    /// Sold afterwards in the whole offering, in raw fraction units.
    pub sold: u64,
    /// Raised afterwards in the whole offering, in raw quote units.
    pub raised: u64,
    /// Whether the offering has succeeded: its minimum is reached.
    pub certain: bool,
}

/// A buyer got its fractions, or its cash back.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct PurchaseClaimed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Number of the offering.
    pub number: u64,
    /// Who bought.
    pub buyer: Pubkey,
    /// Fractions delivered, in raw units.
    pub fractions: u64,
    /// Cash paid back, in raw quote units.
    pub refund: u64,
    /// Delivered afterwards to all buyers, in raw fraction units.
    pub delivered: u64,
    /// Paid back afterwards to all buyers, in raw quote units.
    pub refunded: u64,
    /// Whether the purchase was closed: the offering is over.
    pub closed: bool,
}

/// The creator got what is its own of an offering, or the accounts were closed, or both.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct OfferingClosed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Number of the offering.
    pub number: u64,
    /// Cash paid to the creator, in raw quote units.
    pub cash: u64,
    /// Fractions that went back to the creator, in raw units.
    pub fractions: u64,
    /// Cash nobody was owed, sent to the curator, in raw quote units.
    pub surplus_cash: u64,
    /// Fractions nobody was owed, burned, in raw units.
    pub surplus_fractions: u64,
    /// Whether the accounts were closed: every purchase is claimed.
    pub closed: bool,
}
