//! Vaults.

use {
    super::OfVault,
    crate::{
        amount::read_bps,
        app::{App, Job},
        error::CliError,
        network::{Wanted, named, unit},
        show::{self, Sheet, short, status_name, table},
        vault::KnownVault,
    },
    anchor_lang::prelude::Pubkey,
    clap::{Args, Subcommand, ValueEnum},
    comfy_table::CellAlignment,
    mosaic_client::{
        actions::{self, LowerCuratorFee},
        instructions::QuoteVault,
        json::{ToJson, Wide},
        pda,
        quotes::total_rent,
        reader::CLOCK_SYSVAR_ID,
        rules::{Status, value},
        state::{VaultQuote, decode_quote},
        views::VaultView,
    },
    serde_json::json,
};

mod open;
mod show_one;

/// Opens, shows, lists, gives up, takes back and closes vaults; lowers the curator's fee.
#[derive(Debug, Subcommand)]
pub enum VaultCommand {
    Open(Box<open::Open>),
    Show(show_one::Show),
    List(List),
    LowerFee(LowerFee),
    /// Gives a draft up: its NFTs and its rent come back to its creator.
    Cancel(OfVault),
    /// Burns every fraction, as the holder of all of them, and takes the NFTs.
    Reclaim(OfVault),
    /// Closes a vault that owes nothing any more: its rent comes back to who paid it. Anyone can.
    Close(OfVault),
}

/// Lists the vaults on the network.
#[derive(Debug, Args)]
pub struct List {
    /// Only those in this status.
    #[arg(long, value_enum)]
    status: Option<StatusArg>,
    /// Only those of this creator.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "mine")]
    creator: Option<Pubkey>,
    /// Only those of the wallet.
    #[arg(long)]
    mine: bool,
}

/// Lowers your fee as the curator, of the winner's cash; until the vault is sold.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  mosaic vault lower-fee VAULT 1.5%")]
pub struct LowerFee {
    #[command(flatten)]
    vault: OfVault,
    /// The new fee, lower than the present one.
    #[arg(value_parser = read_bps)]
    fee: u16,
}

/// A status as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum StatusArg {
    Draft,
    Active,
    Auction,
    Sold,
    Reclaimed,
}

impl From<StatusArg> for Status {
    fn from(status: StatusArg) -> Self {
        match status {
            StatusArg::Draft => Self::Draft,
            StatusArg::Active => Self::Active,
            StatusArg::Auction => Self::Auction,
            StatusArg::Sold => Self::Sold,
            StatusArg::Reclaimed => Self::Reclaimed,
        }
    }
}

impl VaultCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::Open(command) => command.run(app).await,
            Self::Show(command) => command.run(app).await,
            Self::List(command) => command.run(app).await,
            Self::LowerFee(command) => command.run(app).await,
            Self::Cancel(of) => cancel(app, of).await,
            Self::Reclaim(of) => reclaim(app, of).await,
            Self::Close(of) => close(app, of).await,
        }
    }
}

/// Mints of the NFTs that a vault has a record of.
async fn nft_mints(app: &App, vault: &Pubkey) -> Result<Vec<Pubkey>, CliError> {
    Ok(app.network().assets(vault).await?.iter().map(|asset| asset.nft_mint).collect())
}

async fn cancel(app: &App, of: OfVault) -> Result<(), CliError> {
    let vault = app.vault(of.vault).await?;
    let mints = nft_mints(app, &vault.address()).await?;
    let action = app.built(actions::cancel(app.network().reader(), &vault.address(), &mints).await, &vault).await?;
    let (sheet, lamports) = (show::returned(&vault, &action.quote), total_rent(&action.quote.accounts));
    app.carry_out(Job { command: "vault cancel", action, sheet, lamports }).await
}

async fn reclaim(app: &App, of: OfVault) -> Result<(), CliError> {
    let vault = app.vault(of.vault).await?;
    let mints = nft_mints(app, &vault.address()).await?;
    let built = actions::reclaim(app.network().reader(), &vault.address(), &app.wallet()?, &mints).await;
    let action = app.built(built, &vault).await?;
    let (sheet, lamports) = (show::returned(&vault, &action.quote), total_rent(&action.quote.accounts));
    app.carry_out(Job { command: "vault reclaim", action, sheet, lamports }).await
}

async fn close(app: &App, of: OfVault) -> Result<(), CliError> {
    let vault = app.vault(of.vault).await?;
    let votes = app.network().votes(&vault.address()).await?;
    let voters: Vec<_> = votes.iter().map(|vote| vote.holder).collect();
    let (reader, payer) = (app.network().reader(), app.wallet()?);
    let built = actions::close_with_voters(reader, &vault.address(), &payer, &voters).await;
    let action = app.built(built, &vault).await?;
    let (sheet, lamports) = (show::close(&vault, &action.quote), action.quote.rent);
    app.carry_out(Job { command: "vault close", action, sheet, lamports }).await
}

