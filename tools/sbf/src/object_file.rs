//! What an SBF program may not have, seen in the BPF object it is relinked from.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use object::{Object, ObjectSection, ObjectSymbol, SectionFlags, SymbolKind, elf};
use serde::{Deserialize, Serialize};

use crate::link::demangle;

/// A function and how large it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// As the source calls it.
    pub name: String,
    /// In bytes; an instruction has eight.
    pub bytes: u64,
}

/// A BPF object, before it becomes a program.
#[derive(Debug)]
pub struct ObjectFile {
    /// All functions, the largest first.
    pub functions: Vec<Function>,
    undefined: BTreeSet<String>,
    writable: BTreeSet<String>,
}

impl ObjectFile {
    /// Reads an object.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let file = object::File::parse(bytes).context("the compiled program is no object file")?;
        let mut functions = Vec::new();
        let mut undefined = BTreeSet::new();
        let mut writable = BTreeSet::new();
        for symbol in file.symbols() {
            let Ok(name) = symbol.name() else { continue };
            if symbol.is_undefined() {
                if !name.is_empty() {
                    undefined.insert(name.to_owned());
                }
            } else if symbol.kind() == SymbolKind::Text && symbol.size() > 0 {
                functions.push(Function { name: demangle(name), bytes: symbol.size() });
            } else if symbol.kind() == SymbolKind::Data && in_writable_section(&file, &symbol) {
                writable.insert(demangle(name));
            }
        }
        functions.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
        Ok(Self { functions, undefined, writable })
    }

    /// Refuses what the loader, or the first call of it on chain, would refuse with less to say.
    pub fn check(&self) -> Result<()> {
        let unknown: Vec<_> =
            self.undefined.iter().filter(|name| !is_syscall(name)).map(|name| demangle(name)).collect();
        if !unknown.is_empty() {
            bail!("the program calls functions that neither it nor the runtime has: {}", unknown.join(", "));
        }
        if !self.writable.is_empty() {
            let names: Vec<_> = self.writable.iter().map(String::as_str).collect();
            bail!("a program can have no static that is written to, but this one has: {}", names.join(", "));
        }
        Ok(())
    }

    /// Whether `bytes` is an object file with machine code in it.
    pub fn holds_code(bytes: &[u8]) -> bool {
        object::File::parse(bytes).is_ok_and(|file| {
            file.symbols()
                .any(|symbol| symbol.is_definition() && symbol.kind() == SymbolKind::Text && symbol.size() > 0)
        })
    }
}

fn in_writable_section<'data>(file: &object::File<'data>, symbol: &impl ObjectSymbol<'data>) -> bool {
    let Some(section) = symbol.section_index().and_then(|index| file.section_by_index(index).ok()) else {
        return false;
    };
    // Constants with addresses in them are writable only until the loader has put the addresses in.
    let constant = section.name().is_ok_and(|name| name.starts_with(".data.rel.ro"));
    matches!(section.flags(), SectionFlags::Elf { sh_flags, .. } if sh_flags.contains(elf::SHF_WRITE)) && !constant
}

/// The runtime's functions all have the prefix, but for the one that the C library has as well.
fn is_syscall(name: &str) -> bool {
    name.starts_with("sol_") || name == "abort"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(undefined: &[&str], writable: &[&str]) -> ObjectFile {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        ObjectFile { functions: Vec::new(), undefined: set(undefined), writable: set(writable) }
    }

    #[test]
    fn syscalls_are_defined_by_the_runtime() {
        with(&["sol_log_", "sol_invoke_signed_rust", "abort"], &[]).check().unwrap();
    }

    #[test]
    fn other_functions_are_named() {
        let error = with(&["sol_log_", "malloc", "_ZN4main5outer17h0123456789abcdefE"], &[]).check().unwrap_err();
        let expected = "the program calls functions that neither it nor the runtime has: main::outer, malloc";
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn writable_statics_are_named() {
        let error = with(&[], &["crate::COUNTER"]).check().unwrap_err();
        assert!(error.to_string().ends_with("this one has: crate::COUNTER"));
    }
}
