//! What a program can do to a vault: as one of its parties, by calls within calls, with accounts of its own making, and in the place of
//! the programs that vaults trust. Each test is an attack, what becomes of it, and who has what afterwards.

mod calls;
mod copies;
mod frozen;
mod gifts;
mod lies;
mod parties;
mod revived;

use {
    anchor_lang::{
        prelude::Pubkey,
        solana_program::{instruction::Instruction, system_instruction},
    },
    anchor_spl::token::spl_token,
    mosaic_client::{
        pda,
        state::{Action, Bid},
    },
    mosaic_harness::{Failure, Receipt, World, adversary::Plot},
};

/// Seconds of a day: the default lock of a stake.
const DAY: i64 = 86_400;
/// Seconds for which an offer is open by default, and for which what was decided can be executed.
const FORTNIGHT: i64 = 14 * DAY;
/// More lamports than the rent of any account of the program.
const RENT: u64 = 100_000_000;

/// Moves classic tokens.
fn transfer(from: &Pubkey, to: &Pubkey, owner: &Pubkey, amount: u64) -> Instruction {
    spl_token::instruction::transfer(&spl_token::ID, from, to, owner, &[], amount).expect("the token program's own id")
}

/// Moves lamports.
fn lamports(from: &Pubkey, to: &Pubkey, lamports: u64) -> Instruction {
    system_instruction::transfer(from, to, lamports)
}

/// Has the adversary call these in one instruction, signed by its hands alone.
async fn plot(world: &mut World, instructions: &[Instruction]) -> Result<Receipt, Failure> {
    world.send(&[Plot::of(instructions).instruction()], &[]).await
}

/// A decision without an effect.
fn resolve() -> Action {
    Action::Resolve { uri: "https://example.com/decision".to_owned(), hash: [7; 32] }
}

/// Cash of anybody, in raw quote units.
async fn cash(world: &World, owner: &Pubkey) -> u64 {
    world.bank.token_balance(&world.cash_account(owner)).await
}

/// The bid of anybody.
async fn bid_of(world: &World, vault: &Pubkey, bidder: &Pubkey) -> Option<Bid> {
    world.read(&pda::bid(vault, bidder)).await
}
