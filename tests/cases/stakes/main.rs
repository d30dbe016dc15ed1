//! Stakes, asks and income, by story.

#[path = "../vaults/common.rs"]
mod common;

mod stage;
mod stakes;
