//! What rustc does not emit at will, and what must not build, written as LLVM's own language.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;
use sbf_lowerings::Program;
use tempfile::TempDir;

/// Links a file of `tests/ir/`: the program, or what the linker complained about.
fn link(name: &str) -> Result<(TempDir, PathBuf), String> {
    let folder = tempfile::tempdir().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ir").join(name);
    let program = folder.path().join("program.so");
    // The linker's settings are in a variable that `cargo sbf test` sets as well.
    let mut linker = Command::new(common::given("SBF_LINKER"));
    linker.arg(&source).arg("-o").arg(&program);
    // The library functions that lowerings call, and what those call.
    for entry in common::given("SBF_LIBRARY").read_dir().unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_name().unwrap().to_str().unwrap();
        if name.starts_with("libcompiler_builtins-") || name.starts_with("libcore-") {
            linker.arg(file);
        }
    }
    let output = linker.output().unwrap();
    if output.status.success() { Ok((folder, program)) } else { Err(String::from_utf8(output.stderr).unwrap()) }
}

#[test]
fn a_frame_that_is_too_large_is_an_error_with_the_functions_name() {
    let error = link("large_frame.ll").unwrap_err();
    let expected =
        "error: the frame of `program::accounts::validate` is larger than 4096 bytes: put large values on the heap\n";
    assert_eq!(error, expected);
}

#[test]
fn wider_integers_are_refused_with_the_functions_name() {
    let error = link("too_wide.ll").unwrap_err();
    let expected = "error: in function ratio_256: 'udiv' of this many bits, or of vectors, cannot be compiled to SBF\n";
    assert_eq!(error, expected);
}

#[test]
fn unknown_float_operations_are_refused_with_the_functions_name() {
    let error = link("sine.ll").unwrap_err();
    assert!(error.contains("in function entrypoint: the floating-point operation 'llvm.sin.f64'"), "{error}");
}

#[test]
fn unknown_functions_are_refused_by_name() {
    let error = link("unknown_function.ll").unwrap_err();
    assert_eq!(
        error,
        "error: the program calls functions that neither it nor the runtime has: std::fs::read, malloc\n"
    );
}

#[test]
fn written_statics_are_refused_by_name() {
    let error = link("written_static.ll").unwrap_err();
    assert_eq!(error, "error: a program can have no static that is written to, but this one has: program::COUNTER\n");
}

#[test]
fn products_of_256_bits_are_right() {
    let (_folder, program) = link("wide_product.ll").unwrap();
    let program = Program::load(&program).unwrap();
    proptest!(|(x in any::<[u64; 4]>(), y in any::<[u64; 4]>(), z in any::<[u64; 2]>())| {
        let outcome = program.run([&x[..], &y, &z].concat().iter().flat_map(|word| word.to_le_bytes()).collect());
        assert!(matches!(outcome.result, Ok(0)), "{:?}", outcome.result);
        let words: Vec<_> = outcome.memory.as_chunks().0.iter().map(|word| u64::from_le_bytes(*word)).collect();
        prop_assert_eq!(&words[..4], product(&x, &y));
        prop_assert_eq!(&words[4..8], product(&z, &z));
    });
}

/// The lowest four words of a product, as it is done on paper.
fn product(x: &[u64], y: &[u64]) -> [u64; 4] {
    let mut words = [0; 4];
    for (i, a) in x.iter().enumerate() {
        let mut carry = 0;
        for (word, b) in words[i..].iter_mut().zip(y.iter().chain(&[0; 4])) {
            let sum = u128::from(*a) * u128::from(*b) + u128::from(*word) + carry;
            (*word, carry) = (sum as u64, sum >> 64);
        }
    }
    words
}

/// The odd program writes each result over two words: see `tests/ir/odd_widths.ll`.
fn odd(program: &Program, a: u128, b: u128, by: u64) -> [u128; 7] {
    let mut memory = [&a.to_le_bytes()[..], &b.to_le_bytes(), &by.to_le_bytes()].concat();
    memory.resize(40 + 7 * 16, 0);
    let outcome = program.run(memory);
    assert!(matches!(outcome.result, Ok(0)), "{:?}", outcome.result);
    core::array::from_fn(|at| u128::from_le_bytes(outcome.memory[40 + at * 16..][..16].try_into().unwrap()))
}

#[test]
fn integers_between_the_usual_widths_are_right() {
    const WIDTH: u32 = 96;
    let (_folder, program) = link("odd_widths.ll").unwrap();
    let program = Program::load(&program).unwrap();
    let mask = (1_u128 << WIDTH) - 1;
    let signed = |value: u128| (value << (128 - WIDTH)) as i128 >> (128 - WIDTH);
    let number = || (any::<u128>(), 0..WIDTH).prop_map(move |(value, by)| (value & mask) >> by);
    proptest!(|(a in number(), b in number(), by in 0..u64::from(WIDTH))| {
        prop_assume!(b != 0 && !(signed(a) == signed(1 << 95) && signed(b) == -1));
        let expected = [
            a.wrapping_mul(b) & mask,
            a / b,
            a % b,
            (signed(a) / signed(b)) as u128 & mask,
            (a << by) & mask,
            (signed(a) >> by) as u128 & mask,
            u128::from(a.checked_mul(b).is_none_or(|product| product > mask)),
        ];
        prop_assert_eq!(odd(&program, a, b, by), expected);
    });
}
