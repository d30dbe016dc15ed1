//! Running other programs.

use std::env;
use std::ffi::OsStr;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

/// Cargo's own settings that a build may inherit: where it downloads from, how, and what it prints.
const INHERITED: [&str; 7] =
    ["CARGO_HOME", "CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTRY_", "CARGO_REGISTRIES_", "CARGO_SOURCE_", "CARGO_TERM_"];

/// What rustup, and users, tell rustc; and where cargo's children look for its own libraries.
const REMOVED: [&str; 6] = ["RUSTC", "RUSTDOC", "RUSTFLAGS", "RUSTUP_TOOLCHAIN", "RUST_TARGET_PATH", "LD_LIBRARY_PATH"];

/// A command for a compiler that is not of the toolchain this tool runs in: Debian's, or Solana's.
///
/// This tool is itself started by cargo, mostly by rustup's: what those tell their children about themselves (toolchain, library
/// path, package, target folder, flags) must not reach another cargo.
pub fn upstream(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        let of_cargo = text.starts_with("CARGO") && !INHERITED.iter().any(|prefix| text.starts_with(prefix));
        let of_rust = REMOVED.iter().any(|prefix| text.starts_with(prefix));
        if of_cargo || of_rust {
            command.env_remove(&name);
        }
    }
    command
}

/// A command for the cargo that started this tool: the user's own, with the toolchain the user chose.
pub fn own_cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let about_this_package = name.to_str().is_some_and(|text| {
            ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"]
                .iter()
                .any(|prefix| text.starts_with(prefix))
        });
        if about_this_package {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a command whose output the user sees.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", name(command));
    }
    Ok(())
}

/// Runs a command and returns what it printed, whether it succeeded or not.
pub fn capture(command: &mut Command) -> Result<Output> {
    command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", name(command)))
}

/// Runs a command and returns what it printed on its standard output.
pub fn read(command: &mut Command) -> Result<String> {
    let output = capture(command)?;
    if !output.status.success() {
        bail!("{} failed ({}): {}", name(command), output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} printed no text", name(command)))
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// A content hash over `parts`, in hexadecimal. Stamps of prepared files are such hashes.
pub fn hash<Part: AsRef<[u8]>>(parts: impl IntoIterator<Item = Part>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        let part = part.as_ref();
        // With the lengths, no two lists of parts are the same bytes.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

/// The SHA-256 of a file's content, as `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_split_into_parts_changes_a_stamp() {
        assert_ne!(hash(["ab", "c"]), hash(["a", "bc"]));
        assert_eq!(hash(["ab", "c"]), hash(["ab", "c"]));
    }

    #[test]
    fn file_hashes_are_plain_sha256() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn an_upstream_command_forgets_the_cargo_that_started_it() {
        // cargo test sets this one for every test.
        assert!(env::var_os("CARGO_MANIFEST_DIR").is_some());
        let command = upstream("true");
        let removed = command.get_envs().any(|(name, value)| name == "CARGO_MANIFEST_DIR" && value.is_none());
        assert!(removed);
        assert!(!command.get_envs().any(|(name, _)| name == "CARGO_HOME"));
    }

    #[test]
    fn a_failure_names_the_program_and_what_it_said() {
        let error = read(Command::new("sh").args(["-c", "echo no such thing >&2; exit 3"])).unwrap_err();
        assert_eq!(error.to_string(), "sh failed (exit status: 3): no such thing");
    }
}
