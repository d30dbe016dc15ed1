//! A local index of vaults: reading the network into it, and asking it.

use {
    super::OfVault,
    crate::{
        app::App,
        error::CliError,
        show::{Written, holders_table, income_table, missing_lines, prices_table, spinner},
        time::read_duration,
        vault::VaultRef,
    },
    clap::{Args, Subcommand},
    mosaic_index::{Index, IndexError, Indexer, KnownVault, Pace, Round, Step},
    serde_json::{Value, json},
    std::{future::pending, path::PathBuf, time::Duration},
    tokio::{
        signal,
        time::{Instant, sleep},
    },
};

/// Reads what happens to vaults into a SQLite file, and answers from it.
#[derive(Debug, Subcommand)]
pub enum IndexCommand {
    Run(Run),
    /// Shows whose the fractions of a vault are: in wallets, staked, in bids and in the offering.
    Holders(Asked),
    /// Shows what was asked, bid and paid for a vault.
    Prices(Asked),
    /// Shows what came to a vault as income, and who claimed it.
    Income(Asked),
    Export(Export),
}

/// The file of the index.
#[derive(Clone, Debug, Args)]
struct File {
    /// The file of the index. It is of one network; another network has another file.
    #[arg(long, env = "MOSAIC_INDEX", default_value = ".mosaic/index.sqlite", value_name = "FILE")]
    database: PathBuf,
}

/// Reads what has happened since the last run, whatever ended that, and looks at every open vault.
///
/// Only what can be undone no more is read, whatever --commitment says.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mosaic index run
  mosaic index run --follow --every 30s --url https://rpc.example.org")]
pub struct Run {
    #[command(flatten)]
    file: File,
    /// Goes on reading until it is ended, at any moment and in any way.
    #[arg(long)]
    follow: bool,
    /// How long it waits between two rounds.
    #[arg(long, value_name = "DURATION", default_value = "15s", value_parser = read_duration, requires = "follow")]
    every: u32,
    /// How long it waits until it looks again whose the fractions are, which takes some questions for each vault.
    #[arg(long, value_name = "DURATION", default_value = "10min", value_parser = read_duration, requires = "follow")]
    look_every: u32,
}

/// A vault, and the index that is asked. Nothing is asked of the network.
#[derive(Debug, Args)]
pub struct Asked {
    #[command(flatten)]
    vault: OfVault,
    #[command(flatten)]
    file: File,
}

/// Prints the whole index, or all about one vault, as one JSON document, for a web page, say.
#[derive(Debug, Args)]
pub struct Export {
    /// The vault: its address, or CREATOR:NUMBER; all, without.
    #[arg(value_name = "VAULT")]
    vault: Option<VaultRef>,
    #[command(flatten)]
    file: File,
}

impl IndexCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] where the index cannot be read or brought up to date.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::Run(command) => command.run(app).await,
            Self::Holders(asked) => asked.holders(app),
            Self::Prices(asked) => asked.prices(app),
            Self::Income(asked) => asked.income(app),
            Self::Export(command) => command.run(app),
        }
    }
}

impl Run {
    async fn run(self, app: &App) -> Result<(), CliError> {
        if !app.network().has_program().await? {
            return Err(CliError::no_program());
        }
        let (history, mut index) = (app.network().history(), Index::create(&self.file.database)?);
        let progress = spinner();
        let mut indexer = Indexer::start(&history, &mut index, Pace::default()).await?;
        let look_every = Duration::from_secs(self.look_every.into());
        let (mut looked, mut all) = (None::<Instant>, Round::default());
        loop {
            let (first, look) = (looked.is_none(), looked.is_none_or(|at| at.elapsed() >= look_every));
            let mut tell = |step| progress.set_message(doing(step));
            let round = tokio::select! {
                round = indexer.round(look, &mut tell) => round,
                () = ended(self.follow) => break,
            };
            match round {
                Ok(round) => {
                    if first || round.transactions > 0 || round.missing != all.missing {
                        progress.suspend(|| app.tell(|| told(&round)))?;
                    }
                    if look {
                        looked = Some(Instant::now());
                    }
                    all = all.then(round);
                }
                // What the network refuses now it may answer in the next round.
                Err(IndexError::Read(error)) if self.follow => progress.suspend(|| anstream::eprintln!("{error}")),
                Err(error) => return Err(error.into()),
            }
            if !self.follow {
                break;
            }
            progress.set_message("waiting for what happens next");
            tokio::select! {
                () = sleep(Duration::from_secs(self.every.into())) => {}
                () = ended(self.follow) => break,
            }
        }
        progress.finish_and_clear();
        app.document(|| document(&self.file, &all))
    }
}

