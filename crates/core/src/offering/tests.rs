use super::*;
use proptest::prelude::*;

const NOW: i64 = 1_800_000_000;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
const SUPPLY: u64 = 10_000_000_000;

/// A third of the supply, from 1,200 to 900 within ten days from tomorrow on.
fn plan() -> Plan {
    Plan {
        supply: SUPPLY,
        amount: 3_000_000_000,
        start_price: 1_200_000_000,
        end_price: 900_000_000,
        starts_at: NOW + DAY,
        ends_at: NOW + 11 * DAY,
        wallet_limit: 1_000_000_000,
        minimum: 200_000_000,
    }
}

fn fixed(supply: u64, amount: u64, price: u64, minimum: u64) -> Offering {
    let (starts_at, ends_at) = (NOW, NOW + HOUR);
    let plan = Plan {
        supply,
        amount,
        start_price: price,
        end_price: price,
        starts_at,
        ends_at,
        wallet_limit: amount,
        minimum,
    };
    Offering::new(plan.opened(NOW).unwrap())
}

fn bought(offering: &Offering, amount: u64, now: i64) -> Result<Bought, RuleError> {
    offering.buy(Status::Active, Purchase::default(), amount, u64::MAX, now)
}

#[test]
fn every_bound_of_a_plan_from_both_sides() {
    use RuleError::*;
    let with = |change: fn(&mut Plan)| {
        let mut plan = plan();
        change(&mut plan);
        plan.opened(NOW).map(|_| ())
    };
    assert_eq!(with(|_| ()), Ok(()));
    assert_eq!(with(|p| p.amount = 0), Err(ZeroAmount));
    assert_eq!(with(|p| (p.amount, p.wallet_limit, p.minimum) = (1, 1, 1)), Ok(()));
    assert_eq!(with(|p| p.amount = SUPPLY), Ok(()));
    assert_eq!(with(|p| p.amount = SUPPLY + 1), Err(AmountAboveSupply));
    assert_eq!(with(|p| p.end_price = 0), Err(OfferingPriceOutOfBounds));
    assert_eq!(with(|p| p.end_price = 1), Ok(()));
    assert_eq!(with(|p| p.end_price = p.start_price), Ok(()));
    assert_eq!(with(|p| p.end_price = p.start_price + 1), Err(OfferingPriceOutOfBounds));
    assert_eq!(with(|p| p.starts_at = NOW - 1), Err(OfferingStartOutOfBounds));
    assert_eq!(with(|p| p.starts_at = NOW), Ok(()));
    assert_eq!(with(|p| (p.starts_at, p.ends_at) = (NOW + 30 * DAY, NOW + 31 * DAY)), Ok(()));
    assert_eq!(
        with(|p| (p.starts_at, p.ends_at) = (NOW + 30 * DAY + 1, NOW + 32 * DAY)),
        Err(OfferingStartOutOfBounds)
    );
    assert_eq!(with(|p| p.starts_at = i64::MIN), Err(OfferingStartOutOfBounds));
    assert_eq!(with(|p| p.ends_at = p.starts_at + HOUR - 1), Err(OfferingLengthOutOfBounds));
    assert_eq!(with(|p| p.ends_at = p.starts_at + HOUR), Ok(()));
    assert_eq!(with(|p| p.ends_at = p.starts_at + 30 * DAY), Ok(()));
    assert_eq!(with(|p| p.ends_at = p.starts_at + 30 * DAY + 1), Err(OfferingLengthOutOfBounds));
    assert_eq!(with(|p| p.ends_at = i64::MIN), Err(OfferingLengthOutOfBounds));
    assert_eq!(with(|p| p.wallet_limit = 0), Err(WalletLimitOutOfBounds));
    assert_eq!(with(|p| p.wallet_limit = 1), Ok(()));
    assert_eq!(with(|p| p.wallet_limit = p.amount), Ok(()));
    assert_eq!(with(|p| p.wallet_limit = p.amount + 1), Err(WalletLimitOutOfBounds));
    assert_eq!(with(|p| p.minimum = 0), Ok(()));
    assert_eq!(with(|p| p.minimum = 360_000_000), Ok(()));
    assert_eq!(with(|p| p.minimum = 360_000_001), Err(MinimumOutOfReach));
}

