//! The linker that cargo calls: LLVM bitcode in, an SBF shared object out.
//!
//! All bitcode becomes one module, is optimised as a whole, lowered by the plugin, compiled to BPF and relinked as SBF v0. cargo can
//! pass a linker no arguments of its own, so this program is called through a link named [`LINKER_NAME`], and its settings are in
//! the environment.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail, ensure};
use sbpf_linker::{OptimizationConfig, ProgramOptions, SbpfArch, link_program};
use serde::{Deserialize, Serialize};

use crate::child;
use crate::object_file::ObjectFile;

/// The file name under which this program is the linker.
pub const LINKER_NAME: &str = "sbf-link";
/// The variable with the settings, in JSON.
pub const SETTINGS_VARIABLE: &str = "SBF_LINK";
/// A frame of SBF v0 has this many bytes; the next one begins behind it.
pub const FRAME_BYTES: u32 = 4096;

const CPU: [&str; 2] = ["-mcpu=v2", "-mattr=+allows-misaligned-mem-access"];
/// What the loader calls.
const ENTRY_POINT: &str = "entrypoint";
/// How LLVM begins its report of a frame that is too large.
const FRAME_REPORT: &str = "BPF stack limit";

/// What the linker cannot learn from its arguments.
#[derive(Debug, Serialize, Deserialize)]
pub struct Settings {
    /// The file name of the program.
    pub program: String,
    /// The folder of LLVM's tools.
    pub llvm: PathBuf,
    /// The plugin with the lowerings.
    pub plugin: PathBuf,
    /// The level of optimisation of the whole program, as LLVM's pipelines call it (`3`, `s` ...).
    pub opt_level: String,
    /// Whether every function logs its name when it is entered.
    pub trace: bool,
    /// Where to write what went wrong.
    pub report: PathBuf,
}

/// Links: `arguments` are those rustc gives to a linker.
pub fn run(arguments: Vec<OsString>) -> Result<()> {
    let settings = env::var(SETTINGS_VARIABLE).with_context(|| format!("{SETTINGS_VARIABLE} is not set"))?;
    let settings: Settings =
        serde_json::from_str(&settings).with_context(|| format!("{SETTINGS_VARIABLE} is no JSON"))?;
    settings.link(arguments).inspect_err(|error| {
        // Whoever wants the report sees that there is none.
        let _ = fs::write(&settings.report, format!("{error:#}"));
    })
}

/// Where the sizes of the functions of the program in `output` are kept: the program itself has no symbols.
pub fn functions_file(output: &Path) -> PathBuf {
    output.with_extension("functions.json")
}

#[derive(Debug, PartialEq, Eq)]
struct Inputs {
    output: PathBuf,
    files: Vec<PathBuf>,
}

impl Inputs {
    fn parse(arguments: Vec<OsString>) -> Result<Self> {
        let mut output = None;
        let mut files = Vec::new();
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            if argument == "-o" {
                output = arguments.next().map(PathBuf::from);
                continue;
            }
            if argument.to_string_lossy().starts_with('@') {
                bail!("arguments in a file are not understood: {}", argument.display());
            }
            let path = PathBuf::from(argument);
            if path.extension().is_some_and(|extension| extension == "o" || extension == "rlib" || extension == "ll") {
                files.push(path);
            }
        }
        Ok(Self { output: output.context("no output is named: -o is missing")?, files })
    }

    /// The bitcode files among the inputs and inside of them.
    fn bitcode(&self, settings: &Settings, folder: &Path) -> Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for (index, file) in self.files.iter().enumerate() {
            if file.extension().is_some_and(|extension| extension == "rlib") {
                let members = folder.join(index.to_string());
                fs::create_dir(&members)?;
                let mut extract = Command::new(settings.llvm.join("llvm-ar"));
                child::run(extract.arg("x").arg("--output").arg(&members).arg(file))?;
                let mut objects =
                    members.read_dir()?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
                objects.retain(|path| path.extension().is_some_and(|extension| extension == "o"));
                // The order of a folder is chance; that of the functions in the program must not be.
                objects.sort();
                found.append(&mut objects);
            } else {
                found.push(file.clone());
            }
        }
        let mut bitcode = Vec::new();
        for path in found {
            if path.extension().is_some_and(|extension| extension == "ll") || fs::read(&path)?.starts_with(b"BC") {
                bitcode.push(path);
            } else {
                ensure!(
                    !ObjectFile::holds_code(&fs::read(&path)?),
                    "{} is machine code, not LLVM bitcode: a program can only be made from Rust",
                    path.display()
                );
            }
        }
        Ok(bitcode)
    }
}

impl Settings {
    fn link(&self, arguments: Vec<OsString>) -> Result<()> {
        let inputs = Inputs::parse(arguments)?;
        if inputs.output.file_name() != Some(self.program.as_ref()) {
            // Dependencies that are programs themselves are linked too, in vain: nothing uses more of them than their code.
            return fs::write(&inputs.output, "").with_context(|| format!("cannot write {}", inputs.output.display()));
        }
        let folder = tempfile::Builder::new().prefix(LINKER_NAME).tempdir()?;
        let object = self.compile(&inputs.bitcode(self, folder.path())?, folder.path())?;
        let bytes = fs::read(&object)?;
        let description = ObjectFile::parse(&bytes)?;
        description.check()?;
        fs::write(functions_file(&inputs.output), serde_json::to_vec(&description.functions)?)?;
        let options = ProgramOptions::new(OptimizationConfig::default(), SbpfArch::V0, FRAME_BYTES as i32);
        let program = link_program(&bytes, options).map_err(|errors| {
            let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
            anyhow!("the object does not relink as SBF: {}", errors.join("; "))
        })?;
        fs::write(&inputs.output, program).with_context(|| format!("cannot write {}", inputs.output.display()))
    }

