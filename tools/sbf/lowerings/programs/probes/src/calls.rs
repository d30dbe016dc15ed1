//! Calls with more arguments, and larger results, than the machine has registers for.

#![allow(clippy::too_many_arguments, clippy::type_complexity, reason = "that is what is tested")]

use core::hint::black_box;

use crate::{Reader, Writer};

/// A result of several words.
#[derive(Clone, Copy)]
struct Parts {
    sum: u128,
    signed: i64,
    small: u8,
    text: [u8; 33],
}

impl Parts {
    fn write(&self, output: &mut Writer) {
        output.put(self.sum.to_le_bytes());
        output.put(self.signed.to_le_bytes());
        output.put([self.small]);
        output.put(self.text);
    }
}

struct Arguments {
    words: [u64; 8],
    wide: [u128; 3],
}

impl Arguments {
    fn read(input: &mut Reader<'_>) -> Self {
        Self {
            words: core::array::from_fn(|_| u64::from_le_bytes(input.take())),
            wide: core::array::from_fn(|_| u128::from_le_bytes(input.take())),
        }
    }
}

#[inline(never)]
fn five(a: u64, b: u64, c: u64, d: u64, e: u64) -> u64 {
    a ^ b.rotate_left(8) ^ c.rotate_left(16) ^ d.rotate_left(24) ^ e.rotate_left(32)
}

#[inline(never)]
fn six(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64) -> u64 {
    five(a, b, c, d, e) ^ f.rotate_left(40)
}

#[inline(never)]
fn eight(a: u64, b: u32, c: u16, d: u8, e: bool, f: i64, g: i8, h: u64) -> u64 {
    five(a, b.into(), c.into(), d.into(), e.into()).wrapping_add(f as u64).wrapping_mul(g as u64 | 1) ^ h
}

#[inline(never)]
fn wide(a: u128, b: u64, c: u128, d: u8, e: u128) -> u128 {
    a.wrapping_mul(u128::from(b) | 1) ^ c.rotate_left(d.into()) ^ e
}

#[inline(never)]
fn mixed(out: &mut Vec<u8>, text: &str, a: u128, slice: &[u64], b: f64, c: Option<u32>) -> Parts {
    out.extend_from_slice(text.as_bytes());
    let sum = slice.iter().fold(a, |sum, word| sum.wrapping_add(u128::from(*word)));
    let mut small = [0; 33];
    small[c.unwrap_or(7) as usize % 33] = text.len() as u8;
    Parts { sum, signed: (b * 2.0) as i64, small: slice.len() as u8, text: small }
}

#[inline(never)]
fn quotient(a: u128, b: u128) -> Option<u128> {
    a.checked_div(b)
}

#[inline(never)]
fn pair(a: u64, b: u64) -> (u64, bool) {
    a.overflowing_mul(b)
}

#[inline(never)]
fn fallible(a: u64) -> Result<[u8; 40], u32> {
    if a.is_multiple_of(3) { Err(a as u32) } else { Ok([a as u8; 40]) }
}

/// Direct calls.
pub fn many_arguments(input: &mut Reader<'_>, output: &mut Writer) {
    let Arguments { words: w, wide: v } = Arguments::read(input);
    output.put(six(w[0], w[1], w[2], w[3], w[4], w[5]).to_le_bytes());
    let (flag, small) = (w[4] % 2 == 0, w[6] as i8);
    output.put(eight(w[0], w[1] as u32, w[2] as u16, w[3] as u8, flag, w[5] as i64, small, w[7]).to_le_bytes());
    output.put(wide(v[0], w[0], v[1], w[1] as u8, v[2]).to_le_bytes());
    let mut bytes = Vec::new();
    mixed(&mut bytes, "text", v[0], &w, w[0] as u32 as f64 / 3.0, Some(w[1] as u32)).write(output);
    mixed(&mut bytes, "more text", v[1], &w[..3], -1.25, None).write(output);
    output.put(bytes);
}

