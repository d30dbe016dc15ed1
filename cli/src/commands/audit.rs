//! Whether vaults hold what they owe.

use {
    crate::{
        app::App,
        error::CliError,
        show::{audit_line, spinner},
        vault::VaultRef,
    },
    anchor_lang::prelude::Pubkey,
    clap::Args,
    mosaic_audit::{AuditError, CollectError, Collected, Moment, Summary, check, collect, collect::list},
    mosaic_client::{
        ClientError,
        json::{ToJson, Wide},
    },
    serde_json::{Value, json},
    solana_rpc_client::api::client_error::Error as RpcError,
    std::str::FromStr,
};

/// Adds up what vaults have and owe from their accounts, and ends at the first invariant that does not hold.
///
/// Every bid, stake, ask, income, vote, licence, offering and purchase is compared with what the vault says of it and with
/// what its token accounts hold, and every fraction is looked for. The exit code is 0 if all of it holds, else 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mosaic audit all
  mosaic audit VAULT --commitment finalized --output json")]
pub struct Audit {
    /// The vault: its address, or CREATOR:NUMBER; or all, for every vault on the network.
    #[arg(value_name = "VAULT|all")]
    vaults: Audited,
}

/// Which vaults are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Audited {
    All,
    One(VaultRef),
}

impl FromStr for Audited {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" { Ok(Self::All) } else { text.parse().map(Self::One) }
    }
}

impl Audit {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] that names the broken invariant, or says why a vault cannot be read.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        let vaults = match self.vaults {
            Audited::One(vault) => vec![vault.0],
            Audited::All => all(app).await?,
        };
        let (progress, count) = (spinner(), vaults.len());
        let mut documents = Vec::new();
        for (index, vault) in vaults.iter().enumerate() {
            progress.set_message(format!("looking at vault {} of {count}", index + 1));
            let read = match collect(app.network().reader(), vault).await {
                Ok(read) => read,
                // It was closed after it was listed.
                Err(CollectError::NoVault { .. }) if self.vaults == Audited::All => continue,
                Err(error) => return Err(unread(app, error).await),
            };
            let Some(summary) = check(&read.accounts)?.summary(vault) else { continue };
            let mints: Vec<_> = summary.incomes.iter().map(|income| income.mint).chain([summary.quote_mint]).collect();
            let units = app.network().units(&mints).await?;
            progress.suspend(|| app.tell(|| audit_line(&summary, read.last_slot, &units)))?;
            documents.push(document(&summary, &read));
        }
        progress.finish_and_clear();
        let holds = "every invariant that accounts can show holds";
        let text = || match documents.len() {
            0 => "There is no vault.".to_owned(),
            1 => format!("1 vault: {holds}"),
            count => format!("{count} vaults: {holds}"),
        };
        app.print(text, || json!({ "vaults": documents }))
    }
}

/// Every vault on the network, after a look for what has lost its own.
async fn all(app: &App) -> Result<Vec<Pubkey>, CliError> {
    let listed = match list(app.network().reader()).await {
        Ok(listed) => listed,
        Err(error) => return Err(unread(app, error).await),
    };
    if listed.is_empty() && !app.network().has_program().await? {
        return Err(CliError::no_program());
    }
    let moment = Moment::of(&listed)?;
    moment.check_orphans().map_err(AuditError::from)?;
    Ok(moment.vaults.into_keys().collect())
}

/// Why a vault was not read.
async fn unread(app: &App, error: CollectError<RpcError>) -> CliError {
    match error {
        CollectError::Read(error) => error.into(),
        CollectError::NoVault { vault } => app.network().explain(ClientError::NoVault { vault }.into(), None).await,
        busy @ CollectError::Busy { .. } => CliError::new(busy.to_string(), "Run the command again.").named("Busy"),
    }
}

fn document(summary: &Summary, read: &Collected) -> Value {
    let incomes = summary.incomes.iter().map(|income| {
        json!({
            "mint": income.mint.to_string(),
            "owed": income.owed.to_string(),
            "held": income.held.to_string(),
        })
    });
    json!({
        "address": summary.vault.to_string(),
        "status": summary.status.to_json(Wide::Text),
        "firstSlot": read.first_slot.to_string(),
        "lastSlot": read.last_slot.to_string(),
        "quoteMint": summary.quote_mint.to_string(),
        "nfts": summary.nfts,
        "supply": summary.supply.to_string(),
        "holders": summary.holders,
        "cashOwed": summary.cash_owed.to_string(),
        "cashHeld": summary.cash_held.to_string(),
        "bids": summary.bids,
        "stakes": summary.stakes,
        "staked": summary.staked.to_string(),
        "incomes": incomes.collect::<Vec<_>>(),
        "proposals": summary.proposals,
        "votes": summary.votes,
        "licenses": summary.licenses,
        "offerings": summary.offerings,
        "offered": summary.offered.to_string(),
        "raised": summary.raised.to_string(),
        "purchases": summary.purchases,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_every_vault_and_anything_else_names_one() {
        let vault = Pubkey::new_from_array([7; 32]);
        assert_eq!("all".parse(), Ok(Audited::All));
        assert_eq!(vault.to_string().parse(), Ok(Audited::One(VaultRef(vault))));
        assert!("All".parse::<Audited>().unwrap_err().contains("is no vault"));
    }
}
