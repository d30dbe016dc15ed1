//! What an index needs of a network.

use {anchor_lang::prelude::Pubkey, mosaic_audit::Chain, serde::Serialize, std::collections::BTreeMap};

/// A transaction as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its signature, in base58.
    pub signature: String,
    /// The slot it landed in.
    pub slot: u64,
    /// Whether it failed, so that nothing came of it.
    pub failed: bool,
    /// Whether it can be undone no more.
    pub finalized: bool,
}

/// Part of a list: what lies between two transactions, both left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Between {
    /// The later one; the latest there is, without.
    pub before: Option<String>,
    /// The earlier one; the first there is, without.
    pub until: Option<String>,
}

/// A transaction that went through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The slot it landed in.
    pub slot: u64,
    /// The time of its block (Unix seconds), where the server knows it.
    pub time: Option<i64>,
    /// Its log; `None` where the server keeps none.
    pub logs: Option<Vec<String>>,
}

/// How amounts of a mint are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Its symbol.
    pub symbol: String,
    /// Decimals of one token.
    pub decimals: u8,
}

/// A network, as an index asks it. Accounts are as of a finalized slot.
pub trait Source: Chain {
    /// What tells this network from others: the hash of its first block.
    fn genesis(&self) -> impl Future<Output = Result<String, Self::Error>>;

    /// Transactions that name an address, the latest first, at most `limit`. An answer without any is the end of the list.
    fn signatures(
        &self,
        address: &Pubkey,
        between: &Between,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Listed>, Self::Error>>;

    /// A transaction; `None` where the server does not know it.
    fn transaction(&self, signature: &str) -> impl Future<Output = Result<Option<Recorded>, Self::Error>>;

    /// How amounts of these mints are written, as far as they are mints.
    fn tokens(&self, mints: &[Pubkey]) -> impl Future<Output = Result<BTreeMap<Pubkey, Token>, Self::Error>>;
}
