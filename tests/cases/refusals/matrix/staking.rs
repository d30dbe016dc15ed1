//! Stakes and asks.

use super::{
    check,
    row::{Answer::Passes, Tamper::*, *},
};
use crate::scene::{LEVEL, Lot, STAKED, Stage};
use mosaic_client::{MosaicError::*, instructions::SetAsk};
use mosaic_harness::Standard;

const PLAIN: Standard = Standard::NonFungible;

/// The book of asks where it cannot be left out.
pub fn book_of_asks() -> Row {
    loaded("asks", WrongAsksAddress)
        .refuses(Sibling, AsksOfAnotherVault)
        .refuses(Foreigner, AsksOfAnotherVault)
        .optional(AsksMissing)
}

#[tokio::test]
async fn t03_open_staking() {
    let rows = [
        anybody("payer"),
        typed("vault", WrongFractionMint),
        named("fraction_mint", WrongFractionMint),
        new("pool", WrongPoolAddress),
        new("staked_fractions", WrongStakedFractions),
        program("token_program"),
        program("system_program"),
    ];
    check("open_staking", PLAIN, Stage::Spread, |lot| lot.open_staking().instruction(), &rows).await;
}

fn staking(stake: Row, asks: Row) -> [Row; 9] {
    [
        signer("holder", SourceOfAnotherOwner),
        typed("vault", PoolOfAnotherVault),
        typed("pool", PoolOfAnotherVault),
        stake,
        source("fraction_source"),
        named("staked_fractions", WrongStakedFractions),
        asks,
        program("token_program"),
        program("system_program"),
    ]
}

#[tokio::test]
async fn t03_stake() {
    let rows = staking(new("stake", WrongStakeAddress), unused("asks"));
    check("stake", PLAIN, Stage::Pooled, |lot| lot.stake(STAKED).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_add_to_a_stake_that_asks() {
    let stake = loaded("stake", WrongStakeAddress)
        .refuses(Sibling, StakeOfAnotherVault)
        .refuses(Foreigner, StakeOfAnotherVault)
        // At an empty address it is a new stake, which asks nothing.
        .on(Emptied, Passes);
    let rows = staking(stake, book_of_asks());
    check("stake", PLAIN, Stage::Asked, |lot| lot.stake(1).instruction(), &rows).await;
}

fn unstaking(asks: Row) -> [Row; 8] {
    [
        signer("holder", StakeOfAnotherHolder),
        typed("vault", PoolOfAnotherVault),
        typed("pool", PoolOfAnotherVault),
        typed("stake", StakeOfAnotherVault),
        named("staked_fractions", WrongStakedFractions),
        own_destination("fraction_destination"),
        asks,
        program("token_program"),
    ]
}

#[tokio::test]
async fn t03_unstake_what_asks() {
    let rows = unstaking(book_of_asks());
    check("unstake", PLAIN, Stage::Earning, |lot| lot.unstake(STAKED).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_unstake_a_part_after_the_sale() {
    let rows = unstaking(book_of_asks());
    check("unstake", PLAIN, Stage::Bought, |lot| lot.unstake(1).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_open_asks() {
    let rows =
        [anybody("payer"), typed("vault", WrongAsksAddress), new("asks", WrongAsksAddress), program("system_program")];
    check("open_asks", PLAIN, Stage::Staked, |lot| lot.open_asks().instruction(), &rows).await;
}

fn asking() -> [Row; 5] {
    [
        signer("authority", NotTheHolderOrDelegate),
        typed("vault", PoolOfAnotherVault),
        typed("pool", PoolOfAnotherVault),
        typed("stake", StakeOfAnotherVault),
        typed("asks", AsksOfAnotherVault),
    ]
}

#[tokio::test]
async fn t03_ask_for_the_first_time() {
    check("set_ask", PLAIN, Stage::Booked, |lot| lot.set_ask(Some(LEVEL)).instruction(), &asking()).await;
}

#[tokio::test]
async fn t03_ask_no_more() {
    check("set_ask", PLAIN, Stage::Asked, |lot| lot.set_ask(None).instruction(), &asking()).await;
}

#[tokio::test]
async fn t03_ask_as_a_delegate() {
    let ask = |lot: &Lot| SetAsk { authority: lot.cast.stranger.pubkey(), ..lot.set_ask(Some(0)) }.instruction();
    check("set_ask", PLAIN, Stage::Asked, ask, &asking()).await;
}

#[tokio::test]
async fn t03_set_a_delegate() {
    let rows = [
        signer("holder", StakeOfAnotherHolder),
        typed("vault", StakeOfAnotherVault),
        typed("stake", StakeOfAnotherVault),
    ];
    let delegate = |lot: &Lot| lot.set_delegate(Some(lot.cast.stranger.pubkey())).instruction();
    check("set_delegate", PLAIN, Stage::Staked, delegate, &rows).await;
}

fn closing(asks: Row, asks_opener: Row) -> [Row; 8] {
    [
        typed("vault", WrongFractionMint),
        typed("pool", PoolOfAnotherVault),
        wallet("pool_opener", WrongPoolOpener),
        named("staked_fractions", WrongStakedFractions),
        named("fraction_mint", WrongFractionMint),
        asks,
        asks_opener,
        program("token_program"),
    ]
}

#[tokio::test]
async fn t03_close_staking() {
    let rows = closing(book_of_asks(), wallet("asks_opener", WrongAsksOpener).optional(AsksMissing));
    check("close_staking", PLAIN, Stage::Emptied, |lot| lot.close_staking().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_close_staking_without_a_book_of_asks() {
    let rows = closing(unused("asks"), unused("asks_opener"));
    check("close_staking", PLAIN, Stage::Cleared, |lot| lot.close_staking().instruction(), &rows).await;
}
