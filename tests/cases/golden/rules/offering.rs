//! The offering.

use {
    super::calls::{Calls, call, value},
    crate::{file::json, source::Source},
    mosaic_client::rules::{
        Status,
        offering::{self, Offering, Plan, Purchase},
    },
};

const NOW: i64 = 1_800_000_000;
const HOUR: i64 = 3_600;
const MONTH: i64 = 30 * 86_400;

/// A tenth of the supply, from 1,200 tokens of the whole down to 900 within ten hours.
const PLAN: Plan = Plan {
    supply: 10_000_000_000,
    amount: 1_000_000_000,
    start_price: 1_200_000_000,
    end_price: 900_000_000,
    starts_at: NOW,
    ends_at: NOW + 10 * HOUR,
    wallet_limit: 400_000_000,
    minimum: 70_000_000,
};

pub fn offering(calls: &mut Calls) {
    plans(calls);
    prices(calls);
    let sold = |sold, raised| Offering { sold, raised, highest_price: 1_100_000_000, ..Offering::new(PLAN) };
    let new = value!(calls, "Offering.new", Offering::new, PLAN);
    for offering in [
        new,
        sold(1, 1),
        sold(500_000_000, 69_999_999),
        sold(500_000_000, 70_000_000),
        Offering { delivered: 400_000_000, ..sold(600_000_000, 80_000_000) },
        sold(1_000_000_000, 110_000_000),
        sold(1_000_000_000, 69_999_999),
        Offering { refunded: 40_000_000, ..sold(500_000_000, 60_000_000) },
    ] {
        for closed in [false, true] {
            moments(calls, Offering { closed, ..offering });
        }
    }
    broken(calls, new);
    for (price, ends_at) in [(0, 0), (0, NOW), (5, NOW), (u64::MAX, NOW + 1), (u64::MAX, i64::MIN)] {
        value!(calls, "floor", offering::floor, price, ends_at, NOW);
    }
    for (price, floor) in [(0, 0), (0, 5), (4, 5), (5, 5), (6, 5), (1, 0), (u64::MAX - 1, u64::MAX)] {
        let _ = call!(calls, "checkOffer", offering::check_offer, price, floor);
    }
}

fn plans(calls: &mut Calls) {
    let all = Plan { amount: PLAN.supply, wallet_limit: PLAN.supply, minimum: 1_200_000_000, ..PLAN };
    for plan in [
        PLAN,
        all,
        Plan { starts_at: 0, ..PLAN },
        Plan { amount: 0, ..PLAN },
        Plan { amount: PLAN.supply + 1, ..PLAN },
        Plan { end_price: 0, ..PLAN },
        Plan { end_price: PLAN.start_price, ..PLAN },
        Plan { end_price: PLAN.start_price + 1, ..PLAN },
        Plan { starts_at: NOW - 1, ..PLAN },
        Plan { starts_at: NOW + MONTH, ends_at: NOW + 2 * MONTH, ..PLAN },
        Plan { starts_at: NOW + MONTH + 1, ends_at: NOW + 2 * MONTH, ..PLAN },
        Plan { starts_at: i64::MIN, ..PLAN },
        Plan { ends_at: NOW + HOUR - 1, ..PLAN },
        Plan { ends_at: NOW + HOUR, ..PLAN },
        Plan { ends_at: NOW + MONTH, ..PLAN },
        Plan { ends_at: NOW + MONTH + 1, ..PLAN },
        Plan { ends_at: i64::MIN, ..PLAN },
        Plan { wallet_limit: 0, ..PLAN },
        Plan { wallet_limit: PLAN.amount, ..PLAN },
        Plan { wallet_limit: PLAN.amount + 1, ..PLAN },
        Plan { minimum: 0, ..PLAN },
        Plan { minimum: 120_000_000, ..PLAN },
        Plan { minimum: 120_000_001, ..PLAN },
        Plan { start_price: u64::MAX, minimum: u64::MAX, ..PLAN },
        Plan { start_price: u64::MAX, minimum: u64::MAX, ..all },
    ] {
        let _ = call!(calls, "Plan.opened", Plan::opened, plan, NOW);
    }
    let _ =
        call!(calls, "Plan.opened", Plan::opened, Plan { starts_at: 0, ends_at: i64::MAX, ..PLAN }, i64::MAX - HOUR);
    let _ = call!(calls, "Plan.opened", Plan::opened, PLAN, i64::MIN);
}