/// The same signatures through pointers that the optimiser cannot see through.
pub fn function_pointers(input: &mut Reader<'_>, output: &mut Writer) {
    type Six = fn(u64, u64, u64, u64, u64, u64) -> u64;
    type Wide = fn(u128, u64, u128, u8, u128) -> u128;
    type Mixed = fn(&mut Vec<u8>, &str, u128, &[u64], f64, Option<u32>) -> Parts;
    let Arguments { words: w, wide: v } = Arguments::read(input);
    output.put(black_box(six as Six)(w[0], w[1], w[2], w[3], w[4], w[5]).to_le_bytes());
    output.put(black_box(wide as Wide)(v[0], w[0], v[1], w[1] as u8, v[2]).to_le_bytes());
    let mut bytes = Vec::new();
    black_box(mixed as Mixed)(&mut bytes, "pointer", v[2], &w[2..], 0.5, Some(9)).write(output);
    output.put(bytes);
    let divide = black_box(quotient as fn(u128, u128) -> Option<u128>);
    output.put(divide(v[0], v[1] >> (w[0] % 128)).unwrap_or(1).to_le_bytes());
    // A table of pointers is data with addresses in it.
    static TABLE: [fn(u64, u64) -> (u64, bool); 3] = [pair, |a, b| a.overflowing_add(b), |a, b| a.overflowing_sub(b)];
    let (value, overflowed) = TABLE[w[3] as usize % 3](w[0], w[1]);
    output.put(value.to_le_bytes());
    output.flag(overflowed);
}

trait Rule {
    fn apply(&self, a: u128, b: u64, c: &[u64], d: u8, e: i64) -> Parts;
    fn scale(&mut self, by: u128) -> Result<u128, u64>;
}

struct Fixed(u64);
struct Grown(Vec<u64>, i128);

impl Rule for Fixed {
    fn apply(&self, a: u128, b: u64, c: &[u64], d: u8, e: i64) -> Parts {
        let sum = a ^ u128::from(b) ^ u128::from(self.0) ^ c.len() as u128;
        Parts { sum, signed: e.wrapping_neg(), small: d, text: [d; 33] }
    }
    fn scale(&mut self, by: u128) -> Result<u128, u64> {
        by.checked_mul(self.0.into()).ok_or(self.0)
    }
}

impl Rule for Grown {
    fn apply(&self, a: u128, b: u64, c: &[u64], d: u8, e: i64) -> Parts {
        let sum = self.0.iter().chain(c).fold(a, |sum, word| sum.wrapping_mul(3).wrapping_add((*word).into()));
        Parts { sum, signed: e ^ b as i64, small: d.wrapping_add(1), text: [b as u8; 33] }
    }
    fn scale(&mut self, by: u128) -> Result<u128, u64> {
        self.1 = self.1.wrapping_mul(by as i128);
        if self.1 < 0 { Err(self.0.len() as u64) } else { Ok(self.1 as u128) }
    }
}

/// Calls of trait objects.
pub fn trait_objects(input: &mut Reader<'_>, output: &mut Writer) {
    let Arguments { words: w, wide: v } = Arguments::read(input);
    let mut rules: Vec<Box<dyn Rule>> = vec![Box::new(Fixed(w[0])), Box::new(Grown(w.to_vec(), v[0] as i128))];
    for rule in black_box(&mut rules) {
        rule.apply(v[1], w[1], &w[3..], w[2] as u8, w[4] as i64).write(output);
        match rule.scale(v[2]) {
            Ok(value) => output.put(value.to_le_bytes()),
            Err(value) => output.put(value.to_le_bytes()),
        }
    }
    let add: Box<dyn Fn(u64, u64, u64, u64, u64, u64) -> u128> = Box::new(move |a, b, c, d, e, f| {
        [a, b, c, d, e, f].iter().fold(v[0], |sum, word| sum ^ u128::from(*word) << 64)
    });
    output.put(black_box(add)(w[0], w[1], w[2], w[3], w[4], w[5]).to_le_bytes());
}

/// Results that do not fit one register.
pub fn aggregates(input: &mut Reader<'_>, output: &mut Writer) {
    let Arguments { words: w, wide: v } = Arguments::read(input);
    let (product, overflowed) = pair(w[0], w[1]);
    output.put(product.to_le_bytes());
    output.flag(overflowed);
    output.put(quotient(v[0], v[1]).map_or([0; 16], u128::to_le_bytes));
    output.flag(quotient(v[0], 0).is_none());
    for word in w {
        match fallible(word) {
            Ok(bytes) => output.put(bytes),
            Err(code) => output.put(code.to_le_bytes()),
        }
    }
}
