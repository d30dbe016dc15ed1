//! One builder per instruction: what cannot be derived is a field, the rest follows.

use anchor_lang::{InstructionData, ToAccountMetas, prelude::Pubkey, solana_program::instruction::Instruction};

pub use mosaic::instructions::{CreateVaultArgs, DescribeFractionArgs, PlaceBidArgs, RedeemArgs};

mod assets;
mod auction;
mod lifecycle;
mod payout;

pub use assets::*;
pub use auction::*;
pub use lifecycle::*;
pub use payout::*;

/// The program of Metaplex's rule sets.
pub const TOKEN_AUTH_RULES_ID: Pubkey = Pubkey::from_str_const("auth9SigNpDKz4sJJ1DfCTuZrZNSAgh9sFD3rboVmgg");

/// The sysvar that lists the instructions of the transaction, which Token Metadata reads.
pub const INSTRUCTIONS_SYSVAR_ID: Pubkey = Pubkey::from_str_const("Sysvar1nstructions1111111111111111111111111");

fn build(accounts: impl ToAccountMetas, data: impl InstructionData) -> Instruction {
    Instruction { program_id: mosaic::ID, accounts: accounts.to_account_metas(None), data: data.data() }
}

/// Asks for the signature of a payee who may but need not sign.
fn signed_by(mut instruction: Instruction, payee: &Pubkey, signed: bool) -> Instruction {
    if signed {
        for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == *payee) {
            meta.is_signer = true;
        }
    }
    instruction
}
