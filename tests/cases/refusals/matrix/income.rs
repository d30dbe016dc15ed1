//! Income: its mints, deposits and claims, and the closing of its accounts.

use super::{
    check,
    row::{Answer::*, Tamper::*, *},
};
use crate::scene::{Lot, Stage};
use anchor_lang::error::ErrorCode::AccountOwnedByWrongProgram;
use mosaic_client::{
    MosaicError::*,
    instructions::{ClaimIncome, CloseIncome},
};
use mosaic_harness::Standard;

const PLAIN: Standard = Standard::NonFungible;

fn adding(payer: Row, mint: Row) -> [Row; 7] {
    [
        payer,
        typed("vault", PoolOfAnotherVault).refuses(Foreigner, NotTheCurator),
        typed("pool", PoolOfAnotherVault),
        mint,
        new("income_account", WrongIncomeAccount),
        program("token_program"),
        program("system_program"),
    ]
}

/// What is no mint of the classic token program is refused as that.
pub fn no_mint(row: Row) -> Row {
    [Emptied, Zeroed, Reowned].into_iter().fold(row, |row, tamper| row.refuses(tamper, IncomeMintNotClassic))
}

#[tokio::test]
async fn t03_add_a_mint_as_the_curator() {
    let mint = the("mint", IncomeMintNotClassic).refuses(Foreigner, WrongIncomeAccount);
    let rows = adding(signer("payer", NotTheCurator), mint);
    check("add_income_mint", PLAIN, Stage::Pooled, |lot| lot.add_gold().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_add_the_quote_mint_as_anybody() {
    let mint = no_mint(the("mint", NotTheCurator));
    let rows = adding(anybody("payer"), mint);
    check("add_income_mint", PLAIN, Stage::Pooled, |lot| lot.add_quote().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_deposit_income() {
    let rows = [
        signer("depositor", SourceOfAnotherOwner),
        typed("vault", PoolOfAnotherVault),
        typed("pool", PoolOfAnotherVault),
        named("income_account", WrongIncomeAccount),
        source("source"),
        program("token_program"),
    ];
    check("deposit_income", PLAIN, Stage::Earning, |lot| lot.deposit_income(&lot.cast.gold, 1).instruction(), &rows)
        .await;
}

fn claiming(holder: Row, destination: Row) -> [Row; 7] {
    [
        holder,
        typed("vault", PoolOfAnotherVault),
        typed("pool", PoolOfAnotherVault),
        typed("stake", StakeOfAnotherVault),
        named("income_account", WrongIncomeAccount),
        destination,
        program("token_program"),
    ]
}

#[tokio::test]
async fn t03_claim_income_for_its_holder() {
    let rows = claiming(wallet("holder", StakeOfAnotherHolder), destination("destination"));
    check("claim_income", PLAIN, Stage::Earning, |lot| lot.claim_income(&lot.cast.gold).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_claim_own_income() {
    let holder = signer("holder", StakeOfAnotherHolder).on(Unsigned, Passes);
    let claim = |lot: &Lot| ClaimIncome { signed: true, ..lot.claim_income(&lot.cast.quote) }.instruction();
    check("claim_income", PLAIN, Stage::Bought, claim, &claiming(holder, own_destination("destination"))).await;
}

/// The vault, then pool, account of the income and all that follows.
fn closing(auction: [Row; 2], payees: [Row; 4]) -> Vec<Row> {
    let mut rows = vec![
        typed("vault", WrongFractionMint).refuses(Foreigner, WrongRecipient),
        typed("pool", PoolOfAnotherVault),
        named("income_account", WrongIncomeAccount),
        wallet("income_opener", WrongIncomeOpener),
        named("staked_fractions", WrongStakedFractions),
        named("fraction_mint", WrongFractionMint),
    ];
    rows.extend(auction);
    rows.extend(payees);
    rows.push(program("token_program"));
    rows
}

/// A fraction is left that lies in the escrow of bids: without the auction it is somebody's.
fn auction() -> [Row; 2] {
    [
        typed("auction", AuctionOfAnotherVault).optional(StillOwing),
        named("fraction_escrow", WrongFractionEscrow).optional(StillOwing),
    ]
}

/// Without the curator's account the unit that was sent uninvited waits, and its account with it.
#[tokio::test]
async fn t03_close_income_sold() {
    let payees = [
        wallet("recipient", WrongRecipient),
        destination("unearned_destination").optional(UnearnedDestinationMissing),
        wallet("curator", WrongCurator),
        destination("surplus_destination").on(Absent, Passes),
    ];
    let close = |lot: &Lot| lot.close_income(&lot.cast.gold).instruction();
    check("close_income", PLAIN, Stage::Left, close, &closing(auction(), payees)).await;
}

#[tokio::test]
async fn t03_close_income_with_the_signatures_of_who_is_paid() {
    let payees = [
        signer("recipient", WrongRecipient).on(Unsigned, Passes),
        own_destination("unearned_destination").optional(UnearnedDestinationMissing),
        signer("curator", WrongCurator).on(Unsigned, Passes),
        own_destination("surplus_destination").on(Absent, Passes),
    ];
    let mut rows = closing(auction(), payees);
    // The curator, whose signature asks for that of the same account here.
    rows[3] = wallet("income_opener", WrongIncomeOpener).on(Unsigned, Passes);
    let close = |lot: &Lot| {
        let close = lot.close_income(&lot.cast.gold);
        CloseIncome { recipient_signed: true, curator_signed: true, ..close }.instruction()
    };
    check("close_income", PLAIN, Stage::Left, close, &rows).await;
}

#[tokio::test]
async fn t03_close_income_reclaimed() {
    let none =
        [unused("auction").on(Stranger, Blames(AccountOwnedByWrongProgram, "auction")), unused("fraction_escrow")];
    let payees = [
        wallet("recipient", WrongRecipient),
        destination("unearned_destination").optional(UnearnedDestinationMissing),
        wallet("curator", WrongCurator),
        unused("surplus_destination"),
    ];
    let close = |lot: &Lot| lot.close_reclaimed_income().instruction();
    check("close_income", PLAIN, Stage::Regretted, close, &closing(none, payees)).await;
}
