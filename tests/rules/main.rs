//! Programmable NFTs with rule sets: Mosaic, Token Metadata and the program of rule sets, each as it runs on the network.

mod changes;
mod lives;
mod refused;

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::instructions::RULES_PROGRAM_ID,
    mosaic_harness::{
        Bank, Failure, NftSpec, Receipt, Standard, VaultSpec, World, WorldOptions,
        rule_sets::{self, Rule, RuleSet},
    },
};

/// Errors of the program of rule sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RuleError {
    /// A condition that the program does not know how to check.
    NotImplemented = 7,
    /// The account that is to belong to a program has no data, as wallets have none.
    DataIsEmpty = 11,
    /// The address that is to have signed is no party.
    MissingAccount = 14,
    /// The rule set says nothing about the operation.
    OperationNotFound = 18,
    /// A party is not among the addresses.
    NotListed = 26,
    /// A party belongs to none of the programs, or to one that it must not belong to.
    WrongOwner = 30,
}

/// A world whose bank has the program of rule sets.
async fn world() -> World {
    let elf = rule_sets::bytecode().unwrap_or_else(|error| panic!("{error}"));
    World::on(Bank::options().bytecode(RULES_PROGRAM_ID, elf), WorldOptions::default()).await
}

/// Writes a rule set about transfers, as a new revision of the one before.
async fn write(world: &mut World, rule: Rule) -> Pubkey {
    world.bank.write_rule_set(&RuleSet::of_transfers(rule)).await
}

/// A programmable NFT under that rule set.
fn artwork(rule_set: Pubkey) -> NftSpec {
    NftSpec { rule_set: Some(rule_set), ..VaultSpec::artwork(Standard::Programmable) }
}

/// A vault's NFTs may come in, and go nowhere but to another vault.
fn one_way() -> Rule {
    Rule::OwnedBy("Destination", vec![mosaic::ID])
}

/// Demands that the program of rule sets refused, with that error, and gives back how many moves it had let pass before.
#[track_caller]
fn assert_ruled_out(outcome: Result<Receipt, Failure>, error: RuleError) -> usize {
    let failure = outcome.expect_err("the rules let it go");
    assert_eq!(failure.code, Some(error as u32), "{error:?} expected, got {failure}");
    let logs = |end: String| failure.logs.iter().filter(|line| **line == end).count();
    assert_eq!(logs(format!("Program {RULES_PROGRAM_ID} failed: custom program error: {:#x}", error as u32)), 1);
    logs(format!("Program {RULES_PROGRAM_ID} success"))
}
