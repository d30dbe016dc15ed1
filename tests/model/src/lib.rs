//! A vault of Mosaic as plain data, and its rules as plain functions.
//!
//! This is the second implementation of the rules, written from the design and the decisions and not from the program, to
//! compare the program with. It is as simple as it can be: a vault is lists and maps of people, nothing is cached that can
//! be computed from them, every action computes on a copy that replaces the vault if nothing refuses it. Speed, accounts and
//! rent are left out; each [`Action`] is one instruction of the program, or something that people can do without it.
//!
//! - [`Vault::apply`] does one action, or says by which rule it is refused;
//! - [`Vault::check`] checks the invariants of the design, [`Vault::check_step`] those about two moments;
//! - [`Vault::owed`] is what a person can still take out;
//! - [`random`] makes lives up, as lists of [`Step`]s, [`way_out`] ends them, and [`shrink`] makes the list of one that fails small.

mod action;
mod bank;
mod check;
mod exit;
mod income;
mod life;
mod offering;
mod owed;
mod price;
pub mod random;
mod refused;
mod sale;
mod shrink;
mod staking;
mod steps;
mod terms;
mod vault;
mod votes;

pub use action::{Action, Creator, Decision, Nft, Order};
pub use bank::{Bank, Place, Token};
pub use check::Broken;
pub use exit::{BUYER, End, MAX_STEPS_OUT, way_out};
pub use income::{Income, booked};
pub use offering::{Offering, OfferingTerms, Purchase};
pub use owed::Owed;
pub use price::{LEVELS, OPENING_LEVEL, price_of_level};
pub use refused::Refused;
pub use sale::{Auction, Bid, Offer, Split, cash_of, next_price, royalty_of, split};
pub use shrink::shrink;
pub use staking::{Pool, Reserve, Stake, reserve_of};
pub use steps::{START, Step, signers};
pub use terms::Terms;
pub use vault::{Asset, Status, Vault};
pub use votes::{Ballot, License, Proposal};

/// Somebody: creator, holder, bidder, licensee.
pub type Person = u32;

/// A mint that vaults can take income in. 0 is the quote mint.
pub type Mint = u8;

/// The quote mint.
pub const QUOTE: Mint = 0;

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// Seconds of an hour.
pub const HOUR: i64 = 3_600;
