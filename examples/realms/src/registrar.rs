//! What binds a realm to a vault.

use anchor_lang::prelude::*;
use mosaic::state::{Stake, Vault};
use mosaic_core::stake::{VOTE_PLACES, free_at};

use crate::{RealmsError, seeds};

/// A realm, its governing mint and the vault whose fractions the mint is of. PDA `["registrar", realm, governing mint]`.
#[account]
#[derive(Debug, PartialEq, Eq, InitSpace)]
pub struct Registrar {
    /// The realm.
    pub realm: Pubkey,
    /// The governing mint: that of the fractions.
    pub governing_token_mint: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// For how long a stake that votes is locked at least, in seconds: longer than any vote of the realm, the time to cool off included.
    pub min_lock_secs: u32,
    /// Bump of the registrar's address.
    pub bump: u8,
}

impl Registrar {
    /// Refuses a least lock under which any stake, or none, would vote.
    pub(crate) fn check_min_lock(&self, vault: &Vault) -> Result<()> {
        require!((1..=vault.stake_lock_secs).contains(&self.min_lock_secs), RealmsError::MinLockOutOfBounds);
        Ok(())
    }

    /// The votes of a stake at `now`.
    ///
    /// # Errors
    /// [`RealmsError::StakeNotLocked`] for a stake that may leave before the least lock is over.
    pub(crate) fn weight(&self, vault: &Vault, stake: &Stake, now: i64) -> Result<u64> {
        // Votes on proposals of the vault lock too, but the holder can withdraw them.
        let no_votes = [0; VOTE_PLACES];
        let free_at = free_at(vault.status()?, vault.entered_at, stake.locked_until, &no_votes);
        let until = now.saturating_add(i64::from(self.min_lock_secs));
        require!(free_at >= until, RealmsError::StakeNotLocked);
        Ok(stake.amount)
    }
}

/// The beginning of a realm's account, as far as it is needed here.
#[derive(AnchorDeserialize, Debug)]
struct Realm {
    account_type: u8,
    community_mint: Pubkey,
    _legacy: [u8; 2],
    _reserved: [u8; 6],
    _min_community_weight_to_create_governance: u64,
    _community_mint_max_voter_weight_source: (u8, u64),
    council_mint: Option<Pubkey>,
    _reserved_too: [u8; 6],
    _voting_proposal_count: u16,
    authority: Option<Pubkey>,
}

/// Types of accounts of SPL Governance: a realm of the first version and of the second, which begin alike.
const REALMS: [u8; 2] = [1, 16];

/// Checks that `realm` is a realm, governed by the mint, and that `authority` has the say about it.
///
/// Which program the realm belongs to does not matter: DAOs may run their own SPL Governance, and what is written here is about this one
/// address. Nobody but the program that the realm belongs to can have written there who its authority is.
pub(crate) fn check_realm(realm: &AccountInfo, authority: &Pubkey, governing_token_mint: &Pubkey) -> Result<()> {
    let data = realm.try_borrow_data()?;
    let read = Realm::deserialize(&mut &data[..]).map_err(|_| RealmsError::NotARealm)?;
    require!(REALMS.contains(&read.account_type), RealmsError::NotARealm);
    require!(read.authority == Some(*authority), RealmsError::NotTheRealmAuthority);
    let governs = read.community_mint == *governing_token_mint || read.council_mint == Some(*governing_token_mint);
    require!(governs, RealmsError::NotAGoverningMint);
    Ok(())
}

/// The address of a registrar, with its bump.
#[must_use]
pub fn registrar_address(realm: &Pubkey, governing_token_mint: &Pubkey) -> (Pubkey, u8) {
    Pubkey::find_program_address(&[seeds::REGISTRAR, realm.as_ref(), governing_token_mint.as_ref()], &crate::ID)
}

/// The address of the record of a holder's votes, with its bump.
#[must_use]
pub fn voter_weight_address(realm: &Pubkey, governing_token_mint: &Pubkey, holder: &Pubkey) -> (Pubkey, u8) {
    let seeds = [seeds::VOTER_WEIGHT_RECORD, realm.as_ref(), governing_token_mint.as_ref(), holder.as_ref()];
    Pubkey::find_program_address(&seeds, &crate::ID)
}

/// The address of the record of all votes, with its bump.
#[must_use]
pub fn max_voter_weight_address(realm: &Pubkey, governing_token_mint: &Pubkey) -> (Pubkey, u8) {
    let seeds = [seeds::MAX_VOTER_WEIGHT_RECORD, realm.as_ref(), governing_token_mint.as_ref()];
    Pubkey::find_program_address(&seeds, &crate::ID)
}
