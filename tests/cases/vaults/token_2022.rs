//! What is particular to NFTs of Token-2022: royalties from the mint itself, and token accounts with extensions.

use {
    crate::common::{assert_gone, pay_out_and_close},
    anchor_lang::prelude::Pubkey,
    anchor_spl::{
        token_2022::spl_token_2022::{
            extension::{ExtensionType, memo_transfer},
            instruction::reallocate,
        },
        token_2022_extensions::spl_token_metadata_interface::{instruction::update_field, state::Field},
    },
    mosaic_client::instructions::ClaimAsset,
    mosaic_harness::{
        MintExtension, Nft, Nft2022Spec, Stage, Standard, VaultCookie, VaultSpec, World, assert_fails, world::CASH,
    },
};

const ID: Pubkey = anchor_spl::token_2022::ID;

/// Fields of a mint's metadata, by key and value.
type Fields<'a> = &'a [(&'a str, &'a str)];

/// A draft of an NFT that is made so.
async fn draft_of(world: &mut World, spec: &Nft2022Spec) -> (VaultCookie, Nft) {
    let vault = world.prepare(VaultSpec { nfts: vec![], ..VaultSpec::default() }).await;
    let nft = world.bank.mint_nft_2022(&vault.creator.pubkey(), spec).await;
    world.create_vault(&vault).await.unwrap();
    world.deposit(&vault, &nft).await.unwrap();
    (vault, nft)
}

/// The NFT recorded, and its creators with their weights.
async fn royalties(world: &World, vault: &VaultCookie, nft: &Nft) -> Vec<(Pubkey, u32)> {
    let asset = world.asset_of(vault, nft).await.unwrap();
    let due = asset.royalties.iter().filter(|royalty| royalty.weight > 0);
    due.map(|royalty| (royalty.payee, royalty.weight)).collect()
}

#[tokio::test]
async fn royalties_are_those_that_the_mint_names() {
    let mut world = World::new().await;
    let [painter, framer] = [world.actor("painter").await.pubkey(), world.actor("framer").await.pubkey()];
    let (painters, framers) = (painter.to_string(), framer.to_string());
    let nobody = "1".repeat(32);
    let cases: [(Fields, Vec<(Pubkey, u32)>); 6] = [
        (
            &[("royalty_basis_points", "550"), (&painters, "70"), (&framers, "30")],
            vec![(painter, 38_500), (framer, 16_500)],
        ),
        // In any order, with attributes in between; less than the whole is left to nobody.
        (
            &[(&framers, "1"), ("Background", "ochre"), ("royalty_basis_points", "0010000"), ("Year", "50")],
            vec![(framer, 10_000)],
        ),
        // An address that is given no share is an attribute.
        (&[("royalty_basis_points", "500"), (&painters, "0"), (&framers, "101"), (&nobody, "half")], vec![]),
        // No royalty is named: nobody gets one.
        (&[(&painters, "100")], vec![]),
        (&[("royalty_basis_points", "0"), (&painters, "100")], vec![]),
        (&[("royalty_basis_points", "500")], vec![]),
    ];
    for (id, (fields, expected)) in (1..).zip(cases) {
        let vault = world.prepare(VaultSpec { id, nfts: vec![], ..VaultSpec::default() }).await;
        let nft = world.bank.mint_nft_2022(&vault.creator.pubkey(), &Nft2022Spec::with_fields(fields)).await;
        world.create_vault(&vault).await.unwrap();
        world.deposit(&vault, &nft).await.unwrap();
        assert_eq!(royalties(&world, &vault, &nft).await, expected, "{fields:?}");
        let weight: u32 = expected.iter().map(|(_, weight)| weight).sum();
        assert_eq!(world.vault(&vault).await.royalty_weight, weight);
    }
}

