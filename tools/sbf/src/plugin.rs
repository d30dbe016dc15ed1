//! The LLVM plugin with the lowerings, compiled from `pass/`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::child;
use crate::paths::Paths;
use crate::toolchain::Upstream;

/// The plugin's sources, with their names.
const SOURCES: [(&str, &str); 7] = [
    ("lowerings.h", include_str!("../pass/lowerings.h")),
    ("calls.cpp", include_str!("../pass/calls.cpp")),
    ("floats.cpp", include_str!("../pass/floats.cpp")),
    ("integers.cpp", include_str!("../pass/integers.cpp")),
    ("memory.cpp", include_str!("../pass/memory.cpp")),
    ("plugin.cpp", include_str!("../pass/plugin.cpp")),
    ("support.cpp", include_str!("../pass/support.cpp")),
];

/// A compiled plugin.
#[derive(Debug)]
pub struct Plugin {
    /// The shared object that `opt` loads.
    pub file: PathBuf,
    /// The hash of what it was made from.
    pub stamp: String,
}

/// Compiles the plugin, unless it is there already.
pub fn prepare(paths: &Paths, tools: &Upstream) -> Result<Plugin> {
    let flags = child::read(child::upstream(tools.llvm.join("llvm-config")).args(["--version", "--cxxflags"]))?;
    let mut parts = vec![flags.as_str()];
    parts.extend(SOURCES.iter().flat_map(|(name, text)| [*name, *text]));
    let stamp = child::hash(parts);

    let folder = paths.home().join("plugin");
    let file = folder.join(format!("sbf-{}.so", &stamp[..16]));
    if file.exists() {
        return Ok(Plugin { file, stamp });
    }
    eprintln!("compiling the LLVM plugin");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for (name, text) in SOURCES {
        fs::write(folder.join(name), text)?;
    }
    let unfinished = folder.join("unfinished.so");
    let mut clang = child::upstream(&tools.clang);
    clang.current_dir(&folder).args(["-shared", "-fPIC", "-O1"]);
    clang.args(flags.lines().skip(1).flat_map(str::split_whitespace));
    clang.args(SOURCES.iter().map(|(name, _)| *name).filter(|name| name.ends_with(".cpp")));
    child::run(clang.arg("-o").arg(&unfinished))?;
    fs::rename(&unfinished, &file)?;
    Ok(Plugin { file, stamp })
}
