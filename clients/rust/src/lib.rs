//! The Rust client of the Mosaic program, in three layers.
//!
//! 1. [`pda`], [`instructions`] and [`state`]: addresses, one builder per instruction, decoded accounts.
//! 2. [`mosaic_core`], re-exported as [`rules`]: the pure rules that quotes are made of.
//! 3. Actions, which read accounts and return instructions with a quote; they never send.

pub mod error;
pub mod instructions;
pub mod pda;
pub mod state;

pub use mosaic::{ID as PROGRAM_ID, error::MosaicError};
pub use mosaic_core as rules;
