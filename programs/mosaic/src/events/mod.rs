//! What happened, for indexers: in the past tense, numbered per vault, with the balances afterwards.

use anchor_lang::prelude::*;

mod income;
mod lifecycle;
mod offering;
mod sale;
mod staking;
mod votes;

pub use income::*;
pub use lifecycle::*;
pub use offering::*;
pub use sale::*;
pub use staking::*;
pub use votes::*;

/// Begins every event.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventHeader {
    /// The vault it happened to.
    pub vault: Pubkey,
    /// Number of the event in its vault, from 0 without a gap.
    pub sequence: u64,
    /// Slot it happened in.
    pub slot: u64,
}
