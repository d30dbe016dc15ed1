//! Curators' actions.

use {
    crate::stage::{OPENING, end_and_settle, open, perform, place, purse, refusal},
    mosaic_client::{
        ClientError,
        actions::{LowerCuratorFee, PlaceBid, lower_curator_fee},
        quotes::LowerCuratorFeeQuote,
        rules::{RuleError, Status},
        views::VaultView,
    },
    mosaic_harness::{Standard, World},
};

#[tokio::test]
async fn a_fee_is_lowered_as_quoted_and_settled_so() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, curator, dan) = (opened.vault, opened.creator.clone(), world.actor("Dan").await);
    let to = |fee_bps| LowerCuratorFee { vault, curator: curator.pubkey(), fee_bps };
    let stranger = LowerCuratorFee { curator: dan.pubkey(), ..to(0) };
    let error = ClientError::NotTheCurator { curator: curator.pubkey() };
    assert_eq!(refusal(lower_curator_fee(&world.bank, &stranger).await), error);
    let not_lower = ClientError::Rule(RuleError::CuratorFeeNotLower);
    assert_eq!(refusal(lower_curator_fee(&world.bank, &to(200)).await), not_lower);
    let none = LowerCuratorFee { vault: dan.pubkey(), ..to(0) };
    assert_eq!(refusal(lower_curator_fee(&world.bank, &none).await), ClientError::NoVault { vault: dan.pubkey() });

    let before = purse(&world, &vault, &curator).await;
    let action = lower_curator_fee(&world.bank, &to(150)).await.unwrap();
    assert_eq!(action.quote, LowerCuratorFeeQuote { before_bps: 200, fee_bps: 150, cap_bps: 200 });
    assert_eq!(action.signers(), [curator.pubkey()]);
    perform(&mut world, &action, &[&curator]).await;
    assert_eq!(purse(&world, &vault, &curator).await, before);
    assert_eq!(VaultView::read(&world.bank, &vault).await.unwrap().vault.curator_fee_bps, 150);

    place(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), OPENING)).await;
    let action = lower_curator_fee(&world.bank, &to(10)).await.unwrap();
    assert_eq!(action.quote, LowerCuratorFeeQuote { before_bps: 150, fee_bps: 10, cap_bps: 200 });
    perform(&mut world, &action, &[&curator]).await;
    let settled = end_and_settle(&mut world, &vault).await;
    assert_eq!(settled.split.curator_fee, OPENING / 1_000);
    let sold = ClientError::WrongStatus { status: Status::Sold };
    assert_eq!(refusal(lower_curator_fee(&world.bank, &to(0)).await), sold);
}
