//! Offers below the reserve, for vaults whose holders are away.

use {
    crate::stage::{DAY, FORTNIGHT, close, lamports_of, pay_out},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        rules::Terms,
        state::{Auction, Status},
    },
    mosaic_harness::{Actor, Stage, VaultCookie, VaultSpec, World, assert_fails, event, world::CASH},
};

/// The offer that stands: who made it, its price, and from when on it can be accepted.
async fn standing(world: &World, vault: &VaultCookie) -> (Pubkey, u64, i64) {
    let Auction { leader, price, ends_at, .. } = world.auction(vault).await;
    (leader, price, ends_at)
}

/// A default vault of Ana's, Ben's, Cleo's and the creator's, who never do anything again; and two who want it.
async fn deserted(world: &mut World) -> (VaultCookie, [Actor; 3], [Actor; 2]) {
    let vault = world.at(Stage::Active).await;
    let holders = world.spread(&vault).await;
    let others = [world.actor("Dan").await, world.actor("Eve").await];
    for other in &others {
        world.bank.create_ata(&other.pubkey(), &vault.fraction_mint).await;
    }
    (vault, holders, others)
}

#[tokio::test]
async fn inv_12_absent_holders_are_sold_out_by_an_offer_and_paid() {
    let mut world = World::new().await;
    let people = [
        world.actor("creator").await,
        world.actor("Ana").await,
        world.actor("Ben").await,
        world.actor("Cleo").await,
        world.actor("Dan").await,
        world.actor("Eve").await,
    ];
    let [creator, ana, ben, cleo, dan, eve] = &people;
    let before = lamports_of(&world, &[creator, dan, eve]).await;
    let vault = world.at(Stage::Active).await;
    world.spread(&vault).await;
    let mut offer = vault.place_bid(&dan.pubkey(), 600_000_000, 0);
    offer.fraction_account = None;
    let now = world.bank.now().await;
    let receipt = world.send(&[offer.offer()], &[dan]).await.unwrap();
    if let Some(made) = event!(receipt, OfferMade) {
        assert_eq!((made.bidder, made.price, made.cash, made.fractions), (dan.pubkey(), 600_000_000, 600_000_000, 0));
        assert_eq!((made.supply, made.acceptable_at, made.escrow_cash), (vault.supply, now + FORTNIGHT, 600_000_000));
    }
    // It is in escrow, and everybody sees it; nobody is at auction yet.
    assert_eq!(world.vault(&vault).await.status(), Ok(Status::Active));
    assert_eq!((world.cash_of(dan).await, world.escrowed_cash(&vault).await), (CASH - 600_000_000, 600_000_000));
    let quote = world.quote(&vault).await;
    assert_eq!((quote.firm, quote.price, quote.offer_price), (false, 1_000_000_000, 600_000_000));
    assert_eq!(standing(&world, &vault).await, (dan.pubkey(), 600_000_000, now + FORTNIGHT));
    assert_fails(world.settle(&vault).await, "WrongStatus");

    world.bank.set_clock(now + FORTNIGHT - 1).await;
    assert_fails(world.accept_offer(&vault).await, "OfferStillOpen");
    world.bank.advance(1).await;
    let receipt = world.accept_offer(&vault).await.unwrap();
    if let Some(accepted) = event!(receipt, OfferAccepted) {
        assert_eq!((accepted.bidder, accepted.price, accepted.reserve), (dan.pubkey(), 600_000_000, 1_000_000_000));
        assert_eq!((accepted.vetoing, accepted.ends_at), (0, now + FORTNIGHT + 3 * DAY));
    }
    let auction = world.auction(&vault).await;
    assert_eq!((auction.reserve, auction.started_at, auction.supply), (600_000_000, now + FORTNIGHT, vault.supply));
    assert_fails(world.accept_offer(&vault).await, "WrongStatus");
    assert_fails(world.withdraw_offer(&vault, dan).await, "WrongStatus");
    // An auction like any other: a step more wins it.
    offer.bidder = eve.pubkey();
    offer.cash_account = vault.cash_account(&eve.pubkey());
    offer.args.price = 629_999_999;
    assert_fails(world.send(&[offer.instruction()], &[eve]).await, "BidBelowStep");
    offer.args.price = 630_000_000;
    world.send(&[offer.instruction()], &[eve]).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    let auction = world.auction(&vault).await;
    assert_eq!((auction.royalties, auction.curator_fee, auction.proceeds), (31_500_000, 12_600_000, 585_900_000));
    pay_out(&mut world, &vault, &[dan, eve], &[ana, ben, cleo, creator]).await;
    for (holder, paid) in
        [(ana, 234_360_000), (ben, 64_449_000), (cleo, 146_475_000), (creator, 140_616_000 + 12_600_000), (dan, 0)]
    {
        assert_eq!(world.cash_of(holder).await, CASH + paid, "{}", holder.name);
    }
    assert_eq!(world.cash_of(eve).await, CASH - 630_000_000);
    close(&mut world, &vault).await;
    let mut expected = before;
    // The rent of the fraction mint, which nobody can close.
    expected[0] -= 1_461_600;
    assert_eq!(lamports_of(&world, &[creator, dan, eve]).await, expected);
}

