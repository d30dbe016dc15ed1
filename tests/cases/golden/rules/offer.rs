//! Offers below the reserve.

use {
    super::{
        calls::{Calls, Levels, call},
        terms,
    },
    crate::{file::json, source::Source},
    mosaic_client::rules::{
        Status, Terms,
        auction::{Escrowed, Order, Round},
        offer::{accept, check_withdrawal, make, veto_weight},
    },
};

const NOW: i64 = 1_800_000_000;
const SUPPLY: u64 = 10_000_000_000;
const RESERVE: u64 = 822_702_474;

pub fn offer(calls: &mut Calls) {
    makes(calls);
    vetoes(calls);
    accepts(calls);
    for (opens_at, now) in [(NOW, NOW - 1), (NOW, NOW), (i64::MIN, i64::MAX), (i64::MAX, i64::MIN)] {
        let _ = call!(calls, "checkWithdrawal", check_withdrawal, opens_at, now);
    }
}

fn makes(calls: &mut Calls) {
    let terms = terms();
    let free = Round { status: Status::Active, supply: SUPPLY, reserve: RESERVE, leading_price: 0, ends_at: 0 };
    let order = |price, fractions| Order { price, fractions, max_cash: u64::MAX };
    let mut try_make = |terms: &Terms, round: Round, held: Escrowed, order: Order, now: i64| {
        let _ = call!(calls, "make", make, terms, &round, held, &order, now);
    };
    let nothing = Escrowed::default();
    for status in Status::ALL {
        try_make(&terms, Round { status, ..free }, nothing, order(100_000_000, 0), NOW);
    }
    for price in [0, 1, 100_000_000, RESERVE - 1, RESERVE, u64::MAX] {
        try_make(&terms, free, nothing, order(price, 0), NOW);
        try_make(&terms, Round { leading_price: 100_000_000, ..free }, nothing, order(price, 2_500_000_000), NOW);
    }
    let raised = Round { leading_price: 100_000_000, ..free };
    let held = Escrowed { cash: 75_000_000, fractions: 2_500_000_000 };
    try_make(&terms, raised, held, order(104_999_999, 0), NOW);
    try_make(&terms, raised, held, order(105_000_000, 0), NOW);
    try_make(&terms, raised, held, order(105_000_000, 9_000_000_000), NOW);
    try_make(&terms, raised, held, Order { max_cash: 104_999_999, ..order(105_000_000, 0) }, NOW);
    try_make(&terms, free, nothing, order(1, SUPPLY), NOW);
    try_make(&terms, free, nothing, order(1, SUPPLY - 1), NOW);
    try_make(&terms, free, nothing, order(1, 0), i64::MAX);
    for offer_window_secs in [0, 604_800, 7_776_000] {
        try_make(&Terms { offer_window_secs, ..terms }, free, nothing, order(1, 0), NOW);
    }
}

fn vetoes(calls: &mut Calls) {
    let mut vetoing = |opening: u64, weights: &Levels, price: u64| {
        let outcome = veto_weight(opening, &weights.0, price);
        let args = vec![json(&opening), json(weights), json(&price)];
        calls.ended("vetoWeight", args, outcome.map(|weight| json(&weight)));
    };
    let book = Levels::of(&[(0, 1), (80, 500_000_000), (92, 5_100_000_000), (96, 7), (191, 11)]);
    for price in [0, 1, 9_243_304, 9_243_305, 822_702_473, 822_702_474, 1_000_000_000, 103_034_676_445, 103_034_676_446]
    {
        vetoing(1_000_000_000, &book, price);
    }
    vetoing(1_000_000_000, &book, u64::MAX);
    vetoing(u64::MAX, &book, u64::MAX - 1);
    vetoing(1, &book, 1);
    vetoing(1, &Levels::of(&[(100, u64::MAX), (101, 1)]), 0);
    let mut source = Source::new("vetoes");
    for _ in 0..30 {
        let opening = source.magnitude();
        vetoing(opening, &book, source.up_to(opening));
    }
}

fn accepts(calls: &mut Calls) {
    let terms = terms();
    let mut try_accept = |terms: &Terms, price: u64, opens_at: i64, vetoing: u64, supply: u64, now: i64| {
        let _ = call!(calls, "accept", accept, terms, price, opens_at, RESERVE, vetoing, supply, now);
    };
    for price in [0, 1, RESERVE - 1, RESERVE, u64::MAX] {
        for now in [NOW - 1, NOW, i64::MAX] {
            for vetoing in [0, 1_000_000_000, 1_000_000_001, u64::MAX] {
                try_accept(&terms, price, NOW, vetoing, SUPPLY, now);
            }
        }
    }
    for (veto_bps, supply) in [(100, 99), (100, 100), (5_000, 3), (5_000, u64::MAX), (10_001, 5)] {
        for vetoing in [0, 1, 2, u64::MAX / 2, u64::MAX / 2 + 1] {
            try_accept(&Terms { veto_bps, ..terms }, 1, NOW, vetoing, supply, NOW);
        }
    }
}
