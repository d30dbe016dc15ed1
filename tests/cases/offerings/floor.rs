//! While an offering that has succeeded runs, the vault is not sold below the highest price paid in it.

use {
    mosaic_client::instructions::OpenOfferingArgs,
    mosaic_harness::{Actor, Stage, VaultCookie, World, assert_fails},
};

const DAY: i64 = 86_400;

/// An active default vault of which the creator offers a quarter for a month at three times the opening price, with that
/// minimum; and Dan, who wants the whole.
async fn dear(world: &mut World, minimum: u64) -> (VaultCookie, Actor) {
    let vault = world.at(Stage::Active).await;
    let dan = world.actor("Dan").await;
    world.bank.create_ata(&dan.pubkey(), &vault.fraction_mint).await;
    let now = world.bank.now().await;
    let plan = OpenOfferingArgs {
        start_price: 3_000_000_000,
        end_price: 3_000_000_000,
        ends_at: now + 30 * DAY,
        minimum,
        ..vault.plan(now)
    };
    world.open_offering(&vault, plan).await.unwrap();
    (vault, dan)
}

#[tokio::test]
async fn no_bid_and_no_offer_sells_the_vault_below_what_was_paid_for_good() {
    let mut world = World::new().await;
    let (vault, dan) = dear(&mut world, 300_000).await;
    let ana = world.actor("Ana").await;
    let now = world.bank.now().await;
    world.offer(&vault, &dan, 900_000_000, 0).await.unwrap();
    world.buy(&vault, &ana, 0, 1_000_000).await.unwrap();
    let quote = world.quote(&vault).await;
    assert_eq!((quote.price, quote.reserve, quote.firm), (3_000_000_000, 3_000_000_000, false));
    assert_fails(world.bid(&vault, &dan, 2_999_999_999, 0).await, "BidBelowReserve");
    // An offer below it is made as ever, and waits; also one that would be a bid without the offering.
    let eve = world.actor("Eve").await;
    world.bank.create_ata(&eve.pubkey(), &vault.fraction_mint).await;
    world.offer(&vault, &eve, 2_000_000_000, 0).await.unwrap();
    assert_fails(world.offer(&vault, &dan, 3_000_000_000, 0).await, "OfferAtReserve");
    assert_fails(world.accept_offer(&vault).await, "BelowOffering");
    world.bank.set_clock(now + 30 * DAY - 1).await;
    assert_fails(world.accept_offer(&vault).await, "BelowOffering");
    // The end is the end, to the second.
    world.bank.advance(1).await;
    assert_eq!(world.quote(&vault).await.reserve, 1_000_000_000);
    world.accept_offer(&vault).await.unwrap();
}

#[tokio::test]
async fn a_bid_at_the_highest_price_paid_starts_the_auction_at_it() {
    let mut world = World::new().await;
    let (vault, dan) = dear(&mut world, 0).await;
    let ana = world.actor("Ana").await;
    world.buy(&vault, &ana, 0, 1).await.unwrap();
    world.bid(&vault, &dan, 3_000_000_000, 0).await.unwrap();
    let auction = world.auction(&vault).await;
    assert_eq!((auction.reserve, auction.price), (3_000_000_000, 3_000_000_000));
}

#[tokio::test]
async fn t38_a_creator_who_buys_from_itself_holds_a_buyout_up_once_and_not_below_the_minimum() {
    let mut world = World::new().await;
    let (vault, _) = dear(&mut world, 750_000_000).await;
    let creator = vault.creator.clone();
    let now = world.bank.now().await;
    // It cannot reach the minimum without buying nearly all.
    world.buy(&vault, &creator, 0, 1).await.unwrap();
    assert_eq!(world.quote(&vault).await.reserve, 1_000_000_000);
    world.bank.set_clock(now + 30 * DAY).await;
    world.claim_purchase(&vault, &creator, 0).await.unwrap();
    world.close_offering(&vault, 0).await.unwrap();
    // Without a minimum it can, for as long as this one lasts, and never again.
    let now = now + 30 * DAY;
    let price = 50_000_000_000;
    let plan = OpenOfferingArgs { start_price: price, end_price: price, minimum: 0, ..vault.plan(now) };
    world.open_offering(&vault, plan).await.unwrap();
    world.buy(&vault, &creator, 1, 1).await.unwrap();
    assert_eq!(world.quote(&vault).await.reserve, price);
    world.bank.set_clock(now + DAY).await;
    assert_eq!(world.quote(&vault).await.reserve, 1_000_000_000);
    let plan = vault.plan(now + DAY);
    assert_fails(world.open_offering(&vault, plan).await, "AlreadyOffered");
    world.claim_purchase(&vault, &creator, 1).await.unwrap();
    world.close_offering(&vault, 1).await.unwrap();
    assert_fails(world.open_offering(&vault, plan).await, "AlreadyOffered");
}

#[tokio::test]
async fn once_all_is_sold_the_reserve_is_the_asks_again() {
    let mut world = World::new().await;
    let (vault, _) = dear(&mut world, 1).await;
    let ana = world.actor("Ana").await;
    world.buy(&vault, &ana, 0, 2_499_999_999).await.unwrap();
    assert_eq!(world.quote(&vault).await.reserve, 3_000_000_000);
    world.buy(&vault, &ana, 0, 1).await.unwrap();
    assert_eq!(world.quote(&vault).await.reserve, 1_000_000_000);
}
