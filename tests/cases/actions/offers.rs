//! Offers below the reserve: what the quotes say is what moves, and what stops them is told.

use {
    crate::{
        exits::leave,
        stage::{
            OPENING, SUPPLY, check_accounts, end_and_settle, give_fractions, open, pass, perform, place, purse,
            refusal, stake_asking,
        },
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        ClientError,
        actions::{
            Ask, Exit, PlaceBid, SetAsk, TakeLicense, WithdrawOffer, WrappedSol, accept_license, accept_offer, bid,
            close, exit, make_offer, reclaim, renew_license, set_ask, withdraw_offer,
        },
        pda,
        quotes::OfferQuote,
        rules::{
            RuleError, Status,
            auction::{Escrowed, Move},
        },
        state::Action as Proposed,
        views::{BidView, OfferView, Party, Step, VaultView},
    },
    mosaic_harness::{Actor, Standard, World, world::WorldOptions},
};

const WINDOW: i64 = 14 * 86_400;

async fn view(world: &World, vault: &Pubkey) -> VaultView {
    VaultView::read(&world.bank, vault).await.unwrap()
}

async fn standing(world: &World, vault: &Pubkey) -> Option<OfferView> {
    view(world, vault).await.offer().unwrap()
}

fn applied(change: Move, balance: u64) -> u64 {
    match change {
        Move::In(amount) => balance + amount,
        Move::Out(amount) => balance - amount,
    }
}

/// Makes an offer, and checks that exactly what the quote says moves and stands.
async fn offer(world: &mut World, bidder: &Actor, order: &PlaceBid) -> OfferQuote {
    let vault = order.vault;
    let before = purse(world, &vault, bidder).await;
    let action = make_offer(&world.bank, order).await.unwrap();
    assert_eq!(perform(world, &action, &[bidder]).await.len(), 1);
    let (after, quote) = (purse(world, &vault, bidder).await, action.quote);
    assert_eq!(applied(quote.cash, after.cash), before.cash);
    assert_eq!(applied(quote.fractions, after.fractions), before.fractions);
    assert_eq!(before.lamports - after.lamports, quote.rent);
    check_accounts(world, &quote.accounts).await;
    let stands = standing(world, &vault).await.unwrap();
    assert_eq!((stands.bidder, stands.price), (bidder.pubkey(), order.price));
    assert_eq!((stands.acceptable_at, stands.vetoing), (quote.acceptable_at, quote.vetoing));
    assert_eq!((stands.veto_limit, stands.vetoed), (quote.veto_limit, quote.vetoed));
    assert_eq!(escrowed(world, &vault, bidder).await, Some(quote.escrowed));
    quote
}

async fn escrowed(world: &World, vault: &Pubkey, bidder: &Actor) -> Option<Escrowed> {
    let address = BidView::address(vault, &bidder.pubkey());
    let (view, accounts) = VaultView::read_with(&world.bank, vault, &[address]).await.unwrap();
    BidView::of(&view, &accounts, &bidder.pubkey()).unwrap().map(|bid| bid.bid.escrowed())
}

/// Takes an offer back, and checks that exactly what the quote says arrives.
async fn take_back(world: &mut World, vault: &Pubkey, bidder: &Actor, stood: bool) {
    let before = purse(world, vault, bidder).await;
    let action = withdraw_offer(&world.bank, &WithdrawOffer::new(*vault, bidder.pubkey())).await.unwrap();
    perform(world, &action, &[bidder]).await;
    let (after, quote) = (purse(world, vault, bidder).await, action.quote);
    assert_eq!((after.cash - before.cash, after.fractions - before.fractions), (quote.cash, quote.fractions));
    assert_eq!(after.lamports + quote.rent, before.lamports + quote.returned);
    assert_eq!(quote.stood, stood);
    assert_eq!(escrowed(world, vault, bidder).await, None);
    let gone = ClientError::NoOffer { bidder: bidder.pubkey() };
    assert_eq!(refusal(withdraw_offer(&world.bank, &WithdrawOffer::new(*vault, bidder.pubkey())).await), gone);
}

