//! How many votes there are.

use {
    crate::{DAY, MIN_LOCK, slot, world},
    mosaic_client::pda,
    mosaic_harness::{Actor, assert_fails},
};

#[tokio::test]
async fn votes_are_the_stake_in_the_slot_in_which_anyone_updates_them() {
    let (mut world, vault, dao) = world().await;
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    for (holder, amount) in [(&ana, 3_000_000_000), (&ben, 1_100_000_000)] {
        world.stake(&vault, holder, amount).await.unwrap();
        world.send(&[dao.create_record(&holder.pubkey())], &[]).await.unwrap();
        // Before the first update the record is good in no slot.
        let record = dao.read(&world, &holder.pubkey()).await;
        assert_eq!((record.voter_weight, record.voter_weight_expiry), (0, Some(0)));
        assert_eq!(dao.votes(&mut world, holder).await.unwrap(), amount);
        let record = dao.read(&world, &holder.pubkey()).await;
        assert_eq!((record.realm, record.governing_token_mint), (dao.realm, vault.fraction_mint));
        assert_eq!((record.weight_action, record.weight_action_target), (None, None));
        assert_eq!(record.governing_token_owner, holder.pubkey());
    }
    // What comes later counts from the next update on; the record of a slot that is over is not good any more.
    let good_until = dao.read(&world, &ana.pubkey()).await.voter_weight_expiry;
    world.bank.advance(60).await;
    world.stake(&vault, &ana, 1_000_000_000).await.unwrap();
    let record = dao.read(&world, &ana.pubkey()).await;
    assert_eq!((record.voter_weight, record.voter_weight_expiry), (3_000_000_000, good_until));
    assert!(good_until < Some(slot(&world).await));
    assert_eq!(dao.votes(&mut world, &ana).await.unwrap(), 4_000_000_000);

    // A part that left does not vote.
    world.bank.advance(5 * DAY).await;
    world.unstake(&vault, &ana, 2_500_000_000).await.unwrap();
    world.ask(&vault, &ana, None).await.unwrap();
    assert_eq!(dao.votes(&mut world, &ana).await.unwrap(), 1_500_000_000);
    // Nobody's other fractions do: Ana has 25 % in hand.
    assert_eq!(world.fractions_of(&vault, &ana).await, 2_500_000_000);
}

#[tokio::test]
async fn all_votes_are_the_live_supply() {
    let (mut world, vault, dao) = world().await;
    let ben = world.actor("Ben").await;
    world.send(&[dao.create_max_record()], &[]).await.unwrap();
    let record = dao.read_max(&world).await;
    assert_eq!((record.max_voter_weight, record.max_voter_weight_expiry), (0, Some(0)));
    world.send(&[dao.update_max()], &[]).await.unwrap();
    let record = dao.read_max(&world).await;
    assert_eq!((record.realm, record.governing_token_mint), (dao.realm, vault.fraction_mint));
    assert_eq!((record.max_voter_weight, record.max_voter_weight_expiry), (10_000_000_000, Some(slot(&world).await)));
    world.burn(&vault, &ben, 100_000_000).await;
    world.bank.advance(1).await;
    world.send(&[dao.update_max()], &[]).await.unwrap();
    let record = dao.read_max(&world).await;
    assert_eq!((record.max_voter_weight, record.max_voter_weight_expiry), (9_900_000_000, Some(slot(&world).await)));
}

#[tokio::test]
async fn a_delegate_keeps_the_votes_alive_and_they_stay_the_holders() {
    let (mut world, vault, dao) = world().await;
    let [ana, dan] = [world.actor("Ana").await, world.actor("Dan").await];
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(100)).await.unwrap();
    world.delegate(&vault, &ana, Some(dan.pubkey())).await.unwrap();
    world.send(&[dao.create_record(&ana.pubkey())], &[]).await.unwrap();
    world.bank.advance(4 * DAY).await;
    // One transaction: the lock is renewed, the votes are written, and what follows casts them.
    let mut renew = vault.set_ask(&ana.pubkey(), Some(100));
    renew.authority = dan.pubkey();
    world.send(&[renew.instruction(), dao.update(&ana.pubkey())], &[&dan]).await.unwrap();
    let record = dao.read(&world, &ana.pubkey()).await;
    assert_eq!((record.governing_token_owner, record.voter_weight), (ana.pubkey(), 4_000_000_000));
    let stake = world.stake_of(&vault, &ana).await.unwrap();
    assert!(stake.locked_until >= world.bank.now().await + MIN_LOCK);
}

#[tokio::test]
async fn fractions_staked_for_one_transaction_have_no_votes_in_it() {
    let (mut world, vault, dao) = world().await;
    let cleo: Actor = world.actor("Cleo").await;
    world.send(&[vault.open_staking().instruction(), dao.create_record(&cleo.pubkey())], &[]).await.unwrap();
    let stake = vault.stake(&cleo.pubkey(), 2_500_000_000).instruction();
    let vote = dao.update(&cleo.pubkey());
    let leave = vault.unstake(&cleo.pubkey(), 2_500_000_000).instruction();
    // Mosaic itself refuses: what was staked stays.
    let flash = world.send(&[stake.clone(), vote.clone(), leave.clone()], &[&cleo]).await;
    assert_fails(flash, "StakeLocked");
    assert_eq!(dao.read(&world, &cleo.pubkey()).await.voter_weight, 0);
    // Who leaves it there has the votes, and cannot have the fractions back while a vote of the realm goes on.
    world.send(&[stake, vote], &[&cleo]).await.unwrap();
    assert_eq!(dao.read(&world, &cleo.pubkey()).await.voter_weight, 2_500_000_000);
    world.bank.advance(MIN_LOCK - 1).await;
    assert_fails(world.send(&[leave], &[&cleo]).await, "StakeLocked");
    assert_eq!(world.bank.token_balance(&pda::staked_fractions(&vault.address)).await, 2_500_000_000);
}
