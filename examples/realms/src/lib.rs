//! # Staked fractions as votes of a DAO on Realms
//!
//! A voter-weight add-in of SPL Governance: a program that tells it how many votes somebody has, by accounts in a published form
//! ([`VoterWeightRecord`], [`MaxVoterWeightRecord`]). The governing mint of the realm is the fraction mint of a vault, and the votes of a
//! holder are the fractions it has staked there. So that fractions vote once:
//!
//! - A record is good in the slot in which it was updated, so it is updated in the transaction that votes. Whoever wants to may: it says
//!   what is on chain, about the holder that it is of.
//! - A stake has votes only if it cannot leave the vault for the realm's `min_lock_secs` to come. As long as that is longer than any vote of
//!   the realm, fractions that voted on a proposal are where they were until that vote is over: they cannot be unstaked, sent to another
//!   wallet, staked and vote again. Staking more, or setting the ask anew, renews the lock.
//! - When a stake is free is Mosaic's own rule ([`mosaic_core::stake::free_at`]): the start of an auction cuts the lock to an hour, the end
//!   of the sale to nothing. That frees fractions that voted, but no stake of the vault is ever locked for longer again, so that they have
//!   no votes wherever they went. A vote on a proposal of the vault locks too, but can be withdrawn: it does not count here.

#[cfg(not(target_os = "solana"))]
pub mod client;
mod instructions;
mod records;
mod registrar;

use anchor_lang::prelude::*;

pub use instructions::*;
pub use records::*;
pub use registrar::*;

declare_id!("ReaLmsAddin11111111111111111111111111111111");

/// Seeds of the addresses of the program.
pub mod seeds {
    /// `["registrar", realm, governing mint]`: a registrar.
    pub const REGISTRAR: &[u8] = b"registrar";
    /// `["voter-weight-record", realm, governing mint, holder]`: the votes of a holder.
    pub const VOTER_WEIGHT_RECORD: &[u8] = b"voter-weight-record";
    /// `["max-voter-weight-record", realm, governing mint]`: all votes that there can be.
    pub const MAX_VOTER_WEIGHT_RECORD: &[u8] = b"max-voter-weight-record";
}

/// Why the program refuses.
#[error_code]
#[derive(PartialEq, Eq)]
pub enum RealmsError {
    /// What was named as the realm is none.
    #[msg("The account is not a realm of SPL Governance")]
    NotARealm,
    /// The signer does not have the say about the realm.
    #[msg("The authority of the realm must sign")]
    NotTheRealmAuthority,
    /// The realm is governed by other mints.
    #[msg("The realm must be governed by the fractions of the vault")]
    NotAGoverningMint,
    /// The mint is not the vault's.
    #[msg("The mint must be that of the vault's fractions")]
    NotTheFractionMint,
    /// No stake, or every stake, would be locked for long enough.
    #[msg("The least lock is at least a second, and at most for how long the vault locks a stake")]
    MinLockOutOfBounds,
    /// The registrar is of another realm.
    #[msg("The registrar must be of the realm")]
    RegistrarOfAnotherRealm,
    /// The vault is not the registrar's.
    #[msg("The vault must be the one whose fractions govern the realm")]
    WrongVault,
    /// The record is of another realm.
    #[msg("The record must be of the registrar's realm")]
    RecordOfAnotherRealm,
    /// The record is of another governing mint.
    #[msg("The record must be of the registrar's governing mint")]
    RecordOfAnotherMint,
    /// The stake is in another vault.
    #[msg("The stake must be in the registrar's vault")]
    StakeOfAnotherVault,
    /// The stake is of another holder.
    #[msg("The stake must be of the holder whose votes the record tells")]
    StakeOfAnotherHolder,
    /// The stake could leave, and vote again in other hands, while the vote goes on.
    #[msg(
        "The stake must be locked for at least the realm's least lock: stake more or set the ask anew to renew its lock"
    )]
    StakeNotLocked,
}

/// The instructions.
#[program]
pub mod realms {
    use super::*;

    /// Binds a realm and its governing mint to the vault whose fractions the mint is of; by the realm's authority.
    pub fn create_registrar<'info>(ctx: Context<'info, CreateRegistrar<'info>>, min_lock_secs: u32) -> Result<()> {
        CreateRegistrar::handle(ctx, min_lock_secs)
    }

    /// Sets for how long stakes that vote are locked at least; by the realm's authority.
    pub fn set_min_lock<'info>(ctx: Context<'info, SetMinLock<'info>>, min_lock_secs: u32) -> Result<()> {
        SetMinLock::handle(ctx, min_lock_secs)
    }

    /// Makes the record of a holder's votes; anyone may, and pays for it.
    pub fn create_voter_weight_record<'info>(
        ctx: Context<'info, CreateVoterWeightRecord<'info>>,
        governing_token_owner: Pubkey,
    ) -> Result<()> {
        CreateVoterWeightRecord::handle(ctx, governing_token_owner)
    }

    /// Writes what a holder has staked into the record of its votes, for this slot; anyone may.
    pub fn update_voter_weight_record<'info>(ctx: Context<'info, UpdateVoterWeightRecord<'info>>) -> Result<()> {
        UpdateVoterWeightRecord::handle(ctx)
    }

    /// Makes the record of all votes that there can be; anyone may, and pays for it.
    pub fn create_max_voter_weight_record<'info>(ctx: Context<'info, CreateMaxVoterWeightRecord<'info>>) -> Result<()> {
        CreateMaxVoterWeightRecord::handle(ctx)
    }

    /// Writes the live supply of fractions into the record of all votes, for this slot; anyone may.
    pub fn update_max_voter_weight_record<'info>(ctx: Context<'info, UpdateMaxVoterWeightRecord<'info>>) -> Result<()> {
        UpdateMaxVoterWeightRecord::handle(ctx)
    }
}