#[tokio::test]
async fn offers_move_what_their_quotes_say_and_the_best_starts_the_auction() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let vault = opened.vault;
    let (cleo, dan) = (world.actor("Cleo").await, world.actor("Dan").await);
    give_fractions(&mut world, &opened, &cleo, SUPPLY / 4).await;
    let start = view(&world, &vault).await;
    assert!(start.next_steps().contains(&(Party::Anyone, Step::MakeOffer { least_price: 1 })));
    assert_eq!(start.offer(), Ok(None));

    // A first one, a better one with own fractions, one more by the first bidder at the last second of the window.
    let first = offer(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), 400_000_000)).await;
    assert_eq!((first.accounts.len(), first.exceeds, first.vetoed), (4, None, false));
    assert_eq!((first.acceptable_at, first.worst_case), (start.now + WINDOW, 400_000_000));
    let now = view(&world, &vault).await;
    assert_eq!((now.reserve(), now.least_offer(), now.least_price()), (OPENING, Ok(420_000_000), Ok(OPENING)));
    assert!(!now.next_steps().contains(&(Party::Bidder, Step::WithdrawOffer)));
    assert!(!now.next_steps().contains(&(Party::Anyone, Step::AcceptOffer)));
    let low = PlaceBid::new(vault, cleo.pubkey(), 419_999_999);
    assert_eq!(refusal(make_offer(&world.bank, &low).await), ClientError::Rule(RuleError::BidBelowStep));
    let order = PlaceBid::new(vault, cleo.pubkey(), 600_000_000).with_fractions(SUPPLY / 4);
    let second = offer(&mut world, &cleo, &order).await;
    assert_eq!((second.accounts.len(), second.escrowed.cash), (1, 450_000_000));
    assert_eq!(second.exceeds.unwrap().price, 400_000_000);
    world.bank.set_clock(second.acceptable_at - 1).await;
    let open_still = ClientError::OfferStillOpen { acceptable_at: second.acceptable_at, now: second.acceptable_at - 1 };
    assert_eq!(refusal(accept_offer(&world.bank, &vault).await), open_still);
    let third = offer(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), 700_000_000)).await;
    assert_eq!((third.cash, third.rent), (Move::In(300_000_000), 0));
    assert_eq!(third.acceptable_at, second.acceptable_at - 1 + WINDOW, "the window begins anew");

    // Exceeded, Cleo leaves with everything; the offer that stands stays in when Dan leaves.
    let quote = leave(&mut world, &opened, &cleo).await;
    assert_eq!((quote.cash, quote.fractions), (450_000_000, SUPPLY / 4));
    let nothing = ClientError::NothingOwed { vault, wallet: dan.pubkey() };
    assert_eq!(refusal(exit(&world.bank, &Exit::new(vault, dan.pubkey(), [])).await), nothing);

    world.bank.set_clock(third.acceptable_at).await;
    for step in [(Party::Anyone, Step::AcceptOffer), (Party::Bidder, Step::WithdrawOffer)] {
        assert!(view(&world, &vault).await.next_steps().contains(&step), "{step:?}");
    }
    let action = accept_offer(&world.bank, &vault).await.unwrap();
    perform(&mut world, &action, &[]).await;
    let (quote, started) = (action.quote, view(&world, &vault).await);
    let auction = started.auction.unwrap();
    assert_eq!((started.status, auction.leader, auction.price), (Status::Auction, dan.pubkey(), 700_000_000));
    assert_eq!((auction.reserve, auction.ends_at), (quote.reserve, quote.ends_at));
    assert_eq!((started.reserve(), quote.least_price), (700_000_000, Some(735_000_000)));
    assert_eq!((started.least_price(), started.offer()), (Ok(735_000_000), Ok(None)));
    let late = ClientError::WrongStatus { status: Status::Auction };
    assert_eq!(refusal(accept_offer(&world.bank, &vault).await), late);
    assert_eq!(refusal(withdraw_offer(&world.bank, &WithdrawOffer::new(vault, dan.pubkey())).await), late);

    place(&mut world, &cleo, &PlaceBid::new(vault, cleo.pubkey(), 735_000_000)).await;
    end_and_settle(&mut world, &vault).await;
    for wallet in ["painter", "framer", "Dan", "creator", "Cleo"] {
        let wallet = world.actor(wallet).await;
        leave(&mut world, &opened, &wallet).await;
    }
    let before = purse(&world, &vault, &dan).await;
    let action = close(&world.bank, &vault, &cleo.pubkey()).await.unwrap();
    perform(&mut world, &action, &[&cleo]).await;
    assert_eq!(purse(&world, &vault, &dan).await.lamports - before.lamports, action.quote.to_opener);
}

