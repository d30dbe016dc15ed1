//! Proposals, votes and licences.

use anchor_lang::prelude::*;

use super::EventHeader;
use crate::state::Action;

/// A proposal was made and its vote opened.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct ProposalMade {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Its number in the vault.
    pub number: u64,
    /// Who made it.
    pub proposer: Pubkey,
    /// What executing it does.
    pub action: Action,
    /// Supply the vote is measured by, in raw units.
    pub supply: u64,
    /// From when on no more votes are taken (Unix seconds).
    pub ends_at: i64,
    /// From when on it can be executed (Unix seconds).
    pub executable_at: i64,
    /// From when on it can no longer be executed (Unix seconds).
    pub expires_at: i64,
}

/// A stake voted, voted again with more, or changed its side.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VoteCast {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Number of the proposal.
    pub number: u64,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// True for the proposal, false against it.
    pub yes: bool,
    /// The stake, in raw fraction units.
    pub weight: u64,
    /// All votes for it afterwards, in raw fraction units.
    pub all_yes: u64,
    /// All votes against it afterwards, in raw fraction units.
    pub all_no: u64,
}

/// A vote was withdrawn, or its record closed after the end.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VoteWithdrawn {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// The proposal.
    pub proposal: Pubkey,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// Its weight, in raw fraction units.
    pub weight: u64,
    /// Whether the vote was still going on, so that the weight has left it.
    pub counted: bool,
}

/// What a proposal says was done.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct ProposalExecuted {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Its number in the vault.
    pub number: u64,
    /// Number of an `ActionKind`.
    pub kind: u8,
}

/// A proposal was closed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct ProposalClosed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Its number in the vault.
    pub number: u64,
    /// Whether it had been executed.
    pub executed: bool,
}

/// A licence was taken or renewed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct LicenseTaken {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Number of the proposal that granted it.
    pub number: u64,
    /// Who has it.
    pub licensee: Pubkey,
    /// Paid, in raw quote units; now income.
    pub fee: u64,
    /// Since when it runs (Unix seconds).
    pub from: i64,
    /// Its end (Unix seconds).
    pub until: i64,
}
