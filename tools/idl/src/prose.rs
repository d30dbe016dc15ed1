//! Documentation as it reads outside the source: a paragraph is a line, and a link of rustdoc is the name it shows.

use std::sync::LazyLock;

use anchor_lang_idl::types::{Idl, IdlDefinedFields, IdlInstructionAccountItem, IdlTypeDef, IdlTypeDefTy};
use regex::{Captures, Regex};

/// Modules of the program, which a reader of the IDL does not know.
const MODULES: [&str; 5] = ["crate", "mosaic", "self", "state", "super"];

static CODE_LINK: LazyLock<Regex> = LazyLock::new(|| expression(r"\[`([^`]+)`\](\([^)]*\)|\[[^\]]*\])?"));
static TEXT_LINK: LazyLock<Regex> = LazyLock::new(|| expression(r"\[([^\[\]`]+)\]\([^)]*\)"));
static POINT: LazyLock<Regex> = LazyLock::new(|| expression(r"^(- |\d+\. |#+ )"));

fn expression(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

/// Makes prose of all documentation.
pub fn tidy(idl: &mut Idl) {
    visit(idl, prose);
}

/// Shows all documentation to `see`, item by item.
pub fn visit(idl: &mut Idl, mut see: impl FnMut(&mut Vec<String>)) {
    see(&mut idl.docs);
    for instruction in &mut idl.instructions {
        see(&mut instruction.docs);
        for account in &mut instruction.accounts {
            if let IdlInstructionAccountItem::Single(account) = account {
                see(&mut account.docs);
            }
        }
    }
    for IdlTypeDef { docs, ty, .. } in &mut idl.types {
        see(docs);
        let fields: Vec<_> = match ty {
            IdlTypeDefTy::Struct { fields } => fields.iter_mut().collect(),
            IdlTypeDefTy::Enum { variants } => {
                variants.iter_mut().filter_map(|variant| variant.fields.as_mut()).collect()
            }
            IdlTypeDefTy::Type { .. } => Vec::new(),
        };
        for fields in fields {
            if let IdlDefinedFields::Named(fields) = fields {
                fields.iter_mut().for_each(|field| see(&mut field.docs));
            }
        }
    }
}

fn prose(docs: &mut Vec<String>) {
    let mut lines: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in docs.iter().map(|line| line.trim()) {
        match lines.last_mut() {
            Some(last) if goes_on && !line.is_empty() && !POINT.is_match(line) => *last = format!("{last} {line}"),
            _ => lines.push(line.to_owned()),
        }
        goes_on = !line.is_empty() && !line.starts_with('#');
    }
    // A link may stand over two lines, so this comes last.
    *docs = lines.iter().map(|line| unlinked(line)).collect();
}

/// The line with the names its links show.
fn unlinked(line: &str) -> String {
    let line = CODE_LINK.replace_all(line, |link: &Captures| format!("`{}`", without_modules(&link[1])));
    TEXT_LINK.replace_all(&line, "$1").into_owned()
}

fn without_modules(path: &str) -> &str {
    match path.split_once("::") {
        Some((module, rest)) if MODULES.contains(&module) => without_modules(rest),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_the_name_it_shows() {
        let cases = [
            ("Number of a [`Status`].", "Number of a `Status`."),
            ("See [`Action::GrantLicense`].", "See `Action::GrantLicense`."),
            ("[`mosaic::create_vault`] makes it.", "`create_vault` makes it."),
            ("Of [`crate::state::Vault`] and [`mosaic_core::reserve`].", "Of `Vault` and `mosaic_core::reserve`."),
            ("The [`vault`](crate::state::Vault), by [the rules](mosaic_core).", "The `vault`, by the rules."),
            ("The bid, PDA `[\"bid\", vault, bidder]`; Q[1].", "The bid, PDA `[\"bid\", vault, bidder]`; Q[1]."),
        ];
        for (linked, plain) in cases {
            assert_eq!(unlinked(linked), plain);
        }
    }

    #[test]
    fn a_paragraph_and_a_point_are_a_line_each() {
        let lines = ["# Title", "One", "two.", "", "Points:", "- first [of", "two](state)", "- second", "1. third"];
        let mut docs = lines.map(str::to_owned).to_vec();
        prose(&mut docs);
        let expected = ["# Title", "One two.", "", "Points:", "- first of two", "- second", "1. third"];
        assert_eq!(docs, expected);
    }
}
