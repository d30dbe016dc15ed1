//! What the program would refuse, the client refuses first, in words, and for the same reason.

use {
    crate::stage::{OPENING, SUPPLY, mint_nfts, open, opening},
    mosaic_client::{
        ClientError,
        actions::{Exit, HeldNft, PlaceBid, bid, close, exit, open_vault, settle},
        error::explain,
        instructions::{CreateVault, CreateVaultArgs, DepositNft},
        pda,
        rules::{RuleError, Terms},
        views::{NftRefusal, NftView},
    },
    mosaic_harness::{Nft, Standard, World, nft::compute_unit_limit},
    solana_signer::Signer,
};

/// Deposits whatever the client says, and returns the program's error number.
async fn deposit(world: &mut World, nft: &Nft, source: anchor_lang::prelude::Pubkey) -> Option<u32> {
    let creator = world.actor("creator").await;
    let (creator_key, quote_mint) = (creator.pubkey(), world.quote_mint);
    let args = CreateVaultArgs::new(9, SUPPLY, 0, &Terms::with_opening_price(OPENING));
    let vault = pda::vault(&creator_key, 9);
    let deposit = DepositNft { creator: creator_key, vault, nft_mint: nft.mint, source, kind: nft.kind() };
    let instructions = [
        compute_unit_limit(1_000_000),
        CreateVault { creator: creator_key, quote_mint, args }.instruction(),
        deposit.instruction(),
    ];
    world.bank.simulate(&instructions, &[&creator.keypair]).await.err().and_then(|failure| failure.code)
}

/// The client refuses the NFT for this reason, and the program for the same.
async fn refused(world: &mut World, nft: &Nft, source: Option<anchor_lang::prelude::Pubkey>, reason: NftRefusal) {
    let creator = world.actor("creator").await;
    let mut request = opening(world, &creator, std::slice::from_ref(nft));
    request.nfts = vec![HeldNft { mint: nft.mint, token: source }];
    let error = open_vault(&world.bank, &request).await.map(|action| action.quote).unwrap_err();
    assert_eq!(error.client(), Some(&ClientError::Nft { mint: nft.mint, refusal: reason }), "{error}");
    let token = source.unwrap_or(nft.held_by(&creator.pubkey()).token);
    let code = deposit(world, nft, token).await;
    assert_eq!(code, Some(reason.error().into()), "{reason:?}");
    let explained = explain(code.unwrap()).unwrap();
    assert_eq!(explained.name, format!("{:?}", reason.error()));
}

#[tokio::test]
async fn nfts_that_cannot_be_deposited() {
    let mut world = World::new().await;
    let ana = world.actor("Ana").await;
    for standard in [Standard::NonFungible, Standard::Programmable, Standard::Token2022] {
        let (creator, nfts) = mint_nfts(&mut world, &[standard; 3]).await;
        let delegate = world.bank.new_keypair();
        refused(&mut world, &nfts[0], Some(nfts[1].token), NftRefusal::OtherMint).await;
        world.bank.transfer_nft(&nfts[0], &creator.keypair, &ana.pubkey()).await.unwrap();
        refused(&mut world, &nfts[0], None, NftRefusal::NotHeld).await;
        let there = nfts[0].held_by(&ana.pubkey()).token;
        refused(&mut world, &nfts[0], Some(there), NftRefusal::OtherOwner).await;
        world.bank.delegate_nft(&nfts[1], &creator.keypair, &delegate.pubkey()).await;
        refused(&mut world, &nfts[1], None, NftRefusal::Delegated).await;
        // Nobody could lock an NFT of Token-2022.
        if !standard.is_token_2022() {
            world.bank.lock_nft(&nfts[1], &delegate).await;
            let reason = if standard.is_programmable() { NftRefusal::Delegated } else { NftRefusal::Locked };
            refused(&mut world, &nfts[1], None, reason).await;
        }
        let nobody = world.bank.new_keypair().pubkey();
        refused(&mut world, &nfts[2], Some(nobody), NftRefusal::NoTokenAccount).await;
    }
    let (creator, _) = mint_nfts(&mut world, &[]).await;
    let one = world.bank.mint_nft(&creator.pubkey(), Standard::FungibleAsset(1)).await;
    refused(&mut world, &one, None, NftRefusal::UnsupportedStandard).await;
    let two = world.bank.mint_nft(&creator.pubkey(), Standard::FungibleAsset(2)).await;
    refused(&mut world, &two, None, NftRefusal::NotAnNft).await;
}

