//! Running the tests on bytecode.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::child;
use crate::cli::BuildArgs;
use crate::link::SETTINGS_VARIABLE;
use crate::paths::Paths;
use crate::program;

/// The variable in which the integration suite finds the program.
const PROGRAM_VARIABLE: &str = "MOSAIC_PROGRAM_SO";
/// The packages of the integration suite. All but the first run on bytecode only.
const SUITE_PACKAGES: [&str; 5] = ["mosaic-harness", "lender", "mosaic-governance", "mosaic-pools", "mosaic-rules"];
/// Where the programs are that only tests run, by their folders, and the variables in which the integration suite finds them.
const FIXTURES: &str = "tests/fixtures";
const FIXTURE_PROGRAMS: [(&str, &str); 4] = [
    ("adversary", "MOSAIC_ADVERSARY_SO"),
    ("governance", "MOSAIC_GOVERNANCE_SO"),
    ("token-auth-rules", "MOSAIC_RULES_SO"),
    ("token-swap", "MOSAIC_SWAP_SO"),
];
/// Where the example programs are, a folder each. The integration suite finds the one in `lender` in `MOSAIC_LENDER_SO`.
const EXAMPLES: &str = "examples";
/// The programs the tests of the lowerings run, and the variables in which they find them.
const TEST_PROGRAMS: [(&str, &str); 2] = [("probes", "SBF_PROBES_SO"), ("bare", "SBF_BARE_SO")];
/// The variable in which the tests of the lowerings find the linker, for what is not written in Rust.
const LINKER_VARIABLE: &str = "SBF_LINKER";
/// The variable in which they find the folder of the compiled standard library.
const LIBRARY_VARIABLE: &str = "SBF_LIBRARY";
/// The file name of what they link.
const LINKED_PROGRAM: &str = "program.so";

/// One of the two sets of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The tests of the lowerings, in tools/sbf
    Lowerings,
    /// The integration suite of the repository
    Suite,
}

/// Builds what the tests need and runs them.
pub fn run(paths: &Paths, args: &BuildArgs, only: Option<Part>, arguments: &[String]) -> Result<()> {
    if only != Some(Part::Suite) {
        run_lowerings(paths, args, arguments)?;
    }
    if only != Some(Part::Lowerings) {
        let built = program::build(paths, args)?;
        let mut command = child::own_cargo();
        command.current_dir(&paths.root).arg("test");
        command.args(SUITE_PACKAGES.iter().flat_map(|package| ["--package", package])).args(arguments);
        command.env(PROGRAM_VARIABLE, built.file);
        for (variable, manifest) in fixtures(paths).chain(examples(paths)?) {
            command.env(variable, program::build(paths, &of_others(manifest, args))?.file);
        }
        child::run(&mut command)?;
    }
    Ok(())
}

fn run_lowerings(paths: &Paths, args: &BuildArgs, arguments: &[String]) -> Result<()> {
    let Some(linker) = program::linker_alone(paths, args, LINKED_PROGRAM)? else {
        eprintln!("Solana's tools need no lowerings: there are none to test");
        return Ok(());
    };
    let mut command = child::own_cargo();
    command.current_dir(&paths.root).args(["test", "--release", "--package", "sbf-lowerings", "--manifest-path"]);
    command.arg(paths.tool_manifest()).arg("--target-dir").arg(paths.root.join("target/sbf-tool")).args(arguments);
    command
        .env(LINKER_VARIABLE, linker.file)
        .env(SETTINGS_VARIABLE, linker.settings)
        .env(LIBRARY_VARIABLE, linker.library);
    for (name, variable) in TEST_PROGRAMS {
        command.env(variable, program::build(paths, &of_others(test_program(paths, name), args))?.file);
    }
    child::run(&mut command)
}

/// The programs that only tests run, by the variables in which the integration suite finds them.
fn fixtures(paths: &Paths) -> impl Iterator<Item = (String, PathBuf)> {
    let folder = paths.root.join(FIXTURES);
    FIXTURE_PROGRAMS
        .into_iter()
        .map(move |(name, variable)| (variable.to_owned(), folder.join(name).join("Cargo.toml")))
}

/// The example programs, by the variables in which the integration suite finds them.
fn examples(paths: &Paths) -> Result<Vec<(String, PathBuf)>> {
    let folder = paths.root.join(EXAMPLES);
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
        let manifest = entry.path().join("Cargo.toml");
        if manifest.is_file() {
            found.push((format!("MOSAIC_{}_SO", entry.file_name().to_string_lossy().to_uppercase()), manifest));
        }
    }
    found.sort();
    Ok(found)
}

/// The arguments for a program that those of the command are not about.
fn of_others(manifest: PathBuf, args: &BuildArgs) -> BuildArgs {
    BuildArgs { manifest_path: Some(manifest), features: Some(Vec::new()), ..args.clone() }
}

fn test_program(paths: &Paths, name: &str) -> PathBuf {
    paths.root.join(Path::new("tools/sbf/lowerings/programs").join(name)).join("Cargo.toml")
}
