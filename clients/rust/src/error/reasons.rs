//! What errors carry.

/// What a vault that cannot be closed yet owes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owing {
    /// Asset records still open: their NFT or a royalty was not claimed.
    pub assets: u8,
    /// Bids not withdrawn.
    pub bids: u64,
    /// Royalties not claimed, in raw quote units.
    pub royalties: u64,
    /// The curator's fee, in raw quote units, if not claimed.
    pub curator_fee: u64,
    /// Proceeds not redeemed, in raw quote units.
    pub proceeds: u64,
    /// Stakes still open: something is staked, or income owed to them was not claimed.
    pub stakes: u64,
    /// Records of proposals and votes still open.
    pub records: u32,
    /// Offerings still open: a purchase was not claimed, or the creator not paid.
    pub offerings: u32,
    /// Fractions not redeemed that could still be staked and earn the income that waits, in raw units; 0 where none
    /// waits.
    pub fractions: u64,
}

/// What excludes a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// An exclusive licence runs.
    Exclusive,
    /// Another licence runs, beside which this exclusive one cannot.
    Any,
}

impl std::fmt::Display for Exclusion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Exclusive => "an exclusive licence runs",
            Self::Any => "another licence runs",
        })
    }
}
