//! Payees who cannot be paid: they wait for themselves and block nobody else.

use {
    crate::common::{pay_out, pay_out_and_close},
    anchor_spl::token::spl_token,
    mosaic_harness::{Actor, Stage, VaultCookie, World, assert_fails, world::CASH},
};

const FROZEN: &str = "DestinationFrozen";

/// An account of the quote mint that was frozen cannot be paid.
async fn freeze(world: &mut World, actor: &Actor, frozen: bool) {
    let account = world.cash_account(&actor.pubkey());
    world.set_frozen(&account, frozen).await;
}

/// Empties the associated cash account of an actor into another and closes it.
async fn close_account(world: &mut World, actor: &Actor) {
    let (account, quote_mint, owner) = (world.cash_account(&actor.pubkey()), world.quote_mint, actor.pubkey());
    let other = world.bank.create_token_account(&owner, &quote_mint).await;
    let amount = world.cash_of(actor).await;
    world.transfer(&account, &other, actor, amount).await;
    let close = spl_token::instruction::close_account(&spl_token::ID, &account, &owner, &owner, &[]).unwrap();
    world.bank.must(&[close], &[&actor.keypair]).await;
}

async fn everybody(world: &mut World, vault: &VaultCookie) -> [Actor; 5] {
    [
        world.actor("Ana").await,
        world.actor("Ben").await,
        world.actor("Cleo").await,
        world.actor("Dan").await,
        vault.creator.clone(),
    ]
}

#[tokio::test]
async fn t02_a_frozen_outbid_bidder_stops_neither_bids_nor_the_sale() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Auction).await;
    let [ana, ben, cleo, dan, creator] = everybody(&mut world, &vault).await;
    freeze(&mut world, &dan, true).await;
    assert_fails(world.withdraw(&vault, &dan).await, FROZEN);
    let eve = world.actor("Eve").await;
    world.bid(&vault, &eve, 2_000_000_000, 0).await.unwrap();
    world.withdraw(&vault, &cleo).await.unwrap();
    assert_eq!(world.cash_of(&cleo).await, CASH);
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    // Only the rent of the vault waits for the frozen one.
    pay_out(&mut world, &vault, &[&eve], &[&ana, &ben, &cleo, &creator]).await;
    assert_fails(world.close(&vault).await, "StillOwing");
    freeze(&mut world, &dan, false).await;
    pay_out_and_close(&mut world, &vault, &[&dan], &[]).await;
    assert_eq!(world.cash_of(&dan).await, CASH);
}

#[tokio::test]
async fn t02_a_frozen_bidder_takes_its_bid_to_another_account() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Auction).await;
    let (dan, quote_mint) = (world.actor("Dan").await, world.quote_mint);
    freeze(&mut world, &dan, true).await;
    let mut withdraw = vault.withdraw_bid(&dan.pubkey());
    withdraw.signed = true;
    withdraw.cash_destination = world.bank.create_token_account(&dan.pubkey(), &quote_mint).await;
    world.send(&[withdraw.instruction()], &[&dan]).await.unwrap();
    assert_eq!(world.bank.token_balance(&withdraw.cash_destination).await, 1_000_000_000);
}

