//! Programs that end before their end.

use core::hint::black_box;

use crate::{Reader, Writer};

/// Panics with a message known when compiling.
pub fn panic_with_a_constant(_: &mut Reader<'_>, _: &mut Writer) {
    panic!("this probe always panics");
}

/// Panics at a place that the input chooses.
pub fn panic_with_a_number(input: &mut Reader<'_>, output: &mut Writer) {
    let [kind, number] = input.take();
    let list = [1_u8, 2, 3];
    output.put([match kind {
        0 => list[usize::from(number)],
        1 => u8::try_from(1_000 + u32::from(number)).expect("a number too large"),
        2 => number.checked_mul(100).unwrap_or_else(|| panic!("number {number}")),
        _ => 100 / number,
    }]);
}

/// Adds, subtracts and multiplies with the checks that release builds of programs keep.
pub fn checked_sum(input: &mut Reader<'_>, output: &mut Writer) {
    let mut next = || u64::from_le_bytes(input.take());
    let (a, b, c) = black_box((next(), next(), next()));
    output.put((a * b + c - 1).to_le_bytes());
}

/// Asks for as many bytes as the input says.
pub fn out_of_memory(input: &mut Reader<'_>, output: &mut Writer) {
    let bytes = u32::from_le_bytes(input.take());
    output.flag(black_box(Vec::<u8>::with_capacity(bytes as usize)).is_empty());
}

#[inline(never)]
fn descend(depth: u32, sum: u64) -> u64 {
    let here = black_box([sum; 4]);
    if depth == 0 { here[0] } else { descend(depth - 1, sum.wrapping_mul(31) + 7).wrapping_add(here[3]) }
}

/// Calls itself as often as the input says, up to 50 times.
pub fn recursion(input: &mut Reader<'_>, output: &mut Writer) {
    let [depth] = input.take();
    output.put(descend(u32::from(depth) % 50, 1).to_le_bytes());
}
