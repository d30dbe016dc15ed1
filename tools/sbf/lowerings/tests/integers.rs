//! 128-bit arithmetic and shifts, signed division, overflow checks.

mod common;

use proptest::prelude::*;

/// Integers as they go wrong: the bounds, powers of two and their neighbours, and any others, of any size.
fn integer() -> impl Strategy<Value = u128> {
    prop_oneof![
        prop::sample::select(vec![0, 1, 2, 3, 10, u128::MAX, u128::MAX - 1, i128::MAX as u128, i128::MIN as u128]),
        (0_u32..128, -1_i128..=1).prop_map(|(bit, by)| (1_u128 << bit).wrapping_add(by as u128)),
        (any::<u128>(), 0_u32..128).prop_map(|(value, by)| value >> by),
        (any::<u128>(), 0_u32..128).prop_map(|(value, by)| (value >> by).wrapping_neg()),
    ]
}

fn input(bytes: usize, a: u128, b: u128, by: u32) -> Vec<u8> {
    [&a.to_le_bytes()[..bytes], &b.to_le_bytes()[..bytes], &by.to_le_bytes()].concat()
}

fn differential(probe: &str, bytes: usize) {
    let program = common::probes();
    // A shift by the width or more is an overflow as well.
    proptest!(ProptestConfig::with_cases(1_500), |(a in integer(), b in integer(), by in 0_u32..140)| {
        common::compare(&program, probe, &input(bytes, a, b, by));
    });
}

#[test]
fn u128_is_the_same() {
    differential("u128", 16);
}

#[test]
fn i128_is_the_same() {
    differential("i128", 16);
}

#[test]
fn u64_is_the_same() {
    differential("u64", 8);
}

#[test]
fn i64_is_the_same() {
    differential("i64", 8);
}

#[test]
fn i32_is_the_same() {
    differential("i32", 4);
}

#[test]
fn i16_is_the_same() {
    differential("i16", 2);
}

#[test]
fn i8_is_the_same_for_all_pairs() {
    let program = common::probes();
    for a in 0..=u8::MAX {
        for b in 0..=u8::MAX {
            common::compare(&program, "i8", &input(1, a.into(), b.into(), u32::from(a ^ b) % 10));
        }
    }
}

#[test]
fn every_shift_of_128_bits_is_the_same() {
    let program = common::probes();
    let value = 0x8123_4567_89ab_cdef_fedc_ba98_7654_3211;
    for by in 0..=130 {
        for probe in ["u128", "i128"] {
            common::compare(&program, probe, &input(16, value, 3, by));
            common::compare(&program, probe, &input(16, !value, value >> 64, by));
        }
    }
}

#[test]
fn release_builds_of_programs_check_for_overflow() {
    let program = common::probes();
    let input = |a: u64, b: u64, c: u64| [a, b, c].map(u64::to_le_bytes).concat();
    common::compare(&program, "checked sum", &input(1 << 32, (1 << 32) - 1, (1 << 32) - 1));
    for (a, b, c, what) in [
        (1 << 32, 1 << 32, 0, "attempt to multiply with overflow"),
        (1 << 32, (1 << 32) - 1, 1 << 33, "attempt to add with overflow"),
        (0, 7, 0, "attempt to subtract with overflow"),
    ] {
        let outcome = common::run(&program, "checked sum", &input(a, b, c));
        assert!(outcome.result.is_err());
        assert_eq!(outcome.log, [what]);
    }
}
