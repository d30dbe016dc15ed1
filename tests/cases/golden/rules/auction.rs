//! Bids, and what is in the escrows.

use {
    super::{
        calls::{Calls, call, value},
        terms,
    },
    crate::source::Source,
    mosaic_client::rules::{
        Ledger, Status, Terms,
        auction::{Escrowed, Move, Order, Placed, Round, cash_of_bid, least_next_price, place, value_of},
        split::split,
    },
};

const SUPPLY: u64 = 10_000_000_000;
const NOW: i64 = 1_800_000_000;

pub fn auction(calls: &mut Calls) {
    numbers(calls);
    let terms = terms();
    let reserve = 822_702_474;
    let active = Round { status: Status::Active, supply: SUPPLY, reserve, leading_price: 0, ends_at: 0 };
    let running = Round { status: Status::Auction, leading_price: 1_000_000_000, ends_at: NOW + 86_400, ..active };
    let order = |price, fractions| Order { price, fractions, max_cash: u64::MAX };
    let nothing = Escrowed::default();
    let mut try_place = |terms: &Terms, round: Round, held: Escrowed, order: Order, now: i64| {
        let _ = call!(calls, "place", place, terms, &round, held, &order, now);
    };
    for status in Status::ALL {
        try_place(&terms, Round { status, ..running }, nothing, order(1_050_000_000, 0), NOW);
    }
    for price in [0, reserve - 1, reserve, reserve + 1, 1_000_000_000, u64::MAX] {
        try_place(&terms, active, nothing, order(price, 0), NOW);
        // An offer below the reserve does not count, one at the reserve does.
        try_place(&terms, Round { leading_price: reserve - 1, ..active }, nothing, order(price, 0), NOW);
        try_place(&terms, Round { leading_price: reserve, ..active }, nothing, order(price, 0), NOW);
    }
    try_place(&terms, Round { leading_price: reserve, ..active }, nothing, order(863_837_597, 0), NOW);
    try_place(&terms, Round { leading_price: reserve, ..active }, nothing, order(863_837_598, 0), NOW);
    for price in [1_049_999_999, 1_050_000_000, 1_050_000_001] {
        try_place(&terms, running, nothing, order(price, 2_500_000_000), NOW);
    }
    // The window of extension, its edges, and the end.
    for before in [86_400, 901, 900, 899, 1, 0, -1] {
        try_place(&terms, running, nothing, order(1_050_000_000, 0), running.ends_at - before);
    }
    // Raised: only the difference moves, either way.
    let held = Escrowed { cash: 1_000_000_000, fractions: 0 };
    try_place(&terms, running, held, order(1_050_000_000, 0), NOW);
    try_place(&terms, running, held, order(1_050_000_000, 9_000_000_000), NOW);
    try_place(&terms, running, Escrowed { cash: 1, fractions: 9_000_000_000 }, order(1_050_000_000, 1), NOW);
    for max_cash in [787_499_999, 787_500_000] {
        try_place(&terms, running, nothing, Order { max_cash, ..order(1_050_000_000, 2_500_000_000) }, NOW);
    }
    for fractions in [SUPPLY - 1, SUPPLY, SUPPLY + 1, u64::MAX] {
        try_place(&terms, running, nothing, order(1_050_000_000, fractions), NOW);
    }
    try_place(&terms, Round { supply: 0, ..running }, nothing, order(1_050_000_000, 0), NOW);
    try_place(&terms, Round { leading_price: u64::MAX, ..running }, nothing, order(u64::MAX, 0), NOW);
    try_place(&terms, Round { leading_price: 17_568_327_689_247_192_014, ..running }, nothing, order(u64::MAX, 0), NOW);
    try_place(&terms, active, nothing, order(u64::MAX, 0), i64::MAX);
    try_place(&terms, active, nothing, order(u64::MAX, 0), i64::MAX - 259_200);
    let mut source = Source::new("auction");
    for _ in 0..60 {
        let supply = source.magnitude().max(2);
        let leading_price = source.magnitude();
        let step_bps = 100 + source.up_to(4_900) as u16;
        let least = least_next_price(leading_price, step_bps).unwrap_or(u64::MAX);
        let round = Round { supply, leading_price, ..running };
        let held = Escrowed { cash: source.up_to(leading_price), fractions: source.up_to(supply - 1) };
        let order = order(source.up_to(least / 8).saturating_add(least - least / 16), source.up_to(supply - 1));
        try_place(&Terms { step_bps, ..terms }, round, held, order, NOW);
    }
}

