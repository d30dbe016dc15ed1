//! Products of two `u64` divided by a third, through `u128` (DESIGN section 3, rule 4).

use crate::RuleError;

/// `floor(a * b / c)`: how payouts are rounded.
///
/// # Errors
/// [`RuleError::Overflow`] when `c` is zero or the result exceeds `u64`.
pub fn mul_div_floor(a: u64, b: u64, c: u64) -> Result<u64, RuleError> {
    narrow(product(a, b).checked_div(u128::from(c)).ok_or(RuleError::Overflow)?)
}

/// `ceil(a * b / c)`: how charges are rounded.
///
/// # Errors
/// [`RuleError::Overflow`] when `c` is zero or the result exceeds `u64`.
pub fn mul_div_ceil(a: u64, b: u64, c: u64) -> Result<u64, RuleError> {
    if c == 0 {
        return Err(RuleError::Overflow);
    }
    narrow(product(a, b).div_ceil(u128::from(c)))
}

fn product(a: u64, b: u64) -> u128 {
    // Exact: (2^64 - 1)^2 < 2^128.
    u128::from(a).wrapping_mul(u128::from(b))
}

fn narrow(value: u128) -> Result<u64, RuleError> {
    u64::try_from(value).map_err(|_| RuleError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn extremes() {
        const MAX: u64 = u64::MAX;
        assert_eq!(mul_div_floor(MAX, MAX, MAX), Ok(MAX));
        assert_eq!(mul_div_ceil(MAX, MAX, MAX), Ok(MAX));
        assert_eq!(mul_div_floor(1, 1, MAX), Ok(0));
        assert_eq!(mul_div_ceil(1, 1, MAX), Ok(1));
        assert_eq!(mul_div_ceil(0, MAX, 1), Ok(0));
        assert_eq!(mul_div_floor(MAX, 2, 1), Err(RuleError::Overflow));
        assert_eq!(mul_div_ceil(MAX, 2, 1), Err(RuleError::Overflow));
        assert_eq!(mul_div_floor(1, 1, 0), Err(RuleError::Overflow));
        assert_eq!(mul_div_ceil(1, 1, 0), Err(RuleError::Overflow));
    }

    proptest! {
        #[test]
        fn floor_and_ceil_enclose_the_quotient(a: u64, b: u64, c in 1u64..) {
            let exact = u128::from(a) * u128::from(b);
            let c128 = u128::from(c);
            match (mul_div_floor(a, b, c), mul_div_ceil(a, b, c)) {
                (Ok(floor), Ok(ceil)) => {
                    prop_assert!(u128::from(floor) * c128 <= exact);
                    prop_assert!(u128::from(ceil) * c128 >= exact);
                    prop_assert_eq!(u128::from(ceil - floor), u128::from(!exact.is_multiple_of(c128)));
                }
                (floor, ceil) => {
                    prop_assert_eq!(ceil, Err(RuleError::Overflow));
                    prop_assert_eq!(floor.is_err(), exact / c128 > u128::from(u64::MAX));
                }
            }
        }
    }
}
