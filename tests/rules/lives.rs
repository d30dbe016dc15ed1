//! Whole lives of vaults under rule sets that let their NFTs in and out.

use {
    crate::{RuleError, artwork, assert_ruled_out, one_way, world, write},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::{instructions::RULES_PROGRAM_ID, state::Standard as Recorded, transactions::ceiling},
    mosaic_harness::{
        Actor, InstructionUsage, Nft, NftSpec, Receipt, Stage, Standard, VaultCookie, VaultSpec, World,
        rule_sets::{Rule, RuleSet, TRANSFER},
        world::ending,
    },
};

const EITHER: &str = "Source|Destination";
const ANY: &str = "Source|Destination|Authority";

/// Two programs that an issuer does not like.
fn markets() -> Vec<Pubkey> {
    vec![Pubkey::new_from_array([7; 32]), Pubkey::new_from_array([8; 32])]
}

/// Rule sets under which an NFT can go into a vault and out of it again.
fn open_rule_sets() -> Vec<RuleSet> {
    let vaults = Rule::OwnedBy(EITHER, vec![markets()[0], mosaic::ID]);
    let no_market = Rule::not_owned_by(ANY, markets());
    let general = vec![(TRANSFER, Rule::Namespace), ("Transfer", vaults.clone())];
    vec![
        RuleSet::of_transfers(Rule::Pass),
        RuleSet::of_transfers(vaults.clone()),
        RuleSet::of_transfers(no_market.clone()),
        RuleSet::of_transfers(Rule::All(vec![vaults, no_market])),
        RuleSet { name: "general", rules: general },
    ]
}

async fn vault_of(world: &mut World, stage: Stage, nft: NftSpec) -> VaultCookie {
    world.vault_at(stage, VaultSpec { nfts: vec![nft], ..VaultSpec::default() }).await
}

/// The NFT is its owner's like any other: it can be passed on to another wallet, which no rule set is asked about.
async fn assert_free(world: &mut World, nft: &Nft, owner: &Actor) {
    let heir = world.actor("heir").await;
    world.bank.transfer_nft(&nft.held_by(&owner.pubkey()), &owner.keypair, &heir.pubkey()).await.unwrap();
    assert!(world.holds(&heir.pubkey(), nft).await);
}

async fn reclaimed_by_ana(world: &mut World, vault: &VaultCookie) {
    let ana = world.actor("Ana").await;
    world.give_fractions(vault, &vault.creator, &ana.pubkey(), vault.supply).await;
    world.reclaim(vault, &ana).await.unwrap();
    world.claim_asset(vault, &vault.nfts[0]).await.unwrap();
    ending::close(world, vault).await;
    assert_free(world, &vault.nfts[0], &ana).await;
}

async fn sold_to_cleo(world: &mut World, vault: &VaultCookie) {
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    ending::pay_out(world, vault, &[&cleo, &dan], &[&ana, &ben, &vault.creator]).await;
    ending::close(world, vault).await;
    assert_free(world, &vault.nfts[0], &cleo).await;
}

#[tokio::test]
async fn there_and_back_by_cancelling() {
    for rule_set in open_rule_sets() {
        let mut world = world().await;
        let nft = artwork(world.bank.write_rule_set(&rule_set).await);
        let vault = vault_of(&mut world, Stage::Draft, nft).await;
        world.cancel(&vault).await.unwrap();
        world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
        ending::close(&mut world, &vault).await;
        assert_free(&mut world, &vault.nfts[0], &vault.creator).await;
    }
}

#[tokio::test]
async fn there_and_out_by_reclaiming() {
    for rule_set in open_rule_sets() {
        let mut world = world().await;
        let nft = artwork(world.bank.write_rule_set(&rule_set).await);
        let vault = vault_of(&mut world, Stage::Active, nft).await;
        reclaimed_by_ana(&mut world, &vault).await;
    }
}

