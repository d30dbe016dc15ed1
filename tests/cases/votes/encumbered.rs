//! Bids and offers are for the vault with the licences their bidders know of.

use {
    crate::stage::{DAY, FORTNIGHT, decide, grant},
    mosaic_client::instructions::PlaceBidArgs,
    mosaic_harness::{Actor, Stage, VaultCookie, World, assert_fails},
};

const FREE: u64 = 0;

/// A vault in which Ana votes herself a licence of ten years for nothing, and Dan and Eve have fraction accounts.
async fn at_anas_mercy(world: &mut World) -> (VaultCookie, [Actor; 3]) {
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    world.stake(&vault, &ana, vault.part(4_000)).await.unwrap();
    world.add_income_mint(&vault, &vault.quote_mint).await.unwrap();
    let others = [world.actor("Dan").await, world.actor("Eve").await];
    for other in &others {
        world.bank.create_ata(&other.pubkey(), &vault.fraction_mint).await;
    }
    let [dan, eve] = others;
    (vault, [ana, dan, eve])
}

async fn license(world: &mut World, vault: &VaultCookie, ana: &Actor) {
    let number = decide(world, vault, ana, grant(ana, FREE, 3_650 * DAY, true)).await;
    world.send(&[vault.take_license(&ana.pubkey(), number).accept()], &[ana]).await.unwrap();
}

#[tokio::test]
async fn t21_a_licence_lets_the_offer_that_stands_fall_and_frees_its_bidder() {
    let mut world = World::new().await;
    let (vault, [ana, dan, eve]) = at_anas_mercy(&mut world).await;
    // A rental may come in between, ten years may not.
    let mut offer = vault.place_bid(&dan.pubkey(), 600_000_000, 0);
    offer.args.max_licensed_until = world.bank.now().await + FORTNIGHT;
    world.send(&[offer.offer()], &[&dan]).await.unwrap();
    let rental = decide(&mut world, &vault, &ana, grant(&ana, FREE, DAY, false)).await;
    world.send(&[vault.take_license(&ana.pubkey(), rental).accept()], &[&ana]).await.unwrap();
    assert_eq!(world.quote(&vault).await.offer_price, 600_000_000);
    license(&mut world, &vault, &ana).await;
    assert_eq!(world.quote(&vault).await.offer_price, 0);
    // Well within its window Dan is free; at its end nobody can hold him to it.
    let withdraw = vault.withdraw_bid(&dan.pubkey()).offer();
    world.simulate(&withdraw, &[&dan]).await.unwrap();
    world.bank.advance(FORTNIGHT).await;
    assert_fails(world.accept_offer(&vault).await, "NoOffer");

    // Nor does it hold up a lower one, of somebody who knows of the licence.
    let known = world.vault(&vault).await.licensed_until;
    let mut lower = vault.place_bid(&eve.pubkey(), 100_000_000, 0);
    lower.args = PlaceBidArgs { max_licensed_until: known, ..lower.args };
    world.send(&[lower.offer()], &[&eve]).await.unwrap();
    let cash = world.cash_of(&dan).await;
    world.withdraw(&vault, &dan).await.unwrap();
    assert_eq!(world.cash_of(&dan).await, cash + 600_000_000);
    world.bank.advance(FORTNIGHT).await;
    world.accept_offer(&vault).await.unwrap();
    assert_eq!(world.auction(&vault).await.leader, eve.pubkey());
}

#[tokio::test]
async fn t20_a_bid_is_not_made_for_a_vault_licensed_for_longer_than_its_bidder_accepts() {
    let mut world = World::new().await;
    let (vault, [ana, dan, _]) = at_anas_mercy(&mut world).await;
    let known = world.vault(&vault).await.licensed_until;
    assert_eq!(known, 0);
    let mut bid = vault.place_bid(&dan.pubkey(), 1_000_000_000, 0);
    bid.args.max_licensed_until = known;
    world.simulate(&bid.instruction(), &[&dan]).await.unwrap();
    // The licence comes first.
    license(&mut world, &vault, &ana).await;
    assert_fails(world.send(&[bid.instruction()], &[&dan]).await, "LicensedBeyondMaximum");
    assert_fails(world.send(&[bid.offer()], &[&dan]).await, "LicensedBeyondMaximum");
    let until = world.vault(&vault).await.licensed_until;
    bid.args.max_licensed_until = until - 1;
    assert_fails(world.send(&[bid.instruction()], &[&dan]).await, "LicensedBeyondMaximum");
    bid.args.max_licensed_until = until;
    world.send(&[bid.instruction()], &[&dan]).await.unwrap();
    // From here on none is taken.
    let status = world.vault(&vault).await;
    assert_eq!(status.licensed_until, until);
    assert!(!status.status().unwrap().grants_licenses());
}
