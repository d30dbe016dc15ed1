//! Stakes and their delegates.

use {
    super::OfVault,
    crate::{
        amount::Typed,
        app::{App, Job},
        error::CliError,
        network::sol,
        show::{self, Sheet, bps, table},
        vault::KnownVault,
    },
    anchor_lang::prelude::Pubkey,
    clap::{Args, Subcommand},
    mosaic_client::{
        actions::{self, Ask, SetDelegate, Stake, StakeAndAsk, Unstake},
        json::{ToJson, Wide},
        pda,
        rules::math::mul_div_floor,
        views::StakeView,
    },
    serde_json::{Value, json},
};

/// Stakes fractions, takes them out, names a delegate.
#[derive(Debug, Subcommand)]
pub enum StakeCommand {
    Add(Add),
    Remove(Remove),
    Delegate(Delegate),
    Show(Show),
    /// Lists the stakes in a vault, the largest first.
    List(OfVault),
}

/// Stakes fractions, to ask, vote and earn with them; the whole stake is locked for a while then.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mosaic stake add VAULT 2,500
  mosaic stake add VAULT 50% --ask \"850 USDC\"")]
pub struct Add {
    #[command(flatten)]
    vault: OfVault,
    /// Fractions to stake: an amount, a part of those in the wallet such as 50%, or all.
    amount: Typed,
    /// Asks at least this price of the whole vault with the whole stake.
    #[arg(long, value_name = "PRICE")]
    ask: Option<Typed>,
}

/// Takes fractions out of a stake once its lock is over.
#[derive(Debug, Args)]
pub struct Remove {
    #[command(flatten)]
    vault: OfVault,
    /// Fractions to take out: an amount, a part of the stake such as 50%, or all.
    #[arg(default_value = "all")]
    amount: Typed,
}

/// Names who else may set your ask and vote with your stake, or revokes that.
#[derive(Debug, Args)]
pub struct Delegate {
    #[command(flatten)]
    vault: OfVault,
    /// The delegate.
    #[arg(required_unless_present = "revoke", conflicts_with = "revoke")]
    delegate: Option<Pubkey>,
    /// Revokes the delegate.
    #[arg(long)]
    revoke: bool,
}

/// Shows a stake: what it asks, when it may leave, what it has earned.
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    vault: OfVault,
    /// Whose stake; by default the wallet's.
    holder: Option<Pubkey>,
}

impl StakeCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::Add(command) => command.run(app).await,
            Self::Remove(command) => command.run(app).await,
            Self::Delegate(command) => command.run(app).await,
            Self::Show(command) => command.run(app).await,
            Self::List(of) => list(app, of).await,
        }
    }
}

impl Add {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let holder = app.wallet()?;
        let token = pda::associated_token(&holder, &vault.view.vault.fraction_mint);
        let held = app.network().accounts(&[token]).await?.token(&token).map_or(0, |token| token.amount);
        let amount = vault.fraction.read(&self.amount, Some(held))?;
        let (stake, reader) = (Stake { vault: vault.address(), holder, amount }, app.network().reader());
        match self.ask {
            Some(price) => {
                let ask = Ask::AtLeast(vault.quote.read(&price, None)?);
                let built = actions::stake_and_ask(reader, &StakeAndAsk { stake, ask }).await;
                let action = app.built(built, &vault).await?;
                let (sheet, lamports) = (show::stake_and_ask(&vault, &action.quote), action.quote.rent);
                app.carry_out(Job { command: "stake add", action, sheet, lamports }).await
            }
            None => {
                let action = app.built(actions::stake(reader, &stake).await, &vault).await?;
                let (sheet, lamports) = (show::stake(&vault, &action.quote), action.quote.rent);
                app.carry_out(Job { command: "stake add", action, sheet, lamports }).await
            }
        }
    }
}

