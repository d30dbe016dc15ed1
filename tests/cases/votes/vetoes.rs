//! What stops an offer, and what may happen around one that stands.

use {
    crate::stage::{DAY, FORTNIGHT, close, lamports_of, leave, pay_out},
    mosaic_client::{rules::auction::least_next_price, state::Status},
    mosaic_harness::{Stage, World, assert_fails, event, world::CASH},
};

/// Price of level 86, ten steps below the opening price.
const LEVEL_86: u64 = 613_913_253;
/// Price of level 85.
const LEVEL_85: u64 = 584_679_289;

#[tokio::test]
async fn a_tenth_of_the_supply_does_not_veto_and_one_unit_more_does() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    let dan = world.actor("Dan").await;
    world.bank.create_ata(&dan.pubkey(), &vault.fraction_mint).await;
    world.stake(&vault, &ana, 1_000_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(87)).await.unwrap();
    world.offer(&vault, &dan, LEVEL_86, 0).await.unwrap();
    world.bank.advance(FORTNIGHT).await;
    let accept = vault.accept_offer();
    let simulated = world.simulate(&accept.instruction(), &[]).await.unwrap();
    if let Some(accepted) = event!(simulated, OfferAccepted) {
        assert_eq!(accepted.vetoing, 1_000_000_000);
    }
    world.stake(&vault, &ana, 1).await.unwrap();
    assert_fails(world.accept_offer(&vault).await, "OfferVetoed");
    // Nobody leaves the book out to get past it.
    let mut without = accept;
    without.with_asks = false;
    assert_fails(world.send(&[without.instruction()], &[]).await, "AsksMissing");

    // Who asks exactly the price sells at it; nor does it veto to ask nothing.
    world.stake(&vault, &ana, 2_999_999_999).await.unwrap();
    for level in [Some(86), Some(0), None] {
        world.ask(&vault, &ana, level).await.unwrap();
        world.simulate(&accept.instruction(), &[]).await.unwrap();
        world.ask(&vault, &ana, Some(87)).await.unwrap();
        assert_fails(world.accept_offer(&vault).await, "OfferVetoed");
    }
    // The veto waits as long as the offer does, and is lifted by the one who made it.
    world.bank.advance(100 * DAY).await;
    assert_fails(world.accept_offer(&vault).await, "OfferVetoed");
    world.ask(&vault, &ana, Some(86)).await.unwrap();
    world.accept_offer(&vault).await.unwrap();
    assert_eq!(world.vault(&vault).await.status(), Ok(Status::Auction));
}

#[tokio::test]
async fn an_offer_is_a_bid_at_once_when_the_reserve_has_fallen_to_it() {
    for (price, goes) in [(LEVEL_85 - 1, false), (LEVEL_85, true), (600_000_000, true)] {
        let mut world = World::new().await;
        let vault = world.at(Stage::Active).await;
        let [ana, ben, cleo] = world.spread(&vault).await;
        let dan = world.actor("Dan").await;
        world.bank.create_ata(&dan.pubkey(), &vault.fraction_mint).await;
        world.offer(&vault, &dan, price, 0).await.unwrap();
        for (holder, bps) in [(&ana, 4_000), (&ben, 1_100)] {
            world.stake(&vault, holder, vault.part(bps)).await.unwrap();
            world.ask(&vault, holder, Some(85)).await.unwrap();
        }
        // A quarter of the supply asks more, which no longer matters once the reserve is reached.
        world.stake(&vault, &cleo, 2_500_000_000).await.unwrap();
        world.ask(&vault, &cleo, Some(120)).await.unwrap();
        assert_eq!(world.quote(&vault).await.reserve, LEVEL_85);
        // Whoever bids instead exceeds what could be accepted by the step, and what could not by reaching the reserve.
        let bid = |price| vault.place_bid(&dan.pubkey(), price, 0).instruction();
        let least = if goes { least_next_price(price, 500).unwrap() } else { LEVEL_85 };
        world.simulate(&bid(least), &[&dan]).await.unwrap();
        let error = if goes { "BidBelowStep" } else { "BidBelowReserve" };
        assert_fails(world.simulate(&bid(least - 1), &[&dan]).await, error);
        let result = world.accept_offer(&vault).await;
        if !goes {
            assert_fails(result, "OfferStillOpen");
            world.bank.advance(FORTNIGHT).await;
            assert_fails(world.accept_offer(&vault).await, "OfferVetoed");
            continue;
        }
        result.unwrap();
        let auction = world.auction(&vault).await;
        assert_eq!((auction.price, auction.reserve, auction.consenting), (price, LEVEL_85, 5_100_000_000));
        assert_eq!(auction.ends_at, world.bank.now().await + 3 * DAY);
    }
}