#[tokio::test]
async fn there_and_out_by_a_sale() {
    for rule_set in open_rule_sets() {
        let mut world = world().await;
        let nft = artwork(world.bank.write_rule_set(&rule_set).await);
        let vault = vault_of(&mut world, Stage::Sold, nft).await;
        sold_to_cleo(&mut world, &vault).await;
    }
}

#[tokio::test]
async fn prints_are_under_the_rule_set_of_their_master() {
    let mut world = world().await;
    let rule_set = write(&mut world, Rule::Pass).await;
    let nft = NftSpec { rule_set: Some(rule_set), ..VaultSpec::artwork(Standard::ProgrammablePrintedEdition) };
    let vault = vault_of(&mut world, Stage::Draft, nft).await;
    let nft = &vault.nfts[0];
    let asset = world.asset_of(&vault, nft).await.unwrap();
    assert_eq!(asset.standard, Recorded::ProgrammableEdition as u8);
    world.cancel(&vault).await.unwrap();
    write(&mut world, one_way()).await;
    assert_ruled_out(world.claim_asset(&vault, nft).await, RuleError::DataIsEmpty);
    write(&mut world, Rule::Pass).await;
    world.claim_asset(&vault, nft).await.unwrap();
    ending::close(&mut world, &vault).await;
    assert_free(&mut world, nft, &vault.creator).await;
}

#[tokio::test]
async fn an_nft_goes_through_one_vault_after_the_other() {
    let mut world = world().await;
    let rule_set = write(&mut world, Rule::OwnedBy(EITHER, vec![mosaic::ID])).await;
    let first = vault_of(&mut world, Stage::Reclaimed, artwork(rule_set)).await;
    world.claim_asset(&first, &first.nfts[0]).await.unwrap();
    ending::close(&mut world, &first).await;
    let second = world.prepare(VaultSpec { id: 2, nfts: vec![], ..VaultSpec::default() }).await;
    world.create_vault(&second).await.unwrap();
    world.deposit(&second, &first.nfts[0]).await.unwrap();
    assert_eq!(world.vault(&second).await.assets, 1);
}

/// The calls of a kind among those that an instruction made, at any depth.
fn calls(usage: &InstructionUsage, program: Option<Pubkey>) -> usize {
    let of_kind = |call: &&InstructionUsage| program.is_none_or(|program| call.program == program);
    usage.calls.iter().filter(of_kind).count() + usage.calls.iter().map(|call| calls(call, program)).sum::<usize>()
}

/// The instruction asked the rules so often, and kept to what the clients grant it.
fn assert_asked(instruction: &Instruction, receipt: &Receipt, times: usize) {
    let usage = receipt.per_instruction.iter().find(|usage| usage.program == mosaic::ID).expect("it was run");
    assert_eq!(calls(usage, Some(RULES_PROGRAM_ID)), times);
    let most = ceiling(instruction);
    assert!(receipt.compute_units <= u64::from(most.units), "{} units of {}", receipt.compute_units, most.units);
    let made = 1 + calls(usage, None);
    assert!(made <= most.calls as usize, "{made} calls of {}", most.calls);
}

#[tokio::test]
async fn a_deposit_asks_three_times_and_a_claim_once_and_both_keep_to_the_budget_of_clients() {
    let mut world = world().await;
    let rule = Rule::All(vec![Rule::OwnedBy(EITHER, vec![mosaic::ID]), Rule::not_owned_by(ANY, markets())]);
    let rule_set = write(&mut world, rule).await;
    let vault = world.prepare(VaultSpec { nfts: vec![artwork(rule_set)], ..VaultSpec::default() }).await;
    let nft = &vault.nfts[0];
    world.create_vault(&vault).await.unwrap();
    let receipt = world.deposit(&vault, nft).await.unwrap();
    assert_asked(&vault.deposit_nft(nft).instruction(), &receipt, 3);
    world.cancel(&vault).await.unwrap();
    let receipt = world.claim_asset(&vault, nft).await.unwrap();
    assert_asked(&vault.claim_asset(nft, &vault.creator.pubkey()).instruction(), &receipt, 1);
}
