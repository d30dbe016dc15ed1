//! The price at or above which anyone may start the auction (DESIGN section 4).
//!
//! Every fraction has an ask: a staked one what its holder set, every other one the opening price. The reserve is the
//! lowest price at which more than the consent would sell. So a holder who does nothing is counted, with the price it
//! bought under, and no minority decides for the others: what a part of the supply can bring about ends at what the
//! rest asks (the tests state and prove the bounds).

use crate::{
    BPS, RuleError, Terms,
    ladder::{self, LEVELS, OPENING_LEVEL},
    math::{part_ceil, part_floor},
    terms::{MAX_CONSENT_BPS, MAX_FLOOR_BPS},
};

/// The reserve of a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// At or above this price of the whole vault, in raw quote units, anyone may start the auction.
    pub price: u64,
    /// The lowest level of the ladder at which more than the consent would sell. Its price is below the reserve's
    /// where the floor is above it.
    pub level: u8,
    /// The weight that asks this level or less, in raw fraction units; more than the consent's part of the supply.
    pub consenting: u64,
}

/// The asks of a vault, as kept by [`shift`](crate::asks::shift).
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// The staked weight that asks each level, in raw fraction units.
    pub weights: &'a [u64; LEVELS],
    /// The sum of all weights.
    pub asking: u64,
}

/// The reserve of a vault of `supply` fractions; without a book nobody asks. Where nobody does, or no fraction is left,
/// it is the opening price.
///
/// # Errors
/// [`RuleError::ConsentOutOfBounds`], [`RuleError::FloorOutOfBounds`], [`RuleError::LedgerMismatch`] where more asks
/// than there is, or the weights turn out not to sum up to what asks
pub fn reserve(terms: &Terms, book: Option<Book>, supply: u64) -> Result<Reserve, RuleError> {
    let everything_at_opening = Reserve { price: terms.opening_price, level: OPENING_LEVEL, consenting: supply };
    let Some(Book { weights, asking }) = book else {
        return Ok(everything_at_opening);
    };
    let not_asking = supply.checked_sub(asking).ok_or(RuleError::LedgerMismatch)?;
    if supply == 0 {
        return Ok(everything_at_opening);
    }
    let (level, consenting) = consent(weights, not_asking, most_without_consent(terms, supply)?)?;
    if consenting > supply {
        return Err(RuleError::LedgerMismatch);
    }
    Ok(Reserve { price: ladder::price(terms.opening_price, level)?.max(floor(terms)?), level, consenting })
}

/// The least reserve: the floor's part of the opening price, in raw quote units. Rounded up, as it protects those who
/// would not sell: no unit of a bound is rounded away.
///
/// # Errors
/// [`RuleError::FloorOutOfBounds`]
pub fn floor(terms: &Terms) -> Result<u64, RuleError> {
    if terms.floor_bps > MAX_FLOOR_BPS {
        return Err(RuleError::FloorOutOfBounds);
    }
    part_ceil(terms.opening_price, terms.floor_bps.into(), BPS)
}

/// The largest weight that is no consent: of integers, `10_000 * weight > consent * supply` says the same as
/// `weight > floor(consent * supply / 10_000)`.
fn most_without_consent(terms: &Terms, supply: u64) -> Result<u64, RuleError> {
    if terms.consent_bps > MAX_CONSENT_BPS {
        return Err(RuleError::ConsentOutOfBounds);
    }
    part_floor(supply, terms.consent_bps.into(), BPS)
}