impl Remove {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let holder = app.wallet()?;
        let amount = match &self.amount {
            Typed::All => None,
            typed => {
                let staked = stake_of(app, &vault, &holder).await?.map_or(0, |stake| stake.amount);
                Some(vault.fraction.read(typed, Some(staked))?)
            }
        };
        let order = Unstake { vault: vault.address(), holder, amount };
        let action = app.built(actions::unstake(app.network().reader(), &order).await, &vault).await?;
        let (sheet, lamports) = (show::unstake(&vault, &action.quote), action.quote.rent);
        app.carry_out(Job { command: "stake remove", action, sheet, lamports }).await
    }
}

impl Delegate {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let order = SetDelegate { vault: vault.address(), holder: app.wallet()?, delegate: self.delegate };
        let action = app.built(actions::set_delegate(app.network().reader(), &order).await, &vault).await?;
        let sheet = show::delegate(&action.quote);
        app.carry_out(Job { command: "stake delegate", action, sheet, lamports: 0 }).await
    }
}

impl Show {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let holder = self.holder.map_or_else(|| app.wallet(), Ok)?;
        let stake = stake_of(app, &vault, &holder).await?;
        let sheet = stake.as_ref().map(|stake| sheet(&vault, stake)).transpose()?;
        let text = || sheet.map_or_else(|| format!("{holder} has staked nothing."), |sheet| sheet.to_string());
        app.print(text, || json!({ "holder": holder.to_string(), "stake": stake.to_json(Wide::Text) }))
    }
}

async fn list(app: &App, of: OfVault) -> Result<(), CliError> {
    let vault = app.vault(of.vault).await?;
    let mut stakes = app.network().stakes(&vault.address()).await?;
    stakes.sort_by_key(|stake| std::cmp::Reverse(stake.amount));
    let mut drawn = table(["holder", "staked", "asks"]);
    for stake in &stakes {
        let ask = stake.level().map(|level| vault.view.ask_at(level)).transpose()?;
        let asks = ask.map_or_else(|| "-".to_owned(), |ask| vault.cash(ask.price));
        drawn.add_row([stake.holder.to_string(), vault.fractions(stake.amount), asks]);
    }
    let text = || if stakes.is_empty() { "Nothing is staked.".to_owned() } else { drawn.to_string() };
    let document = || {
        let stakes: Vec<Value> = stakes.iter().map(|stake| stake.to_json(Wide::Text)).collect();
        json!({ "vault": vault.address().to_string(), "stakes": stakes })
    };
    app.print(text, document)
}

/// The stake of a holder.
///
/// # Errors
/// [`CliError`] where it cannot be read.
pub async fn stake_of(app: &App, vault: &KnownVault, holder: &Pubkey) -> Result<Option<StakeView>, CliError> {
    let accounts = app.network().accounts(&[StakeView::address(&vault.address(), holder)]).await?;
    Ok(StakeView::of(&vault.view, &accounts, holder)?)
}

/// A stake, in words.
///
/// # Errors
/// [`CliError`] where its accounts do not fit together.
pub fn sheet(vault: &KnownVault, stake: &StakeView) -> Result<Sheet, CliError> {
    let supply = vault.view.supply.max(1);
    let asks = match stake.ask {
        Some(ask) => format!("{} (level {})", vault.cash(ask.price), ask.level),
        None => format!("nothing: counts at {}", vault.cash(vault.view.vault.opening_price)),
    };
    let sheet = Sheet::new()
        .row("staked", vault.fractions(stake.amount))
        .row("part of the supply", bps(mul_div_floor(stake.amount, 10_000, supply)?))
        .row("asks", asks)
        .maybe("delegate", stake.delegate)
        .row("may leave", stake.free_at.map_or_else(|| "at once".to_owned(), |at| vault.moment(at)));
    let sheet = stake.due.iter().fold(sheet, |sheet, due| sheet.row("earned", vault.of_mint(&due.mint, due.amount)));
    Ok(sheet.row("rent in it", sol().amount(stake.lamports)))
}
