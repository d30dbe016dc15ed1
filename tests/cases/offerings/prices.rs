//! What fractions cost: at a price that falls, to the unit, by the supply of the opening.

use {
    mosaic_client::instructions::OpenOfferingArgs,
    mosaic_harness::{Stage, VaultSpec, World, assert_fails, world::CASH},
};

const DAY: i64 = 86_400;

#[tokio::test]
async fn a_price_falls_evenly_from_the_start_that_was_announced_to_the_end() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    let now = world.bank.now().await;
    let plan = OpenOfferingArgs {
        start_price: 2_000_000_000,
        end_price: 1_000_000_000,
        starts_at: now + DAY,
        ends_at: now + 11 * DAY,
        ..vault.plan(now)
    };
    world.open_offering(&vault, plan).await.unwrap();
    world.bank.set_clock(now + DAY - 1).await;
    assert_fails(world.buy(&vault, &ana, 0, 10).await, "OfferingNotStarted");
    let mut paid = 0;
    for (time, cost) in [
        (now + DAY, 20_000_000),
        // 1,000,000,000 in 864,000 seconds; what has fallen is rounded down, what it costs up.
        (now + DAY + 1, 19_999_989),
        (now + 6 * DAY, 15_000_000),
        (now + 11 * DAY - 1, 10_000_012),
    ] {
        world.bank.set_clock(time).await;
        world.buy(&vault, &ana, 0, 100_000_000).await.unwrap();
        paid += cost;
        assert_eq!(world.cash_of(&ana).await, CASH - paid, "at {}", time - now);
    }
    assert_eq!(world.offering(&vault, 0).await.unwrap().highest_price, 2_000_000_000);
    world.bank.set_clock(now + 11 * DAY).await;
    assert_fails(world.buy(&vault, &ana, 0, 10).await, "OfferingOver");
}

#[tokio::test]
async fn t20_a_purchase_costs_at_most_its_bound_and_takes_no_less_than_it_asks_for() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    world.open_offering(&vault, vault.plan(world.bank.now().await)).await.unwrap();
    let bounded = |max_cost| {
        let mut buy = vault.buy_fractions(&ana.pubkey(), 0, 2_000_000_001);
        buy.args.max_cost = max_cost;
        buy.instruction()
    };
    assert_fails(world.send(&[bounded(200_000_000)], &[&ana]).await, "CostAboveMaximum");
    world.send(&[bounded(200_000_001)], &[&ana]).await.unwrap();
    // Ana was before Ben: he gets nothing rather than a part.
    assert_fails(world.buy(&vault, &ben, 0, 500_000_000).await, "AboveOffered");
    assert_eq!(world.cash_of(&ben).await, CASH);
    world.buy(&vault, &ben, 0, 499_999_999).await.unwrap();
    assert_eq!(world.cash_of(&ben).await, CASH - 50_000_000);
}

#[tokio::test]
async fn t05_burning_changes_no_price_of_an_offering_that_runs() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    world.open_offering(&vault, vault.plan(world.bank.now().await)).await.unwrap();
    world.buy(&vault, &ana, 0, 1_000_000_000).await.unwrap();
    world.burn(&vault, &vault.creator.clone(), 7_500_000_000).await;
    world.buy(&vault, &ben, 0, 1_000_000_000).await.unwrap();
    assert_eq!((world.cash_of(&ana).await, world.cash_of(&ben).await), (CASH - 100_000_000, CASH - 100_000_000));
}

#[tokio::test]
async fn t04_a_vault_of_one_fraction_and_one_of_all_that_fit_are_offered() {
    for (supply, decimals, amount, cost) in
        [(1, 0, 1, 1_000_000_000), (u64::MAX, 9, 1, 1), (u64::MAX, 9, u64::MAX, 1_000_000_000)]
    {
        let mut world = World::new().await;
        let spec = VaultSpec { supply, decimals, ..VaultSpec::default() };
        let vault = world.vault_at(Stage::Active, spec).await;
        let ana = world.actor("Ana").await;
        let plan =
            OpenOfferingArgs { amount: supply, wallet_limit: supply, minimum: 1, ..vault.plan(world.bank.now().await) };
        world.open_offering(&vault, plan).await.unwrap();
        world.buy(&vault, &ana, 0, amount).await.unwrap();
        assert_eq!(world.cash_of(&ana).await, CASH - cost);
        world.claim_purchase(&vault, &ana, 0).await.unwrap();
        assert_eq!(world.fractions_of(&vault, &ana).await, amount);
    }
}
