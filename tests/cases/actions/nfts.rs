//! What an owner is told of an NFT: its collection, and why a vault does not take it.

use {
    crate::stage::{mint_nfts, opening},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        ClientError,
        actions::{HeldNft, open_vault},
        state::Standard as Kind,
        views::{NftCollection, NftCreator, NftRefusal, NftView},
    },
    mosaic_harness::{
        Actor, MintExtension as Has, Nft, Nft2022Spec, NftSpec, Standard, World, nft::compute_unit_limit,
    },
    solana_signer::Signer,
};

async fn view(world: &World, nft: &Nft, owner: &Actor) -> NftView {
    NftView::read(&world.bank, &nft.mint, &owner.pubkey()).await.unwrap()
}

#[tokio::test]
async fn a_collection_is_shown_as_verified_once_it_is() {
    let mut world = World::new().await;
    let (creator, issuer) = (world.actor("creator").await, world.bank.payer());
    for standard in [Standard::NonFungible, Standard::Programmable] {
        let unique = NftSpec { prints: 0, ..NftSpec::default() };
        let collection = world.bank.mint_nft(&issuer.pubkey(), unique).await;
        let spec = NftSpec { collection: Some(collection.mint), ..NftSpec::from(standard) };
        let nft = world.bank.mint_nft(&creator.pubkey(), spec).await;
        for verified in [false, true] {
            if verified {
                let verify = nft.verify_collection(&collection, &issuer.pubkey());
                world.bank.must(&[compute_unit_limit(400_000), verify], &[&issuer]).await;
            }
            let seen = view(&world, &nft, &creator).await;
            assert_eq!(seen.collection, Some(NftCollection { key: collection.mint, verified }), "{standard:?}");
            assert!(seen.deposit.is_ok(), "verified or not");
        }
    }
    let alone = world.bank.mint_nft(&creator.pubkey(), Standard::NonFungible).await;
    assert_eq!(view(&world, &alone, &creator).await.collection, None);
}

#[tokio::test]
async fn the_group_of_a_token_2022_nft_is_its_collection() {
    let mut world = World::new().await;
    let creator = world.actor("creator").await;
    let group = Nft2022Spec { is_group: true, ..Nft2022Spec::with(&[Has::GroupPointer]) };
    let group = world.bank.mint_nft_2022(&creator.pubkey(), &group).await;
    let member = Nft2022Spec { group: Some(group.mint), ..Nft2022Spec::with(&[Has::GroupMemberPointer]) };
    let member = world.bank.mint_nft_2022(&creator.pubkey(), &member).await;
    let expected = Some(NftCollection { key: group.mint, verified: true });
    assert_eq!(view(&world, &member, &creator).await.collection, expected);
    assert_eq!(view(&world, &group, &creator).await.collection, None);
}

#[tokio::test]
async fn a_token_2022_nft_is_described_by_its_mint() {
    let mut world = World::new().await;
    let (creator, nfts) = mint_nfts(&mut world, &[Standard::Token2022, Standard::BareToken2022]).await;
    let (painter, framer) = (world.actor("painter").await.pubkey(), world.actor("framer").await.pubkey());
    let seen = view(&world, &nfts[0], &creator).await;
    assert_eq!((seen.name.as_str(), seen.symbol.as_str()), ("Still life", "STILL"));
    assert_eq!((seen.uri.as_str(), seen.seller_fee_bps), ("https://example.com/still-life.json", 500));
    let named = |address, share| NftCreator { address, share, verified: false };
    assert_eq!(seen.creators, [named(painter, 70), named(framer, 30)]);
    let paid: Vec<(Pubkey, u32)> = seen.royalties.iter().map(|royalty| (royalty.payee, royalty.weight)).collect();
    assert_eq!((paid, seen.royalty_weight()), (vec![(painter, 35_000), (framer, 15_000)], 50_000));
    assert_eq!((seen.deposit, seen.token), (Ok(Kind::Token2022), nfts[0].token));
    let bare = view(&world, &nfts[1], &creator).await;
    assert_eq!((bare.name.as_str(), bare.creators.len(), bare.royalty_weight()), ("", 0, 0));
    assert_eq!(bare.deposit, Ok(Kind::Token2022));
}

/// The client refuses the NFT for this reason; that the program does for the same is tried where its errors are.
async fn refused(world: &mut World, spec: &Nft2022Spec, reason: NftRefusal) {
    let creator = world.actor("creator").await;
    let nft = world.bank.mint_nft_2022(&creator.pubkey(), spec).await;
    let mut request = opening(world, &creator, std::slice::from_ref(&nft));
    request.nfts = vec![HeldNft::from(nft.mint)];
    let error = open_vault(&world.bank, &request).await.map(|action| action.quote).unwrap_err();
    assert_eq!(error.client(), Some(&ClientError::Nft { mint: nft.mint, refusal: reason }), "{error}");
}

#[tokio::test]
async fn a_token_2022_nft_that_others_have_a_say_in_is_refused_in_words() {
    let mut world = World::new().await;
    let issuer = world.bank.payer().pubkey();
    let extensions = [
        (Has::MintCloseAuthority(Some(issuer)), NftRefusal::MintCloseAuthorityNotNone),
        (Has::TransferFee { authority: issuer, bps: 100 }, NftRefusal::HasTransferFee),
        (Has::ConfidentialTransfer(None), NftRefusal::HasConfidentialTransfer),
        (Has::NonTransferable, NftRefusal::NonTransferable),
        (Has::InterestBearing(None), NftRefusal::HasInterest),
        (Has::PermanentDelegate(issuer), NftRefusal::HasPermanentDelegate),
        (Has::TransferHook { authority: Some(issuer), program: None }, NftRefusal::HasTransferHook),
        (Has::ScaledUiAmount(None), NftRefusal::HasScaledAmount),
        (Has::Pausable(issuer), NftRefusal::Pausable),
    ];
    for (extension, reason) in extensions {
        refused(&mut world, &Nft2022Spec::with(&[extension]), reason).await;
    }
    let bare = Nft2022Spec::default();
    let minted = Nft2022Spec { keep_mint_authority: true, ..bare.clone() };
    refused(&mut world, &minted, NftRefusal::MintAuthorityNotNone).await;
    let frozen = Nft2022Spec { freeze_authority: Some(issuer), ..bare };
    refused(&mut world, &frozen, NftRefusal::FreezeAuthorityNotNone).await;
    let greedy = Nft2022Spec::with_fields(&[("royalty_basis_points", "10001")]);
    refused(&mut world, &greedy, NftRefusal::RoyaltiesMalformed).await;
}