#[tokio::test]
async fn an_offer_with_own_fractions_needs_cash_for_the_others_only() {
    let mut world = World::new().await;
    let (vault, [ana, ben, cleo], _) = deserted(&mut world).await;
    let creator = vault.creator.clone();
    world.offer(&vault, &cleo, 600_000_000, 2_500_000_000).await.unwrap();
    assert_eq!(world.cash_of(&cleo).await, CASH - 450_000_000);
    assert_eq!((world.fractions_of(&vault, &cleo).await, world.escrowed_fractions(&vault).await), (0, 2_500_000_000));
    // Whoever owns all the rest does not own the whole.
    for holder in [&ana, &ben] {
        let amount = world.fractions_of(&vault, holder).await;
        world.give_fractions(&vault, holder, &creator.pubkey(), amount).await;
    }
    assert_fails(world.reclaim(&vault, &creator).await, "NotTheWholeSupply");
    world.bank.advance(FORTNIGHT).await;
    world.accept_offer(&vault).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    assert_eq!(world.supply(&vault).await, 7_500_000_000);
    pay_out(&mut world, &vault, &[&cleo], &[&creator]).await;
    assert_eq!(world.cash_of(&creator).await, CASH + 418_500_000 + 9_000_000);
    close(&mut world, &vault).await;
}

#[tokio::test]
async fn t21_a_better_offer_at_the_last_second_sends_the_first_home_and_starts_the_window_again() {
    let mut world = World::new().await;
    let (vault, [_, _, cleo], [dan, eve]) = deserted(&mut world).await;
    world.give_fractions(&vault, &cleo, &dan.pubkey(), 1_000_000_000).await;
    world.offer(&vault, &dan, 600_000_000, 1_000_000_000).await.unwrap();
    let first_end = standing(&world, &vault).await.2;
    world.bank.set_clock(first_end - 1).await;
    assert_fails(world.offer(&vault, &eve, 629_999_999, 0).await, "BidBelowStep");
    world.offer(&vault, &eve, 630_000_000, 0).await.unwrap();
    assert_eq!(standing(&world, &vault).await, (eve.pubkey(), 630_000_000, first_end - 1 + FORTNIGHT));
    world.bank.set_clock(first_end).await;
    assert_fails(world.accept_offer(&vault).await, "OfferStillOpen");

    // Eve's stands until she withdraws it herself; Dan's goes home with everything, whoever sends it.
    assert_fails(world.withdraw(&vault, &eve).await, "LeadingBidLocked");
    let mut unsigned = vault.withdraw_bid(&eve.pubkey()).offer();
    unsigned.accounts[0].is_signer = false;
    assert_fails(world.send(&[unsigned], &[]).await, "OfferNotSigned");
    assert_fails(world.withdraw_offer(&vault, &dan).await, "NotTheLeadingBid");
    world.withdraw(&vault, &dan).await.unwrap();
    assert_eq!((world.cash_of(&dan).await, world.fractions_of(&vault, &dan).await), (CASH, 1_000_000_000));
    assert_eq!((world.escrowed_cash(&vault).await, world.escrowed_fractions(&vault).await), (630_000_000, 0));
    assert!(world.bid_of(&vault, &dan).await.is_none());

    // The last second of the second window is as good as any.
    world.bank.set_clock(first_end - 2 + FORTNIGHT).await;
    assert_fails(world.accept_offer(&vault).await, "OfferStillOpen");
    world.bank.advance(1).await;
    world.accept_offer(&vault).await.unwrap();
}

