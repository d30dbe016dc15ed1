//! Whether the same sources give the same bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::child;
use crate::cli::BuildArgs;
use crate::paths::Paths;
use crate::program;

/// Builds a program where it is and anew in a copy of the repository, compares the results, and returns the hash of both.
pub fn run(paths: &Paths, args: &BuildArgs) -> Result<String> {
    let manifest = match &args.manifest_path {
        Some(path) => path.canonicalize().with_context(|| format!("there is no {}", path.display()))?,
        None => paths.default_manifest(),
    };
    let manifest = manifest
        .strip_prefix(&paths.root)
        .with_context(|| format!("{} is outside of the repository", manifest.display()))?;
    let folder = tempfile::Builder::new().prefix("sbf-verify").tempdir()?;
    // A path of another length: what depends on a path in any way has to show. The copy is made before the first build, as the
    // sources may be edited during it.
    let copy = folder.path().canonicalize()?.join("another-folder/below");
    copy_files(&sources(&paths.root)?, &paths.root, &copy)?;
    let here = child::sha256(&fs::read(program::build(paths, args)?.file)?);
    eprintln!("building in {}", copy.display());
    let args = BuildArgs { manifest_path: Some(copy.join(manifest)), ..args.clone() };
    let elsewhere = child::sha256(&fs::read(program::build(&Paths::at(copy.clone()), &args)?.file)?);
    println!("{here}  here\n{elsewhere}  in a copy");
    if here != elsewhere {
        bail!("two builds of the same sources differ");
    }
    Ok(here)
}

/// The files of the repository as it is now: those that git has, and those it would take.
fn sources(root: &Path) -> Result<Vec<PathBuf>> {
    let mut git = Command::new("git");
    git.current_dir(root).args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
    let list = child::read(&mut git).context("cannot list the sources")?;
    let files: Vec<_> = list.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect();
    ensure!(!files.is_empty(), "git knows no file below {}", root.display());
    Ok(files)
}

fn copy_files(files: &[PathBuf], from: &Path, to: &Path) -> Result<()> {
    for file in files {
        let (from, to) = (from.join(file), to.join(file));
        // A file that was deleted and not committed yet is still in git's list.
        if from.is_file() {
            fs::create_dir_all(to.parent().context("a source is in a folder")?)?;
            fs::copy(&from, &to).with_context(|| format!("cannot copy {}", from.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_what_git_has_or_would_take() {
        let folder = tempfile::tempdir().unwrap();
        let git =
            |arguments: &[&str]| child::read(Command::new("git").current_dir(folder.path()).args(arguments)).unwrap();
        git(&["init", "--quiet"]);
        for (name, text) in [(".gitignore", "target/\n"), ("a.rs", ""), ("new.rs", "")] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        fs::create_dir(folder.path().join("target")).unwrap();
        fs::write(folder.path().join("target/made"), "").unwrap();
        git(&["add", "a.rs", ".gitignore"]);
        let mut found = sources(folder.path()).unwrap();
        found.sort();
        assert_eq!(found, [Path::new(".gitignore"), Path::new("a.rs"), Path::new("new.rs")]);
    }
}