#[tokio::test]
async fn an_nft_without_metadata_pays_no_royalty_and_one_with_metadata_does() {
    for (standard, paid) in [(Standard::BareToken2022, 0), (Standard::Token2022, 27_562_500)] {
        let mut world = World::new().await;
        let nfts = vec![VaultSpec::artwork(standard)];
        let vault = world.vault_at(Stage::Sold, VaultSpec { nfts, ..VaultSpec::default() }).await;
        let painter = world.actor("painter").await;
        let [ana, ben, cleo, dan] =
            [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
        let creator = vault.creator.clone();
        pay_out_and_close(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
        // 70 % of 5 % of 787,500,000
        assert_eq!(world.cash_of(&painter).await, CASH + paid, "{standard:?}");
    }
}

/// Whoever may write the metadata still may. What the vault owes stays what it was at deposit, and the NFT can leave.
#[tokio::test]
async fn metadata_rewritten_after_the_deposit_changes_nothing() {
    let mut world = World::new().await;
    let painter = world.actor("painter").await.pubkey();
    let fields = [("royalty_basis_points".to_owned(), "500".to_owned()), (painter.to_string(), "100".to_owned())];
    let (vault, nft) = draft_of(&mut world, &Nft2022Spec::with_fields(&fields)).await;
    let (issuer, key) = (world.bank.payer(), |key: &str| Field::Key(key.to_owned()));
    let authority = solana_signer::Signer::pubkey(&issuer);
    let rewrites = [
        update_field(&ID, &nft.mint, &authority, key("royalty_basis_points"), "9000".to_owned()),
        update_field(&ID, &nft.mint, &authority, key(&authority.to_string()), "100".to_owned()),
        update_field(&ID, &nft.mint, &authority, Field::Name, "n".repeat(500)),
    ];
    world.bank.must(&rewrites, &[&issuer]).await;
    assert_eq!(royalties(&world, &vault, &nft).await, [(painter, 50_000)]);
    world.cancel(&vault).await.unwrap();
    world.claim_asset(&vault, &nft).await.unwrap();
    assert!(world.holds(&vault.creator.pubkey(), &nft).await);
    world.close(&vault).await.unwrap();
    assert_gone(&world, &vault).await;
}

#[tokio::test]
async fn groups_and_their_members_can_be_deposited() {
    let mut world = World::new().await;
    let group = Nft2022Spec { is_group: true, ..Nft2022Spec::with(&[MintExtension::GroupPointer]) };
    let (vault, group) = draft_of(&mut world, &group).await;
    let member = Nft2022Spec::with(&[MintExtension::GroupMemberPointer, MintExtension::MintCloseAuthority(None)]);
    let member = Nft2022Spec { group: Some(group.mint), ..member };
    let member = world.bank.mint_nft_2022(&vault.creator.pubkey(), &member).await;
    world.deposit(&vault, &member).await.unwrap();
    world.cancel(&vault).await.unwrap();
    for nft in [&member, &group] {
        world.claim_asset(&vault, nft).await.unwrap();
        assert!(world.holds(&vault.creator.pubkey(), nft).await);
    }
}

/// An account at another address than the associated one, as a wallet may hold it.
#[tokio::test]
async fn an_nft_leaves_any_account_of_its_owner() {
    let mut world = World::new().await;
    let vault = world.prepare(VaultSpec { nfts: vec![], ..VaultSpec::default() }).await;
    let creator = vault.creator.clone();
    let nft = world.bank.mint_nft_2022(&creator.pubkey(), &Nft2022Spec::default()).await;
    let elsewhere = world.bank.create_token_account(&creator.pubkey(), &nft.mint).await;
    let there = nft.at(&creator.pubkey(), &elsewhere);
    let (payer, transfer) = (world.bank.payer(), nft.transfer_to(&there, &creator.pubkey()));
    world.bank.must(&[transfer], &[&payer, &creator.keypair]).await;
    world.create_vault(&vault).await.unwrap();
    world.deposit(&vault, &there).await.unwrap();
}

/// A recipient whose account takes nothing without a memo cannot be sent the NFT. That keeps nobody from the others, and
/// the recipient itself takes the NFT to another account, or lifts the demand.
#[tokio::test]
async fn t11_an_asset_that_cannot_be_claimed_does_not_block_another() {
    let mut world = World::new().await;
    let standards = [Standard::Token2022, Standard::NonFungible, Standard::Programmable, Standard::BareToken2022];
    let nfts = standards.map(VaultSpec::artwork).into();
    let vault = world.vault_at(Stage::Sold, VaultSpec { nfts, ..VaultSpec::default() }).await;
    let (cleo, payer) = (world.actor("Cleo").await, world.bank.payer());
    for demanding in [&vault.nfts[0], &vault.nfts[3]] {
        let token = world.bank.create_ata(&cleo.pubkey(), &demanding.mint).await;
        let kinds = [ExtensionType::MemoTransfer];
        let room = reallocate(&ID, &token, &vault.payer, &cleo.pubkey(), &[], &kinds).unwrap();
        let demand = memo_transfer::instruction::enable_required_transfer_memos(&ID, &token, &cleo.pubkey(), &[]);
        world.bank.must(&[room, demand.unwrap()], &[&payer, &cleo.keypair]).await;
        // TokenError::NoMemo
        assert_eq!(world.claim_asset(&vault, demanding).await.unwrap_err().code, Some(36));
    }
    for nft in &vault.nfts[1..3] {
        world.claim_asset(&vault, nft).await.unwrap();
        assert!(world.holds(&cleo.pubkey(), nft).await);
    }
    let painter = world.actor("painter").await;
    world.claim_royalty(&vault, &vault.nfts[0], &painter).await.unwrap();

    let elsewhere = world.bank.create_token_account(&cleo.pubkey(), &vault.nfts[0].mint).await;
    let claim = vault.claim_asset(&vault.nfts[0], &cleo.pubkey());
    let unsigned = ClaimAsset { destination: elsewhere, ..claim };
    assert_fails(world.send(&[unsigned.instruction()], &[]).await, "DestinationNotAssociated");
    let claim = ClaimAsset { signed: true, destination: elsewhere, ..claim };
    world.send(&[claim.instruction()], &[&cleo]).await.unwrap();
    assert_eq!(world.bank.token_balance(&elsewhere).await, 1);

    let token = vault.nfts[3].held_by(&cleo.pubkey()).token;
    let lift = memo_transfer::instruction::disable_required_transfer_memos(&ID, &token, &cleo.pubkey(), &[]);
    world.bank.must(&[lift.unwrap()], &[&cleo.keypair]).await;
    world.claim_asset(&vault, &vault.nfts[3]).await.unwrap();
    assert_eq!(world.vault(&vault).await.assets_held, 0);
}
