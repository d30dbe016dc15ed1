use anchor_lang::prelude::*;
use mosaic_core::votes::Ballot;

/// The vote of one stake on one proposal. PDA `["vote", proposal, holder]`: there is no second one.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Vote {
    /// The vault.
    pub vault: Pubkey,
    /// The proposal.
    pub proposal: Pubkey,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// Who paid the rent and gets it back: the holder or its delegate.
    pub payer: Pubkey,
    /// The stake when it voted, in raw fraction units.
    pub weight: u64,
    /// From when on no more votes are taken, and the stake is free of this one (Unix seconds).
    pub ends_at: i64,
    /// 1 for yes, 0 for no.
    pub yes: u8,
    /// 1 if the stake keeps its end in a place of its own among its `votes`, 0 if in the shared last one.
    pub placed: u8,
    /// Always zero: fills up to a multiple of 8 bytes.
    pub padding: [u8; 6],
}

impl Vote {
    /// The vote as the rules know it.
    pub fn ballot(&self) -> Ballot {
        Ballot { yes: self.yes == 1, weight: self.weight }
    }
}
