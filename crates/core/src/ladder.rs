//! The prices that can be asked: a ladder of 5 % steps around the opening price (DESIGN section 4).
//!
//! `price(k) = floor(opening * 1.05^(k - 96))`, exact for every opening price. On chain it takes three products and a
//! shift: the 192 multipliers are computed by the compiler, as fixed-point numbers precise enough that the floor is
//! never off by one (the tests hold the proof).

use crate::RuleError;

/// How many levels the ladder has.
pub const LEVELS: usize = 192;
/// The level whose price is the opening price.
pub const OPENING_LEVEL: u8 = 96;

/// Bits of a multiplier below the point; the largest multiplier is `1.05^95 < 2^7`.
const FRACTION_BITS: u32 = 184;

/// `ceil(1.05^(level - 96) * 2^184)` for each level, in limbs, the lowest first.
///
/// Why the floor of a price is exact: a multiplier exceeds its exact value by less than one, so `opening * multiplier`
/// exceeds the exact product by less than `2^64`. Without its 184 fractional bits it has the same floor, unless the
/// exact product is within `2^64 / 2^184 = 2^-120` below an integer, which it is for no opening price and no level.
static MULTIPLIERS: [[u64; 3]; LEVELS] = at_compile_time::multipliers();

/// The price of a level for the whole vault, in raw quote units: `floor(opening_price * 1.05^(level - 96))`, at least
/// 1; a price that exceeds `u64` is `u64::MAX`.
///
/// # Errors
/// [`RuleError::LevelOutOfBounds`]
pub fn price(opening_price: u64, level: u8) -> Result<u64, RuleError> {
    let [low, middle, high] = MULTIPLIERS.get(usize::from(level)).ok_or(RuleError::LevelOutOfBounds)?;
    let opening = u128::from(opening_price);
    // Exact: (2^64 - 1)^2 + 2^64 - 1 < 2^128.
    let times = |limb: &u64, carry: u128| opening.wrapping_mul(u128::from(*limb)).wrapping_add(carry >> u64::BITS);
    let above_two_limbs = times(high, times(middle, times(low, 0)));
    let price = above_two_limbs >> (FRACTION_BITS - 2 * u64::BITS);
    Ok(u64::try_from(price).unwrap_or(u64::MAX).max(1))
}

/// The lowest level whose price is at least `price`: what a holder asks who does not sell below `price`.
///
/// # Errors
/// [`RuleError::PriceAboveLadder`] when the highest level is below `price`.
pub fn level_at_least(opening_price: u64, price: u64) -> Result<u8, RuleError> {
    let (mut lowest, mut end) = (0, LEVELS as u8);
    while lowest < end {
        let middle = lowest.midpoint(end);
        if self::price(opening_price, middle)? < price {
            lowest = middle.saturating_add(1);
        } else {
            end = middle;
        }
    }
    if usize::from(lowest) < LEVELS { Ok(lowest) } else { Err(RuleError::PriceAboveLadder) }
}

#[cfg_attr(
    not(test),
    expect(
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing,
        reason = "evaluated by the compiler, which refuses what is out of range"
    )
)]
mod at_compile_time {
    use super::{FRACTION_BITS, LEVELS, OPENING_LEVEL};

    /// Limbs, the lowest first: enough for `21^97 * 2^184 < 2^611`.
    type Wide = [u64; 10];

    pub(super) const fn multipliers() -> [[u64; 3]; LEVELS] {
        let mut table = [[0; 3]; LEVELS];
        let opening = OPENING_LEVEL as usize;
        let mut power_of_20: Wide = [0; 10];
        power_of_20[2] = 1 << (FRACTION_BITS - 2 * u64::BITS);
        let mut power_of_21 = power_of_20;
        let mut n = 0;
        while n <= opening {
            if opening + n < LEVELS {
                table[opening + n] = quotient(power_of_21, 20, n);
            }
            table[opening - n] = quotient(power_of_20, 21, n);
            power_of_20 = product(power_of_20, 20);
            power_of_21 = product(power_of_21, 21);
            n += 1;
        }
        table
    }

