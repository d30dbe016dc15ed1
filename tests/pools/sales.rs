//! The vault is sold while its fractions are in a pool.

use {
    crate::{buying, leave, pool_of, pool_view, provide, purse, selling, trade, view, world},
    mosaic_client::{actions::Ask, pools::Amounts, rules::math::mul_div_floor},
    mosaic_harness::{Actor, Stage, VaultCookie, World, world::ending},
};

/// What a sale is like for who has fractions.
#[derive(Debug, PartialEq, Eq)]
struct Sale {
    reserve: u64,
    started_at: i64,
    ends_at: i64,
    price: u64,
    cash: u64,
    proceeds: u64,
    supply: u64,
}

/// Dan opens the auction at the reserve, Cleo outbids him with what she holds, and it is settled at its end.
async fn sell(world: &mut World, vault: &VaultCookie, during: impl AsyncFnOnce(&mut World)) -> Sale {
    let (cleo, dan) = (world.actor("Cleo").await, world.actor("Dan").await);
    let reserve = view(world, vault).await.reserve();
    world.bid(vault, &dan, reserve, 0).await.unwrap();
    during(world).await;
    world.bid(vault, &cleo, reserve + reserve / 5, vault.part(2_500)).await.unwrap();
    world.end_auction(vault).await;
    world.settle(vault).await.unwrap();
    let auction = world.auction(vault).await;
    Sale {
        reserve: auction.reserve,
        started_at: auction.started_at,
        ends_at: auction.ends_at,
        price: auction.price,
        cash: auction.winning_cash,
        proceeds: auction.proceeds,
        supply: world.supply(vault).await,
    }
}

/// Redeems everything that a holder has, for exactly its share of the sale.
async fn redeem(world: &mut World, vault: &VaultCookie, holder: &Actor) -> u64 {
    let before = purse(world, vault, holder).await;
    let (proceeds, supply) = (world.auction(vault).await.proceeds, world.supply(vault).await);
    let due = mul_div_floor(before.fractions, proceeds, supply).unwrap();
    world.redeem(vault, holder, before.fractions).await.unwrap();
    let after = purse(world, vault, holder).await;
    assert_eq!(after, Amounts { fractions: 0, quote: before.quote + due }, "{}", holder.name);
    due
}

#[tokio::test]
async fn a_sale_is_the_same_with_a_pool_and_pays_its_providers_in_full() {
    let mut without = world().await;
    let alone = without.at(Stage::Active).await;
    without.spread(&alone).await;
    let expected = sell(&mut without, &alone, async |_| ()).await;

    let mut world = world().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    let dan = world.actor("Dan").await;
    let creator = vault.creator.clone();
    // At the opening price: a fifth of the fractions, and as much cash as they would be sold for.
    let amounts = Amounts { fractions: vault.part(2_000), quote: vault.terms.opening_price / 5 };
    let quote = pool_of(&mut world, &vault, &ana, amounts).await;
    assert_eq!((quote.pool_price, quote.vault_price), (vault.terms.opening_price, vault.terms.opening_price));
    let pool = quote.pool;
    trade(&mut world, &vault, &dan, &buying(&vault, &pool, &dan, 20_000_000)).await;
    provide(&mut world, &vault, &pool, &ben, vault.part(500)).await;

    // The pool trades, takes and pays in the auction too.
    let sold = sell(&mut world, &vault, async |world| {
        trade(world, &vault, &creator, &selling(&vault, &pool, &creator, vault.part(100))).await;
        let shares = pool_view(world, &vault, &pool).await.curve.shares / 10;
        leave(world, &vault, &pool, &ana, Some(shares)).await;
        provide(world, &vault, &pool, &creator, vault.part(50)).await;
    })
    .await;
    assert_eq!(sold, expected, "reserve, times, price and proceeds of a sale without a pool");
    let per_fraction = |amount| mul_div_floor(amount, expected.proceeds, expected.supply).unwrap();

    // The first of all to redeem is Ana, with what was in her wallet and in the pool.
    let from_pool = leave(&mut world, &vault, &pool, &ana, None).await;
    let held = world.fractions_of(&vault, &ana).await;
    assert!(from_pool.fractions > 0 && held > from_pool.fractions);
    assert_eq!(redeem(&mut world, &vault, &ana).await, per_fraction(held));

    // The last of the pool come later, for no less, and nothing is left in it.
    for provider in [&ben, &creator] {
        leave(&mut world, &vault, &pool, provider, None).await;
        let held = world.fractions_of(&vault, provider).await;
        assert!(redeem(&mut world, &vault, provider).await >= per_fraction(held));
    }
    assert!(redeem(&mut world, &vault, &dan).await > 0);
    assert_eq!(world.fractions_of(&vault, &cleo).await, 0, "burned with the bid");
    assert_eq!((world.supply(&vault).await, world.auction(&vault).await.proceeds), (0, 0));
    ending::pay_out(&mut world, &vault, &[&cleo, &dan], &[]).await;
    ending::close(&mut world, &vault).await;
}

#[tokio::test]
async fn a_pool_with_most_of_the_supply_counts_at_the_opening_price_and_stops_no_sale() {
    let mut world = world().await;
    let vault = world.at(Stage::Active).await;
    let (creator, ana, dan) = (vault.creator.clone(), world.actor("Ana").await, world.actor("Dan").await);
    let opening = vault.terms.opening_price;
    world.distribute(&vault, &[(&ana, vault.part(1_000))]).await;
    // Nine tenths of the supply, far below the price of the vault.
    let amounts = Amounts { fractions: vault.part(9_000), quote: opening / 20 };
    let pool = pool_of(&mut world, &vault, &creator, amounts).await.pool;
    assert_eq!(world.fractions_of(&vault, &creator).await, 0);

    // Who is left asks ten times the opening price: more than half of the supply still sells at that price.
    world.stake(&vault, &ana, vault.part(1_000)).await.unwrap();
    let level = Ask::AtLeast(opening * 10).level(&view(&world, &vault).await).unwrap();
    world.ask(&vault, &ana, level).await.unwrap();
    assert_eq!(view(&world, &vault).await.reserve(), opening);

    // Somebody buys half of what is in the pool; only the wallet has changed, and the reserve has not.
    trade(&mut world, &vault, &dan, &buying(&vault, &pool, &dan, opening / 20)).await;
    assert_eq!(view(&world, &vault).await.reserve(), opening);

    let eve = world.actor("Eve").await;
    world.bid(&vault, &eve, opening, 0).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    let proceeds = world.auction(&vault).await.proceeds;

    let received = leave(&mut world, &vault, &pool, &creator, None).await;
    let redeemed = redeem(&mut world, &vault, &creator).await;
    assert_eq!(redeemed, mul_div_floor(received.fractions, proceeds, vault.supply).unwrap());
    let rest = redeem(&mut world, &vault, &dan).await;
    world.bank.advance(86_400).await;
    world.unstake(&vault, &ana, vault.part(1_000)).await.unwrap();
    let last = redeem(&mut world, &vault, &ana).await;
    assert_eq!(redeemed + rest + last, proceeds, "every unit of the sale");
}
