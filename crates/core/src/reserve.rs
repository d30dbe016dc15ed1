//! The price at or above which anyone may start the auction.

/// The reserve of a vault: every fraction asks the opening price, so the whole is for sale at it.
pub const fn reserve(opening_price: u64) -> u64 {
    opening_price
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_asks_the_reserve_is_the_opening_price() {
        for price in [1, 1_000_000_000, u64::MAX] {
            assert_eq!(reserve(price), price);
        }
    }
}
