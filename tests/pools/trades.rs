//! What the client says a pool does is what the exchange program does, to the unit.

use {
    crate::{buying, leave, perform, pool_of, pool_view, provide, selling, trade, view, world, world_with},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        actions::WrappedSol,
        pda,
        pools::{Amounts, CreatePool, NewPool, PoolError, Side, Swap, create_pool, swap},
    },
    mosaic_harness::{Actor, Stage, VaultCookie, World, WorldOptions},
};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) % most
    }

    /// Of any magnitude up to `most`, and at least 1.
    fn amount(&mut self, most: u64) -> u64 {
        let bits = self.below(u64::from(64 - most.leading_zeros()));
        (most >> bits).max(2) / 2 + self.below((most >> bits) / 2 + 1)
    }
}

/// Trades, deposits and withdrawals of all magnitudes; each of them checks what moved.
async fn go_on(world: &mut World, amounts: Amounts, seed: u64, steps: usize) {
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let pool = pool_of(world, &vault, &ana, amounts).await.pool;
    let (mut dice, mut small) = (Dice(seed), 0);
    for _ in 0..steps {
        let reserves = pool_view(world, &vault, &pool).await.curve.reserves;
        match dice.below(6) {
            0 => {
                let shares = dice.amount(shares_of(world, &vault, &pool, &ana).await / 2);
                if pool_view(world, &vault, &pool).await.curve.withdraw(shares).is_ok() {
                    leave(world, &vault, &pool, &ana, Some(shares)).await;
                }
            }
            1 => {
                let fractions = dice.amount(reserves.fractions.min(world.fractions_of(&vault, &ana).await));
                let most = Amounts { fractions, quote: u64::MAX };
                if pool_view(world, &vault, &pool).await.curve.shares_for(most).is_ok() {
                    provide(world, &vault, &pool, &ana, fractions).await;
                }
            }
            way => {
                let order = if way % 2 == 0 {
                    buying(&vault, &pool, &ben, dice.amount(reserves.quote * 2))
                } else {
                    selling(&vault, &pool, &ben, dice.amount(world.fractions_of(&vault, &ben).await))
                };
                match swap(&world.bank, &order).await {
                    Ok(_) => {
                        trade(world, &vault, &ben, &order).await;
                    }
                    // The program refuses it too.
                    Err(error) => {
                        assert_eq!(error.pool(), Some(&PoolError::TooSmall));
                        let found = pool_view(world, &vault, &pool).await;
                        let bare = found.swap(&ben.pubkey(), order.paid_in, order.amount, 0);
                        world.bank.send(&[bare], &[&ben.keypair]).await.expect_err("nothing is paid for it");
                        small += 1;
                    }
                }
            }
        }
    }
    println!("{small} of {steps} steps were too small");
}

/// Shares that a wallet holds.
async fn shares_of(world: &World, vault: &VaultCookie, pool: &Pubkey, wallet: &Actor) -> u64 {
    let share_mint = pool_view(world, vault, pool).await.share_mint;
    world.bank.token_balance(&pda::associated_token(&wallet.pubkey(), &share_mint)).await
}

#[tokio::test]
async fn every_trade_deposit_and_withdrawal_is_as_quoted() {
    let mut world = world().await;
    go_on(&mut world, Amounts { fractions: 1_999_999_999, quote: 200_000_003 }, 1, 120).await;
}

#[tokio::test]
async fn also_where_units_are_coarse() {
    let mut world = world().await;
    go_on(&mut world, Amounts { fractions: 1_000_003, quote: 211 }, 2, 120).await;
}

#[tokio::test]
async fn a_pool_is_made_and_traded_in_with_sol() {
    let mut world = world_with(WorldOptions { native_quote: true, cash: 0, ..WorldOptions::default() }).await;
    let vault = world.at(Stage::Active).await;
    let (creator, dan) = (vault.creator.clone(), world.actor("Dan").await);
    for actor in [&creator, &dan] {
        assert_eq!(world.cash_of(actor).await, 0);
    }
    let order = CreatePool {
        vault: vault.address,
        creator: creator.pubkey(),
        exchange: NewPool::TokenSwap { trade_fee_bps: 30 },
        amounts: Amounts { fractions: vault.part(1_000), quote: 5_000_000_000 },
        sol: WrappedSol::UnwrapAll,
    };
    let action = create_pool(&world.bank, &order).await.unwrap();
    assert_eq!(action.quote.wrapped, 5_000_000_000);
    let before = world.bank.lamports(&creator.pubkey()).await;
    let receipt = perform(&mut world, &action, &creator).await.unwrap();
    println!("a pool with SOL: {} bytes, {} compute units", receipt.transaction_bytes, receipt.compute_units);
    let pool = action.quote.pool;

    let order = Swap { sol: WrappedSol::UnwrapAll, ..buying(&vault, &pool, &dan, 1_000_000_000) };
    let action = swap(&world.bank, &order).await.unwrap();
    perform(&mut world, &action, &dan).await.unwrap();
    assert_eq!(world.fractions_of(&vault, &dan).await, action.quote.received);
    assert_eq!(view(&world, &vault).await.supply, vault.supply);

    let spent = before - world.bank.lamports(&creator.pubkey()).await;
    assert!(spent > 5_000_000_000 + action.quote.rent);
    let reserves = pool_view(&world, &vault, &pool).await.curve.reserves;
    assert_eq!(reserves.of(Side::Quote), 5_000_000_000 + action.quote.paid);
}
