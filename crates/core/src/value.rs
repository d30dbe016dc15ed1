//! What the fractions of a vault are worth by its own rules: for programs that lend against them or trade them.
//!
//! A value per fraction is Q64.64, in raw quote units per raw fraction, rounded down. Of known proceeds it is never more
//! than is paid; of a price it can be above the payout by a raw unit or two, as charges are rounded up on the cash that
//! a bid with fractions really pays.

use crate::{RuleError, split::split};

/// What the fractions get of `cash`, which buys all `supply` of them, each: the proceeds of [`split()`] divided by the
/// supply, in Q64.64, rounded down. `royalty_weight` is the sum of those of all `assets`. 0 for a supply or a vault of
/// nothing.
///
/// # Errors
/// Those of [`split`], which a vault with assets does not run into.
pub fn per_fraction(
    cash: u64,
    royalty_weight: u32,
    assets: u8,
    curator_fee_bps: u16,
    supply: u64,
) -> Result<u128, RuleError> {
    if supply == 0 || assets == 0 {
        return Ok(0);
    }
    let proceeds = split(cash, royalty_weight, assets, curator_fee_bps)?.proceeds;
    Ok(share_of_proceeds(proceeds, supply))
}

/// What each of `supply` fractions gets of `proceeds` (raw quote units) that are known: in Q64.64, rounded down. 0 for a
/// supply of nothing.
pub fn share_of_proceeds(proceeds: u64, supply: u64) -> u128 {
    (u128::from(proceeds) << 64).checked_div(u128::from(supply)).unwrap_or(0)
}

/// What `fractions` are worth at `per_fraction` (Q64.64), in raw quote units: rounded down, at most `u64::MAX`. For
/// fractions of the supply it is what [`redeem`](crate::payout::redeem) pays, or one unit less.
pub const fn worth(fractions: u64, per_fraction: u128) -> u64 {
    let fractions = fractions as u128;
    // In halves, as the product has 192 bits; (2^64 - 1)^2 + 2^64 - 1 < 2^128.
    let whole = fractions.wrapping_mul(per_fraction >> 64);
    let below_one = fractions.wrapping_mul(per_fraction & u64::MAX as u128) >> 64;
    let worth = whole.wrapping_add(below_one);
    if worth > u64::MAX as u128 { u64::MAX } else { worth as u64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{payout::redeem, split::FULL_WEIGHT};
    use proptest::prelude::*;

    #[test]
    fn worked_example() {
        // The settled sale: Ana's and Ben's part of 0.093 quote units for each of 7,500,000,000.
        let sold = share_of_proceeds(697_500_000, 7_500_000_000);
        assert_eq!(per_fraction(750_000_000, 500 * 100, 1, 200, 7_500_000_000), Ok(sold));
        assert_eq!(worth(7_500_000_000, sold), 697_499_999);
        assert_eq!((worth(4_000_000_000, sold), worth(1_100_000_000, sold)), (371_999_999, 102_299_999));
        let of_a_power_of_two = share_of_proceeds(697_500_000, 1 << 33);
        assert_eq!(worth(1 << 33, of_a_power_of_two), 697_500_000);
    }

    #[test]
    fn extremes() {
        assert_eq!(share_of_proceeds(u64::MAX, 0), 0);
        assert_eq!(share_of_proceeds(0, 1), 0);
        assert_eq!(share_of_proceeds(u64::MAX, 1), u128::from(u64::MAX) << 64);
        assert_eq!(share_of_proceeds(1, u64::MAX), 1);
        assert_eq!(share_of_proceeds(u64::MAX, u64::MAX), 1 << 64);
        assert_eq!(per_fraction(u64::MAX, FULL_WEIGHT, 1, 500, 0), Ok(0));
        assert_eq!(per_fraction(u64::MAX, 0, 0, 500, 1), Ok(0));
        assert_eq!(per_fraction(u64::MAX, FULL_WEIGHT, 1, 500, 1), Ok(0));
        assert_eq!(per_fraction(u64::MAX, 0, 1, 0, 1), Ok(u128::from(u64::MAX) << 64));
        assert_eq!(per_fraction(u64::MAX, u32::MAX, 1, 0, 1), Ok(0));
        assert_eq!(worth(0, u128::MAX), 0);
        assert_eq!(worth(1, u128::MAX), u64::MAX);
        assert_eq!(worth(u64::MAX, u128::MAX), u64::MAX);
        assert_eq!(worth(u64::MAX, 1), 0);
        assert_eq!(worth(u64::MAX, 1 << 64), u64::MAX);
        assert_eq!(worth(u64::MAX, (1 << 64) - 1), u64::MAX - 1);
        assert_eq!(worth(2, 3 << 63), 3);
    }

    proptest! {
        #[test]
        fn the_worth_is_the_payout_or_one_unit_less(proceeds: u64, supply in 1u64.., part: u64) {
            let fractions = 1 + part % supply;
            let payout = redeem(fractions, supply, proceeds, 0).unwrap();
            let worth = worth(fractions, share_of_proceeds(proceeds, supply));
            prop_assert!(worth <= payout && payout - worth <= 1, "{} of {}", worth, payout);
        }

        #[test]
        fn the_worth_is_the_exact_product_rounded_down(fractions: u32, per_fraction in 0u128..1 << 96) {
            let exact = (u128::from(fractions) * per_fraction) >> 64;
            prop_assert_eq!(u128::from(worth(fractions.into(), per_fraction)), exact);
        }

        #[test]
        fn parts_are_worth_the_whole_or_one_unit_less(
            a in 0..1u64 << 63, b in 0..1u64 << 63, per_fraction: u128, bits in 0u32..128,
        ) {
            let value = |fractions| u128::from(worth(fractions, per_fraction >> bits));
            let (parts, whole) = (value(a) + value(b), value(a + b));
            // Where the whole is above what a u64 holds, the parts may not be.
            prop_assert!(parts >= whole && whole == u128::from(u64::MAX) || parts == whole || parts + 1 == whole);
        }

        #[test]
        fn royalties_and_fee_are_not_the_fractions(
            cash: u64, weight in 0..=FULL_WEIGHT, fee in 0u16..=500, supply in 1u64..,
        ) {
            let value = per_fraction(cash, weight, 1, fee, supply).unwrap();
            let proceeds = split(cash, weight, 1, fee).unwrap().proceeds;
            prop_assert!(worth(supply, value) <= proceeds && proceeds - worth(supply, value) <= 1);
            prop_assert!(value <= per_fraction(cash, 0, 1, 0, supply).unwrap());
        }
    }
}
