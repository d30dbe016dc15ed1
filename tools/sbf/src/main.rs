//! `cargo sbf`: builds, tests, measures and verifies the bytecode of a Solana program.
//!
//! It uses Solana's `cargo build-sbf` where that is installed, and otherwise Debian's rustc and LLVM, with the lowerings in `pass/`
//! that make the upstream BPF backend's output fit Solana's virtual machine. `README.md` describes the whole.

mod child;
mod cli;
mod link;
mod object_file;
mod paths;
mod plugin;
mod program;
mod release;
mod size;
mod std_patch;
mod suite;
mod sysroot;
mod toolchain;
mod verify;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

/// The exit code where something has to be installed first.
const EXIT_SETUP: u8 = 2;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os();
    let called_as_linker =
        arguments.next().is_some_and(|program| Path::new(&program).file_name() == Some(link::LINKER_NAME.as_ref()));
    let result = if called_as_linker { link::run(arguments.collect()) } else { cli::run(cli::Cli::parse()) };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            match error.downcast_ref::<toolchain::SetupError>() {
                Some(_) => ExitCode::from(EXIT_SETUP),
                None => ExitCode::FAILURE,
            }
        }
    }
}
