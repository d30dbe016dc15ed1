//! Each kind of NFT there and back: by cancelling, by reclaiming, by a sale.

use {
    crate::common::{assert_gone, pay_out_and_close},
    anchor_spl::metadata::mpl_token_metadata::instructions::MigrateBuilder,
    mosaic_client::{pda, state::Standard as Recorded},
    mosaic_harness::{Actor, Nft, Stage, Standard, VaultCookie, VaultSpec, World},
    solana_signer::Signer,
};

/// What can be deposited.
const STANDARDS: [(Standard, Recorded); 7] = [
    (Standard::NonFungible, Recorded::NonFungible),
    (Standard::Unlabelled, Recorded::NonFungible),
    (Standard::PrintedEdition, Recorded::Edition),
    (Standard::Programmable, Recorded::Programmable),
    (Standard::ProgrammablePrintedEdition, Recorded::ProgrammableEdition),
    (Standard::Token2022, Recorded::Token2022),
    (Standard::BareToken2022, Recorded::Token2022),
];

async fn vault_of(world: &mut World, stage: Stage, standard: Standard) -> VaultCookie {
    let nfts = vec![VaultSpec::artwork(standard)];
    world.vault_at(stage, VaultSpec { nfts, ..VaultSpec::default() }).await
}

/// The NFT is its owner's like any other: it can be passed on.
async fn assert_free(world: &mut World, nft: &Nft, owner: &Actor) {
    let heir = world.actor("heir").await;
    let held = nft.held_by(&owner.pubkey());
    world.bank.transfer_nft(&held, &owner.keypair, &heir.pubkey()).await.unwrap();
    assert!(world.holds(&heir.pubkey(), nft).await);
}

#[tokio::test]
async fn inv_01_custody_is_recorded_as_the_standard_demands() {
    for (standard, recorded) in STANDARDS {
        let mut world = World::new().await;
        let vault = vault_of(&mut world, Stage::Draft, standard).await;
        let nft = &vault.nfts[0];
        let asset = world.asset_of(&vault, nft).await.unwrap();
        assert_eq!((asset.standard, asset.held), (recorded as u8, 1), "{standard:?}");
        let custody = world.bank.token_account(&asset.custody).await.unwrap();
        assert_eq!((custody.owner, custody.amount), (vault.address, 1), "{standard:?}");
        let token_program = world.bank.account(&asset.custody).await.unwrap().owner;
        assert_eq!(token_program, nft.kind().token_program(), "{standard:?}");
        assert_eq!(standard.is_programmable(), asset.custody == nft.held_by(&vault.address).token, "{standard:?}");
    }
}

/// Without a token standard only the edition's account tells a print from what it was printed of.
#[tokio::test]
async fn a_print_from_before_token_standards_is_recorded_as_a_print() {
    let mut world = World::new().await;
    let vault = vault_of(&mut world, Stage::Draft, Standard::NonFungible).await;
    let print = world.bank.mint_nft(&vault.creator.pubkey(), Standard::PrintedEdition).await;
    world.bank.drop_token_standard(&print.metadata).await;
    world.deposit(&vault, &print).await.unwrap();
    assert_eq!(world.asset_of(&vault, &print).await.unwrap().standard, Recorded::Edition as u8);
}

#[tokio::test]
async fn there_and_back_by_cancelling() {
    for (standard, _) in STANDARDS {
        let mut world = World::new().await;
        let vault = vault_of(&mut world, Stage::Draft, standard).await;
        world.cancel(&vault).await.unwrap();
        world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
        world.close(&vault).await.unwrap();
        assert_gone(&world, &vault).await;
        assert_free(&mut world, &vault.nfts[0], &vault.creator).await;
    }
}

