//! Rules of money over whole small domains: nothing in them is left to chance. Each of these laws holds for larger numbers by the
//! argument beside it, and is tried there by the property tests of its module.

use mosaic_core::{
    Terms,
    asks::{Ask, shift},
    auction::{Move, cash_of_bid, least_next_price, value_of},
    income::{Share, Stream},
    ladder::{LEVELS, price},
    payout::redeem,
    reserve::{Book, floor, reserve},
    split::{FULL_WEIGHT, royalty, split},
    terms::{MAX_CURATOR_FEE_BPS, MAX_STEP_BPS, MIN_STEP_BPS},
    votes::Poll,
};

/// One redemption leaves the others a share that is not smaller, and the last one takes all. By induction over the redemptions, that
/// is so in every order of every division of the supply: payouts sum up to the proceeds, and who waits loses nothing.
#[test]
fn inv_06_no_redemption_lowers_what_a_fraction_of_the_others_is_paid() {
    for supply in 1..=40 {
        for remaining in 0..=250 {
            for amount in 1..=supply {
                let paid = redeem(amount, supply, remaining, 0).unwrap();
                assert!(paid <= remaining);
                let (left, others) = (remaining - paid, supply - amount);
                assert!(left * supply >= remaining * others, "{amount} of {supply} take {paid} of {remaining}");
                assert!(others > 0 || left == 0);
                // Nor is anybody paid a unit less than rounding takes.
                assert!((paid + 1) * supply > remaining * amount);
            }
        }
    }
}

/// Every basis point of royalties and every basis point of the fee. For larger cash: royalties are a part of the cash, and the fee at
/// most what they leave, so the subtractions that give the proceeds are exact.
#[test]
fn inv_08_the_split_is_exact_for_every_royalty_and_every_fee() {
    for cash in 0..=40 {
        for weight in (0..=FULL_WEIGHT).step_by(100) {
            let parts = split(cash, weight, 1, 250).unwrap();
            assert_eq!(parts.royalties + parts.curator_fee + parts.proceeds, cash);
            assert_eq!(parts.royalties, (cash * u64::from(weight)).div_ceil(FULL_WEIGHT.into()));
        }
        for fee in 0..=MAX_CURATOR_FEE_BPS {
            let parts = split(cash, 50_000, 1, fee).unwrap();
            assert_eq!(parts.royalties + parts.curator_fee + parts.proceeds, cash);
            assert_eq!(parts.curator_fee, (cash * u64::from(fee)).div_ceil(10_000).min(cash - parts.royalties));
        }
    }
}

/// Whatever the weights of three creators, in every order: each is paid its share rounded down at least, and the claims sum up to what
/// was set aside.
#[test]
fn t23_royalties_of_three_creators_are_paid_out_exactly() {
    for cash in 0..=30 {
        for shares in (0..1_000).map(|n| [1 + n % 10, 1 + n / 10 % 10, 1 + n / 100]) {
            let weights = shares.map(|share| share * 33_333);
            let mut unpaid = split(cash, weights.iter().sum(), 1, 0).unwrap().royalties;
            for (claims_left, weight) in (1..=3).rev().zip(weights) {
                let paid = royalty(cash, weight, 1, unpaid, claims_left).unwrap();
                assert!(paid >= cash * u64::from(weight) / u64::from(FULL_WEIGHT));
                unpaid -= paid;
            }
            assert_eq!(unpaid, 0);
        }
    }
}

/// Every step at every low price, where rounding is coarse. The step is a part of the price, so it never overflows; only the sum does,
/// and is then refused.
#[test]
fn inv_09_every_step_raises_every_price() {
    for step_bps in MIN_STEP_BPS..=MAX_STEP_BPS {
        for leading in (0..=300).chain(9_990..=10_010) {
            let next = least_next_price(leading, step_bps).unwrap();
            let exact = leading * u64::from(step_bps);
            assert!(next > leading && (next - leading) * 10_000 >= exact);
            assert!(next - leading == 1 || (next - leading - 1) * 10_000 < exact);
        }
        let highest = u64::MAX / (10_000 + u64::from(step_bps)) * 10_000;
        assert!(least_next_price(highest, step_bps).is_ok() && least_next_price(u64::MAX, step_bps).is_err());
    }
}

/// The cash of a bid is the least that pays all who are outside of it their share of the price, and what is inside is worth no more
/// than the rest of it.
#[test]
fn a_bid_pays_the_others_their_share_and_not_a_unit_more() {
    for supply in 1..=30 {
        for price in 0..=200 {
            for fractions in 0..supply {
                let (cash, others) = (cash_of_bid(price, fractions, supply).unwrap(), supply - fractions);
                assert!(cash * supply >= price * others);
                assert!(cash == 0 || (cash - 1) * supply < price * others);
                assert_eq!(cash + value_of(fractions, price, supply).unwrap(), price);
            }
        }
    }
}

