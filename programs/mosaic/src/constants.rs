//! Sizes and limits that are not terms of a vault (those are in `mosaic_core::terms`), and fixed addresses.

use anchor_lang::prelude::Pubkey;

/// The program of Metaplex's rule sets.
pub const RULES_PROGRAM_ID: Pubkey = Pubkey::from_str_const("auth9SigNpDKz4sJJ1DfCTuZrZNSAgh9sFD3rboVmgg");
/// The sysvar that lists the instructions of the transaction, which Token Metadata reads.
pub const INSTRUCTIONS_SYSVAR_ID: Pubkey = Pubkey::from_str_const("Sysvar1nstructions1111111111111111111111111");

/// Most creators that Token Metadata lets an NFT have, so most royalties of an asset.
pub const MAX_CREATORS: usize = 5;
/// Longest name of a fraction token, in bytes; Token Metadata's own limit.
pub const MAX_NAME_BYTES: usize = 32;
/// Longest symbol of a fraction token, in bytes; Token Metadata's own limit.
pub const MAX_SYMBOL_BYTES: usize = 10;
/// Longest URI of a fraction token, in bytes; Token Metadata's own limit.
pub const MAX_URI_BYTES: usize = 200;

/// Most mints a vault takes income in; the quote mint is the first.
pub const INCOME_MINTS: usize = 3;
/// Longest URI of a licence's terms or a resolution, in bytes.
pub const MAX_TERMS_URI_BYTES: usize = 128;
