//! The ladder of prices.

use {
    super::calls::{Calls, call},
    crate::source::Source,
    mosaic_client::rules::ladder::{level_at_least, price},
};

/// Openings at which a price leaves the range, is as small as can be, or has no rest.
const OPENINGS: [u64; 16] = [
    0,
    1,
    2,
    19,
    20,
    21,
    1_000_000,
    1_000_000_000,
    1_000_000_007,
    17_568_327_689_247_192_014,
    17_568_327_689_247_192_015,
    17_568_327_689_247_192_016,
    1 << 63,
    (1 << 53) + 1,
    u64::MAX - 1,
    u64::MAX,
];

pub fn ladder(calls: &mut Calls) {
    for opening in OPENINGS {
        for level in [0, 1, 47, 81, 90, 92, 95, 96, 97, 110, 111, 150, 190, 191, 192, 255] {
            let _ = call!(calls, "price", price, opening, level);
        }
    }
    for level in 0..192 {
        let _ = call!(calls, "price", price, 999_999_999_989u64, level);
    }
    let mut source = Source::new("ladder");
    for _ in 0..200 {
        let (opening, level) = (source.magnitude(), source.up_to(191) as u8);
        let _ = call!(calls, "price", price, opening, level);
    }
    levels(calls, &mut source);
}

fn levels(calls: &mut Calls, source: &mut Source) {
    for opening in OPENINGS {
        for wish in [0, 1, 2, opening.saturating_sub(1), opening, opening.saturating_add(1), u64::MAX] {
            let _ = call!(calls, "levelAtLeast", level_at_least, opening, wish);
        }
        // Around the highest price, and around one in the middle.
        for level in [60, 92, 191] {
            let exact = price(opening, level).expect("a level of the ladder");
            for wish in [exact.saturating_sub(1), exact, exact.saturating_add(1)] {
                let _ = call!(calls, "levelAtLeast", level_at_least, opening, wish);
            }
        }
    }
    for _ in 0..100 {
        let opening = source.magnitude();
        let wish = source.up_to(opening.saturating_mul(2));
        let _ = call!(calls, "levelAtLeast", level_at_least, opening, wish);
    }
}
