//! How the winning cash is divided: royalties, the curator's fee, proceeds (DESIGN section 5).

use crate::{
    BPS, RuleError,
    math::{part_ceil, part_floor},
};

/// Royalty weight of an asset that gives all of its part to its creators: 10,000 basis points x 100 per cent.
pub const FULL_WEIGHT: u32 = 1_000_000;

/// Royalty weight of a creator: the asset's basis points times the creator's per cent.
///
/// # Errors
/// [`RuleError::Overflow`] when that is above [`FULL_WEIGHT`], which Token Metadata does not allow.
pub fn royalty_weight(seller_fee_bps: u16, share_per_cent: u8) -> Result<u32, RuleError> {
    match u32::from(seller_fee_bps).checked_mul(u32::from(share_per_cent)) {
        Some(weight) if weight <= FULL_WEIGHT => Ok(weight),
        _ => Err(RuleError::Overflow),
    }
}

/// The winning cash, divided. The three add up to it (INV-08).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// For all creators of all assets, in raw quote units.
    pub royalties: u64,
    /// For the curator, in raw quote units.
    pub curator_fee: u64,
    /// For the fractions, in raw quote units.
    pub proceeds: u64,
}

/// Divides `cash` of the winner of a vault of `assets`, whose royalty weights sum up to `weight`.
///
/// Each asset stands for `cash / assets`. Charges are rounded up; royalties are at most the whole cash, and the
/// curator's fee at most what they leave.
///
/// # Errors
/// [`RuleError::Overflow`] for a vault without assets.
pub fn split(cash: u64, weight: u32, assets: u8, curator_fee_bps: u16) -> Result<Split, RuleError> {
    let whole = whole(assets)?;
    let royalties = part_ceil(cash, weight.min(whole), whole)?;
    let left = cash.saturating_sub(royalties);
    let curator_fee = part_ceil(cash, u32::from(curator_fee_bps).min(BPS), BPS)?.min(left);
    Ok(Split { royalties, curator_fee, proceeds: left.saturating_sub(curator_fee) })
}

/// What one creator of one asset gets of the winning `cash`, in raw quote units, when `unpaid` of the royalties are
/// left for `claims_left` claims, this one included: rounded down, the last one takes the remainder.
///
/// # Errors
/// [`RuleError::LedgerMismatch`] when nothing is left to claim; [`RuleError::Overflow`] for a vault without assets.
pub fn royalty(cash: u64, weight: u32, assets: u8, unpaid: u64, claims_left: u16) -> Result<u64, RuleError> {
    match claims_left {
        0 => Err(RuleError::LedgerMismatch),
        1 => Ok(unpaid),
        _ => {
            let due = part_floor(cash, weight, whole(assets)?)?;
            if due > unpaid { Err(RuleError::LedgerMismatch) } else { Ok(due) }
        }
    }
}