#[test]
fn a_start_of_zero_is_now() {
    let opened = Plan { starts_at: 0, ends_at: NOW + HOUR, ..plan() }.opened(NOW).unwrap();
    assert_eq!((opened.starts_at, opened.ends_at), (NOW, NOW + HOUR));
    assert_eq!(Plan { starts_at: 0, ends_at: NOW, ..plan() }.opened(NOW), Err(RuleError::OfferingLengthOutOfBounds));
}

#[test]
fn the_price_falls_evenly_from_its_start_to_its_end() {
    let plan = plan();
    for (now, price) in [
        (i64::MIN, 1_200_000_000),
        (NOW, 1_200_000_000),
        (NOW + DAY, 1_200_000_000),
        // 300,000,000 in 864,000 seconds; what has fallen is rounded down.
        (NOW + DAY + 1, 1_199_999_653),
        (NOW + 6 * DAY, 1_050_000_000),
        (NOW + 11 * DAY - 1, 900_000_348),
        (NOW + 11 * DAY, 900_000_000),
        (i64::MAX, 900_000_000),
    ] {
        assert_eq!(plan.price_at(now), Ok(price), "at {now}");
    }
}

#[test]
fn t16_it_sells_from_its_start_and_no_more_from_its_end_to_the_second() {
    let offering = Offering::new(plan());
    let at = |now| bought(&offering, 1, now).map(|bought| bought.price);
    assert_eq!(at(NOW + DAY - 1), Err(RuleError::OfferingNotStarted));
    assert_eq!(at(NOW + DAY), Ok(1_200_000_000));
    assert_eq!(at(NOW + 11 * DAY - 1), Ok(900_000_348));
    assert_eq!(at(NOW + 11 * DAY), Err(RuleError::OfferingOver));
    // At each second it can be bought in or is over, never both.
    for now in [NOW + 11 * DAY - 1, NOW + 11 * DAY] {
        assert_ne!(at(now).is_ok(), offering.is_over(Status::Active, now));
    }
}

#[test]
fn it_sells_in_an_active_vault_alone_and_is_over_in_every_other() {
    let offering = fixed(100, 50, 1_000, 10);
    for status in Status::ALL {
        let sold = offering.buy(status, Purchase::default(), 1, u64::MAX, NOW).map(|_| ());
        assert_eq!(sold, if status == Status::Active { Ok(()) } else { Err(RuleError::WrongStatus) });
        assert_eq!(offering.is_over(status, NOW), status != Status::Active);
    }
}

#[test]
fn t20_exactly_the_amount_is_bought_for_at_most_the_bound_or_nothing() {
    let offering = fixed(3, 2, 1_000, 0);
    let buy = |amount, max_cost| offering.buy(Status::Active, Purchase::default(), amount, max_cost, NOW);
    assert_eq!(buy(0, u64::MAX), Err(RuleError::ZeroAmount));
    assert_eq!(buy(1, 333), Err(RuleError::CostAboveMaximum));
    let one = buy(1, 334).unwrap();
    assert_eq!((one.cost, one.purchase), (334, Purchase { fractions: 1, delivered: 0, cost: 334 }));
    assert_eq!(buy(3, u64::MAX), Err(RuleError::AboveOffered));
    // What another has bought meanwhile is not filled with less.
    assert_eq!(bought(&one.offering, 2, NOW), Err(RuleError::AboveOffered));
    assert_eq!(bought(&one.offering, 1, NOW).map(|two| two.offering.left()), Ok(0));
}

#[test]
fn the_limit_of_a_wallet_counts_what_was_delivered_already() {
    let mut plan = fixed(100, 50, 1_000, 0).plan;
    plan.wallet_limit = 10;
    let first = bought(&Offering::new(plan), 10, NOW).unwrap();
    let claimed = first.offering.claim(Status::Active, first.purchase, NOW).unwrap();
    assert_eq!((claimed.fractions, claimed.closes), (10, false));
    let again = claimed.offering.buy(Status::Active, claimed.purchase, 1, u64::MAX, NOW);
    assert_eq!(again, Err(RuleError::AboveWalletLimit));
    assert_eq!(claimed.offering.claim(Status::Active, claimed.purchase, NOW), Err(RuleError::OfferingRuns));
    // Once it is over the record is closed, with nothing left to deliver.
    let last = claimed.offering.claim(Status::Active, claimed.purchase, NOW + HOUR).unwrap();
    assert_eq!((last.fractions, last.refund, last.closes), (0, 0, true));
}