#[test]
fn t17_a_move_brings_what_is_held_to_what_is_wanted() {
    for held in 0..=60 {
        for wanted in 0..=60 {
            let moved = Move::between(held, wanted);
            assert_eq!(moved.apply(held), Ok(wanted));
            let (Move::In(amount) | Move::Out(amount)) = moved;
            assert_eq!(amount, held.abs_diff(wanted));
        }
    }
}

/// Two holders of every size ask every pair of levels from these, of which the ends of the ladder are two. The reserve is between the
/// floor and the highest price at which anything is asked, and is what the sentence of the design says, summed up naively.
#[test]
fn the_reserve_is_the_lowest_price_at_which_the_consent_would_sell() {
    let levels = [0, 1, 50, 95, 96, 97, 150, 190, 191];
    let terms = Terms::with_opening_price(1_000_000);
    for supply in 1..=6 {
        for (first, second) in (0..=supply).flat_map(|first| (0..=supply - first).map(move |second| (first, second))) {
            for (low, high) in levels.into_iter().flat_map(|low| levels.map(|high| (low, high))) {
                let (mut weights, mut asking) = ([0; LEVELS], 0);
                for (weight, level) in [(first, low), (second, high)] {
                    let ask = (weight > 0).then_some(Ask { level, weight });
                    shift(&mut weights, &mut asking, None, ask).unwrap();
                }
                for consent_bps in [5_000, 6_667, 9_000] {
                    let terms = Terms { consent_bps, ..terms };
                    let found = reserve(&terms, Some(Book { weights: &weights, asking }), supply).unwrap();
                    let asked = [(first, low), (second, high), (supply - first - second, 96)];
                    let selling = |level| -> u64 {
                        asked.iter().filter(|(_, asks)| *asks <= level).map(|(weight, _)| weight).sum()
                    };
                    let enough = |level| selling(level) * 10_000 > u64::from(consent_bps) * supply;
                    let lowest = (0..192).find(|level| enough(*level)).unwrap();
                    assert_eq!((found.level, found.consenting), (lowest, selling(lowest)));
                    let least = floor(&terms).unwrap();
                    assert_eq!(found.price, price(1_000_000, lowest).unwrap().max(least));
                    assert!((least..=price(1_000_000, 191).unwrap()).contains(&found.price));
                }
            }
        }
    }
}

/// Every division of every small supply into yes, no and absent, by every quorum and threshold in steps of a hundredth: never by a
/// minority of the votes, never without the quorum, and always where everybody agrees.
#[test]
fn t29_t30_a_vote_passes_by_the_quorum_and_the_threshold_alone() {
    let poll = Poll::open(&Terms::with_opening_price(1), 0, 0).unwrap();
    for supply in 1..=12 {
        for (yes, no) in (0..=supply).flat_map(|yes| (0..=supply - yes).map(move |no| (yes, no))) {
            for quorum_bps in (100..=9_000).step_by(100) {
                for threshold_bps in (5_000..=9_000).step_by(100) {
                    let passes = Poll { yes, no, supply, quorum_bps, threshold_bps, ..poll }.passes();
                    let quorum = (supply * u64::from(quorum_bps)).div_ceil(10_000);
                    let needed = ((yes + no) * u64::from(threshold_bps)) / 10_000 + 1;
                    assert_eq!(passes, yes + no >= quorum && yes >= needed);
                    assert!(!passes || yes > no);
                    assert!(passes || yes < supply);
                }
            }
        }
    }
}

/// Two stakes of every small size, one of which comes at every second of the stream and leaves at every later one: at every second the
/// balance is what waits, what is undivided and what the stakes are owed, and nobody earns of a second it was not there.
#[test]
fn inv_07_t37_every_unit_of_a_stream_is_of_those_who_were_staked() {
    const SECS: u32 = 6;
    for (amount, first, second) in (0..343).map(|n| (1 + n % 7, 1 + n / 7 % 7, 1 + n / 49)) {
        for (comes, leaves) in (0..SECS).flat_map(|comes| (comes..=SECS).map(move |leaves| (comes, leaves))) {
            let mut stream = Stream::default().deposit(amount, SECS).unwrap();
            let (mut stays, mut guest) = (Share::default(), Share::default());
            for second_of in 0..=SECS {
                let there = second_of > comes && second_of <= leaves;
                if second_of > 0 {
                    stream = stream.accrue(1, first + if there { second } else { 0 }).unwrap();
                }
                stays = stays.settle(stream.per_fraction, first);
                guest = guest.settle(stream.per_fraction, if there { second } else { 0 });
                assert!(second_of > comes || guest.owed == 0);
                let owed = stays.owed + guest.owed;
                let waits = u128::from(stream.waiting()) << 64;
                assert_eq!(waits + stream.rest + owed, u128::from(amount) << 64);
            }
            assert_eq!(stream.waiting(), 0);
            let (paid, _) = stays.claim().unwrap_or((0, stays));
            assert!(stream.pay(paid).is_ok());
        }
    }
}
