//! What is refused of offers below the reserve.

use {
    crate::scene::{
        BETTER_OFFER, Cast, Claim, FIRST_FRACTIONS, FIRST_PRICE, LEADING_FRACTIONS, LEVEL, Lot, OFFER,
        OFFER_WINDOW_SECS, OPENING_PRICE, STAKED, SUPPLY, Stage, checked_bank, freezer, reach,
    },
    mosaic_client::{
        MosaicError::*,
        instructions::{ClaimAsset, CloseVault, PlaceBid, PlaceBidArgs, SetAsk, SetAskArgs, Stake},
        rules::ladder,
    },
    mosaic_harness::{Bank, Standard},
};

const NO_LONGER_THERE: &str = "AccountOwnedByWrongProgram";

#[tokio::test]
async fn a_vault_without_a_window_takes_no_offers() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::plan(&mut bank, &cast, 1, Standard::NonFungible).await;
    lot.args.offer_window_secs = 0;
    reach(&mut bank, &mut [&mut lot], Stage::Spread).await;
    for price in [0, OFFER, FIRST_PRICE] {
        lot.refuses(&bank, &lot.bid(&cast.opener, price, 0).offer(), OffersClosed).await;
    }
    lot.must(&mut bank, &[lot.first_bid().instruction()]).await;
}

#[tokio::test]
async fn first_offers() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Spread).await;
    let opener = &cast.opener;
    let offer = |price, fractions| lot.bid(opener, price, fractions).offer();
    lot.refuses(&bank, &offer(0, 0), ZeroAmount).await;
    for price in [FIRST_PRICE, FIRST_PRICE + 1, u64::MAX] {
        lot.refuses(&bank, &offer(price, 0), OfferAtReserve).await;
    }
    for fractions in [SUPPLY, SUPPLY + 1, u64::MAX] {
        lot.refuses(&bank, &offer(OFFER, fractions), BidOfWholeSupply).await;
    }
    lot.refuses(&bank, &offer(OFFER, FIRST_FRACTIONS + 1), SourceTooSmall).await;
    // 720,000 units of cash are due.
    let bounded = |max_cash| {
        let first = lot.first_offer();
        PlaceBid { args: PlaceBidArgs { max_cash, ..first.args }, ..first }.offer()
    };
    lot.refuses(&bank, &bounded(719_999), CashAboveMaximum).await;
    let without = PlaceBid { fraction_account: None, ..lot.first_offer() };
    lot.refuses(&bank, &without.offer(), FractionAccountMissing).await;
    let cash = cast.cash(opener);
    bank.freeze(&cash, &cast.quote, &freezer()).await;
    lot.refuses(&bank, &offer(OFFER, 0), SourceFrozen).await;
    bank.thaw(&cash, &cast.quote, &freezer()).await;
    for price in [1, FIRST_PRICE - 1] {
        bank.simulate(&[offer(price, 0)], &[&opener.keypair]).await.expect("below the reserve");
    }
    lot.must(&mut bank, &[bounded(720_000)]).await;
}

#[tokio::test]
async fn further_offers() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Offered).await;
    let step = OFFER / 20;
    for (bidder, fractions) in [(&cast.leader, 0), (&cast.opener, FIRST_FRACTIONS)] {
        let offer = |price| lot.bid(bidder, price, fractions).offer();
        for price in [1, OFFER - 1, OFFER, OFFER + step - 1] {
            lot.refuses(&bank, &offer(price), BidBelowStep).await;
        }
        lot.refuses(&bank, &offer(FIRST_PRICE), OfferAtReserve).await;
        bank.simulate(&[offer(OFFER + step)], &[&bidder.keypair]).await.expect("a step more");
    }
    lot.refuses(&bank, &lot.bid(&cast.leader, BETTER_OFFER, SUPPLY).offer(), BidOfWholeSupply).await;
    lot.refuses(&bank, &lot.bid(&cast.leader, BETTER_OFFER, LEADING_FRACTIONS + 1).offer(), SourceTooSmall).await;
    // The bound is on the whole offer: 810,000 for 90 % of 900,000.
    let raise = lot.bid(&cast.opener, BETTER_OFFER, FIRST_FRACTIONS);
    let bounded = |max_cash| PlaceBid { args: PlaceBidArgs { max_cash, ..raise.args }, ..raise }.offer();
    lot.refuses(&bank, &bounded(809_999), CashAboveMaximum).await;
    lot.must(&mut bank, &[bounded(810_000)]).await;
}

