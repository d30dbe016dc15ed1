//! Stakes and asks.

use anchor_lang::prelude::*;

use super::EventHeader;

/// The pool of stakes was opened.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct StakingOpened {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who paid its rent.
    pub opener: Pubkey,
}

/// Fractions were staked.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct FractionsStaked {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose they are.
    pub holder: Pubkey,
    /// Added, in raw units.
    pub amount: u64,
    /// The whole stake afterwards, in raw units.
    pub stake: u64,
    /// Staked by all afterwards, in raw units.
    pub staked: u64,
    /// The level the stake asks, 0 to 191; none if it asks nothing.
    pub level: Option<u8>,
    /// Until when this locks the stake (Unix seconds), as long as the vault is Active: in an auction and after it locks
    /// end earlier.
    pub locked_until: i64,
}

/// Fractions were unstaked.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct FractionsUnstaked {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose they are.
    pub holder: Pubkey,
    /// Taken out, in raw units.
    pub amount: u64,
    /// What is left of the stake, in raw units.
    pub stake: u64,
    /// Staked by all afterwards, in raw units.
    pub staked: u64,
    /// Whether the stake was closed, because nothing is left of it.
    pub closed: bool,
}

/// The book of asks was opened.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct AsksOpened {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who paid its rent.
    pub opener: Pubkey,
}

/// A stake asks another price, or none.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct AskSet {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// Who set it: the holder or its delegate.
    pub authority: Pubkey,
    /// The level it asks, 0 to 191; none if it asks nothing.
    pub level: Option<u8>,
    /// The stake, in raw units.
    pub weight: u64,
    /// All fractions that ask afterwards, in raw units.
    pub asking: u64,
    /// Until when this locks the stake (Unix seconds), as long as the vault is Active.
    pub locked_until: i64,
}

/// A holder named who else may set the ask and vote.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct DelegateSet {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// Who may; all zero for nobody.
    pub delegate: Pubkey,
}

/// The pool of stakes and the book of asks were closed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct StakingClosed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Fractions that were there uninvited, burned, in raw units.
    pub surplus_fractions: u64,
}