fn prices(calls: &mut Calls) {
    let fixed = Plan { end_price: PLAN.start_price, ..PLAN };
    let steep = Plan { start_price: u64::MAX, end_price: 1, ..PLAN };
    let rising = Plan { end_price: PLAN.start_price + 1, ..PLAN };
    let backwards = Plan { ends_at: NOW - 1, ..PLAN };
    let endless = Plan { starts_at: i64::MIN, ends_at: i64::MAX, ..PLAN };
    for plan in [PLAN, fixed, steep, rising, backwards, endless, Plan { ends_at: NOW, ..PLAN }] {
        for now in [i64::MIN, NOW - 1, NOW, NOW + 1, NOW + 5 * HOUR, NOW + 10 * HOUR - 1, NOW + 10 * HOUR, i64::MAX] {
            let _ = call!(calls, "Plan.priceAt", Plan::price_at, &plan, now);
        }
    }
    let mut source = Source::new("costs of offerings");
    for _ in 0..16 {
        let plan = Plan { supply: source.magnitude().max(1), ..PLAN };
        let (amount, price) = (source.up_to(plan.supply), source.magnitude());
        let _ = call!(calls, "Plan.cost", Plan::cost, &plan, amount, price);
    }
    for (amount, price) in [(0, 5), (1, 0), (1, 1), (PLAN.supply, u64::MAX), (u64::MAX, u64::MAX)] {
        let _ = call!(calls, "Plan.cost", Plan::cost, &PLAN, amount, price);
    }
    let _ = call!(calls, "Plan.cost", Plan::cost, &Plan { supply: 0, ..PLAN }, 1u64, 1u64);
}

fn moments(calls: &mut Calls, offering: Offering) {
    value!(calls, "Offering.left", Offering::left, &offering);
    value!(calls, "Offering.isCertain", Offering::is_certain, &offering);
    totals(calls, &offering);
    let bought = |fractions, delivered, cost| Purchase { fractions, delivered, cost };
    let purchases = [bought(0, 0, 0), bought(300_000_000, 0, 36_000_000), bought(300_000_000, 300_000_000, 36_000_000)];
    for status in [Status::Active, Status::Auction, Status::Sold, Status::Reclaimed] {
        for now in [NOW - 1, NOW, NOW + 5 * HOUR, NOW + 10 * HOUR - 1, NOW + 10 * HOUR] {
            value!(calls, "Offering.isOver", Offering::is_over, &offering, status, now);
            for by_creator in [false, true] {
                let _ = call!(calls, "Offering.close", Offering::close, &offering, status, by_creator, now);
            }
            for purchase in purchases {
                let _ = call!(calls, "Offering.claim", Offering::claim, &offering, status, purchase, now);
            }
        }
    }
    for now in [NOW - 1, NOW, NOW + 5 * HOUR, NOW + 10 * HOUR] {
        for (amount, max_cost) in [
            (0, u64::MAX),
            (1, 0),
            (1, 1),
            (100_000_000, 11_999_999),
            (100_000_000, 12_000_000),
            (100_000_001, u64::MAX),
            (400_000_000, u64::MAX),
            (1_000_000_000, u64::MAX),
            (1_000_000_001, u64::MAX),
        ] {
            for purchase in purchases {
                let (status, max) = (Status::Active, max_cost);
                let _ = call!(calls, "Offering.buy", Offering::buy, &offering, status, purchase, amount, max, now);
            }
        }
    }
    let (status, one, most) = (Status::Auction, 1u64, u64::MAX);
    let _ = call!(calls, "Offering.buy", Offering::buy, &offering, status, purchases[0], one, most, NOW);
}

fn totals(calls: &mut Calls, offering: &Offering) {
    value!(calls, "Offering.returned", Offering::returned, offering);
    value!(calls, "Offering.paid", Offering::paid, offering);
    let _ = call!(calls, "Offering.fractions", Offering::fractions, offering);
    let _ = call!(calls, "Offering.cash", Offering::cash, offering);
    let owed = offering.owed().map(|(fractions, cash)| serde_json::json!([json(&fractions), json(&cash)]));
    calls.ended("Offering.owed", vec![json(offering)], owed);
    let _ = call!(calls, "Offering.check", Offering::check, offering);
}

/// What no path leads to.
fn broken(calls: &mut Calls, new: Offering) {
    for offering in [
        Offering { sold: PLAN.amount + 1, raised: 5, ..new },
        Offering { sold: 9, raised: 80_000_000, refunded: 1, ..new },
        Offering { sold: 9, raised: 80_000_000, delivered: 10, ..new },
        Offering { sold: 9, raised: 80_000_000, delivered: PLAN.amount + 1, ..new },
        Offering { sold: 9, raised: 8, delivered: 1, ..new },
        Offering { sold: 9, raised: 8, refunded: 9, ..new },
    ] {
        totals(calls, &offering);
        let more = Purchase { fractions: 1, delivered: 2, cost: 0 };
        let _ = call!(calls, "Offering.claim", Offering::claim, &offering, Status::Sold, more, NOW);
    }
    let full = Offering { sold: 1, raised: u64::MAX, ..new };
    let (status, most) = (Status::Active, u64::MAX);
    let _ = call!(calls, "Offering.buy", Offering::buy, &full, status, Purchase::default(), 1u64, most, NOW);
    let delivered = Offering { sold: 1, raised: PLAN.minimum, delivered: u64::MAX, ..new };
    let all = Purchase { fractions: 5, delivered: 0, cost: 1 };
    let _ = call!(calls, "Offering.claim", Offering::claim, &delivered, status, all, NOW);
}
