//! The records, as the interface of add-ins has them: names, fields and their order are what SPL Governance reads.
//!
//! A record begins with the first eight bytes of the hash of `account:` and its name, which is also how Anchor begins an account of this
//! name; the fields follow without gaps, an optional one with a byte that says whether it is there. What is behind them is not read.

use anchor_lang::prelude::*;

/// What somebody wants to do with its votes.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq, InitSpace)]
pub enum VoterWeightAction {
    /// To vote. The target is the proposal.
    CastVote,
    /// To comment on a proposal. The target is the proposal.
    CommentProposal,
    /// To make a governance. The target is the realm.
    CreateGovernance,
    /// To make a proposal. The target is the governance.
    CreateProposal,
    /// To put a proposal to the vote. The target is the proposal.
    SignOffProposal,
}

/// How many votes somebody has. PDA `["voter-weight-record", realm, governing mint, holder]`.
#[account]
#[derive(Debug, PartialEq, Eq, InitSpace)]
pub struct VoterWeightRecord {
    /// The realm.
    pub realm: Pubkey,
    /// The governing mint: that of the fractions.
    pub governing_token_mint: Pubkey,
    /// Whose votes they are: the holder of the stake.
    pub governing_token_owner: Pubkey,
    /// The votes: the fractions staked, in raw units.
    pub voter_weight: u64,
    /// The last slot in which they are good: that of the update.
    pub voter_weight_expiry: Option<u64>,
    /// What they are good for: everything.
    pub weight_action: Option<VoterWeightAction>,
    /// What they are good on: everything.
    pub weight_action_target: Option<Pubkey>,
    /// Always zero.
    pub reserved: [u8; 8],
}

/// How many votes there can be. PDA `["max-voter-weight-record", realm, governing mint]`.
#[account]
#[derive(Debug, PartialEq, Eq, InitSpace)]
pub struct MaxVoterWeightRecord {
    /// The realm.
    pub realm: Pubkey,
    /// The governing mint: that of the fractions.
    pub governing_token_mint: Pubkey,
    /// The votes: the live supply of fractions, in raw units.
    pub max_voter_weight: u64,
    /// The last slot in which this is good: that of the update.
    pub max_voter_weight_expiry: Option<u64>,
    /// Always zero.
    pub reserved: [u8; 8],
}
