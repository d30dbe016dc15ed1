//! Building a program.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use cargo_metadata::{CrateType, MetadataCommand, Package};
use clap::ValueEnum;
use serde::Serialize;

use crate::child;
use crate::cli::{BuildArgs, OptLevel, SetupArgs};
use crate::link::{self, LINKER_NAME, SETTINGS_VARIABLE, Settings};
use crate::paths::{self, Paths};
use crate::plugin::{self, Plugin};
use crate::sysroot::{self, Sysroot, TARGET};
use crate::toolchain::{self, Toolchain, Upstream};

/// The feature a program is built with unless others are asked for: instruction names in the log cost compute units on every call.
const DEFAULT_FEATURE: &str = "no-log-ix-name";

/// A finished program.
#[derive(Debug)]
pub struct Built {
    /// The shared object, an absolute path.
    pub file: PathBuf,
    /// The list of its functions, where the pipeline leaves one.
    pub functions: Option<PathBuf>,
}

/// By what a program is built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recipe {
    /// The compilers, with their versions.
    pub toolchain: String,
    /// The features of the program.
    pub features: Vec<String>,
    /// The optimisation level, as rustc writes it.
    pub opt_level: &'static str,
    /// The version of the program.
    pub version: String,
}

/// What is built: a package and its library.
struct Program {
    manifest: PathBuf,
    name: String,
    version: String,
    features: Vec<String>,
    opt_level: OptLevel,
}

impl Program {
    fn find(paths: &Paths, args: &BuildArgs) -> Result<Self> {
        let manifest = args.manifest_path.clone().unwrap_or_else(|| paths.default_manifest());
        let manifest = manifest.canonicalize().with_context(|| format!("there is no {}", manifest.display()))?;
        let metadata = MetadataCommand::new()
            .manifest_path(&manifest)
            .no_deps()
            .exec()
            .with_context(|| format!("cannot read {}", manifest.display()))?;
        let package = metadata
            .packages
            .iter()
            .find(|package| package.manifest_path == manifest)
            .with_context(|| format!("{} is of no package", manifest.display()))?;
        let features = match &args.features {
            Some(features) => features.clone(),
            None if package.features.contains_key(DEFAULT_FEATURE) => vec![DEFAULT_FEATURE.into()],
            None => Vec::new(),
        };
        let opt_level = match args.opt_level {
            Some(level) => level,
            None => wanted_level(package)?.unwrap_or_default(),
        };
        Ok(Self { name: library_name(package)?, version: package.version.to_string(), manifest, features, opt_level })
    }
}

/// The optimisation level that a program's Cargo.toml asks for: `[package.metadata.sbf] opt-level = "s"`.
fn wanted_level(package: &Package) -> Result<Option<OptLevel>> {
    let Some(wanted) = package.metadata.pointer("/sbf/opt-level") else { return Ok(None) };
    let level = wanted.as_str().and_then(|level| OptLevel::from_str(level, true).ok());
    Ok(Some(level.with_context(|| format!("{}: no optimisation level is called {wanted}", package.manifest_path))?))
}

fn library_name(package: &Package) -> Result<String> {
    let library = package.targets.iter().find(|target| target.crate_types.contains(&CrateType::CDyLib));
    let library = library.with_context(|| format!("{} is no program: it has no crate type `cdylib`", package.name))?;
    Ok(library.name.replace('-', "_"))
}

/// Debian's compilers with everything that is prepared for them.
struct Pipeline {
    tools: Upstream,
    plugin: Plugin,
    sysroot: Sysroot,
}

impl Pipeline {
    fn prepare(paths: &Paths, tools: Upstream, opt_level: OptLevel, jobs: Option<u32>) -> Result<Self> {
        let plugin = plugin::prepare(paths, &tools)?;
        let sysroot = sysroot::prepare(paths, &tools, opt_level, jobs)?;
        Ok(Self { tools, plugin, sysroot })
    }

    /// What the linker of the program with the file name `program` needs to know.
    fn settings(&self, paths: &Paths, args: &BuildArgs, opt_level: OptLevel, program: &str) -> Settings {
        Settings {
            program: program.into(),
            llvm: self.tools.llvm.clone(),
            plugin: self.plugin.file.clone(),
            opt_level: opt_level.as_str().into(),
            trace: args.trace,
            report: paths.home().join("link-report"),
        }
    }
}