/// The lowest level up to which more than `without_consent` asks, and how much does, where `not_asking` counts at the
/// opening price.
fn consent(weights: &[u64; LEVELS], not_asking: u64, without_consent: u64) -> Result<(u8, u64), RuleError> {
    let (below, from_opening) = weights.split_at_checked(OPENING_LEVEL.into()).ok_or(RuleError::LevelOutOfBounds)?;
    let (at_opening, above) = from_opening.split_first().ok_or(RuleError::LevelOutOfBounds)?;
    let at_opening = at_opening.checked_add(not_asking).ok_or(RuleError::LedgerMismatch)?;
    let (mut left, mut level) = (without_consent, 0usize);
    for part in [below, &[at_opening], above] {
        let rest = from_the_first_above(&mut left, part);
        level = level.saturating_add(part.len()).saturating_sub(rest.len());
        if let Some(weight) = rest.first() {
            let consenting =
                without_consent.wrapping_sub(left).checked_add(*weight).ok_or(RuleError::LedgerMismatch)?;
            return Ok((u8::try_from(level).map_err(|_| RuleError::LevelOutOfBounds)?, consenting));
        }
    }
    // Not even all that asks is more than the consent's part of the supply.
    Err(RuleError::LedgerMismatch)
}

/// Takes weights from what is `left` as long as it lasts, and returns those from the first on for which it does not.
///
/// Most of what the reserve takes on chain is here, 6 to 7 compute units a level. Counted down, no sum can leave its
/// range, and a slice that shrinks is all there is to keep: an iterator and its index take 9 to 12.
fn from_the_first_above<'a>(left: &mut u64, mut weights: &'a [u64]) -> &'a [u64] {
    while let [weight, others @ ..] = weights {
        let Some(rest) = left.checked_sub(*weight) else {
            break;
        };
        *left = rest;
        weights = others;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        asks::{Ask, shift},
        ladder::price,
    };
    use proptest::prelude::*;

    const SUPPLY: u64 = 10_000_000_000;
    const TOP: u8 = LEVELS as u8 - 1;

    /// Fractions and what they ask; without an ask they count at the opening price.
    type Holding = (u64, Option<u8>);

    fn terms() -> Terms {
        Terms::with_opening_price(1_000_000_000)
    }

    fn level_of((_, ask): &Holding) -> u8 {
        ask.unwrap_or(OPENING_LEVEL)
    }

    fn supply_of(holdings: &[Holding]) -> u64 {
        holdings.iter().map(|(weight, _)| weight).sum()
    }

    fn with_book<T>(holdings: &[Holding], then: impl FnOnce(Book) -> T) -> T {
        let (mut weights, mut asking) = ([0; LEVELS], 0);
        for (weight, ask) in holdings {
            let ask = ask.map(|level| Ask { level, weight: *weight });
            shift(&mut weights, &mut asking, None, ask).unwrap();
        }
        then(Book { weights: &weights, asking })
    }

    fn reserve_of(terms: &Terms, holdings: &[Holding]) -> Reserve {
        with_book(holdings, |book| reserve(terms, Some(book), supply_of(holdings)).unwrap())
    }

    /// The design's formula as it is written there.
    fn model(terms: &Terms, holdings: &[Holding]) -> Reserve {
        let sum = |level: u8| -> u128 {
            holdings.iter().filter(|holding| level_of(holding) <= level).map(|(weight, _)| u128::from(*weight)).sum()
        };
        let needed = u128::from(terms.consent_bps) * u128::from(supply_of(holdings));
        let level = (0..=TOP).find(|level| 10_000 * sum(*level) > needed).unwrap();
        let floor = (u128::from(terms.opening_price) * u128::from(terms.floor_bps)).div_ceil(10_000);
        Reserve {
            price: price(terms.opening_price, level).unwrap().max(u64::try_from(floor).unwrap()),
            level,
            consenting: u64::try_from(sum(level)).unwrap(),
        }
    }

    #[test]
    fn worked_example() {
        let nobody = Reserve { price: 1_000_000_000, level: 96, consenting: SUPPLY };
        assert_eq!(reserve(&terms(), None, SUPPLY), Ok(nobody));
        assert_eq!(reserve_of(&terms(), &[(SUPPLY, None)]), nobody);
        let (ana, ben) = ((4_000_000_000, Some(90)), (1_100_000_000, Some(92)));
        let agreed = Reserve { price: 822_702_474, level: 92, consenting: 5_100_000_000 };
        assert_eq!(reserve_of(&terms(), &[ana, ben, (4_900_000_000, None)]), agreed);
    }

    #[test]
    fn t29_t41_exactly_the_consent_of_the_whole_supply_is_not_enough_and_one_fraction_more_is() {
        for (consent_bps, exactly) in [(5_000, SUPPLY / 2), (6_667, 6_667_000_000), (9_000, 9_000_000_000)] {
            let terms = Terms { consent_bps, ..terms() };
            let with = |weight| reserve_of(&terms, &[(weight, Some(92)), (SUPPLY - weight, None)]);
            assert_eq!(with(exactly), Reserve { price: 1_000_000_000, level: 96, consenting: SUPPLY });
            assert_eq!(with(exactly + 1), Reserve { price: 822_702_474, level: 92, consenting: exactly + 1 });
        }
    }

    #[test]
    fn t30_rounding_makes_no_consent_unreachable() {
        for supply in (1..=40).chain([9_999, 10_000, 10_001, u64::MAX - 1, u64::MAX]) {
            for consent_bps in [5_000, 5_001, 8_999, 9_000] {
                let terms = Terms { consent_bps, ..terms() };
                for level in [0, 95, 96, 97, TOP] {
                    let all = reserve_of(&terms, &[(supply, Some(level))]);
                    assert_eq!((all.level, all.consenting), (level, supply));
                }
            }
        }
    }

    #[test]
    fn t15_the_floor_holds_against_any_majority() {
        let all_at_the_lowest = [(SUPPLY, Some(0))];
        assert_eq!(reserve_of(&terms(), &all_at_the_lowest).price, 500_000_000);
        let low = Terms { floor_bps: 0, ..terms() };
        assert_eq!(reserve_of(&low, &all_at_the_lowest).price, 9_243_305);
        let whole = Terms { floor_bps: 10_000, ..terms() };
        assert_eq!(reserve_of(&whole, &all_at_the_lowest).price, 1_000_000_000);
        assert_eq!(reserve_of(&whole, &[(SUPPLY, Some(97))]).price, 1_050_000_000);
    }

    #[test]
    fn the_floor_is_rounded_up() {
        let floor_of = |opening_price, floor_bps| floor(&Terms { opening_price, floor_bps, ..terms() });
        for (opening, bps, expected) in [(1, 1, 1), (1, 10_000, 1), (10_001, 1, 2), (3, 5_000, 2), (u64::MAX, 0, 0)] {
            assert_eq!(floor_of(opening, bps), Ok(expected));
        }
        assert_eq!(floor_of(u64::MAX, 10_000), Ok(u64::MAX));
        assert_eq!(floor_of(u64::MAX, 9_999), Ok(18_444_899_399_302_180_660));
        assert_eq!(floor_of(1, 10_001), Err(RuleError::FloorOutOfBounds));
        assert_eq!(floor_of(u64::MAX, u16::MAX), Err(RuleError::FloorOutOfBounds));
    }

    #[test]
    fn t14_without_a_fraction_left_the_opening_price_counts() {
        let nothing_left = Reserve { price: 1_000_000_000, level: 96, consenting: 0 };
        assert_eq!(reserve(&terms(), None, 0), Ok(nothing_left));
        assert_eq!(with_book(&[], |book| reserve(&terms(), Some(book), 0)), Ok(nothing_left));
        assert_eq!(
            with_book(&[(1, Some(96))], |book| reserve(&terms(), Some(book), 0)),
            Err(RuleError::LedgerMismatch)
        );
    }

    #[test]
    fn refusals() {
        use RuleError::{ConsentOutOfBounds, FloorOutOfBounds, LedgerMismatch};
        let read = |terms: &Terms, asks: &[(usize, u64)], asking| {
            let mut weights = [0; LEVELS];
            for (level, weight) in asks {
                weights[*level] = *weight;
            }
            reserve(terms, Some(Book { weights: &weights, asking }), SUPPLY)
        };
        let all = &[(90, SUPPLY)];
        assert!(read(&terms(), all, SUPPLY).is_ok());
        for consent_bps in [9_001, 10_000, u16::MAX] {
            assert_eq!(read(&Terms { consent_bps, ..terms() }, all, SUPPLY), Err(ConsentOutOfBounds));
        }
        assert_eq!(read(&Terms { floor_bps: 10_001, ..terms() }, all, SUPPLY), Err(FloorOutOfBounds));
        assert_eq!(read(&terms(), all, SUPPLY + 1), Err(LedgerMismatch));
        // Weights that do not sum up to what asks: too little, too much, and more than a number holds.
        assert_eq!(read(&terms(), &[], SUPPLY), Err(LedgerMismatch));
        assert_eq!(read(&terms(), &[(90, SUPPLY + 1)], SUPPLY), Err(LedgerMismatch));
        assert_eq!(read(&terms(), &[(90, 1), (91, u64::MAX)], SUPPLY), Err(LedgerMismatch));
        assert_eq!(read(&terms(), &[(96, u64::MAX)], 1), Err(LedgerMismatch));
    }

    fn any_terms() -> impl Strategy<Value = Terms> {
        let opening = (any::<u64>(), 0..u64::BITS).prop_map(|(number, shift)| (number >> shift).max(1));
        let consent = prop_oneof![Just(5_000u16), Just(9_000), 5_000u16..=9_000];
        (opening, consent, 0u16..=10_000).prop_map(|(opening_price, consent_bps, floor_bps)| Terms {
            consent_bps,
            floor_bps,
            ..Terms::with_opening_price(opening_price)
        })
    }

    fn any_ask() -> impl Strategy<Value = Option<u8>> {
        prop::option::weighted(0.8, prop_oneof![0..=TOP, 90u8..=102])
    }

    /// Holdings with a supply of at least 1: few fractions, where rounding shows, or very many.
    fn any_holdings() -> impl Strategy<Value = Vec<Holding>> {
        let weight = prop_oneof![0u64..20, 0u64..=u64::MAX / 10];
        prop::collection::vec((weight, any_ask()), 1..10).prop_filter("a supply", |holdings| supply_of(holdings) > 0)
    }

    fn any_supply() -> impl Strategy<Value = u64> {
        prop_oneof![1u64..50, 1u64.., Just(u64::MAX)]
    }

    /// Of how much, in percent: now and then all.
    fn any_percentage() -> impl Strategy<Value = u8> {
        prop_oneof![Just(100u8), 0u8..=100]
    }

    fn percent(percentage: u8, whole: u64) -> u64 {
        u64::try_from(u128::from(whole) * u128::from(percentage) / 100).unwrap()
    }

    /// A group of holders: how its fractions are divided, in parts of any size, and what each of them asks.
    fn any_group() -> impl Strategy<Value = Vec<(u8, Option<u8>)>> {
        prop::collection::vec((any::<u8>(), any_ask()), 1..8)
    }

    /// The holdings of a group that has `weight`.
    fn divide(weight: u64, group: &[(u8, Option<u8>)]) -> Vec<Holding> {
        let parts: u128 = group.iter().map(|(part, _)| u128::from(*part)).sum();
        let share = |part: u8| u64::try_from(u128::from(weight) * u128::from(part) / parts.max(1)).unwrap();
        let mut holdings: Vec<Holding> = group.iter().map(|(part, ask)| (share(*part), *ask)).collect();
        holdings[0].0 += weight - supply_of(&holdings);
        holdings
    }

    /// The levels that fractions ask; who has none asks nothing.
    fn levels(holdings: &[Holding]) -> impl Iterator<Item = u8> {
        holdings.iter().filter(|(weight, _)| *weight > 0).map(level_of)
    }

    /// The largest weight that is at most the consent of the supply.
    fn most_that_cannot_decide(terms: &Terms, supply: u64) -> u64 {
        u64::try_from(u128::from(terms.consent_bps) * u128::from(supply) / 10_000).unwrap()
    }

    /// The largest weight that is less than what the consent leaves of the supply.
    fn most_that_cannot_refuse(terms: &Terms, supply: u64) -> u64 {
        let refusing = u128::from(10_000 - terms.consent_bps) * u128::from(supply);
        u64::try_from(refusing.div_ceil(10_000) - 1).unwrap()
    }

    proptest! {
        #[test]
        fn the_reserve_is_the_one_of_the_design(terms in any_terms(), holdings in any_holdings()) {
            prop_assert_eq!(reserve_of(&terms, &holdings), model(&terms, &holdings));
        }

        #[test]
        fn the_floor_is_the_one_of_the_design(opening_price: u64, floor_bps in 0u16..=10_000) {
            let exact = u128::from(opening_price) * u128::from(floor_bps);
            let floor = floor(&Terms { opening_price, floor_bps, ..terms() }).unwrap();
            prop_assert_eq!(u128::from(floor), exact.div_ceil(10_000));
            prop_assert!(floor <= opening_price);
        }

        /// Whoever weighs at most the consent can neither ask nor burn the reserve below the lowest ask of the others.
        #[test]
        fn t15_t41_nobody_without_consent_lowers_the_reserve_below_what_all_others_ask(
            terms in any_terms(), supply in any_supply(), size in any_percentage(),
            group in any_group(), burned in any_percentage(), others in any_group(),
        ) {
            let weight = percent(size, most_that_cannot_decide(&terms, supply));
            let others = divide(supply - weight, &others);
            let group = divide(weight - percent(burned, weight), &group);
            let lowest = levels(&others).min().unwrap();
            let reserve = reserve_of(&terms, &[group, others].concat());
            prop_assert!(reserve.level >= lowest);
            prop_assert!(reserve.price >= price(terms.opening_price, lowest).unwrap());
        }

        /// And it is the most: one fraction more decides alone.
        #[test]
        fn whoever_has_the_consent_lowers_the_reserve_as_it_likes(
            terms in any_terms(), supply in any_supply(), level in 0..=TOP, others in any_group(),
        ) {
            let weight = most_that_cannot_decide(&terms, supply) + 1;
            let holdings = [vec![(weight, Some(level))], divide(supply - weight, &others)].concat();
            prop_assert!(reserve_of(&terms, &holdings).level <= level);
        }

        /// Whoever weighs less than the consent leaves can neither ask nor burn the reserve above the highest ask of
        /// the others: a few holders never stop a sale that the rest wants.
        #[test]
        fn nobody_the_consent_can_do_without_raises_the_reserve_above_what_all_others_ask(
            terms in any_terms(), supply in any_supply(), size in any_percentage(),
            group in any_group(), burned in any_percentage(), others in any_group(),
        ) {
            let weight = percent(size, most_that_cannot_refuse(&terms, supply));
            let others = divide(supply - weight, &others);
            let group = divide(weight - percent(burned, weight), &group);
            let highest = levels(&others).max().unwrap();
            let reserve = reserve_of(&terms, &[group, others].concat());
            prop_assert!(reserve.level <= highest);
            let bound = price(terms.opening_price, highest).unwrap().max(floor(&terms).unwrap());
            prop_assert!(reserve.price <= bound);
        }

        /// And it is the most: with one fraction more there is no consent without it.
        #[test]
        fn whoever_the_consent_needs_raises_the_reserve_as_it_likes(
            terms in any_terms(), supply in any_supply(), level in 0..=TOP, others in any_group(),
        ) {
            let weight = most_that_cannot_refuse(&terms, supply) + 1;
            let holdings = [vec![(weight, Some(level))], divide(supply - weight, &others)].concat();
            prop_assert!(reserve_of(&terms, &holdings).level >= level);
        }

        /// Whether it staked before or not.
        #[test]
        fn asking_the_reserve_or_less_never_raises_it_and_asking_it_or_more_never_lowers_it(
            terms in any_terms(), holdings in any_holdings(), who: prop::sample::Index, to in 0..=TOP,
        ) {
            let before = reserve_of(&terms, &holdings);
            let mut holdings = holdings;
            let index = who.index(holdings.len());
            holdings[index].1 = Some(to);
            let after = reserve_of(&terms, &holdings);
            if to <= before.level {
                prop_assert!(after.level <= before.level && after.price <= before.price);
            }
            if to >= before.level {
                prop_assert!(after.level >= before.level && after.price >= before.price);
            }
        }

        #[test]
        fn the_order_of_staking_and_what_was_asked_before_do_not_matter(
            terms in any_terms(),
            (first, shuffled) in any_holdings().prop_flat_map(|first| (Just(first.clone()), Just(first).prop_shuffle())),
            detour in prop::collection::vec(any_ask(), 10),
        ) {
            let supply = supply_of(&first);
            let (mut weights, mut asking) = ([0; LEVELS], 0);
            let as_ask = |weight, level: Option<u8>| level.map(|level| Ask { level, weight });
            for ((weight, _), at_first) in shuffled.iter().zip(&detour) {
                shift(&mut weights, &mut asking, None, as_ask(*weight, *at_first)).unwrap();
            }
            for ((weight, ask), at_first) in shuffled.iter().zip(&detour) {
                shift(&mut weights, &mut asking, as_ask(*weight, *at_first), as_ask(*weight, *ask)).unwrap();
            }
            let after = reserve(&terms, Some(Book { weights: &weights, asking }), supply).unwrap();
            prop_assert_eq!(after, reserve_of(&terms, &first));
        }

        /// Burned fractions leave the supply and the opening price's level, so the stakers weigh more: a reserve below
        /// the opening price never rises by it and one above never falls. At the opening price it moves to the side
        /// on which stakers ask, if there is only one.
        #[test]
        fn t15_t30_burning_fractions_that_do_not_ask_leaves_the_decision_to_those_that_do(
            terms in any_terms(), stakers in any_holdings(), absent: u64, burned in any_percentage(),
        ) {
            let staked = supply_of(&stakers);
            let absent = absent % (u64::MAX - staked).max(1);
            let reserve_with = |absent| reserve_of(&terms, &[stakers.clone(), vec![(absent, None)]].concat());
            let before = reserve_with(absent);
            let after = reserve_with(absent - percent(burned, absent));
            let all_ask_at_most_the_opening = levels(&stakers).all(|level| level <= OPENING_LEVEL);
            let all_ask_at_least_the_opening = levels(&stakers).all(|level| level >= OPENING_LEVEL);
            if before.level < OPENING_LEVEL || all_ask_at_most_the_opening {
                prop_assert!(after.level <= before.level && after.price <= before.price);
            }
            if before.level > OPENING_LEVEL || all_ask_at_least_the_opening {
                prop_assert!(after.level >= before.level && after.price >= before.price);
            }
        }

        #[test]
        fn t26_the_reserve_stays_on_the_ladder_and_above_the_floor(terms in any_terms(), holdings in any_holdings()) {
            let reserve = reserve_of(&terms, &holdings);
            prop_assert!(reserve.price >= floor(&terms).unwrap().max(1));
            prop_assert!(reserve.price <= price(terms.opening_price, TOP).unwrap());
            prop_assert!(reserve.level <= TOP && reserve.consenting <= supply_of(&holdings));
            prop_assert!(reserve.consenting > most_that_cannot_decide(&terms, supply_of(&holdings)));
        }
    }
}
