//! Pools of a vault's fractions at exchanges.

use {
    super::{OfVault, SolArgs},
    crate::{
        amount::{Typed, Unit, read_bps},
        app::{App, Job},
        error::CliError,
        show,
        vault::KnownVault,
    },
    anchor_lang::prelude::Pubkey,
    clap::{Args, Subcommand, ValueEnum},
    mosaic_client::{
        json::{ToJson, Wide},
        pda,
        pools::{
            self, AddLiquidity, Amounts, CreatePool, NewPool, PoolFailure, PoolView, RemoveLiquidity, Side,
            Swap as Order, compare,
        },
    },
    serde_json::json,
    solana_rpc_client::api::client_error::Error as RpcError,
};

/// Makes pools of fractions and cash, trades in them, and compares their price with the vault's.
#[derive(Debug, Subcommand)]
pub enum PoolCommand {
    Create(Create),
    Add(Add),
    Remove(Remove),
    Swap(Swap),
    /// Shows a pool: what is in it, its price next to the vault's, and what a trade between the two gains.
    Show(OfPool),
}

/// Where a pool is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum At {
    /// Raydium CP-Swap.
    #[default]
    Raydium,
    /// Solana's Token Swap.
    TokenSwap,
}

/// Makes a pool of fractions and cash. What goes in sets its first price.
///
/// Fractions in a pool count at the opening price, as those that ask nothing; a sale of the vault pays them like any
/// others.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mosaic pool create VAULT 2,000 \"200 USDC\"
  mosaic pool create VAULT 20% 200 --at token-swap --fee 0.3% --dry-run")]
pub struct Create {
    #[command(flatten)]
    vault: OfVault,
    /// Fractions to put in: an amount, a part of those in the wallet such as 20%, or all.
    fractions: Typed,
    /// Cash to put in.
    cash: Typed,
    /// The exchange.
    #[arg(long, value_enum, default_value_t)]
    at: At,
    /// What stays in a pool of Token Swap of each trade.
    #[arg(long, value_name = "PART", value_parser = read_bps, default_value = "0.3%")]
    fee: u16,
    /// The number of Raydium's configuration, which sets what its pools take and cost.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    config: u16,
    #[command(flatten)]
    sol: SolArgs,
}

/// A pool of a vault.
#[derive(Clone, Copy, Debug, Args)]
pub struct OfPool {
    #[command(flatten)]
    vault: OfVault,
    /// The pool's address.
    pool: Pubkey,
}

/// How far the price may move.
#[derive(Clone, Copy, Debug, Args)]
struct Slippage {
    /// How much worse than quoted is accepted when the transaction lands.
    #[arg(long, value_name = "PART", value_parser = read_bps, default_value = "0.5%")]
    slippage: u16,
}

/// Adds liquidity: fractions, and as much cash as the pool's price wants with them.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  mosaic pool add VAULT POOL 500 --slippage 1%")]
pub struct Add {
    #[command(flatten)]
    of: OfPool,
    /// Fractions to put in: an amount, a part of those in the wallet such as 20%, or all.
    fractions: Typed,
    #[command(flatten)]
    slippage: Slippage,
    #[command(flatten)]
    sol: SolArgs,
}

/// Removes liquidity: gives shares of the pool back for fractions and cash.
#[derive(Debug, Args)]
pub struct Remove {
    #[command(flatten)]
    of: OfPool,
    /// Shares to give back: a part of those in the wallet such as 50%, all, or raw:AMOUNT.
    #[arg(default_value = "all")]
    shares: Typed,
    #[command(flatten)]
    slippage: Slippage,
    #[command(flatten)]
    sol: SolArgs,
}

/// Buys fractions for cash, or sells them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mosaic pool swap VAULT POOL --cash \"20 USDC\"
  mosaic pool swap VAULT POOL --fractions 50% --slippage 1%")]
pub struct Swap {
    #[command(flatten)]
    of: OfPool,
    /// Buys fractions for this much cash.
    #[arg(long, value_name = "AMOUNT", required_unless_present = "fractions", conflicts_with = "fractions")]
    cash: Option<Typed>,
    /// Sells so many fractions: an amount, a part of those in the wallet such as 50%, or all.
    #[arg(long, value_name = "AMOUNT")]
    fractions: Option<Typed>,
    #[command(flatten)]
    slippage: Slippage,
    #[command(flatten)]
    sol: SolArgs,
}

impl PoolCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::Create(command) => command.run(app).await,
            Self::Add(command) => command.run(app).await,
            Self::Remove(command) => command.run(app).await,
            Self::Swap(command) => command.run(app).await,
            Self::Show(of) => of.show(app).await,
        }
    }
}

