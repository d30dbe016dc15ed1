//! Making, giving up and closing a vault.

use super::{
    check,
    row::{Answer::*, Tamper::*, *},
};
use crate::scene::{Lot, Stage};
use anchor_lang::error::ErrorCode::AccountOwnedByWrongProgram;
use mosaic_client::{MosaicError::*, instructions::CloseVault};
use mosaic_harness::Standard;

const PLAIN: Standard = Standard::NonFungible;

#[tokio::test]
async fn t03_create_vault() {
    let rows = [
        signer("creator", WrongVaultAddress),
        new("vault", WrongVaultAddress),
        new("fraction_mint", WrongFractionMint),
        the("quote_mint", QuoteMintNotClassic).on(Sibling, Passes).on(Foreigner, Passes),
        program("token_program"),
        program("system_program"),
    ];
    check("create_vault", PLAIN, Stage::Planned, |lot| lot.create().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_describe_fraction() {
    let rows = [
        signer("creator", NotTheCreator),
        typed("vault", WrongFractionMint).refuses(Foreigner, NotTheCreator),
        named("fraction_mint", WrongFractionMint),
        new("metadata", WrongFractionMetadata),
        program("token_metadata_program"),
        program("system_program"),
    ];
    check("describe_fraction", PLAIN, Stage::Created, |lot| lot.describe().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_activate() {
    let rows = [
        signer("creator", NotTheCreator),
        typed("vault", WrongFractionMint).refuses(Foreigner, NotTheCreator),
        named("fraction_mint", WrongFractionMint),
        own_destination("destination"),
        program("token_program"),
    ];
    check("activate", PLAIN, Stage::Filled, |lot| lot.activate().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_cancel() {
    let rows = [
        signer("creator", NotTheCreator),
        typed("vault", WrongFractionMint).refuses(Foreigner, NotTheCreator),
        named("fraction_mint", WrongFractionMint),
        program("token_program"),
    ];
    check("cancel", PLAIN, Stage::Filled, |lot| lot.cancel().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_lower_the_fee_as_the_curator() {
    // Of all vaults that are its own.
    let vault = typed("vault", NotTheCurator).on(Sibling, Passes);
    let rows = [signer("curator", NotTheCurator), vault];
    check("lower_curator_fee", PLAIN, Stage::Opened, |lot| lot.lower_fee(100).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_reclaim() {
    let rows = [
        signer("holder", SourceOfAnotherOwner),
        typed("vault", WrongFractionMint),
        named("fraction_mint", WrongFractionMint),
        source("fraction_source"),
        program("token_program"),
    ];
    check("reclaim", PLAIN, Stage::Active, |lot| lot.reclaim().instruction(), &rows).await;
}

fn closing(auction: [Row; 5]) -> Vec<Row> {
    let [auction, opener, cash_escrow, fraction_escrow, surplus_destination] = auction;
    vec![
        wallet("creator", WrongCreator),
        typed("vault", WrongFractionMint).refuses(Foreigner, WrongCreator),
        wallet("curator", WrongCurator),
        named("fraction_mint", WrongFractionMint),
        auction,
        opener,
        cash_escrow,
        fraction_escrow,
        surplus_destination,
        program("token_program"),
    ]
}

#[tokio::test]
async fn t03_close_vault_sold() {
    let rows = closing([
        typed("auction", AuctionOfAnotherVault).optional(AuctionAccountsMissing),
        wallet("opener", WrongOpener).optional(AuctionAccountsMissing),
        named("cash_escrow", WrongCashEscrow).optional(AuctionAccountsMissing),
        named("fraction_escrow", WrongFractionEscrow).optional(AuctionAccountsMissing),
        destination("surplus_destination").optional(SurplusDestinationMissing),
    ]);
    check("close_vault", PLAIN, Stage::Overpaid, |lot| lot.close().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_close_vault_reclaimed() {
    let rows = closing([
        unused("auction").on(Stranger, Blames(AccountOwnedByWrongProgram, "auction")),
        unused("opener"),
        unused("cash_escrow"),
        unused("fraction_escrow"),
        unused("surplus_destination"),
    ]);
    let close = |lot: &Lot| CloseVault { opener: None, surplus_destination: None, ..lot.close() }.instruction();
    check("close_vault", PLAIN, Stage::Cancelled, close, &rows).await;
}
