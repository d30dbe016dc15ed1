//! Stakes, asks and income, by story.

#[path = "../vaults/common.rs"]
mod common;

mod asks;
mod attacks;
mod locks;
mod stage;
mod stakes;