#[test]
fn what_is_allowed_is_the_rest_of_the_limit_and_of_what_is_left() {
    let offering = Offering {
        sold: 15,
        plan: Plan { wallet_limit: 10, ..fixed(100, 20, 1_000, 1).plan },
        ..fixed(100, 20, 1_000, 1)
    };
    assert_eq!([0, 5, 6, 10, 11].map(|bought| offering.allowed(bought)), [5, 5, 4, 0, 0]);
}

#[test]
fn t04_one_unit_of_supply_and_all_of_a_u64_have_a_cost() {
    let one = fixed(1, 1, 1, 1);
    assert_eq!(bought(&one, 1, NOW).map(|bought| bought.cost), Ok(1));
    let many = fixed(u64::MAX, u64::MAX, 1, 1);
    assert_eq!(bought(&many, 1, NOW).map(|bought| bought.cost), Ok(1));
    assert_eq!(bought(&many, u64::MAX, NOW).map(|bought| bought.cost), Ok(1));
    let dear = fixed(u64::MAX, u64::MAX, u64::MAX, u64::MAX);
    let all = bought(&dear, u64::MAX, NOW).unwrap();
    assert_eq!((all.cost, all.offering.is_certain(), all.offering.left()), (u64::MAX, true, 0));
    let dear = fixed(1, 1, u64::MAX, u64::MAX);
    assert_eq!(bought(&dear, 1, NOW).map(|bought| bought.cost), Ok(u64::MAX));
    // Rounding up can bring more than a `u64` holds; that purchase is refused.
    let rounded = fixed(u64::MAX - 1, u64::MAX - 1, u64::MAX, 0);
    let most = bought(&rounded, u64::MAX - 2, NOW).unwrap();
    assert_eq!(most.cost, u64::MAX - 1);
    assert_eq!(bought(&most.offering, 1, NOW), Err(RuleError::Overflow));
}

#[test]
fn success_is_reached_by_the_last_unit_of_the_minimum() {
    let offering = fixed(100, 50, 1_000, 200);
    let almost = bought(&offering, 19, NOW).unwrap();
    assert!(!almost.offering.is_certain());
    assert_eq!(almost.offering.claim(Status::Active, almost.purchase, NOW), Err(RuleError::OfferingRuns));
    let enough = almost.offering.buy(Status::Active, almost.purchase, 1, 10, NOW).unwrap();
    assert!(enough.offering.is_certain());
    assert_eq!(enough.offering.claim(Status::Active, enough.purchase, NOW).map(|claimed| claimed.fractions), Ok(20));
    // Without a minimum the first purchase is enough, and none is not.
    let free = fixed(100, 50, 1_000, 0);
    assert!(!free.is_certain() && bought(&free, 1, NOW).unwrap().offering.is_certain());
}

#[test]
fn sold_out_below_the_minimum_is_over_and_has_failed() {
    let plan = Plan { end_price: 1, wallet_limit: 50, ..fixed(100, 50, 1_000, 500).plan };
    let all = bought(&Offering::new(plan), 50, NOW + HOUR - 1).unwrap();
    assert!(!all.offering.is_certain() && all.offering.is_over(Status::Active, NOW + HOUR - 1));
    let claimed = all.offering.claim(Status::Active, all.purchase, NOW + HOUR - 1).unwrap();
    assert_eq!((claimed.fractions, claimed.refund), (0, all.cost));
}