impl List {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let creator = if self.mine { Some(app.wallet()?) } else { self.creator };
        let found = app.network().vaults(&Wanted { status: self.status.map(Into::into), creator }).await?;
        if found.is_empty() && !app.network().has_program().await? {
            return Err(CliError::no_program());
        }
        let mut addresses = vec![CLOCK_SYSVAR_ID];
        for (address, vault) in &found {
            addresses.extend(VaultView::addresses(address));
            addresses.extend([vault.quote_mint, pda::metadata(&vault.quote_mint), pda::metadata(&vault.fraction_mint)]);
        }
        addresses.sort();
        addresses.dedup();
        let accounts = app.network().accounts(&addresses).await?;
        let mut drawn = table(["vault", "name", "status", "price of the whole", "NFTs", "creator"]);
        for column in [1, 2, 5] {
            if let Some(column) = drawn.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Left);
            }
        }
        let mut documents = Vec::new();
        for (address, vault) in &found {
            // One that changed meanwhile is left out.
            let Ok(view) = VaultView::of(&accounts, address, *vault) else { continue };
            let quote = view.quote()?;
            let cash = unit(&accounts, &vault.quote_mint);
            let price = match view.status {
                Status::Draft => Some(vault.opening_price),
                _ => Some(quote.price).filter(|price| *price > 0),
            };
            let written = |price: u64| cash.as_ref().map_or_else(|| price.to_string(), |cash| cash.amount(price));
            let price = price.map_or_else(|| "-".to_owned(), written);
            let name = named(&accounts, &vault.fraction_mint).map(|named| named.name).unwrap_or_default();
            drawn.add_row([
                address.to_string(),
                name.clone(),
                status_name(view.status).to_owned(),
                price,
                vault.assets_held.to_string(),
                format!("{}:{}", short(&vault.creator), vault.id),
            ]);
            documents.push(json!({
                "address": address.to_string(),
                "name": name,
                "account": vault.to_json(Wide::Text),
                "quote": quote.to_json(Wide::Text),
            }));
        }
        let text = || if documents.is_empty() { "There is no such vault.".to_owned() } else { drawn.to_string() };
        app.print(text, || json!({ "vaults": documents }))
    }
}

impl LowerFee {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let order = LowerCuratorFee { vault: vault.address(), curator: app.wallet()?, fee_bps: self.fee };
        let action = app.built(actions::lower_curator_fee(app.network().reader(), &order).await, &vault).await?;
        let sheet = show::lower_curator_fee(&action.quote);
        app.carry_out(Job { command: "vault lower-fee", action, sheet, lamports: 0 }).await
    }
}

/// Asks the program itself what a vault and a fraction of it are worth, as other programs do.
#[derive(Debug, Args)]
pub struct Quote {
    #[command(flatten)]
    vault: OfVault,
}

impl Quote {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let ask = QuoteVault {
            vault: vault.address(),
            with_asks: vault.view.asks.is_some(),
            with_auction: vault.view.auction.is_some(),
        };
        let (program, data) = app.network().ask(&app.wallet()?, &ask.instruction()).await?;
        let quote = decode_quote(&program, &data).map_err(|error| {
            CliError::new(
                format!("the program's answer makes no sense: {error}"),
                "Compare the versions of client and program.",
            )
        })?;
        let sheet = quote_sheet(&vault, &quote);
        app.print(
            || sheet.to_string(),
            || json!({ "vault": vault.address().to_string(), "quote": quote.to_json(Wide::Text) }),
        )
    }
}

fn quote_sheet(vault: &KnownVault, quote: &VaultQuote) -> Sheet {
    let one = vault.fraction.one();
    let worth = value::worth(one, quote.value_per_fraction);
    let firm = if quote.firm { "firm: a bid in escrow, or paid" } else { "what holders ask, nobody has promised it" };
    Sheet::new()
        .row("status", status_name(vault.view.status))
        .row("price of the whole", vault.cash(quote.price))
        .row("price is", firm)
        .row("reserve", vault.cash(quote.reserve))
        .row("would sell at it", vault.fractions(quote.consenting))
        .when(quote.leading_price > 0, "leading price", vault.cash(quote.leading_price))
        .when(quote.ends_at > 0, "auction ends", vault.moment(quote.ends_at))
        .when(quote.offer_price > 0, "offer", vault.cash(quote.offer_price))
        .when(quote.licensed_until > 0, "licensed until", vault.moment(quote.licensed_until))
        .row("supply", vault.fractions(quote.supply))
        .row(format!("{} is worth", vault.fractions(one)), vault.cash(worth))
}
