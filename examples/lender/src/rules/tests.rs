use proptest::prelude::*;

use super::*;

const TERMS: Terms =
    Terms { price_cap: 500_000_000, ltv_bps: 5_000, threshold_bps: 8_000, bonus_bps: 500, rate_bps: 1_000 };

fn owed(principal: u64, interest: u64) -> Debt {
    Debt { principal, interest }
}

#[test]
fn terms_are_held_to_their_bounds() {
    assert_eq!(TERMS.check(), Ok(()));
    let cases = [
        (Terms { price_cap: 1, ..TERMS }, Ok(())),
        (Terms { price_cap: 0, ..TERMS }, Err(LenderError::ZeroPriceCap)),
        (Terms { ltv_bps: 1, ..TERMS }, Ok(())),
        (Terms { ltv_bps: 0, ..TERMS }, Err(LenderError::LoanToValueOutOfBounds)),
        (Terms { ltv_bps: 7_999, ..TERMS }, Ok(())),
        (Terms { ltv_bps: 8_000, ..TERMS }, Err(LenderError::LoanToValueOutOfBounds)),
        // 8,000 * 12,500 is the whole.
        (Terms { bonus_bps: 2_500, ..TERMS }, Ok(())),
        (Terms { bonus_bps: 2_501, ..TERMS }, Err(LenderError::ThresholdOutOfBounds)),
        (Terms { threshold_bps: 10_000, bonus_bps: 0, ..TERMS }, Ok(())),
        (Terms { threshold_bps: 10_001, bonus_bps: 0, ..TERMS }, Err(LenderError::ThresholdOutOfBounds)),
        (Terms { threshold_bps: u16::MAX, bonus_bps: u16::MAX, ..TERMS }, Err(LenderError::ThresholdOutOfBounds)),
        (Terms { rate_bps: 10_000, ..TERMS }, Ok(())),
        (Terms { rate_bps: 10_001, ..TERMS }, Err(LenderError::RateOutOfBounds)),
    ];
    for (terms, expected) in cases {
        assert_eq!(terms.check(), expected, "{terms:?}");
    }
}

#[test]
fn a_reserve_counts_up_to_the_cap_and_a_bid_in_full() {
    assert_eq!(believed(930, 1_000, false, 1_000), 930);
    assert_eq!(believed(930, 999, false, 1_000), 930);
    assert_eq!(believed(930, 1_001, false, 1_000), 929);
    assert_eq!(believed(930, 2_000, false, 1_000), 465);
    assert_eq!(believed(930, 2_000, true, 1_000), 930);
    assert_eq!(believed(0, 0, false, 1), 0);
    assert_eq!(believed(u64::MAX, u64::MAX, false, 1), 1);
    assert_eq!(believed(u64::MAX, u64::MAX, false, u64::MAX - 1), u64::MAX - 1);
}

#[test]
fn a_limit_is_rounded_down() {
    assert_eq!((limit(9_999, 5_000), limit(1, 9_999), limit(0, 10_000)), (4_999, 0, 0));
    assert_eq!(limit(u64::MAX, 10_000), u64::MAX);
}

#[test]
fn interest_is_simple_and_rounded_up() {
    let debt = owed(1_000_000, 0);
    assert_eq!(debt.accrued(1_000, 0), debt);
    assert_eq!(debt.accrued(0, YEAR_SECS), debt);
    assert_eq!(debt.accrued(1_000, YEAR_SECS), owed(1_000_000, 100_000));
    assert_eq!(debt.accrued(1_000, 1), owed(1_000_000, 1));
    // 316 seconds are the first of which more than one unit has come.
    assert_eq!((debt.accrued(1_000, 315).interest, debt.accrued(1_000, 316).interest), (1, 2));
    assert_eq!(owed(1_000_000, 100_000).accrued(1_000, YEAR_SECS), owed(1_000_000, 200_000), "no interest on interest");
    assert_eq!(owed(0, 7).accrued(10_000, u64::MAX), owed(0, 7));
    assert_eq!(owed(u64::MAX, 0).accrued(10_000, u64::MAX), owed(u64::MAX, 0));
    // 2^64 - 1 parts of 315,360,000,000, as far as they are counted.
    assert_eq!(owed(1, 0).accrued(10_000, u64::MAX), owed(1, 58_494_242));
}

#[test]
fn interest_is_paid_before_principal() {
    let debt = owed(100, 10);
    assert_eq!((debt.paid(0), debt.paid(9), debt.paid(10)), (debt, owed(100, 1), owed(100, 0)));
    assert_eq!((debt.paid(11), debt.paid(110), debt.paid(u64::MAX)), (owed(99, 0), owed(0, 0), owed(0, 0)));
    assert_eq!(debt.lent(5), Ok(owed(105, 10)));
    assert_eq!(debt.lent(u64::MAX - 110), Ok(owed(u64::MAX - 10, 10)));
    assert_eq!(debt.lent(u64::MAX - 109), Err(LenderError::Overflow));
}

