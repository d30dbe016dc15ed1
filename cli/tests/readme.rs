//! The commands of the README, as its readers run them: one after the other, at the root of the repository.

use {
    mosaic_harness::cargo::of_this_package,
    std::{
        path::Path,
        process::{Command, Stdio},
    },
};

/// What stands in the blocks for the console.
fn blocks(page: &str) -> String {
    let mut script = String::new();
    let mut inside = false;
    for line in page.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            line if inside => {
                script.push_str(line);
                script.push('\n');
            }
            _ => {}
        }
    }
    script
}

#[test]
fn the_commands_of_the_page_do_what_it_says() {
    let script = blocks(include_str!("../README.md"));
    for command in ["vault open", "bid place", "settle", "redeem", "localnet", "demo"] {
        assert!(script.contains(&format!("mosaic {command}")), "no {command} in\n{script}");
    }
    // What the page leaves running ends with it, also after an error.
    let script = format!("set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n{script}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut bash = Command::new("bash");
    bash.args(["-c", &script])
        .current_dir(root)
        .stdin(Stdio::null())
        .env_remove("MOSAIC_URL")
        .env_remove("MOSAIC_KEYPAIR");
    // No reader's shell knows them.
    for name in of_this_package() {
        bash.env_remove(name);
    }
    let output = bash.output().unwrap_or_else(|error| panic!("cannot run bash: {error}"));
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{errors}");
    for told in [
        "can be deposited",
        "Nothing was sent.",
        "VaultActivated",
        "<- above 50 %: reserve",
        "VaultSold",
        "VaultClosed",
    ] {
        assert!(out.contains(told), "{told:?} is missing in\n{out}");
    }
}
