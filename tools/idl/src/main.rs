//! `cargo idl`: generates `idl/mosaic.json` from the program, or compares the committed file with it.
//!
//! Anchor's generator compiles the program and collects what its macros know. Three things are added that stand in the source, but
//! not where the macros look: what each handler's documentation specifies ([`specification`]), the seeds of derived
//! addresses ([`addresses`]), and what an instruction returns. Nothing without a line of documentation gets through
//! ([`undocumented`]).

mod addresses;
mod specification;
mod undocumented;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anchor_lang_idl::{build::IdlBuilder, types::Idl};
use anyhow::{Context, Result, ensure};
use clap::Parser;

/// Generates the program's IDL from its source.
#[derive(Debug, Parser)]
#[command(name = "idl")]
struct Args {
    /// Writes the file; without this the committed one is compared with what would be written.
    #[arg(long)]
    write: bool,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let path = root.join("idl/mosaic.json");
    let idl = generate(&root.join("programs/mosaic"))?;
    let text = serde_json::to_string_pretty(&idl)? + "\n";
    let counts = format!(
        "{} instructions, {} accounts, {} events, {} errors",
        idl.instructions.len(),
        idl.accounts.len(),
        idl.events.len(),
        idl.errors.len()
    );
    if args.write {
        fs::write(&path, text).with_context(|| path.display().to_string())?;
        return Ok(format!("idl/mosaic.json written: {counts}"));
    }
    let committed = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    ensure!(committed == text, "idl/mosaic.json is not what the program says: run `cargo idl --write` and commit it");
    Ok(format!("idl/mosaic.json is what the program says: {counts}"))
}

fn generate(program: &Path) -> Result<Idl> {
    let mut idl = build(program)?;
    // The version of a deployment is told by its bytecode, and the file is not to change with every release.
    specification::add(&mut idl, program)?;
    addresses::add(&mut idl);
    let missing = undocumented::items(&idl);
    ensure!(missing.is_empty(), "without documentation: {}", missing.join(", "));
    Ok(idl)
}

/// What Anchor's generator makes of the program.
fn build(program: &Path) -> Result<Idl> {
    // With this variable, which rustup sets, the generator asks for a toolchain that is literally named `{toolchain}`.
    // SAFETY: no other thread runs yet.
    unsafe { std::env::remove_var("RUSTUP_TOOLCHAIN") };
    let cargo_args = ["--package", "mosaic", "--lib", "--locked"].map(str::to_owned).to_vec();
    let builder = IdlBuilder::new().program_path(PathBuf::from(program)).cargo_args(cargo_args);
    // Every unchecked account has its reason in the source, in words that the lint does not know.
    builder.build()
}
