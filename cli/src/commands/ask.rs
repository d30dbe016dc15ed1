//! Asks.

use {
    super::OfVault,
    crate::{
        amount::Typed,
        app::{App, Job},
        error::CliError,
        show::{self, Sheet},
    },
    anchor_lang::prelude::Pubkey,
    clap::{Args, Subcommand},
    mosaic_client::{
        actions::{self, Ask, SetAsk},
        json::{ToJson, Wide},
        quotes::depth,
    },
    serde_json::json,
};

/// Says at which price a stake would sell the whole vault.
#[derive(Debug, Subcommand)]
pub enum AskCommand {
    Set(Set),
    Clear(Clear),
    /// Shows who asks what as a histogram, and the reserve that follows.
    Show(OfVault),
}

/// Asks a price of the whole vault with the whole stake: at least this one, on the next level of the ladder of prices.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mosaic ask set VAULT \"850 USDC\"
  mosaic ask set VAULT --level 90")]
pub struct Set {
    #[command(flatten)]
    vault: OfVault,
    /// The price of the whole vault.
    #[arg(required_unless_present = "level", conflicts_with = "level")]
    price: Option<Typed>,
    /// A level of the ladder instead, 0 to 191; 96 is the opening price.
    #[arg(long)]
    level: Option<u8>,
    /// Whose stake asks, where the wallet is its delegate.
    #[arg(long, value_name = "ADDRESS")]
    holder: Option<Pubkey>,
}

/// Asks nothing: the stake counts at the opening price again.
#[derive(Debug, Args)]
pub struct Clear {
    #[command(flatten)]
    vault: OfVault,
    /// Whose stake it is, where the wallet is its delegate.
    #[arg(long, value_name = "ADDRESS")]
    holder: Option<Pubkey>,
}

impl AskCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::Set(Set { vault, price, level, holder }) => {
                let known = app.vault(vault.vault).await?;
                let ask = match (price, level) {
                    (Some(price), _) => Ask::AtLeast(known.quote.read(&price, None)?),
                    (None, Some(level)) => Ask::Level(level),
                    (None, None) => Ask::Nothing,
                };
                set(app, "ask set", vault, holder, ask).await
            }
            Self::Clear(Clear { vault, holder }) => set(app, "ask clear", vault, holder, Ask::Nothing).await,
            Self::Show(of) => draw(app, of).await,
        }
    }
}

async fn set(app: &App, command: &str, of: OfVault, holder: Option<Pubkey>, ask: Ask) -> Result<(), CliError> {
    let vault = app.vault(of.vault).await?;
    let authority = app.wallet()?;
    let order = SetAsk { vault: vault.address(), authority, holder: holder.unwrap_or(authority), ask };
    let action = app.built(actions::set_ask(app.network().reader(), &order).await, &vault).await?;
    let (sheet, lamports) = (show::ask(&vault, &action.quote), action.quote.rent);
    app.carry_out(Job { command, action, sheet, lamports }).await
}

async fn draw(app: &App, of: OfVault) -> Result<(), CliError> {
    let vault = app.vault(of.vault).await?;
    let (levels, drawn) = (depth(&vault.view)?, show::asks(&vault)?);
    let text = || {
        let sheet = Sheet::new().row("reserve", vault.cash(vault.view.reserve())).and(show::held_up(&vault));
        drawn.map_or_else(|| "There are no fractions yet.".to_owned(), |drawn| format!("{sheet}\n\n{drawn}"))
    };
    let document = || {
        json!({
            "vault": vault.address().to_string(),
            "reserve": vault.view.reserve.to_json(Wide::Text),
            "levels": levels.to_json(Wide::Text),
        })
    };
    app.print(text, document)
}
