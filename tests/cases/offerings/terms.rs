//! What cannot be offered.

use {
    mosaic_client::{MosaicError, instructions::OpenOfferingArgs},
    mosaic_harness::{Stage, World, assert_fails},
};

const DAY: i64 = 86_400;

#[tokio::test]
async fn every_bound_of_an_offering_is_refused_by_name() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    world.give_fractions(&vault, &vault.creator, &ana.pubkey(), 1).await;
    let now = world.bank.now().await;
    let plan = vault.plan(now);
    let price = plan.start_price;
    for (args, error) in [
        (OpenOfferingArgs { amount: 0, ..plan }, MosaicError::ZeroAmount),
        (OpenOfferingArgs { amount: vault.supply + 1, ..plan }, MosaicError::AmountAboveSupply),
        (OpenOfferingArgs { end_price: 0, ..plan }, MosaicError::OfferingPriceOutOfBounds),
        (OpenOfferingArgs { end_price: price + 1, ..plan }, MosaicError::OfferingPriceOutOfBounds),
        (OpenOfferingArgs { starts_at: now - 1, ..plan }, MosaicError::OfferingStartOutOfBounds),
        (OpenOfferingArgs { starts_at: now + 30 * DAY + 1, ..plan }, MosaicError::OfferingStartOutOfBounds),
        (OpenOfferingArgs { ends_at: now + 3_599, ..plan }, MosaicError::OfferingLengthOutOfBounds),
        (OpenOfferingArgs { ends_at: now + 30 * DAY + 1, ..plan }, MosaicError::OfferingLengthOutOfBounds),
        (OpenOfferingArgs { wallet_limit: 0, ..plan }, MosaicError::WalletLimitOutOfBounds),
        (OpenOfferingArgs { wallet_limit: plan.amount + 1, ..plan }, MosaicError::WalletLimitOutOfBounds),
        (OpenOfferingArgs { minimum: price / 4 + 1, ..plan }, MosaicError::MinimumOutOfReach),
        // Within the supply, and not the creator's: Ana has one of them.
        (OpenOfferingArgs { amount: vault.supply, wallet_limit: vault.supply, ..plan }, MosaicError::SourceTooSmall),
    ] {
        assert_fails(world.open_offering(&vault, args).await, &error.name());
    }
    let longest = OpenOfferingArgs { starts_at: now + 30 * DAY, ends_at: now + 60 * DAY, minimum: price / 4, ..plan };
    world.open_offering(&vault, longest).await.unwrap();
}

#[tokio::test]
async fn only_the_creator_offers_also_when_another_curates() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, _, _] = world.spread(&vault).await;
    let mut open = vault.open_offering(0, vault.plan(world.bank.now().await));
    open.creator = ana.pubkey();
    open.fraction_source = vault.fraction_account(&ana.pubkey());
    assert_fails(world.send(&[open.instruction()], &[&ana]).await, "NotTheCreator");
}

#[tokio::test]
async fn a_purchase_of_nothing_and_one_that_cannot_be_paid_are_refused() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    world.open_offering(&vault, vault.plan(world.bank.now().await)).await.unwrap();
    assert_fails(world.buy(&vault, &ana, 0, 0).await, "ZeroAmount");
    let cash = world.cash_of(&ana).await;
    let (from, to) = (world.cash_account(&ana.pubkey()), world.cash_account(&vault.creator.pubkey()));
    world.transfer(&from, &to, &ana, cash - 9).await;
    assert_fails(world.buy(&vault, &ana, 0, 91).await, "SourceTooSmall");
    world.buy(&vault, &ana, 0, 90).await.unwrap();
}