#[tokio::test]
async fn t36_dust_at_and_around_the_bounds_of_an_offer() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [_, _, cleo] = world.spread(&vault).await;
    let dan = world.actor("Dan").await;
    world.bank.create_ata(&dan.pubkey(), &vault.fraction_mint).await;
    assert_fails(world.offer(&vault, &dan, 0, 0).await, "ZeroAmount");
    assert_fails(world.offer(&vault, &dan, 1_000_000_000, 0).await, "OfferAtReserve");
    assert_fails(world.offer(&vault, &dan, u64::MAX, 0).await, "OfferAtReserve");
    assert_fails(world.offer(&vault, &cleo, 1, vault.supply).await, "BidOfWholeSupply");
    assert_fails(world.offer(&vault, &dan, 1, 1).await, "SourceTooSmall");
    let mut bounded = vault.place_bid(&cleo.pubkey(), 999_999_999, 1);
    bounded.args.max_cash = 999_999_998;
    assert_fails(world.send(&[bounded.offer()], &[&cleo]).await, "CashAboveMaximum");
    assert_eq!(world.vault(&vault).await.auction, 0);

    // A unit stands in nobody's way: the next is one more.
    world.offer(&vault, &cleo, 1, 2_500_000_000).await.unwrap();
    assert_eq!((world.cash_of(&cleo).await, world.escrowed_fractions(&vault).await), (CASH - 1, 2_500_000_000));
    assert_fails(world.offer(&vault, &dan, 1, 0).await, "BidBelowStep");
    world.offer(&vault, &dan, 2, 0).await.unwrap();
    world.withdraw(&vault, &cleo).await.unwrap();
    assert_eq!((world.cash_of(&cleo).await, world.fractions_of(&vault, &cleo).await), (CASH, 2_500_000_000));
    // A fraction beside the reserve costs the price rounded up.
    world.offer(&vault, &cleo, 999_999_999, 1).await.unwrap();
    assert_eq!(world.cash_of(&cleo).await, CASH - 999_999_999);
    // Sold for less than a unit each: the dust is paid out all the same.
    world.bank.advance(FORTNIGHT).await;
    world.withdraw_offer(&vault, &cleo).await.unwrap();
    world.offer(&vault, &dan, 3, 0).await.unwrap();
    world.bank.advance(FORTNIGHT).await;
    world.accept_offer(&vault).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    let auction = world.auction(&vault).await;
    assert_eq!(auction.royalties + auction.curator_fee + auction.proceeds, 3);
}

#[tokio::test]
async fn t30_fractions_burned_while_an_offer_stands_leave_more_to_the_others() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    let (creator, dan) = (vault.creator.clone(), world.actor("Dan").await);
    world.offer(&vault, &cleo, 600_000_000, 2_500_000_000).await.unwrap();
    world.stake(&vault, &ana, 760_000_001).await.unwrap();
    world.ask(&vault, &ana, Some(96)).await.unwrap();
    world.burn(&vault, &creator, 2_400_000_000).await;
    world.bank.advance(FORTNIGHT).await;
    // A tenth of what is left vetoes.
    assert_fails(world.accept_offer(&vault).await, "OfferVetoed");
    world.unstake(&vault, &ana, 1).await.unwrap();
    world.accept_offer(&vault).await.unwrap();
    // The auction goes by the supply of the offer: each bid for it pays the same part.
    assert_eq!(world.auction(&vault).await.supply, 10_000_000_000);
    world.bid(&vault, &dan, 630_000_000, 0).await.unwrap();
    world.bid(&vault, &cleo, 661_500_000, 2_500_000_000).await.unwrap();
    assert_eq!(world.cash_of(&cleo).await, CASH - 496_125_000);
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    assert_eq!((world.supply(&vault).await, world.auction(&vault).await.proceeds), (5_100_000_000, 461_396_250));
    leave(&mut world, &vault, &ana).await;
    pay_out(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben]).await;
    // 4,000 parts of 5,100, and what is left of it.
    assert_eq!(world.cash_of(&ana).await, CASH + 361_879_411);
    assert_eq!(world.cash_of(&ben).await, CASH + 99_516_839);
    world.close_staking(&vault).await.unwrap();
    close(&mut world, &vault).await;
}

#[tokio::test]
async fn t14_an_offer_outlives_every_other_fraction() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    let (creator, dan) = (vault.creator.clone(), world.actor("Dan").await);
    world.bank.create_ata(&dan.pubkey(), &vault.fraction_mint).await;
    world.offer(&vault, &cleo, 600_000_000, 2_500_000_000).await.unwrap();
    for holder in [&ana, &ben, &creator] {
        let amount = world.fractions_of(&vault, holder).await;
        world.burn(&vault, holder, amount).await;
    }
    world.bank.advance(FORTNIGHT).await;
    world.accept_offer(&vault).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    assert_eq!(world.supply(&vault).await, 0);
    pay_out(&mut world, &vault, &[&cleo], &[]).await;
    // Her 450,000,000 less royalties and the fee come back: there is nobody else to have them.
    assert_eq!(world.cash_of(&cleo).await, CASH - 31_500_000);
    close(&mut world, &vault).await;
}