#[test]
fn the_creator_calls_it_off_while_nothing_is_sold_and_anyone_closes_it_once_it_is_over() {
    let offering = fixed(100, 50, 1_000, 200);
    assert_eq!(offering.close(Status::Active, false, NOW), Err(RuleError::OfferingRuns));
    let called_off = offering.close(Status::Active, true, NOW).unwrap();
    assert_eq!((called_off.fractions, called_off.cash), (50, 0));
    assert_eq!(bought(&called_off.offering, 1, NOW), Err(RuleError::OfferingOver));
    let one = bought(&offering, 1, NOW).unwrap().offering;
    assert_eq!(one.close(Status::Active, true, NOW), Err(RuleError::OfferingRuns));
    for (status, now) in [(Status::Active, NOW + HOUR), (Status::Auction, NOW), (Status::Sold, NOW)] {
        let closed = one.close(status, false, now).unwrap();
        // It has failed: what was sold goes back too.
        assert_eq!((closed.fractions, closed.cash), (50, 0));
        let again = closed.offering.close(status, true, now).unwrap();
        assert_eq!((again.fractions, again.cash, again.offering), (0, 0, closed.offering));
    }
}

#[test]
fn the_highest_price_stays_while_the_price_falls() {
    let mut offering = Offering::new(plan().opened(NOW).unwrap());
    for (day, highest) in [(2, 1_170_000_000), (6, 1_170_000_000), (10, 1_170_000_000)] {
        let next = bought(&offering, 1, NOW + day * DAY).unwrap();
        assert_eq!((next.price, next.offering.highest_price), (1_200_000_000 - (day as u64 - 1) * 30_000_000, highest));
        offering = next.offering;
    }
}

#[test]
fn t38_only_what_was_paid_for_good_holds_up_a_buyout_and_only_until_the_end() {
    assert_eq!((floor(900, NOW, NOW - 1), floor(900, NOW, NOW), floor(0, 0, NOW)), (900, 0, 0));
    assert_eq!(check_offer(899, 900), Err(RuleError::BelowOffering));
    assert_eq!((check_offer(900, 900), check_offer(1, 0), check_offer(0, 900)), (Ok(()), Ok(()), Ok(())));
}

#[test]
fn numbers_that_cannot_be_are_noticed() {
    let sold = bought(&fixed(100, 50, 1_000, 200), 20, NOW).unwrap().offering;
    assert_eq!(sold.check(), Ok(()));
    for broken in [
        Offering { delivered: 21, ..sold },
        Offering { refunded: 1, ..sold },
        Offering { refunded: 201, ..sold },
        Offering { sold: 51, ..sold },
        Offering { raised: 199, delivered: 1, ..sold },
        Offering { raised: 199, refunded: 200, ..sold },
    ] {
        assert_eq!(broken.check(), Err(RuleError::LedgerMismatch), "{broken:?}");
    }
    let delivered = Purchase { fractions: 1, delivered: 2, cost: 1 };
    assert_eq!(sold.claim(Status::Active, delivered, NOW), Err(RuleError::LedgerMismatch));
}

fn any_number() -> impl Strategy<Value = u64> {
    (1u64.., 0..u64::BITS).prop_map(|(number, shift)| (number >> shift).max(1))
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let prices = (any_number(), any_number());
    let times = (0..=MAX_OFFERING_DELAY_SECS, MIN_OFFERING_SECS..=MAX_OFFERING_SECS);
    (any_number(), any_number(), prices, times, any_number(), any::<u64>()).prop_map(
        |(supply, amount, (one, other), (delay, length), limit, minimum)| {
            let amount = 1 + (amount - 1) % supply;
            let (start_price, end_price) = (one.max(other), one.min(other));
            let most = mul_div_ceil(start_price, amount, supply).unwrap();
            let plan = Plan {
                supply,
                amount,
                start_price,
                end_price,
                starts_at: NOW + delay,
                ends_at: NOW + delay + length,
                wallet_limit: 1 + (limit - 1) % amount,
                minimum: minimum.checked_rem(most.saturating_add(1)).unwrap_or(minimum),
            };
            plan.opened(NOW).unwrap()
        },
    )
}

