//! What the handlers promise.
//!
//! The entry points have one line each, so that they read as a table of contents; what an instruction checks stands as
//! a list above its handler. Both are for the reader of the IDL.

use std::collections::BTreeMap;

use anchor_lang_idl::types::Idl;
use anyhow::{Context, Result, bail};
use syn::{Attribute, Expr, File, ImplItem, Item, Stmt};

use crate::source;

/// A handler: its type, which is that of the instruction's accounts, and its name.
pub type Handler = (String, String);

/// Adds what each handler's documentation specifies to its instruction.
///
/// # Errors
/// When an instruction has no entry, or its handler no specification.
pub fn add(idl: &mut Idl, files: &[File], entries: &BTreeMap<String, Handler>) -> Result<()> {
    let specifications = specifications(files);
    for instruction in &mut idl.instructions {
        let handler = entries.get(&instruction.name).with_context(|| format!("no entry `{}`", instruction.name))?;
        let lines = specifications.get(handler);
        let lines = lines.with_context(|| format!("no specification of `{}`", instruction.name))?;
        instruction.docs.push(String::new());
        instruction.docs.extend(lines.iter().cloned());
    }
    Ok(())
}

/// Which handler each entry point calls.
///
/// # Errors
/// When one does anything else.
pub fn entries(library: &File) -> Result<BTreeMap<String, Handler>> {
    let program = library.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.attrs.iter().any(|attribute| attribute.path().is_ident("program")) => {
            module.content.as_ref()
        }
        _ => None,
    });
    let (_, items) = program.context("no module of entry points")?;
    let functions = items.iter().filter_map(|item| if let Item::Fn(function) = item { Some(function) } else { None });
    functions
        .map(|function| {
            let name = function.sig.ident.to_string();
            let [Stmt::Expr(Expr::Call(call), None)] = &function.block.stmts[..] else {
                bail!("`{name}` does more than call its handler")
            };
            let Expr::Path(path) = &*call.func else { bail!("`{name}` calls no handler by its name") };
            let segments: Vec<_> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            match <[String; 2]>::try_from(segments) {
                Ok([owner, handler]) => Ok((name, (owner, handler))),
                Err(_) => bail!("`{name}` calls no handler of a type"),
            }
        })
        .collect()
}

/// What stands above each function that has a specification.
fn specifications(files: &[File]) -> BTreeMap<Handler, Vec<String>> {
    let mut found = BTreeMap::new();
    for item in files.iter().flat_map(|file| &file.items) {
        let Item::Impl(block) = item else { continue };
        let syn::Type::Path(path) = &*block.self_ty else { continue };
        let Some(owner) = path.path.segments.last().map(|segment| segment.ident.to_string()) else { continue };
        for item in &block.items {
            let ImplItem::Fn(function) = item else { continue };
            if let Some(lines) = specification(&function.attrs) {
                found.insert((owner.clone(), function.sig.ident.to_string()), lines);
            }
        }
    }
    found
}

/// The list under `Specification:`, one line per point.
fn specification(attributes: &[Attribute]) -> Option<Vec<String>> {
    let lines = source::doc_lines(attributes).into_iter();
    let mut lines = lines.skip_while(|line| line != "Specification:");
    let mut points = vec![lines.next()?];
    for line in lines.take_while(|line| !line.is_empty()) {
        match points.last_mut() {
            Some(last) if !line.starts_with("- ") => *last = format!("{last} {line}"),
            _ => points.push(line),
        }
    }
    Some(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_over_several_lines_is_one_line() {
        let function: syn::ItemFn = syn::parse_quote! {
            /// Sells it.
            ///
            /// Specification:
            /// - The price shall
            ///   be paid
            /// - Once
            ///
            /// More.
            fn handle() {}
        };
        let lines = specification(&function.attrs);
        assert_eq!(lines.unwrap(), ["Specification:", "- The price shall be paid", "- Once"]);
    }

    #[test]
    fn an_entry_that_does_more_than_call_its_handler_is_refused() {
        let library = syn::parse_quote! {
            #[program]
            mod program { fn settle(ctx: u8) { Settle::handle(ctx); Settle::handle(ctx) } }
        };
        assert!(entries(&library).is_err());
    }
}
