//! Shares of amounts.

use {
    super::calls::{Calls, call},
    crate::source::Source,
    mosaic_client::rules::math::{mul_div_ceil, mul_div_floor, part_ceil, part_floor},
};

pub fn math(calls: &mut Calls) {
    let extremes = [0, 1, 2, 3, (1 << 53) + 1, u64::MAX - 1, u64::MAX];
    for a in extremes {
        for b in [0, 1, 7, u64::MAX] {
            for c in [0, 1, 3, u64::MAX] {
                let _ = call!(calls, "mulDivFloor", mul_div_floor, a, b, c);
                let _ = call!(calls, "mulDivCeil", mul_div_ceil, a, b, c);
            }
        }
        for (numerator, denominator) in
            [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1), (1, 10_000), (9_999, 10_000), (1, u32::MAX), (u32::MAX, u32::MAX)]
        {
            let _ = call!(calls, "partFloor", part_floor, a, numerator, denominator);
            let _ = call!(calls, "partCeil", part_ceil, a, numerator, denominator);
        }
    }
    let mut source = Source::new("math");
    for _ in 0..60 {
        let (a, b, c) = (source.magnitude(), source.magnitude(), source.magnitude());
        let _ = call!(calls, "mulDivFloor", mul_div_floor, a, b, c);
        let _ = call!(calls, "mulDivCeil", mul_div_ceil, a, b, c);
        let denominator = source.up_to(u32::MAX.into()) as u32;
        let numerator = source.up_to(denominator.into()) as u32;
        let _ = call!(calls, "partFloor", part_floor, a, numerator, denominator);
        let _ = call!(calls, "partCeil", part_ceil, a, numerator, denominator);
    }
}
