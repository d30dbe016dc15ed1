//! From creation to activation, and the ways back: cancel and reclaim.

use {
    crate::common::assert_gone,
    anchor_spl::{
        associated_token::spl_associated_token_account::instruction::create_associated_token_account,
        metadata::mpl_token_metadata::accounts::Metadata,
    },
    mosaic::events::{EventHeader, VaultCreated},
    mosaic_client::{
        pda,
        state::{Royalty, Standard, Status},
    },
    mosaic_harness::{Stage, VaultSpec, World, assert_fails, bank::START, event},
};

#[tokio::test]
async fn a_vault_is_created_with_its_terms_and_an_empty_mint() {
    let mut world = World::new().await;
    let vault = world.prepare(VaultSpec::default()).await;
    let receipt = world.create_vault(&vault).await.unwrap();
    let (creator, quote_mint) = (vault.creator.pubkey(), world.quote_mint);
    if let Some(created) = event!(receipt, VaultCreated) {
        let header = EventHeader { vault: vault.address, sequence: 0, slot: created.header.slot };
        let expected = VaultCreated { header, creator, quote_mint, supply: vault.supply, opening_price: 1_000_000_000 };
        assert_eq!(created, expected);
    }

    let state = world.vault(&vault).await;
    assert_eq!((state.creator, state.curator, state.quote_mint), (creator, creator, quote_mint));
    assert_eq!((state.fraction_mint, state.recipient), (vault.fraction_mint, Default::default()));
    assert_eq!((state.id, state.minted, state.decimals), (1, 10_000_000_000, 6));
    assert_eq!(state.terms(), vault.terms);
    assert_eq!((state.status(), state.entered_at), (Ok(Status::Draft), START));
    assert_eq!((state.assets, state.assets_held, state.assets_open, state.described), (0, 0, 0, 0));
    let mint = world.bank.mint(&vault.fraction_mint).await;
    assert_eq!((mint.supply, mint.decimals), (0, 6));
    assert_eq!((mint.mint_authority, mint.freeze_authority), (Some(vault.address).into(), None.into()));
}

#[tokio::test]
async fn inv_01_a_deposit_moves_the_nft_into_custody_and_records_its_royalties() {
    let mut world = World::new().await;
    let vault = world.prepare(VaultSpec::default()).await;
    world.create_vault(&vault).await.unwrap();
    let nft = &vault.nfts[0];
    let receipt = world.deposit(&vault, nft).await.unwrap();
    if let Some(deposited) = event!(receipt, NftDeposited) {
        assert_eq!((deposited.header.sequence, deposited.nft_mint), (1, nft.mint));
        assert_eq!((deposited.standard, deposited.assets), (Standard::NonFungible as u8, 1));
        assert_eq!(deposited.royalty_weight, 500 * 100);
    }

    let asset = world.asset_of(&vault, nft).await.unwrap();
    let (painter, framer) = (world.actor("painter").await, world.actor("framer").await);
    assert_eq!((asset.vault, asset.nft_mint, asset.custody), (vault.address, nft.mint, vault.custody(nft)));
    assert_eq!(asset.royalties[0], Royalty { payee: painter.pubkey(), weight: 500 * 70 });
    assert_eq!(asset.royalties[1], Royalty { payee: framer.pubkey(), weight: 500 * 30 });
    assert_eq!(asset.royalties[2..], [Royalty::default(); 3]);
    assert_eq!((asset.held, asset.standard), (1, Standard::NonFungible as u8));
    let custody = world.bank.token_account(&asset.custody).await.unwrap();
    assert_eq!((custody.owner, custody.mint, custody.amount), (vault.address, nft.mint, 1));
    assert_eq!(world.bank.token_balance(&nft.token).await, 0);
    let state = world.vault(&vault).await;
    assert_eq!((state.assets, state.assets_held, state.assets_open), (1, 1, 1));
    assert_eq!((state.royalty_weight, state.royalty_claims), (500 * 100, 2));
}

