//! Curators who lower their fee, before and during an auction and beside votes on the same.

use {
    crate::stage::{DAY, carry, decide, make_due, set_curator, staked},
    mosaic_client::{
        instructions::LowerCuratorFee,
        state::{Action, Vault},
    },
    mosaic_harness::{Actor, Stage, VaultCookie, World, assert_fails, event, world::CASH},
};

/// The curator lowers its fee to so many basis points.
fn lower(vault: &VaultCookie, curator: &Actor, fee_bps: u16) -> LowerCuratorFee {
    LowerCuratorFee { curator: curator.pubkey(), ..vault.lower_curator_fee(fee_bps) }
}

#[tokio::test]
async fn inv_08_a_sale_pays_by_the_fee_as_it_was_lowered_last() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    let (creator, dan) = (vault.creator.clone(), world.actor("Dan").await);
    let before = world.vault(&vault).await;
    let receipt = world.lower_curator_fee(&vault, 150).await.unwrap();
    if let Some(lowered) = event!(receipt, CuratorFeeLowered) {
        assert_eq!((lowered.header.vault, lowered.header.sequence), (vault.address, before.events));
        assert_eq!((lowered.curator, lowered.previous_bps, lowered.fee_bps), (creator.pubkey(), 200, 150));
    }
    // Nothing but the fee has changed.
    let after = world.vault(&vault).await;
    let expected = Vault { curator_fee_bps: 150, events: before.events + 1, ..before };
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&expected));

    // Somebody has bid by a fee of 1.5 %: the price, the cash and the end stay, and every fraction is worth more.
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    let (auction, quote) = (world.auction(&vault).await, world.quote(&vault).await);
    world.lower_curator_fee(&vault, 100).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&world.auction(&vault).await), bytemuck::bytes_of(&auction));
    let lowered = world.quote(&vault).await;
    assert_eq!((lowered.price, lowered.reserve, lowered.supply), (quote.price, quote.reserve, quote.supply));
    assert!(lowered.value_per_fraction > quote.value_per_fraction);
    for fee_bps in [100, 101, 150, 200, u16::MAX] {
        assert_fails(world.lower_curator_fee(&vault, fee_bps).await, "CuratorFeeNotLower");
    }
    // After the last second for bids too, until somebody settles.
    world.end_auction(&vault).await;
    world.lower_curator_fee(&vault, 99).await.unwrap();
    world.settle(&vault).await.unwrap();
    let auction = world.auction(&vault).await;
    assert_eq!((auction.royalties, auction.curator_fee, auction.proceeds), (50_000_000, 9_900_000, 940_100_000));

    // What is divided stays as it is.
    assert_fails(world.lower_curator_fee(&vault, 0).await, "WrongStatus");
    world.claim_curator_fee(&vault).await.unwrap();
    assert_eq!(world.cash_of(&creator).await, CASH + 9_900_000);
    let mut paid = 0;
    for holder in [&ana, &ben, &cleo, &creator] {
        let amount = world.fractions_of(&vault, holder).await;
        let cash = world.cash_of(holder).await;
        world.redeem(&vault, holder, amount).await.unwrap();
        paid += world.cash_of(holder).await - cash;
    }
    assert_eq!(paid, 940_100_000);
}

#[tokio::test]
async fn a_fee_lowered_in_draft_is_that_of_the_vault_and_its_cap_stays() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Draft).await;
    world.lower_curator_fee(&vault, 0).await.unwrap();
    assert_fails(world.lower_curator_fee(&vault, 0).await, "CuratorFeeNotLower");
    world.activate(&vault).await.unwrap();
    let state = world.vault(&vault).await;
    assert_eq!((state.curator_fee_bps, state.curator_fee_cap_bps), (0, 200));
    world.reclaim(&vault, &vault.creator).await.unwrap();
    assert_fails(world.lower_curator_fee(&vault, 0).await, "WrongStatus");
}

#[tokio::test]
async fn with_the_name_of_curator_goes_the_right_to_lower_the_fee() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let (creator, eve) = (vault.creator.clone(), world.actor("Eve").await);
    for stranger in [&ana, &eve] {
        let stolen = lower(&vault, stranger, 0).instruction();
        assert_fails(world.send(&[stolen], &[stranger]).await, "NotTheCurator");
    }
    decide(&mut world, &vault, &ana, set_curator(&eve, 100)).await;
    assert_fails(world.lower_curator_fee(&vault, 50).await, "NotTheCurator");
    world.send(&[lower(&vault, &eve, 50).instruction()], &[&eve]).await.unwrap();
    let state = world.vault(&vault).await;
    assert_eq!((state.curator, state.curator_fee_bps), (eve.pubkey(), 50));
    // Named again, the creator has the fee that the holders gave it.
    decide(&mut world, &vault, &ana, set_curator(&creator, 150)).await;
    world.lower_curator_fee(&vault, 149).await.unwrap();
    assert_eq!(world.vault(&vault).await.curator_fee_bps, 149);
}

#[tokio::test]
async fn what_holders_vote_is_the_fee_until_somebody_bids() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let (creator, dan) = (vault.creator.clone(), world.actor("Dan").await);
    let fee = |fee_bps| Action::SetCurator { curator: creator.pubkey(), fee_bps };
    let [first, second] =
        [carry(&mut world, &vault, &ana, fee(150)).await, carry(&mut world, &vault, &ana, fee(200)).await];
    make_due(&mut world, &vault, second).await;
    // A vote that was open when the curator lowered its fee sets what it says; it is the holders' to pay.
    world.lower_curator_fee(&vault, 10).await.unwrap();
    world.execute(&vault, first).await.unwrap();
    assert_eq!(world.vault(&vault).await.curator_fee_bps, 150);
    // Both at once: named, and lowered by who is named.
    let both = [vault.execute(second, &fee(200)).instruction(), vault.lower_curator_fee(120).instruction()];
    world.send(&both, &[&creator]).await.unwrap();
    assert_eq!(world.vault(&vault).await.curator_fee_bps, 120);

    // From the first bid on a fee that was lowered is not raised again.
    let third = carry(&mut world, &vault, &ana, fee(200)).await;
    make_due(&mut world, &vault, third).await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.lower_curator_fee(&vault, 20).await.unwrap();
    assert_fails(world.execute(&vault, third).await, "WrongStatus");
    world.bank.advance(3 * DAY).await;
    world.settle(&vault).await.unwrap();
    assert_eq!(world.auction(&vault).await.curator_fee, 2_000_000);
}
