//! Copies, moves, fills and comparisons of all sizes.

use core::cmp::Ordering;
use core::hint::black_box;

use crate::{Reader, Writer};

const ROOM: usize = 1_024;

fn place(input: &mut Reader<'_>) -> usize {
    usize::from(u16::from_le_bytes(input.take())) % (ROOM + 1)
}

/// A room filled with what is left of the input, over and over.
fn room(input: &mut Reader<'_>) -> Vec<u8> {
    let seed = input.rest();
    (0..ROOM).map(|at| seed.get(at % seed.len().max(1)).copied().unwrap_or(0).wrapping_add(at as u8)).collect()
}

/// Moves within one room, forwards, backwards and overlapping.
pub fn overlapping_move(input: &mut Reader<'_>, output: &mut Writer) {
    let (from, to, len) = (place(input), place(input), place(input));
    let mut room = room(input);
    let len = len.min(ROOM - from).min(ROOM - to);
    room.copy_within(from..from + len, to);
    room.copy_within(0..30, 7);
    room.copy_within(7..39, 0);
    output.put(room);
}

/// Copies between rooms and fills parts of them.
pub fn copy_and_fill(input: &mut Reader<'_>, output: &mut Writer) {
    let (from, len, value) = (place(input), place(input), input.take::<1>()[0]);
    let room = room(input);
    let len = len.min(ROOM - from);
    let mut other = vec![0; ROOM];
    other[..len].copy_from_slice(&room[from..from + len]);
    other[len..].fill(value);
    other.extend_from_within(..black_box(100));
    output.put(other);
}

/// Comparisons of slices of any length.
pub fn compare(input: &mut Reader<'_>, output: &mut Writer) {
    let (at, len, value) = (place(input), place(input), input.take::<1>()[0]);
    let a = room(input);
    let mut b = a.clone();
    if let Some(byte) = b.get_mut(at) {
        *byte ^= value;
    }
    for (a, b) in [(&a[..], &b[..]), (&a[..len], &b[..len]), (&a[..len], &b), (&a[len..], &b[len..])] {
        output.flag(a == b);
        output.put([match a.cmp(b) {
            Ordering::Less => 0,
            Ordering::Equal => 1,
            Ordering::Greater => 2,
        }]);
    }
    // Sizes known when compiling, on both sides of what is compared in line.
    output.flag(a[..32] == b[..32]);
    output.flag(a.first_chunk::<64>() == b.first_chunk::<64>());
    output.flag(a.first_chunk::<200>() < b.first_chunk::<200>());
    output.flag(a.first_chunk::<8>() < b.first_chunk::<8>());
}

#[inline(never)]
fn exchange<const N: usize>(a: &mut [u8; N], b: &mut [u8; N], value: u8) {
    core::mem::swap(a, b);
    if value.is_multiple_of(5) {
        *a = [value; N];
    }
}

/// Sizes known when compiling, around the bound of what is done in line.
pub fn constant_sizes(input: &mut Reader<'_>, output: &mut Writer) {
    fn with<const N: usize>(room: &[u8], value: u8, output: &mut Writer) {
        let mut a = [0; N];
        let mut b = [value; N];
        a.copy_from_slice(&room[..N]);
        exchange(&mut a, &mut b, value);
        output.put(a);
        output.put(b);
    }
    let value = input.take::<1>()[0];
    let room = room(input);
    with::<1>(&room, value, output);
    with::<15>(&room, value, output);
    with::<31>(&room, value, output);
    with::<32>(&room, value, output);
    with::<33>(&room, value, output);
    with::<63>(&room, value, output);
    with::<64>(&room, value, output);
    with::<65>(&room, value, output);
    with::<127>(&room, value, output);
    with::<300>(&room, value, output);
}

/// Copies of a value to where it already is: the runtime's `memcpy` would abort.
pub fn same_place(input: &mut Reader<'_>, output: &mut Writer) {
    let mut room: [u8; ROOM] = room(input).try_into().expect("a room has its size");
    let (from, to) = black_box((&raw const room, &raw mut room));
    // SAFETY: both point to the same live array, and a copy may overlap.
    unsafe { core::ptr::copy(from, to, 1) };
    // SAFETY: the same; reading and writing are one after the other.
    unsafe { to.write(from.read()) };
    output.put(room);
}
