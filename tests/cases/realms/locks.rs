//! No fraction votes twice on a proposal: T27 and T28, across two programs.

use {
    crate::{DAY, Dao, MIN_LOCK, STAKE_LOCK, assert_refused, world},
    mosaic_client::state::Status,
    mosaic_harness::{Actor, VaultCookie, World, assert_fails},
    realms::RealmsError,
};

/// Staked by Ana, with a record each for her and Ben.
async fn staked(world: &mut World, vault: &VaultCookie, dao: &Dao) -> [Actor; 2] {
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    world.stake(vault, &ana, 4_000_000_000).await.unwrap();
    world.send(&[dao.create_record(&ana.pubkey()), dao.create_record(&ben.pubkey())], &[]).await.unwrap();
    [ana, ben]
}

#[tokio::test]
async fn t27_what_voted_is_staked_until_the_vote_is_over() {
    let (mut world, vault, dao) = world().await;
    let [ana, ben] = staked(&mut world, &vault, &dao).await;
    let staked_at = world.bank.now().await;
    // The last second in which the stake has votes.
    let last = staked_at + STAKE_LOCK - MIN_LOCK;
    world.bank.set_clock(last + 1).await;
    assert_refused(dao.votes(&mut world, &ana).await, RealmsError::StakeNotLocked);
    world.bank.set_clock(last).await;
    assert_eq!(dao.votes(&mut world, &ana).await.unwrap(), 4_000_000_000);
    // A proposal made in that second can be voted on until a second before the least lock is over.
    world.bank.set_clock(last + MIN_LOCK - 1).await;
    assert_fails(world.unstake(&vault, &ana, 4_000_000_000).await, "StakeLocked");
    // Then they can be Ben's, and vote, on what came later.
    world.bank.set_clock(last + MIN_LOCK).await;
    world.unstake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.give_fractions(&vault, &ana, &ben.pubkey(), 4_000_000_000).await;
    world.stake(&vault, &ben, 4_000_000_000).await.unwrap();
    assert_eq!(dao.votes(&mut world, &ben).await.unwrap(), 4_000_000_000);
    // The stake that they were is gone, and so is whose it was.
    assert!(dao.votes(&mut world, &ana).await.is_err());
}

#[tokio::test]
async fn t27_a_lock_is_renewed_by_staking_more_or_by_the_ask() {
    let (mut world, vault, dao) = world().await;
    let [ana, _] = staked(&mut world, &vault, &dao).await;
    for renewed_by_ask in [true, false] {
        world.bank.advance(STAKE_LOCK + DAY).await;
        assert_refused(dao.votes(&mut world, &ana).await, RealmsError::StakeNotLocked);
        if renewed_by_ask {
            world.ask(&vault, &ana, Some(110)).await.unwrap();
        } else {
            // One fraction of a raw unit is enough: the whole stake is locked anew.
            world.bank.advance(1).await;
            world.unstake(&vault, &ana, 1).await.unwrap();
            world.stake(&vault, &ana, 1).await.unwrap();
        }
        assert_eq!(dao.votes(&mut world, &ana).await.unwrap(), 4_000_000_000);
    }
}

#[tokio::test]
async fn t27_a_vote_on_a_proposal_of_the_vault_locks_nothing_here() {
    let (mut world, vault, dao) = world().await;
    let [ana, _] = staked(&mut world, &vault, &dao).await;
    world.bank.advance(STAKE_LOCK).await;
    let action =
        mosaic_client::state::Action::Resolve { uri: "https://example.com/decision".to_owned(), hash: [7; 32] };
    let number = world.propose(&vault, &ana, action).await.unwrap();
    world.vote(&vault, &ana, number, true).await.unwrap();
    // It keeps the stake there, but she can withdraw it.
    assert_fails(world.unstake(&vault, &ana, 4_000_000_000).await, "StakeLocked");
    assert_refused(dao.votes(&mut world, &ana).await, RealmsError::StakeNotLocked);
    world.withdraw_vote(&vault, &ana, number).await.unwrap();
    world.unstake(&vault, &ana, 4_000_000_000).await.unwrap();
}

#[tokio::test]
async fn t28_an_auction_frees_what_voted_and_from_then_on_nothing_votes() {
    let (mut world, vault, dao) = world().await;
    let [ana, ben] = staked(&mut world, &vault, &dao).await;
    assert_eq!(dao.votes(&mut world, &ana).await.unwrap(), 4_000_000_000);
    // She starts the auction, and is free an hour later.
    world.bid(&vault, &ana, 1_000_000_000, 0).await.unwrap();
    assert_refused(dao.votes(&mut world, &ana).await, RealmsError::StakeNotLocked);
    world.bank.advance(3_600).await;
    world.unstake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.give_fractions(&vault, &ana, &ben.pubkey(), 4_000_000_000).await;
    world.stake(&vault, &ben, 4_000_000_000).await.unwrap();
    assert_refused(dao.votes(&mut world, &ben).await, RealmsError::StakeNotLocked);
    // Nor after the sale, which no vault comes back from.
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    assert_eq!(world.vault(&vault).await.status(), Ok(Status::Sold));
    assert_refused(dao.votes(&mut world, &ben).await, RealmsError::StakeNotLocked);
}

#[tokio::test]
async fn t28_a_lock_below_an_hour_holds_in_an_auction_too() {
    let (mut world, vault, dao) = world().await;
    world.send(&[dao.set_min_lock(600)], &[&dao.authority]).await.unwrap();
    let [ana, ben] = staked(&mut world, &vault, &dao).await;
    world.bid(&vault, &ana, 1_000_000_000, 0).await.unwrap();
    world.bank.advance(3_000).await;
    assert_eq!(dao.votes(&mut world, &ana).await.unwrap(), 4_000_000_000);
    world.bank.advance(599).await;
    assert_fails(world.unstake(&vault, &ana, 4_000_000_000).await, "StakeLocked");
    world.bank.advance(1).await;
    world.unstake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.give_fractions(&vault, &ana, &ben.pubkey(), 4_000_000_000).await;
    world.stake(&vault, &ben, 4_000_000_000).await.unwrap();
    assert_refused(dao.votes(&mut world, &ben).await, RealmsError::StakeNotLocked);
}
