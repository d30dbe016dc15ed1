//! An index as one document.

use {
    crate::{
        answers::{Holders, Incomes, KnownVault, Price, Problem, Told, maybe_digits},
        database::Index,
        error::DatabaseError,
        gaps::Gap,
        source::Token,
    },
    serde::Serialize,
    std::collections::BTreeMap,
};

/// Version of the document's form.
const FORMAT: u32 = 1;

/// An index as a document that other programs read, such as a web page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    /// Version of the document's form.
    pub format: u32,
    /// Slot of the latest transaction that was read.
    #[serde(serialize_with = "maybe_digits")]
    pub slot: Option<u64>,
    /// Symbol and decimals of each mint that amounts are of.
    pub tokens: BTreeMap<String, Token>,
    /// The vaults.
    pub vaults: Vec<ExportedVault>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Everything that is known of a vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedVault {
    /// What it is.
    #[serde(flatten)]
    pub vault: KnownVault,
    /// Events that are missing.
    pub missing: Vec<Gap>,
    /// Whose its fractions were; `None` if it was closed.
    pub holders: Option<Holders>,
    /// What was asked, bid and paid for it.
    pub prices: Vec<Price>,
    /// What came in as income and left.
    pub income: Incomes,
    /// Everything that happened to it.
    pub events: Vec<Told>,
}

impl Index {
    /// Everything about one vault, or about all.
    ///
    /// # Errors
    /// [`DatabaseError`]
    pub fn export(&self, vault: Option<&str>) -> Result<Export, DatabaseError> {
        let vaults = match vault {
            Some(vault) => vec![self.vault(vault)?],
            None => self.vaults()?,
        };
        let mut exported = Vec::new();
        for vault in vaults {
            let address = vault.address.as_str();
            exported.push(ExportedVault {
                missing: self.gaps(Some(address))?,
                holders: self.holders(address)?,
                prices: self.prices(address)?,
                income: self.incomes(address)?,
                events: self.events(address)?,
                vault,
            });
        }
        let (slot, tokens, problems) = (self.cursor()?.slot, self.tokens()?, self.problems()?);
        Ok(Export { format: FORMAT, slot, tokens, vaults: exported, problems })
    }
}
