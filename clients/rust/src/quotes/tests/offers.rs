//! Offers below the reserve, at their edges.

use mosaic_core::{asks::Ask, ladder::price};

use super::*;
use crate::{
    ClientError,
    state::{Asks, Bid},
};

/// The vault, where so much asks that level, and Cleo's offer of that price stands until the end of its window.
fn offered(asking: u64, level: u8, offer: u64) -> VaultView {
    let mut now = view(Status::Active);
    now.vault.veto_bps = 1_000;
    now.vault.offer_window_secs = 14 * 86_400;
    let mut asks = Asks { asking: 0, ..Asks::zeroed() };
    mosaic_core::asks::shift(&mut asks.weights, &mut asks.asking, None, Some(Ask { level, weight: asking })).unwrap();
    now.reserve = reserve(&now.vault.terms(), Some(asks.book()), SUPPLY).unwrap();
    now.asks = Some(Box::new(asks));
    if offer > 0 {
        let ends_at = NOW + 14 * 86_400;
        now.auction = Some(Auction { leader: CLEO, supply: SUPPLY, price: offer, ends_at, ..Auction::zeroed() });
    }
    now
}

#[test]
fn a_tenth_that_asks_more_does_not_veto_and_a_fraction_more_does() {
    let asked = price(1_000_000_000, 100).unwrap();
    for (asking, offer, vetoing, vetoed) in [
        (SUPPLY / 10, 900_000_000, SUPPLY / 10, false),
        (SUPPLY / 10 + 1, 900_000_000, SUPPLY / 10 + 1, true),
        (SUPPLY / 10 + 1, asked, 0, false),
        (SUPPLY / 10 + 1, asked - 1, SUPPLY / 10 + 1, true),
    ] {
        let mut stands = offered(asking, 100, offer);
        stands.reserve.price = asked + 1;
        let found = stands.offer().unwrap().unwrap();
        assert_eq!((found.vetoing, found.vetoed, found.veto_limit), (vetoing, vetoed, SUPPLY / 10));
        assert!(!found.acceptable && !found.at_reserve && !found.withdrawable);
        stands.now = found.acceptable_at;
        let found = stands.offer().unwrap().unwrap();
        assert_eq!((found.acceptable, found.withdrawable), (!vetoed, true));
        let error = ClientError::OfferVetoed { vetoing, most: SUPPLY / 10 };
        let quote = accept_offer(&stands);
        assert_eq!(quote.map(|quote| quote.ends_at), if vetoed { Err(error) } else { Ok(stands.now + 3 * 86_400) });
    }
}

#[test]
fn an_offer_at_the_reserve_waits_for_nobody() {
    let stands = offered(SUPPLY, 90, price(1_000_000_000, 90).unwrap());
    let found = stands.offer().unwrap().unwrap();
    assert!(found.at_reserve && found.acceptable && !found.withdrawable);
    let quote = accept_offer(&stands).unwrap();
    assert_eq!((quote.reserve, quote.offer), (found.price, found));
    assert_eq!(quote.least_price, stands.least_price().ok(), "the next bid is a step above, as a first one is");
    let below = offered(SUPPLY, 90, found.price - 1);
    assert_eq!(below.least_price(), Ok(found.price), "the reserve");
    let error = ClientError::OfferStillOpen { acceptable_at: found.acceptable_at, now: NOW };
    assert_eq!(accept_offer(&below), Err(error));
}

#[test]
fn a_better_offer_moves_the_difference_and_begins_the_window_anew() {
    let stands = offered(1, 100, 400_000_000);
    let held = Some(Escrowed { cash: 400_000_000, fractions: 0 });
    let order = (500_000_000, SUPPLY / 2);
    let quote = make_offer(&VaultView { now: NOW + 5, ..stands.clone() }, &CLEO, held, order, None, &rent()).unwrap();
    assert_eq!((quote.cash, quote.fractions), (Move::Out(150_000_000), Move::In(SUPPLY / 2)));
    assert_eq!((quote.acceptable_at, quote.worst_case), (NOW + 5 + 14 * 86_400, 0));
    assert_eq!((quote.exceeds.map(|offer| offer.price), quote.accounts.len()), (Some(400_000_000), 0));
    assert_eq!((quote.vetoing, quote.vetoed), (1, false));
    let made = |price| make_offer(&stands, &PAINTER, None, (price, 0), None, &rent()).map(|quote| quote.accounts.len());
    assert_eq!((stands.least_offer(), made(420_000_000)), (Ok(420_000_000), Ok(1)));
    assert_eq!(made(419_999_999), Err(RuleError::BidBelowStep));
    assert_eq!(made(stands.reserve.price), Err(RuleError::OfferAtReserve));
    let highest = offered(1, 100, stands.reserve.price - 1);
    assert_eq!(highest.least_offer(), Err(RuleError::OfferAtReserve));
    let mut closed = stands.clone();
    closed.vault.offer_window_secs = 0;
    assert_eq!(closed.least_offer(), Err(RuleError::OffersClosed));
    assert_eq!(in_auction(1, NOW + 1).least_offer(), Err(RuleError::WrongStatus));
    assert_eq!(in_auction(1, NOW + 1).offer(), Ok(None), "a leading bid is no offer");
}

#[test]
fn an_exceeded_offer_leaves_at_once_and_the_one_that_stands_after_its_window() {
    let stands = offered(1, 100, 400_000_000);
    let of = |bidder| Bid { bidder, price: 9, cash: 8, fractions: 7, ..Bid::zeroed() };
    let quote = withdraw_offer(&stands, &of(PAINTER)).unwrap();
    assert_eq!((quote.price, quote.cash, quote.fractions, quote.stood), (9, 8, 7, false));
    let acceptable_at = NOW + 14 * 86_400;
    let at = |now| withdraw_offer(&VaultView { now, ..stands.clone() }, &of(CLEO));
    let now = acceptable_at - 1;
    assert_eq!(at(now), Err(ClientError::OfferStillOpen { acceptable_at, now }));
    assert!(at(acceptable_at).unwrap().stood);
    assert_eq!(withdraw_offer(&sold(), &of(CLEO)), Err(ClientError::WrongStatus { status: Status::Sold }));
    // Who leaves takes what was exceeded along, and nothing that stands.
    let holdings = |wallet| Holdings { wallet, bid: Some(of(wallet)), ..Holdings::default() };
    assert_eq!(exit(&stands, &holdings(PAINTER)).unwrap().claims, [Claim::Bid { cash: 8, fractions: 7 }]);
    assert_eq!(exit(&stands, &holdings(CLEO)).unwrap().claims, []);
    // A licence taken since lets it fall: nothing stands, and it leaves at once.
    let mut fallen = stands.clone();
    fallen.vault.licensed_until = NOW + 1;
    assert_eq!((fallen.offer(), fallen.least_offer()), (Ok(None), Ok(1)));
    assert_eq!(accept_offer(&fallen), Err(ClientError::Rule(RuleError::NoOffer)));
    assert!(withdraw_offer(&fallen, &of(CLEO)).unwrap().stood);
    assert_eq!(exit(&fallen, &holdings(CLEO)).unwrap().claims.len(), 1);
    let reclaimed = VaultView { status: Status::Reclaimed, ..stands };
    assert_eq!(exit(&reclaimed, &holdings(CLEO)).unwrap().claims.len(), 1);
}
