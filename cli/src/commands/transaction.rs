//! Transactions of the past.

use {
    super::OfVault,
    crate::{
        app::{App, sent_json},
        error::CliError,
        network::sol,
        show::{Sheet, event_names, events_table, table},
    },
    clap::Args,
    comfy_table::CellAlignment,
    serde_json::{Value, json},
    solana_keypair::Signature,
};

/// Explains a transaction: what the program says happened, or why it was refused.
#[derive(Debug, Args)]
pub struct Transaction {
    /// Its signature.
    signature: Signature,
}

/// Shows what has happened to a vault, the latest first.
#[derive(Debug, Args)]
pub struct Events {
    #[command(flatten)]
    vault: OfVault,
    /// Most transactions that are looked at.
    #[arg(long, default_value_t = 20)]
    limit: usize,
}

impl Transaction {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for a signature that the server does not know.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        let found = app.network().find(&self.signature).await?.ok_or_else(|| {
            CliError::new(
                format!("the RPC server knows no transaction {}", self.signature),
                "Wait until it has landed, or compare --url with the network you mean.",
            )
        })?;
        let failure = found.failure.clone().map(CliError::from);
        let text = || {
            let sheet = Sheet::new()
                .row("signature", found.signature)
                .row("slot", found.slot)
                .maybe("compute units", found.units)
                .maybe("fee", found.fee.map(|fee| sol().amount(fee)))
                .row("result", if failure.is_some() { "failed" } else { "landed" });
            let told = failure.as_ref().map(ToString::to_string).or_else(|| events_table(&found.events));
            format!("{sheet}\n\n{}", told.unwrap_or_else(|| "The Mosaic program said nothing.".to_owned()))
        };
        app.print(text, || json!({ "transaction": sent_json(&found), "error": failure }))
    }
}

impl Events {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] where the server cannot be asked.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault.vault).await?;
        let mut found = Vec::new();
        for signature in app.network().signatures(&vault.address(), self.limit).await? {
            found.extend(app.network().find(&signature).await?);
        }
        found.retain(|sent| !sent.events.is_empty());
        let text = || {
            if found.is_empty() {
                return "The server remembers nothing of this vault.".to_owned();
            }
            let mut drawn = table(["slot", "events", "transaction"]);
            for column in [1, 2] {
                if let Some(column) = drawn.column_mut(column) {
                    column.set_cell_alignment(CellAlignment::Left);
                }
            }
            for sent in &found {
                drawn.add_row([sent.slot.to_string(), event_names(&sent.events), sent.signature.to_string()]);
            }
            drawn.to_string()
        };
        let document = || {
            let transactions: Vec<Value> = found.iter().map(sent_json).collect();
            json!({ "vault": vault.address().to_string(), "transactions": transactions })
        };
        app.print(text, document)
    }
}
