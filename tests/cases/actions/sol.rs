//! Prices in wrapped SOL: wallets have SOL before and after.

use {
    crate::stage::{OPENING, end_and_settle, mint_nfts, open, perform, place, purse},
    mosaic_client::{
        ClientError,
        actions::{Exit, PlaceBid, WrappedSol, bid, exit},
        pda,
    },
    mosaic_harness::{Standard, World, world::WorldOptions},
};

/// A world with prices in wrapped SOL, in which nobody has any.
async fn world() -> World {
    World::with(WorldOptions { native_quote: true, cash: 0, ..WorldOptions::default() }).await
}

#[tokio::test]
async fn there_and_back() {
    let mut world = world().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let vault = opened.vault;
    // Wallets of actors without an account for wrapped SOL.
    let (cleo, dan) = (world.bank.actor("Cleo").await, world.bank.actor("Dan").await);
    let accounts = [&cleo, &dan].map(|actor| pda::associated_token(&actor.pubkey(), &world.quote_mint));

    let before = purse(&world, &vault, &dan).await;
    let quote = place(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), OPENING)).await;
    assert_eq!((quote.wrapped, quote.escrowed.cash), (OPENING, OPENING));
    let after = purse(&world, &vault, &dan).await;
    let token_rent = quote.accounts.last().unwrap().lamports;
    // The account for wrapped SOL was made and closed again: its rent is back.
    assert_eq!(before.lamports - after.lamports, OPENING + quote.rent - token_rent);
    assert!(world.bank.account(&accounts[1]).await.is_none());

    let cleo_before = purse(&world, &vault, &cleo).await;
    let raised = place(&mut world, &cleo, &PlaceBid::new(vault, cleo.pubkey(), 2 * OPENING)).await;
    let bid_rent = raised.rent - token_rent;

    // Dan leaves: the SOL and the rent of its bid come back.
    let before = purse(&world, &vault, &dan).await;
    let action = exit(&world.bank, &Exit::new(vault, dan.pubkey(), [])).await.unwrap();
    perform(&mut world, &action, &[&dan]).await;
    let after = purse(&world, &vault, &dan).await;
    assert!(action.quote.unwrapped);
    assert_eq!(after.lamports - before.lamports, OPENING + bid_rent);
    assert!(world.bank.account(&accounts[1]).await.is_none());

    end_and_settle(&mut world, &vault).await;
    let action = exit(&world.bank, &Exit::new(vault, cleo.pubkey(), opened.mints())).await.unwrap();
    perform(&mut world, &action, &[&cleo]).await;
    let after = purse(&world, &vault, &cleo).await;
    let nft_rent: u64 = action.quote.accounts.iter().map(|account| account.lamports).sum();
    assert_eq!(cleo_before.lamports - after.lamports, 2 * OPENING + nft_rent);
    assert!(world.holds(&cleo.pubkey(), &opened.nfts[0]).await);

    // The creator has an account for wrapped SOL: by default it gets the proceeds and stays.
    let wallet = &opened.creator;
    let before = purse(&world, &vault, wallet).await;
    let leave = Exit::new(vault, wallet.pubkey(), []);
    let action = exit(&world.bank, &leave).await.unwrap();
    assert!(!action.quote.unwrapped);
    let all = exit(&world.bank, &Exit { sol: WrappedSol::UnwrapAll, ..leave }).await.unwrap();
    assert!(all.quote.unwrapped && all.quote.cash == action.quote.cash);
    perform(&mut world, &all, &[wallet]).await;
    let after = purse(&world, &vault, wallet).await;
    let account_rent = token_rent;
    assert_eq!(after.lamports - before.lamports, all.quote.cash + account_rent);
}

#[tokio::test]
async fn only_what_is_missing_is_wrapped() {
    let mut world = world().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let dan = world.actor("Dan").await;
    let account = world.cash_account(&dan.pubkey());
    world.give_cash(&account, 400).await;
    let order = PlaceBid::new(opened.vault, dan.pubkey(), OPENING);
    let unwrapped = bid(&world.bank, &PlaceBid { sol: WrappedSol::AsIs, ..order }).await;
    let error = unwrapped.map(|action| action.quote).unwrap_err();
    assert_eq!(error.client(), Some(&ClientError::NotEnoughCash { needed: OPENING, available: 400 }));
    let quote = place(&mut world, &dan, &order).await;
    assert_eq!(quote.wrapped, OPENING - 400);
    assert_eq!(world.bank.token_balance(&account).await, 0);
    assert!(world.bank.account(&account).await.is_some(), "an account that was there stays");
}

#[tokio::test]
async fn a_wallet_without_enough_sol_is_told() {
    let mut world = world().await;
    let (creator, nfts) = mint_nfts(&mut world, &[Standard::NonFungible]).await;
    let mut request = crate::stage::opening(&world, &creator, &nfts);
    request.terms.opening_price = 2_000_000_000_000;
    let action = mosaic_client::actions::open_vault(&world.bank, &request).await.unwrap();
    perform(&mut world, &action, &[&creator]).await;
    let dan = world.actor("Dan").await;
    let order = PlaceBid::new(action.quote.vault, dan.pubkey(), request.terms.opening_price);
    let error = bid(&world.bank, &order).await.map(|action| action.quote).unwrap_err();
    let Some(ClientError::NotEnoughCash { needed, available }) = error.client() else { panic!("{error}") };
    assert_eq!(*needed, request.terms.opening_price);
    assert!(*available < mosaic_harness::actors::ACTOR_LAMPORTS);
}
