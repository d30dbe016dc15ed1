//! The ladder of prices.

use num_bigint::BigUint;

/// Levels of the ladder.
pub const LEVELS: u8 = 192;

/// The level of the opening price.
pub const OPENING_LEVEL: u8 = 96;

/// `opening * 1.05^(level - 96)`, exactly, rounded down, at least 1, at most the largest `u64` (design 4, decision 26).
pub fn price_of_level(opening: u64, level: u8) -> u128 {
    let (up, down) = match level.checked_sub(OPENING_LEVEL) {
        Some(steps) => (21u8, (20u8, steps)),
        None => (20, (21, OPENING_LEVEL - level)),
    };
    let (down, steps) = down;
    let price = BigUint::from(opening) * BigUint::from(up).pow(steps.into()) / BigUint::from(down).pow(steps.into());
    u64::try_from(price).unwrap_or(u64::MAX).max(1).into()
}
