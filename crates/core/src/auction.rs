//! Placing and raising bids (DESIGN section 5).

use crate::{
    BPS, RuleError, Status, Terms,
    math::{mul_div_ceil, mul_div_floor, part_ceil},
};

/// What a bid has in escrow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Escrowed {
    /// Raw quote units.
    pub cash: u64,
    /// Raw fraction units.
    pub fractions: u64,
}

/// What the bidder asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// The bidder's own fractions, burned if the bid wins; below the supply.
    pub fractions: u64,
    /// Bound on the cash of the whole bid, in raw quote units (not of the difference to an earlier one).
    pub max_cash: u64,
}

/// The auction as the bid finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// Status of the vault.
    pub status: Status,
    /// Supply of fractions: the live one before the auction, the one recorded at its start from then on.
    pub supply: u64,
    /// Least price of the first bid.
    pub reserve: u64,
    /// Leading price: before the auction the one of the offer below the reserve, 0 if there is none.
    pub leading_price: u64,
    /// End of the auction (Unix seconds); 0 before the first bid.
    pub ends_at: i64,
}

/// How an escrow changes: only the difference moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// From the bidder to the escrow; may be zero.
    In(u64),
    /// From the escrow back to the bidder; above zero.
    Out(u64),
}

impl Move {
    /// The difference between what is held and what shall be.
    pub const fn between(held: u64, wanted: u64) -> Move {
        match wanted.checked_sub(held) {
            Some(more) => Move::In(more),
            None => Move::Out(held.abs_diff(wanted)),
        }
    }

    /// `balance` after the move.
    ///
    /// # Errors
    /// [`RuleError::Overflow`]
    pub fn apply(self, balance: u64) -> Result<u64, RuleError> {
        match self {
            Move::In(amount) => balance.checked_add(amount),
            Move::Out(amount) => balance.checked_sub(amount),
        }
        .ok_or(RuleError::Overflow)
    }
}

/// The effects of a bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What the bid has in escrow afterwards.
    pub escrowed: Escrowed,
    /// How the cash escrow changes.
    pub cash: Move,
    /// How the fraction escrow changes.
    pub fractions: Move,
    /// End of the auction afterwards, or for an offer from when on it can be accepted (Unix seconds).
    pub ends_at: i64,
}

/// Places a bid, or raises the bidder's own one, of which `held` is in escrow.
///
/// The first bid reaches the reserve; every further one exceeds the leading price by the step (INV-09). An offer that
/// stands does not lead: it may be taken back in the end, and must not make the first bid dearer. Only where the reserve has fallen to
/// it, so that it can be accepted at once, the first bid exceeds it by the step too.
///
/// # Errors
/// [`RuleError::AuctionNotOpen`], [`RuleError::AuctionEnded`], [`RuleError::BidBelowReserve`],
/// [`RuleError::BidBelowStep`], [`RuleError::BidOfWholeSupply`], [`RuleError::CashAboveMaximum`]
pub fn place(terms: &Terms, round: &Round, held: Escrowed, order: &Order, now: i64) -> Result<Placed, RuleError> {
    round.status.accepts_bids(now, round.ends_at)?;
    let first = matches!(round.status, Status::Active);
    if first && order.price < round.reserve {
        return Err(RuleError::BidBelowReserve);
    }
    if !first || round.leading_price >= round.reserve {
        check_step(terms, round, order)?;
    }
    let ends_at = if first {
        end_of_auction(now, terms.auction_secs)?
    } else {
        // A bid in the last seconds leaves the others as long again to answer; an earlier one never shortens.
        round.ends_at.max(end_of_auction(now, terms.extension_secs)?)
    };
    escrow(round, held, order, ends_at)
}

/// Checks that an order exceeds the leading price by the step; where nothing leads, that it has a price.
pub(crate) fn check_step(terms: &Terms, round: &Round, order: &Order) -> Result<(), RuleError> {
    if order.price < least_next_price(round.leading_price, terms.step_bps)? {
        return Err(RuleError::BidBelowStep);
    }
    Ok(())
}

/// What an order brings, of which `held` is in escrow already.
pub(crate) fn escrow(round: &Round, held: Escrowed, order: &Order, ends_at: i64) -> Result<Placed, RuleError> {
    let cash = cash_of_bid(order.price, order.fractions, round.supply)?;
    if cash > order.max_cash {
        return Err(RuleError::CashAboveMaximum);
    }
    Ok(Placed {
        escrowed: Escrowed { cash, fractions: order.fractions },
        cash: Move::between(held.cash, cash),
        fractions: Move::between(held.fractions, order.fractions),
        ends_at,
    })
}

