//! Running a probe natively and as bytecode.
#![allow(dead_code, reason = "no test file needs all of it")]

use std::path::PathBuf;

use sbf_lowerings::{Outcome, Program};
use sbf_probes::{PROBES, Request};

/// The path in an environment variable that `cargo sbf test` sets.
pub fn given(variable: &str) -> PathBuf {
    std::env::var_os(variable)
        .unwrap_or_else(|| panic!("{variable} is not set: these tests are run by `cargo sbf test --only lowerings`"))
        .into()
}

/// The probes as bytecode. A loaded program belongs to one thread, and every test has its own.
pub fn probes() -> Program {
    Program::load(&given("SBF_PROBES_SO")).unwrap()
}

fn index(probe: &str) -> usize {
    PROBES.iter().position(|(name, _)| *name == probe).unwrap_or_else(|| panic!("there is no probe `{probe}`"))
}

/// Runs a probe as bytecode.
pub fn run(program: &Program, probe: &str, input: &[u8]) -> Outcome {
    program.run(Request::encode(index(probe), input))
}

/// Runs a probe both ways and compares. Returns the compute units it took.
pub fn compare(program: &Program, probe: &str, input: &[u8]) -> u64 {
    let outcome = run(program, probe, input);
    assert!(matches!(outcome.result, Ok(0)), "`{probe}` ended with {:?}, log {:?}", outcome.result, outcome.log);
    let (_, output) = Request::decode(&outcome.memory);
    let native = sbf_probes::run(index(probe), input);
    if let Some(at) = (0..native.len().max(output.len())).find(|at| native.get(*at) != output.get(*at)) {
        panic!(
            "`{probe}` differs from byte {at} on\n  native   {native:?}\n  bytecode {output:?}\n  input    {input:?}"
        );
    }
    outcome.units
}
