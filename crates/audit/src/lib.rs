//! What must hold of vaults, recomputed from accounts alone, with arithmetic of its own.
//!
//! [`check`] looks at the accounts of one moment and names the first invariant of `docs/invariants.md` that does not
//! hold: `INV-03: ...`. [`Moment`] does the same vault by vault and tells what it has looked at. What of an invariant shows
//! at one moment is checked; what shows only between two is checked by the tests, which look at every transaction:
//!
//! | id | at one moment |
//! |---|---|
//! | INV-01, INV-02, INV-03, INV-04, INV-05, INV-07, INV-13 | all of it, but whether something has changed that must not |
//! | INV-06, INV-08 | what a sold vault still owes is no more than what its winner paid, and the curator's part within its cap |
//! | INV-09 | the leader is there, has paid what the price says, and the price reaches the reserve |
//! | INV-10 | votes that run are of stakes that are there and locked, each counted once |
//! | INV-11 | a vault has what its status asks for |
//! | INV-12 | what creators can claim is there; nothing keeps a vault open: records that outlive what they are about, or are miscounted, and locks without a vote |
//!
//! The accounts have to be all of a vault's, and all token accounts of its fractions: [`collect()`] finds them on a network.
//!
//! ```no_run
//! # #[cfg(feature = "rpc")]
//! # async fn audit(vault: anchor_lang::prelude::Pubkey) -> Result<(), Box<dyn std::error::Error>> {
//! use mosaic_audit::{check, collect};
//! use solana_rpc_client::nonblocking::rpc_client::RpcClient;
//!
//! let rpc = RpcClient::new("http://127.0.0.1:8899".to_owned());
//! let read = collect(&rpc, &vault).await?;
//! // Where an invariant is broken: AuditError::Broken with its number, the vault and what breaks it.
//! let moment = check(&read.accounts)?;
//! println!("slot {}: {:?}", read.last_slot, moment.summary(&vault));
//! # Ok(())
//! # }
//! ```

pub mod arithmetic;
mod bids;
mod broken;
pub mod collect;
mod income;
mod licenses;
mod moment;
mod offerings;
mod royalties;
mod stakes;
mod summary;
mod vault;
mod votes;

pub use {
    broken::*,
    collect::{Answer, Chain, CollectError, Collected, Filter, collect},
    moment::{CLOCK, Moment},
    summary::{IncomeSummary, Summary},
};

use {anchor_lang::prelude::Pubkey, solana_account::Account};

/// How many mints a vault takes income in.
pub const INCOME_MINTS: usize = 3;

/// Why accounts do not pass.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuditError {
    /// An invariant does not hold.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// An account of the program is of no type that is known here: of another version, say.
    #[error("{address} belongs to the program and is of no known type")]
    UnknownType {
        /// The account.
        address: Pubkey,
    },
    /// The clock's account holds no clock.
    #[error("the clock cannot be read")]
    ClockUnreadable,
}

/// Checks the accounts of one moment, and returns them sorted. Whether votes that run are of stakes is checked if the
/// account of the clock is among them.
///
/// # Errors
/// [`AuditError`], of which [`AuditError::Broken`] is the first invariant that does not hold.
pub fn check(accounts: &[(Pubkey, Account)]) -> Result<Moment, AuditError> {
    let moment = Moment::of(accounts)?;
    moment.check_orphans()?;
    moment.vaults.keys().try_for_each(|vault| moment.check_vault(vault))?;
    Ok(moment)
}
