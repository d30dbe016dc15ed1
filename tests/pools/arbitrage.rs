//! The view of who trades between a pool and its vault: what it says is gained is what is gained.

use {
    crate::{buying, pool_of, pool_view, purse, selling, trade, view, world},
    anchor_lang::prelude::Pubkey,
    mosaic_client::pools::{Amounts, Comparison, compare},
    mosaic_harness::{Actor, Stage, VaultCookie, World},
};

async fn compared(world: &World, vault: &VaultCookie, pool: &Pubkey) -> Comparison {
    compare(&view(world, vault).await, &pool_view(world, vault, pool).await).unwrap()
}

/// A vault whose creator has put these into a pool.
async fn scene(amounts: Amounts) -> (World, VaultCookie, Pubkey) {
    let mut world = world().await;
    let vault = world.at(Stage::Active).await;
    let creator = vault.creator.clone();
    let pool = pool_of(&mut world, &vault, &creator, amounts).await.pool;
    (world, vault, pool)
}

/// Eve buys the vault for cash at that price.
async fn sell(world: &mut World, vault: &VaultCookie, price: u64) {
    let eve = world.actor("Eve").await;
    world.bid(vault, &eve, price, 0).await.unwrap();
    world.end_auction(vault).await;
    world.settle(vault).await.unwrap();
}

/// Cash of an actor now.
async fn cash(world: &World, vault: &VaultCookie, actor: &Actor) -> u64 {
    purse(world, vault, actor).await.quote
}

#[tokio::test]
async fn fractions_that_are_cheap_in_the_pool_are_bought_and_redeemed() {
    // 10 % of the supply at half of the opening price.
    let (mut world, vault, pool) = scene(Amounts { fractions: 1_000_000_000, quote: 50_000_000 }).await;
    let opening = vault.terms.opening_price;
    let before = compared(&world, &vault, &pool).await;
    assert_eq!((before.pool_price, before.vault_price), (opening / 2, opening));
    assert!(!before.firm && !before.redeemable && before.buy.is_some() && before.sell.is_none());

    sell(&mut world, &vault, opening * 2).await;
    let after = compared(&world, &vault, &pool).await;
    assert_eq!((after.pool_price, after.vault_price), (opening / 2, opening * 2));
    assert!(after.firm && after.redeemable && after.sell.is_none());
    let chance = after.buy.unwrap();
    let dan = world.actor("Dan").await;
    let had = cash(&world, &vault, &dan).await;
    let bought = trade(&mut world, &vault, &dan, &buying(&vault, &pool, &dan, chance.cash)).await;
    assert_eq!((bought.paid, bought.received), (chance.cash, chance.fractions));
    world.redeem(&vault, &dan, chance.fractions).await.unwrap();
    let gained = cash(&world, &vault, &dan).await - had;
    assert!(gained == chance.gain || gained == chance.gain + 1, "{gained} instead of {}", chance.gain);

    // Now the pool's price is what fractions redeem, but for the fee.
    let left = compared(&world, &vault, &pool).await;
    assert!(left.sell.is_none() && left.buy.is_none_or(|chance| chance.gain < gained / 10_000), "{left:?}");
}

#[tokio::test]
async fn fractions_that_are_dear_in_the_pool_are_sold_rather_than_redeemed() {
    let (mut world, vault, pool) = scene(Amounts { fractions: 1_000_000_000, quote: 500_000_000 }).await;
    let opening = vault.terms.opening_price;
    let ana = world.actor("Ana").await;
    world.distribute(&vault, &[(&ana, vault.part(4_000))]).await;
    let before = compared(&world, &vault, &pool).await;
    assert_eq!(before.pool_price, opening * 5);
    assert!(before.buy.is_none() && before.sell.is_some());

    sell(&mut world, &vault, opening).await;
    let chance = compared(&world, &vault, &pool).await.sell.unwrap();
    assert!(chance.fractions < vault.part(4_000), "more than that would be sold below their worth");
    let (had, value) = (cash(&world, &vault, &ana).await, world.quote(&vault).await.worth(chance.fractions));
    trade(&mut world, &vault, &ana, &selling(&vault, &pool, &ana, chance.fractions)).await;
    assert_eq!(cash(&world, &vault, &ana).await - had, chance.cash);
    assert_eq!((chance.worth, chance.gain), (value, chance.cash - value));
    let left = compared(&world, &vault, &pool).await;
    assert!(left.buy.is_none() && left.sell.is_none_or(|left| left.gain < chance.gain / 10_000), "{left:?}");
}

#[tokio::test]
async fn a_leading_bid_is_money_and_a_reserve_is_not() {
    let (mut world, vault, pool) = scene(Amounts { fractions: 1_000_000_000, quote: 100_000_000 }).await;
    let opening = vault.terms.opening_price;
    assert!(!compared(&world, &vault, &pool).await.firm);
    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, opening * 3, 0).await.unwrap();
    let bid = compared(&world, &vault, &pool).await;
    assert!(bid.firm && !bid.redeemable);
    assert_eq!((bid.vault_price, bid.fractions_worth), (opening * 3, world.quote(&vault).await.worth(1_000_000_000)));
    assert!(bid.buy.is_some());
}