#[tokio::test]
async fn t21_an_offer_is_withdrawn_and_made_again() {
    let mut world = World::new().await;
    let (vault, _, [dan, eve]) = deserted(&mut world).await;
    world.offer(&vault, &dan, 600_000_000, 0).await.unwrap();
    let first_end = standing(&world, &vault).await.2;
    assert_fails(world.withdraw_offer(&vault, &dan).await, "OfferStillOpen");
    world.bank.set_clock(first_end - 1).await;
    assert_fails(world.withdraw_offer(&vault, &dan).await, "OfferStillOpen");
    // From the second on in which it could be accepted it is his until it is.
    world.bank.set_clock(first_end).await;
    world.withdraw_offer(&vault, &dan).await.unwrap();
    assert_eq!((world.cash_of(&dan).await, world.escrowed_cash(&vault).await), (CASH, 0));
    assert_eq!(standing(&world, &vault).await, (Pubkey::default(), 0, 0));
    assert_eq!(world.quote(&vault).await.offer_price, 0);
    assert_fails(world.accept_offer(&vault).await, "NoOffer");
    assert_fails(world.withdraw_offer(&vault, &dan).await, "AccountOwnedByWrongProgram");
    // With nothing to exceed the next one may be lower; the window is a new one.
    world.offer(&vault, &eve, 500_000_000, 0).await.unwrap();
    world.offer(&vault, &dan, 525_000_000, 0).await.unwrap();
    assert_eq!(standing(&world, &vault).await, (dan.pubkey(), 525_000_000, first_end + FORTNIGHT));
    // Eve answers from what she has in escrow: only the difference moves.
    world.offer(&vault, &eve, 551_250_000, 0).await.unwrap();
    assert_eq!(world.cash_of(&eve).await, CASH - 551_250_000);
    // When the one that stands goes, the exceeded one does not stand again.
    world.bank.advance(FORTNIGHT).await;
    world.withdraw_offer(&vault, &eve).await.unwrap();
    assert_eq!(standing(&world, &vault).await, (Pubkey::default(), 0, 0));
    world.withdraw(&vault, &dan).await.unwrap();
    assert_eq!((world.cash_of(&dan).await, world.cash_of(&eve).await), (CASH, CASH));
    // And a sale at the reserve goes on as if nothing had been.
    world.bid(&vault, &eve, 1_000_000_000, 0).await.unwrap();
    assert_eq!(world.auction(&vault).await.opener, dan.pubkey(), "who opened the account gets its rent back");
}

#[tokio::test]
async fn t09_who_holds_an_offer_up_is_held_as_long_and_bought_from() {
    let mut world = World::new().await;
    let (vault, _, [dan, mal]) = deserted(&mut world).await;
    world.offer(&vault, &dan, 600_000_000, 0).await.unwrap();
    let first_end = standing(&world, &vault).await.2;
    world.bank.set_clock(first_end - 1).await;
    world.offer(&vault, &mal, 630_000_000, 0).await.unwrap();
    // Replacing an offer to withdraw it is not free: his stands for a whole window, and Dan may go on at once.
    for at in [first_end - 1, first_end, first_end + FORTNIGHT - 2] {
        world.bank.set_clock(at).await;
        assert_fails(world.withdraw_offer(&vault, &mal).await, "OfferStillOpen");
        assert_fails(world.withdraw(&vault, &mal).await, "LeadingBidLocked");
    }
    world.withdraw(&vault, &dan).await.unwrap();
    world.bank.advance(1).await;
    // In the first second in which he may, anyone may take him at his word.
    world.accept_offer(&vault).await.unwrap();
    assert_fails(world.withdraw_offer(&vault, &mal).await, "WrongStatus");
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    assert_eq!(world.vault(&vault).await.recipient, mal.pubkey());
}