#[tokio::test]
async fn staked_asks_veto_an_offer_until_they_change_or_the_reserve_falls_to_it() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let vault = opened.vault;
    let (ana, ben, dan) = (world.actor("Ana").await, world.actor("Ben").await, world.actor("Dan").await);
    give_fractions(&mut world, &opened, &ana, SUPPLY / 10 + 1).await;
    give_fractions(&mut world, &opened, &ben, SUPPLY / 2 + 1).await;
    stake_asking(&mut world, &vault, &ana, SUPPLY / 10, Ask::Level(91)).await;

    // Level 91 asks 783,526,166: below that, and at the limit, a tenth does not veto; a fraction more does.
    let quote = offer(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), 700_000_000)).await;
    assert_eq!((quote.vetoing, quote.veto_limit, quote.vetoed), (SUPPLY / 10, SUPPLY / 10, false));
    stake_asking(&mut world, &vault, &ana, 1, Ask::Level(91)).await;
    world.bank.set_clock(quote.acceptable_at).await;
    let vetoed = ClientError::OfferVetoed { vetoing: SUPPLY / 10 + 1, most: SUPPLY / 10 };
    assert_eq!(refusal(accept_offer(&world.bank, &vault).await), vetoed);
    assert!(standing(&world, &vault).await.unwrap().vetoed);
    let dear = offer(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), 783_526_166)).await;
    assert_eq!((dear.vetoing, dear.vetoed), (0, false), "who asks just that agrees");

    // The other way: enough agree to a lower price, and nobody waits for the window.
    let early = ClientError::OfferStillOpen { acceptable_at: dear.acceptable_at, now: view(&world, &vault).await.now };
    assert_eq!(refusal(accept_offer(&world.bank, &vault).await), early);
    stake_asking(&mut world, &vault, &ben, SUPPLY / 2 + 1, Ask::Level(85)).await;
    let stands = standing(&world, &vault).await.unwrap();
    assert!(stands.at_reserve && stands.acceptable);
    // A bid must exceed the offer by the step although the reserve is lower.
    let now = view(&world, &vault).await;
    assert!(now.reserve() < 783_526_166);
    assert_eq!((now.least_price(), now.least_offer()), (Ok(822_702_475), Err(RuleError::OfferAtReserve)));
    let low = PlaceBid::new(vault, ana.pubkey(), 822_702_474);
    assert_eq!(refusal(bid(&world.bank, &low).await), ClientError::Rule(RuleError::BidBelowStep));
    let action = accept_offer(&world.bank, &vault).await.unwrap();
    perform(&mut world, &action, &[]).await;
    let started = view(&world, &vault).await;
    assert_eq!((started.status, started.reserve()), (Status::Auction, action.quote.reserve));
    assert_eq!((action.quote.reserve, action.quote.offer), (now.reserve(), stands));
}

#[tokio::test]
async fn a_bid_starts_the_auction_beside_an_offer() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, cleo, dan) = (opened.vault, world.actor("Cleo").await, world.actor("Dan").await);
    offer(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), OPENING - 1)).await;
    let now = view(&world, &vault).await;
    assert_eq!((now.least_price(), now.reserve()), (Ok(OPENING), OPENING), "it does not make the first bid dearer");
    assert!(now.next_steps().contains(&(Party::Anyone, Step::Bid { least_price: OPENING })));
    let low = PlaceBid::new(vault, cleo.pubkey(), OPENING - 1);
    assert_eq!(refusal(bid(&world.bank, &low).await), ClientError::Rule(RuleError::BidBelowReserve));
    let before = purse(&world, &vault, &cleo).await;
    let quote = place(&mut world, &cleo, &PlaceBid { price: OPENING, ..low }).await;
    assert_eq!((quote.accounts.len(), quote.starts_auction), (1, true), "the escrows are there");
    assert_eq!(before.lamports - purse(&world, &vault, &cleo).await.lamports, quote.rent);
    let quote = leave(&mut world, &opened, &dan).await;
    assert_eq!(quote.cash, OPENING - 1);
}

