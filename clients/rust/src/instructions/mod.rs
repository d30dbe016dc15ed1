//! One builder per instruction: what cannot be derived is a field, the rest follows.

use anchor_lang::{InstructionData, ToAccountMetas, prelude::Pubkey, solana_program::instruction::Instruction};

pub use mosaic::{
    constants::{INSTRUCTIONS_SYSVAR_ID, RULES_PROGRAM_ID},
    instructions::{
        BuyFractionsArgs, CreateVaultArgs, DepositIncomeArgs, DescribeFractionArgs, LowerCuratorFeeArgs,
        OpenOfferingArgs, PlaceBidArgs, ProposeArgs, RedeemArgs, SetAskArgs, SetDelegateArgs, StakeArgs, UnstakeArgs,
        VoteArgs,
    },
};

mod assets;
mod auction;
mod income;
mod lifecycle;
mod offering;
mod payout;
mod staking;
mod votes;

pub use assets::*;
pub use auction::*;
pub use income::*;
pub use lifecycle::*;
pub use offering::*;
pub use payout::*;
pub use staking::*;
pub use votes::*;

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
