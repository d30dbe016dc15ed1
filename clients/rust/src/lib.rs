//! The Rust client of the Mosaic program, in three layers.
//!
//! 1. [`pda`], [`instructions`] and [`state`]: addresses, one builder per instruction, decoded accounts; [`events`] and
//!    [`error`]: what the program logs and refuses, by name.
//! 2. [`views`] and [`quotes`]: accounts put together for people, and what an action will do, computed by the pure
//!    rules of [`mosaic_core`] (re-exported as [`rules`]) that the program itself uses.
//! 3. [`actions`]: read accounts by an [`AccountReader`] and return instructions with a quote; they never send.
//!    [`transactions`] puts the instructions into transactions.
//!
//! [`pools`] has all three for pools of fractions at exchange programs of others.

pub mod actions;
pub mod error;
pub mod events;
pub mod instructions;
#[cfg(feature = "json")]
pub mod json;
pub mod pda;
pub mod pools;
pub mod quotes;
pub mod reader;
pub mod state;
pub mod transactions;
pub mod views;

pub use actions::Action;
pub use error::{ActionError, ClientError, MosaicError};
pub use mosaic::ID as PROGRAM_ID;
pub use mosaic_core as rules;
pub use reader::AccountReader;

/// The examples of the README, so that they compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
