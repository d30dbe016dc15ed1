//! Offers below the reserve (DESIGN section 5).
//!
//! So that fractions nobody uses any more cannot freeze a vault: an offer that stays open for its whole window starts
//! the auction, unless staked asks above it veto. Only asks of stakes count, as who is absent cannot agree either.

use crate::{
    BPS, RuleError, Terms,
    auction::{self, Escrowed, Order, Placed, Round},
    ladder::{self, LEVELS},
    math::part_floor,
};

/// Makes an offer, or raises the bidder's own one, of which `held` is in escrow. `round` is the vault's before its
/// auction, with the leading price of the offer there is. It is a bid below the reserve: it exceeds the one there is by
/// the step, and its cash is a bid's. It can be accepted from its [`ends_at`](Placed::ends_at) on; a better one starts
/// the window again.
///
/// # Errors
/// [`RuleError::WrongStatus`], [`RuleError::OffersClosed`], [`RuleError::ZeroAmount`] for a price of zero,
/// [`RuleError::OfferAtReserve`], [`RuleError::BidBelowStep`], [`RuleError::BidOfWholeSupply`],
/// [`RuleError::CashAboveMaximum`], [`RuleError::Overflow`]
pub fn make(terms: &Terms, round: &Round, held: Escrowed, order: &Order, now: i64) -> Result<Placed, RuleError> {
    if !round.status.accepts_offers() {
        return Err(RuleError::WrongStatus);
    }
    if terms.offer_window_secs == 0 {
        return Err(RuleError::OffersClosed);
    }
    if order.price == 0 {
        return Err(RuleError::ZeroAmount);
    }
    if order.price >= round.reserve {
        return Err(RuleError::OfferAtReserve);
    }
    auction::check_step(terms, round, order)?;
    let opens_at = now.checked_add(i64::from(terms.offer_window_secs)).ok_or(RuleError::Overflow)?;
    auction::escrow(round, held, order, opens_at)
}

/// Whether the offer that stands, acceptable from `opens_at` on, may be withdrawn: once its window is over. Whoever could
/// take it back before would need nothing but capital to hold up every other offer: replace it, withdraw before the end,
/// and again. A replaced offer is a bid that does not lead, and free at once.
///
/// # Errors
/// [`RuleError::OfferStillOpen`]
pub fn check_withdrawal(opens_at: i64, now: i64) -> Result<(), RuleError> {
    if now < opens_at { Err(RuleError::OfferStillOpen) } else { Ok(()) }
}

/// The staked weight that asks more than `price`, in raw fraction units: `weights` of the levels above it, as kept by
/// [`shift`](crate::asks::shift).
///
/// # Errors
/// [`RuleError::LedgerMismatch`] where the weights sum up to more than there can be
pub fn veto_weight(opening_price: u64, weights: &[u64; LEVELS], price: u64) -> Result<u64, RuleError> {
    let Some(more) = price.checked_add(1) else {
        return Ok(0);
    };
    let lowest = match ladder::level_at_least(opening_price, more) {
        Err(RuleError::PriceAboveLadder) => return Ok(0),
        level => usize::from(level?),
    };
    let above = weights.iter().skip(lowest);
    above.copied().try_fold(0u64, u64::checked_add).ok_or(RuleError::LedgerMismatch)
}

