//! Arithmetic of integers: each probe takes two of them and an amount to shift by.

use core::hint::black_box;

use crate::{Reader, Writer};

/// What all integers can do.
macro_rules! arithmetic {
    ($name:ident, $doc:literal, $type:ty, $unsigned:ty) => {
        #[doc = $doc]
        pub fn $name(input: &mut Reader<'_>, output: &mut Writer) {
            const WIDTH: u32 = <$type>::BITS;
            // Else the optimiser would see that some results are not independent of each other.
            let (a, b) = black_box((<$type>::from_le_bytes(input.take()), <$type>::from_le_bytes(input.take())));
            let by = u32::from_le_bytes(input.take());
            let mut option = |value: Option<$type>| {
                output.flag(value.is_some());
                output.put(value.unwrap_or_default().to_le_bytes());
            };
            option(a.checked_add(b));
            option(a.checked_sub(b));
            option(a.checked_mul(b));
            option(a.checked_div(b));
            option(a.checked_rem(b));
            option(a.checked_shl(by));
            option(a.checked_shr(by));
            option(a.checked_neg());
            option(a.checked_pow(by % 9));
            for (value, overflowed) in [a.overflowing_add(b), a.overflowing_sub(b), a.overflowing_mul(b)] {
                output.put(value.to_le_bytes());
                output.flag(overflowed);
            }
            let values = [
                a.wrapping_add(b),
                a.wrapping_sub(b),
                a.wrapping_mul(b),
                a.saturating_add(b),
                a.saturating_sub(b),
                a.saturating_mul(b),
                a << (by % WIDTH),
                a >> (by % WIDTH),
                a << 1 >> 3,
                a.rotate_left(by % WIDTH),
                a.rotate_right(by % WIDTH),
                a.rotate_left(7),
                a.min(b),
                a.max(b),
                a & b | !a ^ b,
                a.swap_bytes(),
                a.reverse_bits(),
                a.wrapping_mul(10) / 7,
                a % 1_00,
            ];
            for value in values {
                output.put(value.to_le_bytes());
            }
            for count in [a.leading_zeros(), a.trailing_zeros(), a.count_ones()] {
                output.put(count.to_le_bytes());
            }
            output.flag(a < b);
            output.flag(a == b);
            output.put((a as $unsigned).abs_diff(b as $unsigned).to_le_bytes());
        }
    };
}

arithmetic!(unsigned_128, "`u128`, what money is multiplied in.", u128, u128);
arithmetic!(signed_128, "`i128`.", i128, u128);
arithmetic!(unsigned_64, "`u64`.", u64, u64);
arithmetic!(signed_64, "`i64`: the machine has no signed division.", i64, u64);
arithmetic!(signed_32, "`i32`.", i32, u32);
arithmetic!(signed_16, "`i16`.", i16, u16);
arithmetic!(signed_8, "`i8`.", i8, u8);
