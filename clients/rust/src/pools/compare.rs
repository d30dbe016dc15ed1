//! A pool's price next to what the vault says its fractions are worth.

use super::{Amounts, PoolError, PoolView, Side, curve::Curve};
use crate::{state::VaultQuote, views::VaultView};

/// Where a search by thirds ends and every trade is tried.
const FEW: u64 = 24;

/// A pool's price of the whole vault next to the vault's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The pool's price of the whole, floored, in raw quote units.
    pub pool_price: u64,
    /// The vault's: the reserve while it is Active, the leading bid's price in an auction, the winning one after it; 0
    /// where there is nothing to be sold.
    pub vault_price: u64,
    /// Whether the vault's price is a bid in escrow, or paid already. If not, it is what holders ask for, and nobody has
    /// promised to pay it.
    pub firm: bool,
    /// Whether fractions can be redeemed now: what is gained is then gained at once.
    pub redeemable: bool,
    /// What is in the pool.
    pub reserves: Amounts,
    /// What the fractions in the pool are worth at the vault's price, after royalties and the curator's fee, in raw quote
    /// units: as [`VaultQuote::worth`] rounds, at most a unit below what is paid.
    pub fractions_worth: u64,
    /// Buying in the pool and being paid the vault's price, where that gains.
    pub buy: Option<Chance>,
    /// Selling in the pool instead of being paid the vault's price, where that gains.
    pub sell: Option<Chance>,
}

/// A trade in the pool that the vault's price makes worth while: about the best one there is, its numbers exact, and all
/// of it taken where they are offered. Fees of the network and other people's trades come on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// Fractions bought or sold, in raw units.
    pub fractions: u64,
    /// Cash paid or received for them in the pool, in raw quote units.
    pub cash: u64,
    /// What the vault pays for these fractions at its price, rounded likewise, in raw quote units.
    pub worth: u64,
    /// The difference, in raw quote units.
    pub gain: u64,
}

/// Compares a pool with its vault.
///
/// # Errors
/// [`PoolError::Empty`], [`PoolError::TooLarge`]; [`PoolError::Malformed`] if the vault's accounts do not fit together.
pub fn compare(vault: &VaultView, pool: &PoolView) -> Result<Comparison, PoolError> {
    let quote = vault.quote().map_err(|_| PoolError::Malformed { address: vault.address })?;
    let mut comparison = of_curve(&quote, &pool.curve, vault.supply)?;
    comparison.redeemable = vault.status.pays_out();
    if !pool.trades {
        (comparison.buy, comparison.sell) = (None, None);
    }
    Ok(comparison)
}

pub(super) fn of_curve(quote: &VaultQuote, curve: &Curve, supply: u64) -> Result<Comparison, PoolError> {
    let reserves = curve.reserves;
    let fractions_worth = quote.worth(reserves.fractions);
    let priced = quote.price > 0;
    let outside = supply.saturating_sub(reserves.fractions);
    Ok(Comparison {
        pool_price: curve.price_of_whole(supply)?,
        vault_price: quote.price,
        firm: quote.firm,
        redeemable: false,
        reserves,
        fractions_worth,
        // More cash than all fractions of the pool are worth cannot gain, nor more fractions than there are outside.
        buy: if priced { best(fractions_worth, |cash| bought(quote, curve, cash)) } else { None },
        sell: if priced { best(outside, |fractions| sold(quote, curve, fractions)) } else { None },
    })
}

/// A chance whose gain may be below zero.
type Tried = Result<(Chance, i128), PoolError>;

fn bought(quote: &VaultQuote, curve: &Curve, cash: u64) -> Tried {
    let traded = curve.swap_all(Side::Quote, cash)?;
    let worth = quote.worth(traded.received);
    let gain = i128::from(worth).saturating_sub(traded.paid.into());
    Ok((Chance { fractions: traded.received, cash: traded.paid, worth, gain: 0 }, gain))
}

fn sold(quote: &VaultQuote, curve: &Curve, fractions: u64) -> Tried {
    let traded = curve.swap_all(Side::Fractions, fractions)?;
    let worth = quote.worth(traded.paid);
    let gain = i128::from(traded.received).saturating_sub(worth.into());
    Ok((Chance { fractions: traded.paid, cash: traded.received, worth, gain: 0 }, gain))
}

/// The best trade of at most `most`. What a trade gains rises with its size up to a point and falls behind it, but for
/// units that are rounded away.
fn best(most: u64, trade: impl Fn(u64) -> Tried) -> Option<Chance> {
    let gain = |amount| match trade(amount) {
        Ok((_, gain)) => gain,
        // On the left of whatever gains.
        Err(PoolError::TooSmall) => 0,
        Err(_) => i128::MIN,
    };
    let (mut from, mut to) = (1, most);
    while to.checked_sub(from).is_some_and(|width| width > FEW) {
        let third = to.abs_diff(from) / 3;
        let (left, right) = (from.saturating_add(third), to.saturating_sub(third));
        if gain(left) <= gain(right) { from = left } else { to = right }
    }
    // Of equals the last one found, which is the smallest.
    let tried = (from..=to).rev().filter_map(|amount| trade(amount).ok());
    let (chance, gain) = tried.max_by_key(|(_, gain)| *gain)?;
    let gain = u64::try_from(gain).ok().filter(|gain| *gain > 0)?;
    Some(Chance { gain, ..chance })
}