#[tokio::test]
async fn there_and_out_by_reclaiming() {
    for (standard, _) in STANDARDS {
        let mut world = World::new().await;
        let vault = vault_of(&mut world, Stage::Active, standard).await;
        let ana = world.actor("Ana").await;
        world.give_fractions(&vault, &vault.creator, &ana.pubkey(), vault.supply).await;
        world.reclaim(&vault, &ana).await.unwrap();
        world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
        world.close(&vault).await.unwrap();
        assert_gone(&world, &vault).await;
        assert_free(&mut world, &vault.nfts[0], &ana).await;
    }
}

#[tokio::test]
async fn there_and_out_by_a_sale() {
    for (standard, _) in STANDARDS {
        let mut world = World::new().await;
        let vault = vault_of(&mut world, Stage::Sold, standard).await;
        let [ana, ben, cleo, dan] =
            [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
        let creator = vault.creator.clone();
        pay_out_and_close(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
        assert_free(&mut world, &vault.nfts[0], &cleo).await;
    }
}

#[tokio::test]
async fn an_nft_goes_through_one_vault_after_the_other() {
    for standard in [Standard::NonFungible, Standard::Programmable, Standard::Token2022] {
        let mut world = World::new().await;
        let first = vault_of(&mut world, Stage::Reclaimed, standard).await;
        world.claim_asset(&first, &first.nfts[0]).await.unwrap();
        world.close(&first).await.unwrap();
        let second = VaultSpec { id: 2, nfts: vec![], ..VaultSpec::default() };
        let second = world.prepare(second).await;
        world.create_vault(&second).await.unwrap();
        world.deposit(&second, &first.nfts[0]).await.unwrap();
        world.activate(&second).await.unwrap();
        assert_eq!(world.vault(&second).await.assets, 1);
    }
}

#[tokio::test]
async fn an_nft_that_was_lent_and_returned_can_be_deposited() {
    for standard in [Standard::NonFungible, Standard::Programmable, Standard::Token2022] {
        let mut world = World::new().await;
        let nfts = vec![VaultSpec::artwork(standard)];
        let vault = world.prepare(VaultSpec { nfts, ..VaultSpec::default() }).await;
        let (nft, creator) = (vault.nfts[0].clone(), vault.creator.clone());
        let heir = world.actor("heir").await;
        world.bank.transfer_nft(&nft, &creator.keypair, &heir.pubkey()).await.unwrap();
        let back = nft.held_by(&heir.pubkey());
        world.bank.transfer_nft(&back, &heir.keypair, &creator.pubkey()).await.unwrap();
        world.create_vault(&vault).await.unwrap();
        world.deposit(&vault, &nft).await.unwrap();
    }
}

/// It could turn a plain NFT into a programmable one whoever holds it, and so freeze it here. Token Metadata has removed
/// it; should a later version bring it back, this is where it shows.
#[tokio::test]
async fn t39_an_issuer_cannot_migrate_an_escrowed_nft() {
    let mut world = World::new().await;
    let vault = vault_of(&mut world, Stage::Draft, Standard::NonFungible).await;
    let nft = &vault.nfts[0];
    let (issuer, custody) = (world.bank.payer(), world.asset_of(&vault, nft).await.unwrap().custody);
    let collection = world.bank.mint_nft(&issuer.pubkey(), Standard::NonFungible).await;
    let migrate = MigrateBuilder::new()
        .metadata(nft.metadata)
        .edition(pda::edition(&nft.mint))
        .token(custody)
        .token_owner(vault.address)
        .mint(nft.mint)
        .payer(issuer.pubkey())
        .authority(issuer.pubkey())
        .collection_metadata(collection.metadata)
        .delegate_record(collection.metadata)
        .token_record(pda::token_record(&nft.mint, &custody))
        .instruction();
    let refusal = world.bank.send(&[migrate], &[&issuer]).await.unwrap_err();
    assert!(refusal.to_string().contains("deprecated in a previous release and is now removed"), "{refusal}");
    world.cancel(&vault).await.unwrap();
    world.claim_asset(&vault, nft).await.unwrap();
}
