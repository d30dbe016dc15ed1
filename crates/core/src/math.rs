//! Shares of amounts, rounded down where they are paid and up where they are charged (DESIGN section 3, rule 4).

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

/// `floor(amount * numerator / denominator)` of a part of the amount, `numerator <= denominator`.
///
/// # Errors
/// [`RuleError::Overflow`] when the part is more than the whole, or the denominator zero.
pub fn part_floor(amount: u64, numerator: u32, denominator: u32) -> Result<u64, RuleError> {
    Ok(part(amount, numerator, denominator)?.0)
}

/// `ceil(amount * numerator / denominator)` of a part of the amount, `numerator <= denominator`.
///
/// # Errors
/// As [`part_floor`].
pub fn part_ceil(amount: u64, numerator: u32, denominator: u32) -> Result<u64, RuleError> {
    let (whole, rest) = part(amount, numerator, denominator)?;
    // With a rest, the whole is below the amount.
    Ok(whole.wrapping_add(u64::from(rest > 0)))
}

/// Quotient and rest of `amount * numerator / denominator`.
///
/// With `amount = denominator * q + r` it is `numerator * q` and what `numerator * r` gives. All of it fits 64 bits, as
/// the quotient is at most `amount` and `numerator * r` below 2^64: a division of 128 bits is dear on chain.
fn part(amount: u64, numerator: u32, denominator: u32) -> Result<(u64, u64), RuleError> {
    if numerator > denominator {
        return Err(RuleError::Overflow);
    }
    let (numerator, denominator) = (u64::from(numerator), u64::from(denominator));
    let q = amount.checked_div(denominator).ok_or(RuleError::Overflow)?;
    let r = amount.checked_rem(denominator).ok_or(RuleError::Overflow)?;
    let small = numerator.wrapping_mul(r);
    let (more, rest) = (small.checked_div(denominator), small.checked_rem(denominator));
    let whole = numerator.wrapping_mul(q).wrapping_add(more.ok_or(RuleError::Overflow)?);
    Ok((whole, rest.ok_or(RuleError::Overflow)?))
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

    #[test]
    fn extremes_of_parts() {
        const MAX: u64 = u64::MAX;
        assert_eq!((part_floor(MAX, u32::MAX, u32::MAX), part_ceil(MAX, u32::MAX, u32::MAX)), (Ok(MAX), Ok(MAX)));
        assert_eq!((part_floor(MAX, 0, 1), part_ceil(MAX, 0, 1)), (Ok(0), Ok(0)));
        assert_eq!((part_floor(1, 1, u32::MAX), part_ceil(1, 1, u32::MAX)), (Ok(0), Ok(1)));
        for (numerator, denominator) in [(0, 0), (1, 0), (2, 1), (u32::MAX, u32::MAX - 1)] {
            assert_eq!(part_floor(1, numerator, denominator), Err(RuleError::Overflow));
            assert_eq!(part_ceil(1, numerator, denominator), Err(RuleError::Overflow));
        }
    }

    proptest! {
        #[test]
        fn a_part_is_the_quotient_of_the_product(amount: u64, some in 0u32.., other in 1u32..) {
            let (numerator, denominator) = (some.min(other), some.max(other));
            let wide = (amount, u64::from(numerator), u64::from(denominator));
            prop_assert_eq!(part_floor(amount, numerator, denominator), mul_div_floor(wide.0, wide.1, wide.2));
            prop_assert_eq!(part_ceil(amount, numerator, denominator), mul_div_ceil(wide.0, wide.1, wide.2));
        }

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
