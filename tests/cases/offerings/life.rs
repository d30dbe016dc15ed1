//! An offering from its opening to the closed vault.

use {
    mosaic_client::instructions::OpenOfferingArgs,
    mosaic_harness::{
        Stage, World, assert_fails, event,
        world::{
            CASH,
            ending::{close, lamports_of, pay_out, sell},
        },
    },
};

const DAY: i64 = 86_400;

#[tokio::test]
async fn inv_12_inv_13_an_offering_at_a_fixed_price_pays_everybody_and_leaves_nothing() {
    let mut world = World::new().await;
    let people =
        [world.actor("creator").await, world.actor("Ana").await, world.actor("Ben").await, world.actor("Dan").await];
    let [creator, ana, ben, dan] = &people;
    let before = lamports_of(&world, &[creator, ana, ben, dan]).await;
    let vault = world.at(Stage::Active).await;
    let now = world.bank.now().await;
    let receipt =
        world.send(&[vault.open_offering(0, vault.plan(now)).instruction()], &[&vault.creator]).await.unwrap();
    if let Some(opened) = event!(receipt, OfferingOpened) {
        assert_eq!((opened.number, opened.supply, opened.amount), (0, vault.supply, 2_500_000_000));
        assert_eq!((opened.starts_at, opened.ends_at, opened.minimum), (now, now + DAY, 100_000_000));
    }
    assert_eq!(world.fractions_of(&vault, creator).await, 7_500_000_000);

    // A tenth of the supply for a tenth of the price reaches the minimum: Ana takes what she bought at once.
    world.bank.create_ata(&ana.pubkey(), &vault.fraction_mint).await;
    let buy = vault.buy_fractions(&ana.pubkey(), 0, 1_000_000_000).instruction();
    let claim = vault.claim_purchase(&ana.pubkey(), 0).instruction();
    world.send(&[buy, claim], &[ana]).await.unwrap();
    assert_eq!(world.cash_of(ana).await, CASH - 100_000_000);
    assert_eq!(world.fractions_of(&vault, ana).await, 1_000_000_000);
    let purchase = world.purchase_of(&vault, ana, 0).await.unwrap();
    assert_eq!((purchase.fractions, purchase.delivered, purchase.cost), (1_000_000_000, 1_000_000_000, 100_000_000));
    assert_fails(world.claim_purchase(&vault, ana, 0).await, "OfferingRuns");
    assert_fails(world.close_offering(&vault, 0).await, "OfferingRuns");

    let receipt = world.buy(&vault, ben, 0, 500_000_001).await.unwrap();
    if let Some(bought) = event!(receipt, FractionsBought) {
        // The last unit of a fraction costs a unit of cash: nothing is free.
        assert_eq!((bought.amount, bought.price, bought.cost), (500_000_001, 1_000_000_000, 50_000_001));
        assert_eq!((bought.sold, bought.raised, bought.certain), (1_500_000_001, 150_000_001, true));
    }
    world.bank.set_clock(now + DAY).await;
    assert_fails(world.buy(&vault, ben, 0, 1).await, "OfferingOver");
    // The creator is paid first, and what Ben bought stays for him.
    let receipt = world.close_offering(&vault, 0).await.unwrap();
    if let Some(closed) = event!(receipt, OfferingClosed) {
        assert_eq!((closed.cash, closed.fractions, closed.closed), (150_000_001, 999_999_999, false));
        assert_eq!((closed.surplus_cash, closed.surplus_fractions), (0, 0));
    }
    assert_eq!(world.cash_of(creator).await, CASH + 150_000_001);
    assert_fails(world.close_offering(&vault, 0).await, "PurchasesStillOpen");
    let receipt = world.claim_purchase(&vault, ben, 0).await.unwrap();
    if let Some(claimed) = event!(receipt, PurchaseClaimed) {
        assert_eq!((claimed.fractions, claimed.refund, claimed.closed), (500_000_001, 0, true));
        assert_eq!((claimed.delivered, claimed.refunded), (1_500_000_001, 0));
    }
    // Nothing but rent is left of Ana's purchase.
    world.claim_purchase(&vault, ana, 0).await.unwrap();
    let receipt = world.close_offering(&vault, 0).await.unwrap();
    if let Some(closed) = event!(receipt, OfferingClosed) {
        assert_eq!((closed.cash, closed.fractions, closed.closed), (0, 0, true));
    }
    assert!(world.offering(&vault, 0).await.is_none());
    assert_eq!(world.fractions_of(&vault, creator).await, 8_499_999_999);

    sell(&mut world, &vault).await;
    pay_out(&mut world, &vault, &[dan], &[ana, ben, creator]).await;
    close(&mut world, &vault).await;
    let mut expected = before;
    // The rent of the fraction mint, which nobody can close.
    expected[0] -= 1_461_600;
    assert_eq!(lamports_of(&world, &[creator, ana, ben, dan]).await, expected);
}

#[tokio::test]
async fn what_is_sold_out_is_over_at_once_and_its_buyers_are_holders_like_others() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    let plan = OpenOfferingArgs { wallet_limit: 1_500_000_000, ..vault.plan(world.bank.now().await) };
    world.open_offering(&vault, plan).await.unwrap();
    world.buy(&vault, &ana, 0, 1_500_000_000).await.unwrap();
    assert_fails(world.buy(&vault, &ana, 0, 1).await, "AboveWalletLimit");
    assert_fails(world.buy(&vault, &ben, 0, 1_000_000_001).await, "AboveOffered");
    world.buy(&vault, &ben, 0, 1_000_000_000).await.unwrap();
    assert_fails(world.buy(&vault, &ben, 0, 1).await, "AboveOffered");
    let state = world.vault(&vault).await;
    assert_eq!((state.offered, state.offering_price, state.offering_ends_at), (1, 0, 0));
    for buyer in [&ana, &ben] {
        world.claim_purchase(&vault, buyer, 0).await.unwrap();
        assert!(world.purchase_of(&vault, buyer, 0).await.is_none());
    }
    world.close_offering(&vault, 0).await.unwrap();
    assert_eq!(world.cash_of(&vault.creator).await, CASH + 250_000_000);
    assert_fails(world.open_offering(&vault, plan).await, "AlreadyOffered");
    world.stake(&vault, &ana, vault.part(1_000)).await.unwrap();
}

#[tokio::test]
async fn the_limit_of_a_wallet_holds_over_all_its_purchases_delivered_or_not() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    world.bank.create_ata(&ana.pubkey(), &vault.fraction_mint).await;
    let plan = OpenOfferingArgs { wallet_limit: 1_000, minimum: 0, ..vault.plan(world.bank.now().await) };
    world.open_offering(&vault, plan).await.unwrap();
    for _ in 0..2 {
        world.buy(&vault, &ana, 0, 500).await.unwrap();
        world.claim_purchase(&vault, &ana, 0).await.unwrap();
    }
    assert_fails(world.buy(&vault, &ana, 0, 1).await, "AboveWalletLimit");
    assert_eq!(world.fractions_of(&vault, &ana).await, 1_000);
}
