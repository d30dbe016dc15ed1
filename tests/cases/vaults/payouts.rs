//! After the sale: who is paid what, by whom, and to which account.

use {
    crate::common::{assert_gone, pay_out_and_close},
    mosaic_client::{pda, rules::Terms, state::Status},
    mosaic_harness::{
        Actor, NftCreator, NftSpec, Stage, VaultCookie, VaultSpec, World, assert_fails, event, world::CASH,
    },
};

/// A default vault that Cleo wins at 1,000,000,000 with all her fractions, as in the worked example.
async fn sold(world: &mut World, spec: VaultSpec) -> VaultCookie {
    let vault = world.vault_at(Stage::Active, spec).await;
    let [_, _, cleo] = world.spread(&vault).await;
    world.bid(&vault, &cleo, 1_000_000_000, 2_500_000_000).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    vault
}

async fn people(world: &mut World, vault: &VaultCookie) -> [Actor; 4] {
    [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, vault.creator.clone()]
}

#[tokio::test]
async fn settling_burns_and_divides_and_sends_nothing() {
    let mut world = World::new().await;
    let vault = world.vault_at(Stage::Active, VaultSpec::default()).await;
    let [_, _, cleo] = world.spread(&vault).await;
    world.bid(&vault, &cleo, 1_000_000_000, 2_500_000_000).await.unwrap();
    world.end_auction(&vault).await;
    let receipt = world.settle(&vault).await.unwrap();
    if let Some(sold) = event!(receipt, VaultSold) {
        assert_eq!((sold.winner, sold.price, sold.cash), (cleo.pubkey(), 1_000_000_000, 750_000_000));
        assert_eq!((sold.royalties, sold.curator_fee, sold.proceeds), (37_500_000, 15_000_000, 697_500_000));
        assert_eq!((sold.burned, sold.supply), (2_500_000_000, 7_500_000_000));
    }
    let auction = world.auction(&vault).await;
    assert_eq!((auction.winning_cash, auction.cash, auction.bids_cash), (750_000_000, 750_000_000, 0));
    assert_eq!((auction.royalties, auction.curator_fee, auction.proceeds), (37_500_000, 15_000_000, 697_500_000));
    assert_eq!((auction.fractions, auction.open_bids), (0, 1));
    assert_eq!((world.escrowed_cash(&vault).await, world.escrowed_fractions(&vault).await), (750_000_000, 0));
    let state = world.vault(&vault).await;
    assert_eq!((state.status(), state.recipient), (Ok(Status::Sold), cleo.pubkey()));
    assert_eq!(world.cash_of(&vault.creator).await, CASH);
    let bid = world.bid_of(&vault, &cleo).await.unwrap();
    assert_eq!((bid.price, bid.cash, bid.fractions), (1_000_000_000, 0, 0));
}

