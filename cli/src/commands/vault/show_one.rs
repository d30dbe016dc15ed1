//! A vault with everything that belongs to it.

use {
    super::OfVault,
    crate::{
        app::App,
        commands::{offering, stake, steps_json},
        error::CliError,
        network::{Named, named, printable},
        show::{self, Sheet, phase_name, table},
        vault::KnownVault,
    },
    anchor_lang::prelude::Pubkey,
    clap::Args,
    comfy_table::CellAlignment,
    mosaic_client::{
        json::{ToJson, Wide},
        pda,
        quotes::{AskedLevel, depth},
        state::Asset,
        views::{BidView, LicenseView, Party, ProposalView, Proposals, StakeView, Step},
    },
    serde_json::{Value, json},
};

/// Shows a vault: what it is and is worth, who asks what, the auction's clock, its offerings, and what each party
/// can do next.
///
/// With --keypair or --as also what the wallet has in it.
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    vault: OfVault,
    /// Shows its terms too.
    #[arg(long)]
    terms: bool,
}

/// Everything that is shown.
struct Shown {
    vault: KnownVault,
    assets: Vec<(Asset, Option<Named>)>,
    proposals: Vec<ProposalView>,
    licenses: Vec<LicenseView>,
    offerings: Vec<offering::Shown>,
    levels: Vec<AskedLevel>,
    steps: Vec<(Party, Step)>,
    wallet: Option<Holding>,
}

/// What a wallet has in the vault.
struct Holding {
    wallet: Pubkey,
    fractions: u64,
    cash: u64,
    stake: Option<StakeView>,
    bid: Option<BidView>,
}

impl Show {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let shown = Shown::read(app, vault).await?;
        let text = shown.text(self.terms)?;
        let document = shown.document()?;
        app.print(|| text, || document)
    }
}

impl Shown {
    async fn read(app: &App, vault: KnownVault) -> Result<Self, CliError> {
        let (network, address) = (app.network(), vault.address());
        let found = network.assets(&address).await?;
        let metadata: Vec<_> = found.iter().map(|asset| pda::metadata(&asset.nft_mint)).collect();
        let accounts = network.accounts(&metadata).await?;
        let assets = found.into_iter().map(|asset| (asset, named(&accounts, &asset.nft_mint))).collect();
        let (_, proposals) = ProposalView::read_all(network.reader(), &address, &Proposals::All).await?;
        let mut licenses = Vec::new();
        for license in network.licenses(&address).await? {
            licenses.extend(LicenseView::read(network.reader(), &address, license.number).await?);
        }
        let holder = app.named_wallet()?;
        let offerings = offering::read(app, &vault, holder).await?;
        let mut steps = vault.view.next_steps();
        steps.extend(offering::steps(&vault, &offerings));
        steps.extend(proposals.iter().flat_map(ProposalView::next_steps));
        if vault.view.status.grants_licenses() {
            steps.extend(licenses.iter().flat_map(|license| license.next_steps(vault.view.now)));
        }
        let mut told = Vec::new();
        // Records are closed all at once.
        steps.retain(|step| {
            !told.contains(step) && {
                told.push(*step);
                true
            }
        });
        let wallet = match holder {
            Some(wallet) => Some(Holding::read(app, &vault, wallet).await?),
            None => None,
        };
        Ok(Self { levels: depth(&vault.view)?, assets, proposals, licenses, offerings, steps, wallet, vault })
    }

    fn text(&self, with_terms: bool) -> Result<String, CliError> {
        let vault = &self.vault;
        let mut parts = vec![show::vault_sheet(vault)?.to_string()];
        let mut add = |title: &str, part: Option<String>| parts.extend(part.map(|part| format!("{title}\n\n{part}")));
        add("== Terms ==", with_terms.then(|| show::terms_sheet(vault).to_string()));
        add("== NFTs ==", self.nfts());
        let active = vault.view.status.accepts_asks();
        add("== Asks ==", if active { show::asks(vault)? } else { None });
        add("== Offer ==", vault.view.offer()?.map(|offer| show::offer_sheet(vault, &offer).to_string()));
        add("== Auction ==", show::auction_sheet(vault).map(|sheet| sheet.to_string()));
        add("== Offerings ==", show::offerings(vault, &self.offerings));
        add("== Income ==", show::incomes(vault, &vault.view.incomes()?));
        add("== Proposals ==", self.proposals());
        add("== Licences ==", self.licenses());
        add(
            "== The wallet ==",
            self.wallet.as_ref().map(|wallet| wallet.sheet(vault)).transpose()?.map(|sheet| sheet.to_string()),
        );
        add("== What can be done next ==", show::next_steps(vault, &self.steps));
        Ok(parts.join("\n\n"))
    }

