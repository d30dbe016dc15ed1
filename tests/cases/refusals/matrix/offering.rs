//! The offering.

use super::{
    check,
    row::{Answer::Passes, Tamper::*, *},
};
use crate::scene::{FIRST_PURCHASE, Lot, Stage, sale_args};
use mosaic_client::{MosaicError::*, instructions::ClaimPurchase};
use mosaic_harness::{Bank, Standard};

const PLAIN: Standard = Standard::NonFungible;

#[tokio::test]
async fn t03_open_an_offering() {
    let rows = [
        signer("creator", NotTheCreator),
        typed("vault", WrongFractionMint).refuses(Foreigner, NotTheCreator),
        new("offering", WrongOfferingAddress),
        named("fraction_mint", WrongFractionMint),
        source("fraction_source"),
        new("offered_fractions", WrongOfferedFractions),
        named("quote_mint", QuoteMintOfAnotherVault),
        new("raised_cash", WrongRaisedCash),
        program("token_program"),
        program("system_program"),
    ];
    // Every bank begins at the same second; the way to this stage takes none.
    let now = Bank::start().await.now().await;
    let open = |lot: &Lot| lot.open_offering(sale_args(now + 60)).instruction();
    check("open_offering", PLAIN, Stage::Spread, open, &rows).await;
}

fn buying(purchase: Row, buyer: Row) -> [Row; 9] {
    [
        buyer,
        typed("vault", OfferingOfAnotherVault),
        typed("offering", OfferingOfAnotherVault),
        purchase,
        source("cash_source"),
        named("offered_fractions", WrongOfferedFractions),
        named("raised_cash", WrongRaisedCash),
        program("token_program"),
        program("system_program"),
    ]
}

#[tokio::test]
async fn t03_buy_fractions() {
    let rows = buying(new("purchase", WrongPurchaseAddress), signer("buyer", WrongPurchaseAddress));
    let buy = |lot: &Lot| lot.buy(&lot.cast.holder, FIRST_PURCHASE).instruction();
    check("buy_fractions", PLAIN, Stage::Listed, buy, &rows).await;
}

#[tokio::test]
async fn t03_buy_more_fractions() {
    let purchase = loaded("purchase", WrongPurchaseAddress)
        .refuses(Sibling, PurchaseOfAnotherOffering)
        .refuses(Foreigner, PurchaseOfAnotherOffering)
        // At an empty address it is a first purchase.
        .on(Emptied, Passes);
    let rows = buying(purchase, signer("buyer", PurchaseOfAnotherBuyer));
    let buy = |lot: &Lot| lot.buy(&lot.cast.holder, FIRST_PURCHASE).instruction();
    check("buy_fractions", PLAIN, Stage::Subscribed, buy, &rows).await;
}

fn claiming(buyer: Row, fraction_destination: Row, cash_destination: Row) -> [Row; 9] {
    [
        buyer,
        typed("vault", OfferingOfAnotherVault),
        typed("offering", OfferingOfAnotherVault),
        typed("purchase", PurchaseOfAnotherOffering),
        named("offered_fractions", WrongOfferedFractions),
        fraction_destination,
        named("raised_cash", WrongRaisedCash),
        cash_destination,
        program("token_program"),
    ]
}

#[tokio::test]
async fn t03_claim_bought_fractions_for_their_buyer() {
    let rows = claiming(
        wallet("buyer", PurchaseOfAnotherBuyer),
        destination("fraction_destination").optional(PurchaseDestinationMissing),
        unused("cash_destination"),
    );
    let claim = |lot: &Lot| lot.claim_purchase(&lot.cast.holder).instruction();
    check("claim_purchase", PLAIN, Stage::Succeeded, claim, &rows).await;
}

#[tokio::test]
async fn t03_claim_the_cost_of_a_purchase_back_for_its_buyer() {
    let rows = claiming(
        wallet("buyer", PurchaseOfAnotherBuyer),
        unused("fraction_destination"),
        destination("cash_destination").optional(PurchaseDestinationMissing),
    );
    check("claim_purchase", PLAIN, Stage::Failed, |lot| lot.claim_refund(&lot.cast.holder).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_claim_ones_own_purchase() {
    let rows = claiming(
        wallet("buyer", PurchaseOfAnotherBuyer).on(Unsigned, Passes),
        own_destination("fraction_destination").optional(PurchaseDestinationMissing),
        unused("cash_destination"),
    );
    let claim = |lot: &Lot| ClaimPurchase { signed: true, ..lot.claim_purchase(&lot.cast.holder) }.instruction();
    check("claim_purchase", PLAIN, Stage::Concluded, claim, &rows).await;
}

fn closing(fraction_destination: Row, cash_destination: Row, surplus_destination: Row) -> [Row; 11] {
    [
        wallet("creator", WrongCreator),
        typed("vault", WrongFractionMint).refuses(Foreigner, WrongCreator),
        typed("offering", OfferingOfAnotherVault),
        named("fraction_mint", WrongFractionMint),
        named("offered_fractions", WrongOfferedFractions),
        fraction_destination,
        named("raised_cash", WrongRaisedCash),
        cash_destination,
        wallet("curator", WrongCurator),
        surplus_destination,
        program("token_program"),
    ]
}

#[tokio::test]
async fn t03_close_an_offering_for_its_creator() {
    let rows = closing(
        destination("fraction_destination").optional(PayoutDestinationMissing),
        destination("cash_destination").optional(PayoutDestinationMissing),
        unused("surplus_destination"),
    );
    check("close_offering", PLAIN, Stage::Concluded, |lot| lot.close_offering().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_close_the_accounts_of_an_offering() {
    let rows = closing(
        unused("fraction_destination"),
        unused("cash_destination"),
        destination("surplus_destination").optional(SurplusDestinationMissing),
    );
    check("close_offering", PLAIN, Stage::Gifted, |lot| lot.close_accounts().instruction(), &rows).await;
}
