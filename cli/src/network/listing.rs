//! Accounts of the program that belong to a vault, a creator or a holder: what only the network can list.

use {
    super::Network,
    crate::error::CliError,
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        PROGRAM_ID,
        state::{AccountType, Asset, Bid, License, Purchase, Stake, Status, Vault, Vote, decode},
    },
    solana_account_decoder_client_types::UiAccountEncoding,
    solana_rpc_client::api::{
        config::{RpcAccountInfoConfig, RpcProgramAccountsConfig},
        filter::{Memcmp, RpcFilterType},
    },
    std::mem::{offset_of, size_of},
};

const DISCRIMINATOR_BYTES: usize = 8;

/// Which vaults are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Those in this status.
    pub status: Option<Status>,
    /// Those of this creator.
    pub creator: Option<Pubkey>,
}

impl Network {
    /// Vaults, with their addresses.
    ///
    /// # Errors
    /// [`CliError`] where they cannot be read.
    pub async fn vaults(&self, wanted: &Wanted) -> Result<Vec<(Pubkey, Vault)>, CliError> {
        let status = wanted.status.map(|status| (offset_of!(Vault, status), vec![status as u8]));
        let creator = wanted.creator.map(|creator| (offset_of!(Vault, creator), creator.to_bytes().to_vec()));
        self.list(status.into_iter().chain(creator)).await
    }

    /// Records of a vault's NFTs.
    ///
    /// # Errors
    /// [`CliError`] where they cannot be read.
    pub async fn assets(&self, vault: &Pubkey) -> Result<Vec<Asset>, CliError> {
        Ok(values(self.list([of_vault(vault)]).await?))
    }

    /// Bids and offers for a vault.
    ///
    /// # Errors
    /// [`CliError`] where they cannot be read.
    pub async fn bids(&self, vault: &Pubkey) -> Result<Vec<Bid>, CliError> {
        Ok(values(self.list([of_vault(vault)]).await?))
    }

    /// Stakes in a vault.
    ///
    /// # Errors
    /// [`CliError`] where they cannot be read.
    pub async fn stakes(&self, vault: &Pubkey) -> Result<Vec<Stake>, CliError> {
        Ok(values(self.list([of_vault(vault)]).await?))
    }

    /// Votes in a vault.
    ///
    /// # Errors
    /// [`CliError`] where they cannot be read.
    pub async fn votes(&self, vault: &Pubkey) -> Result<Vec<Vote>, CliError> {
        Ok(values(self.list([of_vault(vault)]).await?))
    }

    /// Licences that a vault granted.
    ///
    /// # Errors
    /// [`CliError`] where they cannot be read.
    pub async fn licenses(&self, vault: &Pubkey) -> Result<Vec<License>, CliError> {
        Ok(values(self.list([of_vault(vault)]).await?))
    }

    /// What a wallet has bought in offerings of any vault and not claimed to the end.
    ///
    /// # Errors
    /// [`CliError`] where they cannot be read.
    pub async fn purchases_of(&self, buyer: &Pubkey) -> Result<Vec<Purchase>, CliError> {
        Ok(values(self.list([(offset_of!(Purchase, buyer), buyer.to_bytes().to_vec())]).await?))
    }

    /// Accounts of one type with these bytes at these places of their content.
    async fn list<T: AccountType>(
        &self,
        with: impl IntoIterator<Item = (usize, Vec<u8>)>,
    ) -> Result<Vec<(Pubkey, T)>, CliError> {
        let mut filters = vec![
            RpcFilterType::DataSize((DISCRIMINATOR_BYTES + size_of::<T>()) as u64),
            RpcFilterType::Memcmp(Memcmp::new_base58_encoded(0, T::DISCRIMINATOR)),
        ];
        filters.extend(with.into_iter().map(|(place, bytes)| {
            RpcFilterType::Memcmp(Memcmp::new_base58_encoded(DISCRIMINATOR_BYTES + place, &bytes))
        }));
        let account_config =
            RpcAccountInfoConfig { encoding: Some(UiAccountEncoding::Base64), ..RpcAccountInfoConfig::default() };
        let config =
            RpcProgramAccountsConfig { filters: Some(filters), account_config, ..RpcProgramAccountsConfig::default() };
        let found = self.rpc.get_program_ui_accounts_with_config(&PROGRAM_ID, config).await?;
        let decoded = found.into_iter().filter_map(|(address, account)| {
            let data = account.data.decode()?;
            Some((address, decode(&data).ok()?))
        });
        let mut decoded: Vec<_> = decoded.collect();
        decoded.sort_by_key(|(address, _)| *address);
        Ok(decoded)
    }
}

/// Every account that belongs to a vault begins with its address.
fn of_vault(vault: &Pubkey) -> (usize, Vec<u8>) {
    (0, vault.to_bytes().to_vec())
}

fn values<T>(found: Vec<(Pubkey, T)>) -> Vec<T> {
    found.into_iter().map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_vault_begins_with_its_address() {
        let places = [
            offset_of!(Asset, vault),
            offset_of!(Bid, vault),
            offset_of!(Stake, vault),
            offset_of!(Vote, vault),
            offset_of!(License, vault),
        ];
        assert_eq!(places, [0; 5]);
    }
}