fn whole(assets: u8) -> Result<u32, RuleError> {
    FULL_WEIGHT.checked_mul(u32::from(assets)).ok_or(RuleError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn worked_example() {
        let divided = split(750_000_000, 500 * 100, 1, 200).unwrap();
        assert_eq!(divided, Split { royalties: 37_500_000, curator_fee: 15_000_000, proceeds: 697_500_000 });
        let first = royalty(750_000_000, royalty_weight(500, 70).unwrap(), 1, 37_500_000, 2).unwrap();
        assert_eq!(first, 26_250_000);
        assert_eq!(royalty(750_000_000, royalty_weight(500, 30).unwrap(), 1, 11_250_000, 1), Ok(11_250_000));
    }

    #[test]
    fn t13_royalties_and_fee_are_capped_by_the_cash() {
        let all = split(1_000, FULL_WEIGHT, 1, 500).unwrap();
        assert_eq!(all, Split { royalties: 1_000, curator_fee: 0, proceeds: 0 });
        let most = split(1_000, 9_800 * 100, 1, 500).unwrap();
        assert_eq!(most, Split { royalties: 980, curator_fee: 20, proceeds: 0 });
        assert_eq!(royalty_weight(10_000, 101), Err(RuleError::Overflow));
        assert_eq!(royalty_weight(10_000, 100), Ok(FULL_WEIGHT));
    }

    #[test]
    fn extremes() {
        assert_eq!(split(1, 1, 16, 1), Ok(Split { royalties: 1, curator_fee: 0, proceeds: 0 }));
        assert_eq!(split(0, FULL_WEIGHT, 1, 500), Ok(Split { royalties: 0, curator_fee: 0, proceeds: 0 }));
        let whole = split(u64::MAX, 0, 1, 0).unwrap();
        assert_eq!(whole, Split { royalties: 0, curator_fee: 0, proceeds: u64::MAX });
        assert_eq!(split(1, 0, 0, 0), Err(RuleError::Overflow));
        assert_eq!(royalty(1, 1, 1, 1, 0), Err(RuleError::LedgerMismatch));
        assert_eq!(royalty(100, FULL_WEIGHT, 1, 99, 2), Err(RuleError::LedgerMismatch));
        assert_eq!(royalty(100, FULL_WEIGHT, 0, 99, 2), Err(RuleError::Overflow));
    }

    #[test]
    fn t23_a_creator_of_everything_leaves_nothing_to_one_of_nothing() {
        assert_eq!(royalty(100, FULL_WEIGHT, 1, 100, 2), Ok(100));
        assert_eq!(royalty(100, 0, 1, 0, 1), Ok(0));
        // The other way round.
        assert_eq!(royalty(100, 0, 1, 100, 2), Ok(0));
        assert_eq!(royalty(100, FULL_WEIGHT, 1, 100, 1), Ok(100));
    }

    /// Assets as (basis points, shares of verified creators in per cent).
    fn assets() -> impl Strategy<Value = Vec<(u16, Vec<u8>)>> {
        let shares = prop::collection::vec(1u8..=20, 0..=5);
        prop::collection::vec((0u16..=10_000, shares), 1..=16)
    }

    proptest! {
        #[test]
        fn inv_08_the_split_is_exact(cash: u64, weight in 0..=16 * FULL_WEIGHT, assets in 1u8..=16, fee in 0u16..=500) {
            let weight = weight.min(u32::from(assets) * FULL_WEIGHT);
            let Split { royalties, curator_fee, proceeds } = split(cash, weight, assets, fee).unwrap();
            prop_assert_eq!(
                u128::from(royalties) + u128::from(curator_fee) + u128::from(proceeds),
                u128::from(cash)
            );
        }

        #[test]
        fn t23_royalty_claims_pay_exactly_what_was_set_aside(cash: u64, assets in assets(), order: u64) {
            let count = assets.len() as u8;
            let mut claims: Vec<u32> = assets
                .iter()
                .flat_map(|(bps, shares)| shares.iter().map(|share| royalty_weight(*bps, *share).unwrap()))
                .collect();
            let total = claims.iter().sum();
            let mut unpaid = split(cash, total, count, 0).unwrap().royalties;
            if !claims.is_empty() {
                let first = order as usize % claims.len();
                claims.rotate_left(first);
            }
            for (done, weight) in claims.iter().enumerate() {
                let paid = royalty(cash, *weight, count, unpaid, (claims.len() - done) as u16).unwrap();
                let exact = u128::from(cash) * u128::from(*weight);
                let whole = u128::from(whole(count).unwrap());
                // Nobody gets less than its share rounded down; only the last one more, by less than one unit a claim.
                prop_assert!(u128::from(paid) >= exact / whole);
                prop_assert!(u128::from(paid) <= exact / whole + claims.len() as u128);
                unpaid -= paid;
            }
            prop_assert_eq!(unpaid, 0);
        }

        #[test]
        fn a_lower_fee_is_the_fractions_gain(cash: u64, weight in 0..=FULL_WEIGHT, fee in 1u16..=500, part: u16) {
            let (before, after) = (split(cash, weight, 1, fee).unwrap(), split(cash, weight, 1, part % fee).unwrap());
            prop_assert_eq!(before.royalties, after.royalties);
            prop_assert!(after.proceeds >= before.proceeds);
            prop_assert_eq!(before.curator_fee - after.curator_fee, after.proceeds - before.proceeds);
        }

        #[test]
        fn charges_are_rounded_up(cash: u64, weight in 0..=FULL_WEIGHT, fee in 0u16..=500) {
            let divided = split(cash, weight, 1, fee).unwrap();
            prop_assert!(u128::from(divided.royalties) * 1_000_000 >= u128::from(cash) * u128::from(weight));
            let fee_floor = u128::from(cash) * u128::from(fee) / 10_000;
            prop_assert!(divided.proceeds == 0 || u128::from(divided.curator_fee) >= fee_floor);
        }
    }
}