/// The cash of a bid at `price` that brings `fractions` of `supply`: `ceil(price * (supply - fractions) / supply)`, at
/// least 1 for a price of at least 1. Rounded up, so that no fraction outside the bid is paid less than its share of
/// the price.
///
/// Holders may burn their fractions outside of the vault. Where all did, a bid is all cash: the assets still find an
/// owner, who gets the proceeds back.
///
/// # Errors
/// [`RuleError::BidOfWholeSupply`] unless `fractions < supply`, or both are zero.
pub fn cash_of_bid(price: u64, fractions: u64, supply: u64) -> Result<u64, RuleError> {
    match supply.checked_sub(fractions) {
        Some(0) if supply == 0 => Ok(price),
        None | Some(0) => Err(RuleError::BidOfWholeSupply),
        Some(others) => mul_div_ceil(price, others, supply),
    }
}

/// The least price of a bid over `leading`: a step above it, rounded up, and at least one unit (INV-09).
///
/// # Errors
/// [`RuleError::BidBelowStep`] when that exceeds `u64`: no price can then lead.
pub fn least_next_price(leading: u64, step_bps: u16) -> Result<u64, RuleError> {
    let step = part_ceil(leading, step_bps.into(), BPS)?.max(1);
    leading.checked_add(step).ok_or(RuleError::BidBelowStep)
}

/// The value of `fractions` at `price` of the whole: `floor(price * fractions / supply)`, in raw quote units.
///
/// # Errors
/// [`RuleError::Overflow`] when `supply` is zero.
pub fn value_of(fractions: u64, price: u64, supply: u64) -> Result<u64, RuleError> {
    mul_div_floor(price, fractions, supply)
}

