//! What an issuer can do while an NFT is in a vault: keep it there, and nothing else.

use {
    crate::{RuleError, artwork, assert_ruled_out, one_way, world, write},
    anchor_lang::prelude::Pubkey,
    mosaic_harness::{
        Nft, Stage, Standard, VaultCookie, VaultSpec, World, assert_fails, rule_sets::Rule, world::ending,
    },
};

async fn vault_of(world: &mut World, stage: Stage, rule_set: Pubkey) -> VaultCookie {
    world.vault_at(stage, VaultSpec { nfts: vec![artwork(rule_set)], ..VaultSpec::default() }).await
}

/// The first NFT of the vault where it is then.
fn in_custody(vault: &VaultCookie) -> Nft {
    vault.nfts[0].at(&vault.address, &vault.custody(&vault.nfts[0]))
}

/// The way out is closed: the NFT stays, and so does the vault, until it is open again.
async fn assert_waits(world: &mut World, vault: &VaultCookie, nft: &Nft) {
    write(world, one_way()).await;
    assert_eq!(assert_ruled_out(world.claim_asset(vault, nft).await, RuleError::DataIsEmpty), 0);
    assert_eq!(world.asset_of(vault, nft).await.unwrap().held, 1);
    assert_fails(world.close(vault).await, "StillOwing");
    write(world, Rule::Pass).await;
    world.claim_asset(vault, nft).await.unwrap();
}

#[tokio::test]
async fn a_closed_way_out_delays_a_cancelled_and_a_reclaimed_nft() {
    for stage in [Stage::Draft, Stage::Reclaimed] {
        let mut world = world().await;
        let rule_set = write(&mut world, Rule::Pass).await;
        let vault = vault_of(&mut world, stage, rule_set).await;
        if stage == Stage::Draft {
            world.cancel(&vault).await.unwrap();
        }
        assert_waits(&mut world, &vault, &vault.nfts[0]).await;
        ending::close(&mut world, &vault).await;
        assert!(world.holds(&vault.creator.pubkey(), &vault.nfts[0]).await);
    }
}

#[tokio::test]
async fn a_closed_way_out_of_one_nft_holds_up_nothing_else_of_a_sale() {
    let mut world = world().await;
    let rule_set = write(&mut world, Rule::Pass).await;
    let others = [Standard::NonFungible, Standard::Programmable, Standard::Token2022].map(VaultSpec::artwork);
    let nfts = others.into_iter().chain([artwork(rule_set)]).collect();
    let vault = world.vault_at(Stage::Sold, VaultSpec { nfts, ..VaultSpec::default() }).await;
    let [.., ruled] = &vault.nfts[..] else { panic!("there are four") };
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];

    write(&mut world, one_way()).await;
    assert_ruled_out(world.claim_asset(&vault, ruled).await, RuleError::DataIsEmpty);
    let free = VaultCookie { nfts: vault.nfts[..3].to_vec(), ..vault.clone() };
    ending::pay_out(&mut world, &free, &[&cleo, &dan], &[&ana, &ben, &vault.creator]).await;
    for payee in ["painter", "framer"] {
        let payee = world.actor(payee).await;
        world.claim_royalty(&vault, ruled, &payee).await.unwrap();
    }
    for nft in &free.nfts {
        assert!(world.holds(&cleo.pubkey(), nft).await);
    }
    assert_eq!((world.escrowed_cash(&vault).await, world.supply(&vault).await), (0, 0));

    assert_waits(&mut world, &vault, ruled).await;
    ending::close(&mut world, &vault).await;
    assert!(world.holds(&cleo.pubkey(), ruled).await);
}

#[tokio::test]
async fn a_rule_set_can_be_given_replaced_and_taken_away_while_the_nft_is_in_the_vault() {
    let mut world = world().await;
    let nfts = vec![VaultSpec::artwork(Standard::Programmable)];
    let vault = world.vault_at(Stage::Reclaimed, VaultSpec { nfts, ..VaultSpec::default() }).await;
    let (nft, issuer) = (&in_custody(&vault), world.bank.payer());

    let closed = write(&mut world, one_way()).await;
    let ruled = world.bank.replace_rule_set(nft, &issuer, Some(closed)).await.unwrap();
    assert_fails(world.claim_asset(&vault, nft).await, "WrongRuleSet");
    assert_ruled_out(world.claim_asset(&vault, &ruled).await, RuleError::DataIsEmpty);

    // Token Metadata does not look whether there is a rule set at the address.
    let nowhere = world.bank.replace_rule_set(&ruled, &issuer, Some(Pubkey::new_from_array([9; 32]))).await.unwrap();
    assert_fails(world.claim_asset(&vault, &ruled).await, "WrongRuleSet");
    let failure = world.claim_asset(&vault, &nowhere).await.unwrap_err();
    assert!(failure.to_string().contains("Incorrect account owner"), "{failure}");

    let freed = world.bank.replace_rule_set(&nowhere, &issuer, None).await.unwrap();
    world.claim_asset(&vault, &freed).await.unwrap();
    ending::close(&mut world, &vault).await;
    assert!(world.holds(&vault.creator.pubkey(), &freed).await);
}

#[tokio::test]
async fn nobody_but_the_issuer_changes_a_rule_set() {
    let mut world = world().await;
    let rule_set = write(&mut world, Rule::Pass).await;
    let vault = vault_of(&mut world, Stage::Active, rule_set).await;
    let failure = world.bank.replace_rule_set(&in_custody(&vault), &vault.creator.keypair, None).await.unwrap_err();
    assert!(failure.to_string().contains("Invalid authority type"), "{failure}");
}

/// The deposit shows the way out to its depositor, and to nobody else.
#[tokio::test]
async fn rules_that_name_the_depositor_keep_the_nft_from_another_recipient() {
    let mut world = world().await;
    let [ana, creator] = [world.actor("Ana").await, world.actor("creator").await];
    let rule_set = write(&mut world, Rule::OneOf("Source|Destination", vec![creator.pubkey()])).await;
    let vault = vault_of(&mut world, Stage::Active, rule_set).await;
    let nft = &vault.nfts[0];
    world.give_fractions(&vault, &creator, &ana.pubkey(), vault.supply).await;
    world.reclaim(&vault, &ana).await.unwrap();
    assert_ruled_out(world.claim_asset(&vault, nft).await, RuleError::NotListed);
    assert_eq!(world.asset_of(&vault, nft).await.unwrap().held, 1);
    write(&mut world, Rule::OneOf("Source|Destination", vec![creator.pubkey(), ana.pubkey()])).await;
    world.claim_asset(&vault, nft).await.unwrap();
    assert!(world.holds(&ana.pubkey(), nft).await);
}
