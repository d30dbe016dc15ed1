//! Vaults of several NFTs.

use {
    crate::common::{assert_gone, pay_out_and_close},
    mosaic_client::rules::Terms,
    mosaic_harness::{NftCreator, NftSpec, Stage, Standard, VaultSpec, World, assert_fails, world::CASH},
};

fn basket(nfts: Vec<NftSpec>) -> VaultSpec {
    VaultSpec { nfts, ..VaultSpec::default() }
}

#[tokio::test]
async fn t10_a_vault_holds_up_to_sixteen_assets() {
    for assets in [1, 2, 16] {
        let mut world = World::new().await;
        let nfts = (0..assets).map(|_| VaultSpec::artwork(Standard::NonFungible)).collect();
        let vault = world.vault_at(Stage::Draft, basket(nfts)).await;
        let state = world.vault(&vault).await;
        assert_eq!((state.assets, state.royalty_claims), (assets, 2 * u16::from(assets)));
        assert_eq!(state.royalty_weight, 50_000 * u32::from(assets));
        if assets == 16 {
            let more = world.bank.mint_nft(&vault.creator.pubkey(), NftSpec::default()).await;
            assert_fails(world.deposit(&vault, &more).await, "TooManyAssets");
        }
        world.activate(&vault).await.unwrap();
        let [ana, ben, cleo] = world.spread(&vault).await;
        world.bid(&vault, &cleo, 1_000_000_000, 2_500_000_000).await.unwrap();
        world.end_auction(&vault).await;
        world.settle(&vault).await.unwrap();
        // Each asset stands for the same part of the price: the royalty of all is that of one.
        assert_eq!(world.auction(&vault).await.royalties, 37_500_000);
        let creator = vault.creator.clone();
        pay_out_and_close(&mut world, &vault, &[&cleo], &[&ana, &ben, &creator]).await;
        for nft in &vault.nfts {
            assert!(world.holds(&cleo.pubkey(), nft).await);
        }
        let painter = world.actor("painter").await;
        // A sixteenth of 26,250,000 is 1,640,625: there is no rest to round.
        assert_eq!(world.cash_of(&painter).await, CASH + 26_250_000);
    }
}

#[tokio::test]
async fn t13_t23_royalties_of_several_assets_leave_no_rest() {
    let mut world = World::new().await;
    let payees = [world.actor("painter").await, world.actor("framer").await, world.actor("printer").await];
    let [painter, framer, printer] = &payees;
    let nft = |seller_fee_bps, creators| NftSpec { seller_fee_bps, creators, ..NftSpec::default() };
    let nfts = vec![
        nft(333, vec![NftCreator::verified(&painter.keypair, 33), NftCreator::verified(&framer.keypair, 67)]),
        nft(777, vec![NftCreator::verified(&printer.keypair, 100)]),
        nft(0, vec![NftCreator::verified(&printer.keypair, 100)]),
        nft(1, vec![NftCreator::verified(&framer.keypair, 1), NftCreator::unverified(printer.pubkey(), 99)]),
        nft(500, vec![]),
    ];
    let terms = Terms { opening_price: 1_000_000_007, ..VaultSpec::default().terms };
    let vault = world.vault_at(Stage::Active, VaultSpec { terms, ..basket(nfts) }).await;
    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, 1_000_000_007, 0).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();

    let cash: u128 = 1_000_000_007;
    let parts: u128 = 5;
    let share = |bps: u128, per_cent: u128| cash * bps * per_cent / (1_000_000 * parts);
    let total = (cash * (333 * 100 + 777 * 100 + 1)).div_ceil(1_000_000 * parts);
    assert_eq!(u128::from(world.auction(&vault).await.royalties), total);
    assert_eq!(world.vault(&vault).await.royalty_claims, 4);

    let due = [(0, painter, share(333, 33)), (0, framer, share(333, 67)), (3, framer, share(1, 1))];
    let mut paid = 0;
    for (asset, payee, amount) in due {
        let before = world.cash_of(payee).await;
        world.claim_royalty(&vault, &vault.nfts[asset], payee).await.unwrap();
        assert_eq!(u128::from(world.cash_of(payee).await - before), amount);
        paid += amount;
    }
    // The last claim takes what rounding left.
    let before = world.cash_of(printer).await;
    world.claim_royalty(&vault, &vault.nfts[1], printer).await.unwrap();
    let last = u128::from(world.cash_of(printer).await - before);
    assert_eq!(last, total - paid);
    assert!(last >= share(777, 100) && last <= share(777, 100) + 4);
    assert_eq!(world.auction(&vault).await.royalties, 0);
    assert_fails(world.claim_royalty(&vault, &vault.nfts[2], printer).await, "NoRoyaltyDue");
    let creator = vault.creator.clone();
    pay_out_and_close(&mut world, &vault, &[&dan], &[&creator]).await;
}

#[tokio::test]
async fn a_creator_of_several_assets_claims_each() {
    let mut world = World::new().await;
    let painter = world.actor("painter").await;
    let nft = || NftSpec { creators: vec![NftCreator::verified(&painter.keypair, 100)], ..NftSpec::default() };
    let vault = world.vault_at(Stage::Sold, basket(vec![nft(), nft()])).await;
    // 5 % of 787,500,000 in two halves
    for (nft, paid) in vault.nfts.iter().zip([19_687_500, 39_375_000]) {
        world.claim_royalty(&vault, nft, &painter).await.unwrap();
        assert_eq!(world.cash_of(&painter).await, CASH + paid);
        assert_fails(world.claim_royalty(&vault, nft, &painter).await, "NoRoyaltyDue");
    }
}

#[tokio::test]
async fn a_mixed_basket_is_sold_whole() {
    let mut world = World::new().await;
    let standards = [
        Standard::NonFungible,
        Standard::Programmable,
        Standard::PrintedEdition,
        Standard::Unlabelled,
        Standard::ProgrammablePrintedEdition,
        Standard::Token2022,
        Standard::BareToken2022,
    ];
    let nfts = standards.map(VaultSpec::artwork).into();
    let vault = world.vault_at(Stage::Sold, basket(nfts)).await;
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    let creator = vault.creator.clone();
    pay_out_and_close(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
    for nft in &vault.nfts {
        assert!(world.holds(&cleo.pubkey(), nft).await, "{:?}", nft.standard);
    }
}

#[tokio::test]
async fn assets_leave_in_any_order() {
    let mut world = World::new().await;
    let nfts = (0..3).map(|_| VaultSpec::artwork(Standard::NonFungible)).collect();
    let vault = world.vault_at(Stage::Reclaimed, basket(nfts)).await;
    for (index, left) in [(1, 2), (0, 1), (2, 0)] {
        world.claim_asset(&vault, &vault.nfts[index]).await.unwrap();
        assert_eq!(world.vault(&vault).await.assets_held, left);
    }
    world.close(&vault).await.unwrap();
    assert_gone(&world, &vault).await;
}