#[tokio::test]
async fn the_fraction_gets_a_name_that_nobody_can_change() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Draft).await;
    let receipt = world.describe(&vault).await.unwrap();
    let address = pda::metadata(&vault.fraction_mint);
    if let Some(described) = event!(receipt, FractionDescribed) {
        assert_eq!((described.header.sequence, described.metadata), (2, address));
    }
    let account = world.bank.account(&address).await.unwrap();
    let metadata = Metadata::safe_deserialize(&account.data).unwrap();
    let args = vault.describe_fraction().args;
    assert_eq!(metadata.name.trim_end_matches('\0'), args.name);
    assert_eq!(metadata.symbol.trim_end_matches('\0'), args.symbol);
    assert_eq!(metadata.uri.trim_end_matches('\0'), args.uri);
    assert_eq!((metadata.mint, metadata.is_mutable, metadata.seller_fee_basis_points), (vault.fraction_mint, false, 0));
    assert_eq!(world.vault(&vault).await.described, 1);
    assert_fails(world.describe(&vault).await, "AlreadyDescribed");
    world.activate(&vault).await.unwrap();
}

#[tokio::test]
async fn inv_02_t15_t40_activation_mints_the_supply_once_and_for_all() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Draft).await;
    world.bank.advance(60).await;
    let receipt = world.activate(&vault).await.unwrap();
    if let Some(activated) = event!(receipt, VaultActivated) {
        assert_eq!((activated.header.sequence, activated.supply, activated.assets), (2, vault.supply, 1));
    }
    assert_eq!(world.fractions_of(&vault, &vault.creator).await, vault.supply);
    let mint = world.bank.mint(&vault.fraction_mint).await;
    assert_eq!((mint.supply, mint.mint_authority, mint.freeze_authority), (vault.supply, None.into(), None.into()));
    let state = world.vault(&vault).await;
    assert_eq!((state.status(), state.entered_at), (Ok(Status::Active), START + 60));
    assert_fails(world.activate(&vault).await, "WrongStatus");
    assert_eq!(world.supply(&vault).await, vault.supply);
}

#[tokio::test]
async fn one_transaction_creates_fills_and_activates_a_vault() {
    let mut world = World::new().await;
    let vault = world.prepare(VaultSpec::default()).await;
    let creator = vault.creator.clone();
    let owner = creator.pubkey();
    let fractions = create_associated_token_account(&owner, &owner, &vault.fraction_mint, &anchor_spl::token::ID);
    let all = [
        vault.create_vault().instruction(),
        vault.deposit_nft(&vault.nfts[0]).instruction(),
        fractions,
        vault.activate().instruction(),
    ];
    let receipt = world.send(&all, &[&creator]).await.unwrap();
    println!("create, deposit, open an account and activate: {} bytes", receipt.transaction_bytes);
    assert_eq!(world.fractions_of(&vault, &creator).await, vault.supply);
    assert_eq!(world.vault(&vault).await.events, 3);
}

#[tokio::test]
async fn a_vault_without_assets_cannot_be_activated_but_cancelled() {
    let mut world = World::new().await;
    let vault = world.prepare(VaultSpec { nfts: vec![], ..VaultSpec::default() }).await;
    let before = world.bank.lamports(&vault.creator.pubkey()).await;
    world.create_vault(&vault).await.unwrap();
    assert_fails(world.activate(&vault).await, "NoAssets");
    let receipt = world.cancel(&vault).await.unwrap();
    if let Some(cancelled) = event!(receipt, VaultCancelled) {
        assert_eq!((cancelled.header.sequence, cancelled.assets), (1, 0));
    }
    let receipt = world.close(&vault).await.unwrap();
    if let Some(closed) = event!(receipt, VaultClosed) {
        assert_eq!((closed.header.sequence, closed.surplus_cash, closed.surplus_fractions), (2, 0, 0));
    }
    assert_gone(&world, &vault).await;
    assert_eq!(world.bank.lamports(&vault.creator.pubkey()).await, before - 1_461_600);
}

