//! What the variants of an enum mean.
//!
//! The format has no place for the documentation of a variant, and knows nothing of an enum whose number alone is
//! stored. Both are listed where a reader meets them: under the enum, and under the field that holds the number.

use std::{collections::BTreeMap, sync::LazyLock};

use anchor_lang_idl::types::{Idl, IdlDefinedFields, IdlTypeDefTy};
use anyhow::{Context, Result};
use regex::Regex;
use syn::{File, Item, ItemEnum};

use crate::source;

/// How the documentation of a field says that it holds the number of a variant.
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^Number of an? \[?`(\w+)`\]?").expect("a pattern of this file"));

/// Adds the variants to each enum, and to each field that holds the number of one.
///
/// # Errors
/// When an enum is not among the files.
pub fn add(idl: &mut Idl, files: &[File]) -> Result<()> {
    let enums: BTreeMap<String, &ItemEnum> = files
        .iter()
        .flat_map(|file| &file.items)
        .filter_map(|item| if let Item::Enum(item) = item { Some((item.ident.to_string(), item)) } else { None })
        .collect();
    let named = |name: &str| enums.get(name).with_context(|| format!("no enum `{name}`"));
    for definition in &mut idl.types {
        match &mut definition.ty {
            IdlTypeDefTy::Enum { .. } => append(&mut definition.docs, meanings(named(&definition.name)?)),
            IdlTypeDefTy::Struct { fields: Some(IdlDefinedFields::Named(fields)) } => {
                for field in fields {
                    let name = field.docs.first().and_then(|line| NUMBER.captures(line)).map(|name| name[1].to_owned());
                    if let Some(name) = name {
                        append(&mut field.docs, numbered(named(&name)?));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn append(docs: &mut Vec<String>, lines: Vec<String>) {
    docs.push(String::new());
    docs.extend(lines);
}

fn meanings(item: &ItemEnum) -> Vec<String> {
    let variants = item.variants.iter();
    variants.map(|variant| format!("- `{}`: {}", variant.ident, meaning(&source::doc_lines(&variant.attrs)))).collect()
}

/// One line per variant. The numbers stand in the source, or count from 0 as in the language.
fn numbered(item: &ItemEnum) -> Vec<String> {
    let mut next = 0;
    let variants = item.variants.iter().map(|variant| {
        let number = match &variant.discriminant {
            Some((_, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(number), .. }))) => {
                number.base10_parse().unwrap_or(next)
            }
            _ => next,
        };
        next = number + 1;
        let meaning = meaning(&source::doc_lines(&variant.attrs));
        // A bare link names the variant of another enum, which has its own documentation.
        let says = if meaning.starts_with("[`") { String::new() } else { format!(": {meaning}") };
        format!("- {number} `{}`{says}", variant.ident)
    });
    variants.collect()
}

/// The first paragraph.
fn meaning(lines: &[String]) -> String {
    let lines: Vec<_> = lines.iter().map(String::as_str).take_while(|line| !line.is_empty()).collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item() -> ItemEnum {
        syn::parse_quote! {
            enum Status {
                /// Being
                /// filled.
                ///
                /// More.
                Draft,
                /// [`Action::Sell`]
                Active = 3,
                /// Over.
                Sold,
            }
        }
    }

    #[test]
    fn a_number_is_listed_with_its_variant_and_what_it_means() {
        assert_eq!(numbered(&item()), ["- 0 `Draft`: Being filled.", "- 3 `Active`", "- 4 `Sold`: Over."]);
    }

    #[test]
    fn a_variant_is_listed_with_what_it_means() {
        assert_eq!(meanings(&item())[0], "- `Draft`: Being filled.");
    }

    #[test]
    fn a_field_says_that_it_holds_a_number() {
        let name = |line| NUMBER.captures(line).map(|name| name[1].to_owned());
        assert_eq!(name("Number of an [`ActionKind`].").as_deref(), Some("ActionKind"));
        assert_eq!(name("Number of a `Status`.").as_deref(), Some("Status"));
        assert_eq!(name("Number of the proposal."), None);
    }
}
