//! Where Solana's `cargo build-sbf` is installed it is used, unless the user says otherwise: tested with a stand-in for it.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// Writes down its arguments, and its environment as far as a build may depend on it, and makes a program.
const STAND_IN: &str = r#"#!/bin/sh
mkdir -p target/deploy
echo "$@" > called
echo "toolchain ${RUSTUP_TOOLCHAIN-none}, flags ${RUSTFLAGS-none}" >> called
echo "a program" > target/deploy/sample_program.so
"#;
/// The same with a path of the machine in the program.
const LEAKING_STAND_IN: &str = r#"#!/bin/sh
mkdir -p target/deploy
echo "$PWD/programs/mosaic/src/lib.rs" > target/deploy/sample_program.so
"#;

/// Makes a program that ends with a zero where it is told to, and says its version.
const RELEASING_STAND_IN: &str = r#"#!/bin/sh
if [ "$1" = --version ]; then echo "solana-cargo-build-sbf 3.0.0"; echo "rustc 1.89.0"; exit; fi
mkdir -p "$4"
printf 'a program\0' > "$4/sample_program.so"
"#;
/// The same with another program at each call.
const CHANGEABLE_STAND_IN: &str = r#"#!/bin/sh
mkdir -p "$4"
echo "$4" | wc -c > "$4/sample_program.so"
"#;

/// A repository with one program, and a folder for `PATH`.
struct Repository {
    folder: TempDir,
}

impl Repository {
    fn new(solana_tool: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, text).unwrap();
            file
        };
        let manifest = "[package]\nname = \"sample-program\"\nedition = \"2024\"\n\
                        [lib]\ncrate-type = [\"cdylib\"]\n[features]\nno-log-ix-name = []\n[workspace]\n";
        write("programs/mosaic/Cargo.toml", manifest);
        write("programs/mosaic/src/lib.rs", "");
        write("tools/sbf/Cargo.toml", "");
        write("bin/empty", "");
        if let Some(script) = solana_tool {
            let tool = write("bin/cargo-build-sbf", script);
            fs::set_permissions(tool, fs::Permissions::from_mode(0o755)).unwrap();
        }
        Self { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    fn sbf(&self, arguments: &[&str]) -> Output {
        let bin = self.root().join("bin");
        Command::new(env!("CARGO_BIN_EXE_mosaic-sbf"))
            .args(arguments)
            .current_dir(self.root())
            .env("CARGO_MANIFEST_DIR", self.root().join("tools/sbf"))
            .env("PATH", format!("{}:/usr/bin:/bin", bin.display()))
            .env("RUSTUP_TOOLCHAIN", std::env::var_os("RUSTUP_TOOLCHAIN").unwrap_or_default())
            .env("RUSTFLAGS", "--cfg of_the_caller")
            .output()
            .unwrap()
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn solanas_tool_is_used_where_it_is_installed() {
    let repository = Repository::new(Some(STAND_IN));
    let output = repository.sbf(&["build", "--jobs", "1"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let program = repository.root().join("target/deploy/sample_program.so");
    assert_eq!(Path::new(text(&output.stdout).trim()), program);
    let root = repository.root();
    let expected = format!(
        "--manifest-path {0}/programs/mosaic/Cargo.toml --sbf-out-dir {0}/target/deploy --features no-log-ix-name --jobs 1 -- --locked\n\
         toolchain none, flags none\n",
        root.display()
    );
    assert_eq!(fs::read_to_string(root.join("called")).unwrap(), expected);
    assert_eq!(fs::read_to_string(program).unwrap(), "a program\n");
}

#[test]
fn a_program_with_a_machine_path_in_it_is_refused() {
    let repository = Repository::new(Some(LEAKING_STAND_IN));
    let output = repository.sbf(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    let expected = format!("has the path {}/ in it", repository.root().display());
    assert!(text(&output.stderr).contains(&expected), "{}", text(&output.stderr));
}

#[test]
fn asking_for_solanas_tool_where_there_is_none_is_a_matter_of_setup() {
    let output = Repository::new(None).sbf(&["build", "--toolchain", "solana"]);
    assert_eq!(output.status.code(), Some(2));
    let expected = "error: cargo-build-sbf is not on PATH: install Solana's tools, or use --toolchain upstream\n";
    assert_eq!(text(&output.stderr), expected);
}

#[test]
fn what_only_the_lowerings_can_do_is_refused_with_solanas_tool() {
    let output = Repository::new(Some(STAND_IN)).sbf(&["build", "--trace"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("--trace is a lowering: it needs --toolchain upstream"));
}

/// Commits everything but the stand-in and what is made.
fn commit(repository: &Repository) -> String {
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com"];
        let output = Command::new("git").current_dir(repository.root()).args(who).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout).trim().to_owned()
    };
    fs::write(repository.root().join(".gitignore"), "target/\nbin/\n").unwrap();
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "A program"]);
    git(&["rev-parse", "HEAD"])
}

#[test]
fn a_release_says_what_was_built_of_which_commit_by_what() {
    let repository = Repository::new(Some(RELEASING_STAND_IN));
    fs::create_dir(repository.root().join("idl")).unwrap();
    fs::write(repository.root().join("idl/sample_program.json"), "{}").unwrap();
    let commit = commit(&repository);
    let output = repository.sbf(&["release"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let file = repository.root().join("target/deploy/release.json");
    assert_eq!(text(&output.stdout).lines().last(), file.to_str());
    let release: serde_json::Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let sha256 = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let expected = serde_json::json!({
        "commit": commit,
        "toolchain": "solana-cargo-build-sbf 3.0.0, rustc 1.89.0",
        "features": ["no-log-ix-name"],
        "optLevel": "3",
        "version": "0.0.0",
        "program": { "bytes": 10, "fileSha256": sha256(b"a program\0"), "chainSha256": sha256(b"a program") },
        "files": [{ "path": "idl/sample_program.json", "sha256": sha256(b"{}") }],
    });
    assert_eq!(release, expected);
}

#[test]
fn what_is_not_committed_is_not_released() {
    let repository = Repository::new(Some(RELEASING_STAND_IN));
    commit(&repository);
    fs::write(repository.root().join("programs/mosaic/src/lib.rs"), "mod changed {}").unwrap();
    let output = repository.sbf(&["release"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("not as committed:\n M programs/mosaic/src/lib.rs"),
        "{}",
        text(&output.stderr)
    );
    assert!(!repository.root().join("target/deploy/release.json").exists());
}

#[test]
fn what_differs_from_build_to_build_is_not_released() {
    let repository = Repository::new(Some(CHANGEABLE_STAND_IN));
    commit(&repository);
    let output = repository.sbf(&["release"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("two builds of the same sources differ"), "{}", text(&output.stderr));
    assert!(!repository.root().join("target/deploy/release.json").exists());
}
