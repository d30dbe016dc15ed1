//! A program that uses no crate: it has neither `custom_panic` nor an allocator.

/// Panics if the first byte of the input is zero, and returns the others' sum otherwise.
///
/// # Safety
/// `input` points to eight bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn entrypoint(input: *const u8) -> u64 {
    // SAFETY: by the contract of this function.
    let input = unsafe { &*input.cast::<[u8; 8]>() };
    assert!(input[0] != 0, "the first byte is {}, the second {}", input[0], input[1]);
    input.iter().map(|byte| u64::from(*byte)).sum()
}
