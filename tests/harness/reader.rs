//! The bank as the client's actions read it.

use {
    crate::bank::Bank,
    anchor_lang::prelude::Pubkey,
    mosaic_client::reader::{Account, AccountReader},
    std::convert::Infallible,
};

impl AccountReader for Bank {
    type Error = Infallible;

    async fn read(&self, addresses: &[Pubkey]) -> Result<Vec<Option<Account>>, Infallible> {
        let mut found = Vec::with_capacity(addresses.len());
        for address in addresses {
            found.push(self.account(address).await);
        }
        Ok(found)
    }
}