    fn compile(&self, bitcode: &[PathBuf], folder: &Path) -> Result<PathBuf> {
        let [whole, lowered, program, object] =
            ["whole.bc", "lowered.bc", "program.bc", "program.o"].map(|name| folder.join(name));
        child::run(Command::new(self.llvm.join("llvm-link")).args(bitcode).arg("-o").arg(&whole))?;

        let keep = format!("-internalize-public-api-list={ENTRY_POINT}");
        let mut optimise = Command::new(self.llvm.join("opt"));
        optimise.arg("-load-pass-plugin").arg(&self.plugin).arg("-mtriple=bpfel").args(CPU).arg(&keep);
        optimise.arg("-passes").arg(self.passes()).arg(&whole).arg("-o").arg(&lowered);
        self.checked(&mut optimise)?;

        // The library functions no lowering needed, and the originals of what was rewritten.
        let mut sweep = Command::new(self.llvm.join("opt"));
        sweep.args(["-passes", "internalize,globaldce"]).arg(&keep).arg(&lowered).arg("-o").arg(&program);
        self.checked(&mut sweep)?;

        let mut generate = Command::new(self.llvm.join("llc"));
        generate
            .args(["-march=bpfel", "-O3", "-filetype=obj", "-disable-mergeicmps", "-bpf-disable-trap-unreachable"])
            .args(CPU);
        generate.arg(format!("-bpf-stack-size={FRAME_BYTES}")).arg(&program).arg("-o").arg(&object);
        self.checked(&mut generate)?;
        Ok(object)
    }

    fn passes(&self) -> String {
        let level = &self.opt_level;
        let trace = if self.trace { "sbf-trace," } else { "" };
        format!(
            "function(lower-atomic),sbf-keep-library-calls,internalize,globaldce,lto<O{level}>,{trace}\
             function(expand-memcmp),globaldce,sbf-legalize"
        )
    }

    /// Runs one of LLVM's tools and says in the program's own terms what it complains about.
    fn checked(&self, command: &mut Command) -> Result<()> {
        let output = child::capture(command)?;
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() {
            // Warnings are about bitcode nobody can do anything about, such as data layouts of inputs.
            return Ok(());
        }
        Err(explain(&said))
    }
}

/// Makes one error of what LLVM reported: frames that are too large, operations that are not supported, or whatever else it is.
fn explain(said: &str) -> anyhow::Error {
    let mut frames = BTreeSet::new();
    let mut others = BTreeSet::new();
    for line in said.lines() {
        let Some((_, report)) = line.split_once("error: ").or_else(|| line.split_once("ERROR: ")) else { continue };
        match report.split_once("in function ") {
            // The mangled name is followed by the function's type.
            Some((_, rest)) if rest.contains(FRAME_REPORT) => {
                frames.insert(demangle(rest.split_whitespace().next().unwrap_or(rest)));
            }
            _ => {
                others.insert(demangle(report));
            }
        }
    }
    let mut messages: Vec<_> = frames
        .iter()
        .map(|function| {
            format!("the frame of `{function}` is larger than {FRAME_BYTES} bytes: put large values on the heap")
        })
        .collect();
    messages.extend(others);
    if messages.is_empty() {
        messages.push(said.trim().to_owned());
    }
    anyhow!("{}", messages.join("\nerror: "))
}

/// Replaces the mangled names in `text` by what the source calls them.
pub fn demangle(text: &str) -> String {
    let mut plain = Vec::new();
    let demangled = rustc_demangle::demangle_stream(&mut text.as_bytes(), &mut plain, false);
    match (demangled, String::from_utf8(plain)) {
        (Ok(()), Ok(plain)) => plain,
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_of_rustc_are_understood() {
        let arguments =
            ["--export=entrypoint", "/t/a.rcgu.o", "-L", "/t", "/t/libb.rlib", "-o", "/t/libp.so", "--cpu", "v2"];
        let inputs = Inputs::parse(arguments.map(OsString::from).to_vec()).unwrap();
        assert_eq!(inputs.output, Path::new("/t/libp.so"));
        assert_eq!(inputs.files, [Path::new("/t/a.rcgu.o"), Path::new("/t/libb.rlib")]);
        assert!(Inputs::parse(vec!["@/t/arguments".into()]).is_err());
        assert!(Inputs::parse(vec!["/t/a.o".into()]).is_err());
    }
    #[test]
    fn each_frame_that_is_too_large_is_named_once() {
        let limit = "Looks like the BPF stack limit is exceeded. Please move large on stack variables";
        let said = format!(
            "error: <unknown>:0:0: in function _ZN1a1b17h0123456789abcdefE i32 (ptr, i64): {limit}\n\
             error: <unknown>:0:0: in function _ZN1a1b17h0123456789abcdefE i32 (ptr, i64): {limit}\n\
             error: <unknown>:0:0: in function entrypoint void (ptr): {limit}\n"
        );
        let expected = "the frame of `a::b` is larger than 4096 bytes: put large values on the heap\n\
                        error: the frame of `entrypoint` is larger than 4096 bytes: put large values on the heap";
        assert_eq!(explain(&said).to_string(), expected);
    }

    #[test]
    fn other_reports_are_passed_on_with_plain_names() {
        let said = "warning: nothing\nerror: in function _ZN1a1b17h0123456789abcdefE: 'udiv' cannot be compiled\n";
        assert_eq!(explain(said).to_string(), "in function a::b: 'udiv' cannot be compiled");
        assert_eq!(explain("opt: no such file\n").to_string(), "opt: no such file");
    }
}