proptest! {
    #[test]
    fn the_price_is_between_its_ends_and_never_rises(plan in any_plan(), one in 0i64..3_000_000, other in 0i64..3_000_000) {
        let (earlier, later) = (NOW + one.min(other), NOW + one.max(other));
        let (first, second) = (plan.price_at(earlier).unwrap(), plan.price_at(later).unwrap());
        prop_assert!(plan.start_price >= first && first >= second && second >= plan.end_price);
    }

    #[test]
    fn t04_nothing_is_free_and_the_cost_is_the_exact_share_rounded_up(plan in any_plan(), part: u64, time in 0i64..2_592_000) {
        let amount = 1 + part % plan.amount;
        let price = plan.price_at(plan.starts_at + time).unwrap();
        let cost = u128::from(plan.cost(amount, price).unwrap());
        let exact = u128::from(price) * u128::from(amount);
        prop_assert!(cost >= 1 && cost * u128::from(plan.supply) >= exact);
        prop_assert!((cost - 1) * u128::from(plan.supply) < exact);
    }

    /// Whatever is bought, claimed and closed in whatever order: each unit is somebody's, the accounts hold what is
    /// tracked, success is that the costs reach the minimum, and at the end both accounts are empty (INV-13).
    #[test]
    fn inv_13_conservation_to_the_unit_in_success_and_failure(
        plan in any_plan(),
        steps in prop::collection::vec((0usize..4, 0u8..8, any_number(), 0i64..400_000), 0..40),
        status in prop::sample::select(vec![Status::Active, Status::Auction, Status::Sold, Status::Reclaimed]),
    ) {
        let mut offering = Offering::new(plan);
        let mut purchases = [Purchase::default(); 4];
        let (mut cash, mut fractions) = (0u64, plan.amount);
        let (mut costs, mut paid, mut returned) = (0u64, 0u64, 0u64);
        let mut now = plan.starts_at;
        for (who, what, number, secs) in steps {
            now += secs / 8;
            match what {
                0..5 => {
                    let amount = 1 + (number - 1) % plan.wallet_limit;
                    if let Ok(bought) = offering.buy(Status::Active, purchases[who], amount, u64::MAX, now) {
                        (offering, purchases[who]) = (bought.offering, bought.purchase);
                        (cash, costs) = (cash + bought.cost, costs + bought.cost);
                        prop_assert!(bought.cost >= 1 && purchases[who].fractions <= plan.wallet_limit);
                    }
                }
                5 | 6 if purchases[who].fractions > 0 => {
                    if let Ok(claimed) = offering.claim(Status::Active, purchases[who], now) {
                        offering = claimed.offering;
                        purchases[who] = if claimed.closes { Purchase::default() } else { claimed.purchase };
                        (cash, fractions) = (cash - claimed.refund, fractions - claimed.fractions);
                    }
                }
                _ => if let Ok(closed) = offering.close(Status::Active, number % 2 == 0, now) {
                    offering = closed.offering;
                    (cash, fractions) = (cash - closed.cash, fractions - closed.fractions);
                    (paid, returned) = (paid + closed.cash, returned + closed.fractions);
                },
            }
            prop_assert_eq!((offering.fractions(), offering.cash(), offering.check()), (Ok(fractions), Ok(cash), Ok(())));
            prop_assert_eq!((offering.raised, offering.is_certain()), (costs, costs > 0 && costs >= plan.minimum));
        }
        // The end, also when an auction, a sale or a reclaim came before it.
        now = now.max(plan.ends_at);
        for purchase in purchases.into_iter().filter(|purchase| purchase.fractions > 0) {
            let claimed = offering.claim(status, purchase, now).unwrap();
            prop_assert!(claimed.closes);
            let (succeeded, failed) = ((purchase.fractions - purchase.delivered, 0), (0, purchase.cost));
            let due = if offering.is_certain() { succeeded } else { failed };
            prop_assert_eq!((claimed.fractions, claimed.refund), due);
            offering = claimed.offering;
            (cash, fractions) = (cash - claimed.refund, fractions - claimed.fractions);
        }
        let closed = offering.close(status, false, now).unwrap();
        (paid, returned) = (paid + closed.cash, returned + closed.fractions);
        prop_assert_eq!((cash - closed.cash, fractions - closed.fractions), (0, 0));
        let whole = if offering.is_certain() { (costs, plan.amount - offering.sold) } else { (0, plan.amount) };
        prop_assert_eq!((paid, returned), whole);
    }
}
