//! Everybody leaves with what the quotes say, and the vault closes.

use {
    crate::stage::{OPENING, Opened, SUPPLY, end_and_settle, give_fractions, open, perform, place, purse},
    mosaic_client::{
        ClientError,
        actions::{Exit, PlaceBid, close, exit},
        quotes::{Claim, ExitQuote},
        views::VaultView,
    },
    mosaic_harness::{Actor, Standard, TokenProgram, World, world::WorldOptions},
};

/// Leaves, and checks that exactly what the quote says arrives.
pub async fn leave(world: &mut World, opened: &Opened, wallet: &Actor) -> ExitQuote {
    let before = purse(world, &opened.vault, wallet).await;
    let action = exit(&world.bank, &Exit::new(opened.vault, wallet.pubkey(), opened.mints())).await.unwrap();
    let receipts = perform(world, &action, &[wallet]).await;
    println!(
        "{} leaves {} NFTs: {} claims, {} transactions, {} compute units of {}",
        wallet.name,
        opened.nfts.len(),
        action.quote.claims.len(),
        receipts.len(),
        receipts.iter().map(|receipt| receipt.compute_units).sum::<u64>(),
        action.compute_units,
    );
    let after = purse(world, &opened.vault, wallet).await;
    let quote = action.quote;
    assert_eq!(after.cash - before.cash, quote.cash, "cash of {}", wallet.name);
    let rent: u64 = quote.accounts.iter().map(|account| account.lamports).sum();
    assert_eq!(after.lamports + rent, before.lamports + quote.returned, "lamports of {}", wallet.name);
    assert_eq!(after.fractions, if quote.burned > 0 { 0 } else { before.fractions + quote.fractions });
    for nft in &opened.nfts {
        let there = world.holds(&wallet.pubkey(), nft).await;
        assert_eq!(there, quote.assets.contains(&nft.mint), "{:?}", nft.standard);
    }
    let again = exit(&world.bank, &Exit::new(opened.vault, wallet.pubkey(), opened.mints())).await;
    let nothing = ClientError::NothingOwed { vault: opened.vault, wallet: wallet.pubkey() };
    assert_eq!(again.map(|action| action.quote).unwrap_err().client(), Some(&nothing));
    quote
}

async fn story(standards: &[Standard]) {
    story_in(World::new().await, standards).await;
}

async fn story_in(mut world: World, standards: &[Standard]) {
    let opened = open(&mut world, standards).await;
    let (ana, cleo, dan) = (world.actor("Ana").await, world.actor("Cleo").await, world.actor("Dan").await);
    let (painter, framer) = (world.actor("painter").await, world.actor("framer").await);
    give_fractions(&mut world, &opened, &ana, 4_000_000_001).await;
    give_fractions(&mut world, &opened, &cleo, SUPPLY / 4).await;
    give_fractions(&mut world, &opened, &dan, 1_000).await;

    let order = PlaceBid::new(opened.vault, dan.pubkey(), OPENING).with_fractions(999);
    place(&mut world, &dan, &order).await;
    let order = PlaceBid::new(opened.vault, cleo.pubkey(), 1_234_567_891).with_fractions(SUPPLY / 4);
    place(&mut world, &cleo, &order).await;

    // Outbid, during the auction: the bid comes back, the fractions are kept.
    let quote = leave(&mut world, &opened, &dan).await;
    assert_eq!(quote.claims.len(), 1);
    assert_eq!(quote.fractions, 999);

    let settled = end_and_settle(&mut world, &opened.vault).await;
    let early = close(&world.bank, &opened.vault, &dan.pubkey()).await.map(|action| action.quote).unwrap_err();
    let Some(ClientError::StillOwing { owing }) = early.client() else { panic!("{early}") };
    assert_eq!(usize::from(owing.assets), standards.len());
    assert_eq!((owing.bids, owing.proceeds), (1, settled.split.proceeds));

    let mut paid = 0;
    for wallet in [&ana, &dan, &painter, &framer] {
        paid += leave(&mut world, &opened, wallet).await.cash;
    }
    let quote = leave(&mut world, &opened, &opened.creator).await;
    assert!(matches!(quote.claims[..], [Claim::CuratorFee { .. }, Claim::Redemption { .. }]));
    paid += quote.cash;
    let quote = leave(&mut world, &opened, &cleo).await;
    assert_eq!(quote.claims[0], Claim::Bid { cash: 0, fractions: 0 }, "for its rent");
    assert_eq!(quote.assets, opened.mints());
    assert_eq!(paid, settled.cash, "nothing is left");

    let (before, payer) = (purse(&world, &opened.vault, &dan).await, world.actor("Ben").await);
    let creator_before = purse(&world, &opened.vault, &opened.creator).await;
    let action = close(&world.bank, &opened.vault, &payer.pubkey()).await.unwrap();
    perform(&mut world, &action, &[]).await;
    let opener = purse(&world, &opened.vault, &dan).await;
    let creator = purse(&world, &opened.vault, &opened.creator).await;
    assert_eq!(opener.lamports - before.lamports, action.quote.to_opener);
    assert_eq!(creator.lamports - creator_before.lamports, action.quote.to_creator);
    assert_eq!((action.quote.surplus_cash, action.quote.surplus_fractions), (0, 0));
    let gone = VaultView::read(&world.bank, &opened.vault).await.map(|view| view.status).unwrap_err();
    assert_eq!(gone.client(), Some(&ClientError::NoVault { vault: opened.vault }));
}

