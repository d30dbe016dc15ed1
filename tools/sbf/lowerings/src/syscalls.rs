//! The runtime's syscalls that a program without accounts makes.

use solana_sbpf::declare_builtin_function;
use solana_sbpf::memory_region::{AccessType, MemoryMapping};
use solana_sbpf::program::BuiltinProgram;
use solana_sbpf::vm::{Config, ContextObject};

use crate::Context;

type Error = Box<dyn std::error::Error>;

/// How the runtime reports a program that gave up.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error("SBF program panicked")]
    Abort,
    #[error("SBF program panicked in {0} at {1}:{2}")]
    Panic(String, u64, u64),
    #[error("overlapping copy")]
    Overlap,
}

/// What every syscall on memory costs at least.
const BASE_UNITS: u64 = 10;
const LOG_UNITS: u64 = 100;
const BYTES_PER_UNIT: u64 = 250;

/// The loader with these syscalls.
pub(crate) fn loader(config: Config) -> BuiltinProgram<Context> {
    let mut loader = BuiltinProgram::new_loader(config);
    for (name, function) in [
        ("abort", Abort::vm as _),
        ("sol_panic_", Panic::vm as _),
        ("sol_log_", Log::vm as _),
        ("sol_memcpy_", Copy::vm as _),
        ("sol_memmove_", Move::vm as _),
        ("sol_memset_", Fill::vm as _),
        ("sol_memcmp_", Compare::vm as _),
    ] {
        loader.register_function(name, function).expect("the names have different hashes");
    }
    loader
}

fn readable<'a>(mapping: &MemoryMapping<'_>, address: u64, len: u64) -> Result<&'a [u8], Error> {
    if len == 0 {
        return Ok(&[]);
    }
    let host = Result::from(mapping.map(AccessType::Load, address, len))?;
    // SAFETY: the mapping vouches for the range, which outlives the syscall.
    Ok(unsafe { std::slice::from_raw_parts(host as *const u8, len as usize) })
}

fn writable(mapping: &MemoryMapping<'_>, address: u64, len: u64) -> Result<*mut u8, Error> {
    if len == 0 {
        return Ok(std::ptr::NonNull::dangling().as_ptr());
    }
    Ok(Result::from(mapping.map(AccessType::Store, address, len))? as *mut u8)
}

fn charge_memory(context: &mut Context, len: u64) {
    context.consume(BASE_UNITS.max(len / BYTES_PER_UNIT));
}

fn text(mapping: &MemoryMapping<'_>, address: u64, len: u64) -> Result<String, Error> {
    Ok(String::from_utf8(readable(mapping, address, len)?.to_vec())?)
}

declare_builtin_function!(
    /// `abort()`
    Abort,
    fn rust(
        _context: &mut Context,
        _a: u64,
        _b: u64,
        _c: u64,
        _d: u64,
        _e: u64,
        _m: &mut MemoryMapping,
    ) -> Result<u64, Error> {
        Err(Stop::Abort.into())
    }
);

declare_builtin_function!(
    /// `sol_panic_(file, len, line, column)`
    Panic,
    fn rust(
        _context: &mut Context,
        file: u64,
        len: u64,
        line: u64,
        column: u64,
        _e: u64,
        mapping: &mut MemoryMapping,
    ) -> Result<u64, Error> {
        Err(Stop::Panic(text(mapping, file, len)?, line, column).into())
    }
);

declare_builtin_function!(
    /// `sol_log_(text, len)`
    Log,
    fn rust(
        context: &mut Context,
        address: u64,
        len: u64,
        _c: u64,
        _d: u64,
        _e: u64,
        mapping: &mut MemoryMapping,
    ) -> Result<u64, Error> {
        context.consume(LOG_UNITS.max(len));
        context.log.push(text(mapping, address, len)?);
        Ok(0)
    }
);

declare_builtin_function!(
    /// `sol_memcpy_(to, from, len)`: refuses to copy memory over itself, as the runtime does.
    Copy,
    fn rust(
        context: &mut Context,
        to: u64,
        from: u64,
        len: u64,
        d: u64,
        e: u64,
        mapping: &mut MemoryMapping,
    ) -> Result<u64, Error> {
        if to.abs_diff(from) < len {
            return Err(Stop::Overlap.into());
        }
        Move::rust(context, to, from, len, d, e, mapping)
    }
);

declare_builtin_function!(
    /// `sol_memmove_(to, from, len)`
    Move,
    fn rust(
        context: &mut Context,
        to: u64,
        from: u64,
        len: u64,
        _d: u64,
        _e: u64,
        mapping: &mut MemoryMapping,
    ) -> Result<u64, Error> {
        charge_memory(context, len);
        let (from, to) = (readable(mapping, from, len)?.as_ptr(), writable(mapping, to, len)?);
        // SAFETY: both ranges are mapped, and a copy may overlap.
        unsafe { std::ptr::copy(from, to, len as usize) };
        Ok(0)
    }
);

declare_builtin_function!(
    /// `sol_memset_(to, value, len)`
    Fill,
    fn rust(
        context: &mut Context,
        to: u64,
        value: u64,
        len: u64,
        _d: u64,
        _e: u64,
        mapping: &mut MemoryMapping,
    ) -> Result<u64, Error> {
        charge_memory(context, len);
        // SAFETY: the range is mapped for writing.
        unsafe { writable(mapping, to, len)?.write_bytes(value as u8, len as usize) };
        Ok(0)
    }
);

declare_builtin_function!(
    /// `sol_memcmp_(a, b, len, result)`: the difference of the first two bytes that differ.
    Compare,
    fn rust(
        context: &mut Context,
        a: u64,
        b: u64,
        len: u64,
        result: u64,
        _e: u64,
        mapping: &mut MemoryMapping,
    ) -> Result<u64, Error> {
        charge_memory(context, len);
        let (a, b) = (readable(mapping, a, len)?, readable(mapping, b, len)?);
        let difference = a.iter().zip(b).map(|(a, b)| i32::from(*a) - i32::from(*b)).find(|difference| *difference != 0);
        let result = writable(mapping, result, 4)?.cast::<i32>();
        // SAFETY: four bytes are mapped for writing; they may be unaligned.
        unsafe { result.write_unaligned(difference.unwrap_or(0)) };
        Ok(0)
    }
);
