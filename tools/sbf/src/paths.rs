//! Where things lie.

use std::env;
use std::fs::{self, File};
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

    /// Waits until no other build in this copy of the repository prepares or builds anything. The next one waits until the returned
    /// file is closed.
    pub fn lock(&self) -> Result<File> {
        let file = self.home().join("lock");
        fs::create_dir_all(self.home()).with_context(|| format!("cannot create {}", self.home().display()))?;
        let lock = File::create(&file).with_context(|| format!("cannot write {}", file.display()))?;
        if lock.try_lock().is_err() {
            eprintln!("waiting for another build");
            lock.lock().with_context(|| format!("cannot lock {}", file.display()))?;
        }
        Ok(lock)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_build_at_a_time_holds_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::at(folder.path().to_owned());
        let lock = paths.lock().unwrap();
        let other = File::open(paths.home().join("lock")).unwrap();
        assert!(other.try_lock().is_err());
        drop(lock);
        other.try_lock().unwrap();
    }

    #[test]
    fn the_last_remapping_is_of_the_registries() {
        let flags = remappings(&[(Path::new("/repository"), "/program")]).unwrap();
        assert_eq!(flags[0], "--remap-path-prefix=/repository=/program");
        assert_eq!(flags[1], format!("--remap-path-prefix={}=/cargo", cargo_home().unwrap().display()));
        assert!(flags[2..].iter().all(|flag| flag.contains("/registry/src/") && flag.ends_with("=/cargo")));
    }
}
