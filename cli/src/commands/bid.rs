//! Bids, and the settlement of the auction.

use {
    super::{OfVault, SolArgs, redeem::collect},
    crate::{
        amount::Typed,
        app::{App, Job},
        error::CliError,
        show::{self, Sheet, table},
        vault::KnownVault,
    },
    anchor_lang::prelude::Pubkey,
    clap::{Args, Subcommand},
    mosaic_client::{
        actions::{self, PlaceBid},
        json::{ToJson, Wide},
        pda,
        views::BidView,
    },
    serde_json::{Value, json},
};

/// Bids for a vault.
#[derive(Debug, Subcommand)]
pub enum BidCommand {
    Place(Place),
    /// Takes an outbid bid back, and whatever else the vault owes the wallet.
    Withdraw(Withdraw),
    /// Shows the bids for a vault, the highest first.
    Show(OfVault),
}

/// Places a bid, or raises your own: only the difference moves.
///
/// The first bid at or above the reserve starts the auction. Own fractions lower the cash: who brings 60 % of them pays
/// 40 % of the price.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mosaic bid place VAULT \"900 USDC\"
  mosaic bid place VAULT 900 --fractions 2,500 --dry-run
  mosaic bid place VAULT 12.5 --fractions all --max-cash 10")]
pub struct Place {
    #[command(flatten)]
    vault: OfVault,
    #[command(flatten)]
    order: OrderArgs,
}

/// A price for the whole vault, and how it is paid.
#[derive(Debug, Args)]
pub struct OrderArgs {
    /// The price of the whole vault, such as 900 or "900 USDC".
    price: Typed,
    /// Own fractions to bring, burned if the bid wins: an amount, a part such as 50%, or all.
    #[arg(long, value_name = "AMOUNT")]
    fractions: Option<Typed>,
    /// Most cash of the whole bid; by default what is quoted.
    #[arg(long, value_name = "AMOUNT")]
    max_cash: Option<Typed>,
    #[command(flatten)]
    sol: SolArgs,
}

impl OrderArgs {
    /// The order of a wallet. Parts of fractions are of those in the wallet and in its own bid.
    ///
    /// # Errors
    /// [`CliError`] for an amount that is none.
    pub async fn order(&self, app: &App, vault: &KnownVault) -> Result<PlaceBid, CliError> {
        let bidder = app.wallet()?;
        let price = vault.quote.read(&self.price, None)?;
        let fractions = match &self.fractions {
            Some(typed) => vault.fraction.read(typed, Some(own_fractions(app, vault, &bidder).await?))?,
            None => 0,
        };
        let max_cash = self.max_cash.as_ref().map(|typed| vault.quote.read(typed, None)).transpose()?;
        Ok(PlaceBid {
            max_cash,
            sol: self.sol.into(),
            ..PlaceBid::new(vault.address(), bidder, price).with_fractions(fractions)
        })
    }
}

/// Fractions that a wallet could bid with: those it holds, and those in its bid.
async fn own_fractions(app: &App, vault: &KnownVault, wallet: &Pubkey) -> Result<u64, CliError> {
    let token = pda::associated_token(wallet, &vault.view.vault.fraction_mint);
    let accounts = app.network().accounts(&[token, BidView::address(&vault.address(), wallet)]).await?;
    let in_bid = BidView::of(&vault.view, &accounts, wallet)?.map_or(0, |bid| bid.bid.fractions);
    Ok(accounts.token(&token).map_or(0, |token| token.amount).saturating_add(in_bid))
}

/// A bid to take back.
#[derive(Debug, Args)]
pub struct Withdraw {
    #[command(flatten)]
    vault: OfVault,
    #[command(flatten)]
    sol: SolArgs,
}

/// Settles an auction that is over. Anyone can.
#[derive(Debug, Args)]
pub struct Settle {
    #[command(flatten)]
    vault: OfVault,
}

impl BidCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::Place(command) => {
                let vault = app.vault(command.vault.vault).await?;
                let order = command.order.order(app, &vault).await?;
                let action = app.built(actions::bid(app.network().reader(), &order).await, &vault).await?;
                let (sheet, lamports) =
                    (show::bid(&vault, &action.quote), action.quote.rent.saturating_add(action.quote.wrapped));
                app.carry_out(Job { command: "bid place", action, sheet, lamports }).await
            }
            Self::Withdraw(command) => collect(app, "bid withdraw", command.vault, command.sol).await,
            Self::Show(command) => show_bids(app, command).await,
        }
    }
}

async fn show_bids(app: &App, of: OfVault) -> Result<(), CliError> {
    let vault = app.vault(of.vault).await?;
    let mut bids = app.network().bids(&vault.address()).await?;
    bids.sort_by_key(|bid| std::cmp::Reverse(bid.price));
    let text = || {
        if bids.is_empty() {
            return "No bid or offer is open.".to_owned();
        }
        let mut drawn = table(["bidder", "price of the whole", "cash", "fractions", ""]);
        for bid in &bids {
            let leads = if vault.view.leader() == Some(bid.bidder) { "leads" } else { "" };
            drawn.add_row([
                bid.bidder.to_string(),
                vault.cash(bid.price),
                vault.cash(bid.cash),
                vault.fractions(bid.fractions),
                leads.to_owned(),
            ]);
        }
        let heading = Sheet::new()
            .row("vault", vault.title())
            .maybe("next bid at least", vault.view.least_price().ok().map(|price| vault.cash(price)));
        format!("{heading}\n\n{drawn}")
    };
    app.print(text, || {
        let bids: Vec<Value> = bids.iter().map(|bid| bid.to_json(Wide::Text)).collect();
        json!({ "vault": vault.address().to_string(), "leader": vault.view.leader().map(|leader| leader.to_string()), "bids": bids })
    })
}

impl Settle {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let action = app.built(actions::settle(app.network().reader(), &vault.address()).await, &vault).await?;
        let sheet = show::settle(&vault, &action.quote);
        app.carry_out(Job { command: "settle", action, sheet, lamports: 0 }).await
    }
}
