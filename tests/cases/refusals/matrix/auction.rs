//! Bids and the settlement.

use super::{
    check,
    row::{Tamper::*, *},
    staking::book_of_asks,
};
use crate::scene::{LEADING_PRICE, Lot, Stage};
use mosaic_client::{
    MosaicError::*,
    instructions::{PlaceBid, QuoteVault, WithdrawBid},
};
use mosaic_harness::Standard;

const PLAIN: Standard = Standard::NonFungible;

/// The accounts of `place_bid`; what the first bid makes is there later.
fn bidding(auction: Row, bid: Row, cash_escrow: Row, fraction_escrow: Row) -> Vec<Row> {
    vec![
        signer("bidder", WrongBidAddress),
        typed("vault", WrongFractionMint).refuses(Foreigner, QuoteMintOfAnotherVault),
        auction,
        bid,
        named("quote_mint", QuoteMintOfAnotherVault),
        source("cash_account"),
        cash_escrow,
        named("fraction_mint", WrongFractionMint),
        source("fraction_account").optional(FractionAccountMissing),
        fraction_escrow,
        unused("asks"),
        program("token_program"),
        program("system_program"),
    ]
}

#[tokio::test]
async fn t03_place_the_first_bid() {
    let rows = bidding(
        new("auction", WrongAuctionAddress),
        new("bid", WrongBidAddress),
        new("cash_escrow", WrongCashEscrow),
        new("fraction_escrow", WrongFractionEscrow),
    );
    check("place_bid", PLAIN, Stage::Spread, |lot| lot.first_bid().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_outbid() {
    let rows = bidding(
        loaded("auction", WrongAuctionAddress)
            .refuses(Sibling, AuctionOfAnotherVault)
            .refuses(Foreigner, AuctionOfAnotherVault),
        new("bid", WrongBidAddress),
        named("cash_escrow", WrongCashEscrow),
        named("fraction_escrow", WrongFractionEscrow),
    );
    check("place_bid", PLAIN, Stage::Opened, |lot| lot.leading_bid().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_raise_a_bid() {
    let mut rows = bidding(
        loaded("auction", WrongAuctionAddress)
            .refuses(Sibling, AuctionOfAnotherVault)
            .refuses(Foreigner, AuctionOfAnotherVault),
        // At an empty address it is a new bid, for which the opener has no fraction left.
        loaded("bid", WrongBidAddress)
            .refuses(Sibling, BidOfAnotherVault)
            .refuses(Foreigner, BidOfAnotherVault)
            .refuses(Emptied, SourceTooSmall),
        named("cash_escrow", WrongCashEscrow),
        named("fraction_escrow", WrongFractionEscrow),
    );
    rows[0] = signer("bidder", BidOfAnotherBidder);
    let raise = |lot: &Lot| lot.bid(&lot.cast.opener, 2 * LEADING_PRICE, 1).instruction();
    check("place_bid", PLAIN, Stage::Outbid, raise, &rows).await;
}

/// Where the vault has a book of asks, the first bid cannot leave it out.
#[tokio::test]
async fn t03_place_the_first_bid_by_a_book_of_asks() {
    let mut rows = bidding(
        new("auction", WrongAuctionAddress),
        new("bid", WrongBidAddress),
        new("cash_escrow", WrongCashEscrow),
        new("fraction_escrow", WrongFractionEscrow),
    );
    rows[10] = book_of_asks();
    check("place_bid", PLAIN, Stage::Asked, |lot| lot.first_bid().instruction(), &rows).await;
}

/// In an auction the asks are no longer read.
#[tokio::test]
async fn t03_outbid_without_the_book_of_asks() {
    let raise = |lot: &Lot| {
        let bid = lot.bid(&lot.cast.stranger, 2 * LEADING_PRICE, 0);
        PlaceBid { with_asks: false, ..bid }.instruction()
    };
    let mut rows = bidding(
        loaded("auction", WrongAuctionAddress)
            .refuses(Sibling, AuctionOfAnotherVault)
            .refuses(Foreigner, AuctionOfAnotherVault),
        new("bid", WrongBidAddress),
        named("cash_escrow", WrongCashEscrow),
        named("fraction_escrow", WrongFractionEscrow),
    );
    rows[8] = unused("fraction_account");
    check("place_bid", PLAIN, Stage::Contested, raise, &rows).await;
}

fn withdrawing(bidder: Row, cash: Row, fractions: Row) -> Vec<Row> {
    vec![
        bidder,
        typed("vault", AuctionOfAnotherVault),
        typed("auction", AuctionOfAnotherVault),
        typed("bid", BidOfAnotherVault),
        named("cash_escrow", WrongCashEscrow),
        cash,
        named("fraction_escrow", WrongFractionEscrow),
        fractions.optional(FractionAccountMissing),
        program("token_program"),
    ]
}

#[tokio::test]
async fn t03_withdraw_a_bid_for_its_bidder() {
    let rows = withdrawing(
        wallet("bidder", BidOfAnotherBidder),
        destination("cash_destination"),
        destination("fraction_destination"),
    );
    check("withdraw_bid", PLAIN, Stage::Outbid, |lot| lot.withdraw(&lot.cast.opener).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_withdraw_an_own_bid() {
    let rows = withdrawing(
        signer("bidder", BidOfAnotherBidder).on(Unsigned, Answer::Passes),
        own_destination("cash_destination"),
        own_destination("fraction_destination"),
    );
    let withdraw = |lot: &Lot| WithdrawBid { signed: true, ..lot.withdraw(&lot.cast.opener) }.instruction();
    check("withdraw_bid", PLAIN, Stage::Outbid, withdraw, &rows).await;
}

#[tokio::test]
async fn t03_settle() {
    let rows = [
        typed("vault", AuctionOfAnotherVault),
        typed("auction", AuctionOfAnotherVault),
        typed("bid", BidOfAnotherVault),
        named("fraction_mint", WrongFractionMint),
        named("cash_escrow", WrongCashEscrow),
        named("fraction_escrow", WrongFractionEscrow),
        program("token_program"),
    ];
    check("settle", PLAIN, Stage::Ended, |lot| lot.settle().instruction(), &rows).await;
}

fn quoting(asks: Row, auction: Row) -> [Row; 4] {
    [typed("vault", WrongFractionMint), named("fraction_mint", WrongFractionMint), asks, auction]
}

#[tokio::test]
async fn t03_quote_a_vault() {
    let rows = quoting(unused("asks"), unused("auction"));
    check("quote_vault", PLAIN, Stage::Spread, |lot| lot.quote_vault().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_quote_a_vault_with_a_book_of_asks() {
    let rows = quoting(book_of_asks(), unused("auction"));
    check("quote_vault", PLAIN, Stage::Asked, |lot| lot.quote_vault().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_quote_a_vault_in_auction() {
    let auction = loaded("auction", WrongAuctionAddress).optional(AuctionAccountsMissing);
    let auction = auction.refuses(Sibling, AuctionOfAnotherVault).refuses(Foreigner, AuctionOfAnotherVault);
    // The book of asks has had its say.
    let rows = quoting(unused("asks"), auction);
    let quote = |lot: &Lot| QuoteVault { with_asks: false, with_auction: true, ..lot.quote_vault() }.instruction();
    check("quote_vault", PLAIN, Stage::Contested, quote, &rows).await;
}