#[tokio::test]
async fn a_mint_without_metadata() {
    let mut world = World::new().await;
    let creator = world.actor("creator").await;
    let mint = world.bank.create_mint(0, None).await;
    world.bank.fund(&creator.pubkey(), &mint, 1).await;
    let view = NftView::read(&world.bank, &mint, &creator.pubkey()).await.unwrap();
    assert_eq!(view.deposit, Err(NftRefusal::NoMetadata));
}

#[tokio::test]
async fn openings_that_make_no_sense() {
    let mut world = World::new().await;
    let (creator, nfts) = mint_nfts(&mut world, &[Standard::NonFungible; 2]).await;
    let good = opening(&world, &creator, &nfts);
    let refused = async |request| {
        let error = open_vault(&world.bank, &request).await.map(|action| action.quote).unwrap_err();
        error.client().unwrap().clone()
    };
    let mut none = good.clone();
    none.nfts.clear();
    assert_eq!(refused(none).await, ClientError::WrongNumberOfNfts { given: 0 });
    let mut twice = good.clone();
    twice.nfts[1] = twice.nfts[0];
    assert_eq!(refused(twice).await, ClientError::WrongNumberOfNfts { given: 2 });
    let mut long = good.clone();
    long.description.as_mut().unwrap().symbol = "fSTILL10420".to_owned();
    assert_eq!(refused(long).await, ClientError::TextTooLong { field: "symbol", bytes: 11, most: 10 });
    let mut dear = good.clone();
    dear.terms.curator_fee_bps = 501;
    assert_eq!(refused(dear).await, ClientError::Rule(RuleError::CuratorFeeOutOfBounds));
    let mut wallet = good.clone();
    wallet.quote_mint = creator.pubkey();
    assert_eq!(refused(wallet).await, ClientError::QuoteMintNotClassic { mint: creator.pubkey() });
}

#[tokio::test]
async fn what_a_vault_does_not_allow_now() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, dan) = (opened.vault, world.actor("Dan").await);
    let bid_error = async |world: &World, order: PlaceBid| {
        let error = bid(&world.bank, &order).await.map(|action| action.quote).unwrap_err();
        error.client().unwrap().clone()
    };
    let order = PlaceBid::new(vault, dan.pubkey(), OPENING);
    let low = bid_error(&world, PlaceBid { price: OPENING - 1, ..order }).await;
    assert_eq!(low, ClientError::Rule(RuleError::BidBelowReserve));
    let all = bid_error(&world, order.with_fractions(SUPPLY)).await;
    assert_eq!(all, ClientError::Rule(RuleError::BidOfWholeSupply));
    let without = bid_error(&world, order.with_fractions(5)).await;
    assert_eq!(without, ClientError::NotEnoughFractions { needed: 5, available: 0 });
    let rich = bid_error(&world, PlaceBid { price: 200_000_000_000, ..order }).await;
    assert_eq!(rich, ClientError::NotEnoughCash { needed: 200_000_000_000, available: 100_000_000_000 });
    let bounded = bid_error(&world, PlaceBid { max_cash: Some(OPENING - 1), ..order }).await;
    assert_eq!(bounded, ClientError::Rule(RuleError::CashAboveMaximum));

    let account = world.cash_account(&dan.pubkey());
    world.set_frozen(&account, true).await;
    let frozen = bid_error(&world, order).await;
    assert_eq!(frozen, ClientError::Frozen { account });
    world.set_frozen(&account, false).await;

    let error = settle(&world.bank, &vault).await.map(|action| action.quote).unwrap_err();
    assert_eq!(error.client(), Some(&ClientError::Rule(RuleError::WrongStatus)));
    let error = close(&world.bank, &vault, &dan.pubkey()).await.map(|action| action.quote).unwrap_err();
    assert_eq!(error.to_string(), "the vault is in status Active, which does not allow this");
    let error = exit(&world.bank, &Exit::new(vault, dan.pubkey(), [])).await.map(|action| action.quote).unwrap_err();
    assert_eq!(error.client(), Some(&ClientError::NothingOwed { vault, wallet: dan.pubkey() }));
    let nowhere = bid_error(&world, PlaceBid::new(dan.pubkey(), dan.pubkey(), 1)).await;
    assert!(matches!(nowhere, ClientError::NoVault { .. } | ClientError::ForeignAccount { .. }), "{nowhere}");
}
