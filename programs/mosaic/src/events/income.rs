//! Income.

use anchor_lang::prelude::*;

use super::EventHeader;

/// Another mint of income was added.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct IncomeMintAdded {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// The mint.
    pub mint: Pubkey,
    /// Its place in the pool, 0 to 2; 0 is the quote mint's.
    pub place: u8,
}

/// Income was deposited.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct IncomeDeposited {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who paid it.
    pub depositor: Pubkey,
    /// Mint of the income.
    pub mint: Pubkey,
    /// Paid, in its raw units.
    pub amount: u64,
    /// Still to be streamed afterwards, in its raw units.
    pub waiting: u64,
    /// Over how many seconds it will be streamed; those in which nothing is staked do not count.
    pub secs: u32,
    /// All that is in the account afterwards, as tracked, in its raw units.
    pub balance: u64,
}

/// A stake was paid its income of one mint.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct IncomeClaimed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// Mint of the income.
    pub mint: Pubkey,
    /// Paid, in its raw units.
    pub amount: u64,
    /// All that is in the account afterwards, as tracked, in its raw units.
    pub balance: u64,
    /// Whether the stake was closed, because nothing is left of it.
    pub closed: bool,
}

/// What nobody was left to earn of one income was sent, or its account closed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct IncomeClosed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Mint of the income.
    pub mint: Pubkey,
    /// What nobody was left to earn, sent to the recipient of the vault, in its raw units.
    pub unearned: u64,
    /// What was there uninvited, sent to the curator, in its raw units.
    pub surplus: u64,
    /// Whether the account was closed: no stake is owed any more.
    pub closed: bool,
}
