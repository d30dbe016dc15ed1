//! What has happened, as an index reads it.

use {
    super::Network,
    crate::error::CliError,
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{Answer, Chain, Filter},
    mosaic_client::reader::Account,
    mosaic_index::{Between, Listed, Recorded, Source, Token},
    solana_keypair::Signature,
    solana_rpc_client::{
        api::client_error::{Error as RpcError, ErrorKind},
        rpc_client::GetConfirmedSignaturesForAddress2Config,
    },
    solana_transaction_status_client_types::TransactionConfirmationStatus,
    std::{collections::BTreeMap, time::Duration},
    tokio::time::sleep,
};

/// How often a transaction is asked for that the server has listed: behind one address may be several servers.
const ATTEMPTS: u32 = 3;
/// How long it is given in between.
const BEAT: Duration = Duration::from_secs(1);

/// A network, as far as it can be undone no more.
pub struct History(pub(super) Network);

impl Chain for History {
    type Error = CliError;

    async fn read(&self, addresses: &[Pubkey], least_slot: u64) -> Result<Answer<Vec<Option<Account>>>, CliError> {
        Ok(Chain::read(&self.0.rpc, addresses, least_slot).await?)
    }

    async fn list(
        &self,
        program: &Pubkey,
        filter: &Filter,
        least_slot: u64,
    ) -> Result<Answer<Vec<(Pubkey, Account)>>, CliError> {
        Ok(Chain::list(&self.0.rpc, program, filter, least_slot).await?)
    }
}

impl Source for History {
    async fn genesis(&self) -> Result<String, CliError> {
        Ok(self.0.rpc.get_genesis_hash().await?.to_string())
    }

    async fn signatures(&self, address: &Pubkey, between: &Between, limit: usize) -> Result<Vec<Listed>, CliError> {
        let config = GetConfirmedSignaturesForAddress2Config {
            before: between.before.as_deref().map(signature).transpose()?,
            until: between.until.as_deref().map(signature).transpose()?,
            limit: Some(limit),
            commitment: Some(self.0.commitment),
        };
        let found = self.0.rpc.get_signatures_for_address_with_config(address, config).await?;
        let listed = found.into_iter().map(|found| Listed {
            signature: found.signature,
            slot: found.slot,
            failed: found.err.is_some(),
            // Old servers do not say, and list nothing else.
            finalized: found
                .confirmation_status
                .is_none_or(|status| status == TransactionConfirmationStatus::Finalized),
        });
        Ok(listed.collect())
    }

    async fn transaction(&self, text: &str) -> Result<Option<Recorded>, CliError> {
        let signature = signature(text)?;
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                sleep(BEAT).await;
            }
            if let Some(found) = self.0.recorded(&signature).await? {
                let logs = found.transaction.meta.and_then(|meta| Option::from(meta.log_messages));
                return Ok(Some(Recorded { slot: found.slot, time: found.block_time, logs }));
            }
        }
        Ok(None)
    }

    async fn tokens(&self, mints: &[Pubkey]) -> Result<BTreeMap<Pubkey, Token>, CliError> {
        let units = self.0.units(mints).await?;
        Ok(units
            .into_iter()
            .map(|(mint, unit)| (mint, Token { symbol: unit.symbol, decimals: unit.decimals }))
            .collect())
    }
}

/// A signature that the server has named.
fn signature(text: &str) -> Result<Signature, CliError> {
    let none = || RpcError::from(ErrorKind::Custom(format!("\"{text}\" is no signature")));
    Ok(text.parse().map_err(|_| none())?)
}
