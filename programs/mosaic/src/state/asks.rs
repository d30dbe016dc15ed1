use anchor_lang::prelude::*;
use mosaic_core::{
    Terms,
    asks::{Ask, shift},
    ladder::LEVELS,
    reserve::{Book, Reserve, reserve},
};

use super::{Vault, load};
use crate::error::{MosaicError, OrError, OrRefuse, ensure};

/// The book of asks of a vault: how much of the supply asks which level. PDA `["asks", vault]`, made by `open_asks`.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Asks {
    /// The vault.
    pub vault: Pubkey,
    /// Who paid the rent of this account and gets it back.
    pub opener: Pubkey,
    /// Fractions that ask, in raw units: the sum of all weights.
    pub asking: u64,
    /// Staked fractions that ask each level, in raw units, by level from 0.
    pub weights: [u64; LEVELS],
}

impl Asks {
    /// The book as the rules know it.
    pub fn book(&self) -> Book<'_> {
        Book { weights: &self.weights, asking: self.asking }
    }

    /// Refuses the book of another vault.
    pub(crate) fn check(&self, vault: &Pubkey) -> Result<()> {
        // A book is only ever created at the one address derived from its vault: naming the vault is enough.
        ensure(self.vault == *vault, MosaicError::AsksOfAnotherVault)
    }

    /// Moves a stake in the book; verifies what one instruction can of INV-05: the changed weights are part of what
    /// asks, and what asks is part of what is staked.
    pub(crate) fn shift(&mut self, before: Option<Ask>, after: Option<Ask>, staked: u64) -> Result<()> {
        shift(&mut self.weights, &mut self.asking, before, after).or_refuse()?;
        let broken = MosaicError::AsksInvariantBroken;
        for ask in [before, after].into_iter().flatten() {
            let weight = *self.weights.get(usize::from(ask.level)).or_error(broken)?;
            ensure(weight <= self.asking, broken)?;
        }
        ensure(self.asking <= staked, broken)
    }
}

/// The reserve of an Active vault with these terms and this supply. From when its book of asks exists, nobody can leave
/// that out.
pub(crate) fn reserve_of(
    vault: &Vault,
    terms: &Terms,
    address: &Pubkey,
    asks: Option<&UncheckedAccount>,
    supply: u64,
) -> Result<Reserve> {
    let asked = if vault.asks == 0 {
        reserve(terms, None, supply).or_refuse()?
    } else {
        let asks = load::<Asks>(asks.or_error(MosaicError::AsksMissing)?, MosaicError::WrongAsksAddress)?;
        asks.check(address)?;
        reserve(terms, Some(asks.book()), supply).or_refuse()?
    };
    // The time is asked for only where it can matter.
    if vault.offering_price <= asked.price {
        return Ok(asked);
    }
    Ok(vault.lift(asked, Clock::get()?.unix_timestamp))
}
