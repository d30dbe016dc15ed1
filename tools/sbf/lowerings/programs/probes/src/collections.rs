//! What the standard library does with hashing, formatting and atomics.

use core::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;

use crate::{Reader, Writer};

/// Maps of the input's bytes to what was seen of them.
pub fn maps(input: &mut Reader<'_>, output: &mut Writer) {
    let bytes = input.rest();
    let mut counts: HashMap<u8, u64> = HashMap::new();
    let mut last = BTreeMap::new();
    for (at, byte) in bytes.iter().enumerate() {
        *counts.entry(*byte).or_default() += 1;
        last.insert(*byte, at as u64);
    }
    counts.retain(|byte, _| byte % 3 != 0);
    // Natively the order is another one each time.
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_unstable();
    for (byte, count) in sorted {
        output.put([byte]);
        output.put(count.to_le_bytes());
    }
    for (byte, at) in &last {
        output.put([*byte]);
        output.put(at.to_le_bytes());
    }
    let different: HashSet<&[u8]> = bytes.chunks(2).collect();
    output.put((different.len() as u64).to_le_bytes());
}

/// Formatted and parsed numbers.
pub fn text(input: &mut Reader<'_>, output: &mut Writer) {
    let (wide, signed) = (u128::from_le_bytes(input.take()), i64::from_le_bytes(input.take()));
    let mut text = String::new();
    write!(text, "{wide} {signed:>+24} {wide:#x} {signed:032b} {:?}", (signed, "a\n\u{1f600}"))
        .expect("a string takes all");
    output.put(&text);
    let back: Result<u128, _> = text.split(' ').next().unwrap_or_default().parse();
    output.flag(back == Ok(wide));
    output.flag(text.parse::<u8>().is_err());
}

/// Atomics, which are plain memory where there is one thread.
pub fn atomics(input: &mut Reader<'_>, output: &mut Writer) {
    let (a, b) = (u64::from_le_bytes(input.take()), u32::from_le_bytes(input.take()));
    let (word, half) = (AtomicU64::new(a), AtomicU32::new(b));
    output.put(word.fetch_add(b.into(), Ordering::SeqCst).to_le_bytes());
    output.put(word.fetch_xor(0xff00, Ordering::AcqRel).to_le_bytes());
    output.put(word.fetch_max(a >> 3, Ordering::Relaxed).to_le_bytes());
    output.flag(word.compare_exchange(a, 1, Ordering::SeqCst, Ordering::SeqCst).is_ok());
    output.put(half.swap(a as u32, Ordering::SeqCst).to_le_bytes());
    output.flag(half.compare_exchange(a as u32, 2, Ordering::SeqCst, Ordering::SeqCst).is_ok());
    output.put(word.load(Ordering::Acquire).to_le_bytes());
    output.put(half.into_inner().to_le_bytes());
}
