//! Licences.

use {
    super::{OfVault, SolArgs},
    crate::{
        app::{App, Job},
        error::CliError,
        network::printable,
        show::{self, Sheet, yes_no},
        time::{duration, utc},
        vault::KnownVault,
    },
    clap::{Args, Subcommand},
    mosaic_client::{
        ClientError,
        actions::{self, TakeLicense},
        json::{ToJson, Wide},
        views::LicenseView,
    },
    serde_json::json,
};

/// Takes, renews, shows and closes licences.
#[derive(Debug, Subcommand)]
pub enum LicenseCommand {
    /// Lists the licences of a vault.
    List(OfVault),
    /// Shows a licence: its account is the proof of the right.
    Show(OfLicense),
    /// Takes a licence that a vote granted, by paying its fee.
    Accept(Take),
    /// Renews a licence by a term, in its last one.
    Renew(Take),
    /// Closes a licence that is over: its rent comes back to who paid it. Anyone can.
    Close(OfLicense),
}

/// A licence of a vault.
#[derive(Clone, Copy, Debug, Args)]
pub struct OfLicense {
    #[command(flatten)]
    vault: OfVault,
    /// Number of the licence: of the proposal that granted it.
    number: u64,
}

/// A licence to take.
#[derive(Debug, Args)]
pub struct Take {
    #[command(flatten)]
    of: OfLicense,
    #[command(flatten)]
    sol: SolArgs,
}

impl Take {
    async fn run(self, app: &App, renews: bool) -> Result<(), CliError> {
        let vault = app.vault(self.of.vault.vault).await?;
        let (reader, number) = (app.network().reader(), self.of.number);
        let order = TakeLicense { sol: self.sol.into(), ..TakeLicense::new(vault.address(), number, app.wallet()?) };
        let (command, built) = if renews {
            ("license renew", actions::renew_license(reader, &order).await)
        } else {
            ("license accept", actions::accept_license(reader, &order).await)
        };
        let action = app.built(built, &vault).await?;
        let sheet = show::license(&vault, &action.quote);
        let lamports = action.quote.rent.saturating_add(action.quote.wrapped);
        app.carry_out(Job { command, action, sheet, lamports }).await
    }
}

impl LicenseCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::List(of) => list(app, of).await,
            Self::Show(of) => show_one(app, of).await,
            Self::Accept(take) => take.run(app, false).await,
            Self::Renew(take) => take.run(app, true).await,
            Self::Close(of) => close(app, of).await,
        }
    }
}

async fn list(app: &App, of: OfVault) -> Result<(), CliError> {
    let vault = app.vault(of.vault).await?;
    let mut licenses = Vec::new();
    for license in app.network().licenses(&vault.address()).await? {
        licenses.extend(LicenseView::read(app.network().reader(), &vault.address(), license.number).await?);
    }
    let text = || match licenses.is_empty() {
        true => "The vault has granted no licence.".to_owned(),
        false => show::licenses(&vault, &licenses).to_string(),
    };
    app.print(text, || json!({ "vault": vault.address().to_string(), "licenses": licenses.to_json(Wide::Text) }))
}

async fn show_one(app: &App, of: OfLicense) -> Result<(), CliError> {
    let license = read(app, of).await?;
    // A licence may outlive its vault: then its fee is in raw units.
    let vault = app.vault(of.vault.vault).await.ok();
    let text = || sheet(&license, vault.as_ref()).to_string();
    app.print(text, || json!({ "license": license.to_json(Wide::Text) }))
}

async fn read(app: &App, of: OfLicense) -> Result<LicenseView, CliError> {
    let (vault, number) = (of.vault.vault.0, of.number);
    let found = LicenseView::read(app.network().reader(), &vault, number).await?;
    Ok(found.ok_or(ClientError::NoLicense { vault, number })?)
}

fn sheet(license: &LicenseView, vault: Option<&KnownVault>) -> Sheet {
    let fee = vault.map_or_else(|| format!("{} raw units", license.fee), |vault| vault.cash(license.fee));
    Sheet::new()
        .row("licence", license.address)
        .row("vault", license.vault)
        .row("number", license.number)
        .row("licensee", license.licensee)
        .row("terms", printable(&license.terms_uri))
        .row("hash of the terms", hex::encode(license.terms_hash))
        .row("fee for a term", fee)
        .row("term", duration(license.term_secs.into()))
        .row("exclusive", yes_no(license.exclusive))
        .row("ended by a vote", yes_no(license.ended))
        .row("it", show::license_state(license))
        .maybe("can be renewed from", license.renewable_from.map(utc))
}

async fn close(app: &App, of: OfLicense) -> Result<(), CliError> {
    let (vault, number) = (of.vault.vault.0, of.number);
    let action = actions::close_license(app.network().reader(), &vault, number).await?;
    let sheet = show::close_license(&action.quote);
    app.carry_out(Job { command: "license close", action, sheet, lamports: 0 }).await
}
