//! The network: what is read of it, and how transactions get there.

mod coins;
mod history;
mod listing;
mod sending;

pub use {
    coins::{Named, named, printable, sol, unit},
    history::History,
    listing::Wanted,
    sending::{Sent, Simulated, unsigned},
};

use {
    crate::{error::CliError, options::Options},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        PROGRAM_ID,
        reader::{Account, Accounts},
        transactions::AddressLookupTableAccount,
    },
    solana_address_lookup_table_interface::state::AddressLookupTable,
    solana_commitment_config::CommitmentConfig,
    solana_rpc_client::nonblocking::rpc_client::RpcClient,
    std::time::Duration,
};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A network, by the RPC server that is asked.
pub struct Network {
    rpc: RpcClient,
    commitment: CommitmentConfig,
}

impl Network {
    /// The network that the options name. Nothing is asked yet.
    ///
    /// # Errors
    /// [`CliError`] for what is no URL.
    pub fn new(options: &Options) -> Result<Self, CliError> {
        let (url, commitment) = (options.rpc_url()?, options.commitment.config());
        Ok(Self { rpc: RpcClient::new_with_timeout_and_commitment(url, PATIENCE, commitment), commitment })
    }

    /// The same network, as far as it can be undone no more.
    pub fn history(&self) -> History {
        let commitment = CommitmentConfig::finalized();
        let rpc = RpcClient::new_with_timeout_and_commitment(self.url(), PATIENCE, commitment);
        History(Self { rpc, commitment })
    }

    /// What actions and views read accounts by.
    pub fn reader(&self) -> &RpcClient {
        &self.rpc
    }

    /// The RPC server.
    pub fn url(&self) -> String {
        self.rpc.url()
    }

    /// Reads accounts, however many.
    ///
    /// # Errors
    /// [`CliError`] where they cannot be read.
    pub async fn accounts(&self, addresses: &[Pubkey]) -> Result<Accounts, CliError> {
        Ok(Accounts::read(&self.rpc, addresses).await?)
    }

    /// One account; `None` where there is none.
    ///
    /// # Errors
    /// [`CliError`] where it cannot be read.
    pub async fn account(&self, address: &Pubkey) -> Result<Option<Account>, CliError> {
        Ok(self.accounts(&[*address]).await?.get(address).cloned())
    }

    /// Whether the program is on this network.
    ///
    /// # Errors
    /// [`CliError`] where nothing can be read.
    pub async fn has_program(&self) -> Result<bool, CliError> {
        Ok(self.account(&PROGRAM_ID).await?.is_some_and(|account| account.executable))
    }

    /// An address lookup table.
    ///
    /// # Errors
    /// [`CliError`] where there is none at the address.
    pub async fn lookup_table(&self, address: &Pubkey) -> Result<AddressLookupTableAccount, CliError> {
        let none = || {
            CliError::new(
                format!("there is no address lookup table at {address}"),
                "Leave --lookup-table out, or name another.",
            )
        };
        let account = self.account(address).await?.ok_or_else(none)?;
        let table = AddressLookupTable::deserialize(&account.data).map_err(|_| none())?;
        Ok(AddressLookupTableAccount { key: *address, addresses: table.addresses.to_vec() })
    }
}