impl Asked {
    /// The index, and how amounts are written.
    fn open(&self) -> Result<(Index, KnownVault, Written), CliError> {
        let index = Index::open(&self.file.database)?;
        let (vault, written) = (index.vault(&self.vault.vault.0.to_string())?, Written(index.tokens()?));
        Ok((index, vault, written))
    }

    fn holders(&self, app: &App) -> Result<(), CliError> {
        let (index, vault, written) = self.open()?;
        let holders = index.holders(&vault.address)?;
        let text = || match &holders {
            Some(holders) => holders_table(&vault, holders, &written),
            None => "The vault is closed: it has no fractions.".to_owned(),
        };
        app.print(text, || json!({ "vault": vault, "holders": holders }))
    }

    fn prices(&self, app: &App) -> Result<(), CliError> {
        let (index, vault, written) = self.open()?;
        let (prices, missing) = (index.prices(&vault.address)?, index.gaps(Some(&vault.address))?);
        let text = || format!("{}{}", prices_table(&vault, &prices, &written), missing_lines(&missing));
        app.print(text, || json!({ "vault": vault, "prices": prices, "missing": missing }))
    }

    fn income(&self, app: &App) -> Result<(), CliError> {
        let (index, vault, written) = self.open()?;
        let (income, missing) = (index.incomes(&vault.address)?, index.gaps(Some(&vault.address))?);
        let text = || format!("{}{}", income_table(&income, &written), missing_lines(&missing));
        app.print(text, || json!({ "vault": vault, "income": income, "missing": missing }))
    }
}

impl Export {
    /// The same document in either form of the result.
    fn run(self, app: &App) -> Result<(), CliError> {
        let vault = self.vault.map(|vault| vault.0.to_string());
        let export = Index::open(&self.file.database)?.export(vault.as_deref())?;
        let document = serde_json::to_value(export)?;
        app.print(|| format!("{document:#}"), || document.clone())
    }
}

/// What ends a run that follows; nothing ends one that does not, but its end.
async fn ended(follow: bool) {
    if !follow || signal::ctrl_c().await.is_err() {
        pending::<()>().await;
    }
}

fn doing(step: Step) -> String {
    match step {
        Step::Listing(listed) => format!("listing transactions: {listed}"),
        Step::Reading(left) => format!("reading transactions: {left} are left"),
        Step::Refilling(left) => format!("looking for missing events: {left} gaps are left"),
        Step::Looking(left) => format!("looking at open vaults: {left} are left"),
    }
}

/// What a round has brought, in words.
fn told(round: &Round) -> String {
    let up_to = round.slot.map_or_else(String::new, |slot| format!(", up to slot {slot}"));
    let open = round.open.map_or_else(String::new, |open| format!("; open vaults: {open}"));
    let busy: String =
        round.busy.iter().map(|vault| format!("\n{vault} changes faster than it can be looked at")).collect();
    format!(
        "new events: {} of {} transactions{up_to}{open}{busy}{}",
        round.events,
        round.transactions,
        missing_lines(&round.missing)
    )
}

fn document(file: &File, round: &Round) -> Value {
    json!({
        "database": file.database,
        "slot": round.slot.map(|slot| slot.to_string()),
        "transactions": round.transactions.to_string(),
        "events": round.events.to_string(),
        "openVaults": round.open,
        "busy": round.busy.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "missing": round.missing,
    })
}
