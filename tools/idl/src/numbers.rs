//! What the variants of an enum mean.
//!
//! The format has no place for the documentation of a variant, and knows nothing of an enum whose number alone is
//! stored. Both are listed where a reader meets them: under the enum, and under the field that holds the number.

use std::sync::LazyLock;

use anchor_lang_idl::types::{Idl, IdlDefinedFields, IdlTypeDefTy};
use anyhow::{Result, bail, ensure};
use regex::Regex;
use syn::{Expr, ExprLit, File, Item, ItemEnum, Lit, Variant, Visibility};

use crate::source;

/// How the documentation of a field says that it holds the number of a variant.
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^Number of an? \[?`(\w+)`\]?").expect("a pattern of this file"));

/// Adds the variants to each enum, and to each field that holds the number of one.
///
/// # Errors
/// When an enum is not among the files, or more than once, or one of its variants has no documentation.
pub fn add(idl: &mut Idl, files: &[File]) -> Result<()> {
    let enums = Enums::of(files);
    for definition in &mut idl.types {
        match &mut definition.ty {
            IdlTypeDefTy::Enum { .. } => append(&mut definition.docs, meanings(enums.named(&definition.name)?)?),
            IdlTypeDefTy::Struct { fields: Some(IdlDefinedFields::Named(fields)) } => {
                for field in fields {
                    let name = field.docs.first().and_then(|line| NUMBER.captures(line)).map(|name| name[1].to_owned());
                    if let Some(name) = name {
                        append(&mut field.docs, numbered(enums.named(&name)?)?);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The public enums of some files: those of tests are none of the reader's.
struct Enums<'a>(Vec<&'a ItemEnum>);

impl<'a> Enums<'a> {
    fn of(files: &'a [File]) -> Self {
        let items = files.iter().flat_map(|file| &file.items);
        let public = items.filter_map(|item| match item {
            Item::Enum(item) if matches!(item.vis, Visibility::Public(_)) => Some(item),
            _ => None,
        });
        Self(public.collect())
    }

    fn named(&self, name: &str) -> Result<&'a ItemEnum> {
        let found: Vec<_> = self.0.iter().filter(|item| item.ident == name).collect();
        match found[..] {
            [item] => Ok(item),
            _ => bail!("{} public enums `{name}`, not one", found.len()),
        }
    }
}

fn append(docs: &mut Vec<String>, lines: Vec<String>) {
    docs.push(String::new());
    docs.extend(lines);
}

fn meanings(item: &ItemEnum) -> Result<Vec<String>> {
    item.variants.iter().map(|variant| Ok(format!("- `{}`: {}", variant.ident, meaning(variant)?))).collect()
}

/// One line per variant. The numbers stand in the source, or count from 0 as in the language.
fn numbered(item: &ItemEnum) -> Result<Vec<String>> {
    let mut next = 0;
    let variants = item.variants.iter().map(|variant| {
        let number: u8 = match &variant.discriminant {
            None => next,
            Some((_, Expr::Lit(ExprLit { lit: Lit::Int(number), .. }))) => number.base10_parse()?,
            Some(_) => bail!("the number of `{}::{}` is not written out", item.ident, variant.ident),
        };
        next = number.saturating_add(1);
        let meaning = meaning(variant)?;
        // A bare link names the variant of another enum, which has its own documentation.
        let says = if meaning.starts_with("[`") { String::new() } else { format!(": {meaning}") };
        Ok(format!("- {number} `{}`{says}", variant.ident))
    });
    variants.collect()
}

/// The first paragraph.
fn meaning(variant: &Variant) -> Result<String> {
    let lines = source::doc_lines(&variant.attrs);
    let lines: Vec<_> = lines.iter().map(String::as_str).take_while(|line| !line.is_empty()).collect();
    ensure!(!lines.is_empty(), "`{}` has no documentation", variant.ident);
    Ok(lines.join(" "))
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
        assert_eq!(numbered(&item()).unwrap(), ["- 0 `Draft`: Being filled.", "- 3 `Active`", "- 4 `Sold`: Over."]);
    }

    #[test]
    fn a_variant_is_listed_with_what_it_means() {
        assert_eq!(meanings(&item()).unwrap()[0], "- `Draft`: Being filled.");
    }

    #[test]
    fn a_field_says_that_it_holds_a_number() {
        let name = |line| NUMBER.captures(line).map(|name| name[1].to_owned());
        assert_eq!(name("Number of an [`ActionKind`].").as_deref(), Some("ActionKind"));
        assert_eq!(name("Number of a `Status`.").as_deref(), Some("Status"));
        assert_eq!(name("Number of the proposal."), None);
    }
    #[test]
    fn an_enum_of_a_test_and_one_of_two_are_not_taken() {
        let file: File = syn::parse_quote! {
            enum Action { Crank }
            pub enum Action { #[doc = "Sells it."] Sell }
            pub enum Twice { A }
            pub enum Twice { A }
        };
        let files = [file];
        let enums = Enums::of(&files);
        assert_eq!(meanings(enums.named("Action").unwrap()).unwrap(), ["- `Sell`: Sells it."]);
        assert!(enums.named("Twice").is_err());
        assert!(enums.named("Other").is_err());
    }

    #[test]
    fn a_variant_without_documentation_is_refused() {
        let silent: ItemEnum = syn::parse_quote! { enum Action { Crank } };
        assert!(meanings(&silent).is_err());
        assert!(numbered(&silent).is_err());
    }
}
