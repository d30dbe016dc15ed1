//! Finding the compilers, and installing Debian's where that is possible.

use std::env;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::child;
use crate::cli::SetupArgs;
use crate::std_patch::StdPatch;

/// The major version of LLVM that both rustc and the tools must be of: one writes the bitcode that the others read.
pub const LLVM_MAJOR: &str = "22";
const LLVM_BIN: &str = "/usr/lib/llvm-22/bin";
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const CLANG: &str = "/usr/bin/clang++-22";
const LIBRARY: &str = "/usr/lib/rustlib/src/rust/library";

/// A file of each Debian package that is needed. Debian 12 has them in its security archive.
const REQUIRED: [(&str, &str); 6] = [
    (RUSTC, "rustc-web"),
    (CARGO, "cargo-web"),
    ("/usr/lib/rustlib/src/rust/library/std/src/lib.rs", "rust-web-src"),
    ("/usr/lib/llvm-22/bin/opt", "llvm-22"),
    ("/usr/lib/llvm-22/include/llvm/IR/Module.h", "llvm-22-dev"),
    (CLANG, "clang-22"),
];

/// Which compilers the user wants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Choice {
    /// Solana's if it is installed, else Debian's
    #[default]
    Auto,
    /// Solana's `cargo build-sbf`
    Solana,
    /// Debian's rustc and LLVM, with this tool's lowerings
    Upstream,
}

/// Something has to be installed, by the user, before anything can be built.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SetupError {
    /// Packages are missing, and this process may not install them.
    #[error(
        "the Debian packages {list} are missing; install them with: apt-get install --no-install-recommends {list}",
        list = .0.join(" ")
    )]
    Missing(Vec<&'static str>),
    /// Packages are missing, and installing them failed.
    #[error("installing the Debian packages {} failed: {reason}", packages.join(" "))]
    Install {
        /// What was to be installed.
        packages: Vec<&'static str>,
        /// What `apt-get` ended with.
        reason: String,
    },
    /// There is a compiler of another release.
    #[error(
        "{RUSTC} is of release {found}, but the edits of the standard library are for {wanted}: install Debian's rustc-web of that release"
    )]
    RustRelease {
        /// The release that is installed.
        found: String,
        /// The release (major.minor) the edits are for.
        wanted: String,
    },
    /// rustc was built with another LLVM than the tools are of.
    #[error("{RUSTC} was built with LLVM {found}, but the lowerings are for LLVM {LLVM_MAJOR}")]
    RustLlvm {
        /// The version rustc names.
        found: String,
    },
    /// Solana's tool was asked for and is not there.
    #[error("cargo-build-sbf is not on PATH: install Solana's tools, or use --toolchain upstream")]
    NoSolana,
}

/// The compilers to use.
#[derive(Debug)]
pub enum Toolchain {
    /// Solana's `cargo-build-sbf`, at this path.
    Solana(PathBuf),
    /// Debian's.
    Upstream(Upstream),
}

impl Toolchain {
    /// The compilers with their versions, in one line.
    pub fn describe(&self) -> Result<String> {
        let (lines, wanted): (_, fn(&&str) -> bool) = match self {
            Self::Solana(tool) => (child::read(child::upstream(tool).arg("--version"))?, |line| !line.is_empty()),
            Self::Upstream(tools) => {
                (tools.version.clone(), |line| line.starts_with("rustc ") || line.starts_with("LLVM version"))
            }
        };
        Ok(lines.lines().filter(wanted).collect::<Vec<_>>().join(", "))
    }
}

/// Debian's compilers, all present and of the right versions.
#[derive(Debug)]
pub struct Upstream {
    /// The compiler of the program and of the standard library.
    pub rustc: PathBuf,
    /// The cargo of the same release.
    pub cargo: PathBuf,
    /// The compiler of the LLVM plugin.
    pub clang: PathBuf,
    /// The folder of LLVM's tools.
    pub llvm: PathBuf,
    /// The source of the standard library.
    pub library: PathBuf,
    /// What `rustc -vV` prints: identifies the compiler.
    pub version: String,
}

/// Finds the compilers to use and installs them if need be.
pub fn find(args: &SetupArgs) -> Result<Toolchain> {
    if args.toolchain != Choice::Upstream {
        match (solana_tool(), args.toolchain) {
            (Some(tool), _) => return Ok(Toolchain::Solana(tool)),
            (None, Choice::Solana) => return Err(SetupError::NoSolana.into()),
            (None, _) => {}
        }
    }
    provide(args.no_install)?;
    let version = child::read(child::upstream(RUSTC).arg("-vV"))?;
    check_versions(&version, &StdPatch::load().rust)?;
    Ok(Toolchain::Upstream(Upstream {
        rustc: RUSTC.into(),
        cargo: CARGO.into(),
        clang: CLANG.into(),
        llvm: LLVM_BIN.into(),
        library: LIBRARY.into(),
        version,
    }))
}

