//! The source that the IDL is completed from.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use syn::{Attribute, Expr, File, Lit, Meta};
use walkdir::WalkDir;

/// A file of Rust.
///
/// # Errors
/// When it cannot be read, or is none.
pub fn parse(path: &Path) -> Result<File> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    syn::parse_file(&text).with_context(|| path.display().to_string())
}

/// Every file of Rust in a folder and below, by name.
///
/// # Errors
/// As [`parse`].
pub fn parse_all(folder: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.path().extension().is_some_and(|extension| extension == "rs") {
            files.push(parse(entry.path())?);
        }
    }
    Ok(files)
}

/// The lines of documentation among attributes, without the spaces around them.
pub fn doc_lines(attributes: &[Attribute]) -> Vec<String> {
    attributes.iter().filter_map(doc_line).collect()
}

fn doc_line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(literal) = &pair.value else { return None };
    match &literal.lit {
        Lit::Str(text) if pair.path.is_ident("doc") => Some(text.value().trim().to_owned()),
        _ => None,
    }
}
