//! Bids: placed, raised, outbid, withdrawn.

use {
    crate::common::pay_out_and_close,
    mosaic::events::{BidPlaced, EventHeader},
    mosaic_client::{
        pda,
        state::{Auction, Status},
    },
    mosaic_harness::{
        Actor, Stage, TokenProgram, VaultCookie, World, WorldOptions, assert_fails, bank::START, event, world::CASH,
    },
};

const DAY: i64 = 86_400;

/// What a bidder has: cash, fractions, and both in escrow.
async fn purse(world: &World, vault: &VaultCookie, bidder: &Actor) -> (u64, u64, u64, u64) {
    let bid = world.bid_of(vault, bidder).await;
    let (cash, fractions) = bid.map_or((0, 0), |bid| (bid.cash, bid.fractions));
    (world.cash_of(bidder).await, world.fractions_of(vault, bidder).await, cash, fractions)
}

#[tokio::test]
async fn the_first_bid_starts_the_auction() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [_, _, cleo] = world.spread(&vault).await;
    let receipt = world.bid(&vault, &cleo, 1_200_000_000, 2_500_000_000).await.unwrap();
    if let Some(placed) = event!(receipt, BidPlaced) {
        let header = EventHeader { vault: vault.address, sequence: 3, slot: placed.header.slot };
        let expected = BidPlaced {
            header,
            bidder: cleo.pubkey(),
            price: 1_200_000_000,
            cash: 900_000_000,
            fractions: 2_500_000_000,
            reserve: 1_000_000_000,
            consenting: 10_000_000_000,
            supply: 10_000_000_000,
            ends_at: START + 3 * DAY,
            escrow_cash: 900_000_000,
            escrow_fractions: 2_500_000_000,
        };
        assert_eq!(placed, expected);
    }

    let Auction { opener, leader, supply, reserve, price, started_at, ends_at, winning_cash, .. } =
        world.auction(&vault).await;
    assert_eq!((opener, leader), (cleo.pubkey(), cleo.pubkey()));
    assert_eq!((supply, reserve, price), (10_000_000_000, 1_000_000_000, 1_200_000_000));
    assert_eq!((started_at, ends_at, winning_cash), (START, START + 3 * DAY, 0));
    let auction = world.auction(&vault).await;
    assert_eq!((auction.cash, auction.bids_cash, auction.fractions), (900_000_000, 900_000_000, 2_500_000_000));
    assert_eq!((auction.proceeds, auction.royalties, auction.curator_fee, auction.open_bids), (0, 0, 0, 1));
    assert_eq!(world.vault(&vault).await.status(), Ok(Status::Auction));
    assert_eq!(
        (world.escrowed_cash(&vault).await, world.escrowed_fractions(&vault).await),
        (900_000_000, 2_500_000_000)
    );
}

#[tokio::test]
async fn inv_03_inv_04_t17_raising_moves_only_the_difference_in_both_directions() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    let all = 4_000_000_000;
    // (price, fractions) and the cash by hand: price * (10 - fractions) / 10, in units of a tenth of the supply
    let raises = [
        (1_000_000_000, 2_000_000_000, 800_000_000),
        // more fractions: cash comes back although the price rises
        (1_050_000_000, 4_000_000_000, 630_000_000),
        // fewer fractions: cash goes in
        (1_200_000_000, 1_000_000_000, 1_080_000_000),
        // none at all
        (1_300_000_000, 0, 1_300_000_000),
        // and all again
        (2_000_000_000, 4_000_000_000, 1_200_000_000),
        // the same fractions: only cash moves
        (2_100_000_000, 4_000_000_000, 1_260_000_000),
    ];
    for (price, fractions, cash) in raises {
        world.bid(&vault, &ana, price, fractions).await.unwrap();
        assert_eq!(purse(&world, &vault, &ana).await, (CASH - cash, all - fractions, cash, fractions));
        let auction = world.auction(&vault).await;
        assert_eq!((auction.cash, auction.fractions, auction.open_bids), (cash, fractions, 1));
    }
}

