//! What is refused at the deposit: nothing has moved then.

use {
    crate::{RuleError, artwork, assert_ruled_out, one_way, world, write},
    anchor_lang::prelude::Pubkey,
    mosaic_harness::{
        Nft, VaultCookie, VaultSpec, World, assert_fails,
        rule_sets::{Rule, RuleSet, TRANSFER},
    },
    solana_signer::Signer,
};

const ANY: &str = "Source|Destination|Authority";

async fn draft(world: &mut World, rule_set: Pubkey) -> VaultCookie {
    let vault = world.prepare(VaultSpec { nfts: vec![artwork(rule_set)], ..VaultSpec::default() }).await;
    world.create_vault(&vault).await.unwrap();
    vault
}

/// The creator has the NFT as before, and the vault has nothing.
async fn assert_untouched(world: &World, vault: &VaultCookie, nft: &Nft) {
    assert!(world.holds(&vault.creator.pubkey(), nft).await);
    assert_eq!(world.bank.account(&vault.custody(nft)).await, None);
    assert_eq!(world.bank.token_record(nft).await.rule_set_revision, None);
    assert!(world.asset_of(vault, nft).await.is_none());
    assert_eq!(world.vault(vault).await.assets, 0);
}

/// Demands that the rules refuse the deposit after so many moves, and that nothing else was in its way.
async fn refuses(rule_set: RuleSet, error: RuleError, moves: usize) {
    let mut world = world().await;
    let address = world.bank.write_rule_set(&rule_set).await;
    let vault = draft(&mut world, address).await;
    let nft = &vault.nfts[0];
    let passed = assert_ruled_out(world.deposit(&vault, nft).await, error);
    assert_eq!(passed, moves, "moves that {rule_set:?} lets pass");
    assert_untouched(&world, &vault, nft).await;
    world.bank.write_rule_set(&RuleSet { rules: vec![(TRANSFER, Rule::Pass)], ..rule_set }).await;
    world.deposit(&vault, nft).await.unwrap();
}

#[tokio::test]
async fn rules_that_close_the_way_in() {
    let market = Pubkey::new_from_array([7; 32]);
    for (rule, error) in [
        (Rule::OwnedBy("Source", vec![mosaic::ID]), RuleError::DataIsEmpty),
        (Rule::OwnedBy("Source|Destination", vec![market]), RuleError::WrongOwner),
        (Rule::not_owned_by(ANY, vec![market, mosaic::ID]), RuleError::WrongOwner),
        (Rule::OneOf(ANY, vec![market]), RuleError::NotListed),
    ] {
        refuses(RuleSet::of_transfers(rule), error, 0).await;
    }
}

#[tokio::test]
async fn rules_that_let_it_in_but_not_out_to_a_wallet() {
    let market = Pubkey::new_from_array([7; 32]);
    for rule in [
        one_way(),
        // A wallet has no data, and so no owner that the program could look at.
        Rule::not_owned_by("Destination", vec![market]),
        Rule::All(vec![Rule::Pass, one_way()]),
    ] {
        refuses(RuleSet::of_transfers(rule), RuleError::DataIsEmpty, 1).await;
    }
}

#[tokio::test]
async fn rules_that_let_it_into_one_address_only() {
    let mut world = world().await;
    let rule_set = write(&mut world, Rule::Pass).await;
    let vault = draft(&mut world, rule_set).await;
    let nft = &vault.nfts[0];
    write(&mut world, Rule::OneOf("Destination", vec![vault.address])).await;
    assert_eq!(assert_ruled_out(world.deposit(&vault, nft).await, RuleError::NotListed), 1);
    assert_untouched(&world, &vault, nft).await;
}

#[tokio::test]
async fn rules_that_no_move_of_a_program_can_meet() {
    // Token Metadata shows the rules the two owners and who signs for the first, and nobody else.
    let issuer = world().await.bank.payer().pubkey();
    refuses(RuleSet::of_transfers(Rule::Signer(issuer)), RuleError::MissingAccount, 0).await;
    for party in ["Source", "Destination"] {
        refuses(RuleSet::of_transfers(Rule::Wallet(party)), RuleError::NotImplemented, 0).await;
    }
}

#[tokio::test]
async fn rule_sets_that_say_nothing_about_transfers_of_the_owner() {
    for rules in [
        vec![],
        vec![("Delegate:Sale", Rule::Pass)],
        vec![("Transfer:TransferDelegate", Rule::Pass)],
        // The general rule stands for another only where that says so.
        vec![("Transfer", Rule::Pass)],
        vec![(TRANSFER, Rule::Namespace)],
    ] {
        refuses(RuleSet { name: "silent", rules }, RuleError::OperationNotFound, 0).await;
    }
}

/// An issuer's rules under which holders may name delegates.
fn with_delegates() -> RuleSet {
    let rules = [TRANSFER, "Delegate:Utility", "Delegate:Sale"].map(|operation| (operation, Rule::Pass));
    RuleSet { name: "delegates", rules: rules.to_vec() }
}

#[tokio::test]
async fn delegated_locked_and_listed_tokens() {
    let mut world = world().await;
    let rule_set = world.bank.write_rule_set(&with_delegates()).await;
    let vault = draft(&mut world, rule_set).await;
    let (nft, owner) = (&vault.nfts[0], &vault.creator.keypair);
    let delegate = world.bank.new_keypair();
    world.bank.delegate_nft(nft, owner, &delegate.pubkey()).await;
    // The delegate is held to the rules of that day.
    assert_eq!(world.bank.token_record(nft).await.rule_set_revision, Some(0));
    assert_fails(world.deposit(&vault, nft).await, "SourceDelegated");
    world.bank.lock_nft(nft, &delegate).await;
    assert_fails(world.deposit(&vault, nft).await, "SourceDelegated");
    assert!(world.holds(&vault.creator.pubkey(), nft).await);

    let rule_set = world.bank.write_rule_set(&with_delegates()).await;
    let listed = world.bank.mint_nft(&vault.creator.pubkey(), artwork(rule_set)).await;
    world.bank.list_nft(&listed, owner, &delegate.pubkey()).await;
    assert_fails(world.deposit(&vault, &listed).await, "SourceDelegated");
    assert!(world.holds(&vault.creator.pubkey(), &listed).await);
}
