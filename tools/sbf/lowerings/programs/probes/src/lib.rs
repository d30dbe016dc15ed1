//! Computations that are compiled natively and as bytecode: the results must be the same.
//!
//! A probe takes bytes and returns bytes. As a program, this crate runs the probe it is asked for: see [`Request`].

mod calls;
mod collections;
mod failures;
mod floats;
mod integers;
mod memory;
mod wire;

pub use wire::{Reader, Request, Writer};

/// A computation: the same input gives the same output on every machine.
pub type Probe = fn(&mut Reader<'_>, &mut Writer);

/// All probes, with the names tests call them by.
pub static PROBES: &[(&str, Probe)] = &[
    ("u128", integers::unsigned_128),
    ("i128", integers::signed_128),
    ("u64", integers::unsigned_64),
    ("i64", integers::signed_64),
    ("i32", integers::signed_32),
    ("i16", integers::signed_16),
    ("i8", integers::signed_8),
    ("f64", floats::double),
    ("f32", floats::single),
    ("f64 to integers", floats::double_to_integers),
    ("f32 to integers", floats::single_to_integers),
    ("integers to floats", floats::from_integers),
    ("rent", floats::rent),
    ("many arguments", calls::many_arguments),
    ("function pointers", calls::function_pointers),
    ("trait objects", calls::trait_objects),
    ("aggregates", calls::aggregates),
    ("move", memory::overlapping_move),
    ("copy and fill", memory::copy_and_fill),
    ("compare", memory::compare),
    ("constant sizes", memory::constant_sizes),
    ("same place", memory::same_place),
    ("maps", collections::maps),
    ("text", collections::text),
    ("atomics", collections::atomics),
    ("panic", failures::panic_with_a_constant),
    ("format panic", failures::panic_with_a_number),
    ("checked sum", failures::checked_sum),
    ("out of memory", failures::out_of_memory),
    ("recursion", failures::recursion),
];

/// Runs probe `index` natively.
pub fn run(index: usize, input: &[u8]) -> Vec<u8> {
    let mut output = Writer::default();
    PROBES[index].1(&mut Reader::new(input), &mut output);
    output.into_bytes()
}

solana_program_entrypoint::custom_heap_default!();
solana_program_entrypoint::custom_panic_default!();

/// Runs the probe a [`Request`] asks for and writes its output over it.
///
/// # Safety
/// `input` points to a whole request.
#[cfg(target_os = "solana")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn entrypoint(input: *mut u8) -> u64 {
    // SAFETY: by the contract of this function.
    let request = unsafe { core::slice::from_raw_parts_mut(input, Request::BYTES) };
    let (index, argument) = Request::decode(request);
    let output = run(index, argument);
    Request::encode_output(request, &output);
    0
}