fn numbers(calls: &mut Calls) {
    for (held, wanted) in [(0, 0), (0, 1), (1, 0), (5, 5), (0, u64::MAX), (u64::MAX, 0)] {
        let moved = value!(calls, "Move.between", Move::between, held, wanted);
        for balance in [held, 0, u64::MAX] {
            let _ = call!(calls, "Move.apply", Move::apply, moved, balance);
        }
    }
    let mut source = Source::new("cash of a bid");
    let extremes = [0, 1, 2, 3, 10_000_000_000, u64::MAX - 1, u64::MAX];
    for price in extremes {
        for supply in [0, 1, 3, 10_000_000_000, u64::MAX] {
            for fractions in [0, 1, supply / 3, supply.saturating_sub(1), supply, supply.saturating_add(1)] {
                let _ = call!(calls, "cashOfBid", cash_of_bid, price, fractions, supply);
            }
        }
    }
    for _ in 0..100 {
        let (price, supply) = (source.magnitude(), source.magnitude().max(1));
        let fractions = source.up_to(supply - 1);
        let _ = call!(calls, "cashOfBid", cash_of_bid, price, fractions, supply);
        let _ = call!(calls, "valueOf", value_of, fractions, price, supply);
        let step_bps = 100 + source.up_to(4_900) as u16;
        let _ = call!(calls, "leastNextPrice", least_next_price, price, step_bps);
    }
    for leading in [0, 1, 19, 20, 21, 99, 100, 101, 17_568_327_689_247_192_014, 17_568_327_689_247_192_016, u64::MAX] {
        for step_bps in [100, 500, 5_000] {
            let _ = call!(calls, "leastNextPrice", least_next_price, leading, step_bps);
        }
    }
    for supply in [0, 1, u64::MAX] {
        let _ = call!(calls, "valueOf", value_of, 1u64, u64::MAX, supply);
        let _ = call!(calls, "valueOf", value_of, supply, u64::MAX, supply);
    }
}

pub fn ledger(calls: &mut Calls) {
    let full = Ledger { cash: 100, bids_cash: 40, proceeds: 30, royalties: 20, curator_fee: 10, fractions: 7 };
    let broken = Ledger { cash: 99, ..full };
    let large = Ledger { bids_cash: u64::MAX, proceeds: 1, ..full };
    let empty = Ledger::default();
    let only_fractions = Ledger { fractions: 1, ..empty };
    for ledger in [full, broken, large, empty, only_fractions] {
        let _ = call!(calls, "Ledger.check", Ledger::check, &ledger);
        value!(calls, "Ledger.isSettled", Ledger::is_settled, &ledger);
        let _ = call!(calls, "Ledger.curatorFeePaid", Ledger::curator_fee_paid, ledger);
        for amount in [0, 1, 20, 30, u64::MAX] {
            let _ = call!(calls, "Ledger.redeemed", Ledger::redeemed, ledger, amount);
            let _ = call!(calls, "Ledger.royaltyPaid", Ledger::royalty_paid, ledger, amount);
        }
        for (cash, fractions) in [(40, 7), (0, 0), (41, 0), (0, 8)] {
            let bid = Escrowed { cash, fractions };
            let _ = call!(calls, "Ledger.bidWithdrawn", Ledger::bid_withdrawn, ledger, bid);
        }
        for (cash, fractions) in [
            (Move::In(5), Move::Out(7)),
            (Move::Out(40), Move::In(u64::MAX)),
            (Move::In(u64::MAX), Move::In(0)),
            (Move::Out(41), Move::In(0)),
        ] {
            let placed = Placed { escrowed: Escrowed::default(), cash, fractions, ends_at: NOW };
            let _ = call!(calls, "Ledger.bidPlaced", Ledger::bid_placed, ledger, &placed);
        }
    }
    let bids = Ledger { cash: 1_000, bids_cash: 1_000, fractions: 9, ..empty };
    for (cash, fractions, refund) in [(1_000, 9, 0), (700, 0, 0), (1_000, 9, 930), (1_000, 9, 931), (1_001, 9, 0)] {
        let bid = Escrowed { cash, fractions };
        let parts = split(cash, 50_000, 1, 200).expect("a vault with an asset");
        let _ = call!(calls, "Ledger.settled", Ledger::settled, bids, bid, &parts, refund);
    }
}
