//! Floating point.

mod common;

use proptest::num::{f32, f64};
use proptest::prelude::*;

fn double() -> impl Strategy<Value = f64> {
    let all = f64::POSITIVE | f64::NEGATIVE | f64::NORMAL | f64::SUBNORMAL | f64::ZERO | f64::INFINITE | f64::QUIET_NAN;
    prop_oneof![
        3 => all,
        2 => (any::<i64>(), 0_u32..64).prop_map(|(value, by)| (value >> by) as f64),
        2 => (any::<i32>(), -40_i32..40).prop_map(|(value, by)| f64::from(value) * 2_f64.powi(by)),
        1 => prop::sample::select(vec![0.5, -0.5, 1.5, 2.5, 2_f64.powi(63), 2_f64.powi(64), -2_f64.powi(63), 2_f64.powi(128)]),
    ]
}

fn single() -> impl Strategy<Value = f32> {
    let all = f32::POSITIVE | f32::NEGATIVE | f32::NORMAL | f32::SUBNORMAL | f32::ZERO | f32::INFINITE | f32::QUIET_NAN;
    prop_oneof![
        3 => all,
        2 => (any::<i64>(), 0_u32..64).prop_map(|(value, by)| (value >> by) as f32),
        2 => (any::<i32>(), -40_i32..40).prop_map(|(value, by)| value as f32 * 2_f32.powi(by)),
    ]
}

#[test]
fn doubles_are_the_same() {
    let program = common::probes();
    proptest!(ProptestConfig::with_cases(1_000), |(a in double(), b in double(), c in double(), same in any::<bool>())| {
        let b = if same { a } else { b };
        common::compare(&program, "f64", &[a, b, c].map(f64::to_le_bytes).concat());
    });
}

#[test]
fn singles_are_the_same() {
    let program = common::probes();
    proptest!(ProptestConfig::with_cases(1_000), |(a in single(), b in single(), c in single(), same in any::<bool>())| {
        let b = if same { a } else { b };
        common::compare(&program, "f32", &[a, b, c].map(f32::to_le_bytes).concat());
    });
}

#[test]
fn casts_to_integers_are_the_same() {
    let program = common::probes();
    proptest!(ProptestConfig::with_cases(1_000), |(a in double(), b in single())| {
        common::compare(&program, "f64 to integers", &a.to_le_bytes());
        common::compare(&program, "f32 to integers", &b.to_le_bytes());
    });
}

#[test]
fn casts_of_integers_are_the_same() {
    let program = common::probes();
    proptest!(ProptestConfig::with_cases(1_000), |(a in any::<u128>(), by in 0_u32..128)| {
        common::compare(&program, "integers to floats", &(a >> by).to_le_bytes());
    });
}

#[test]
fn the_rent_exemption_is_the_same() {
    let program = common::probes();
    let input = |bytes: u32, lamports: u32, years: f64| {
        [&bytes.to_le_bytes()[..], &lamports.to_le_bytes(), &years.to_le_bytes()].concat()
    };
    common::compare(&program, "rent", &input(165, 3_480, 2.0));
    proptest!(|(bytes in 0_u32..20_000_000, lamports in any::<u32>(), years in 0.0..10.0)| {
        common::compare(&program, "rent", &input(bytes, lamports, years));
    });
}
