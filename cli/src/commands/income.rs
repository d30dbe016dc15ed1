//! Income: paying it in and claiming it.

use {
    super::{OfVault, SolArgs},
    crate::{
        amount::Typed,
        app::{App, Job},
        error::CliError,
        show,
    },
    anchor_lang::prelude::Pubkey,
    anchor_spl::token::spl_token::native_mint,
    clap::{Args, Subcommand},
    mosaic_client::{
        actions::{self, AddIncomeMint, ClaimIncome, DepositIncome},
        json::{ToJson, Wide},
        pda,
    },
    serde_json::json,
};

/// Pays income in and claims it.
#[derive(Debug, Subcommand)]
pub enum IncomeCommand {
    AddMint(AddMint),
    Deposit(Deposit),
    Claim(Claim),
    /// Shows what is being streamed and what is earned.
    Show(OfVault),
}

/// Makes the vault take income in a further mint: its curator can, and anyone for the quote mint.
#[derive(Debug, Args)]
pub struct AddMint {
    #[command(flatten)]
    vault: OfVault,
    /// The mint.
    mint: Pubkey,
}

/// Pays income in; it is streamed to the stakes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mosaic income deposit VAULT \"70 USDC\"
  mosaic income deposit VAULT 1,000 --mint MINT")]
pub struct Deposit {
    #[command(flatten)]
    vault: OfVault,
    /// How much: an amount, a part of what is in the wallet such as 50%, or all.
    amount: Typed,
    /// Mint of the income; by default the quote mint.
    #[arg(long)]
    mint: Option<Pubkey>,
    #[command(flatten)]
    sol: SolArgs,
}

/// Claims what a stake has earned.
#[derive(Debug, Args)]
pub struct Claim {
    #[command(flatten)]
    vault: OfVault,
    /// Whose stake; it is paid whoever claims for it. By default the wallet's.
    #[arg(long, value_name = "ADDRESS")]
    holder: Option<Pubkey>,
    /// Only income in this mint; can be given several times.
    #[arg(long)]
    mint: Vec<Pubkey>,
    #[command(flatten)]
    sol: SolArgs,
}

impl IncomeCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::AddMint(command) => command.run(app).await,
            Self::Deposit(command) => command.run(app).await,
            Self::Claim(command) => command.run(app).await,
            Self::Show(of) => {
                let vault = app.vault(of.vault).await?;
                let incomes = vault.view.incomes()?;
                let drawn = show::incomes(&vault, &incomes);
                let text = || drawn.unwrap_or_else(|| "The vault takes no income yet.".to_owned());
                app.print(
                    text,
                    || json!({ "vault": vault.address().to_string(), "incomes": incomes.to_json(Wide::Text) }),
                )
            }
        }
    }
}

impl AddMint {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let order = AddIncomeMint { vault: vault.address(), payer: app.wallet()?, mint: self.mint };
        let action = app.built(actions::add_income_mint(app.network().reader(), &order).await, &vault).await?;
        let (sheet, lamports) = (show::add_income_mint(&action.quote), action.quote.rent);
        app.carry_out(Job { command: "income add-mint", action, sheet, lamports }).await
    }
}

impl Deposit {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let depositor = app.wallet()?;
        let mint = self.mint.unwrap_or(vault.view.vault.quote_mint);
        let unit = app.network().unit(&mint).await?;
        let amount = unit.read(&self.amount, self.held(app, &depositor, &mint).await?)?;
        let order = DepositIncome { vault: vault.address(), depositor, mint, amount, sol: self.sol.into() };
        let action = app.built(actions::deposit_income(app.network().reader(), &order).await, &vault).await?;
        let sheet = show::deposit_income(&vault, &action.quote, |raw| unit.amount(raw));
        let lamports = action.quote.rent.saturating_add(action.quote.wrapped);
        app.carry_out(Job { command: "income deposit", action, sheet, lamports }).await
    }

    /// What parts are of: what the wallet has of the mint. Of SOL there is no whole, as some of it pays fees.
    async fn held(&self, app: &App, wallet: &Pubkey, mint: &Pubkey) -> Result<Option<u64>, CliError> {
        if *mint == native_mint::ID {
            return Ok(None);
        }
        let token = pda::associated_token(wallet, mint);
        Ok(Some(app.network().accounts(&[token]).await?.token(&token).map_or(0, |token| token.amount)))
    }
}

impl Claim {
    async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let payer = app.wallet()?;
        let order = ClaimIncome {
            payer,
            mints: (!self.mint.is_empty()).then_some(self.mint),
            sol: self.sol.into(),
            ..ClaimIncome::new(vault.address(), self.holder.unwrap_or(payer))
        };
        let action = app.built(actions::claim_income(app.network().reader(), &order).await, &vault).await?;
        let (sheet, lamports) = (show::claim_income(&vault, &action.quote), action.quote.rent);
        app.carry_out(Job { command: "income claim", action, sheet, lamports }).await
    }
}