#[tokio::test]
async fn t02_t13_a_creator_who_cannot_be_paid_stops_no_other_payment() {
    for frozen in [true, false] {
        let mut world = World::new().await;
        let vault = world.at(Stage::Sold).await;
        let [ana, ben, cleo, dan, creator] = everybody(&mut world, &vault).await;
        let (painter, framer) = (world.actor("painter").await, world.actor("framer").await);
        let nft = &vault.nfts[0];
        if frozen {
            freeze(&mut world, &painter, true).await;
            assert_fails(world.claim_royalty(&vault, nft, &painter).await, FROZEN);
        } else {
            close_account(&mut world, &painter).await;
            assert_fails(world.claim_royalty(&vault, nft, &painter).await, "DestinationNotAToken");
        }
        world.claim_royalty(&vault, nft, &framer).await.unwrap();
        world.claim_curator_fee(&vault).await.unwrap();
        world.claim_asset(&vault, nft).await.unwrap();
        for holder in [&ana, &ben, &creator] {
            let amount = world.fractions_of(&vault, holder).await;
            world.redeem(&vault, holder, amount).await.unwrap();
        }
        for bidder in [&cleo, &dan] {
            world.withdraw(&vault, bidder).await.unwrap();
        }
        if frozen {
            freeze(&mut world, &painter, false).await;
        } else {
            // Anyone can open the account for the creator.
            let quote_mint = world.quote_mint;
            world.bank.create_ata(&painter.pubkey(), &quote_mint).await;
        }
        // 5 % of 787,500,000 less the framer's 11,812,500
        let before = world.cash_of(&painter).await;
        world.claim_royalty(&vault, nft, &painter).await.unwrap();
        assert_eq!(world.cash_of(&painter).await - before, 27_562_500);
        world.close(&vault).await.unwrap();
    }
}

#[tokio::test]
async fn t02_a_frozen_curator_stops_no_other_payment() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Sold).await;
    let [ana, ben, cleo, dan, creator] = everybody(&mut world, &vault).await;
    freeze(&mut world, &creator, true).await;
    assert_fails(world.claim_curator_fee(&vault).await, FROZEN);
    for holder in [&ana, &ben] {
        let amount = world.fractions_of(&vault, holder).await;
        world.redeem(&vault, holder, amount).await.unwrap();
    }
    world.withdraw(&vault, &dan).await.unwrap();
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    freeze(&mut world, &creator, false).await;
    pay_out_and_close(&mut world, &vault, &[&cleo], &[&creator]).await;
}

#[tokio::test]
async fn t02_a_frozen_holder_redeems_to_another_account() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Sold).await;
    let (ana, quote_mint) = (world.actor("Ana").await, world.quote_mint);
    freeze(&mut world, &ana, true).await;
    assert_fails(world.redeem(&vault, &ana, 4_000_000_000).await, FROZEN);
    let mut redeem = vault.redeem(&ana.pubkey(), 4_000_000_000);
    redeem.cash_destination = world.bank.create_token_account(&ana.pubkey(), &quote_mint).await;
    world.send(&[redeem.instruction()], &[&ana]).await.unwrap();
    assert_eq!(world.supply(&vault).await, 3_500_000_000);
}

#[tokio::test]
async fn t02_a_frozen_leader_still_wins_and_gets_its_asset() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Auction).await;
    let cleo = world.actor("Cleo").await;
    freeze(&mut world, &cleo, true).await;
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    assert!(world.holds(&cleo.pubkey(), &vault.nfts[0]).await);
    // There is nothing in its bid: the frozen account is not even looked at.
    world.withdraw(&vault, &cleo).await.unwrap();
}

#[tokio::test]
async fn t07_a_delegate_can_spend_nothing_in_its_principals_place() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Auction).await;
    let (dan, eve) = (world.actor("Dan").await, world.actor("Eve").await);
    let account = world.cash_account(&dan.pubkey());
    let approve =
        spl_token::instruction::approve(&spl_token::ID, &account, &eve.pubkey(), &dan.pubkey(), &[], CASH).unwrap();
    world.bank.must(&[approve], &[&dan.keypair]).await;
    let mut bid = vault.place_bid(&eve.pubkey(), 2_000_000_000, 0);
    bid.cash_account = account;
    assert_fails(world.send(&[bid.instruction()], &[&eve]).await, "SourceOfAnotherOwner");

    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    let ana = world.actor("Ana").await;
    let account = vault.fraction_account(&ana.pubkey());
    let approve =
        spl_token::instruction::approve(&spl_token::ID, &account, &eve.pubkey(), &ana.pubkey(), &[], 1_000).unwrap();
    world.bank.must(&[approve], &[&ana.keypair]).await;
    let mut redeem = vault.redeem(&eve.pubkey(), 1_000);
    redeem.fraction_source = account;
    assert_fails(world.send(&[redeem.instruction()], &[&eve]).await, "SourceOfAnotherOwner");
}
