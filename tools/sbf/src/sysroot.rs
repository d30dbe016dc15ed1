//! The standard library, edited and compiled for SBF.
//!
//! It is compiled once and used as rustc's sysroot from then on. It lies in a workspace of its own, so that nothing in its compiled
//! form depends on the folder it was compiled in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::child;
use crate::cli::OptLevel;
use crate::paths::{self, Paths};
use crate::std_patch::{self, StdPatch};
use crate::toolchain::Upstream;

/// The name of the target, which rustc looks up in the sysroot.
pub const TARGET: &str = "sbpf-solana-solana";
const TARGET_SPEC: &str = include_str!("../sbpf-solana-solana.json");

/// Flags of every crate but the library. The library takes the machine for one it does not know (see `os` in the target's
/// description); crates are told the truth as well, so that they take their on-chain paths.
pub const CRATE_FLAGS: [&str; 3] = ["--cfg", "target_os=\"solana\"", "-Aexplicit_builtin_cfgs_in_flags"];

/// A compiled standard library.
#[derive(Debug)]
pub struct Sysroot {
    /// What rustc takes as `--sysroot`.
    pub folder: PathBuf,
    /// The hash of what it was made from.
    pub stamp: String,
}

/// Sets what every build for the target has in common.
pub fn configure(command: &mut Command, tools: &Upstream, opt_level: OptLevel, flags: &[String], jobs: Option<u32>) {
    // A target from a description is unstable.
    let mut flags: Vec<&str> = flags.iter().map(String::as_str).chain(["-Zunstable-options"]).collect();
    if opt_level.is_for_size() {
        // Else each place that can panic takes a structure and a relocation that name it.
        flags.push("-Zlocation-detail=none");
    }
    command
        .env("RUSTC", &tools.rustc)
        // A target that rustc does not know itself, and its own library, are open to nightly compilers only.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        // The linker driver optimises the program as a whole.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", opt_level.as_str())
        .env("CARGO_PROFILE_RELEASE_PANIC", "abort");
    if let Some(jobs) = jobs {
        command.arg("--jobs").arg(jobs.to_string());
    }
}

/// Compiles the standard library, unless it is there already.
pub fn prepare(paths: &Paths, tools: &Upstream, opt_level: OptLevel, jobs: Option<u32>) -> Result<Sysroot> {
    let stamp = child::hash([
        tools.version.as_str(),
        std_patch::SOURCE,
        TARGET_SPEC,
        // How it is compiled is part of what it is.
        include_str!("sysroot.rs"),
    ]);
    let folder = paths.home().join(format!("sysroot-{}", opt_level.as_str()));
    let stamp_file = folder.join("stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|found| found == stamp) {
        return Ok(Sysroot { folder, stamp });
    }
    eprintln!("compiling the standard library");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let library = folder.join("src/library");
    copy_folder(&tools.library, &library)?;
    StdPatch::load().apply(&library)?;

    let build = folder.join("build");
    compile(&library, &build, tools, opt_level, jobs)?;

    let target = folder.join("lib/rustlib").join(TARGET);
    fs::create_dir_all(target.join("lib"))?;
    fs::write(target.join("target.json"), TARGET_SPEC)?;

    let compiled = build.join(TARGET).join("release/deps");
    for entry in compiled.read_dir().with_context(|| format!("nothing was compiled in {}", compiled.display()))? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "rlib") {
            fs::rename(&file, target.join("lib").join(file.file_name().expect("a listed file has a name")))?;
        }
    }
    fs::remove_dir_all(&build)?;
    fs::write(&stamp_file, &stamp)?;
    Ok(Sysroot { folder, stamp })
}

fn compile(library: &Path, build: &Path, tools: &Upstream, opt_level: OptLevel, jobs: Option<u32>) -> Result<()> {
    let cargo = || {
        let mut cargo = child::upstream(&tools.cargo);
        cargo.current_dir(library);
        cargo
    };
    // The registry's folders have to be there before their names can be remapped.
    child::run(cargo().env("RUSTC", &tools.rustc).env("RUSTC_BOOTSTRAP", "1").args(["fetch", "--locked", "--quiet"]))?;
    let mut flags = paths::remappings(&[(library, "/rust/library")])?;
    // Else the library's own dependencies could be used as if they were stable parts of it.
    flags.push("-Zforce-unstable-if-unmarked".into());

    let mut command = cargo();
    // Looked up by name, the description's path stays out of the hashes that end up in symbols.
    fs::create_dir_all(build)?;
    fs::write(build.join(TARGET).with_extension("json"), TARGET_SPEC)?;
    command.env("RUST_TARGET_PATH", build).args(["rustc", "--release", "--locked", "--quiet", "-p", "std", "--lib"]);
    command.args(["--crate-type", "rlib", "--no-default-features", "--target", TARGET, "--target-dir"]).arg(build);
    configure(&mut command, tools, opt_level, &flags, jobs);
    child::run(&mut command)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for entry in from.read_dir().with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        // Debian links to a source that is itself a folder of links: what counts is what they lead to.
        let source = entry.path();
        let kind = fs::metadata(&source).with_context(|| format!("cannot read {}", source.display()))?;
        let copy = to.join(entry.file_name());
        if kind.is_dir() {
            copy_folder(&source, &copy)?;
        } else if kind.is_file() {
            fs::copy(&source, &copy).with_context(|| format!("cannot copy {}", source.display()))?;
        } else {
            bail!("{} is neither a file nor a folder", source.display());
        }
    }
    Ok(())
}