#[tokio::test]
async fn a_cancelled_draft_gives_every_asset_back() {
    let mut world = World::new().await;
    let nfts = (0..2).map(|_| VaultSpec::artwork(mosaic_harness::Standard::NonFungible)).collect();
    let vault = world.vault_at(Stage::Draft, VaultSpec { nfts, described: true, ..VaultSpec::default() }).await;
    world.cancel(&vault).await.unwrap();
    let state = world.vault(&vault).await;
    assert_eq!((state.status(), state.recipient), (Ok(Status::Reclaimed), vault.creator.pubkey()));
    assert_fails(world.activate(&vault).await, "WrongStatus");
    assert_fails(world.close(&vault).await, "StillOwing");
    for (nft, left) in vault.nfts.iter().zip([1, 0]) {
        let receipt = world.claim_asset(&vault, nft).await.unwrap();
        assert_eq!(world.vault(&vault).await.assets_held, left);
        if let Some(claimed) = event!(receipt, AssetClaimed) {
            let recipient = vault.creator.pubkey();
            assert_eq!((claimed.nft_mint, claimed.recipient, claimed.assets_held), (nft.mint, recipient, left));
        }
        assert!(world.holds(&vault.creator.pubkey(), nft).await);
        assert!(world.asset_of(&vault, nft).await.is_none(), "no royalty is waited for");
    }
    world.close(&vault).await.unwrap();
    assert_gone(&world, &vault).await;
}

#[tokio::test]
async fn who_holds_every_fraction_reclaims_the_assets() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    world.give_fractions(&vault, &vault.creator, &ana.pubkey(), vault.supply - 1).await;
    assert_fails(world.reclaim(&vault, &ana).await, "NotTheWholeSupply");
    assert_fails(world.reclaim(&vault, &vault.creator).await, "NotTheWholeSupply");
    world.give_fractions(&vault, &vault.creator, &ana.pubkey(), 1).await;
    assert_fails(world.reclaim(&vault, &vault.creator).await, "NotTheWholeSupply");
    let receipt = world.reclaim(&vault, &ana).await.unwrap();
    if let Some(reclaimed) = event!(receipt, VaultReclaimed) {
        assert_eq!((reclaimed.holder, reclaimed.burned), (ana.pubkey(), vault.supply));
    }
    assert_eq!(world.vault(&vault).await.recipient, ana.pubkey());
    assert_eq!((world.supply(&vault).await, world.fractions_of(&vault, &ana).await), (0, 0));
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    assert!(world.holds(&ana.pubkey(), &vault.nfts[0]).await);
    world.close(&vault).await.unwrap();
    assert_gone(&world, &vault).await;
}

#[tokio::test]
async fn who_burned_a_part_reclaims_with_the_rest() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    world.burn(&vault, &vault.creator, 1_000).await;
    assert_eq!(world.supply(&vault).await, vault.supply - 1_000);
    world.reclaim(&vault, &vault.creator).await.unwrap();
    assert_eq!(world.supply(&vault).await, 0);
}

#[tokio::test]
async fn t41_who_holds_every_fraction_cannot_bid_with_all_of_them() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let creator = &vault.creator;
    assert_fails(world.bid(&vault, creator, 1_000_000_000, vault.supply).await, "BidOfWholeSupply");
    // With all but one it pays at least one unit, and the price must reach the reserve all the same.
    assert_fails(world.bid(&vault, creator, 999_999_999, vault.supply - 1).await, "BidBelowReserve");
    world.bid(&vault, creator, 1_000_000_000, vault.supply - 1).await.unwrap();
    assert_eq!(world.bid_of(&vault, creator).await.unwrap().cash, 1);
}

#[tokio::test]
async fn an_id_is_used_once_for_ever() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Reclaimed).await;
    assert_fails(world.create_vault(&vault).await, "VaultIdUsed");
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    world.close(&vault).await.unwrap();
    assert_fails(world.create_vault(&vault).await, "VaultIdUsed");
    // The same creator goes on with another number.
    let next = world.vault_at(Stage::Active, VaultSpec { id: 2, ..VaultSpec::default() }).await;
    assert_ne!(next.address, vault.address);
}