/// An offer below the reserve makes the first bid no dearer, by whomever, and is a bid that was outbid from then on.
#[tokio::test]
async fn a_bid_at_the_reserve_takes_the_place_of_an_offer() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Spread).await;
    lot.must(&mut bank, &[lot.bid(&cast.opener, FIRST_PRICE - 1, FIRST_FRACTIONS).offer()]).await;
    lot.refuses(&bank, &lot.bid(&cast.leader, FIRST_PRICE - 1, 0).instruction(), BidBelowReserve).await;
    bank.simulate(&[lot.first_bid().instruction()], &[&cast.opener.keypair]).await.expect("a raise");
    lot.must(&mut bank, &[lot.bid(&cast.leader, FIRST_PRICE, 0).instruction()]).await;
    // The auction is on: its bids are no offers, and nothing is accepted any more.
    lot.refuses(&bank, &lot.bid(&cast.opener, FIRST_PRICE - 1, 0).offer(), WrongStatus).await;
    lot.refuses(&bank, &lot.accept_offer().instruction(), WrongStatus).await;
    for bidder in [&cast.leader, &cast.opener] {
        lot.refuses(&bank, &lot.withdraw(bidder).offer(), WrongStatus).await;
    }
    lot.refuses(&bank, &lot.withdraw(&cast.leader).instruction(), LeadingBidLocked).await;
    lot.must(&mut bank, &[lot.withdraw(&cast.opener).instruction()]).await;
}

#[tokio::test]
async fn t16_an_offer_is_accepted_when_its_window_is_over() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Spread).await;
    let accept = lot.accept_offer().instruction();
    // Nobody has offered or bid anything: there is no such account.
    lot.fails(&bank, std::slice::from_ref(&accept), NO_LONGER_THERE.to_owned()).await;
    lot.fails(&bank, &[lot.first_offer().offer(), accept.clone()], OfferStillOpen.name()).await;
    lot.must(&mut bank, &[lot.first_offer().offer()]).await;
    bank.advance(OFFER_WINDOW_SECS - 1).await;
    lot.refuses(&bank, &accept, OfferStillOpen).await;
    // A better one in the last second starts the window again.
    lot.must(&mut bank, &[lot.better_offer().offer()]).await;
    bank.advance(OFFER_WINDOW_SECS - 1).await;
    lot.refuses(&bank, &accept, OfferStillOpen).await;
    bank.advance(1).await;
    lot.fails(&bank, &[accept.clone(), accept.clone()], WrongStatus.name()).await;
    lot.must(&mut bank, std::slice::from_ref(&accept)).await;
    lot.refuses(&bank, &accept, WrongStatus).await;
    // From now on it leads as any bid does.
    lot.refuses(&bank, &lot.withdraw(&cast.leader).instruction(), LeadingBidLocked).await;
    lot.refuses(&bank, &lot.withdraw(&cast.leader).offer(), WrongStatus).await;
    let next = |price| lot.bid(&cast.stranger, price, 0).instruction();
    lot.refuses(&bank, &next(BETTER_OFFER + BETTER_OFFER / 20 - 1), BidBelowStep).await;
    lot.must(&mut bank, &[next(BETTER_OFFER + BETTER_OFFER / 20)]).await;
}