#[tokio::test]
async fn inv_06_whatever_the_order_redemptions_sum_up_to_the_proceeds() {
    let mut totals = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let mut world = World::new().await;
        let terms = Terms { curator_fee_bps: 333, ..VaultSpec::default().terms };
        let vault = sold(&mut world, VaultSpec { terms, ..VaultSpec::default() }).await;
        let proceeds = world.auction(&vault).await.proceeds;
        let holders = [world.actor("Ana").await, world.actor("Ben").await, vault.creator.clone()];
        let mut paid = 0;
        for holder in order.map(|index| &holders[index]) {
            // In odd lots, so that there is something to round.
            for amount in [333_333_333, 7, world.fractions_of(&vault, holder).await - 333_333_340] {
                let (cash, supply) = (world.cash_of(holder).await, world.supply(&vault).await);
                let remaining = world.auction(&vault).await.proceeds;
                world.redeem(&vault, holder, amount).await.unwrap();
                let payout = world.cash_of(holder).await - cash;
                assert_eq!(u128::from(payout), u128::from(amount) * u128::from(remaining) / u128::from(supply));
                paid += payout;
            }
        }
        assert_eq!((paid, world.auction(&vault).await.proceeds, world.supply(&vault).await), (proceeds, 0, 0));
        totals.push(paid);
    }
    assert!(totals.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn t23_the_last_redeemer_is_never_short() {
    let mut world = World::new().await;
    let terms = Terms { opening_price: 10, curator_fee_bps: 0, ..VaultSpec::default().terms };
    let nfts = vec![NftSpec { seller_fee_bps: 0, ..NftSpec::default() }];
    let spec = VaultSpec { supply: 7, decimals: 0, terms, nfts, ..VaultSpec::default() };
    let vault = world.vault_at(Stage::Active, spec).await;
    let [ana, ben, dan] = [world.actor("Ana").await, world.actor("Ben").await, world.actor("Dan").await];
    let creator = vault.creator.clone();
    world.distribute(&vault, &[(&ana, 3), (&ben, 3)]).await;
    world.bid(&vault, &dan, 10, 0).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    // floor(3 * 10 / 7), floor(3 * 6 / 4), and what is left
    for (holder, amount, payout) in [(&ana, 3, 4), (&ben, 3, 4), (&creator, 1, 2)] {
        let before = world.cash_of(holder).await;
        world.redeem(&vault, holder, amount).await.unwrap();
        assert_eq!(world.cash_of(holder).await - before, payout);
    }
    pay_out_and_close(&mut world, &vault, &[&dan], &[]).await;
}

#[tokio::test]
async fn t20_a_redemption_pays_at_least_what_its_holder_accepts() {
    let mut world = World::new().await;
    let vault = sold(&mut world, VaultSpec::default()).await;
    let ana = world.actor("Ana").await;
    let mut redeem = vault.redeem(&ana.pubkey(), 4_000_000_000);
    redeem.args.min_payout = 372_000_001;
    assert_fails(world.send(&[redeem.instruction()], &[&ana]).await, "PayoutBelowMinimum");
    redeem.args.min_payout = 372_000_000;
    world.send(&[redeem.instruction()], &[&ana]).await.unwrap();
}

#[tokio::test]
async fn a_signed_payee_is_paid_where_it_wants_and_any_other_at_its_associated_account() {
    let mut world = World::new().await;
    let vault = sold(&mut world, VaultSpec::default()).await;
    let quote_mint = world.quote_mint;
    let (painter, framer) = (world.actor("painter").await, world.actor("framer").await);
    let (creator, nft) = (vault.creator.clone(), &vault.nfts[0]);

    let other = world.bank.create_token_account(&painter.pubkey(), &quote_mint).await;
    let mut claim = vault.claim_royalty(nft, &painter.pubkey());
    claim.cash_destination = other;
    assert_fails(world.send(&[claim.instruction()], &[]).await, "DestinationNotAssociated");
    claim.signed = true;
    let receipt = world.send(&[claim.instruction()], &[&painter]).await.unwrap();
    if let Some(claimed) = event!(receipt, RoyaltyClaimed) {
        assert_eq!((claimed.nft_mint, claimed.payee), (nft.mint, painter.pubkey()));
        assert_eq!((claimed.amount, claimed.royalties_left), (26_250_000, 11_250_000));
    }
    assert_eq!(world.bank.token_balance(&other).await, 26_250_000);
    assert_fails(world.claim_royalty(&vault, nft, &painter).await, "NoRoyaltyDue");
    world.claim_royalty(&vault, nft, &framer).await.unwrap();
    assert_eq!(world.cash_of(&framer).await, CASH + 11_250_000);

    let other = world.bank.create_token_account(&creator.pubkey(), &quote_mint).await;
    let mut claim = vault.claim_curator_fee();
    claim.cash_destination = other;
    assert_fails(world.send(&[claim.instruction()], &[]).await, "DestinationNotAssociated");
    claim.signed = true;
    let receipt = world.send(&[claim.instruction()], &[&creator]).await.unwrap();
    if let Some(claimed) = event!(receipt, CuratorFeeClaimed) {
        assert_eq!((claimed.curator, claimed.amount), (creator.pubkey(), 15_000_000));
    }
    assert_eq!(world.bank.token_balance(&other).await, 15_000_000);
    assert_fails(world.claim_curator_fee(&vault).await, "NoCuratorFeeDue");

    let cleo = world.actor("Cleo").await;
    let other = world.bank.create_token_account(&cleo.pubkey(), &nft.mint).await;
    let mut claim = vault.claim_asset(nft, &cleo.pubkey());
    claim.destination = other;
    assert_fails(world.send(&[claim.instruction()], &[]).await, "DestinationNotAssociated");
    claim.signed = true;
    world.send(&[claim.instruction()], &[&cleo]).await.unwrap();
    assert_eq!(world.bank.token_balance(&other).await, 1);
}

#[tokio::test]
async fn a_record_closes_with_the_last_of_asset_and_royalties_whatever_comes_last() {
    for asset_first in [true, false] {
        let mut world = World::new().await;
        let vault = sold(&mut world, VaultSpec::default()).await;
        let (painter, framer) = (world.actor("painter").await, world.actor("framer").await);
        let nft = &vault.nfts[0];
        let record = pda::asset(&vault.address, &nft.mint);
        let rent = world.bank.lamports(&record).await;
        if asset_first {
            world.claim_asset(&vault, nft).await.unwrap();
            assert_eq!(world.bank.lamports(&vault.custody(nft)).await, 0);
        }
        world.claim_royalty(&vault, nft, &painter).await.unwrap();
        if !asset_first {
            world.claim_royalty(&vault, nft, &framer).await.unwrap();
        }
        assert_eq!(world.bank.lamports(&record).await, rent);
        if asset_first {
            let before = world.bank.lamports(&vault.creator.pubkey()).await;
            world.claim_royalty(&vault, nft, &framer).await.unwrap();
            assert_eq!(world.bank.lamports(&vault.creator.pubkey()).await, before + rent);
        } else {
            world.claim_asset(&vault, nft).await.unwrap();
        }
        assert_eq!(world.bank.lamports(&record).await, 0);
        assert_eq!(world.vault(&vault).await.assets_open, 0);
    }
}

#[tokio::test]
async fn t13_only_verified_creators_are_paid_and_the_others_parts_stay_with_the_fractions() {
    let mut world = World::new().await;
    let (painter, framer) = (world.actor("painter").await, world.actor("framer").await);
    let creators = vec![NftCreator::verified(&painter.keypair, 70), NftCreator::unverified(framer.pubkey(), 30)];
    let nfts = vec![NftSpec { creators, ..NftSpec::default() }];
    let vault = sold(&mut world, VaultSpec { nfts, ..VaultSpec::default() }).await;
    let auction = world.auction(&vault).await;
    assert_eq!((auction.royalties, auction.curator_fee, auction.proceeds), (26_250_000, 15_000_000, 708_750_000));
    assert_fails(world.claim_royalty(&vault, &vault.nfts[0], &framer).await, "NoRoyaltyDue");
    let [ana, ben, cleo, creator] = people(&mut world, &vault).await;
    pay_out_and_close(&mut world, &vault, &[&cleo], &[&ana, &ben, &creator]).await;
}

#[tokio::test]
async fn t13_a_creator_without_a_share_is_no_payee_and_takes_no_place() {
    let mut world = World::new().await;
    let (painter, framer) = (world.actor("painter").await, world.actor("framer").await);
    let creators = vec![NftCreator::verified(&framer.keypair, 0), NftCreator::verified(&painter.keypair, 100)];
    let nfts = vec![NftSpec { creators, ..NftSpec::default() }];
    let vault = sold(&mut world, VaultSpec { nfts, ..VaultSpec::default() }).await;
    let royalties = world.asset_of(&vault, &vault.nfts[0]).await.unwrap().royalties;
    assert_eq!(royalties[0].payee, painter.pubkey());
    assert!(royalties.iter().all(|royalty| royalty.payee != framer.pubkey()));
    assert_fails(world.claim_royalty(&vault, &vault.nfts[0], &framer).await, "NoRoyaltyDue");
    world.claim_royalty(&vault, &vault.nfts[0], &painter).await.unwrap();
    assert_eq!(world.auction(&vault).await.royalties, 0);
}

#[tokio::test]
async fn t13_a_royalty_of_the_whole_price_leaves_nothing_and_blocks_nothing() {
    let mut world = World::new().await;
    let nfts = vec![NftSpec { seller_fee_bps: 10_000, ..VaultSpec::artwork(Default::default()) }];
    let vault = sold(&mut world, VaultSpec { nfts, ..VaultSpec::default() }).await;
    let auction = world.auction(&vault).await;
    assert_eq!((auction.royalties, auction.curator_fee, auction.proceeds), (750_000_000, 0, 0));
    assert_fails(world.claim_curator_fee(&vault).await, "NoCuratorFeeDue");
    // Fractions that are paid nothing need not be redeemed before the vault closes, and can be all the same.
    let [ana, _, cleo, _] = people(&mut world, &vault).await;
    world.redeem(&vault, &ana, 4_000_000_000).await.unwrap();
    assert_eq!(world.cash_of(&ana).await, CASH);
    pay_out_and_close(&mut world, &vault, &[&cleo], &[]).await;
}

#[tokio::test]
async fn a_sale_without_royalties_and_fee_is_all_proceeds() {
    let mut world = World::new().await;
    let terms = Terms { curator_fee_bps: 0, ..VaultSpec::default().terms };
    let nfts = vec![NftSpec { seller_fee_bps: 0, ..VaultSpec::artwork(Default::default()) }];
    let vault = sold(&mut world, VaultSpec { terms, nfts, ..VaultSpec::default() }).await;
    let auction = world.auction(&vault).await;
    assert_eq!((auction.royalties, auction.curator_fee, auction.proceeds), (0, 0, 750_000_000));
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    assert!(world.asset_of(&vault, &vault.nfts[0]).await.is_none(), "no royalty is waited for");
    let [ana, ben, cleo, creator] = people(&mut world, &vault).await;
    for holder in [&ana, &ben, &creator] {
        let amount = world.fractions_of(&vault, holder).await;
        world.redeem(&vault, holder, amount).await.unwrap();
    }
    world.withdraw(&vault, &cleo).await.unwrap();
    world.close(&vault).await.unwrap();
    assert_gone(&world, &vault).await;
}

#[tokio::test]
async fn a_vault_stays_open_while_anybody_is_owed_anything() {
    let mut world = World::new().await;
    let vault = sold(&mut world, VaultSpec::default()).await;
    let [ana, ben, cleo, creator] = people(&mut world, &vault).await;
    let (painter, framer) = (world.actor("painter").await, world.actor("framer").await);
    let nft = &vault.nfts[0];
    assert_fails(world.close(&vault).await, "StillOwing");
    world.claim_asset(&vault, nft).await.unwrap();
    assert_fails(world.close(&vault).await, "StillOwing");
    world.claim_royalty(&vault, nft, &painter).await.unwrap();
    assert_fails(world.close(&vault).await, "StillOwing");
    world.claim_royalty(&vault, nft, &framer).await.unwrap();
    assert_fails(world.close(&vault).await, "StillOwing");
    world.claim_curator_fee(&vault).await.unwrap();
    assert_fails(world.close(&vault).await, "StillOwing");
    for holder in [&ana, &ben] {
        let amount = world.fractions_of(&vault, holder).await;
        world.redeem(&vault, holder, amount).await.unwrap();
        assert_fails(world.close(&vault).await, "StillOwing");
    }
    world.redeem(&vault, &creator, 2_399_999_999).await.unwrap();
    assert_fails(world.close(&vault).await, "StillOwing");
    world.redeem(&vault, &creator, 1).await.unwrap();
    assert_fails(world.close(&vault).await, "StillOwing");
    world.withdraw(&vault, &cleo).await.unwrap();
    world.close(&vault).await.unwrap();
    assert_gone(&world, &vault).await;
}
