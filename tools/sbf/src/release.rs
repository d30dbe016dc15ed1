//! What a release is, in a file for whoever wants to check one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Serialize;

use crate::child;
use crate::cli::BuildArgs;
use crate::paths::Paths;
use crate::program::{self, Recipe};
use crate::verify;

/// The manifest of a release.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Release {
    /// The commit that was built.
    commit: String,
    /// By what.
    #[serde(flatten)]
    recipe: Recipe,
    /// The bytecode.
    program: Bytecode,
    /// The sha256 of each file that goes with it, by its path in the repository.
    files: Vec<Companion>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Bytecode {
    bytes: usize,
    /// Of the file, as `sha256sum` and `cargo sbf verify` print it.
    file_sha256: String,
    /// Without the zeros at its end: of what is on chain, as `solana-verify` and `migrations/deploy.ts` count it.
    chain_sha256: String,
}

impl Bytecode {
    fn of(bytes: &[u8]) -> Self {
        let used = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last.saturating_add(1));
        let chain_sha256 = child::sha256(bytes.get(..used).unwrap_or_default());
        Self { bytes: bytes.len(), file_sha256: child::sha256(bytes), chain_sha256 }
    }
}

#[derive(Debug, Serialize)]
struct Companion {
    path: String,
    sha256: String,
}

/// Builds the committed sources here and in a copy, and writes what came of it. Returns the file.
pub fn run(paths: &Paths, args: &BuildArgs) -> Result<PathBuf> {
    let commit = committed(&paths.root)?;
    let file = program::build(paths, args)?.file;
    let program = Bytecode::of(&fs::read(&file)?);
    ensure!(program.file_sha256 == verify::run(paths, args)?, "{} changed meanwhile", file.display());
    ensure!(committed(&paths.root)? == commit, "the sources were changed meanwhile");
    let name = file.file_stem().context("a program has a name")?.to_string_lossy();
    let files = ["Cargo.lock".to_owned(), format!("idl/{name}.json")];
    let files = files.into_iter().filter(|path| paths.root.join(path).is_file());
    let files = files.map(|path| Ok(Companion { sha256: child::sha256(&fs::read(paths.root.join(&path))?), path }));
    let release =
        Release { commit, recipe: program::recipe(paths, args)?, program, files: files.collect::<Result<_>>()? };
    let written = paths.deploy().join("release.json");
    fs::write(&written, serde_json::to_string_pretty(&release)? + "\n")?;
    Ok(written)
}

/// The commit of the sources, if there is nothing beside it.
fn committed(root: &Path) -> Result<String> {
    let git = |arguments: &[&str]| child::read(Command::new("git").current_dir(root).args(arguments));
    let changes = git(&["status", "--porcelain"])?;
    ensure!(
        changes.is_empty(),
        "a release is of a commit, and these files are not as committed:\n{}",
        changes.trim_end()
    );
    Ok(git(&["rev-parse", "HEAD"])?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_at_the_end_are_not_on_chain() {
        let found = Bytecode::of(b"\0a\0b\0\0");
        assert_eq!((found.bytes, &found.file_sha256), (6, &child::sha256(b"\0a\0b\0\0")));
        assert_eq!(found.chain_sha256, child::sha256(b"\0a\0b"));
        assert_eq!(Bytecode::of(b"ab").chain_sha256, Bytecode::of(b"ab").file_sha256);
        assert_eq!(Bytecode::of(b"\0\0").chain_sha256, child::sha256(b""));
    }
}