#[tokio::test]
async fn inv_12_a_vault_is_reclaimed_while_an_offer_stands() {
    let mut world = World::new().await;
    let people = [world.actor("creator").await, world.actor("Dan").await, world.actor("Eve").await];
    let [creator, dan, eve] = &people;
    let mut before = lamports_of(&world, &[creator, dan, eve]).await;
    let vault = world.at(Stage::Active).await;
    for (bidder, price) in [(dan, 600_000_000), (eve, 630_000_000)] {
        let mut offer = vault.place_bid(&bidder.pubkey(), price, 0);
        offer.fraction_account = None;
        world.send(&[offer.offer()], &[bidder]).await.unwrap();
    }
    world.reclaim(&vault, creator).await.unwrap();
    world.bank.advance(FORTNIGHT).await;
    assert_fails(world.accept_offer(&vault).await, "WrongStatus");
    assert_fails(world.settle(&vault).await, "WrongStatus");
    assert_fails(world.withdraw_offer(&vault, eve).await, "WrongStatus");
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    // The exceeded one and the one that stood, by anyone.
    for bidder in [eve, dan] {
        assert_fails(world.close(&vault).await, "StillOwing");
        world.withdraw(&vault, bidder).await.unwrap();
        assert_eq!(world.cash_of(bidder).await, CASH);
    }
    assert_fails(world.send(&[vault.close_vault(None).instruction()], &[]).await, "AuctionAccountsMissing");
    let wrong = vault.close_vault(Some(eve.pubkey()));
    assert_fails(world.send(&[wrong.instruction()], &[]).await, "WrongOpener");
    close(&mut world, &vault).await;
    before[0] -= 1_461_600;
    assert_eq!(lamports_of(&world, &[creator, dan, eve]).await, before, "rent of the fraction mint aside");
}

#[tokio::test]
async fn stakes_and_income_go_on_beside_an_offer() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    let (mint, tenant, creator) = (world.quote_mint, world.actor("tenant").await, vault.creator.clone());
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.offer(&vault, &cleo, 600_000_000, 0).await.unwrap();
    world.stake(&vault, &ana, 1 << 30).await.unwrap();
    world.deposit_income(&vault, &tenant, &mint, 604_800_000).await.unwrap();
    world.bank.advance(DAY).await;
    world.unstake(&vault, &ana, 1 << 29).await.unwrap();
    world.stake(&vault, &ana, 1 << 29).await.unwrap();
    world.bank.advance(6 * DAY).await;
    world.claim_income(&vault, &ana, &mint).await.unwrap();
    assert_eq!(world.cash_of(&ana).await, CASH + 604_800_000);
    world.bank.advance(7 * DAY).await;
    world.accept_offer(&vault).await.unwrap();
    world.deposit_income(&vault, &tenant, &mint, 604_800_000).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    world.claim_income(&vault, &ana, &mint).await.unwrap();
    assert_eq!(world.cash_of(&ana).await, CASH + 604_800_000 + 259_200_000, "three of seven days");
    leave(&mut world, &vault, &ana).await;
    pay_out(&mut world, &vault, &[&cleo], &[&ana, &ben, &cleo, &creator]).await;
    let cash = world.cash_of(&cleo).await;
    world.close_income(&vault, &mint).await.unwrap();
    assert_eq!(world.cash_of(&cleo).await, cash + 345_600_000, "the other four are the winner's");
    world.close_staking(&vault).await.unwrap();
    close(&mut world, &vault).await;
}

#[tokio::test]
async fn t21_a_vetoed_offer_goes_home_or_is_raised_above_the_veto() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    let dan = world.actor("Dan").await;
    world.bank.create_ata(&dan.pubkey(), &vault.fraction_mint).await;
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(86)).await.unwrap();
    world.offer(&vault, &dan, LEVEL_85, 0).await.unwrap();
    world.bank.advance(FORTNIGHT).await;
    assert_fails(world.accept_offer(&vault).await, "OfferVetoed");
    world.simulate(&vault.withdraw_bid(&dan.pubkey()).offer(), &[&dan]).await.unwrap();
    // A step of 5 % is a level of the ladder, rounded up to above it: that she sells at.
    let raised = least_next_price(LEVEL_85, 500).unwrap();
    world.offer(&vault, &dan, raised, 0).await.unwrap();
    assert_eq!((raised, world.cash_of(&dan).await), (LEVEL_86 + 1, CASH - LEVEL_86 - 1));
    assert_fails(world.accept_offer(&vault).await, "OfferStillOpen");
    assert_fails(world.withdraw_offer(&vault, &dan).await, "OfferStillOpen");
    world.bank.advance(FORTNIGHT).await;
    world.accept_offer(&vault).await.unwrap();
}