    fn nfts(&self) -> Option<String> {
        if self.assets.is_empty() {
            return None;
        }
        let mut drawn = table(["NFT", "name", ""]);
        for column in drawn.column_iter_mut() {
            column.set_cell_alignment(CellAlignment::Left);
        }
        for (asset, named) in &self.assets {
            let name = named.as_ref().map(|named| named.name.clone()).unwrap_or_default();
            let state = if asset.held == 1 { "in custody" } else { "sent" };
            drawn.add_row([asset.nft_mint.to_string(), name, state.to_owned()]);
        }
        Some(drawn.to_string())
    }

    fn proposals(&self) -> Option<String> {
        if self.proposals.is_empty() {
            return None;
        }
        let mut drawn = table(["number", "proposes", "is", "vote ends"]);
        for column in drawn.column_iter_mut() {
            column.set_cell_alignment(CellAlignment::Left);
        }
        for proposal in &self.proposals {
            drawn.add_row([
                proposal.number.to_string(),
                show::action_name(&proposal.action).to_owned(),
                phase_name(proposal.phase).to_owned(),
                self.vault.moment(proposal.poll.ends_at),
            ]);
        }
        Some(drawn.to_string())
    }

    fn licenses(&self) -> Option<String> {
        let drawn = show::licenses(&self.vault, &self.licenses);
        (!self.licenses.is_empty()).then(|| drawn.to_string())
    }

    fn document(&self) -> Result<Value, CliError> {
        let view = &self.vault.view;
        let assets = self.assets.iter().map(|(asset, named)| {
            let mut document = asset.to_json(Wide::Text);
            document["name"] = json!(named.as_ref().map(|named| printable(&named.name)));
            document
        });
        Ok(json!({
            "vault": view.to_json(Wide::Text),
            "name": self.vault.named.as_ref().map(|named| named.name.clone()),
            "symbol": self.vault.fraction.symbol,
            "quote": view.quote()?.to_json(Wide::Text),
            "assets": assets.collect::<Vec<_>>(),
            "asks": self.levels.to_json(Wide::Text),
            "offer": view.offer()?.to_json(Wide::Text),
            "endsIn": view.ends_in().to_json(Wide::Text),
            "incomes": view.incomes()?.to_json(Wide::Text),
            "proposals": self.proposals.to_json(Wide::Text),
            "licenses": self.licenses.to_json(Wide::Text),
            "offerings": offering::documents(&self.offerings),
            "wallet": self.wallet.as_ref().map(Holding::document),
            "nextSteps": steps_json(&self.steps),
        }))
    }
}

impl Holding {
    async fn read(app: &App, vault: &KnownVault, wallet: Pubkey) -> Result<Self, CliError> {
        let account = &vault.view.vault;
        let fraction = pda::associated_token(&wallet, &account.fraction_mint);
        let cash = pda::associated_token(&wallet, &account.quote_mint);
        let bid = BidView::address(&vault.address(), &wallet);
        let accounts = app.network().accounts(&[fraction, cash, bid]).await?;
        let amount = |address| accounts.token(&address).map_or(0, |token| token.amount);
        Ok(Self {
            wallet,
            fractions: amount(fraction),
            cash: amount(cash),
            stake: stake::stake_of(app, vault, &wallet).await?,
            bid: BidView::of(&vault.view, &accounts, &wallet)?,
        })
    }

    fn sheet(&self, vault: &KnownVault) -> Result<Sheet, CliError> {
        let sheet = Sheet::new()
            .row("wallet", self.wallet)
            .row("fractions", vault.fractions(self.fractions))
            .row("cash", vault.cash(self.cash))
            .maybe(
                "bid",
                self.bid.as_ref().map(|bid| {
                    let leads = if bid.leads { ", leads" } else { "" };
                    format!(
                        "{} with {} and {}{leads}",
                        vault.cash(bid.bid.price),
                        vault.cash(bid.bid.cash),
                        vault.fractions(bid.bid.fractions)
                    )
                }),
            );
        match &self.stake {
            Some(stake) => Ok(sheet.and(stake::sheet(vault, stake)?)),
            None => Ok(sheet),
        }
    }

    fn document(&self) -> Value {
        json!({
            "address": self.wallet.to_string(),
            "fractions": self.fractions.to_string(),
            "cash": self.cash.to_string(),
            "stake": self.stake.to_json(Wide::Text),
            "bid": self.bid.to_json(Wide::Text),
        })
    }
}
