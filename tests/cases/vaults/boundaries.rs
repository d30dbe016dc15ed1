//! The second before, the second itself, the second after.

use {
    mosaic_client::rules::Terms,
    mosaic_harness::{Stage, VaultSpec, World, assert_fails, bank::START, event},
};

const DAY: i64 = 86_400;
const PRICE: u64 = 2_000_000_000;

#[tokio::test]
async fn t16_at_each_second_exactly_one_of_bid_and_settle_is_possible() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Auction).await;
    let (cleo, eve) = (world.actor("Cleo").await, world.actor("Eve").await);
    let ends_at = world.auction(&vault).await.ends_at;
    assert_eq!(ends_at, START + 3 * DAY);
    let bid = vault.place_bid(&eve.pubkey(), PRICE, 0).instruction();
    let settle = vault.settle(&cleo.pubkey()).instruction();
    for (now, open) in [(START, true), (ends_at - 1, true), (ends_at, false), (ends_at + 1, false), (i64::MAX, false)] {
        world.bank.set_clock(now).await;
        let (bid, settle) = (world.simulate(&bid, &[&eve]).await, world.simulate(&settle, &[]).await);
        if open {
            bid.unwrap();
            assert_fails(settle, "AuctionNotEnded");
        } else {
            assert_fails(bid, "AuctionEnded");
            settle.unwrap();
        }
    }
}

#[tokio::test]
async fn only_a_bid_in_the_last_seconds_extends_the_auction() {
    let ends_at = START + 3 * DAY;
    // 15 minutes: a bid 900 seconds before the end leaves 900 seconds as it is
    for (now, end) in [
        (START, ends_at),
        (ends_at - 901, ends_at),
        (ends_at - 900, ends_at),
        (ends_at - 899, ends_at + 1),
        (ends_at - 1, ends_at + 899),
    ] {
        let mut world = World::new().await;
        let vault = world.at(Stage::Auction).await;
        let eve = world.actor("Eve").await;
        world.bank.set_clock(now).await;
        let receipt = world.bid(&vault, &eve, PRICE, 0).await.unwrap();
        assert_eq!(world.auction(&vault).await.ends_at, end, "{} seconds before the end", ends_at - now);
        if let Some(placed) = event!(receipt, BidPlaced) {
            assert_eq!(placed.ends_at, end);
        }
    }
}

#[tokio::test]
async fn snipers_answer_each_other_until_one_gives_up() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Auction).await;
    let snipers = [world.actor("Dan").await, world.actor("Eve").await];
    let mut price = PRICE;
    for round in 0..6 {
        let ends_at = world.auction(&vault).await.ends_at;
        world.bank.set_clock(ends_at - 1).await;
        world.bid(&vault, &snipers[round % 2], price, 0).await.unwrap();
        assert_eq!(world.auction(&vault).await.ends_at, ends_at + 899);
        price = price * 105 / 100 + 1;
    }
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    assert_eq!(world.vault(&vault).await.recipient, snipers[1].pubkey());
}

#[tokio::test]
async fn without_an_extension_the_end_is_the_end() {
    let mut world = World::new().await;
    let terms = Terms { extension_secs: 0, ..VaultSpec::default().terms };
    let vault = world.vault_at(Stage::Auction, VaultSpec { terms, ..VaultSpec::default() }).await;
    let eve = world.actor("Eve").await;
    let ends_at = world.auction(&vault).await.ends_at;
    world.bank.set_clock(ends_at - 1).await;
    world.bid(&vault, &eve, PRICE, 0).await.unwrap();
    assert_eq!(world.auction(&vault).await.ends_at, ends_at);
}

#[tokio::test]
async fn an_extension_as_long_as_the_auction_makes_every_bid_start_anew() {
    let mut world = World::new().await;
    let base = VaultSpec::default().terms;
    let terms = Terms { auction_secs: 86_400, extension_secs: 86_400, ..base };
    let vault = world.vault_at(Stage::Auction, VaultSpec { terms, ..VaultSpec::default() }).await;
    let eve = world.actor("Eve").await;
    world.bank.advance(1_000).await;
    world.bid(&vault, &eve, PRICE, 0).await.unwrap();
    assert_eq!(world.auction(&vault).await.ends_at, START + 1_000 + DAY);
}

#[tokio::test]
async fn a_settlement_can_wait_for_years() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Auction).await;
    world.bank.advance(10 * 365 * DAY).await;
    world.settle(&vault).await.unwrap();
    world.bank.advance(10 * 365 * DAY).await;
    let ana = world.actor("Ana").await;
    world.redeem(&vault, &ana, 4_000_000_000).await.unwrap();
}
