//! The checkout this command was built in, and what cargo builds there.

use {
    super::error::LocalnetError,
    mosaic_harness::cargo::of_this_package,
    std::{
        env,
        path::{Path, PathBuf},
        process::Stdio,
    },
    tokio::process::Command,
};

/// The root of the checkout, if it is still there.
pub fn root() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    root.join("localnet/Cargo.toml").is_file().then(|| root.to_path_buf())
}

/// Runs cargo at the root. What it says about its progress goes where our own errors go.
///
/// # Errors
/// [`LocalnetError::Build`]
pub async fn cargo(root: &Path, arguments: &[&str]) -> Result<(), LocalnetError> {
    let command = format!("cargo {}", arguments.join(" "));
    // Cargo names itself to what it runs.
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut child = Command::new(cargo);
    for name in of_this_package() {
        child.env_remove(name);
    }
    child.args(arguments).current_dir(root).stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true);
    match child.status().await {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(LocalnetError::Build { command, reason: status.to_string() }),
        Err(error) => Err(LocalnetError::Build { command, reason: error.to_string() }),
    }
}