fn solana_tool() -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join("cargo-build-sbf")).find(|file| file.is_file())
}

fn missing_packages(exists: impl Fn(&Path) -> bool) -> Vec<&'static str> {
    REQUIRED.iter().filter(|(file, _)| !exists(Path::new(file))).map(|(_, package)| *package).collect()
}

fn provide(no_install: bool) -> Result<()> {
    let missing = missing_packages(Path::exists);
    if missing.is_empty() {
        return Ok(());
    }
    if no_install || !is_root() || !Path::new("/usr/bin/apt-get").exists() {
        return Err(SetupError::Missing(missing).into());
    }
    eprintln!("installing {}", missing.join(" "));
    let install = || -> Result<()> {
        let apt = || {
            let mut command = child::upstream("apt-get");
            // apt's progress is not what this tool was asked to print.
            command.env("DEBIAN_FRONTEND", "noninteractive").stdout(std::io::stderr()).arg("-qq");
            command
        };
        child::run(apt().arg("update"))?;
        child::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(&missing))
    };
    install().map_err(|error| SetupError::Install { packages: missing.clone(), reason: format!("{error:#}") })?;
    match missing_packages(Path::exists) {
        rest if rest.is_empty() => Ok(()),
        rest => Err(SetupError::Missing(rest).into()),
    }
}

fn is_root() -> bool {
    // The owner of a process is the owner of its folder in /proc.
    std::fs::metadata("/proc/self").is_ok_and(|data| data.uid() == 0)
}

fn check_versions(version: &str, wanted: &str) -> Result<()> {
    let field = |name: &str| {
        version
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
            .with_context(|| format!("`rustc -vV` names no {name}"))
    };
    let release = field("release")?;
    if !release.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.')) {
        return Err(SetupError::RustRelease { found: release.into(), wanted: wanted.into() }.into());
    }
    let llvm = field("LLVM version")?;
    if llvm.split('.').next() != Some(LLVM_MAJOR) {
        return Err(SetupError::RustLlvm { found: llvm.into() }.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(release: &str, llvm: &str) -> Result<(), SetupError> {
        let version = format!("rustc {release}\nhost: x\nrelease: {release}\nLLVM version: {llvm}\n");
        check_versions(&version, "1.96").map_err(|error| error.downcast().unwrap())
    }

    #[test]
    fn the_patch_release_may_differ() {
        assert_eq!(check("1.96.0", "22.1.8"), Ok(()));
        assert_eq!(check("1.96.7", "22.2.0"), Ok(()));
    }

    #[test]
    fn another_release_is_named() {
        for found in ["1.63.0", "1.9.6", "1.961.0", "1.97.0"] {
            let error = check(found, "22.1.8").unwrap_err();
            assert_eq!(error, SetupError::RustRelease { found: found.into(), wanted: "1.96".into() });
            assert!(error.to_string().contains(found) && error.to_string().contains("1.96"));
        }
        assert_eq!(check("1.96.0", "21.1.0"), Err(SetupError::RustLlvm { found: "21.1.0".into() }));
    }

    #[test]
    fn debians_compilers_are_rustc_and_its_llvm() {
        let version =
            "rustc 1.96.0 (ac68faa20 2026-05-25)\nbinary: rustc\nrelease: 1.96.0\nLLVM version: 22.1.8\n".into();
        let [rustc, cargo, clang, llvm, library] = [RUSTC, CARGO, CLANG, LLVM_BIN, LIBRARY].map(PathBuf::from);
        let tools = Toolchain::Upstream(Upstream { rustc, cargo, clang, llvm, library, version });
        assert_eq!(tools.describe().unwrap(), "rustc 1.96.0 (ac68faa20 2026-05-25), LLVM version: 22.1.8");
    }

    #[test]
    fn all_missing_packages_are_in_one_message() {
        let missing = missing_packages(|file| file == Path::new(RUSTC) || file == Path::new(CARGO));
        assert_eq!(missing, ["rust-web-src", "llvm-22", "llvm-22-dev", "clang-22"]);
        assert_eq!(
            SetupError::Missing(missing).to_string(),
            "the Debian packages rust-web-src llvm-22 llvm-22-dev clang-22 are missing; \
             install them with: apt-get install --no-install-recommends rust-web-src llvm-22 llvm-22-dev clang-22"
        );
    }
}
