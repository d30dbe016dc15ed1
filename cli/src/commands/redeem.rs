//! Taking everything a vault owes a wallet.

use {
    super::{OfVault, SolArgs},
    crate::{
        app::{App, Job},
        error::CliError,
        show,
    },
    clap::Args,
    mosaic_client::{
        actions::{self, Exit},
        quotes::total_rent,
    },
};

/// Takes everything that a vault owes the wallet.
///
/// Redeems its fractions once the vault is sold, takes its bid and its stake back, pays its income, its royalties and the
/// curator's fee, sends the NFTs it won, and closes its old votes and proposals.
#[derive(Debug, Args)]
pub struct Redeem {
    #[command(flatten)]
    vault: OfVault,
    #[command(flatten)]
    sol: SolArgs,
}

impl Redeem {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        collect(app, "redeem", self.vault, self.sol).await
    }
}

/// Takes everything that a vault owes the wallet.
///
/// # Errors
/// [`CliError`] for what is refused.
pub async fn collect(app: &App, command: &str, of: OfVault, sol: SolArgs) -> Result<(), CliError> {
    let vault = app.vault(of.vault).await?;
    let nfts = app.network().assets(&vault.address()).await?;
    let mints: Vec<_> = nfts.iter().map(|nft| nft.nft_mint).collect();
    let leave = Exit { sol: sol.into(), ..Exit::new(vault.address(), app.wallet()?, mints) };
    let action = app.built(actions::exit(app.network().reader(), &leave).await, &vault).await?;
    let sheet = show::exit(&vault, &action.quote);
    let lamports = total_rent(&action.quote.accounts);
    app.carry_out(Job { command, action, sheet, lamports }).await
}
