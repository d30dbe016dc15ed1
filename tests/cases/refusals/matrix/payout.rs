//! What each party is paid after the sale.

use super::{
    check,
    row::{Tamper::*, *},
};
use crate::scene::{HELD, Lot, Stage};
use mosaic_client::{
    MosaicError::*,
    instructions::{ClaimCuratorFee, ClaimRoyalty},
};
use mosaic_harness::Standard;

const PLAIN: Standard = Standard::NonFungible;

#[tokio::test]
async fn t03_redeem() {
    let rows = [
        signer("holder", SourceOfAnotherOwner),
        typed("vault", WrongFractionMint),
        typed("auction", AuctionOfAnotherVault),
        named("fraction_mint", WrongFractionMint),
        source("fraction_source"),
        named("cash_escrow", WrongCashEscrow),
        own_destination("cash_destination"),
        program("token_program"),
    ];
    check("redeem", PLAIN, Stage::Sold, |lot| lot.redeem(&lot.cast.holder, HELD).instruction(), &rows).await;
}

fn royalty(payee: Row, cash_destination: Row) -> Vec<Row> {
    vec![
        payee,
        typed("vault", AuctionOfAnotherVault).refuses(Foreigner, WrongCreator),
        typed("auction", AuctionOfAnotherVault),
        typed("asset", AssetOfAnotherVault),
        named("cash_escrow", WrongCashEscrow),
        cash_destination,
        wallet("creator", WrongCreator),
        program("token_program"),
    ]
}

#[tokio::test]
async fn t03_claim_royalty_for_its_payee() {
    let rows = royalty(wallet("payee", NoRoyaltyDue), destination("cash_destination"));
    check("claim_royalty", PLAIN, Stage::Sold, |lot| lot.claim_royalty().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_claim_an_own_royalty() {
    let payee = signer("payee", NoRoyaltyDue).on(Unsigned, Answer::Passes);
    let claim = |lot: &Lot| ClaimRoyalty { signed: true, ..lot.claim_royalty() }.instruction();
    check("claim_royalty", PLAIN, Stage::Sold, claim, &royalty(payee, own_destination("cash_destination"))).await;
}

fn fee(curator: Row, cash_destination: Row) -> Vec<Row> {
    vec![
        curator,
        typed("vault", AuctionOfAnotherVault).refuses(Foreigner, WrongCurator),
        typed("auction", AuctionOfAnotherVault),
        named("cash_escrow", WrongCashEscrow),
        cash_destination,
        program("token_program"),
    ]
}

#[tokio::test]
async fn t03_claim_the_fee_for_the_curator() {
    let rows = fee(wallet("curator", WrongCurator), destination("cash_destination"));
    check("claim_curator_fee", PLAIN, Stage::Sold, |lot| lot.claim_curator_fee().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_claim_an_own_fee() {
    let curator = signer("curator", WrongCurator).on(Unsigned, Answer::Passes);
    let claim = |lot: &Lot| ClaimCuratorFee { signed: true, ..lot.claim_curator_fee() }.instruction();
    check("claim_curator_fee", PLAIN, Stage::Sold, claim, &fee(curator, own_destination("cash_destination"))).await;
}
