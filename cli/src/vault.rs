//! A vault as commands name and know it.

use {
    crate::{
        amount::Unit,
        error::CliError,
        network::{Named, Network, named, unit},
        show::short,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{pda, reader::Accounts, views::VaultView},
    std::{collections::BTreeMap, str::FromStr},
};

/// How people name a vault: by its address, or by its creator and the creator's number for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VaultRef(pub Pubkey);

impl FromStr for VaultRef {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || format!("\"{text}\" is no vault: give its address, or <creator>:<number>");
        match text.split_once(':') {
            None => text.parse().map(Self).map_err(|_| expected()),
            Some((creator, id)) => {
                let creator = creator.parse().map_err(|_| expected())?;
                Ok(Self(pda::vault(&creator, id.parse().map_err(|_| expected())?)))
            }
        }
    }
}

/// A vault, and how amounts of it are written.
pub struct KnownVault {
    /// The vault.
    pub view: VaultView,
    /// Cash.
    pub quote: Unit,
    /// Fractions.
    pub fraction: Unit,
    /// What Token Metadata says about the fraction, where it was described.
    pub named: Option<Named>,
    /// Other mints of income.
    others: BTreeMap<Pubkey, Unit>,
}

impl KnownVault {
    /// Reads a vault.
    ///
    /// # Errors
    /// [`CliError`] where there is none, also because the program is not on the network.
    pub async fn read(network: &Network, address: &Pubkey) -> Result<Self, CliError> {
        let fraction_metadata = pda::metadata(&pda::fraction_mint(address));
        let read = VaultView::read_with(network.reader(), address, &[fraction_metadata]).await;
        let (view, accounts) = match read {
            Ok(read) => read,
            Err(error) => return Err(network.explain(error, None).await),
        };
        let incomes = view.incomes().map_err(|error| CliError::from_client(&error.into(), None))?;
        let mut mints: Vec<_> = incomes.iter().map(|income| income.mint).collect();
        mints.push(view.vault.quote_mint);
        let others = network.units(&mints).await?;
        Ok(Self::of(view, &accounts, others))
    }

    fn of(view: VaultView, accounts: &Accounts, others: BTreeMap<Pubkey, Unit>) -> Self {
        let vault = &view.vault;
        let named = named(accounts, &vault.fraction_mint);
        let (mint, decimals) = (vault.fraction_mint, vault.decimals);
        let described = unit(accounts, &mint).filter(|_| named.as_ref().is_some_and(|named| !named.symbol.is_empty()));
        let nameless = Unit { symbol: "fractions".to_owned(), mint: mint.to_string(), decimals };
        let quote = others.get(&vault.quote_mint).cloned().unwrap_or_else(|| Unit {
            symbol: short(&vault.quote_mint),
            mint: vault.quote_mint.to_string(),
            decimals: view.quote_decimals,
        });
        Self { quote, fraction: described.unwrap_or(nameless), named, others, view }
    }

    /// Its address.
    pub fn address(&self) -> Pubkey {
        self.view.address
    }

    /// What it is called.
    pub fn title(&self) -> String {
        let named = self.named.as_ref().map(|named| named.name.clone()).filter(|name| !name.is_empty());
        named.unwrap_or_else(|| short(&self.address()))
    }

    /// An amount of cash.
    pub fn cash(&self, raw: u64) -> String {
        self.quote.amount(raw)
    }

    /// An amount of fractions.
    pub fn fractions(&self, raw: u64) -> String {
        self.fraction.amount(raw)
    }

    /// An amount of any mint that the vault knows.
    pub fn of_mint(&self, mint: &Pubkey, raw: u64) -> String {
        match self.others.get(mint) {
            Some(unit) => unit.amount(raw),
            None if *mint == self.view.vault.fraction_mint => self.fractions(raw),
            None => format!("{raw} raw units of {mint}"),
        }
    }

    /// A time, and how far it is from the vault's present.
    pub fn moment(&self, at: i64) -> String {
        crate::time::moment(at, self.view.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vault_is_named_by_its_address_or_its_creator_and_number() {
        let creator = Pubkey::new_from_array([7; 32]);
        let vault = pda::vault(&creator, 3);
        assert_eq!(vault.to_string().parse(), Ok(VaultRef(vault)));
        assert_eq!(format!("{creator}:3").parse(), Ok(VaultRef(vault)));
        for wrong in ["", "3", &format!("{creator}:"), &format!("{creator}:-1"), &format!("{creator}:x"), ":3"] {
            let told = wrong.parse::<VaultRef>().unwrap_err();
            assert!(told.contains("is no vault: give its address"), "{told}");
        }
    }
}
