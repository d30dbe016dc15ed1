//! What is refused: by the client before anything is sent, by the exchange where the price has moved.

use {
    crate::{EXCEEDED_SLIPPAGE, FEE_BPS, buying, perform, pool_of, purse, selling, trade, world},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        ClientError,
        actions::WrappedSol,
        pools::{
            AddLiquidity, Amounts, CreatePool, NewPool, PoolError, RemoveLiquidity, Swap, add_liquidity, create_pool,
            remove_liquidity, swap,
        },
    },
    mosaic_harness::{Actor, Stage, VaultCookie, VaultSpec, World},
};

const AMOUNTS: Amounts = Amounts { fractions: 1_000_000_000, quote: 100_000_000 };

/// A vault with a pool of its creator, and Dan who trades.
async fn scene() -> (World, VaultCookie, Pubkey, Actor) {
    let mut world = world().await;
    let vault = world.at(Stage::Active).await;
    let creator = vault.creator.clone();
    let pool = pool_of(&mut world, &vault, &creator, AMOUNTS).await.pool;
    let dan = world.actor("Dan").await;
    (world, vault, pool, dan)
}

fn adding(vault: &VaultCookie, pool: &Pubkey, provider: &Actor) -> AddLiquidity {
    AddLiquidity {
        vault: vault.address,
        pool: *pool,
        provider: provider.pubkey(),
        fractions: 100_000_000,
        slippage_bps: 100,
        sol: WrappedSol::Auto,
    }
}

fn removing(vault: &VaultCookie, pool: &Pubkey, provider: &Actor) -> RemoveLiquidity {
    RemoveLiquidity {
        vault: vault.address,
        pool: *pool,
        provider: provider.pubkey(),
        shares: None,
        slippage_bps: 100,
        sol: WrappedSol::Auto,
    }
}

fn creating(vault: &VaultCookie, creator: &Actor) -> CreatePool {
    CreatePool {
        vault: vault.address,
        creator: creator.pubkey(),
        exchange: NewPool::TokenSwap { trade_fee_bps: FEE_BPS },
        amounts: AMOUNTS,
        sol: WrappedSol::Auto,
    }
}

#[tokio::test]
async fn a_price_that_moved_further_than_the_slippage_costs_nobody_anything() {
    let (mut world, vault, pool, dan) = scene().await;
    let creator = vault.creator.clone();
    let bought =
        swap(&world.bank, &Swap { slippage_bps: 100, ..buying(&vault, &pool, &dan, 1_000_000) }).await.unwrap();
    let sold =
        swap(&world.bank, &Swap { slippage_bps: 100, ..selling(&vault, &pool, &creator, 1_000_000) }).await.unwrap();
    let added = add_liquidity(&world.bank, &adding(&vault, &pool, &creator)).await.unwrap();
    let removed = remove_liquidity(&world.bank, &removing(&vault, &pool, &creator)).await.unwrap();

    // Half a per cent: everything still goes through, which a simulation shows.
    let (cleo, amount) = (world.actor("Cleo").await, AMOUNTS.quote / 400);
    trade(&mut world, &vault, &cleo, &buying(&vault, &pool, &cleo, amount)).await;
    for (instructions, actor) in [(&bought.instructions, &dan), (&added.instructions, &creator)] {
        world.bank.simulate(instructions, &[&actor.keypair]).await.unwrap();
    }
    // And a lot more.
    trade(&mut world, &vault, &cleo, &buying(&vault, &pool, &cleo, amount * 4)).await;
    let held = (purse(&world, &vault, &dan).await, purse(&world, &vault, &creator).await);
    for failure in [
        perform(&mut world, &bought, &dan).await.unwrap_err(),
        perform(&mut world, &added, &creator).await.unwrap_err(),
        perform(&mut world, &removed, &creator).await.unwrap_err(),
    ] {
        assert_eq!(failure.code, Some(EXCEEDED_SLIPPAGE), "{failure}");
    }
    // Who sells gets more now.
    let held_by_creator = purse(&world, &vault, &creator).await.quote;
    perform(&mut world, &sold, &creator).await.unwrap();
    assert!(purse(&world, &vault, &creator).await.quote - held_by_creator > sold.quote.received);
    assert_eq!(purse(&world, &vault, &dan).await, held.0);
    assert!(purse(&world, &vault, &creator).await.quote > held.1.quote);
}

