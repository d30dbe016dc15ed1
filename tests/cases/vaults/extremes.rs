//! The smallest and the largest numbers, and supplies that have gone.

use {
    crate::common::{assert_gone, pay_out_and_close},
    mosaic_client::rules::Terms,
    mosaic_harness::{Actor, NftSpec, Stage, VaultCookie, VaultSpec, World, WorldOptions, assert_fails, world::CASH},
};

/// Nobody takes a part of the price.
fn plain(opening_price: u64) -> VaultSpec {
    let terms = Terms { opening_price, curator_fee_bps: 0, ..VaultSpec::default().terms };
    VaultSpec { terms, nfts: vec![NftSpec { seller_fee_bps: 0, ..NftSpec::default() }], ..VaultSpec::default() }
}

async fn sell(world: &mut World, vault: &VaultCookie, bidder: &Actor, price: u64, fractions: u64) {
    world.bid(vault, bidder, price, fractions).await.unwrap();
    world.end_auction(vault).await;
    world.settle(vault).await.unwrap();
}

#[tokio::test]
async fn t04_a_single_fraction_for_a_single_unit() {
    let mut world = World::new().await;
    let vault = world.vault_at(Stage::Active, VaultSpec { supply: 1, decimals: 0, ..plain(1) }).await;
    let (dan, creator) = (world.actor("Dan").await, vault.creator.clone());
    assert_fails(world.bid(&vault, &creator, 1, 1).await, "BidOfWholeSupply");
    sell(&mut world, &vault, &dan, 1, 0).await;
    pay_out_and_close(&mut world, &vault, &[&dan], &[&creator]).await;
    assert_eq!((world.cash_of(&creator).await, world.cash_of(&dan).await), (CASH + 1, CASH - 1));
}

#[tokio::test]
async fn t04_a_price_of_one_unit_for_the_largest_supply() {
    let mut world = World::new().await;
    let vault = world.vault_at(Stage::Active, VaultSpec { supply: u64::MAX, decimals: 9, ..plain(1) }).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    // Half of the fractions still leave a unit to be paid: nobody wins for nothing.
    let fractions = world.fractions_of(&vault, &cleo).await;
    sell(&mut world, &vault, &cleo, 1, fractions).await;
    assert_eq!(world.auction(&vault).await.proceeds, 1);
    let creator = vault.creator.clone();
    pay_out_and_close(&mut world, &vault, &[&cleo], &[&ana, &ben, &creator]).await;
    // floor(part of 1) for everybody but the last
    assert_eq!((world.cash_of(&ana).await, world.cash_of(&ben).await), (CASH, CASH));
    assert_eq!(world.cash_of(&creator).await, CASH + 1);
}

#[tokio::test]
async fn t04_the_largest_price_for_the_largest_supply() {
    let mut world = World::with(WorldOptions { cash: 0, ..WorldOptions::default() }).await;
    let base = VaultSpec::default();
    let terms = Terms { opening_price: u64::MAX, curator_fee_bps: 500, ..base.terms };
    let vault = world.vault_at(Stage::Active, VaultSpec { supply: u64::MAX, decimals: 9, terms, ..base }).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let (dan, creator) = (world.actor("Dan").await, vault.creator.clone());
    world.give_cash(&vault.cash_account(&dan.pubkey()), u64::MAX).await;
    sell(&mut world, &vault, &dan, u64::MAX, 0).await;
    let (auction, whole) = (world.auction(&vault).await, u128::from(u64::MAX));
    let (royalties, fee) = ((whole * 500).div_ceil(10_000), (whole * 500).div_ceil(10_000));
    assert_eq!((u128::from(auction.royalties), u128::from(auction.curator_fee)), (royalties, fee));
    assert_eq!(u128::from(auction.proceeds), whole - royalties - fee);
    let cleo = world.actor("Cleo").await;
    pay_out_and_close(&mut world, &vault, &[&dan], &[&ana, &ben, &cleo, &creator]).await;
    let mut all = 0u128;
    for name in ["Ana", "Ben", "Cleo", "Dan", "creator", "painter", "framer"] {
        let actor = world.actor(name).await;
        all += u128::from(world.cash_of(&actor).await);
    }
    assert_eq!(all, whole, "every unit has arrived");
}

#[tokio::test]
async fn t04_nobody_can_outbid_the_largest_price() {
    let mut world = World::with(WorldOptions { cash: 0, ..WorldOptions::default() }).await;
    let vault = world.vault_at(Stage::Active, VaultSpec { supply: u64::MAX, decimals: 0, ..plain(u64::MAX) }).await;
    let dan = world.actor("Dan").await;
    let creator = vault.creator.clone();
    world.give_cash(&vault.cash_account(&dan.pubkey()), u64::MAX).await;
    // One unit of cash for the one fraction of somebody else.
    world.give_fractions(&vault, &creator, &dan.pubkey(), u64::MAX - 1).await;
    world.bid(&vault, &dan, u64::MAX, u64::MAX - 1).await.unwrap();
    assert_eq!(world.bid_of(&vault, &dan).await.unwrap().cash, 1);
    assert_fails(world.bid(&vault, &dan, u64::MAX, 0).await, "BidBelowStep");
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    pay_out_and_close(&mut world, &vault, &[&dan], &[&creator]).await;
    assert_eq!((world.cash_of(&creator).await, world.cash_of(&dan).await), (1, u64::MAX - 1));
}