impl Create {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let exchange = match self.at {
            At::TokenSwap => NewPool::TokenSwap { trade_fee_bps: self.fee },
            At::Raydium => NewPool::Raydium { config: self.config },
        };
        let fractions = own_fractions(app, &vault, &self.fractions).await?;
        let amounts = Amounts { fractions, quote: vault.quote.read(&self.cash, None)? };
        let (address, creator) = (vault.address(), app.wallet()?);
        let order = CreatePool { vault: address, creator, exchange, amounts, sol: self.sol.into() };
        let action = built(app, pools::create_pool(app.network().reader(), &order).await, &vault).await?;
        let (sheet, lamports) =
            (show::create_pool(&vault, &action.quote), action.quote.rent.saturating_add(action.quote.wrapped));
        app.carry_out(Job { command: "pool create", action, sheet, lamports }).await
    }
}

impl Add {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.of.vault.vault).await?;
        let order = AddLiquidity {
            vault: vault.address(),
            pool: self.of.pool,
            provider: app.wallet()?,
            fractions: own_fractions(app, &vault, &self.fractions).await?,
            slippage_bps: self.slippage.slippage,
            sol: self.sol.into(),
        };
        let action = built(app, pools::add_liquidity(app.network().reader(), &order).await, &vault).await?;
        let (sheet, lamports) =
            (show::add_liquidity(&vault, &action.quote), action.quote.rent.saturating_add(action.quote.wrapped));
        app.carry_out(Job { command: "pool add", action, sheet, lamports }).await
    }
}

impl Remove {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.of.vault.vault).await?;
        let provider = app.wallet()?;
        let shares = match &self.shares {
            Typed::All => None,
            typed => {
                let pool = self.of.read(app, &vault).await?;
                let token = pda::associated_token(&provider, &pool.share_mint);
                let accounts = app.network().accounts(&[token, pool.share_mint]).await?;
                let decimals = accounts.mint(&pool.share_mint).map_or(0, |mint| mint.decimals);
                let unit = Unit { symbol: "shares".to_owned(), mint: pool.share_mint.to_string(), decimals };
                Some(unit.read(typed, Some(accounts.token(&token).map_or(0, |token| token.amount)))?)
            }
        };
        let order = RemoveLiquidity {
            vault: vault.address(),
            pool: self.of.pool,
            provider,
            shares,
            slippage_bps: self.slippage.slippage,
            sol: self.sol.into(),
        };
        let action = built(app, pools::remove_liquidity(app.network().reader(), &order).await, &vault).await?;
        let (sheet, lamports) = (show::remove_liquidity(&vault, &action.quote), action.quote.rent);
        app.carry_out(Job { command: "pool remove", action, sheet, lamports }).await
    }
}

impl Swap {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.of.vault.vault).await?;
        let (paid_in, amount) = match (&self.cash, &self.fractions) {
            (_, Some(typed)) => (Side::Fractions, own_fractions(app, &vault, typed).await?),
            (Some(typed), None) => (Side::Quote, vault.quote.read(typed, None)?),
            // One of the two has to be there.
            (None, None) => (Side::Quote, 0),
        };
        let order = Order {
            vault: vault.address(),
            pool: self.of.pool,
            trader: app.wallet()?,
            paid_in,
            amount,
            slippage_bps: self.slippage.slippage,
            sol: self.sol.into(),
        };
        let action = built(app, pools::swap(app.network().reader(), &order).await, &vault).await?;
        let (sheet, lamports) =
            (show::swap(&vault, &action.quote), action.quote.rent.saturating_add(action.quote.wrapped));
        app.carry_out(Job { command: "pool swap", action, sheet, lamports }).await
    }
}

impl OfPool {
    async fn read(&self, app: &App, vault: &KnownVault) -> Result<PoolView, CliError> {
        built(app, PoolView::read(app.network().reader(), &vault.view, &self.pool).await, vault).await
    }

    async fn show(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let pool = self.read(app, &vault).await?;
        let compared = compare(&vault.view, &pool)?;
        let document = || {
            json!({
                "vault": vault.address().to_string(),
                "pool": self.pool.to_string(),
                "exchange": pool.exchange.to_json(Wide::Text),
                "shares": pool.curve.shares.to_json(Wide::Text),
                "comparison": compared.to_json(Wide::Text),
            })
        };
        app.print(|| show::pool(&vault, &pool, &compared).to_string(), document)
    }
}

/// An amount of the fractions that the wallet holds.
async fn own_fractions(app: &App, vault: &KnownVault, typed: &Typed) -> Result<u64, CliError> {
    let token = pda::associated_token(&app.wallet()?, &vault.view.vault.fraction_mint);
    let held = app.network().accounts(&[token]).await?.token(&token).map_or(0, |token| token.amount);
    Ok(vault.fraction.read(typed, Some(held))?)
}

/// As [`App::built`], for what a pool can refuse besides.
async fn built<T>(app: &App, built: Result<T, PoolFailure<RpcError>>, vault: &KnownVault) -> Result<T, CliError> {
    match built {
        Ok(built) => Ok(built),
        Err(PoolFailure::Action(error)) => app.built(Err(error), vault).await,
        Err(PoolFailure::Pool(error)) => Err(error.into()),
    }
}