#[tokio::test]
async fn a_bid_without_fractions_needs_no_fraction_account() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    let dan = world.actor("Dan").await;
    let mut bid = vault.place_bid(&dan.pubkey(), 1_000_000_000, 0);
    bid.fraction_account = None;
    world.send(&[bid.instruction()], &[&dan]).await.unwrap();
    // Fractions that stay where they are need none either; such that move do.
    world.bid(&vault, &ana, 1_100_000_000, 1_000_000_000).await.unwrap();
    let mut raise = vault.place_bid(&ana.pubkey(), 1_200_000_000, 1_000_000_000);
    raise.fraction_account = None;
    world.send(&[raise.instruction()], &[&ana]).await.unwrap();
    let mut fewer = vault.place_bid(&ana.pubkey(), 1_300_000_000, 0);
    fewer.fraction_account = None;
    assert_fails(world.send(&[fewer.instruction()], &[&ana]).await, "FractionAccountMissing");
}

#[tokio::test]
async fn t20_a_bid_costs_at_most_what_its_bidder_accepts() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [_, _, cleo] = world.spread(&vault).await;
    let mut bid = vault.place_bid(&cleo.pubkey(), 1_000_000_001, 2_500_000_000);
    // 750,000,000.75 rounded up
    bid.args.max_cash = 750_000_000;
    assert_fails(world.send(&[bid.instruction()], &[&cleo]).await, "CashAboveMaximum");
    bid.args.max_cash = 750_000_001;
    world.send(&[bid.instruction()], &[&cleo]).await.unwrap();
    assert_eq!(world.bid_of(&vault, &cleo).await.unwrap().cash, 750_000_001);
    // The bound is on the whole bid, not on what is added.
    let mut raise = vault.place_bid(&cleo.pubkey(), 1_100_000_000, 2_500_000_000);
    raise.args.max_cash = 824_999_999;
    assert_fails(world.send(&[raise.instruction()], &[&cleo]).await, "CashAboveMaximum");
}

#[tokio::test]
async fn inv_09_each_bid_is_a_step_above_the_last_whoever_bids() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let (dan, eve) = (world.actor("Dan").await, world.actor("Eve").await);
    world.bid(&vault, &dan, 1_000_000_001, 0).await.unwrap();
    // 5 % of 1,000,000,001, rounded up
    assert_fails(world.bid(&vault, &eve, 1_050_000_001, 0).await, "BidBelowStep");
    assert_fails(world.bid(&vault, &dan, 1_050_000_001, 0).await, "BidBelowStep");
    world.bid(&vault, &eve, 1_050_000_002, 0).await.unwrap();
    assert_eq!(world.auction(&vault).await.leader, eve.pubkey());
    // The outbid bidder raises its own bid, which is still there.
    world.bid(&vault, &dan, 1_200_000_000, 0).await.unwrap();
    assert_eq!((world.auction(&vault).await.leader, world.auction(&vault).await.open_bids), (dan.pubkey(), 2));
}

#[tokio::test]
async fn t21_an_outbid_bidder_takes_everything_back_at_any_time() {
    for wait in [0, 3 * DAY - 1, 3 * DAY, 300 * DAY] {
        let mut world = World::new().await;
        let vault = world.at(Stage::Active).await;
        let [ana, ben, _] = world.spread(&vault).await;
        world.bid(&vault, &ana, 1_000_000_000, 4_000_000_000).await.unwrap();
        world.bid(&vault, &ben, 1_100_000_000, 1_000_000_000).await.unwrap();
        world.bank.advance(wait).await;
        let lamports = world.bank.lamports(&ana.pubkey()).await;
        let rent = world.bank.lamports(&pda::bid(&vault.address, &ana.pubkey())).await;
        let receipt = world.withdraw(&vault, &ana).await.unwrap();
        if let Some(gone) = event!(receipt, BidWithdrawn) {
            assert_eq!((gone.bidder, gone.cash, gone.fractions), (ana.pubkey(), 600_000_000, 4_000_000_000));
            assert_eq!((gone.escrow_cash, gone.escrow_fractions), (990_000_000, 1_000_000_000));
        }
        assert_eq!(world.escrowed_cash(&vault).await, 990_000_000);
        assert_eq!(world.escrowed_fractions(&vault).await, 1_000_000_000);
        assert_eq!(purse(&world, &vault, &ana).await, (CASH, 4_000_000_000, 0, 0));
        assert_eq!(world.bank.lamports(&ana.pubkey()).await, lamports + rent);
        assert_fails(world.withdraw(&vault, &ben).await, "LeadingBidLocked");
    }
}

#[tokio::test]
async fn who_withdrew_can_bid_again() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Auction).await;
    let dan = world.actor("Dan").await;
    world.withdraw(&vault, &dan).await.unwrap();
    world.bid(&vault, &dan, 2_000_000_000, 0).await.unwrap();
    assert_eq!(purse(&world, &vault, &dan).await, (CASH - 2_000_000_000, 0, 2_000_000_000, 0));
}

