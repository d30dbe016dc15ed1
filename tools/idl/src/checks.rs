//! How the program makes sure of accounts that it takes without a type.
//!
//! The line `CHECK:` is Anchor's place for it, and stays in the source; an auditor wants it beside the account.

use std::collections::BTreeMap;

use anchor_lang_idl::types::{Idl, IdlInstructionAccountItem};
use anyhow::{Context, Result};
use syn::{Attribute, File, Item, Meta};

use crate::{source, specification::Handler};

const MARK: &str = "CHECK: ";

/// Adds to each account of an instruction what its `CHECK:` says.
///
/// # Errors
/// When the accounts of an instruction are not among the files.
pub fn add(idl: &mut Idl, files: &[File], entries: &BTreeMap<String, Handler>) -> Result<()> {
    let groups = groups(files);
    for instruction in &mut idl.instructions {
        let (owner, _) = entries.get(&instruction.name).with_context(|| format!("no entry `{}`", instruction.name))?;
        let checks = groups.get(owner).with_context(|| format!("no accounts `{owner}`"))?;
        for account in &mut instruction.accounts {
            let IdlInstructionAccountItem::Single(account) = account else { continue };
            if let Some(check) = checks.get(&account.name) {
                account.docs.push(format!("Check: {check}"));
            }
        }
    }
    Ok(())
}

/// The checks of each field of each group of accounts.
fn groups(files: &[File]) -> BTreeMap<String, BTreeMap<String, String>> {
    let items = files.iter().flat_map(|file| &file.items);
    let groups = items.filter_map(|item| match item {
        Item::Struct(group) if derives_accounts(&group.attrs) => Some(group),
        _ => None,
    });
    groups
        .map(|group| {
            let fields =
                group.fields.iter().filter_map(|field| Some((field.ident.as_ref()?.to_string(), check(&field.attrs)?)));
            (group.ident.to_string(), fields.collect())
        })
        .collect()
}

fn derives_accounts(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("derive") && list.tokens.to_string().contains("Accounts"),
        _ => false,
    })
}

fn check(attributes: &[Attribute]) -> Option<String> {
    let lines = source::doc_lines(attributes);
    let mut lines = lines.iter().skip_while(|line| !line.starts_with(MARK)).take_while(|line| !line.is_empty());
    let first = lines.next()?.strip_prefix(MARK)?.to_owned();
    Some(lines.fold(first, |text, line| format!("{text} {line}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_what_follows_its_mark() {
        let file: File = syn::parse_quote! {
            #[derive(Accounts)]
            struct Settle {
                /// The escrow.
                /// CHECK: `auction`
                /// names it.
                escrow: u8,
                /// The program.
                program: u8,
            }
            #[derive(Clone)]
            struct Other {
                /// CHECK: no.
                field: u8,
            }
        };
        let expected = BTreeMap::from([("escrow".to_owned(), "`auction` names it.".to_owned())]);
        assert_eq!(groups(&[file]), BTreeMap::from([("Settle".to_owned(), expected)]));
    }
}