#[tokio::test]
async fn everybody_leaves_a_vault_of_one_nft() {
    story(&[Standard::NonFungible]).await;
}

#[tokio::test]
async fn everybody_leaves_a_vault_of_one_programmable_nft() {
    story(&[Standard::Programmable]).await;
}

#[tokio::test]
async fn everybody_leaves_a_vault_of_one_print() {
    story(&[Standard::PrintedEdition]).await;
}

#[tokio::test]
async fn everybody_leaves_a_vault_of_one_nft_of_token_2022() {
    story(&[Standard::Token2022]).await;
}

#[tokio::test]
async fn everybody_leaves_with_the_token_program_of_mainnet() {
    let options = WorldOptions { token_program: TokenProgram::PToken, ..WorldOptions::default() };
    let standards = [Standard::NonFungible, Standard::Programmable, Standard::Token2022];
    story_in(World::with(options).await, &standards).await;
}

#[tokio::test]
async fn everybody_leaves_a_full_basket() {
    let mut standards = vec![Standard::NonFungible; 4];
    standards.extend([Standard::Programmable; 4]);
    standards.extend([Standard::PrintedEdition; 2]);
    standards.extend([Standard::ProgrammablePrintedEdition; 2]);
    standards.extend([Standard::Token2022; 4]);
    story(&standards).await;
}

#[tokio::test]
async fn strays_go_to_the_curator_and_block_nothing() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (cleo, dan) = (world.actor("Cleo").await, world.actor("Dan").await);
    give_fractions(&mut world, &opened, &dan, 500).await;
    place(&mut world, &cleo, &PlaceBid::new(opened.vault, cleo.pubkey(), OPENING)).await;
    let cash_escrow = mosaic_client::pda::cash_escrow(&opened.vault);
    world.give_cash(&cash_escrow, 77).await;
    let fractions = mosaic_client::pda::associated_token(&dan.pubkey(), &opened.quote.fraction_mint);
    let escrow = mosaic_client::pda::fraction_escrow(&opened.vault);
    world.transfer(&fractions, &escrow, &dan, 500).await;
    end_and_settle(&mut world, &opened.vault).await;
    let (painter, framer) = (world.actor("painter").await, world.actor("framer").await);
    for wallet in [&painter, &framer, &opened.creator, &cleo] {
        leave(&mut world, &opened, wallet).await;
    }
    let before = purse(&world, &opened.vault, &opened.creator).await;
    let action = close(&world.bank, &opened.vault, &dan.pubkey()).await.unwrap();
    assert_eq!(action.quote.surplus_fractions, 500);
    perform(&mut world, &action, &[]).await;
    let after = purse(&world, &opened.vault, &opened.creator).await;
    // The fractions' share of the proceeds is nobody's either.
    assert!(action.quote.surplus_cash > 77);
    assert_eq!(after.cash - before.cash, action.quote.surplus_cash);
}

#[tokio::test]
async fn a_creator_who_wins_its_own_vault_gets_the_rent_with_the_nfts() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible, Standard::Programmable]).await;
    let creator = opened.creator.clone();
    let order = PlaceBid::new(opened.vault, creator.pubkey(), OPENING).with_fractions(SUPPLY - 1);
    let placed = place(&mut world, &creator, &order).await;
    end_and_settle(&mut world, &opened.vault).await;
    for name in ["painter", "framer"] {
        let payee = world.actor(name).await;
        leave(&mut world, &opened, &payee).await;
    }
    let quote = leave(&mut world, &opened, &creator).await;
    let records: u64 = opened.quote.returned - world.bank.lamports(&opened.vault).await;
    assert_eq!(quote.returned, placed.accounts[3].lamports + records, "of its bid, and of all that held the NFTs");
    let action = close(&world.bank, &opened.vault, &creator.pubkey()).await.unwrap();
    perform(&mut world, &action, &[]).await;
}
