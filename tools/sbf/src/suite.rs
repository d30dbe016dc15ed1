//! Running the tests on bytecode.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;

use crate::child;
use crate::cli::BuildArgs;
use crate::paths::Paths;
use crate::program;

/// The variable in which the integration suite finds the program.
const PROGRAM_VARIABLE: &str = "MOSAIC_PROGRAM_SO";
/// The package of the integration suite.
const SUITE_PACKAGE: &str = "mosaic-harness";
/// The programs the tests of the lowerings run, and the variables in which they find them.
const TEST_PROGRAMS: [(&str, &str); 2] = [("probes", "SBF_PROBES_SO"), ("bare", "SBF_BARE_SO")];
/// The variable in which the tests of the lowerings find this program, for what must not build.
const TOOL_VARIABLE: &str = "SBF_TOOL";

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
        command.current_dir(&paths.root).args(["test", "--package", SUITE_PACKAGE]).args(arguments);
        child::run(command.env(PROGRAM_VARIABLE, built.file))?;
    }
    Ok(())
}

fn run_lowerings(paths: &Paths, args: &BuildArgs, arguments: &[String]) -> Result<()> {
    let mut command = child::own_cargo();
    command.current_dir(&paths.root).args(["test", "--release", "--package", "sbf-lowerings", "--manifest-path"]);
    command.arg(paths.tool_manifest()).arg("--target-dir").arg(paths.root.join("target/sbf-tool")).args(arguments);
    for (name, variable) in TEST_PROGRAMS {
        let args =
            BuildArgs { manifest_path: Some(test_program(paths, name)), features: Some(Vec::new()), ..args.clone() };
        command.env(variable, program::build(paths, &args)?.file);
    }
    child::run(command.env(TOOL_VARIABLE, env::current_exe()?))
}

fn test_program(paths: &Paths, name: &str) -> PathBuf {
    paths.root.join(Path::new("tools/sbf/lowerings/programs").join(name)).join("Cargo.toml")
}
