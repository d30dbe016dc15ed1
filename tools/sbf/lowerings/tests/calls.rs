//! Calls with more than five arguments, and results that do not fit a register.

mod common;

use proptest::collection::vec;
use proptest::prelude::*;

/// Eight words and three wide integers.
const BYTES: usize = 8 * 8 + 3 * 16;

fn differential(probe: &str) {
    let program = common::probes();
    proptest!(|(input in vec(any::<u8>(), BYTES))| {
        common::compare(&program, probe, &input);
    });
    common::compare(&program, probe, &[0; BYTES]);
    common::compare(&program, probe, &[0xff; BYTES]);
}

#[test]
fn direct_calls_are_the_same() {
    differential("many arguments");
}

#[test]
fn calls_through_function_pointers_are_the_same() {
    differential("function pointers");
}

#[test]
fn calls_of_trait_objects_are_the_same() {
    differential("trait objects");
}

#[test]
fn aggregate_and_wide_results_are_the_same() {
    differential("aggregates");
}

#[test]
fn recursion_finds_its_frames_again() {
    let program = common::probes();
    for depth in [0, 1, 7, 49] {
        common::compare(&program, "recursion", &[depth]);
    }
}
