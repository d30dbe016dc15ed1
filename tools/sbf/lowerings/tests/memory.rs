//! Copies, moves, fills and comparisons.

mod common;

use proptest::collection::vec;
use proptest::prelude::*;

fn places() -> impl Strategy<Value = (u16, u16, u16)> {
    let place = || prop_oneof![0_u16..=1_024, 0_u16..80];
    (place(), place(), place())
}

#[test]
fn overlapping_moves_are_the_same() {
    let program = common::probes();
    proptest!(|((from, to, len) in places(), seed in vec(any::<u8>(), 1..100))| {
        common::compare(&program, "move", &[&[from, to, len].map(u16::to_le_bytes).concat()[..], &seed].concat());
    });
}

#[test]
fn copies_and_fills_are_the_same() {
    let program = common::probes();
    proptest!(|((from, len, _) in places(), value in any::<u8>(), seed in vec(any::<u8>(), 1..100))| {
        common::compare(&program, "copy and fill", &[&[from, len].map(u16::to_le_bytes).concat()[..], &[value], &seed].concat());
    });
}

#[test]
fn comparisons_are_the_same() {
    let program = common::probes();
    proptest!(|((at, len, _) in places(), value in any::<u8>(), seed in vec(any::<u8>(), 1..100))| {
        common::compare(&program, "compare", &[&[at, len].map(u16::to_le_bytes).concat()[..], &[value], &seed].concat());
    });
}

#[test]
fn sizes_known_when_compiling_are_the_same() {
    let program = common::probes();
    for value in 0..=u8::MAX {
        common::compare(&program, "constant sizes", &[value, 3, value, 77]);
    }
}

#[test]
fn a_value_is_copied_to_where_it_is() {
    common::compare(&common::probes(), "same place", &[1, 2, 3]);
}

#[test]
fn a_large_move_is_one_syscall() {
    let program = common::probes();
    let units = |len: u16| common::compare(&program, "move", &[[0, 0], [64, 0], len.to_le_bytes()].concat());
    // In line, 800 bytes more would be 200 instructions at the least.
    assert!(units(900).abs_diff(units(100)) < 100, "{} and {}", units(900), units(100));
}
