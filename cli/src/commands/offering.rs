//! Offerings: the creator sells fractions to many at once.

use {
    super::{OfVault, SolArgs, steps_json},
    crate::{
        amount::Typed,
        app::{App, Job},
        error::CliError,
        show::{self, table},
        time::read_duration,
        vault::{KnownVault, VaultRef},
    },
    anchor_lang::prelude::Pubkey,
    clap::{Args, Subcommand},
    comfy_table::CellAlignment,
    mosaic_client::{
        actions::{self, BuyFractions, ClaimPurchase, CloseOffering, OpenOffering},
        json::{ToJson, Wide},
        pda,
        views::{OfferingView, Party, PurchaseView, Step},
    },
    serde_json::{Value, json},
    std::collections::BTreeSet,
};

/// Sells fractions to many at once, and buys them.
#[derive(Debug, Subcommand)]
pub enum OfferingCommand {
    Open(Open),
    Buy(Buy),
    Claim(Claim),
    /// Pays the creator what is its own of an offering that is over, and closes it once every purchase is claimed. Anyone
    /// can; the creator also calls one off in which nothing was sold.
    Close(OfOffering),
    /// Shows the offerings of a vault that are not closed, what can be done about them next, and with --keypair or --as
    /// what the wallet bought.
    Show(OfVault),
    /// Lists what the wallet bought in offerings of all vaults: each purchase until it is claimed and its offering over.
    Purchases,
}

/// Offers fractions of yours to all, at a fixed price or one that falls evenly. Only the vault's creator can, and only
/// until one has succeeded.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mosaic offering open VAULT 4,000 \"1,000 USDC\"
  mosaic offering open VAULT 40% 1,200 --down-to 900 --lasts 3d --limit 500 --minimum 200")]
pub struct Open {
    #[command(flatten)]
    vault: OfVault,
    /// Fractions to offer: an amount, a part of those in the wallet such as 50%, or all.
    amount: Typed,
    /// The price of the whole vault, of which each fraction costs its share.
    price: Typed,
    /// The price falls evenly to this one.
    #[arg(long, value_name = "PRICE")]
    down_to: Option<Typed>,
    /// It starts in so much time, up to 30 days; by default at once.
    #[arg(long, value_name = "TIME", value_parser = read_duration, default_value = "0s", hide_default_value = true)]
    starts_in: u32,
    /// How long it sells, more than 1 hour, up to 30 days.
    #[arg(long, value_name = "TIME", value_parser = read_duration, default_value = "7d")]
    lasts: u32,
    /// Most fractions of one buyer; by default all.
    #[arg(long, value_name = "AMOUNT")]
    limit: Option<Typed>,
    /// Least cash in all; if less is raised, everybody is paid back.
    #[arg(long, value_name = "AMOUNT")]
    minimum: Option<Typed>,
}

/// An offering of a vault.
#[derive(Debug, Args)]
pub struct OfOffering {
    #[command(flatten)]
    vault: OfVault,
    /// Number of the offering; by default the latest.
    #[arg(long)]
    number: Option<u64>,
}

/// Buys fractions of an offering: exactly as many, or none. They are delivered once the minimum is reached.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mosaic offering buy VAULT 250
  mosaic offering buy VAULT 250 --max-cost \"30 USDC\"")]
pub struct Buy {
    #[command(flatten)]
    of: OfOffering,
    /// Fractions to buy: an amount, or all that the wallet may still buy.
    amount: Typed,
    /// Most that they may cost; by default what is quoted.
    #[arg(long, value_name = "AMOUNT")]
    max_cost: Option<Typed>,
    #[command(flatten)]
    sol: SolArgs,
}

/// Takes what was bought in an offering, or the cash back if it failed. Anyone can for any buyer.
#[derive(Debug, Args)]
pub struct Claim {
    #[command(flatten)]
    of: OfOffering,
    /// Whose purchase; by default the wallet's.
    #[arg(long)]
    buyer: Option<Pubkey>,
    #[command(flatten)]
    sol: SolArgs,
}

