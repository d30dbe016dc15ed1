//! Who takes part, and what they hold.

use {
    super::amount::Unit,
    serde::Serialize,
    std::{
        collections::BTreeMap,
        fmt,
        ops::{Add, AddAssign, Neg, Sub},
    },
};

/// A person of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// Opens the vault and is its curator.
    Owner,
    Ana,
    Ben,
    Cleo,
    Dan,
    /// Creator of the NFT with 70 per cent of its royalty.
    Artist,
    /// Creator of the NFT with 30 per cent of its royalty.
    Studio,
    /// Pays income into a vault.
    Sponsor,
}

impl Party {
    pub const ALL: [Self; 8] =
        [Self::Owner, Self::Ana, Self::Ben, Self::Cleo, Self::Dan, Self::Artist, Self::Studio, Self::Sponsor];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Ana => "Ana",
            Self::Ben => "Ben",
            Self::Cleo => "Cleo",
            Self::Dan => "Dan",
            Self::Artist => "Artist",
            Self::Studio => "Studio",
            Self::Sponsor => "Sponsor",
        }
    }
}

/// A row of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    Party(Party),
    /// Custody, escrows and all accounts that exist because of the vault.
    Vault,
}

impl From<Party> for Holder {
    fn from(party: Party) -> Self {
        Self::Party(party)
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Party(party) => party.name(),
            Self::Vault => "Vault",
        })
    }
}

/// Amounts somebody holds, or by which that changes. Raw units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Holdings {
    pub usdc: i64,
    pub fractions: i64,
    /// The sponsor's own token, the second income of the story.
    pub points: i64,
    pub nfts: i64,
    /// Of a party what it has more than at the beginning of the act, the network's fees left out; of the vault what is
    /// in its accounts.
    pub lamports: i64,
}

impl Holdings {
    /// How many kinds of amounts there are.
    pub const UNITS: usize = 5;

    /// Each amount with its unit.
    pub const fn units(&self) -> [(Unit, i64); Self::UNITS] {
        [
            (Unit::Usdc, self.usdc),
            (Unit::Fractions, self.fractions),
            (Unit::Points, self.points),
            (Unit::Nfts, self.nfts),
            (Unit::Lamports, self.lamports),
        ]
    }
}

impl Add for Holdings {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            usdc: self.usdc + other.usdc,
            fractions: self.fractions + other.fractions,
            points: self.points + other.points,
            nfts: self.nfts + other.nfts,
            lamports: self.lamports + other.lamports,
        }
    }
}

impl AddAssign for Holdings {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Neg for Holdings {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            usdc: -self.usdc,
            fractions: -self.fractions,
            points: -self.points,
            nfts: -self.nfts,
            lamports: -self.lamports,
        }
    }
}

impl Sub for Holdings {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

/// Cash alone.
pub fn usdc(usdc: i64) -> Holdings {
    Holdings { usdc, ..Holdings::default() }
}

/// Fractions alone.
pub fn fractions(fractions: i64) -> Holdings {
    Holdings { fractions, ..Holdings::default() }
}

/// Points alone.
pub fn points(points: i64) -> Holdings {
    Holdings { points, ..Holdings::default() }
}

/// NFTs alone.
pub fn nfts(nfts: i64) -> Holdings {
    Holdings { nfts, ..Holdings::default() }
}

/// Lamports alone.
pub fn lamports(lamports: i64) -> Holdings {
    Holdings { lamports, ..Holdings::default() }
}

/// What everybody holds.
pub type Balances = BTreeMap<Holder, Holdings>;