#[tokio::test]
async fn t21_an_offer_that_stands_is_withdrawn_by_its_bidder_when_its_window_is_over() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Exceeded).await;
    let withdraw = lot.withdraw(&cast.leader);
    bank.advance(OFFER_WINDOW_SECS - 1).await;
    lot.refuses(&bank, &withdraw.offer(), OfferStillOpen).await;
    lot.refuses(&bank, &withdraw.instruction(), LeadingBidLocked).await;
    bank.advance(1).await;
    lot.refuses(&bank, &withdraw.instruction(), LeadingBidLocked).await;
    let mut unsigned = withdraw.offer();
    unsigned.accounts[0].is_signer = false;
    lot.refuses(&bank, &unsigned, OfferNotSigned).await;
    // Neither by who was exceeded, nor by anybody else, whoever's bid is named.
    lot.refuses(&bank, &lot.withdraw(&cast.opener).offer(), NotTheLeadingBid).await;
    let mut thief = withdraw.offer();
    thief.accounts[0].pubkey = cast.stranger.pubkey();
    lot.refuses(&bank, &thief, NotTheLeadingBid).await;
    let mut of_another = withdraw.offer();
    of_another.accounts[3].pubkey = lot.withdraw(&cast.opener).instruction().accounts[3].pubkey;
    lot.refuses(&bank, &of_another, BidOfAnotherBidder).await;
    lot.must(&mut bank, &[withdraw.offer()]).await;
    lot.fails(&bank, &[withdraw.offer()], NO_LONGER_THERE.to_owned()).await;
    // The one it had exceeded does not stand again.
    lot.refuses(&bank, &lot.accept_offer().instruction(), NoOffer).await;
    lot.refuses(&bank, &lot.withdraw(&cast.opener).offer(), NotTheLeadingBid).await;
    lot.must(&mut bank, &[lot.withdraw(&cast.opener).instruction()]).await;
    lot.refuses(&bank, &lot.accept_offer().instruction(), NoOffer).await;
    // A new one may be of any price again, and so may the first bid.
    bank.simulate(&[lot.bid(&cast.opener, 1, 0).offer()], &[&cast.opener.keypair]).await.expect("an offer");
    lot.must(&mut bank, &[lot.first_bid().instruction()]).await;
}

/// Stakes of the holder that ask a level, with an offer of the leader whose window is over.
async fn offered<'a>(bank: &mut Bank, cast: &'a Cast, id: u64, staked: u64, price: u64) -> Lot<'a> {
    let mut lot = Lot::at(bank, cast, id, Stage::Pooled).await;
    lot.must(bank, &[lot.stake(staked).instruction(), lot.open_asks().instruction()]).await;
    lot.stage = Stage::Booked;
    let ask = lot.set_ask(Some(LEVEL)).instruction();
    lot.must(bank, &[ask, lot.bid(&cast.leader, price, 0).offer()]).await;
    bank.advance(OFFER_WINDOW_SECS).await;
    lot
}

#[tokio::test]
async fn more_than_a_tenth_that_asks_more_vetoes_an_offer() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let asked = ladder::price(OPENING_PRICE, LEVEL).expect("a level");
    let tenth = SUPPLY / 10;
    for (id, staked, price, vetoed) in [
        (1, tenth + 1, asked - 1, true),
        (2, tenth, asked - 1, false),
        (3, tenth + 1, asked, false),
        (4, tenth + 1, 1, true),
    ] {
        let lot = offered(&mut bank, &cast, id, staked, price).await;
        let accept = lot.accept_offer().instruction();
        if vetoed {
            lot.refuses(&bank, &accept, OfferVetoed).await;
            // A veto is an ask: it can be taken back.
            lot.must(&mut bank, &[lot.set_ask(None).instruction(), accept]).await;
        } else {
            lot.must(&mut bank, &[accept]).await;
        }
    }
}

/// Who can veto can do so to the last: stakes count, whenever they were made.
#[tokio::test]
async fn a_veto_counts_from_the_second_it_is_staked() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = offered(&mut bank, &cast, 1, SUPPLY / 10, 1).await;
    let accept = lot.accept_offer().instruction();
    bank.simulate(std::slice::from_ref(&accept), &[]).await.expect("not vetoed");
    lot.must(&mut bank, &[lot.stake(1).instruction()]).await;
    lot.refuses(&bank, &accept, OfferVetoed).await;
    lot.must(&mut bank, &[lot.withdraw(&cast.leader).offer()]).await;
}

/// Where the reserve falls to an offer, it is a bid that waits for nobody; another first bid exceeds it by the step.
#[tokio::test]
async fn an_offer_the_reserve_has_fallen_to_is_accepted_at_once() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Awaited).await;
    let accept = lot.accept_offer().instruction();
    lot.refuses(&bank, &accept, OfferStillOpen).await;
    // With the holder's two tenths the creator's four ask little enough for the reserve to be the holder's level.
    let creator = &cast.creator;
    let stake = Stake { holder: creator.pubkey(), fraction_source: lot.fractions(creator), ..lot.stake(2 * STAKED) };
    let args = SetAskArgs { level: Some(0) };
    let ask = SetAsk { authority: creator.pubkey(), holder: creator.pubkey(), vault: lot.vault, args };
    lot.must(&mut bank, &[stake.instruction(), ask.instruction()]).await;
    let first = |price| lot.bid(&cast.leader, price, 0).instruction();
    let step = OFFER / 20;
    for price in [OFFER, OFFER + step - 1] {
        lot.refuses(&bank, &first(price), BidBelowStep).await;
    }
    bank.simulate(&[first(OFFER + step)], &[&cast.leader.keypair]).await.expect("a step more");
    lot.refuses(&bank, &lot.bid(&cast.leader, OFFER + step, 0).offer(), OfferAtReserve).await;
    lot.must(&mut bank, &[accept]).await;
}