impl Open {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let creator = app.wallet()?;
        let order = self.order(app, &vault, creator).await?;
        let action = app.built(actions::open_offering(app.network().reader(), &order).await, &vault).await?;
        let (sheet, lamports) = (show::open_offering(&vault, &action.quote), action.quote.rent);
        app.carry_out(Job { command: "offering open", action, sheet, lamports }).await
    }

    async fn order(&self, app: &App, vault: &KnownVault, creator: Pubkey) -> Result<OpenOffering, CliError> {
        let token = pda::associated_token(&creator, &vault.view.vault.fraction_mint);
        let held = app.network().accounts(&[token]).await?.token(&token).map_or(0, |token| token.amount);
        let amount = vault.fraction.read(&self.amount, Some(held))?;
        let price = vault.quote.read(&self.price, None)?;
        let starts_at = vault.view.now.saturating_add(self.starts_in.into());
        let ends_at = starts_at.saturating_add(self.lasts.into());
        let mut order = OpenOffering::new(vault.address(), creator, amount, price, ends_at);
        if self.starts_in > 0 {
            order.starts_at = starts_at;
        }
        if let Some(typed) = &self.down_to {
            order.end_price = vault.quote.read(typed, None)?;
        }
        if let Some(typed) = &self.limit {
            order.wallet_limit = vault.fraction.read(typed, Some(amount))?;
        }
        if let Some(typed) = &self.minimum {
            order.minimum = vault.quote.read(typed, None)?;
        }
        Ok(order)
    }
}

impl Buy {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.of.vault.vault).await?;
        let buyer = app.wallet()?;
        let amount = vault.fraction.read(&self.amount, Some(self.allowed(app, &vault, &buyer).await?))?;
        let max_cost = self.max_cost.as_ref().map(|typed| vault.quote.read(typed, None)).transpose()?;
        let order = BuyFractions {
            number: self.of.number,
            max_cost,
            sol: self.sol.into(),
            ..BuyFractions::new(vault.address(), buyer, amount)
        };
        let action = app.built(actions::buy_fractions(app.network().reader(), &order).await, &vault).await?;
        let (sheet, lamports) =
            (show::buy_fractions(&vault, &action.quote), action.quote.rent.saturating_add(action.quote.wrapped));
        app.carry_out(Job { command: "offering buy", action, sheet, lamports }).await
    }

    /// What the wallet may still buy.
    async fn allowed(&self, app: &App, vault: &KnownVault, buyer: &Pubkey) -> Result<u64, CliError> {
        let shown = read(app, vault, Some(*buyer)).await?;
        let number = self.of.number.or(vault.view.vault.offerings.checked_sub(1));
        let found = shown.into_iter().find(|(offering, _)| Some(offering.number) == number);
        Ok(found.map_or(0, |(offering, purchase)| {
            offering.rules().allowed(purchase.map_or(0, |purchase| purchase.purchase.fractions))
        }))
    }
}

impl Claim {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.of.vault.vault).await?;
        let payer = app.wallet()?;
        let order = ClaimPurchase {
            number: self.of.number,
            payer,
            sol: self.sol.into(),
            ..ClaimPurchase::new(vault.address(), self.buyer.unwrap_or(payer))
        };
        let action = app.built(actions::claim_purchase(app.network().reader(), &order).await, &vault).await?;
        let (sheet, lamports) = (show::claim_purchase(&vault, &action.quote), action.quote.rent);
        app.carry_out(Job { command: "offering claim", action, sheet, lamports }).await
    }
}

impl OfferingCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::Open(command) => command.run(app).await,
            Self::Buy(command) => command.run(app).await,
            Self::Claim(command) => command.run(app).await,
            Self::Close(of) => close(app, of).await,
            Self::Show(of) => show(app, of).await,
            Self::Purchases => purchases(app).await,
        }
    }
}

async fn close(app: &App, of: OfOffering) -> Result<(), CliError> {
    let vault = app.vault(of.vault.vault).await?;
    let order = CloseOffering { vault: vault.address(), number: of.number, payer: app.wallet()? };
    let action = app.built(actions::close_offering(app.network().reader(), &order).await, &vault).await?;
    let (sheet, lamports) = (show::close_offering(&vault, &action.quote), action.quote.rent);
    app.carry_out(Job { command: "offering close", action, sheet, lamports }).await
}

/// An offering of a vault, and what a wallet bought in it.
pub type Shown = (OfferingView, Option<PurchaseView>);

