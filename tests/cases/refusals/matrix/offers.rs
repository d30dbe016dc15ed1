//! Offers below the reserve.

use super::{
    auction::{bidding, found_auction, quoting, withdrawing},
    check,
    row::{Tamper::*, *},
    staking::book_of_asks,
};
use crate::scene::{BETTER_OFFER, Lot, Stage};
use mosaic_client::{MosaicError::*, instructions::QuoteVault};
use mosaic_harness::Standard;

const PLAIN: Standard = Standard::NonFungible;

fn first() -> Vec<Row> {
    bidding(
        new("auction", WrongAuctionAddress),
        new("bid", WrongBidAddress),
        new("cash_escrow", WrongCashEscrow),
        new("fraction_escrow", WrongFractionEscrow),
    )
}

fn further(bid: Row) -> Vec<Row> {
    bidding(found_auction(), bid, named("cash_escrow", WrongCashEscrow), named("fraction_escrow", WrongFractionEscrow))
}

#[tokio::test]
async fn t03_make_the_first_offer() {
    check("make_offer", PLAIN, Stage::Spread, |lot| lot.first_offer().offer(), &first()).await;
}

#[tokio::test]
async fn t03_make_the_first_offer_by_a_book_of_asks() {
    let mut rows = first();
    rows[10] = book_of_asks();
    check("make_offer", PLAIN, Stage::Asked, |lot| lot.first_offer().offer(), &rows).await;
}

#[tokio::test]
async fn t03_exceed_an_offer() {
    let rows = further(new("bid", WrongBidAddress));
    check("make_offer", PLAIN, Stage::Offered, |lot| lot.better_offer().offer(), &rows).await;
}

#[tokio::test]
async fn t03_raise_an_offer() {
    // At an empty address it is a new offer, for which the opener has no fraction left.
    let bid = loaded("bid", WrongBidAddress)
        .refuses(Sibling, BidOfAnotherVault)
        .refuses(Foreigner, BidOfAnotherVault)
        .refuses(Emptied, SourceTooSmall);
    let mut rows = further(bid);
    rows[0] = signer("bidder", BidOfAnotherBidder);
    let raise = |lot: &Lot| lot.bid(&lot.cast.opener, BETTER_OFFER + BETTER_OFFER / 20, 1).offer();
    check("make_offer", PLAIN, Stage::Exceeded, raise, &rows).await;
}

#[tokio::test]
async fn t03_withdraw_an_offer() {
    let rows = withdrawing(
        signer("bidder", NotTheLeadingBid).refuses(Unsigned, OfferNotSigned),
        own_destination("cash_destination"),
        own_destination("fraction_destination"),
    );
    check("withdraw_offer", PLAIN, Stage::Acceptable, |lot| lot.withdraw(&lot.cast.leader).offer(), &rows).await;
}

#[tokio::test]
async fn t03_withdraw_an_exceeded_offer_for_its_bidder() {
    let rows = withdrawing(
        wallet("bidder", BidOfAnotherBidder),
        destination("cash_destination"),
        destination("fraction_destination"),
    );
    check("withdraw_bid", PLAIN, Stage::Exceeded, |lot| lot.withdraw(&lot.cast.opener).instruction(), &rows).await;
}

fn accepting(asks: Row) -> [Row; 4] {
    [
        typed("vault", WrongFractionMint),
        typed("auction", AuctionOfAnotherVault),
        named("fraction_mint", WrongFractionMint),
        asks,
    ]
}

#[tokio::test]
async fn t03_accept_an_offer() {
    let rows = accepting(unused("asks"));
    check("accept_offer", PLAIN, Stage::Acceptable, |lot| lot.accept_offer().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_accept_an_offer_by_a_book_of_asks() {
    let rows = accepting(book_of_asks());
    check("accept_offer", PLAIN, Stage::Ripe, |lot| lot.accept_offer().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_quote_a_vault_with_an_offer() {
    let rows = quoting(book_of_asks(), found_auction().optional(AuctionAccountsMissing));
    let quote = |lot: &Lot| QuoteVault { with_auction: true, ..lot.quote_vault() }.instruction();
    check("quote_vault", PLAIN, Stage::Awaited, quote, &rows).await;
}