#[tokio::test]
async fn what_a_wallet_does_not_have_is_refused_before_it_is_sent() {
    let (world, vault, pool, dan) = scene().await;
    let error = swap(&world.bank, &selling(&vault, &pool, &dan, 5_000)).await.unwrap_err();
    assert_eq!(error.client(), Some(&ClientError::NotEnoughFractions { needed: 5_000, available: 0 }));
    let error = swap(&world.bank, &buying(&vault, &pool, &dan, 200_000_000_000)).await.unwrap_err();
    assert!(matches!(error.client(), Some(ClientError::NotEnoughCash { .. })), "{error}");
    let error = add_liquidity(&world.bank, &adding(&vault, &pool, &dan)).await.unwrap_err();
    assert!(matches!(error.client(), Some(ClientError::NotEnoughFractions { .. })), "{error}");
    let error = remove_liquidity(&world.bank, &removing(&vault, &pool, &dan)).await.unwrap_err();
    assert_eq!(error.pool(), Some(&PoolError::NotEnoughShares { needed: 0, available: 0 }));
    let few = RemoveLiquidity { shares: Some(u64::MAX), ..removing(&vault, &pool, &vault.creator) };
    let error = remove_liquidity(&world.bank, &few).await.unwrap_err();
    assert!(matches!(error.pool(), Some(PoolError::NotEnoughShares { .. })), "{error}");
}

#[tokio::test]
async fn what_is_no_pool_of_the_vault_is_refused() {
    let (mut world, vault, pool, dan) = scene().await;
    let other = world.vault_at(Stage::Active, VaultSpec { id: 2, ..VaultSpec::default() }).await;
    let error = swap(&world.bank, &buying(&other, &pool, &dan, 1_000)).await.unwrap_err();
    let mints = [vault.fraction_mint, vault.quote_mint];
    assert_eq!(error.pool(), Some(&PoolError::OtherMints { pool, mints }));

    let nowhere = Pubkey::new_from_array([9; 32]);
    let error = swap(&world.bank, &buying(&vault, &nowhere, &dan, 1_000)).await.unwrap_err();
    assert_eq!(error.pool(), Some(&PoolError::NoPool { pool: nowhere }));

    // Whoever owns the account decides what it is.
    let mut copy = world.bank.account(&pool).await.unwrap();
    copy.owner = mosaic_client::PROGRAM_ID;
    let forged = Pubkey::new_from_array([10; 32]);
    world.bank.set_account(forged, copy);
    let error = swap(&world.bank, &buying(&vault, &forged, &dan, 1_000)).await.unwrap_err();
    let owner = mosaic_client::PROGRAM_ID;
    assert_eq!(error.pool(), Some(&PoolError::UnknownExchange { pool: forged, owner }));
}

#[tokio::test]
async fn a_pool_that_cannot_be_is_refused() {
    let (world, vault, pool, dan) = scene().await;
    let creator = &vault.creator;
    let refused = async |order| create_pool(&world.bank, &order).await.unwrap_err().pool().cloned();
    assert_eq!(refused(creating(&vault, creator)).await, Some(PoolError::PoolExists { pool }));
    let nothing = Amounts { fractions: 0, ..AMOUNTS };
    assert_eq!(refused(CreatePool { amounts: nothing, ..creating(&vault, &dan) }).await, Some(PoolError::TooSmall));
    let error = create_pool(&world.bank, &creating(&vault, &dan)).await.unwrap_err();
    assert!(matches!(error.client(), Some(ClientError::NotEnoughFractions { .. })), "{error}");
    // There is no Raydium on this bank.
    let exchange = NewPool::Raydium { config: 0 };
    let config = mosaic_client::pools::raydium::config(0);
    assert_eq!(
        refused(CreatePool { exchange, ..creating(&vault, creator) }).await,
        Some(PoolError::NoConfig { config })
    );
}

#[tokio::test]
async fn a_fee_of_the_whole_is_refused() {
    let mut world = world().await;
    let vault = world.at(Stage::Active).await;
    let exchange = NewPool::TokenSwap { trade_fee_bps: 10_000 };
    let error =
        create_pool(&world.bank, &CreatePool { exchange, ..creating(&vault, &vault.creator) }).await.unwrap_err();
    assert_eq!(error.pool(), Some(&PoolError::FeeTooLarge { bps: 10_000 }));
}
