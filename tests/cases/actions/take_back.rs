//! Taking NFTs back: reclaiming and cancelling.

use {
    crate::stage::{SUPPLY, give_fractions, mint_nfts, open, opening, perform, purse},
    mosaic_client::{
        ClientError,
        actions::{cancel, open_vault, reclaim},
        views::VaultView,
    },
    mosaic_harness::{Standard, World},
};

const ONE_EACH: [Standard; 4] =
    [Standard::NonFungible, Standard::PrintedEdition, Standard::Programmable, Standard::Token2022];

#[tokio::test]
async fn who_holds_all_reclaims_and_the_vault_closes() {
    let mut world = World::new().await;
    let opened = open(&mut world, &ONE_EACH).await;
    let ana = world.actor("Ana").await;
    give_fractions(&mut world, &opened, &ana, SUPPLY - 1).await;
    let refused = reclaim(&world.bank, &opened.vault, &ana.pubkey(), &opened.mints()).await;
    let refused = refused.map(|action| action.quote).unwrap_err();
    let wanted = ClientError::NotTheWholeSupply { supply: SUPPLY, held: SUPPLY - 1 };
    assert_eq!(refused.client(), Some(&wanted));

    give_fractions(&mut world, &opened, &ana, 1).await;
    let before = purse(&world, &opened.vault, &ana).await;
    let creator_before = purse(&world, &opened.vault, &opened.creator).await;
    let action = reclaim(&world.bank, &opened.vault, &ana.pubkey(), &opened.mints()).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    let quote = action.quote;
    assert!(quote.closes);
    assert_eq!((quote.burned, quote.assets.as_slice()), (SUPPLY, opened.mints().as_slice()));
    for nft in &opened.nfts {
        assert!(world.holds(&ana.pubkey(), nft).await, "{:?}", nft.standard);
    }
    let (after, creator) =
        (purse(&world, &opened.vault, &ana).await, purse(&world, &opened.vault, &opened.creator).await);
    let rent: u64 = quote.accounts.iter().map(|account| account.lamports).sum();
    assert_eq!(before.lamports - after.lamports, rent);
    assert_eq!(creator.lamports - creator_before.lamports, quote.returned);
    assert_eq!(quote.returned, opened.quote.returned, "what the opening promised");
    assert!(VaultView::read(&world.bank, &opened.vault).await.is_err());
}

#[tokio::test]
async fn a_draft_is_given_up_in_one_go_or_in_two() {
    for stop in [false, true] {
        let mut world = World::new().await;
        let (creator, nfts) = mint_nfts(&mut world, &ONE_EACH).await;
        let request = opening(&world, &creator, &nfts);
        let draft = open_vault(&world.bank, &request).await.unwrap();
        let creation = &draft.instructions[..1 + nfts.len()];
        for instruction in creation {
            let limit = mosaic_harness::nft::compute_unit_limit(1_000_000);
            world.bank.must(&[limit, instruction.clone()], &[&creator.keypair]).await;
        }
        let vault = draft.quote.vault;
        let mints: Vec<_> = nfts.iter().map(|nft| nft.mint).collect();
        let mut action = cancel(&world.bank, &vault, &mints).await.unwrap();
        let promised = action.quote.returned;
        if stop {
            world.bank.must(&action.instructions[..2], &[&creator.keypair]).await;
            action = cancel(&world.bank, &vault, &mints).await.unwrap();
            assert_eq!(action.quote.assets.len(), ONE_EACH.len() - 1);
        }
        let before = purse(&world, &vault, &creator).await;
        perform(&mut world, &action, &[&creator]).await;
        let after = purse(&world, &vault, &creator).await;
        let rent: u64 = action.quote.accounts.iter().map(|account| account.lamports).sum();
        assert_eq!(after.lamports, before.lamports + action.quote.returned - rent);
        assert!(action.quote.closes && action.quote.returned <= promised);
        for nft in &nfts {
            assert!(world.holds(&creator.pubkey(), nft).await, "{:?}", nft.standard);
        }
        assert_eq!(action.quote.accounts, [], "the token accounts were there before");
        assert!(VaultView::read(&world.bank, &vault).await.is_err());
    }
}

#[tokio::test]
async fn only_a_draft_is_cancelled() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let error = cancel(&world.bank, &opened.vault, &opened.mints()).await.map(|action| action.quote).unwrap_err();
    assert_eq!(error.to_string(), "the vault is in status Active, which does not allow this");
}