#[tokio::test]
async fn an_offer_makes_no_first_bid_dearer() {
    for offered in [1, 952_380_953, 999_999_999] {
        let mut world = World::new().await;
        let (vault, _, [dan, eve]) = deserted(&mut world).await;
        world.offer(&vault, &dan, offered, 0).await.unwrap();
        assert_fails(world.bid(&vault, &eve, 999_999_999, 0).await, "BidBelowReserve");
        world.bid(&vault, &eve, 1_000_000_000, 0).await.unwrap();
        let auction = world.auction(&vault).await;
        assert_eq!((auction.leader, auction.price, auction.reserve), (eve.pubkey(), 1_000_000_000, 1_000_000_000));
        assert_eq!(auction.ends_at, world.bank.now().await + 3 * DAY);
        // The one who offered is exceeded like any other: free, or to answer by the step.
        assert_fails(world.bid(&vault, &dan, 1_049_999_999, 0).await, "BidBelowStep");
        world.withdraw(&vault, &dan).await.unwrap();
        assert_eq!(world.cash_of(&dan).await, CASH);
    }
}

#[tokio::test]
async fn an_offer_becomes_a_bid_for_the_difference() {
    let mut world = World::new().await;
    let (vault, _, [dan, eve]) = deserted(&mut world).await;
    world.offer(&vault, &dan, 900_000_000, 0).await.unwrap();
    assert_fails(world.bid(&vault, &dan, 999_999_999, 0).await, "BidBelowReserve");
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    assert_eq!((world.cash_of(&dan).await, world.escrowed_cash(&vault).await), (CASH - 1_000_000_000, 1_000_000_000));
    assert_eq!(world.auction(&vault).await.open_bids, 1);
    assert_fails(world.offer(&vault, &eve, 900_000_000, 0).await, "WrongStatus");
    assert_fails(world.withdraw_offer(&vault, &dan).await, "WrongStatus");
    assert_fails(world.withdraw(&vault, &dan).await, "LeadingBidLocked");
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    assert_eq!(world.auction(&vault).await.proceeds, 930_000_000);
}

#[tokio::test]
async fn a_vault_without_a_window_takes_no_offers() {
    let mut world = World::new().await;
    let terms = Terms { offer_window_secs: 0, ..VaultSpec::default().terms };
    let vault = world.vault_at(Stage::Active, VaultSpec { terms, ..VaultSpec::default() }).await;
    let dan = world.actor("Dan").await;
    world.bank.create_ata(&dan.pubkey(), &vault.fraction_mint).await;
    assert_fails(world.offer(&vault, &dan, 999_999_999, 0).await, "OffersClosed");
    assert_eq!(world.vault(&vault).await.auction, 0);
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
}

#[tokio::test]
async fn t21_an_exceeded_offer_above_the_one_that_is_accepted_in_the_end_is_still_its_own() {
    let mut world = World::new().await;
    let (vault, [ana, ben, cleo], [dan, eve]) = deserted(&mut world).await;
    let creator = vault.creator.clone();
    world.offer(&vault, &cleo, 600_000_000, 2_500_000_000).await.unwrap();
    world.offer(&vault, &eve, 630_000_000, 0).await.unwrap();
    world.burn(&vault, &creator, 2_400_000_000).await;
    world.bank.advance(FORTNIGHT).await;
    world.withdraw_offer(&vault, &eve).await.unwrap();
    // Cleo's is left where it was, by the supply of before, and Dan's is accepted far below it.
    world.offer(&vault, &dan, 100_000_000, 0).await.unwrap();
    world.bank.advance(FORTNIGHT).await;
    world.accept_offer(&vault).await.unwrap();
    assert_eq!(world.auction(&vault).await.supply, 7_600_000_000);
    // She bids on from it: 131,250,000 * 51 / 76, rounded up; of her 450,000,000 the rest comes back.
    assert_fails(world.bid(&vault, &cleo, 104_999_999, 2_500_000_000).await, "BidBelowStep");
    world.bid(&vault, &cleo, 131_250_000, 2_500_000_000).await.unwrap();
    assert_eq!(world.cash_of(&cleo).await, CASH - 88_075_658);
    world.withdraw(&vault, &dan).await.unwrap();
    world.bid(&vault, &dan, 200_000_000, 0).await.unwrap();
    world.withdraw(&vault, &cleo).await.unwrap();
    assert_eq!((world.cash_of(&cleo).await, world.fractions_of(&vault, &cleo).await), (CASH, 2_500_000_000));
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    pay_out(&mut world, &vault, &[&dan], &[&ana, &ben, &cleo]).await;
    close(&mut world, &vault).await;
}
