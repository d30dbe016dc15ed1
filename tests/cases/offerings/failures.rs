//! Offerings that reach no minimum: everybody gets back what it brought.

use {
    mosaic_client::{
        instructions::{CloseOffering, OpenOfferingArgs},
        state::Status,
    },
    mosaic_harness::{Stage, World, assert_fails, event, world::CASH},
};

const DAY: i64 = 86_400;
const SUPPLY: u64 = 10_000_000_000;

#[tokio::test]
async fn t17_below_the_minimum_everybody_is_refunded_by_pull_to_the_unit() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    let now = world.bank.now().await;
    world.open_offering(&vault, vault.plan(now)).await.unwrap();
    world.buy(&vault, &ana, 0, 333_333_333).await.unwrap();
    world.buy(&vault, &ben, 0, 1).await.unwrap();
    world.buy(&vault, &ana, 0, 600_000_000).await.unwrap();
    assert_eq!(world.offering(&vault, 0).await.unwrap().raised, 33_333_334 + 1 + 60_000_000);
    assert_fails(world.claim_purchase(&vault, &ana, 0).await, "OfferingRuns");
    assert_eq!(world.vault(&vault).await.offered, 0);
    world.bank.set_clock(now + DAY).await;
    let receipt = world.claim_purchase(&vault, &ana, 0).await.unwrap();
    if let Some(claimed) = event!(receipt, PurchaseClaimed) {
        assert_eq!((claimed.buyer, claimed.fractions, claimed.refund), (ana.pubkey(), 0, 93_333_334));
        assert_eq!((claimed.refunded, claimed.closed), (93_333_334, true));
    }
    // All fractions go back, those too that were bought.
    world.close_offering(&vault, 0).await.unwrap();
    assert_eq!(world.fractions_of(&vault, &vault.creator).await, SUPPLY);
    world.claim_purchase(&vault, &ben, 0).await.unwrap();
    assert_eq!((world.cash_of(&ana).await, world.cash_of(&ben).await), (CASH, CASH));
    assert_eq!((world.fractions_of(&vault, &ana).await, world.fractions_of(&vault, &ben).await), (0, 0));
    world.close_offering(&vault, 0).await.unwrap();
    assert_eq!(world.vault(&vault).await.offerings_open, 0);
    assert_eq!(world.cash_of(&vault.creator).await, CASH);
}

#[tokio::test]
async fn after_one_that_failed_another_is_opened_even_before_that_is_closed() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    let now = world.bank.now().await;
    let plan = vault.plan(now);
    world.open_offering(&vault, plan).await.unwrap();
    world.buy(&vault, &ana, 0, 1_000).await.unwrap();
    assert_fails(world.open_offering(&vault, plan).await, "OfferingRuns");
    world.bank.set_clock(now + DAY).await;
    world.open_offering(&vault, vault.plan(now + DAY)).await.unwrap();
    world.buy(&vault, &ben, 1, 1_000_000_000).await.unwrap();
    let selling = world.vault(&vault).await;
    assert_eq!((selling.offered, selling.offering_price), (1, 1_000_000_000));
    assert_eq!(selling.offering_ends_at, now + 2 * DAY);
    // Closing the first one does not end the second.
    world.claim_purchase(&vault, &ana, 0).await.unwrap();
    world.close_offering(&vault, 0).await.unwrap();
    let after = world.vault(&vault).await;
    assert_eq!((after.offering_price, after.offering_ends_at), (1_000_000_000, now + 2 * DAY));
    assert_eq!((after.offerings, after.offerings_open), (2, 1));
    world.claim_purchase(&vault, &ben, 1).await.unwrap();
    assert_eq!(world.fractions_of(&vault, &ben).await, 1_000_000_000);
}

#[tokio::test]
async fn the_creator_calls_an_offering_off_while_nothing_is_sold() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    let now = world.bank.now().await;
    world.open_offering(&vault, OpenOfferingArgs { starts_at: now + 3_600, ..vault.plan(now) }).await.unwrap();
    assert_fails(world.close_offering(&vault, 0).await, "OfferingRuns");
    let call_off = |number| CloseOffering { creator_signed: true, ..vault.close_offering(number) }.instruction();
    world.send(&[call_off(0)], &[&vault.creator]).await.unwrap();
    assert!(world.offering(&vault, 0).await.is_none());
    assert_eq!(world.fractions_of(&vault, &vault.creator).await, SUPPLY);
    // Once something is sold, its buyer counts on it.
    world.open_offering(&vault, vault.plan(now)).await.unwrap();
    world.buy(&vault, &ana, 1, 1).await.unwrap();
    assert_fails(world.send(&[call_off(1)], &[&vault.creator]).await, "OfferingRuns");
}

