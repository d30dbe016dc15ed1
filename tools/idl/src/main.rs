//! `cargo idl`: generates `idl/mosaic.json` from the program, or compares the committed file with it.
//!
//! Anchor's generator compiles the program and collects what its macros know. Added is what stands in the source, but
//! not where the macros look: the program's narrative, what each handler's documentation specifies ([`specification`]),
//! how accounts without a type are checked ([`checks`]), the seeds of derived addresses ([`addresses`]) and the variants
//! of enums ([`numbers`]); all of it as plain text ([`prose`]).
//!
//! Nothing gets through without a line of documentation ([`undocumented`]), with seeds that the program does not derive
//! ([`seeds`]), or with a discriminator that is not the one of its name ([`discriminators`]).

mod addresses;
mod checks;
mod discriminators;
mod numbers;
mod prose;
mod seeds;
mod source;
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
use syn::File;

/// The committed IDL.
const FILE: &str = "idl/mosaic.json";

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
    let path = root()?.join(FILE);
    let idl = generate(&program()?)?;
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

fn root() -> Result<PathBuf> {
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?)
}

fn program() -> Result<PathBuf> {
    Ok(root()?.join("programs/mosaic"))
}

fn generate(program: &Path) -> Result<Idl> {
    let library = source::parse(&program.join("src/lib.rs"))?;
    let files = source::parse_all(&program.join("src"))?;
    let rules = source::parse_all(&program.join("../../crates/core/src"))?;
    let entries = specification::entries(&library)?;

    let mut idl = build(program)?;
    idl.docs = narrative(&library);
    specification::add(&mut idl, &files, &entries)?;
    addresses::add(&mut idl);
    checks::add(&mut idl, &files, &entries)?;
    numbers::add(&mut idl, &[files, rules].concat())?;
    prose::tidy(&mut idl);

    let missing = undocumented::items(&idl);
    ensure!(missing.is_empty(), "without documentation: {}", missing.join(", "));
    let foreign = discriminators::of_another_name(&idl);
    ensure!(foreign.is_empty(), "the discriminator is not the one of the name: {}", foreign.join(", "));
    seeds::compare(&idl, &source::parse(&program.join("src/seeds.rs"))?)?;
    Ok(idl)
}

/// What the program's own documentation tells before its first section.
fn narrative(library: &File) -> Vec<String> {
    let mut lines = source::doc_lines(&library.attrs);
    lines.truncate(lines.iter().position(|line| line.starts_with("## ")).unwrap_or(lines.len()));
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
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

#[cfg(test)]
fn committed() -> Idl {
    serde_json::from_str(include_str!("../../../idl/mosaic.json")).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrative_ends_where_the_first_section_begins() {
        let library = syn::parse_quote! {
            //! # Title
            //!
            //! Story.
            //!
            //! ## Section
            //!
            //! More.
        };
        assert_eq!(narrative(&library), ["# Title", "", "Story."]);
    }
}
