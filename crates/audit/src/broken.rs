//! What is told of an invariant that does not hold.

use {anchor_lang::prelude::Pubkey, std::fmt};

/// An invariant, by its number in `docs/invariants.md`: displayed as `INV-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Invariant(u8);

macro_rules! invariants {
    ($($(#[$doc:meta])* $name:ident = $number:literal;)*) => {
        $($(#[$doc])* pub const $name: Invariant = Invariant($number);)*
    };
}
invariants! {
    /// Custody of each asset holds exactly 1 and is the vault's while not claimed.
    INV_01 = 1;
    /// The supply and all that was burned are the supply minted; the mint has no authority from activation on.
    INV_02 = 2;
    /// The cash escrow holds what open bids, proceeds, royalties and the curator's fee have a claim to.
    INV_03 = 3;
    /// The fraction escrow holds the fractions of open bids, the pool those of the stakes.
    INV_04 = 4;
    /// The weights of the asks are what stakes ask, level by level, and no more than the supply.
    INV_05 = 5;
    /// Redemptions sum up to at most the proceeds; with every fraction burned, exactly.
    INV_06 = 6;
    /// Each income is what still streams, the undivided rest and what stakes are owed.
    INV_07 = 7;
    /// The cash paid by the winner is royalties, the curator's fee and proceeds.
    INV_08 = 8;
    /// The leading price never falls; each further bid is at least a step above.
    INV_09 = 9;
    /// What has voted or asked stays until that lock is over, and counts once.
    INV_10 = 10;
    /// Every change of status is in the table.
    INV_11 = 11;
    /// Every party can get out what it is owed.
    INV_12 = 12;
    /// An offering holds what its buyers or its creator have a claim to, and sells the vault below no price paid in it.
    INV_13 = 13;
}

impl Invariant {
    /// Its number.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Invariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "INV-{:02}", self.0)
    }
}

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{invariant}: {what}")]
pub struct Broken {
    /// The invariant.
    pub invariant: Invariant,
    /// The vault; `None` for what has lost its vault.
    pub vault: Option<Pubkey>,
    /// What breaks it, in a sentence with the amounts that are expected and found, in raw units.
    pub what: String,
}

impl Broken {
    /// An invariant that does not hold, of no vault yet.
    #[must_use]
    pub fn new(invariant: Invariant, what: impl Into<String>) -> Self {
        Self { invariant, vault: None, what: what.into() }
    }

    /// Of this vault.
    #[must_use]
    pub fn of(self, vault: &Pubkey) -> Self {
        Self { vault: Some(*vault), ..self }
    }
}

/// A [`Broken`] of an invariant such as `INV_03`, with a sentence as `format!` makes it.
#[macro_export]
macro_rules! broken {
    ($invariant:ident, $($sentence:tt)+) => {
        $crate::Broken::new($crate::$invariant, ::std::format!($($sentence)+))
    };
}

/// Complains unless something holds.
///
/// # Errors
/// The complaint.
pub fn demand(holds: bool, complaint: impl FnOnce() -> Broken) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(complaint()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_invariant_is_told_by_its_number() {
        let vault = Pubkey::new_from_array([7; 32]);
        let broken = broken!(INV_03, "{} are owed, {} are there", 2, 1).of(&vault);
        assert_eq!((broken.invariant.number(), broken.vault), (3, Some(vault)));
        assert_eq!(broken.to_string(), "INV-03: 2 are owed, 1 are there");
        assert_eq!(INV_12.to_string(), "INV-12");
    }
}
