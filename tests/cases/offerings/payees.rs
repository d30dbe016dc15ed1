//! Who cannot be paid holds up nobody else, and what is sent uninvited changes nothing.

use {
    mosaic_client::{
        instructions::{ClaimPurchase, CloseOffering},
        pda,
    },
    mosaic_harness::{Stage, World, assert_fails, event, world::CASH},
};

const DAY: i64 = 86_400;

#[tokio::test]
async fn t02_a_buyer_who_is_frozen_keeps_nothing_from_the_others_but_rent() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    let now = world.bank.now().await;
    world.open_offering(&vault, vault.plan(now)).await.unwrap();
    world.buy(&vault, &ana, 0, 400_000_000).await.unwrap();
    world.buy(&vault, &ben, 0, 500_000_000).await.unwrap();
    world.bank.set_clock(now + DAY).await;
    let frozen = vault.cash_account(&ana.pubkey());
    world.set_frozen(&frozen, true).await;
    assert_fails(world.claim_purchase(&vault, &ana, 0).await, "DestinationFrozen");
    world.claim_purchase(&vault, &ben, 0).await.unwrap();
    world.close_offering(&vault, 0).await.unwrap();
    assert_eq!(world.fractions_of(&vault, &vault.creator).await, vault.supply);
    assert_eq!(world.cash_of(&ben).await, CASH);
    assert_fails(world.close_offering(&vault, 0).await, "PurchasesStillOpen");
    // Who signs has any account of its own paid; who does not, only the associated one.
    let other = world.bank.create_token_account(&ana.pubkey(), &vault.quote_mint).await;
    let claim = ClaimPurchase { cash_destination: Some(other), ..vault.claim_purchase(&ana.pubkey(), 0) };
    assert_fails(world.send(&[claim.instruction()], &[]).await, "DestinationNotAssociated");
    world.send(&[ClaimPurchase { signed: true, ..claim }.instruction()], &[&ana]).await.unwrap();
    assert_eq!(world.bank.token_balance(&other).await, 40_000_000);
    world.close_offering(&vault, 0).await.unwrap();
}

#[tokio::test]
async fn t02_a_creator_who_is_frozen_holds_up_no_buyer() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    let now = world.bank.now().await;
    world.open_offering(&vault, vault.plan(now)).await.unwrap();
    let frozen = vault.cash_account(&vault.creator.pubkey());
    world.set_frozen(&frozen, true).await;
    world.buy(&vault, &ana, 0, 1_000_000_000).await.unwrap();
    world.bank.set_clock(now + DAY).await;
    assert_fails(world.close_offering(&vault, 0).await, "DestinationFrozen");
    world.claim_purchase(&vault, &ana, 0).await.unwrap();
    assert_eq!(world.fractions_of(&vault, &ana).await, 1_000_000_000);
    let other = world.bank.create_token_account(&vault.creator.pubkey(), &vault.quote_mint).await;
    let close = CloseOffering { cash_destination: Some(other), ..vault.close_offering(0) };
    assert_fails(world.send(&[close.instruction()], &[]).await, "DestinationNotAssociated");
    let signed = CloseOffering { creator_signed: true, ..close };
    world.send(&[signed.instruction()], &[&vault.creator]).await.unwrap();
    assert_eq!(world.bank.token_balance(&other).await, 100_000_000);
}

#[tokio::test]
async fn t02_accounts_that_are_due_are_named() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    let now = world.bank.now().await;
    world.open_offering(&vault, vault.plan(now)).await.unwrap();
    world.buy(&vault, &ana, 0, 1_000_000_000).await.unwrap();
    let claim = ClaimPurchase { fraction_destination: None, ..vault.claim_purchase(&ana.pubkey(), 0) };
    assert_fails(world.send(&[claim.instruction()], &[]).await, "PurchaseDestinationMissing");
    world.bank.set_clock(now + DAY).await;
    let close = vault.close_offering(0);
    for close in
        [CloseOffering { fraction_destination: None, ..close }, CloseOffering { cash_destination: None, ..close }]
    {
        assert_fails(world.send(&[close.instruction()], &[]).await, "PayoutDestinationMissing");
    }
}

#[tokio::test]
async fn t11_donations_to_every_account_of_an_offering_change_and_block_nothing() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, eve] = [world.actor("Ana").await, world.actor("Eve").await];
    world.give_fractions(&vault, &vault.creator, &eve.pubkey(), 5).await;
    let offering = pda::offering(&vault.address, 0);
    let (offered, raised) = (pda::offered_fractions(&offering), pda::raised_cash(&offering));
    let purchase = pda::purchase(&offering, &ana.pubkey());
    for address in [offering, offered, raised, purchase] {
        world.bank.airdrop(&address, 1_000_000).await;
    }
    let now = world.bank.now().await;
    world.open_offering(&vault, vault.plan(now)).await.unwrap();
    world.give_cash(&raised, 100_000_000).await;
    world.transfer(&vault.fraction_account(&eve.pubkey()), &offered, &eve, 5).await;
    world.buy(&vault, &ana, 0, 1_000).await.unwrap();
    // The gift is not what was raised: no minimum is reached by it.
    assert_eq!(world.offering(&vault, 0).await.unwrap().raised, 100);
    assert_fails(world.claim_purchase(&vault, &ana, 0).await, "OfferingRuns");
    world.bank.set_clock(now + DAY).await;
    world.claim_purchase(&vault, &ana, 0).await.unwrap();
    assert_eq!(world.cash_of(&ana).await, CASH);
    // Without an account for the surplus the creator gets its own, and the accounts stay.
    let close = CloseOffering { surplus_destination: None, ..vault.close_offering(0) };
    let receipt = world.send(&[close.instruction()], &[]).await.unwrap();
    if let Some(closed) = event!(receipt, OfferingClosed) {
        assert_eq!((closed.cash, closed.fractions, closed.closed), (0, 2_500_000_000, false));
    }
    assert_eq!(world.fractions_of(&vault, &vault.creator).await, vault.supply - 5);
    assert_fails(world.send(&[close.instruction()], &[]).await, "SurplusDestinationMissing");
    let receipt = world.close_offering(&vault, 0).await.unwrap();
    if let Some(closed) = event!(receipt, OfferingClosed) {
        assert_eq!((closed.surplus_cash, closed.surplus_fractions, closed.closed), (100_000_000, 5, true));
    }
    assert_eq!(world.cash_of(&vault.creator).await, CASH + 100_000_000);
    assert_eq!(world.supply(&vault).await, vault.supply - 5);
    for address in [offering, offered, raised, purchase] {
        assert_eq!(world.bank.lamports(&address).await, 0);
    }
}

#[tokio::test]
async fn t11_a_donation_to_an_offering_called_off_sells_nothing_of_it() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    world.open_offering(&vault, vault.plan(world.bank.now().await)).await.unwrap();
    world.give_cash(&pda::raised_cash(&pda::offering(&vault.address, 0)), 1).await;
    let call_off = CloseOffering { creator_signed: true, surplus_destination: None, ..vault.close_offering(0) };
    world.send(&[call_off.instruction()], &[&vault.creator]).await.unwrap();
    assert_eq!(world.offering(&vault, 0).await.unwrap().closed, 1);
    assert_fails(world.buy(&vault, &ana, 0, 1).await, "OfferingOver");
    assert_eq!(world.vault(&vault).await.offering_ends_at, 0);
    world.close_offering(&vault, 0).await.unwrap();
    assert_eq!(world.vault(&vault).await.offerings_open, 0);
}
