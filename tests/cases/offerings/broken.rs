//! What the program notices of an offering's numbers and balances, put wrong past all of its rules.

use {
    anchor_lang::{Discriminator, prelude::Pubkey},
    mosaic_client::{
        pda,
        state::{Purchase, decode},
    },
    mosaic_harness::{Actor, Stage, VaultCookie, World, assert_fails, tokens::one_less},
};

/// Changes the account at an address, buys, which is refused, and puts it back.
async fn refused(
    world: &mut World,
    (vault, buyer): (&VaultCookie, &Actor),
    address: Pubkey,
    change: impl FnOnce(&mut Vec<u8>),
    error: &str,
) {
    let sound = world.bank.change_data(address, change).await;
    assert_fails(world.buy(vault, buyer, 0, 1_000).await, error);
    world.bank.set_account(address, sound);
}

#[tokio::test]
async fn inv_13_an_offering_that_holds_less_than_it_owes_sells_nothing() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    let plan = vault.plan(world.bank.now().await);
    world.open_offering(&vault, plan).await.unwrap();
    world.buy(&vault, &ana, 0, 5_000).await.unwrap();
    let offering = pda::offering(&vault.address, 0);
    let bought = (&vault, &ana);
    let fractions = pda::offered_fractions(&offering);
    refused(&mut world, bought, fractions, |data| one_less(data), "OfferedFractionsShort").await;
    let cash = pda::raised_cash(&offering);
    refused(&mut world, bought, cash, |data| one_less(data), "RaisedCashShort").await;
    let more_than_was_sold = |data: &mut Vec<u8>| {
        let mut purchase: Purchase = decode(data).expect("a purchase");
        purchase.fractions += 1;
        *data = [Purchase::DISCRIMINATOR, bytemuck::bytes_of(&purchase)].concat();
    };
    let purchase = pda::purchase(&offering, &ana.pubkey());
    refused(&mut world, bought, purchase, more_than_was_sold, "OfferingInvariantBroken").await;
    world.buy(&vault, &ana, 0, 1_000).await.unwrap();
}
