//! Stakes, asks and income, by story.

#[path = "../vaults/common.rs"]
mod common;

mod asks;
mod attacks;
mod claims;
mod griefing;
mod income;
mod locks;
mod mints;
mod stage;
mod stakes;
