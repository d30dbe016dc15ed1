//! How large a program is, and what that costs.

use std::fmt;
use std::fs;

use anyhow::{Context, Result};
use object::{Object, ObjectSection};

use crate::object_file::Function;
use crate::program::Built;

/// Bytes of metadata in front of the program in its ProgramData account.
const PROGRAM_DATA_HEADER: u64 = 45;
/// Bytes every account is charged for beyond its data.
const ACCOUNT_OVERHEAD: u64 = 128;
/// What makes an account exempt from rent, for each of its bytes: two years at 3,480 lamports.
const LAMPORTS_PER_BYTE: u64 = 6_960;
const LAMPORTS_PER_SOL: u64 = 1_000_000_000;

/// What there is to say about the size of a program.
#[derive(Debug)]
pub struct Report {
    bytes: u64,
    sections: Vec<(String, u64)>,
    functions: Vec<Function>,
}

impl Report {
    /// Measures a program; `functions` is how many of the largest to name.
    pub fn read(built: &Built, functions: usize) -> Result<Self> {
        let bytes = fs::read(&built.file).with_context(|| format!("cannot read {}", built.file.display()))?;
        let file = object::File::parse(&*bytes).with_context(|| format!("{} is no program", built.file.display()))?;
        let sections = file
            .sections()
            .filter_map(|section| Some((section.name().ok()?.to_owned(), section.size())))
            .filter(|(name, _)| !name.is_empty())
            .collect();
        // Solana's own toolchain leaves no such list.
        let mut list: Vec<Function> = match &built.functions {
            Some(file) => serde_json::from_slice(&fs::read(file)?)?,
            None => Vec::new(),
        };
        list.truncate(functions);
        Ok(Self { bytes: bytes.len() as u64, sections, functions: list })
    }
}

/// The lamports that the account of a program of `bytes` bytes has to hold.
fn deployment_rent(bytes: u64) -> u64 {
    (ACCOUNT_OVERHEAD + PROGRAM_DATA_HEADER + bytes) * LAMPORTS_PER_BYTE
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lamports = deployment_rent(self.bytes);
        writeln!(f, "program {:>10} bytes", self.bytes)?;
        writeln!(f, "rent    {:>10}.{:09} SOL", lamports / LAMPORTS_PER_SOL, lamports % LAMPORTS_PER_SOL)?;
        for (name, size) in &self.sections {
            writeln!(f, "{size:>18} {name}")?;
        }
        if !self.functions.is_empty() {
            writeln!(f, "largest functions")?;
        }
        for function in &self.functions {
            writeln!(f, "{:>18} {}", function.bytes, function.name)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rent_is_for_the_program_its_header_and_the_account() {
        assert_eq!(deployment_rent(0), 173 * 6_960);
        assert_eq!(deployment_rent(500_000), 3_481_204_080);
    }

    #[test]
    fn the_report_is_a_table() {
        let report = Report {
            bytes: 500_000,
            sections: vec![(".text".into(), 400_000)],
            functions: vec![Function { name: "program::entry".into(), bytes: 1_200 }],
        };
        let expected = "program     500000 bytes\n\
                        rent             3.481204080 SOL\n            400000 .text\n\
                        largest functions\n              1200 program::entry\n";
        assert_eq!(report.to_string(), expected);
    }
}
