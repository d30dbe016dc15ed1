//! Floating point, which is all calls of a library.

#![allow(
    clippy::neg_cmp_op_on_partial_ord,
    clippy::double_comparisons,
    reason = "each comparison is a different predicate where a NaN is compared"
)]

use core::cmp::Ordering;
use core::hint::black_box;

use crate::{Reader, Writer};

/// What both floats can do.
macro_rules! float {
    ($name:ident, $to_integers:ident, $type:ty, $doc:literal) => {
        #[doc = $doc]
        pub fn $name(input: &mut Reader<'_>, output: &mut Writer) {
            let mut next = || <$type>::from_le_bytes(input.take());
            let (a, b, c) = black_box((next(), next(), next()));
            let values = [
                a + b,
                a - b,
                a * b,
                a / b,
                a % b,
                -a,
                a.abs(),
                a.copysign(b),
                // Which of the two zeros is the lesser is nobody's promise either; adding a positive one makes it that.
                a.min(b) + 0.0,
                a.max(b) + 0.0,
                a.floor(),
                a.ceil(),
                a.trunc(),
                a.round(),
                a.round_ties_even(),
                a.sqrt(),
                a.mul_add(b, c),
                a * b + c,
                if a < b { a } else { c },
                f64::from(a as f32) as $type,
            ];
            for value in values {
                // The sign and the payload of a NaN are nobody's promise.
                output.put(if value.is_nan() { [0xff; size_of::<$type>()] } else { value.to_le_bytes() });
            }
            for flag in
                [a < b, a <= b, a > b, a >= b, a == b, a != b, !(a < b), !(a >= b), a < b || a > b, !(a < b || a > b)]
            {
                output.flag(flag);
            }
            for flag in
                [a.is_nan(), a.is_finite(), a.is_normal(), a.is_subnormal(), a.is_infinite(), a.is_sign_negative()]
            {
                output.flag(flag);
            }
            output.put([a.classify() as u8]);
            output.put([match a.partial_cmp(&b) {
                None => 0,
                Some(Ordering::Less) => 1,
                Some(Ordering::Equal) => 2,
                Some(Ordering::Greater) => 3,
            }]);
            output.put([a.total_cmp(&b) as u8]);
        }

        /// Casts, which saturate and make zero of NaN.
        pub fn $to_integers(input: &mut Reader<'_>, output: &mut Writer) {
            let a = <$type>::from_le_bytes(input.take());
            output.put((a as u128).to_le_bytes());
            output.put((a as i128).to_le_bytes());
            output.put((a as u64).to_le_bytes());
            output.put((a as i64).to_le_bytes());
            output.put((a as u32).to_le_bytes());
            output.put((a as i32).to_le_bytes());
            output.put((a as u16).to_le_bytes());
            output.put((a as i16).to_le_bytes());
            output.put((a as u8).to_le_bytes());
            output.put((a as i8).to_le_bytes());
        }
    };
}

float!(double, double_to_integers, f64, "`f64`: three of them.");
float!(single, single_to_integers, f32, "`f32`: three of them.");

/// Casts of integers.
pub fn from_integers(input: &mut Reader<'_>, output: &mut Writer) {
    let a = u128::from_le_bytes(input.take());
    for value in [a as f64, a as i128 as f64, a as u64 as f64, a as i64 as f64, a as u32 as f64, a as i32 as f64] {
        output.put(value.to_le_bytes());
    }
    for value in [a as f32, a as i128 as f32, a as u64 as f32, a as i64 as f32, a as i16 as f32, a as u8 as f32] {
        output.put(value.to_le_bytes());
    }
}

/// The rent exemption of an account as the `Rent` sysvar computes it.
pub fn rent(input: &mut Reader<'_>, output: &mut Writer) {
    let bytes = u64::from(u32::from_le_bytes(input.take()));
    let lamports_per_byte_year = u64::from(u32::from_le_bytes(input.take()));
    let exemption_years = f64::from_le_bytes(input.take());
    output.put((((128 + bytes) * lamports_per_byte_year) as f64 * exemption_years).to_le_bytes());
    output.put(((((128 + bytes) * lamports_per_byte_year) as f64 * exemption_years) as u64).to_le_bytes());
}