#[tokio::test]
async fn t04_decimals_from_none_to_nine() {
    for decimals in [0, 9] {
        let mut world = World::new().await;
        let vault = world.vault_at(Stage::Sold, VaultSpec { decimals, ..VaultSpec::default() }).await;
        assert_eq!(world.bank.mint(&vault.fraction_mint).await.decimals, decimals);
        // Decimals are for show: raw units are what is counted.
        assert_eq!(world.auction(&vault).await.winning_cash, 787_500_000);
    }
}

#[tokio::test]
async fn t14_a_bidder_with_all_fractions_but_one_pays_for_that_one() {
    let mut world = World::new().await;
    let vault = world.vault_at(Stage::Active, VaultSpec { supply: 1_000, decimals: 0, ..plain(1_000_000) }).await;
    let (ana, creator) = (world.actor("Ana").await, vault.creator.clone());
    world.give_fractions(&vault, &creator, &ana.pubkey(), 999).await;
    sell(&mut world, &vault, &ana, 1_000_000, 999).await;
    assert_eq!((world.supply(&vault).await, world.auction(&vault).await.proceeds), (1, 1_000));
    world.redeem(&vault, &creator, 1).await.unwrap();
    assert_eq!(world.cash_of(&creator).await, CASH + 1_000);
    pay_out_and_close(&mut world, &vault, &[&ana], &[]).await;
}

#[tokio::test]
async fn t14_proceeds_without_a_fraction_left_are_the_winners() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let (ana, creator) = (world.actor("Ana").await, vault.creator.clone());
    world.give_fractions(&vault, &creator, &ana.pubkey(), 4_000_000_000).await;
    world.bid(&vault, &ana, 1_000_000_000, 4_000_000_000).await.unwrap();
    world.burn(&vault, &creator, 6_000_000_000).await;
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    // 600,000,000 of cash, less 5 % royalties and 2 % fee
    let auction = world.auction(&vault).await;
    assert_eq!((auction.royalties, auction.curator_fee, auction.proceeds), (30_000_000, 12_000_000, 0));
    assert_eq!(world.bid_of(&vault, &ana).await.unwrap().cash, 558_000_000);
    assert_fails(world.redeem(&vault, &creator, 1).await, "SourceTooSmall");
    pay_out_and_close(&mut world, &vault, &[&ana], &[]).await;
    assert_eq!(world.cash_of(&ana).await, CASH - 42_000_000);
}

#[tokio::test]
async fn t14_a_vault_whose_every_fraction_was_burned_is_still_sold() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let (dan, eve, creator) = (world.actor("Dan").await, world.actor("Eve").await, vault.creator.clone());
    world.burn(&vault, &creator, vault.supply).await;
    assert_fails(world.reclaim(&vault, &creator).await, "NotTheWholeSupply");
    assert_fails(world.bid(&vault, &dan, 1_000_000_000, 1).await, "BidOfWholeSupply");
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.bid(&vault, &eve, 1_050_000_000, 0).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    pay_out_and_close(&mut world, &vault, &[&dan, &eve], &[]).await;
    assert_eq!(world.cash_of(&dan).await, CASH);
    // Only the royalties and the fee are gone.
    assert_eq!(world.cash_of(&eve).await, CASH - 52_500_000 - 21_000_000);
    assert!(world.holds(&eve.pubkey(), &vault.nfts[0]).await);
}

#[tokio::test]
async fn fractions_burned_after_the_sale_leave_their_part_to_the_others() {
    let mut world = World::new().await;
    let vault = world.vault_at(Stage::Active, plain(1_000_000_000)).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    let (dan, creator) = (world.actor("Dan").await, vault.creator.clone());
    sell(&mut world, &vault, &dan, 1_000_000_000, 0).await;
    world.burn(&vault, &creator, 2_400_000_000).await;
    pay_out_and_close(&mut world, &vault, &[&dan], &[&cleo, &ben, &ana]).await;
    let mut paid = 0;
    for holder in [&ana, &ben, &cleo] {
        paid += world.cash_of(holder).await - CASH;
    }
    assert_eq!(paid, 1_000_000_000);
}

#[tokio::test]
async fn with_the_last_fraction_burned_the_rest_is_surplus() {
    let mut world = World::new().await;
    let vault = world.vault_at(Stage::Active, plain(1_000_000_000)).await;
    let (dan, creator) = (world.actor("Dan").await, vault.creator.clone());
    sell(&mut world, &vault, &dan, 1_000_000_000, 0).await;
    world.burn(&vault, &creator, vault.supply).await;
    world.withdraw(&vault, &dan).await.unwrap();
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    // Nobody is owed the proceeds any more: they go where all surplus goes, to the curator.
    world.close(&vault).await.unwrap();
    assert_eq!(world.cash_of(&creator).await, CASH + 1_000_000_000);
    assert_gone(&world, &vault).await;
}
