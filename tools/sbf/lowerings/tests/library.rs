//! The standard library: collections, formatting, atomics, panics, memory that runs out.

mod common;

use proptest::collection::vec;
use proptest::prelude::*;
use sbf_lowerings::Program;

#[test]
fn maps_are_the_same() {
    let program = common::probes();
    proptest!(ProptestConfig::with_cases(100), |(bytes in vec(any::<u8>(), 0..60))| {
        common::compare(&program, "maps", &bytes);
    });
}

#[test]
fn text_is_the_same() {
    let program = common::probes();
    proptest!(|(wide in any::<u128>(), by in 0_u32..128, signed in any::<i64>())| {
        common::compare(&program, "text", &[&(wide >> by).to_le_bytes()[..], &signed.to_le_bytes()].concat());
    });
}

#[test]
fn atomics_are_the_same() {
    let program = common::probes();
    proptest!(|(a in any::<u64>(), b in any::<u32>())| {
        common::compare(&program, "atomics", &[&a.to_le_bytes()[..], &b.to_le_bytes()].concat());
    });
}

/// Runs a probe that panics: what it logged, and the error that stopped it.
fn panic_of(probe: &str, input: &[u8]) -> (Vec<String>, String) {
    let outcome = common::run(&common::probes(), probe, input);
    (outcome.log, format!("{:?}", outcome.result.unwrap_err()))
}

#[test]
fn a_panic_logs_its_message_and_names_its_place() {
    let (log, error) = panic_of("panic", &[]);
    assert_eq!(log, ["this probe always panics"]);
    // The path is the same on every machine.
    assert!(error.contains("failures.rs\", 9, 5"), "{error}");
    assert!(error.contains("\"/program/") || error.contains("\"lowerings/"), "{error}");
}

#[test]
fn panics_of_the_library_stop_the_program() {
    let program = common::probes();
    for (kind, number, stops) in [(0, 2, false), (0, 3, true), (1, 0, true), (2, 9, true), (3, 5, false), (3, 0, true)]
    {
        let outcome = common::run(&program, "format panic", &[kind, number]);
        assert_eq!(outcome.result.is_err(), stops, "kind {kind}, number {number}");
        if !stops {
            common::compare(&program, "format panic", &[kind, number]);
        }
    }
    let (log, _) = panic_of("format panic", &[3, 0]);
    assert_eq!(log, ["attempt to divide by zero"]);
}

#[test]
fn memory_that_runs_out_is_a_panic() {
    let program = common::probes();
    common::compare(&program, "out of memory", &20_000_u32.to_le_bytes());
    let outcome = common::run(&program, "out of memory", &40_000_u32.to_le_bytes());
    let error = format!("{:?}", outcome.result.unwrap_err());
    // Not a fault at some address behind the heap.
    assert!(error.contains("Panic("), "{error}");
    assert!(error.contains("alloc"), "{error}");
}

#[test]
fn a_program_without_a_panic_handler_logs_the_message_too() {
    let program = Program::load(&common::given("SBF_BARE_SO")).unwrap();
    let outcome = program.run(vec![1, 2, 3, 4, 5, 6, 7, 8]);
    assert!(matches!(outcome.result, Ok(36)), "{:?}", outcome.result);
    let outcome = program.run(vec![0, 42, 0, 0, 0, 0, 0, 0]);
    assert!(format!("{:?}", outcome.result.unwrap_err()).contains("Abort"));
    assert_eq!(outcome.log.len(), 1);
    let (place, message) = outcome.log[0].split_once('\n').unwrap();
    assert!(place.starts_with("panicked at ") && place.contains("lib.rs:11:5"), "{place}");
    assert_eq!(message, "the first byte is 0, the second 42");
}
