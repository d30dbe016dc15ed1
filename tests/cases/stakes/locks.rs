//! For how long a stake stays: staking and asking lock it, an auction cuts the lock short, the sale ends it.

use {
    crate::stage::{DAY, HOUR, sell},
    mosaic_harness::{Actor, Stage, VaultCookie, World, assert_fails, bank::START},
};

/// A default vault with 4,000,000,000 staked by Ana at the start.
async fn staked(world: &mut World) -> (VaultCookie, Actor) {
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    (vault, ana)
}

/// The stake is locked at the second before `free_at`, and free at that second.
async fn assert_free_from(world: &mut World, vault: &VaultCookie, holder: &Actor, free_at: i64) {
    world.bank.set_clock(free_at - 1).await;
    assert_fails(world.unstake(vault, holder, 1).await, "StakeLocked");
    world.bank.set_clock(free_at).await;
    world.unstake(vault, holder, 1).await.unwrap();
}

#[tokio::test]
async fn a_stake_is_locked_to_the_second() {
    let mut world = World::new().await;
    let (vault, ana) = staked(&mut world).await;
    assert_eq!(world.stake_of(&vault, &ana).await.unwrap().locked_until, START + DAY);
    assert_fails(world.unstake(&vault, &ana, 1).await, "StakeLocked");
    assert_free_from(&mut world, &vault, &ana, START + DAY).await;
}

#[tokio::test]
async fn staking_again_locks_all_of_it_again() {
    let mut world = World::new().await;
    let (vault, ana) = staked(&mut world).await;
    world.bank.advance(DAY).await;
    world.unstake(&vault, &ana, 1_000).await.unwrap();
    world.stake(&vault, &ana, 1).await.unwrap();
    assert_free_from(&mut world, &vault, &ana, START + 2 * DAY).await;
}

#[tokio::test]
async fn inv_10_an_ask_locks_all_of_it_again_and_so_does_taking_it_back() {
    let mut world = World::new().await;
    let (vault, ana) = staked(&mut world).await;
    for (day, level) in [(1, Some(90)), (2, Some(90)), (3, None)] {
        world.bank.set_clock(START + day * DAY).await;
        world.ask(&vault, &ana, level).await.unwrap();
        assert_fails(world.unstake(&vault, &ana, 1).await, "StakeLocked");
    }
    assert_free_from(&mut world, &vault, &ana, START + 4 * DAY).await;
}

#[tokio::test]
async fn nobody_can_lock_the_stake_of_another() {
    let mut world = World::new().await;
    let (vault, ana) = staked(&mut world).await;
    let ben = world.actor("Ben").await;
    world.send(&[vault.open_asks().instruction()], &[]).await.unwrap();
    let mut ask = vault.set_ask(&ana.pubkey(), Some(90));
    ask.authority = ben.pubkey();
    assert_fails(world.send(&[ask.instruction()], &[&ben]).await, "NotTheHolderOrDelegate");
    let mut stake = vault.stake(&ana.pubkey(), 1).instruction();
    stake.accounts[0].pubkey = ben.pubkey();
    stake.accounts[4].pubkey = vault.fraction_account(&ben.pubkey());
    assert_fails(world.send(&[stake], &[&ben]).await, "StakeOfAnotherHolder");
    assert_eq!(world.stake_of(&vault, &ana).await.unwrap().locked_until, START + DAY);
}

#[tokio::test]
async fn an_auction_cuts_the_lock_to_an_hour_so_that_stakers_bid_with_their_fractions() {
    let mut world = World::new().await;
    let (vault, ana) = staked(&mut world).await;
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    assert_fails(world.bid(&vault, &ana, 1_050_000_000, 4_000_000_000).await, "SourceTooSmall");
    assert_free_from(&mut world, &vault, &ana, START + HOUR).await;
    world.unstake(&vault, &ana, 3_999_999_999).await.unwrap();
    // Out of the stake into the bid: 60 % of the price in cash.
    world.bid(&vault, &ana, 1_050_000_000, 4_000_000_000).await.unwrap();
    let bid = world.bid_of(&vault, &ana).await.unwrap();
    assert_eq!((bid.cash, bid.fractions), (630_000_000, 4_000_000_000));
}

#[tokio::test]
async fn an_auction_makes_no_lock_longer() {
    let mut world = World::new().await;
    let (vault, ana) = staked(&mut world).await;
    let dan = world.actor("Dan").await;
    world.bank.set_clock(START + DAY - 60).await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    assert_free_from(&mut world, &vault, &ana, START + DAY).await;
}

#[tokio::test]
async fn a_stake_made_in_an_auction_is_locked_until_its_first_hour_is_over() {
    let mut world = World::new().await;
    let (vault, _) = staked(&mut world).await;
    let (ben, dan) = (world.actor("Ben").await, world.actor("Dan").await);
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.bank.advance(60).await;
    world.stake(&vault, &ben, 1_000_000_000).await.unwrap();
    assert_free_from(&mut world, &vault, &ben, START + HOUR).await;
    // From then on there is no lock: nothing is left to be asked.
    world.stake(&vault, &ben, 100_000_000).await.unwrap();
    world.unstake(&vault, &ben, 1_099_999_999).await.unwrap();
    assert!(world.stake_of(&vault, &ben).await.is_none());
}

#[tokio::test]
async fn after_the_sale_a_stake_leaves_at_once_and_is_redeemed() {
    let mut world = World::new().await;
    let (vault, ana) = staked(&mut world).await;
    let ben = world.actor("Ben").await;
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    let (mint, creator) = (world.quote_mint, vault.creator.clone());
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.deposit_income(&vault, &creator, &mint, 1).await.unwrap();
    let dan = sell(&mut world, &vault).await;
    // Staked by Ben after the sale, for the income that is left, in the same second: no lock either.
    world.stake(&vault, &ben, 1_100_000_000).await.unwrap();
    for (holder, amount, payout) in [(&ana, 4_000_000_000, 372_000_000), (&ben, 1_100_000_000, 102_300_000)] {
        let cash = world.cash_of(holder).await;
        let both = [
            vault.unstake(&holder.pubkey(), amount).instruction(),
            vault.redeem(&holder.pubkey(), amount).instruction(),
        ];
        world.send(&both, &[holder]).await.unwrap();
        assert_eq!(world.cash_of(holder).await, cash + payout);
    }
    assert_eq!((world.pool(&vault).await.staked, world.asks(&vault).await.unwrap().asking), (0, 0));
    assert!(world.bid_of(&vault, &dan).await.is_some());
}

#[tokio::test]
async fn the_end_of_the_auction_frees_whoever_staked_last() {
    let mut world = World::new().await;
    let (vault, ana) = staked(&mut world).await;
    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.end_auction(&vault).await;
    // Before anybody settles the hour is long over.
    world.unstake(&vault, &ana, 1_000_000_000).await.unwrap();
    world.settle(&vault).await.unwrap();
    world.unstake(&vault, &ana, 3_000_000_000).await.unwrap();
    assert_eq!(world.fractions_of(&vault, &ana).await, 4_000_000_000);
}
