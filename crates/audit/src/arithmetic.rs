//! The arithmetic of the invariants, written again from the design. Parts of a unit of income are Q64.64.

use mosaic_client::state::{Bid, Income, Share, Vault};

/// The number of a status as the program stores it.
pub mod status {
    /// NFTs are deposited.
    pub const DRAFT: u8 = 0;
    /// Fractions are out.
    pub const ACTIVE: u8 = 1;
    /// Bids compete.
    pub const AUCTION: u8 = 2;
    /// The winner has paid.
    pub const SOLD: u8 = 3;
    /// A holder of every fraction has taken the NFTs, or the creator has given the draft up.
    pub const RECLAIMED: u8 = 4;
}

/// Whether a vault of that status still decides anything.
#[must_use]
pub fn decides(vault: &Vault) -> bool {
    matches!(vault.status, status::ACTIVE | status::AUCTION)
}

/// What a bid is of cash: the price less the part of the bidder's fractions, rounded up.
#[must_use]
pub fn cash_of(bid: &Bid, supply: u64) -> u128 {
    let (price, supply) = (u128::from(bid.price), u128::from(supply));
    if supply == 0 {
        return price;
    }
    let others = supply.saturating_sub(u128::from(bid.fractions));
    (price * others).div_ceil(supply)
}

/// Whole units that a schedule has released once this many of its seconds are over.
#[must_use]
pub fn released_after(income: &Income, elapsed: u32) -> u64 {
    let amount = u128::from(income.amount);
    let released = if elapsed >= income.secs { amount } else { amount * u128::from(elapsed) / u128::from(income.secs) };
    u64::try_from(released).unwrap_or(u64::MAX)
}

/// What a stake of that many fractions is owed, booked or not, in Q64.64; nothing if that is above all there can be.
#[must_use]
pub fn worth(income: &Income, amount: u64, share: &Share) -> Option<u128> {
    let since = q64(income.per_fraction).wrapping_sub(q64(share.entry));
    // The entry of a stake without fractions may be of any age.
    let earned = if amount == 0 { 0 } else { since.checked_mul(amount.into())? };
    q64(share.owed).checked_add(earned)
}

/// A number of Q64.64 from its halves.
#[must_use]
pub fn q64([low, high]: [u64; 2]) -> u128 {
    (u128::from(high) << 64) + u128::from(low)
}
