//! Numbers out of bytes.

use arbitrary::{Result, Unstructured};

/// A number of any size: as many of its bits as a byte in front says. At least one byte of input is used.
pub(crate) fn amount(input: &mut Unstructured) -> Result<u64> {
    let bits = u32::from(input.arbitrary::<u8>()?) % 65;
    let number: u64 = input.arbitrary()?;
    Ok(number.checked_shr(64 - bits).unwrap_or(0))
}

/// Part of an amount: nothing, all, one of its ends, or anything between.
pub(crate) fn part(input: &mut Unstructured, of: u64) -> Result<u64> {
    Ok(match input.arbitrary::<u8>()? {
        0 => 0,
        1 => of,
        2 => of.min(1),
        3 => of.saturating_sub(1),
        4 => of / 2,
        _ => input.int_in_range(0..=of)?,
    })
}

/// Something near a number: it, what is around it, or anything at all.
pub(crate) fn near(input: &mut Unstructured, number: u64) -> Result<u64> {
    Ok(match input.arbitrary::<u8>()? % 8 {
        0 | 1 => number,
        2 => number.saturating_add(1),
        3 => number.saturating_sub(1),
        4 => number / 2,
        5 => number.saturating_mul(2),
        6 => number.saturating_add(number / 20),
        _ => amount(input)?,
    })
}

/// The name of a refusal: the rules of the core and those of the model have the same ones.
pub(crate) fn name<T>(done: &Result<T, impl std::fmt::Debug>) -> Option<String> {
    done.as_ref().err().map(|refusal| format!("{refusal:?}"))
}
