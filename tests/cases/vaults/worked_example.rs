//! The example of the design, to the unit: everything from the first bid on.

use {
    crate::common::{assert_gone, lamports_of},
    mosaic_client::rules::Terms,
    mosaic_harness::{
        Stage, VaultSpec, World, assert_fails, event,
        world::{CASH, logs_events},
    },
};

/// Rent of a mint of the classic token program, which nobody can close.
const MINT_RENT: u64 = 1_461_600;

/// Created, deposited, activated, 3 bids, sold, 2 royalties, fee, 3 redeemed, 2 withdrawn, asset claimed, closed.
const EVENTS: u64 = 17;

#[tokio::test]
async fn the_reserve_is_the_opening_price_while_nobody_asks_otherwise() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let cleo = world.actor("Cleo").await;
    assert_eq!(world.vault(&vault).await.reserve(), 1_000_000_000);
    assert_fails(world.bid(&vault, &cleo, 999_999_999, 0).await, "BidBelowReserve");
    world.bid(&vault, &cleo, 1_000_000_000, 0).await.unwrap();
    assert_eq!(world.auction(&vault).await.reserve, 1_000_000_000);
}

#[tokio::test]
async fn inv_08_a_sale_pays_everybody_to_the_unit_and_returns_all_rent() {
    let mut world = World::new().await;
    let creator = world.actor("creator").await;
    let people = [world.actor("Cleo").await, world.actor("Dan").await];
    let [cleo, dan] = &people;
    let mut before = lamports_of(&world, &[&creator, cleo, dan]).await;

    // The prices of the design, where two holders ask for less than 1,000: here the creator opens at 900.
    let terms = Terms { opening_price: 900_000_000, ..VaultSpec::default().terms };
    let vault = world.vault_at(Stage::Active, VaultSpec { terms, ..VaultSpec::default() }).await;
    let [ana, ben, _] = &world.spread(&vault).await;

    world.bid(&vault, cleo, 900_000_000, 2_500_000_000).await.unwrap();
    assert_eq!((world.cash_of(cleo).await, world.fractions_of(&vault, cleo).await), (CASH - 675_000_000, 0));

    assert_fails(world.bid(&vault, dan, 944_999_999, 0).await, "BidBelowStep");
    world.bid(&vault, dan, 945_000_000, 0).await.unwrap();
    assert_eq!(world.auction(&vault).await.cash, 675_000_000 + 945_000_000);

    world.bid(&vault, cleo, 1_000_000_000, 2_500_000_000).await.unwrap();
    assert_eq!(world.auction(&vault).await.cash, 750_000_000 + 945_000_000);
    assert_eq!(world.cash_of(cleo).await, CASH - 675_000_000 - 75_000_000);

    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    let sold = world.auction(&vault).await;
    assert_eq!((sold.leader, sold.price, sold.winning_cash), (cleo.pubkey(), 1_000_000_000, 750_000_000));
    assert_eq!((sold.royalties, sold.curator_fee, sold.proceeds), (37_500_000, 15_000_000, 697_500_000));
    assert_eq!(world.supply(&vault).await, 7_500_000_000);

    for (name, amount, left) in [("painter", 26_250_000, 11_250_000), ("framer", 11_250_000, 0)] {
        let payee = world.actor(name).await;
        world.claim_royalty(&vault, &vault.nfts[0], &payee).await.unwrap();
        assert_eq!(world.auction(&vault).await.royalties, left);
        assert_eq!(world.cash_of(&payee).await, CASH + amount);
    }
    world.claim_curator_fee(&vault).await.unwrap();
    assert_eq!(world.cash_of(&creator).await, CASH + 15_000_000);

    let holders = [(ana, 4_000_000_000, 372_000_000), (ben, 1_100_000_000, 102_300_000)];
    for (holder, amount, payout) in holders.into_iter().chain([(&creator, 2_400_000_000, 223_200_000)]) {
        let cash = world.cash_of(holder).await;
        let receipt = world.redeem(&vault, holder, amount).await.unwrap();
        assert_eq!(world.cash_of(holder).await, cash + payout);
        if let Some(redeemed) = event!(receipt, FractionsRedeemed) {
            assert_eq!((redeemed.amount, redeemed.payout), (amount, payout));
        }
    }
    assert_eq!(world.supply(&vault).await, 0);

    world.withdraw(&vault, dan).await.unwrap();
    assert_eq!(world.cash_of(dan).await, CASH);
    world.withdraw(&vault, cleo).await.unwrap();
    assert_eq!(world.cash_of(cleo).await, CASH - 750_000_000);
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    assert!(world.holds(&cleo.pubkey(), &vault.nfts[0]).await);
    assert_eq!(world.vault(&vault).await.events, EVENTS - 1);
    world.close(&vault).await.unwrap();

    assert_gone(&world, &vault).await;
    before[0] -= MINT_RENT;
    assert_eq!(lamports_of(&world, &[&creator, cleo, dan]).await, before, "rent of the fraction mint aside");
    if logs_events() {
        let numbers: Vec<_> = world.events_of(&vault).iter().map(|event| event.header().sequence).collect();
        assert_eq!(numbers, (0..EVENTS).collect::<Vec<_>>());
    }
}
