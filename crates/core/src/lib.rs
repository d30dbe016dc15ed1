//! The rules of Mosaic vaults as pure functions.
//!
//! Nothing here knows an account, a clock or a token program: every function takes numbers and returns numbers or a
//! [`RuleError`]. The program carries the results out and verifies them, the clients quote with them, and the tests
//! compare both.
//!
//! Units: a *price* is of the whole vault, in raw units of the quote mint; *cash* is in raw quote units; *fractions* and
//! *supply* are raw units of the fraction mint; `_bps` are basis points (1/10,000); `_secs` are seconds.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod asks;
pub mod auction;
pub mod error;
pub mod income;
pub mod ladder;
pub mod ledger;
pub mod license;
pub mod math;
pub mod offer;
pub mod offering;
pub mod payout;
pub mod reserve;
pub mod split;
pub mod stake;
pub mod status;
pub mod terms;
pub mod value;
pub mod votes;

pub use error::RuleError;
pub use ledger::Ledger;
pub use status::Status;
pub use terms::Terms;

/// One whole in basis points.
pub const BPS: u32 = 10_000;
