//! Pools of fractions and the quote mint: Mosaic next to an exchange program as it was published.

mod arbitrage;
mod refused;
mod sales;
mod trades;

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        Action,
        actions::WrappedSol,
        pools::{
            AddLiquidity, Amounts, CreatePool, CreatePoolQuote, NewPool, PoolView, RemoveLiquidity, Side, Swap,
            SwapQuote, add_liquidity, create_pool, remove_liquidity, swap, token_swap,
        },
        transactions::Packing,
        views::VaultView,
    },
    mosaic_harness::{Actor, Bank, Failure, Receipt, VaultCookie, World, WorldOptions},
    std::{env, fs, path::PathBuf},
};

/// The variable that names the compiled exchange program.
const SWAP_FILE_VARIABLE: &str = "MOSAIC_SWAP_SO";
/// Where it is built.
const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/deploy/token_swap.so");
/// What stays in the pools of the tests of each trade.
const FEE_BPS: u16 = 30;
/// The exchange refuses what exceeds the bounds of a user.
const EXCEEDED_SLIPPAGE: u32 = 16;

/// A world whose bank has the exchange program.
async fn world() -> World {
    world_with(WorldOptions::default()).await
}

async fn world_with(options: WorldOptions) -> World {
    let path = env::var_os(SWAP_FILE_VARIABLE).map_or_else(|| BUILT.into(), PathBuf::from);
    let advice = "build it with `cargo sbf build --manifest-path tests/fixtures/token-swap/Cargo.toml`";
    let elf = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; {advice}", path.display()));
    World::on(Bank::options().bytecode(token_swap::PROGRAM_ID, elf), options).await
}

/// Sends an action as a wallet does, in one transaction, whose compute units are those that the action asks for.
async fn perform<Q>(world: &mut World, action: &Action<Q>, wallet: &Actor) -> Result<Receipt, Failure> {
    let packing = Packing { payer: wallet.pubkey(), tables: &[], price_per_unit: Some(1_000_000) };
    let packed = packing.transactions(&action.instructions).unwrap();
    assert_eq!(packed.len(), 1, "it has to fit one transaction");
    let receipt = world.bank.send_as(&wallet.keypair, &packed[0].instructions, &[]).await?;
    assert!(receipt.compute_units <= u64::from(action.compute_units) + 300, "{}", receipt.compute_units);
    Ok(receipt)
}

/// A pool of what `creator` has, at the price that the amounts set.
async fn pool_of(world: &mut World, vault: &VaultCookie, creator: &Actor, amounts: Amounts) -> CreatePoolQuote {
    let order = CreatePool {
        vault: vault.address,
        creator: creator.pubkey(),
        exchange: NewPool::TokenSwap { trade_fee_bps: FEE_BPS },
        amounts,
        sol: WrappedSol::Auto,
    };
    let action = create_pool(&world.bank, &order).await.unwrap();
    perform(world, &action, creator).await.unwrap();
    action.quote
}

fn buying(vault: &VaultCookie, pool: &Pubkey, trader: &Actor, cash: u64) -> Swap {
    Swap {
        vault: vault.address,
        pool: *pool,
        trader: trader.pubkey(),
        paid_in: Side::Quote,
        amount: cash,
        slippage_bps: 0,
        sol: WrappedSol::Auto,
    }
}

fn selling(vault: &VaultCookie, pool: &Pubkey, trader: &Actor, fractions: u64) -> Swap {
    Swap { paid_in: Side::Fractions, amount: fractions, ..buying(vault, pool, trader, 0) }
}

/// Trades, and checks that exactly what was quoted moves.
async fn trade(world: &mut World, vault: &VaultCookie, trader: &Actor, order: &Swap) -> SwapQuote {
    let action = swap(&world.bank, order).await.unwrap();
    let before = purse(world, vault, trader).await;
    perform(world, &action, trader).await.unwrap();
    let (after, quote) = (purse(world, vault, trader).await, action.quote);
    let (paid, received) = match quote.paid_in {
        Side::Quote => (before.quote - after.quote, after.fractions - before.fractions),
        Side::Fractions => (before.fractions - after.fractions, after.quote - before.quote),
    };
    assert_eq!((paid, received), (quote.paid, quote.received), "{order:?}");
    quote
}

/// Adds liquidity, and checks that exactly what was quoted moves.
async fn provide(world: &mut World, vault: &VaultCookie, pool: &Pubkey, provider: &Actor, fractions: u64) {
    let order = AddLiquidity {
        vault: vault.address,
        pool: *pool,
        provider: provider.pubkey(),
        fractions,
        slippage_bps: 0,
        sol: WrappedSol::Auto,
    };
    let action = add_liquidity(&world.bank, &order).await.unwrap();
    let before = purse(world, vault, provider).await;
    perform(world, &action, provider).await.unwrap();
    let after = purse(world, vault, provider).await;
    let paid = Amounts { fractions: before.fractions - after.fractions, quote: before.quote - after.quote };
    assert_eq!(paid, action.quote.deposited);
}

/// Removes liquidity, checks that exactly what was quoted arrives, and gives it back.
async fn leave(
    world: &mut World,
    vault: &VaultCookie,
    pool: &Pubkey,
    provider: &Actor,
    shares: Option<u64>,
) -> Amounts {
    let order = RemoveLiquidity {
        vault: vault.address,
        pool: *pool,
        provider: provider.pubkey(),
        shares,
        slippage_bps: 0,
        sol: WrappedSol::Auto,
    };
    let action = remove_liquidity(&world.bank, &order).await.unwrap();
    let before = purse(world, vault, provider).await;
    perform(world, &action, provider).await.unwrap();
    let after = purse(world, vault, provider).await;
    let received = Amounts { fractions: after.fractions - before.fractions, quote: after.quote - before.quote };
    assert_eq!(received, action.quote.received);
    received
}

/// What a wallet has in its associated accounts.
async fn purse(world: &World, vault: &VaultCookie, actor: &Actor) -> Amounts {
    Amounts { fractions: world.fractions_of(vault, actor).await, quote: world.cash_of(actor).await }
}

async fn view(world: &World, vault: &VaultCookie) -> VaultView {
    VaultView::read(&world.bank, &vault.address).await.unwrap()
}

async fn pool_view(world: &World, vault: &VaultCookie, pool: &Pubkey) -> PoolView {
    PoolView::read(&world.bank, &view(world, vault).await, pool).await.unwrap()
}