    const fn product(mut number: Wide, factor: u64) -> Wide {
        let (mut limb, mut carry) = (0, 0);
        while limb < number.len() {
            let part = number[limb] as u128 * factor as u128 + carry;
            number[limb] = part as u64;
            carry = part >> u64::BITS;
            limb += 1;
        }
        assert!(carry == 0, "the product has more limbs");
        number
    }

    /// `ceil(number / divisor^times)`: the floors of successive divisions are the floor of the whole one, which is
    /// exact if none of them leaves a rest.
    const fn quotient(mut number: Wide, divisor: u64, times: usize) -> [u64; 3] {
        let (mut done, mut exact) = (0, true);
        while done < times {
            let (mut limb, mut rest) = (number.len(), 0);
            while limb > 0 {
                limb -= 1;
                let part = (rest << u64::BITS) + number[limb] as u128;
                number[limb] = (part / divisor as u128) as u64;
                rest = part % divisor as u128;
            }
            exact = exact && rest == 0;
            done += 1;
        }
        let mut limb = 3;
        while limb < number.len() {
            assert!(number[limb] == 0, "the quotient has more limbs");
            limb += 1;
        }
        [number[0] + !exact as u64, number[1], number[2]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;
    use std::{cmp::Ordering, sync::LazyLock};

    const ONE: u64 = 1_000_000_000;
    const TOP: u8 = LEVELS as u8 - 1;

    /// `1.05^(level - 96)` of each level as a fraction in lowest terms.
    static RATIOS: LazyLock<Vec<(BigUint, BigUint)>> = LazyLock::new(|| {
        let ratio = |level: u8| {
            let n = u32::from(level.abs_diff(OPENING_LEVEL));
            let (larger, smaller) = (BigUint::from(21u8).pow(n), BigUint::from(20u8).pow(n));
            match level.cmp(&OPENING_LEVEL) {
                Ordering::Less => (smaller, larger),
                _ => (larger, smaller),
            }
        };
        (0..=TOP).map(ratio).collect()
    });

    fn exact_price(opening: u64, level: u8) -> u64 {
        let (above, below) = &RATIOS[usize::from(level)];
        u64::try_from(above * opening / below).unwrap_or(u64::MAX).max(1)
    }

    fn assert_exact_on_every_level(opening: u64) {
        for level in 0..=TOP {
            assert_eq!(price(opening, level), Ok(exact_price(opening, level)), "{opening} on level {level}");
        }
    }

    /// The opening of 1 to `limit` whose exact price on the level is closest below an integer, and this distance times
    /// the ratio's denominator; integers have the distance 1. The opening is 0 if every price is an integer.
    ///
    /// A continued fraction of the ratio `r`: two fractions `a/b <= r < c/d` with `c * b - a * d = 1` are moved towards
    /// it in turn, each by adding the other one's terms as often as it stays on its side, until `b + d > limit` or
    /// `a/b = r`. Then no `o` of 1 to `limit` has a smaller distance than `d` has, `c - d * r`:
    ///
    /// Let `m` be an integer above `o * r`. As the determinant is 1, there are integers `x`, `y` with
    /// `(o, m) = x * (b, a) + y * (d, c)`, and the distance is `m - o * r = y * (c - d * r) - x * (b * r - a)`. Both
    /// brackets are at least 0. For `y <= 0` the distance is above 0 only if `x < 0`, and then `o = x * b + y * d < 0`.
    /// So `y >= 1`, and the distance is below `c - d * r` only if `b * r - a > 0` and `x >= 1`; then `o >= b + d`.
    fn closest_below_an_integer(level: u8, limit: u64) -> (BigUint, BigUint) {
        let (above, below) = &RATIOS[usize::from(level)];
        let (zero, one) = (BigUint::ZERO, BigUint::from(1u8));
        let mut lower = (above / below, one.clone());
        let mut upper = (one.clone(), zero.clone());
        // Times the ratio's denominator, so that they are integers: b * r - a and c - d * r.
        let mut short = above % below;
        let mut over = below.clone();
        while short > zero {
            let steps = ((&over - &one) / &short).min((limit - &upper.1) / &lower.1);
            upper = (&upper.0 + &steps * &lower.0, &upper.1 + &steps * &lower.1);
            over -= &steps * &short;
            if &lower.1 + &upper.1 > limit.into() {
                break;
            }
            let steps = (&short / &over).min((limit - &lower.1) / &upper.1);
            lower = (&lower.0 + &steps * &upper.0, &lower.1 + &steps * &upper.1);
            short -= &steps * &over;
            if &lower.1 + &upper.1 > limit.into() {
                break;
            }
        }
        assert_eq!(&upper.0 * &lower.1, &lower.0 * &upper.1 + &one);
        assert_eq!(&lower.1 * above, &lower.0 * below + &short);
        assert_eq!(&upper.0 * below, &upper.1 * above + &over);
        assert!(short == zero || &lower.1 + &upper.1 > limit.into());
        (upper.1, over)
    }

    #[test]
    fn worked_example() {
        assert_eq!(price(ONE, 92), Ok(822_702_474));
        for (level, exact) in [(0, 9_243_305), (90, 746_215_396), (95, 952_380_952), (97, 1_050_000_000)] {
            assert_eq!(price(ONE, level), Ok(exact), "level {level}");
        }
        assert_eq!(price(ONE, OPENING_LEVEL), Ok(ONE));
        assert_eq!(price(ONE, TOP), Ok(103_034_676_446));
    }

    #[test]
    fn the_compiler_computes_what_the_program_would() {
        assert_eq!(MULTIPLIERS, at_compile_time::multipliers());
    }

    #[test]
    fn every_multiplier_is_the_ceiling_of_the_exact_one() {
        for (multiplier, (above, below)) in MULTIPLIERS.iter().zip(RATIOS.iter()) {
            let value = multiplier.iter().rev().fold(BigUint::ZERO, |value, limb| (value << u64::BITS) + *limb);
            let exact = above << FRACTION_BITS;
            assert!(&value * below >= exact);
            assert!((value - 1u8) * below < exact);
        }
    }

    /// With [`every_multiplier_is_the_ceiling_of_the_exact_one`] the proof that prices are exact: no opening below
    /// `2^64` has an exact price within `2^-120` below an integer.
    #[test]
    fn the_floor_is_exact_for_every_opening_price() {
        for level in 0..=TOP {
            let (hardest, distance) = closest_below_an_integer(level, u64::MAX);
            let (_, below) = &RATIOS[usize::from(level)];
            assert!(distance << (FRACTION_BITS - u64::BITS) > *below, "level {level}");
            let hardest = u64::try_from(hardest).unwrap();
            for opening in hardest.saturating_sub(1)..=hardest.saturating_add(1) {
                assert_exact_on_every_level(opening);
            }
        }
    }

    #[test]
    fn the_search_of_the_proof_finds_what_trying_all_finds() {
        for (level, (above, below)) in (0..).zip(RATIOS.iter()) {
            for limit in [1, 2, 19, 20, 21, 400, 1_000] {
                let least = (1..=limit).map(|opening| below - above * opening % below).min();
                assert_eq!(closest_below_an_integer(level, limit).1, least.unwrap(), "level {level} to {limit}");
            }
        }
    }

    #[test]
    fn edges_and_powers() {
        let powers_of_two = (0..u64::BITS).map(|n| 1 << n);
        let powers_of_ten = (0..=19).map(|n| 10u64.pow(n));
        let powers_of_the_ratio = (0..=14).flat_map(|n| [20u64.pow(n), 21u64.pow(n)]);
        for power in powers_of_two.chain(powers_of_ten).chain(powers_of_the_ratio).chain([u64::MAX]) {
            for opening in [power.saturating_sub(1), power, power.saturating_add(1)] {
                assert_exact_on_every_level(opening);
            }
        }
    }

    #[test]
    fn t26_a_price_is_at_least_one() {
        for opening in [0, 1] {
            for level in 0..=OPENING_LEVEL {
                assert_eq!(price(opening, level), Ok(1));
            }
        }
        assert_eq!((price(1, OPENING_LEVEL + 14), price(1, OPENING_LEVEL + 15)), (Ok(1), Ok(2)));
    }

    #[test]
    fn a_price_above_the_range_is_the_largest() {
        assert_eq!(price(u64::MAX, OPENING_LEVEL), Ok(u64::MAX));
        assert!(price(u64::MAX, OPENING_LEVEL - 1).unwrap() < u64::MAX);
        for level in OPENING_LEVEL + 1..=TOP {
            assert_eq!(price(u64::MAX, level), Ok(u64::MAX));
        }
        // This one is exact, the next would be 2^64.
        assert_eq!(price(17_568_327_689_247_192_015, OPENING_LEVEL + 1), Ok(u64::MAX));
        assert_eq!(price(17_568_327_689_247_192_014, OPENING_LEVEL + 1), Ok(u64::MAX - 1));
        assert_eq!(price(17_568_327_689_247_192_016, OPENING_LEVEL + 1), Ok(u64::MAX));
    }

    #[test]
    fn there_are_192_levels() {
        assert!(price(ONE, TOP).is_ok());
        for level in LEVELS as u8..=u8::MAX {
            assert_eq!(price(ONE, level), Err(RuleError::LevelOutOfBounds));
        }
    }

    #[test]
    fn the_level_of_a_price() {
        assert_eq!(level_at_least(ONE, 0), Ok(0));
        assert_eq!(level_at_least(ONE, 822_702_474), Ok(92));
        assert_eq!(level_at_least(ONE, 822_702_475), Ok(93));
        assert_eq!(level_at_least(ONE, ONE), Ok(OPENING_LEVEL));
        assert_eq!(level_at_least(ONE, ONE + 1), Ok(OPENING_LEVEL + 1));
        assert_eq!(level_at_least(ONE, 103_034_676_446), Ok(TOP));
        assert_eq!(level_at_least(ONE, 103_034_676_447), Err(RuleError::PriceAboveLadder));
        assert_eq!(level_at_least(1, 1), Ok(0));
        assert_eq!(level_at_least(u64::MAX, u64::MAX), Ok(OPENING_LEVEL));
        assert_eq!(level_at_least(1, u64::MAX), Err(RuleError::PriceAboveLadder));
    }

    /// Openings of every magnitude: half of all `u64` have 64 bits.
    fn opening() -> impl Strategy<Value = u64> {
        (any::<u64>(), 0..u64::BITS).prop_map(|(number, shift)| number >> shift)
    }

    proptest! {
        #[test]
        fn every_price_is_exact(opening in opening()) {
            assert_exact_on_every_level(opening);
        }

        #[test]
        fn a_higher_level_or_opening_is_never_cheaper(opening in opening(), more in opening(), level in 0..TOP) {
            let of = |opening, level| price(opening, level).unwrap();
            prop_assert!(of(opening, level) <= of(opening, level + 1));
            prop_assert!(of(opening, level) <= of(opening.saturating_add(more), level));
        }

        #[test]
        fn nobody_sells_below_the_wish(opening in opening(), wish in opening()) {
            match level_at_least(opening, wish) {
                Ok(level) => {
                    prop_assert!(price(opening, level).unwrap() >= wish);
                    prop_assert!(level == 0 || price(opening, level - 1).unwrap() < wish);
                }
                Err(error) => {
                    prop_assert_eq!(error, RuleError::PriceAboveLadder);
                    prop_assert!(price(opening, TOP).unwrap() < wish);
                }
            }
        }
    }
}
