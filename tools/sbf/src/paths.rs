//! Where things lie.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders of one copy of the repository. Everything that is made lies below its ignored `target/`.
#[derive(Debug, Clone)]
pub struct Paths {
    /// The root of the repository.
    pub root: PathBuf,
}

impl Paths {
    /// The repository this tool was started from.
    pub fn of_this_repository() -> Result<Self> {
        // cargo sets the variable for what it runs; the constant is for the binary started by hand.
        let package =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = package
            .join("../..")
            .canonicalize()
            .with_context(|| format!("no repository around {}", package.display()))?;
        Ok(Self::at(root))
    }

    /// The repository with the root `root`, an absolute path without links.
    pub fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// The prepared parts of the upstream pipeline.
    pub fn home(&self) -> PathBuf {
        self.root.join("target/sbf-home")
    }

    /// Cargo's target folder of bytecode builds.
    pub fn target(&self) -> PathBuf {
        self.root.join("target/sbf")
    }

    /// Where finished programs go, as `cargo build-sbf` has it.
    pub fn deploy(&self) -> PathBuf {
        self.root.join("target/deploy")
    }

    /// The manifest of the workspace this tool is in.
    pub fn tool_manifest(&self) -> PathBuf {
        self.root.join("tools/sbf/Cargo.toml")
    }

    /// The program that is built unless another is asked for.
    pub fn default_manifest(&self) -> PathBuf {
        self.root.join("programs/mosaic/Cargo.toml")
    }
}

/// Cargo's home folder.
pub fn cargo_home() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("CARGO_HOME") {
        return Ok(folder.into());
    }
    Ok(user_home().context("neither CARGO_HOME nor HOME is set")?.join(".cargo"))
}

/// The user's home folder.
pub fn user_home() -> Option<PathBuf> {
    env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
}

/// The `--remap-path-prefix` arguments that keep the machine's paths out of what is compiled. rustc lets the last that fits win.
pub fn remappings(roots: &[(&Path, &str)]) -> Result<Vec<String>> {
    let cargo_home = cargo_home()?;
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let mut flags: Vec<_> = roots.iter().map(|(from, to)| remap(from, to)).collect();
    flags.push(remap(&cargo_home, "/cargo"));
    // Below this folder cargo keeps one for each registry or mirror of it, named after its host.
    let registries = cargo_home.join("registry/src");
    if registries.is_dir() {
        let mut folders = Vec::new();
        for entry in registries.read_dir()? {
            folders.push(entry?.path());
        }
        folders.sort();
        flags.extend(folders.iter().map(|folder| remap(folder, "/cargo")));
    }
    Ok(flags)
}
