//! What fractions are paid after the sale (DESIGN section 5).

use crate::{RuleError, math::mul_div_floor};

/// What burning `amount` of `supply` fractions pays of the `remaining` proceeds: its share, rounded down. Who burns
/// the last fraction takes all that remains.
///
/// # Errors
/// [`RuleError::ZeroAmount`], [`RuleError::AmountAboveSupply`], [`RuleError::PayoutBelowMinimum`]
pub fn redeem(amount: u64, supply: u64, remaining: u64, min_payout: u64) -> Result<u64, RuleError> {
    if amount == 0 {
        return Err(RuleError::ZeroAmount);
    }
    if amount > supply {
        return Err(RuleError::AmountAboveSupply);
    }
    let payout = mul_div_floor(amount, remaining, supply)?;
    if payout < min_payout {
        return Err(RuleError::PayoutBelowMinimum);
    }
    Ok(payout)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn worked_example() {
        let (mut supply, mut remaining) = (7_500_000_000, 697_500_000);
        for (amount, payout) in
            [(4_000_000_000, 372_000_000), (1_100_000_000, 102_300_000), (2_400_000_000, 223_200_000)]
        {
            assert_eq!(redeem(amount, supply, remaining, payout), Ok(payout));
            supply -= amount;
            remaining -= payout;
        }
        assert_eq!((supply, remaining), (0, 0));
    }

    #[test]
    fn refusals_and_extremes() {
        assert_eq!(redeem(0, 1, 1, 0), Err(RuleError::ZeroAmount));
        assert_eq!(redeem(2, 1, 1, 0), Err(RuleError::AmountAboveSupply));
        assert_eq!(redeem(1, 3, 10, 4), Err(RuleError::PayoutBelowMinimum));
        assert_eq!(redeem(1, 3, 10, 3), Ok(3));
        assert_eq!(redeem(1, 1, u64::MAX, 0), Ok(u64::MAX));
        assert_eq!(redeem(u64::MAX, u64::MAX, u64::MAX, 0), Ok(u64::MAX));
        assert_eq!(redeem(1, u64::MAX, 1, 0), Ok(0));
    }

    proptest! {
        #[test]
        fn inv_06_payouts_sum_up_to_the_proceeds_in_any_order(
            proceeds: u64,
            holders in prop::collection::vec(1u64..=u64::MAX / 40, 1..40),
        ) {
            let mut supply: u64 = holders.iter().sum();
            let (whole, mut remaining) = (supply, proceeds);
            for amount in holders {
                let payout = redeem(amount, supply, remaining, 0).unwrap();
                // Who waits loses nothing: the share of what remains never falls below the first one.
                let share = u128::from(amount) * u128::from(proceeds) / u128::from(whole);
                prop_assert!(u128::from(payout) >= share);
                supply -= amount;
                remaining -= payout;
            }
            prop_assert_eq!((supply, remaining), (0, 0));
        }

        #[test]
        fn splitting_a_redemption_gains_nothing(
            supply in 2u64.., remaining: u64, amount: u64, part: u64,
        ) {
            let amount = 2 + amount % (supply - 1);
            prop_assume!(amount <= supply);
            let first = 1 + part % (amount - 1);
            let whole = redeem(amount, supply, remaining, 0).unwrap();
            let a = redeem(first, supply, remaining, 0).unwrap();
            let b = redeem(amount - first, supply - first, remaining - a, 0).unwrap();
            prop_assert!(u128::from(a) + u128::from(b) <= u128::from(whole));
        }
    }
}