pub(crate) fn end_of_auction(now: i64, secs: u32) -> Result<i64, RuleError> {
    now.checked_add(i64::from(secs)).ok_or(RuleError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SUPPLY: u64 = 10_000_000_000;

    fn terms() -> Terms {
        Terms::with_opening_price(1_000_000_000)
    }

    fn active() -> Round {
        Round { status: Status::Active, supply: SUPPLY, reserve: 1_000_000_000, leading_price: 0, ends_at: 0 }
    }

    fn auction(leading_price: u64, ends_at: i64) -> Round {
        Round { status: Status::Auction, leading_price, ends_at, ..active() }
    }

    fn order(price: u64, fractions: u64) -> Order {
        Order { price, fractions, max_cash: u64::MAX }
    }

    #[test]
    fn the_value_of_fractions() {
        assert_eq!(value_of(1_000_000, 822_702_474, SUPPLY), Ok(82_270));
        assert_eq!(value_of(SUPPLY, u64::MAX, SUPPLY), Ok(u64::MAX));
        assert_eq!(value_of(0, 1, SUPPLY), Ok(0));
        assert_eq!(value_of(1, 1, 0), Err(RuleError::Overflow));
        assert_eq!(value_of(2, u64::MAX, 1), Err(RuleError::Overflow));
    }

    #[test]
    fn worked_example() {
        let first = Round { reserve: 822_702_474, ..active() };
        let cleo = place(&terms(), &first, Escrowed::default(), &order(900_000_000, 2_500_000_000), 0).unwrap();
        assert_eq!(cleo.cash, Move::In(675_000_000));
        assert_eq!(cleo.fractions, Move::In(2_500_000_000));
        let dan = place(&terms(), &auction(900_000_000, cleo.ends_at), Escrowed::default(), &order(945_000_000, 0), 1);
        assert_eq!(dan.unwrap().cash, Move::In(945_000_000));
        let again = auction(945_000_000, cleo.ends_at);
        let raised = place(&terms(), &again, cleo.escrowed, &order(1_000_000_000, 2_500_000_000), 2).unwrap();
        assert_eq!(raised.escrowed.cash, 750_000_000);
        assert_eq!((raised.cash, raised.fractions), (Move::In(75_000_000), Move::In(0)));
    }

    #[test]
    fn a_bid_with_more_fractions_takes_cash_back() {
        let held = Escrowed { cash: 945_000_000, fractions: 0 };
        let placed = place(&terms(), &auction(945_000_000, 100), held, &order(1_000_000_000, SUPPLY / 2), 0).unwrap();
        assert_eq!((placed.cash, placed.fractions), (Move::Out(445_000_000), Move::In(SUPPLY / 2)));
        let back = place(&terms(), &auction(1_000_000_000, 100), placed.escrowed, &order(2_000_000_000, 0), 0).unwrap();
        assert_eq!((back.cash, back.fractions), (Move::In(1_500_000_000), Move::Out(SUPPLY / 2)));
    }

    #[test]
    fn bounds_of_the_price() {
        let bid = |round: Round, price| place(&terms(), &round, Escrowed::default(), &order(price, 0), 0).map(|_| ());
        assert_eq!(bid(active(), 999_999_999), Err(RuleError::BidBelowReserve));
        assert_eq!(bid(active(), 1_000_000_000), Ok(()));
        assert_eq!(bid(auction(1_000_000_000, 1), 1_049_999_999), Err(RuleError::BidBelowStep));
        assert_eq!(bid(auction(1_000_000_000, 1), 1_050_000_000), Ok(()));
        assert_eq!(bid(auction(1_000_000_001, 1), 1_050_000_001), Err(RuleError::BidBelowStep));
        assert_eq!(bid(auction(1_000_000_001, 1), 1_050_000_002), Ok(()));
        assert_eq!(bid(auction(u64::MAX, 1), u64::MAX), Err(RuleError::BidBelowStep));
    }

    #[test]
    fn the_first_bid_exceeds_an_offer_by_the_step_only_where_it_could_be_accepted() {
        let bid = |leading_price, price| {
            let round = Round { leading_price, ..active() };
            place(&terms(), &round, Escrowed::default(), &order(price, 0), 0).map(|placed| placed.ends_at)
        };
        let whole_auction = Ok(i64::from(terms().auction_secs));
        // Below the reserve an offer makes no bid dearer.
        assert_eq!(bid(900_000_000, 999_999_999), Err(RuleError::BidBelowReserve));
        assert_eq!(bid(900_000_000, 1_000_000_000), whole_auction);
        assert_eq!(bid(999_999_999, 999_999_999), Err(RuleError::BidBelowReserve));
        assert_eq!(bid(999_999_999, 1_000_000_000), whole_auction);
        // The reserve has fallen to the offer since it was made, and below it.
        assert_eq!(bid(1_000_000_000, 1_049_999_999), Err(RuleError::BidBelowStep));
        assert_eq!(bid(1_000_000_000, 1_050_000_000), whole_auction);
        assert_eq!(bid(2_000_000_000, 2_099_999_999), Err(RuleError::BidBelowStep));
        assert_eq!(bid(2_000_000_000, 2_100_000_000), whole_auction);
        assert_eq!(bid(u64::MAX, u64::MAX), Err(RuleError::BidBelowStep));
    }

    #[test]
    fn max_cash_bounds_the_whole_bid() {
        let held = Escrowed { cash: 1_000_000_000, fractions: 0 };
        let raise = Order { price: 1_050_000_000, fractions: 0, max_cash: 1_049_999_999 };
        let round = auction(1_000_000_000, 1);
        assert_eq!(place(&terms(), &round, held, &raise, 0), Err(RuleError::CashAboveMaximum));
        let raise = Order { max_cash: 1_050_000_000, ..raise };
        assert_eq!(place(&terms(), &round, held, &raise, 0).unwrap().cash, Move::In(50_000_000));
    }

    #[test]
    fn the_end_moves_only_in_the_window() {
        let end = |now| place(&terms(), &auction(1, 10_000), Escrowed::default(), &order(2, 0), now).map(|p| p.ends_at);
        assert_eq!(end(0), Ok(10_000));
        assert_eq!(end(9_100), Ok(10_000));
        assert_eq!(end(9_101), Ok(10_001));
        assert_eq!(end(9_999), Ok(10_899));
        assert_eq!(end(10_000), Err(RuleError::AuctionEnded));
        let no_extension = Terms { extension_secs: 0, ..terms() };
        let last = place(&no_extension, &auction(1, 10_000), Escrowed::default(), &order(2, 0), 9_999).unwrap();
        assert_eq!(last.ends_at, 10_000);
    }

    #[test]
    fn t04_t14_extremes_of_supply_and_price() {
        assert_eq!(cash_of_bid(1, 0, 1), Ok(1));
        assert_eq!(cash_of_bid(u64::MAX, 0, 1), Ok(u64::MAX));
        assert_eq!(cash_of_bid(u64::MAX, 0, u64::MAX), Ok(u64::MAX));
        assert_eq!(cash_of_bid(u64::MAX, u64::MAX - 1, u64::MAX), Ok(1));
        assert_eq!(cash_of_bid(1, u64::MAX - 1, u64::MAX), Ok(1));
        assert_eq!(cash_of_bid(7, 0, 0), Ok(7));
        for (fractions, supply) in [(1, 1), (2, 1), (u64::MAX, u64::MAX), (1, 0)] {
            assert_eq!(cash_of_bid(1, fractions, supply), Err(RuleError::BidOfWholeSupply));
        }
        assert_eq!(least_next_price(0, 500), Ok(1));
        assert_eq!(least_next_price(1, 100), Ok(2));
    }

    proptest! {
        #[test]
        fn the_others_are_never_paid_less_than_their_share(price: u64, supply in 1u64.., part: u64) {
            let fractions = part % supply;
            let cash = cash_of_bid(price, fractions, supply).unwrap();
            let share = u128::from(price) * u128::from(supply - fractions);
            prop_assert!(u128::from(cash) * u128::from(supply) >= share);
            prop_assert!(cash == 0 || u128::from(cash - 1) * u128::from(supply) < share);
            prop_assert!(cash <= price);
        }

        #[test]
        fn more_price_costs_more_and_more_fractions_cost_less(
            price in 0..u64::MAX, supply in 2u64.., part: u64,
        ) {
            let fractions = part % (supply - 1);
            let cash = cash_of_bid(price, fractions, supply).unwrap();
            prop_assert!(cash <= cash_of_bid(price + 1, fractions, supply).unwrap());
            prop_assert!(cash >= cash_of_bid(price, fractions + 1, supply).unwrap());
        }

        #[test]
        fn inv_09_each_further_bid_is_at_least_a_step_above(leading: u64, step in 100u16..=5_000) {
            if let Ok(next) = least_next_price(leading, step) {
                prop_assert!(next > leading);
                let rise = u128::from(next - leading) * u128::from(BPS);
                prop_assert!(rise >= u128::from(leading) * u128::from(step));
            }
        }

        #[test]
        fn inv_09_no_bid_in_any_status_is_less_than_a_step_above_what_leads_or_can_be_accepted(
            leading: u64, price: u64, reserve in 1u64.., in_auction: bool, step_bps in 100u16..=5_000,
        ) {
            let terms = Terms { step_bps, ..terms() };
            let status = if in_auction { Status::Auction } else { Status::Active };
            let round = Round { status, supply: SUPPLY, reserve, leading_price: leading, ends_at: 1 };
            let placed = place(&terms, &round, Escrowed::default(), &order(price, 0), 0).map(|_| ());
            let next = least_next_price(leading, step_bps);
            let expected = if !in_auction && price < reserve {
                Err(RuleError::BidBelowReserve)
            } else if (!in_auction && leading < reserve) || next.is_ok_and(|next| price >= next) {
                Ok(())
            } else {
                Err(RuleError::BidBelowStep)
            };
            prop_assert_eq!(placed, expected);
        }

        #[test]
        fn t17_only_the_difference_moves(held: u64, wanted: u64) {
            prop_assert_eq!(Move::between(held, wanted).apply(held), Ok(wanted));
        }

        #[test]
        fn parts_of_a_price_are_worth_at_most_the_whole(price: u64, supply in 1..=u64::MAX, fractions: u64) {
            let fractions = fractions % supply + 1;
            let (part, rest) = (value_of(fractions, price, supply)?, value_of(supply - fractions, price, supply)?);
            prop_assert_eq!(value_of(supply, price, supply), Ok(price));
            // Rounded down each.
            prop_assert!(part + rest == price || part + rest + 1 == price);
        }

        #[test]
        fn the_end_never_moves_back(now in 0i64..1_000_000, ends_in in 1i64..3_000_000, extension in 0u32..2_592_000) {
            let terms = Terms { auction_secs: 2_592_000, extension_secs: extension, ..terms() };
            let round = auction(1, now + ends_in);
            let placed = place(&terms, &round, Escrowed::default(), &order(2, 0), now).unwrap();
            prop_assert!(placed.ends_at >= round.ends_at);
            prop_assert!(placed.ends_at - now >= i64::from(extension));
            prop_assert!(placed.ends_at == round.ends_at || placed.ends_at == now + i64::from(extension));
        }
    }
}