#[tokio::test]
async fn offers_are_taken_back_before_and_after_a_reclaim() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, creator) = (opened.vault, opened.creator.clone());
    let (cleo, dan) = (world.actor("Cleo").await, world.actor("Dan").await);
    give_fractions(&mut world, &opened, &cleo, 1_000).await;
    offer(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), 100)).await;
    let order = PlaceBid::new(vault, cleo.pubkey(), 200).with_fractions(1_000);
    let quote = offer(&mut world, &cleo, &order).await;
    let (acceptable_at, taking) = (quote.acceptable_at, WithdrawOffer::new(vault, cleo.pubkey()));
    world.bank.set_clock(acceptable_at - 1).await;
    let held = ClientError::OfferStillOpen { acceptable_at, now: acceptable_at - 1 };
    assert_eq!(refusal(withdraw_offer(&world.bank, &taking).await), held);
    assert_eq!(
        held.to_string(),
        format!("the offer can be accepted or taken back in 1 seconds, from {acceptable_at} on (Unix seconds)")
    );
    world.bank.set_clock(acceptable_at).await;
    take_back(&mut world, &vault, &cleo, true).await;
    assert_eq!(standing(&world, &vault).await, None);
    let none = ClientError::Rule(RuleError::NoOffer);
    assert_eq!(refusal(accept_offer(&world.bank, &vault).await), none);
    take_back(&mut world, &vault, &dan, false).await;
    let again = offer(&mut world, &cleo, &PlaceBid { price: 1, ..order }).await;
    assert_eq!((again.accounts.len(), again.escrowed.cash), (1, 1), "the smallest there is");
    world.bank.set_clock(again.acceptable_at).await;
    take_back(&mut world, &vault, &cleo, true).await;

    // An offer left behind keeps a reclaimed vault open until it is taken back.
    offer(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), 100)).await;
    let fractions = pda::associated_token(&cleo.pubkey(), &opened.quote.fraction_mint);
    world.transfer(&fractions, &opened.quote.fraction_account, &cleo, 1_000).await;
    let action = reclaim(&world.bank, &vault, &creator.pubkey(), &opened.mints()).await.unwrap();
    assert!(!action.quote.closes);
    perform(&mut world, &action, &[&creator]).await;
    let early = refusal(close(&world.bank, &vault, &creator.pubkey()).await);
    let ClientError::StillOwing { owing } = early else { panic!("{early}") };
    assert_eq!((owing.bids, owing.assets), (1, 0));
    let quote = leave(&mut world, &opened, &dan).await;
    assert_eq!((quote.cash, quote.claims.len()), (100, 1));
    let before = purse(&world, &vault, &dan).await;
    let other = reclaim(&world.bank, &vault, &creator.pubkey(), &[]).await.unwrap();
    let action = close(&world.bank, &vault, &creator.pubkey()).await.unwrap();
    assert_eq!((&other.instructions, other.quote.to_opener), (&action.instructions, action.quote.to_opener));
    perform(&mut world, &action, &[]).await;
    assert_eq!(purse(&world, &vault, &dan).await.lamports - before.lamports, action.quote.to_opener);
    assert!(VaultView::read(&world.bank, &vault).await.is_err());
}

/// A buyer is bound by no licence it did not know of.
#[tokio::test]
async fn a_licence_taken_since_lets_an_offer_fall_and_refuses_a_bid() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let vault = opened.vault;
    let (ana, cleo, dan) = (world.actor("Ana").await, world.actor("Cleo").await, world.actor("Dan").await);
    give_fractions(&mut world, &opened, &ana, SUPPLY / 4).await;
    stake_asking(&mut world, &vault, &ana, SUPPLY / 4, Ask::Nothing).await;
    let grant = Proposed::GrantLicense {
        licensee: dan.pubkey(),
        terms_uri: String::new(),
        terms_hash: [0; 32],
        fee: 5,
        term_secs: 315_360_000,
        exclusive: false,
    };
    pass(&mut world, &vault, &ana, grant).await;
    let quote = offer(&mut world, &cleo, &PlaceBid::new(vault, cleo.pubkey(), 400_000_000)).await;
    // Of rentals it accepts those that end before the auction would.
    assert_eq!(quote.licensed_until, quote.acceptable_at + 3 * 86_400);
    let late = bid(&world.bank, &PlaceBid::new(vault, cleo.pubkey(), OPENING)).await.unwrap();
    let action = accept_license(&world.bank, &TakeLicense::new(vault, 0, dan.pubkey())).await.unwrap();
    perform(&mut world, &action, &[&dan]).await;

    let sent = world.bank.send(&late.instructions, &[&cleo.keypair]).await;
    mosaic_harness::assert_fails(sent, "LicensedBeyondMaximum");
    let now = view(&world, &vault).await;
    assert_eq!((now.offer(), now.least_offer()), (Ok(None), Ok(1)));
    assert!(now.next_steps().contains(&(Party::Bidder, Step::WithdrawBid)));
    assert_eq!(refusal(accept_offer(&world.bank, &vault).await), ClientError::Rule(RuleError::NoOffer));
    let lower = offer(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), 300_000_000)).await;
    assert_eq!((lower.licensed_until, lower.exceeds), (action.quote.until, None));
    let quote = leave(&mut world, &opened, &cleo).await;
    assert_eq!(quote.cash, 400_000_000);

    // Also where it was the last one made, and by either way.
    let renewed = renew_license(&world.bank, &TakeLicense::new(vault, 0, dan.pubkey())).await.unwrap();
    perform(&mut world, &renewed, &[&dan]).await;
    assert_eq!(standing(&world, &vault).await, None);
    let withdrawn = withdraw_offer(&world.bank, &WithdrawOffer::new(vault, dan.pubkey())).await.unwrap();
    assert!(withdrawn.quote.stood);
    let quote = leave(&mut world, &opened, &dan).await;
    assert_eq!(quote.cash, 300_000_000);
    let known = place(&mut world, &cleo, &PlaceBid::new(vault, cleo.pubkey(), OPENING)).await;
    assert_eq!(known.licensed_until, renewed.quote.until);
}

