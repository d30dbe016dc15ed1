//! The command line.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::paths::Paths;
use crate::{program, release, size, suite, toolchain, verify};

/// Builds, tests, measures and verifies the bytecode of a Solana program.
#[derive(Debug, Parser)]
#[command(name = "cargo sbf", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compiles a program to target/deploy/<name>.so
    Build(BuildArgs),
    /// Builds the program, then runs the tests of the lowerings and the integration suite on the bytecode
    Test(TestArgs),
    /// Builds the program, then prints its size, its largest functions and what its account costs
    Size(SizeArgs),
    /// Builds the program twice, in different folders, and compares the bytes
    Verify(BuildArgs),
    /// Verifies the committed sources and writes what a release of them is to target/deploy/release.json
    Release(BuildArgs),
    /// Installs and prepares the upstream pipeline without building a program
    Setup(SetupArgs),
}

/// What to build, and how.
#[derive(Debug, Clone, Args)]
pub struct BuildArgs {
    /// The program's Cargo.toml [default: programs/mosaic/Cargo.toml]
    #[arg(long, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
    /// Features of the program, comma separated [default: no-log-ix-name, if it has that]
    #[arg(long, value_delimiter = ',', value_name = "FEATURES")]
    pub features: Option<Vec<String>>,
    /// The optimisation level of the program and of the standard library [default: what the program's Cargo.toml says
    /// under `package.metadata.sbf`, else 3]
    #[arg(long, value_enum)]
    pub opt_level: Option<OptLevel>,
    /// Makes every function log its name when it is entered, to find where a program faults
    #[arg(long)]
    pub trace: bool,
    #[command(flatten)]
    pub setup: SetupArgs,
}

/// Which compilers to use.
#[derive(Debug, Clone, Args)]
pub struct SetupArgs {
    /// Solana's own `cargo build-sbf`, or Debian's compilers
    #[arg(long, value_enum, default_value_t)]
    pub toolchain: toolchain::Choice,
    /// Never installs a package: says what is missing instead
    #[arg(long)]
    pub no_install: bool,
    /// How many jobs cargo may run at once
    #[arg(long, short)]
    pub jobs: Option<u32>,
}

#[derive(Debug, Args)]
struct TestArgs {
    #[command(flatten)]
    build: BuildArgs,
    /// Runs one of the two only
    #[arg(long, value_enum)]
    only: Option<suite::Part>,
    /// Arguments for `cargo test`
    #[arg(last = true)]
    arguments: Vec<String>,
}

#[derive(Debug, Args)]
struct SizeArgs {
    #[command(flatten)]
    build: BuildArgs,
    /// How many of the largest functions to name
    #[arg(long, default_value_t = 20)]
    functions: usize,
}

/// rustc's optimisation levels that make sense for bytecode.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum OptLevel {
    /// Few compute units
    #[default]
    #[value(name = "3")]
    Speed,
    /// Between the two
    #[value(name = "2")]
    Moderate,
    /// Small
    #[value(name = "s")]
    Size,
    /// As small as can be
    #[value(name = "z")]
    MinimalSize,
}

impl OptLevel {
    /// As rustc, cargo and LLVM's pipelines write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Speed => "3",
            Self::Moderate => "2",
            Self::Size => "s",
            Self::MinimalSize => "z",
        }
    }

    /// Whether few bytes are wanted more than few compute units.
    pub fn is_for_size(self) -> bool {
        matches!(self, Self::Size | Self::MinimalSize)
    }
}

/// Carries out a command.
pub fn run(cli: Cli) -> Result<()> {
    let paths = Paths::of_this_repository()?;
    match cli.command {
        Command::Build(args) => {
            let built = program::build(&paths, &args)?;
            println!("{}", built.file.display());
            Ok(())
        }
        Command::Test(args) => suite::run(&paths, &args.build, args.only, &args.arguments),
        Command::Size(args) => {
            let built = program::build(&paths, &args.build)?;
            print!("{}", size::Report::read(&built, args.functions)?);
            Ok(())
        }
        Command::Verify(args) => verify::run(&paths, &args).map(drop),
        Command::Release(args) => {
            println!("{}", release::run(&paths, &args)?.display());
            Ok(())
        }
        Command::Setup(args) => program::prepare(&paths, &args),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn test_takes_a_part_and_passes_the_rest_on() {
        let cli = Cli::try_parse_from(["sbf", "test", "--only", "suite", "--", "auction", "--nocapture"]).unwrap();
        let Command::Test(args) = cli.command else { panic!("not `test`") };
        assert_eq!(args.only, Some(suite::Part::Suite));
        assert_eq!(args.arguments, ["auction", "--nocapture"]);
    }

    #[test]
    fn features_are_comma_separated_and_absent_by_default() {
        let cli = Cli::try_parse_from(["sbf", "build", "--features", "a,b", "--opt-level", "z"]).unwrap();
        let Command::Build(args) = cli.command else { panic!("not `build`") };
        assert_eq!(args.features, Some(vec!["a".into(), "b".into()]));
        assert_eq!(args.opt_level, Some(OptLevel::MinimalSize));
        let cli = Cli::try_parse_from(["sbf", "build"]).unwrap();
        let Command::Build(args) = cli.command else { panic!("not `build`") };
        assert_eq!(args.features, None);
        assert_eq!(args.opt_level, None);
    }

    #[test]
    fn an_unknown_toolchain_is_refused() {
        assert!(Cli::try_parse_from(["sbf", "build", "--toolchain", "gcc"]).is_err());
    }
}