/// The offerings of a vault that are not closed, each with what a wallet bought in it.
///
/// # Errors
/// [`CliError`] where they cannot be read, or do not fit together.
pub async fn read(app: &App, vault: &KnownVault, wallet: Option<Pubkey>) -> Result<Vec<Shown>, CliError> {
    let offerings = OfferingView::addresses(&vault.view);
    let purchases = wallet.iter().flat_map(|wallet| offerings.iter().map(|offering| pda::purchase(offering, wallet)));
    let addresses: Vec<_> = offerings.iter().copied().chain(purchases).collect();
    let accounts = app.network().accounts(&addresses).await?;
    let mut shown = Vec::new();
    for offering in OfferingView::all(&vault.view, &accounts)? {
        let purchase = match &wallet {
            Some(wallet) => PurchaseView::of(&vault.view, &offering, &accounts, wallet)?,
            None => None,
        };
        shown.push((offering, purchase));
    }
    Ok(shown)
}

/// What can be done about the offerings of a vault next.
pub fn steps(vault: &KnownVault, shown: &[Shown]) -> Vec<(Party, Step)> {
    let offerings: Vec<_> = shown.iter().map(|(offering, _)| *offering).collect();
    vault.view.offering_next_steps(&offerings)
}

/// Offerings as a document has them.
pub fn documents(shown: &[Shown]) -> Vec<Value> {
    let document = |(offering, purchase): &Shown| {
        let mut document = offering.to_json(Wide::Text);
        document["purchase"] = purchase.to_json(Wide::Text);
        document
    };
    shown.iter().map(document).collect()
}

async fn show(app: &App, of: OfVault) -> Result<(), CliError> {
    let vault = app.vault(of.vault).await?;
    let shown = read(app, &vault, app.named_wallet()?).await?;
    let steps = steps(&vault, &shown);
    let text = || {
        let offerings = show::offerings(&vault, &shown).unwrap_or_else(|| "No offering is open.".to_owned());
        let steps = show::next_steps(&vault, &steps).map(|steps| format!("\n\n{steps}"));
        offerings + &steps.unwrap_or_default()
    };
    app.print(text, || {
        let vault = vault.address().to_string();
        json!({ "vault": vault, "offerings": documents(&shown), "nextSteps": steps_json(&steps) })
    })
}

async fn purchases(app: &App) -> Result<(), CliError> {
    let buyer = app.wallet()?;
    let found = app.network().purchases_of(&buyer).await?;
    if found.is_empty() && !app.network().has_program().await? {
        return Err(CliError::no_program());
    }
    let vaults: BTreeSet<_> = found.iter().map(|purchase| purchase.vault).collect();
    let mut drawn = table(["vault", "offering", "state", "bought", "for", "delivered", "can be claimed"]);
    if let Some(column) = drawn.column_mut(2) {
        column.set_cell_alignment(CellAlignment::Left);
    }
    let mut documents = Vec::new();
    for address in vaults {
        let vault = app.vault(VaultRef(address)).await?;
        for (offering, purchase) in read(app, &vault, Some(buyer)).await? {
            let Some(purchase) = purchase else { continue };
            let claimable = match (purchase.claimable, purchase.refund) {
                (false, _) => "-".to_owned(),
                (true, 0) if purchase.fractions == 0 => "its rent".to_owned(),
                (true, 0) => vault.fractions(purchase.fractions),
                (true, refund) => vault.cash(refund),
            };
            drawn.add_row([
                address.to_string(),
                offering.number.to_string(),
                show::offering_state(&vault, &offering),
                vault.fractions(purchase.purchase.fractions),
                vault.cash(purchase.purchase.cost),
                vault.fractions(purchase.purchase.delivered),
                claimable,
            ]);
            let mut document = purchase.to_json(Wide::Text);
            document["number"] = offering.number.to_json(Wide::Text);
            document["state"] = offering.state.to_json(Wide::Text);
            documents.push(document);
        }
    }
    let text = || match documents.is_empty() {
        true => "Nothing that the wallet bought in an offering is left to claim.".to_owned(),
        false => drawn.to_string(),
    };
    app.print(text, || json!({ "buyer": buyer.to_string(), "purchases": documents }))
}