#[tokio::test]
async fn statuses_without_offers() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let draft = Lot::at(&mut bank, &cast, 1, Stage::Filled).await;
    draft.refuses(&bank, &draft.bid(&cast.opener, OFFER, 0).offer(), WrongStatus).await;
    let sold = Lot::at(&mut bank, &cast, 2, Stage::Sold).await;
    sold.refuses(&bank, &sold.bid(&cast.stranger, OFFER, 0).offer(), WrongStatus).await;
    let refused =
        [sold.accept_offer().instruction(), sold.withdraw(&cast.leader).offer(), sold.withdraw(&cast.opener).offer()];
    for instruction in &refused {
        sold.refuses(&bank, instruction, WrongStatus).await;
    }
}

/// Offers that a reclaim overtook are returned by anybody, the one that stood too, and only then the vault is closed.
#[tokio::test]
async fn t21_a_reclaimed_vault_with_an_offer_is_not_closed() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let (creator, opener, leader) = (&cast.creator, &cast.opener, &cast.leader);
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Active).await;
    let offers = [lot.bid(opener, OFFER, 0).offer(), lot.bid(leader, BETTER_OFFER, 0).offer()];
    lot.must(&mut bank, &offers).await;
    let back = ClaimAsset { recipient: creator.pubkey(), destination: lot.nft.token, ..lot.claim_asset() };
    lot.must(&mut bank, &[lot.reclaim().instruction(), back.instruction()]).await;
    lot.refuses(&bank, &offers[0], WrongStatus).await;
    lot.refuses(&bank, &lot.accept_offer().instruction(), WrongStatus).await;
    lot.refuses(&bank, &lot.withdraw(leader).offer(), WrongStatus).await;
    let close = CloseVault { surplus_destination: None, ..lot.close() };
    let without_auction = CloseVault { opener: None, ..close };
    for bidder in [leader, opener] {
        lot.refuses(&bank, &close.instruction(), StillOwing).await;
        lot.must(&mut bank, &[lot.withdraw(bidder).instruction()]).await;
    }
    lot.refuses(&bank, &without_auction.instruction(), AuctionAccountsMissing).await;
    let thief = CloseVault { opener: Some(leader.pubkey()), ..close };
    lot.refuses(&bank, &thief.instruction(), WrongOpener).await;
    lot.must(&mut bank, &[close.instruction()]).await;
}

/// Fractions in the escrow of an offer are not in the hand of who reclaims.
#[tokio::test]
async fn the_whole_supply_is_not_reclaimed_while_an_offer_holds_some() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Active).await;
    lot.must(&mut bank, &[lot.bid(&cast.creator, OFFER, 1).offer()]).await;
    lot.refuses(&bank, &lot.reclaim().instruction(), NotTheWholeSupply).await;
    bank.advance(OFFER_WINDOW_SECS).await;
    let withdraw = lot.withdraw(&cast.creator).offer();
    lot.must(&mut bank, &[withdraw, lot.reclaim().instruction()]).await;
}

/// The sale that an offer started ends as any other.
#[tokio::test]
async fn a_vault_sold_to_an_offer_owes_what_any_other_does() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Acceptable).await;
    lot.must(&mut bank, &[lot.accept_offer().instruction()]).await;
    lot.stage = Stage::Outbid;
    lot.refuses(&bank, &lot.settle().instruction(), AuctionNotEnded).await;
    reach(&mut bank, &mut [&mut lot], Stage::Sold).await;
    for (kind, claim) in lot.claims() {
        lot.refuses(&bank, &lot.close().instruction(), StillOwing).await;
        if kind == Claim::OutbidBid {
            lot.refuses(&bank, &lot.withdraw(&cast.opener).offer(), WrongStatus).await;
        }
        lot.must(&mut bank, &[claim]).await;
    }
    lot.must(&mut bank, &[lot.close().instruction()]).await;
}