#[tokio::test]
async fn t06_an_auction_that_starts_meanwhile_ends_an_offering_without_its_minimum() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, dan] = [world.actor("Ana").await, world.actor("Dan").await];
    world.open_offering(&vault, vault.plan(world.bank.now().await)).await.unwrap();
    world.buy(&vault, &ana, 0, 900_000_000).await.unwrap();
    // What was paid in it so far can be paid back: it holds no bid up.
    assert_eq!(world.quote(&vault).await.reserve, 1_000_000_000);
    world.bank.create_ata(&dan.pubkey(), &vault.fraction_mint).await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    assert_fails(world.buy(&vault, &ana, 0, 100_000_000).await, "WrongStatus");
    world.claim_purchase(&vault, &ana, 0).await.unwrap();
    world.close_offering(&vault, 0).await.unwrap();
    assert_eq!(world.cash_of(&ana).await, CASH);
    assert_eq!(world.fractions_of(&vault, &vault.creator).await, SUPPLY);
    assert_eq!(world.vault(&vault).await.status(), Ok(Status::Auction));
}

#[tokio::test]
async fn t06_what_was_sold_for_good_is_delivered_during_the_auction_and_after_the_sale() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, dan] = [world.actor("Ana").await, world.actor("Ben").await, world.actor("Dan").await];
    let payees = [world.actor("painter").await, world.actor("framer").await];
    world.open_offering(&vault, vault.plan(world.bank.now().await)).await.unwrap();
    world.buy(&vault, &ana, 0, 1_000_000_000).await.unwrap();
    world.buy(&vault, &ben, 0, 1_000_000_000).await.unwrap();
    world.bank.create_ata(&dan.pubkey(), &vault.fraction_mint).await;
    world.bid(&vault, &dan, 2_000_000_000, 0).await.unwrap();
    world.claim_purchase(&vault, &ana, 0).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    for nft in &vault.nfts {
        world.claim_asset(&vault, nft).await.unwrap();
        for payee in &payees {
            world.claim_royalty(&vault, nft, payee).await.unwrap();
        }
    }
    world.claim_curator_fee(&vault).await.unwrap();
    world.withdraw(&vault, &dan).await.unwrap();
    assert_fails(world.close(&vault).await, "OfferingsStillOpen");
    world.claim_purchase(&vault, &ben, 0).await.unwrap();
    world.close_offering(&vault, 0).await.unwrap();
    for holder in [&ana, &ben, &vault.creator] {
        let amount = world.fractions_of(&vault, holder).await;
        world.redeem(&vault, holder, amount).await.unwrap();
    }
    // Each tenth of the supply gets a tenth of the proceeds of 2,000.
    assert_eq!(world.cash_of(&ana).await, world.cash_of(&ben).await);
    assert_eq!(world.cash_of(&ana).await, CASH - 100_000_000 + 186_000_000);
    world.close(&vault).await.unwrap();
}

#[tokio::test]
async fn inv_12_a_vault_reclaimed_after_a_failed_offering_waits_for_its_refunds() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    let now = world.bank.now().await;
    world.open_offering(&vault, vault.plan(now)).await.unwrap();
    world.buy(&vault, &ana, 0, 1_000).await.unwrap();
    assert_fails(world.reclaim(&vault, &vault.creator.clone()).await, "NotTheWholeSupply");
    world.bank.set_clock(now + DAY).await;
    world.close_offering(&vault, 0).await.unwrap();
    world.reclaim(&vault, &vault.creator.clone()).await.unwrap();
    for nft in &vault.nfts {
        world.claim_asset(&vault, nft).await.unwrap();
    }
    assert_fails(world.close(&vault).await, "OfferingsStillOpen");
    world.claim_purchase(&vault, &ana, 0).await.unwrap();
    world.close_offering(&vault, 0).await.unwrap();
    world.close(&vault).await.unwrap();
    assert_eq!(world.cash_of(&ana).await, CASH);
}