#[tokio::test]
async fn an_outbid_bid_waits_for_its_bidder_after_the_sale() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Sold).await;
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    assert_fails(world.close(&vault).await, "StillOwing");
    world.withdraw(&vault, &dan).await.unwrap();
    assert_eq!(world.cash_of(&dan).await, CASH);
    // The winner's bid is empty, there is only its rent to fetch.
    assert_eq!(purse(&world, &vault, &cleo).await, (CASH - 787_500_000, 0, 0, 0));
    world.withdraw(&vault, &cleo).await.unwrap();
    assert_eq!(world.cash_of(&cleo).await, CASH - 787_500_000);
    let creator = vault.creator.clone();
    pay_out_and_close(&mut world, &vault, &[], &[&ana, &ben, &creator]).await;
}

#[tokio::test]
async fn a_signed_withdrawal_goes_where_the_bidder_wants() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    world.bid(&vault, &ana, 1_000_000_000, 4_000_000_000).await.unwrap();
    world.bid(&vault, &ben, 1_100_000_000, 0).await.unwrap();
    let quote_mint = world.quote_mint;
    let cash = world.bank.create_token_account(&ana.pubkey(), &quote_mint).await;
    let fractions = world.bank.create_token_account(&ana.pubkey(), &vault.fraction_mint).await;
    let mut withdraw = vault.withdraw_bid(&ana.pubkey());
    withdraw.cash_destination = cash;
    withdraw.fraction_destination = Some(fractions);
    assert_fails(world.send(&[withdraw.instruction()], &[]).await, "DestinationNotAssociated");
    withdraw.signed = true;
    world.send(&[withdraw.instruction()], &[&ana]).await.unwrap();
    assert_eq!(world.bank.token_balance(&cash).await, 600_000_000);
    assert_eq!(world.bank.token_balance(&fractions).await, 4_000_000_000);
}

#[tokio::test]
async fn t05_a_bid_is_measured_by_the_supply_at_the_start_of_the_auction() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    world.burn(&vault, &ben, 1_000_000_000).await;
    world.bid(&vault, &cleo, 1_000_000_000, 2_250_000_000).await.unwrap();
    let auction = world.auction(&vault).await;
    assert_eq!((auction.supply, auction.cash), (9_000_000_000, 750_000_000), "burned before: no longer counted");
    world.burn(&vault, &ana, 4_000_000_000).await;
    // A quarter of the supply recorded still is a quarter of the price.
    world.bid(&vault, &cleo, 2_000_000_000, 2_250_000_000).await.unwrap();
    let auction = world.auction(&vault).await;
    assert_eq!((auction.supply, auction.cash), (9_000_000_000, 1_500_000_000));
    // Those left share all proceeds: 5,000,000,000 - 2,250,000,000 fractions.
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    assert_eq!(world.supply(&vault).await, 2_750_000_000);
    let creator = vault.creator.clone();
    pay_out_and_close(&mut world, &vault, &[&cleo], &[&ben, &cleo, &creator]).await;
}

#[tokio::test]
async fn t44_fractions_bought_from_another_holder_count_at_once() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    world.give_fractions(&vault, &ana, &ben.pubkey(), 3_900_000_000).await;
    world.bid(&vault, &ben, 1_000_000_000, 5_000_000_000).await.unwrap();
    assert_eq!(world.bid_of(&vault, &ben).await.unwrap().cash, 500_000_000);
}

#[tokio::test]
async fn prices_can_be_in_wrapped_sol() {
    let options = WorldOptions { native_quote: true, ..WorldOptions::default() };
    let mut world = World::with(options).await;
    let vault = world.at(Stage::Sold).await;
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    let creator = vault.creator.clone();
    pay_out_and_close(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
    assert_eq!(world.cash_of(&dan).await, CASH);
    assert_eq!(world.cash_of(&cleo).await, CASH - 787_500_000);
}

#[tokio::test]
async fn the_token_program_of_mainnet_runs_the_same_story() {
    let options = WorldOptions { token_program: TokenProgram::PToken, ..WorldOptions::default() };
    let mut world = World::with(options).await;
    let vault = world.at(Stage::Sold).await;
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    let creator = vault.creator.clone();
    pay_out_and_close(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
    assert_eq!(world.cash_of(&cleo).await, CASH - 787_500_000);
}
