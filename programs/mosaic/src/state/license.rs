use anchor_lang::prelude::*;
use mosaic_core::license;

use super::Uri;
use crate::error::{MosaicError, ensure};

/// A licence of the vault's assets, offered by a vote and taken by its licensee. PDA `["license", vault, number]`, with
/// the number of the proposal.
///
/// This account is the proof of the right: from `from` until `until`, to the licensee, under the terms of that hash. It
/// may outlive a sale of the vault, and the vault itself.
#[account(zero_copy)]
#[derive(Debug)]
pub struct License {
    /// The vault that granted it.
    pub vault: Pubkey,
    /// Who may take it, or has.
    pub licensee: Pubkey,
    /// Who paid the rent and gets it back.
    pub opener: Pubkey,
    /// Hash of the terms, as the proposal named it.
    pub terms_hash: [u8; 32],
    /// URI of the terms.
    pub terms_uri: Uri,
    /// Number of the proposal that granted it.
    pub number: u64,
    /// Fee for each term, in raw quote units.
    pub fee: u64,
    /// From when on it can no longer be taken for the first time (Unix seconds).
    pub offered_until: i64,
    /// When it was taken (Unix seconds); 0 before.
    pub from: i64,
    /// Its end (Unix seconds); 0 before it was taken.
    pub until: i64,
    /// Length of a term in seconds.
    pub term_secs: u32,
    /// 1 if no other licence may run beside it, else 0.
    pub exclusive: u8,
    /// 1 if a vote ended it: it is neither taken nor renewed any more, and runs out at `until`.
    pub ended: u8,
    /// Always zero: fills up to a multiple of 8 bytes.
    pub padding: [u8; 2],
}

impl License {
    /// The licence as the rules know it.
    pub fn license(&self) -> license::License {
        license::License {
            fee: self.fee,
            term_secs: self.term_secs,
            exclusive: self.exclusive == 1,
            ended: self.ended == 1,
            offered_until: self.offered_until,
            from: self.from,
            until: self.until,
        }
    }

    pub(crate) fn set(&mut self, license: &license::License) {
        let license::License { fee, term_secs, exclusive, ended, offered_until, from, until } = *license;
        self.fee = fee;
        self.term_secs = term_secs;
        self.exclusive = u8::from(exclusive);
        self.ended = u8::from(ended);
        self.offered_until = offered_until;
        self.from = from;
        self.until = until;
    }

    /// Refuses a licence of another vault.
    pub(crate) fn check(&self, vault: &Pubkey) -> Result<()> {
        ensure(self.vault == *vault, MosaicError::LicenseOfAnotherVault)
    }
}