/// Accepts the offer of `price`, 0 if there is none, that `opens_at` at the end of its window: returns when the auction
/// ends that it starts (Unix seconds). `vetoing` is the [`veto_weight`] of its price. Where the `reserve` has fallen to
/// its price, it is a bid like any other, and waits for nobody.
///
/// # Errors
/// [`RuleError::NoOffer`], [`RuleError::OfferStillOpen`] before `opens_at`; [`RuleError::OfferVetoed`] when
/// `10_000 * vetoing > veto_bps * supply`; [`RuleError::Overflow`]
pub fn accept(
    terms: &Terms,
    price: u64,
    opens_at: i64,
    reserve: u64,
    vetoing: u64,
    supply: u64,
    now: i64,
) -> Result<i64, RuleError> {
    if price == 0 {
        return Err(RuleError::NoOffer);
    }
    if price < reserve {
        if now < opens_at {
            return Err(RuleError::OfferStillOpen);
        }
        // Of integers, `10_000 * vetoing > veto * supply` says the same as `vetoing > floor(veto * supply / 10_000)`.
        if vetoing > part_floor(supply, terms.veto_bps.into(), BPS)? {
            return Err(RuleError::OfferVetoed);
        }
    }
    auction::end_of_auction(now, terms.auction_secs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Status,
        auction::{Move, least_next_price, place},
        ladder::OPENING_LEVEL,
        terms::{MAX_OFFER_WINDOW_SECS, MAX_VETO_BPS, MIN_OFFER_WINDOW_SECS, MIN_VETO_BPS},
    };
    use proptest::prelude::*;

    const NOW: i64 = 1_800_000_000;
    const SUPPLY: u64 = 10_000_000_000;
    const RESERVE: u64 = 1_000_000_000;
    const AUCTION: i64 = 3 * 86_400;
    const TOP: u8 = LEVELS as u8 - 1;

    fn terms() -> Terms {
        Terms::with_opening_price(RESERVE)
    }

    fn active(leading_price: u64) -> Round {
        Round { status: Status::Active, supply: SUPPLY, reserve: RESERVE, leading_price, ends_at: 0 }
    }

    fn order(price: u64, fractions: u64) -> Order {
        Order { price, fractions, max_cash: u64::MAX }
    }

    fn nothing() -> Escrowed {
        Escrowed::default()
    }

    fn offered(leading_price: u64, price: u64) -> Result<u64, RuleError> {
        make(&terms(), &active(leading_price), nothing(), &order(price, 0), NOW).map(|placed| placed.escrowed.cash)
    }

    #[test]
    fn t21_an_offer_that_stands_is_withdrawn_from_the_end_of_its_window_to_the_second() {
        assert_eq!(check_withdrawal(NOW, NOW - 1), Err(RuleError::OfferStillOpen));
        assert_eq!(check_withdrawal(NOW, NOW), Ok(()));
        assert_eq!(check_withdrawal(i64::MAX, i64::MAX), Ok(()));
    }

    #[test]
    fn an_offer_is_a_bid_below_the_reserve_that_waits_for_its_window() {
        let first = make(&terms(), &active(0), nothing(), &order(600_000_000, SUPPLY / 4), NOW).unwrap();
        assert_eq!(first.escrowed, Escrowed { cash: 450_000_000, fractions: SUPPLY / 4 });
        assert_eq!((first.cash, first.fractions), (Move::In(450_000_000), Move::In(SUPPLY / 4)));
        assert_eq!(first.ends_at, NOW + 14 * 86_400);
        // A better one of the same bidder moves the difference only, and starts the window again.
        let better = order(700_000_000, SUPPLY / 2);
        let raised = make(&terms(), &active(600_000_000), first.escrowed, &better, NOW + 5).unwrap();
        assert_eq!((raised.cash, raised.fractions), (Move::Out(100_000_000), Move::In(SUPPLY / 4)));
        assert_eq!(raised.ends_at, NOW + 5 + 14 * 86_400);
    }

    #[test]
    fn only_an_active_vault_with_a_window_takes_offers() {
        for status in Status::ALL {
            let round = Round { status, ..active(0) };
            let made = make(&terms(), &round, nothing(), &order(1, 0), NOW).map(|_| ());
            assert_eq!(made, if status == Status::Active { Ok(()) } else { Err(RuleError::WrongStatus) });
        }
        let closed = Terms { offer_window_secs: 0, ..terms() };
        assert_eq!(make(&closed, &active(0), nothing(), &order(1, 0), NOW), Err(RuleError::OffersClosed));
    }

    #[test]
    fn at_the_reserve_it_is_a_bid_and_below_it_an_offer() {
        for price in [RESERVE, RESERVE + 1, u64::MAX] {
            assert_eq!(offered(0, price), Err(RuleError::OfferAtReserve));
            assert!(place(&terms(), &active(0), nothing(), &order(price, 0), NOW).is_ok());
        }
        assert_eq!(offered(0, RESERVE - 1), Ok(RESERVE - 1));
        let bid = place(&terms(), &active(0), nothing(), &order(RESERVE - 1, 0), NOW);
        assert_eq!(bid, Err(RuleError::BidBelowReserve));
    }

    #[test]
    fn t36_dust_is_outbid_by_dust_and_then_by_the_step() {
        assert_eq!(offered(0, 0), Err(RuleError::ZeroAmount));
        assert_eq!(offered(0, 1), Ok(1));
        assert_eq!(offered(1, 1), Err(RuleError::BidBelowStep));
        assert_eq!(offered(1, 2), Ok(2));
        assert_eq!(offered(600_000_000, 629_999_999), Err(RuleError::BidBelowStep));
        assert_eq!(offered(600_000_000, 630_000_000), Ok(630_000_000));
        // No offer is left between the last step and the reserve: from here on it takes a bid.
        assert_eq!(offered(RESERVE - 1, RESERVE - 1), Err(RuleError::BidBelowStep));
        assert_eq!(offered(u64::MAX, 1), Err(RuleError::BidBelowStep));
        // Fractions make no offer free, and all of them make none.
        let with_fractions = |fractions| make(&terms(), &active(0), nothing(), &order(1, fractions), NOW);
        assert_eq!(with_fractions(SUPPLY - 1).map(|placed| placed.escrowed.cash), Ok(1));
        assert_eq!(with_fractions(SUPPLY), Err(RuleError::BidOfWholeSupply));
    }

    /// A better offer starts the window again, but not for ever: each is a step higher.
    #[test]
    fn t36_the_least_offers_come_up_to_the_reserve_in_few_steps() {
        let (mut leading, mut offers) = (0, 0);
        loop {
            let next = least_next_price(leading, terms().step_bps).unwrap();
            match offered(leading, next) {
                Ok(_) => (leading, offers) = (next, offers + 1),
                refusal => {
                    assert_eq!(refusal, Err(RuleError::OfferAtReserve));
                    break;
                }
            }
        }
        // To twenty by units, then by a twentieth, rounded up.
        assert_eq!(offers, 375);
    }

    #[test]
    fn t20_max_cash_bounds_the_whole_offer() {
        let bounded = |max_cash| {
            let order = Order { price: 600_000_000, fractions: SUPPLY / 4, max_cash };
            make(&terms(), &active(0), Escrowed { cash: 400_000_000, fractions: 0 }, &order, NOW)
        };
        assert_eq!(bounded(449_999_999), Err(RuleError::CashAboveMaximum));
        assert_eq!(bounded(450_000_000).map(|placed| placed.cash), Ok(Move::In(50_000_000)));
    }

    #[test]
    fn offers_beyond_all_time_are_refused() {
        let window = i64::from(terms().offer_window_secs);
        let at = |now| make(&terms(), &active(0), nothing(), &order(1, 0), now).map(|placed| placed.ends_at);
        assert_eq!(at(i64::MAX - window), Ok(i64::MAX));
        assert_eq!(at(i64::MAX - window + 1), Err(RuleError::Overflow));
        assert_eq!(accept(&terms(), 1, 0, 1, 0, 1, i64::MAX - AUCTION), Ok(i64::MAX));
        assert_eq!(accept(&terms(), 1, 0, 1, 0, 1, i64::MAX - AUCTION + 1), Err(RuleError::Overflow));
    }

    #[test]
    fn asks_above_the_price_veto_and_an_ask_at_it_does_not() {
        let mut weights = [0; LEVELS];
        (weights[90], weights[92], weights[96]) = (5, 7, 11);
        for (price, weight) in [
            (0, 23),
            (746_215_395, 23),
            (746_215_396, 18),
            (822_702_473, 18),
            (822_702_474, 11),
            (RESERVE - 1, 11),
            (RESERVE, 0),
            (103_034_676_446, 0),
            (u64::MAX, 0),
        ] {
            assert_eq!(veto_weight(RESERVE, &weights, price), Ok(weight), "above {price}");
        }
        weights[usize::from(TOP)] = 13;
        assert_eq!(veto_weight(RESERVE, &weights, 103_034_676_445), Ok(13));
        assert_eq!(veto_weight(RESERVE, &weights, 103_034_676_446), Ok(0));
        // Where all low levels cost one unit, an offer of it has none of them above.
        assert_eq!(veto_weight(1, &weights, 1), Ok(13));
        assert_eq!(veto_weight(1, &weights, 0), Ok(36));
    }

    #[test]
    fn weights_that_cannot_be_are_noticed() {
        let mut weights = [0; LEVELS];
        (weights[100], weights[101]) = (u64::MAX, 1);
        assert_eq!(veto_weight(RESERVE, &weights, RESERVE), Err(RuleError::LedgerMismatch));
        weights[101] = 0;
        assert_eq!(veto_weight(RESERVE, &weights, RESERVE), Ok(u64::MAX));
    }

    #[test]
    fn t16_an_offer_is_accepted_from_the_end_of_its_window_to_the_second() {
        for window in [MIN_OFFER_WINDOW_SECS, MAX_OFFER_WINDOW_SECS] {
            let terms = Terms { offer_window_secs: window, ..terms() };
            let opens_at = make(&terms, &active(0), nothing(), &order(1, 0), NOW).unwrap().ends_at;
            assert_eq!(opens_at, NOW + i64::from(window));
            let accepted = |now| accept(&terms, 1, opens_at, RESERVE, 0, SUPPLY, now);
            for now in [NOW, opens_at - 1] {
                assert_eq!(accepted(now), Err(RuleError::OfferStillOpen));
            }
            for now in [opens_at, opens_at + 1] {
                assert_eq!(accepted(now), Ok(now + AUCTION));
            }
        }
    }

    #[test]
    fn t29_exactly_the_veto_of_the_whole_supply_is_not_enough_and_one_fraction_more_is() {
        for (veto_bps, exactly) in [(100, SUPPLY / 100), (1_000, SUPPLY / 10), (5_000, SUPPLY / 2)] {
            let terms = Terms { veto_bps, ..terms() };
            let accepted = |vetoing| accept(&terms, 1, NOW, RESERVE, vetoing, SUPPLY, NOW);
            assert_eq!(accepted(exactly), Ok(NOW + AUCTION));
            assert_eq!(accepted(exactly + 1), Err(RuleError::OfferVetoed));
        }
    }

    #[test]
    fn an_offer_that_the_reserve_has_fallen_to_waits_for_nobody() {
        for (price, accepted) in [
            (RESERVE - 1, Err(RuleError::OfferStillOpen)),
            (RESERVE, Ok(NOW + AUCTION)),
            (RESERVE + 1, Ok(NOW + AUCTION)),
            (0, Err(RuleError::NoOffer)),
        ] {
            assert_eq!(accept(&terms(), price, NOW + 1, RESERVE, SUPPLY, SUPPLY, NOW), accepted);
        }
        assert_eq!(accept(&terms(), 0, 0, 0, 0, SUPPLY, NOW), Err(RuleError::NoOffer));
    }

    fn any_price() -> impl Strategy<Value = u64> {
        (any::<u64>(), 0..u64::BITS).prop_map(|(number, shift)| number >> shift)
    }

    fn any_weights() -> impl Strategy<Value = [u64; LEVELS]> {
        prop::collection::vec((0..LEVELS, 0..u64::MAX / 20), 0..20).prop_map(|asks| {
            let mut weights = [0; LEVELS];
            for (level, weight) in asks {
                weights[level] += weight;
            }
            weights
        })
    }

    proptest! {
        #[test]
        fn the_veto_is_what_asks_more_level_by_level(
            opening in any_price(), weights in any_weights(), price in any_price(),
        ) {
            let above = |level: &u8| ladder::price(opening, *level).unwrap() > price;
            let model = (0..=TOP).filter(above).map(|level| weights[usize::from(level)]).sum();
            prop_assert_eq!(veto_weight(opening, &weights, price), Ok(model));
            // At a price of the ladder and beside it.
            for level in [0, OPENING_LEVEL - 1, OPENING_LEVEL, TOP] {
                let at = ladder::price(opening, level).unwrap();
                for price in [at - 1, at, at.saturating_add(1)] {
                    let above = |level: &u8| ladder::price(opening, *level).unwrap() > price;
                    let model = (0..=TOP).filter(above).map(|level| weights[usize::from(level)]).sum();
                    prop_assert_eq!(veto_weight(opening, &weights, price), Ok(model));
                }
            }
        }

        #[test]
        fn a_better_offer_is_vetoed_by_no_more(opening in any_price(), weights in any_weights(), one: u64, other: u64) {
            let veto = |price| veto_weight(opening, &weights, price).unwrap();
            prop_assert!(veto(one.max(other)) <= veto(one.min(other)));
        }

        /// At the exact edge, whatever the supply.
        #[test]
        fn t30_the_veto_is_exact_for_every_supply(
            supply in prop_oneof![0u64..50, any::<u64>(), Just(u64::MAX)], veto_bps in MIN_VETO_BPS..=MAX_VETO_BPS,
        ) {
            let terms = Terms { veto_bps, ..terms() };
            let part = u128::from(supply) * u128::from(veto_bps);
            let most = u64::try_from(part / 10_000).unwrap();
            for vetoing in [0, most.saturating_sub(1), most, most + 1, supply] {
                let vetoed = 10_000 * u128::from(vetoing) > part;
                let expected = if vetoed { Err(RuleError::OfferVetoed) } else { Ok(NOW + AUCTION) };
                prop_assert_eq!(accept(&terms, 1, NOW, RESERVE, vetoing, supply, NOW), expected);
            }
            // Half of the supply and a fraction stop every offer.
            if supply > 0 {
                let majority = accept(&terms, 1, NOW, RESERVE, supply / 2 + 1, supply, NOW);
                prop_assert_eq!(majority, Err(RuleError::OfferVetoed));
            }
        }

        #[test]
        fn what_is_accepted_stays_so_with_time_a_better_price_and_less_veto(
            price in 1u64..2_000, reserve in 1u64..2_000, vetoing in 0..=SUPPLY, now in 0i64..200,
            later in 0i64..200, more in 0u64..2_000, less in 0..=SUPPLY,
        ) {
            let accepted = accept(&terms(), price, 100, reserve, vetoing, SUPPLY, now);
            if accepted.is_ok() {
                let less = vetoing.saturating_sub(less);
                let again = accept(&terms(), price + more, 100, reserve, less, SUPPLY, now + later);
                prop_assert_eq!(again, Ok(now + later + AUCTION));
            }
            let waited = price >= reserve || now >= 100;
            let allowed = price >= reserve || vetoing <= SUPPLY / 10;
            prop_assert_eq!(accepted.is_ok(), waited && allowed);
        }

        /// INV-09 before the auction: offers only rise by the step, stay below the reserve, and an order is an offer or
        /// a bid, never both.
        #[test]
        fn inv_09_an_order_is_an_offer_or_a_bid_by_the_reserve_alone(
            leading in any_price(), price in any_price(), reserve in any_price(), step_bps in 100u16..=5_000,
            part in 0..SUPPLY,
        ) {
            let terms = Terms { step_bps, ..terms() };
            let round = Round { reserve: reserve.max(1), ..active(leading) };
            let offer = make(&terms, &round, nothing(), &order(price, part), NOW);
            let bid = place(&terms, &round, nothing(), &order(price, part), NOW);
            let a_step_above = least_next_price(leading, step_bps).is_ok_and(|next| price >= next);
            prop_assert_eq!(offer.is_ok(), a_step_above && price < round.reserve);
            let enough = a_step_above || (leading < round.reserve && price > leading);
            prop_assert_eq!(bid.is_ok(), enough && price >= round.reserve);
            if let Ok(placed) = offer.or(bid) {
                // As much as its price asks for, in either way.
                let others = u128::from(price) * u128::from(SUPPLY - part);
                prop_assert_eq!(u128::from(placed.escrowed.cash), others.div_ceil(u128::from(SUPPLY)));
            }
        }
    }
}
