//! Offers below the reserve.

use {
    super::{OfVault, SolArgs, bid::OrderArgs},
    crate::{
        app::{App, Job},
        error::CliError,
        show,
    },
    clap::{Args, Subcommand},
    mosaic_client::{
        actions::{self, WithdrawOffer},
        json::{ToJson, Wide},
    },
    serde_json::json,
};

/// Makes, accepts and takes back offers below the reserve.
#[derive(Debug, Subcommand)]
pub enum OfferCommand {
    Make(Make),
    /// Starts the auction with the offer that stands, once its window is over and staked asks do not veto it. Anyone can.
    Accept(OfVault),
    /// Takes your offer back, once its window is over or a better one stands.
    Withdraw(Withdraw),
    /// Shows the offer that stands.
    Show(OfVault),
}

/// Offers a price below the reserve, or raises your own offer; it is fully paid into escrow.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  mosaic offer make VAULT \"600 USDC\"")]
pub struct Make {
    #[command(flatten)]
    vault: OfVault,
    #[command(flatten)]
    order: OrderArgs,
}

/// An offer to take back.
#[derive(Debug, Args)]
pub struct Withdraw {
    #[command(flatten)]
    vault: OfVault,
    #[command(flatten)]
    sol: SolArgs,
}

impl OfferCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::Make(command) => {
                let vault = app.vault(command.vault.vault).await?;
                let order = command.order.order(app, &vault).await?;
                let action = app.built(actions::make_offer(app.network().reader(), &order).await, &vault).await?;
                let (sheet, lamports) =
                    (show::make_offer(&vault, &action.quote), action.quote.rent.saturating_add(action.quote.wrapped));
                app.carry_out(Job { command: "offer make", action, sheet, lamports }).await
            }
            Self::Accept(of) => {
                let vault = app.vault(of.vault).await?;
                let built = actions::accept_offer(app.network().reader(), &vault.address()).await;
                let action = app.built(built, &vault).await?;
                let sheet = show::accept_offer(&vault, &action.quote);
                app.carry_out(Job { command: "offer accept", action, sheet, lamports: 0 }).await
            }
            Self::Withdraw(command) => {
                let vault = app.vault(command.vault.vault).await?;
                let order =
                    WithdrawOffer { sol: command.sol.into(), ..WithdrawOffer::new(vault.address(), app.wallet()?) };
                let action = app.built(actions::withdraw_offer(app.network().reader(), &order).await, &vault).await?;
                let (sheet, lamports) = (show::withdraw_offer(&vault, &action.quote), action.quote.rent);
                app.carry_out(Job { command: "offer withdraw", action, sheet, lamports }).await
            }
            Self::Show(of) => {
                let vault = app.vault(of.vault).await?;
                let offer = vault.view.offer()?;
                let text = || match &offer {
                    Some(offer) => show::offer_sheet(&vault, offer).to_string(),
                    None => "No offer stands.".to_owned(),
                };
                let document = || json!({ "vault": vault.address().to_string(), "offer": offer.to_json(Wide::Text) });
                app.print(text, document)
            }
        }
    }
}