/// Installs and prepares what builds need.
pub fn prepare(paths: &Paths, args: &SetupArgs) -> Result<()> {
    match toolchain::find(args)? {
        Toolchain::Solana(tool) => println!("{}", tool.display()),
        Toolchain::Upstream(tools) => {
            let _lock = paths.lock()?;
            Pipeline::prepare(paths, tools, OptLevel::default(), args.jobs)?;
            println!("{}", paths.home().display());
        }
    }
    Ok(())
}

/// The linker, to be called by hand.
#[derive(Debug)]
pub struct LinkerAlone {
    /// The linker itself.
    pub file: PathBuf,
    /// Its settings, for the environment.
    pub settings: String,
    /// The folder of the compiled standard library.
    pub library: PathBuf,
}

/// The linker of a program with the file name `program`. There is none where Solana's tools are used.
pub fn linker_alone(paths: &Paths, args: &BuildArgs, program: &str) -> Result<Option<LinkerAlone>> {
    let Toolchain::Upstream(tools) = toolchain::find(&args.setup)? else { return Ok(None) };
    let _lock = paths.lock()?;
    let opt_level = args.opt_level.unwrap_or_default();
    let pipeline = Pipeline::prepare(paths, tools, opt_level, args.setup.jobs)?;
    let settings = serde_json::to_string(&pipeline.settings(paths, args, opt_level, program))?;
    let library = pipeline.sysroot.folder.join("lib/rustlib").join(TARGET).join("lib");
    Ok(Some(LinkerAlone { file: linker(paths)?, settings, library }))
}

/// By what these arguments build a program.
pub fn recipe(paths: &Paths, args: &BuildArgs) -> Result<Recipe> {
    let Program { features, opt_level, version, .. } = Program::find(paths, args)?;
    let toolchain = toolchain::find(&args.setup)?.describe()?;
    Ok(Recipe { toolchain, features, opt_level: opt_level.as_str(), version })
}

/// Builds a program into the folder for finished ones.
pub fn build(paths: &Paths, args: &BuildArgs) -> Result<Built> {
    let tools = toolchain::find(&args.setup)?;
    let _lock = paths.lock()?;
    let program = Program::find(paths, args)?;
    let built = match tools {
        Toolchain::Solana(tool) => build_with_solana(paths, args, &program, &tool)?,
        Toolchain::Upstream(tools) => {
            let pipeline = Pipeline::prepare(paths, tools, program.opt_level, args.setup.jobs)?;
            build_upstream(paths, args, &program, &pipeline)?
        }
    };
    check_no_machine_path(paths, &built.file)?;
    Ok(built)
}

fn build_with_solana(paths: &Paths, args: &BuildArgs, program: &Program, tool: &Path) -> Result<Built> {
    ensure!(!args.trace, "--trace is a lowering: it needs --toolchain upstream");
    let mut command = child::upstream(tool);
    command.arg("--manifest-path").arg(&program.manifest).arg("--sbf-out-dir").arg(paths.deploy());
    if !program.features.is_empty() {
        command.arg("--features").arg(program.features.join(","));
    }
    if let Some(jobs) = args.setup.jobs {
        command.arg("--jobs").arg(jobs.to_string());
    }
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", program.opt_level.as_str());
    child::run(command.args(["--", "--locked"]))?;
    let file = paths.deploy().join(&program.name).with_extension("so");
    ensure!(file.exists(), "{} made no {}", tool.display(), file.display());
    Ok(Built { file, functions: None })
}

