//! Two vaults of two creators, with the same bidders.

use {
    crate::common::pay_out_and_close,
    mosaic_harness::{Stage, VaultSpec, World, assert_fails, world::CASH},
};

#[tokio::test]
async fn t03_two_vaults_with_the_same_bidders_do_not_touch_each_other() {
    let mut world = World::new().await;
    let first = world.at(Stage::Auction).await;
    let second = world.vault_at(Stage::Auction, VaultSpec { creator: "rival", ..VaultSpec::default() }).await;
    assert_ne!(first.address, second.address);
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    // Dan and Cleo have the same bid in both.
    for bidder in [&dan, &cleo] {
        let bids = [world.bid_of(&first, bidder).await.unwrap(), world.bid_of(&second, bidder).await.unwrap()];
        assert_eq!((bids[0].price, bids[0].cash, bids[0].fractions), (bids[1].price, bids[1].cash, bids[1].fractions));
    }

    world.bank.advance(86_400).await;
    world.bid(&second, &dan, 2_000_000_000, 0).await.unwrap();
    assert_eq!((world.auction(&first).await.price, world.auction(&second).await.price), (1_050_000_000, 2_000_000_000));
    assert_fails(world.withdraw(&second, &dan).await, "LeadingBidLocked");
    world.withdraw(&first, &dan).await.unwrap();
    world.withdraw(&second, &cleo).await.unwrap();

    for vault in [&first, &second] {
        world.end_auction(vault).await;
        world.settle(vault).await.unwrap();
    }
    assert_eq!(world.vault(&first).await.recipient, cleo.pubkey());
    assert_eq!(world.vault(&second).await.recipient, dan.pubkey());

    let creator = first.creator.clone();
    pay_out_and_close(&mut world, &first, &[&cleo], &[&ana, &ben, &creator]).await;
    let rest = world.auction(&second).await;
    assert_eq!((rest.cash, rest.proceeds), (2_000_000_000, 1_860_000_000), "the other vault owes what it owed");
    let rival = second.creator.clone();
    pay_out_and_close(&mut world, &second, &[&dan], &[&ana, &ben, &cleo, &rival]).await;
    assert!(world.holds(&cleo.pubkey(), &first.nfts[0]).await);
    assert!(world.holds(&dan.pubkey(), &second.nfts[0]).await);
    assert_eq!(world.cash_of(&dan).await, CASH - 2_000_000_000);
    assert_eq!(world.cash_of(&rival).await, CASH + 40_000_000 + 446_400_000);
}

#[tokio::test]
async fn one_creator_has_many_vaults_each_with_its_own_fraction() {
    let mut world = World::new().await;
    let mut mints = Vec::new();
    for id in [0, 1, u64::MAX] {
        let vault = world.vault_at(Stage::Active, VaultSpec { id, ..VaultSpec::default() }).await;
        assert_eq!(world.vault(&vault).await.id, id);
        mints.push(vault.fraction_mint);
    }
    mints.dedup();
    assert_eq!(mints.len(), 3);
}