#[test]
fn a_liquidator_gets_what_it_pays_and_the_bonus() {
    // 1,000 fractions worth 2,000 for a debt of 1,700: each payment of 100 gets 105 in fractions of 2.
    assert_eq!(seized(100, 1_700, 1_000, 2_000, 500), 52);
    assert_eq!(seized(1_700, 1_700, 1_000, 2_000, 500), 892);
    assert_eq!(seized(u64::MAX, 1_700, 1_000, 2_000, 500), 892, "at most the debt is paid");
    // Of a debt above the worth: its part of the fractions, whatever the bonus.
    assert_eq!(seized(600, 2_400, 1_000, 2_000, 500), 250);
    assert_eq!(seized(2_400, 2_400, 1_000, 2_000, 500), 1_000);
    assert_eq!(seized(2_400, 2_400, 1_000, 0, 500), 1_000);
    assert_eq!((seized(0, 1, 1, 1, 0), seized(1, 0, 1, 1, 0), seized(1, 1, 0, 0, 0)), (0, 0, 0));
    assert_eq!(seized(u64::MAX, u64::MAX, u64::MAX, u64::MAX, u16::MAX), u64::MAX);
}

#[test]
fn what_a_sale_does_not_cover_is_lost() {
    assert_eq!(divide(100, 70), Division { repaid: 70, due: 30 });
    assert_eq!(divide(100, 100), Division { repaid: 100, due: 0 });
    assert_eq!(divide(100, 130), Division { repaid: 100, due: 0 });
    assert_eq!(divide(0, u64::MAX), Division { repaid: 0, due: 0 });
}

proptest! {
    #[test]
    fn what_is_believed_is_never_more_than_the_worth_or_the_part_up_to_the_cap(
        worth: u64, price: u64, firm: bool, price_cap in 1u64..,
    ) {
        let value = believed(worth, price, firm, price_cap);
        prop_assert!(value <= worth);
        if !firm && price > price_cap {
            let (exact, value) = (u128::from(worth) * u128::from(price_cap), u128::from(value));
            prop_assert!(value * u128::from(price) <= exact && exact < (value + 1) * u128::from(price));
        } else {
            prop_assert_eq!(value, worth);
        }
    }

    #[test]
    fn a_higher_reserve_of_the_same_vault_is_not_believed_above_the_cap(
        per_unit in 1u64..1_000_000, price in 1u64..1_000_000_000, more in 0u64..1_000_000_000, price_cap in 1u64..,
    ) {
        // The worth in proportion to the price: what raising the reserve does.
        let value = |price: u64| believed(price * per_unit, price, false, price_cap);
        prop_assert!(value(price + more) <= price_cap.saturating_mul(per_unit));
        prop_assert!(value(price) <= value(price + more));
    }

    #[test]
    fn interest_taken_in_parts_is_dearer_by_less_than_one_unit_for_each(
        principal: u64, rate in 0u16..=MAX_RATE_BPS, parts in prop::collection::vec(0u64..YEAR_SECS, 1..20),
    ) {
        let principal = principal >> 8;
        let whole = owed(principal, 0).accrued(rate, parts.iter().sum());
        let apart = parts.iter().fold(owed(principal, 0), |debt, secs| debt.accrued(rate, *secs));
        prop_assert!(whole.interest <= apart.interest && apart.interest < whole.interest + parts.len() as u64);
    }

    #[test]
    fn a_payment_lowers_the_debt_by_itself(principal: u64, interest: u64, amount: u64) {
        let debt = owed(principal, interest.min(u64::MAX - principal));
        let left = debt.paid(amount);
        prop_assert_eq!(left.total(), debt.total().saturating_sub(amount));
        prop_assert!(left.interest == 0 || left.principal == debt.principal);
    }

    #[test]
    fn a_liquidation_takes_no_more_than_is_paid_for_and_leaves_the_rest_no_worse(
        paid: u64, debt in 1u64.., fractions: u64, worth: u64, bonus in 0u16..5_000,
    ) {
        let paid = paid % debt + 1;
        let taken = seized(paid, debt, fractions, worth, bonus);
        prop_assert!(taken <= fractions);
        let (taken, fractions, paid, debt) = (u128::from(taken), u128::from(fractions), u128::from(paid), u128::from(debt));
        // What is left of the fractions is at least the part that is left of the debt: products below 2^128.
        prop_assert!((fractions - taken) * debt >= fractions * (debt - paid));
        // They are worth the payment and the bonus at most.
        let (worth, claim) = (u128::from(worth), paid * (10_000 + u128::from(bonus)) / 10_000);
        prop_assert!(claim >= worth || taken * worth <= fractions * claim);
    }

    #[test]
    fn with_terms_that_are_allowed_the_collateral_pays_a_debt_at_the_threshold_and_the_bonus(
        worth in 10_000u64..1 << 50, threshold in 2u16..=10_000, bonus in 0u16..10_000, rate in 0u16..=MAX_RATE_BPS,
    ) {
        let terms = Terms { price_cap: 1, ltv_bps: 1, threshold_bps: threshold, bonus_bps: bonus, rate_bps: rate };
        prop_assume!(terms.check().is_ok());
        let debt = limit(worth, threshold);
        prop_assume!(debt > 0);
        let taken = seized(debt, debt, worth, worth, bonus);
        // With fractions worth a unit each: all that the bonus promises, to the unit.
        prop_assert_eq!(taken, (u128::from(debt) * (10_000 + u128::from(bonus)) / 10_000) as u64);
    }

    #[test]
    fn a_sale_is_divided_without_a_rest(payout: u64, debt: u64) {
        let Division { repaid, due } = divide(payout, debt);
        prop_assert_eq!(u128::from(repaid) + u128::from(due), u128::from(payout));
        prop_assert!(repaid <= debt && (due == 0 || repaid == debt));
    }
}
