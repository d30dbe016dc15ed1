//! An embedded bank that runs Mosaic next to the real token programs.
//!
//! [`Bank`] is a `solana-program-test` bank with a clock that moves only when told to, deterministic keys, transactions
//! held to the network's size limit, and failures that name Anchor's error and account. [`nft`] makes NFTs through
//! Token Metadata's own bytecode, which [`fixtures`] finds, or through Token-2022's. Set `MOSAIC_PROGRAM_SO` to the path of a compiled Mosaic
//! program to run that bytecode instead of the native build, and `MOSAIC_TOKEN_PROGRAM` to `p-token` to run it on
//! the token program of mainnet.

pub mod actors;
pub mod adversary;
pub mod bank;
pub mod cargo;
mod errors;
pub mod fixtures;
pub mod invariants;
mod native;
pub mod nft;
pub mod program;
mod reader;
pub mod receipt;
pub mod rule_sets;
pub mod token_2022;
pub mod tokens;
pub mod world;

pub use actors::Actor;
pub use bank::{Bank, BankOptions, StartError, TokenProgram};
pub use native::AnchorProgram;
pub use nft::{Nft, NftCreator, NftSpec, Standard};
pub use receipt::{Failure, InstructionUsage, Receipt, assert_fails, assert_fails_at};
pub use token_2022::{MintExtension, MintTexts, Nft2022Spec};
pub use world::{Stage, VaultCookie, VaultSpec, World, WorldOptions};
