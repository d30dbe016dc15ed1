//! What tokens are called and how many decimals they have.

use {
    super::Network,
    crate::{amount::Unit, error::CliError, show::short},
    anchor_lang::prelude::Pubkey,
    anchor_spl::{
        metadata::{ID as TOKEN_METADATA_ID, mpl_token_metadata::accounts::Metadata},
        token::spl_token::native_mint,
    },
    mosaic_client::{pda, reader::Accounts},
    std::collections::BTreeMap,
};

/// SOL, wrapped or not.
pub fn sol() -> Unit {
    Unit { symbol: "SOL".to_owned(), mint: native_mint::ID.to_string(), decimals: 9 }
}

/// What Token Metadata says about a mint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The symbol.
    pub symbol: String,
    /// Where its description is.
    pub uri: String,
}

impl Network {
    /// The unit of each of these mints that is a classic one.
    ///
    /// # Errors
    /// [`CliError`] where they cannot be read.
    pub async fn units(&self, mints: &[Pubkey]) -> Result<BTreeMap<Pubkey, Unit>, CliError> {
        let addresses: Vec<_> = mints.iter().flat_map(|mint| [*mint, pda::metadata(mint)]).collect();
        let accounts = self.accounts(&addresses).await?;
        Ok(mints.iter().filter_map(|mint| Some((*mint, unit(&accounts, mint)?))).collect())
    }

    /// The unit of a mint.
    ///
    /// # Errors
    /// [`CliError`] where it is no mint of the classic token program.
    pub async fn unit(&self, mint: &Pubkey) -> Result<Unit, CliError> {
        self.units(&[*mint]).await?.remove(mint).ok_or_else(|| {
            CliError::new(
                format!("{mint} is no mint of the classic token program on this network"),
                "Name the mint's address, or SOL; compare --url with the network you mean.",
            )
        })
    }
}

/// The unit of a mint, from its account and its metadata; `None` where it is no classic mint.
pub fn unit(accounts: &Accounts, mint: &Pubkey) -> Option<Unit> {
    if *mint == native_mint::ID {
        return Some(sol());
    }
    let decimals = accounts.mint(mint)?.decimals;
    let symbol = named(accounts, mint).map(|named| named.symbol).filter(|symbol| !symbol.is_empty());
    Some(Unit { symbol: symbol.unwrap_or_else(|| short(mint)), mint: mint.to_string(), decimals })
}

/// What Token Metadata says about a mint, from the account of its metadata.
pub fn named(accounts: &Accounts, mint: &Pubkey) -> Option<Named> {
    let account = accounts.get(&pda::metadata(mint)).filter(|account| account.owner == TOKEN_METADATA_ID)?;
    let found = Metadata::safe_deserialize(&account.data).ok()?;
    Some(Named { name: printable(&found.name), symbol: printable(&found.symbol), uri: printable(&found.uri) })
}

/// A text of a stranger without what would steer a terminal.
pub fn printable(text: &str) -> String {
    text.chars().filter(|char| !char.is_control()).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_text_steers_no_terminal() {
        assert_eq!(printable("US\u{1b}[31mDC\n\0\0"), "US[31mDC");
    }
}