fn build_upstream(paths: &Paths, args: &BuildArgs, program: &Program, pipeline: &Pipeline) -> Result<Built> {
    let made_name = format!("lib{}.so", program.name);
    let settings = pipeline.settings(paths, args, program.opt_level, &made_name);
    let report = settings.report.clone();
    let settings = serde_json::to_string(&settings)?;
    let made = paths.target().join(TARGET).join("release").join(made_name);
    forget_stale(&made, &[&pipeline.plugin.stamp, &pipeline.sysroot.stamp, &settings, include_str!("link.rs")])?;

    let mut flags = vec![format!("--sysroot={}", pipeline.sysroot.folder.display())];
    flags.extend(sysroot::CRATE_FLAGS.map(String::from));
    flags.extend(paths::remappings(&[(&paths.root, "/program")])?);
    let folder = program.manifest.parent().context("a manifest is in a folder")?;
    let cargo = || {
        let mut cargo = child::upstream(&pipeline.tools.cargo);
        cargo.current_dir(folder);
        cargo
    };
    let mut command = cargo();
    command.args(["build", "--release", "--locked", "--lib", "--target", TARGET]);
    command.arg("--target-dir").arg(paths.target()).arg("--manifest-path").arg(&program.manifest);
    if !program.features.is_empty() {
        command.arg("--features").arg(program.features.join(","));
    }
    sysroot::configure(&mut command, &pipeline.tools, program.opt_level, &flags, args.setup.jobs);
    command.env("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "true");
    command.env("CARGO_TARGET_SBPF_SOLANA_SOLANA_LINKER", linker(paths)?);
    command.env(SETTINGS_VARIABLE, &settings);
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let outcome = child::run(&mut command);
    // rustc shows what its linker said among the arguments it gave it.
    if let (Err(_), Ok(said)) = (&outcome, fs::read_to_string(&report)) {
        bail!("{said}");
    }
    outcome?;

    let file = paths.deploy().join(&program.name).with_extension("so");
    fs::create_dir_all(paths.deploy())?;
    fs::copy(&made, &file).with_context(|| format!("no program was made at {}", made.display()))?;
    let functions = link::functions_file(&linked(&made)?);
    Ok(Built { file, functions: functions.exists().then_some(functions) })
}

/// The link under which cargo calls this very program as its linker.
fn linker(paths: &Paths) -> Result<PathBuf> {
    let link = paths.home().join(LINKER_NAME);
    if link.symlink_metadata().is_ok() {
        fs::remove_file(&link)?;
    }
    symlink(env::current_exe()?, &link).with_context(|| format!("cannot link {}", link.display()))?;
    Ok(link)
}

/// Where rustc has the linker put a program that cargo then offers as `made`.
fn linked(made: &Path) -> Result<PathBuf> {
    let (folder, name) = made.parent().zip(made.file_name()).context("a program is a file in a folder")?;
    Ok(folder.join("deps").join(name))
}

/// Removes a program that was linked in another way than the next one is to be: cargo does not know what the linker is made of.
fn forget_stale(made: &Path, parts: &[&str]) -> Result<()> {
    let stamp = child::hash(parts);
    let stamp_file = made.with_extension("stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|found| found == stamp) {
        return Ok(());
    }
    for file in [made.to_owned(), linked(made)?] {
        if file.exists() {
            fs::remove_file(file)?;
        }
    }
    fs::create_dir_all(made.parent().context("a program is in a folder")?)?;
    fs::write(stamp_file, stamp)?;
    Ok(())
}

/// Makes sure that the file is the same wherever it is built, as far as one look can.
fn check_no_machine_path(paths: &Paths, file: &Path) -> Result<()> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut folders = vec![paths.root.clone(), paths::cargo_home()?];
    // A home at the root of the file system would be found in any path.
    folders.extend(paths::user_home().filter(|home| home.components().count() > 1));
    for folder in folders {
        let text = format!("{}/", folder.display());
        if bytes.windows(text.len()).any(|window| window == text.as_bytes()) {
            bail!("{} has the path {text} in it", file.display());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_linked_otherwise_is_removed_and_the_same_one_kept() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("libp.so");
        fs::create_dir(folder.path().join("deps")).unwrap();
        for file in [&made, &folder.path().join("deps/libp.so")] {
            fs::write(file, "program").unwrap();
        }
        forget_stale(&made, &["a"]).unwrap();
        assert!(!made.exists() && !folder.path().join("deps/libp.so").exists());
        fs::write(&made, "program").unwrap();
        forget_stale(&made, &["a"]).unwrap();
        assert!(made.exists());
        forget_stale(&made, &["b"]).unwrap();
        assert!(!made.exists());
    }

    #[test]
    fn a_machine_path_in_the_program_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::at(folder.path().join("repository"));
        let file = folder.path().join("p.so");
        fs::write(&file, b"\x7fELF /program/src/lib.rs").unwrap();
        check_no_machine_path(&paths, &file).unwrap();
        fs::write(&file, format!("\x7fELF {}/src/lib.rs", paths.root.display())).unwrap();
        assert!(check_no_machine_path(&paths, &file).is_err());
    }
}