#[tokio::test]
async fn what_cannot_be_offered() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, dan) = (opened.vault, world.actor("Dan").await);
    let order = PlaceBid::new(vault, dan.pubkey(), 500);
    let rule = ClientError::Rule;
    for (refused, error) in [
        (PlaceBid { price: 0, ..order }, rule(RuleError::ZeroAmount)),
        (PlaceBid { price: OPENING, ..order }, rule(RuleError::OfferAtReserve)),
        (PlaceBid { max_cash: Some(499), ..order }, rule(RuleError::CashAboveMaximum)),
        (order.with_fractions(SUPPLY), rule(RuleError::BidOfWholeSupply)),
        (order.with_fractions(5), ClientError::NotEnoughFractions { needed: 5, available: 0 }),
    ] {
        assert_eq!(refusal(make_offer(&world.bank, &refused).await), error);
    }
    let account = world.cash_account(&dan.pubkey());
    world.set_frozen(&account, true).await;
    assert_eq!(refusal(make_offer(&world.bank, &order).await), ClientError::Frozen { account });
    world.set_frozen(&account, false).await;
    place(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), OPENING)).await;
    assert_eq!(refusal(make_offer(&world.bank, &order).await), rule(RuleError::WrongStatus));
    let asking = SetAsk::new(vault, dan.pubkey(), Ask::Nothing);
    assert!(set_ask(&world.bank, &asking).await.is_err());
}

#[tokio::test]
async fn an_offer_in_sol_is_wrapped_and_unwrapped() {
    let options = WorldOptions { native_quote: true, cash: 0, ..WorldOptions::default() };
    let mut world = World::with(options).await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, dan) = (opened.vault, world.bank.actor("Dan").await);
    let order = PlaceBid::new(vault, dan.pubkey(), 500_000_000);
    let as_is = PlaceBid { sol: WrappedSol::AsIs, ..order };
    let poor = ClientError::NotEnoughCash { needed: 500_000_000, available: 0 };
    assert_eq!(refusal(make_offer(&world.bank, &as_is).await), poor);
    let before = world.bank.lamports(&dan.pubkey()).await;
    let action = make_offer(&world.bank, &order).await.unwrap();
    perform(&mut world, &action, &[&dan]).await;
    let quote = action.quote;
    assert_eq!((quote.wrapped, quote.accounts.len()), (500_000_000, 5));
    let token_rent = quote.accounts[4].lamports;
    assert_eq!(before - world.bank.lamports(&dan.pubkey()).await, 500_000_000 + quote.rent - token_rent);
    world.bank.set_clock(quote.acceptable_at).await;
    let before = world.bank.lamports(&dan.pubkey()).await;
    let action = withdraw_offer(&world.bank, &WithdrawOffer::new(vault, dan.pubkey())).await.unwrap();
    perform(&mut world, &action, &[&dan]).await;
    assert!(action.quote.unwrapped);
    let arrived = world.bank.lamports(&dan.pubkey()).await - before;
    assert_eq!(arrived, 500_000_000 + action.quote.returned, "the account for wrapped SOL is closed again");
}
