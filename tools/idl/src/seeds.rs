//! What `seeds.rs` of the program derives, compared with what the documentation says.

use std::collections::{BTreeMap, BTreeSet};

use anchor_lang_idl::types::Idl;
use anyhow::{Result, ensure};
use syn::{Expr, ExprCall, File, Item, Stmt};

use crate::prose;

/// What begins the seeds of an address in the documentation.
const MARK: &str = "PDA `[";

/// Compares the seeds that the documentation names with those of the program.
///
/// # Errors
/// When one names seeds that the other does not know.
pub fn compare(idl: &Idl, seeds: &File) -> Result<()> {
    let (program, documented) = (derived(seeds), documented(idl));
    let unknown: Vec<_> = documented.difference(&program).cloned().collect();
    ensure!(unknown.is_empty(), "documented, but derived nowhere: {}", unknown.join("; "));
    let silent: Vec<_> = program.difference(&documented).cloned().collect();
    ensure!(silent.is_empty(), "derived, but documented nowhere: {}", silent.join("; "));
    Ok(())
}

/// The seeds of every address of the program, as documentation writes them.
fn derived(file: &File) -> BTreeSet<String> {
    let prefixes: BTreeMap<String, String> = file
        .items
        .iter()
        .filter_map(
            |item| if let Item::Const(item) = item { Some((item.ident.to_string(), text(&item.expr)?)) } else { None },
        )
        .collect();
    let functions = file.items.iter().filter_map(|item| if let Item::Fn(item) = item { Some(item) } else { None });
    functions
        .filter_map(|function| match &function.block.stmts[..] {
            [Stmt::Expr(Expr::Call(call), None)] => of_call(call, &prefixes),
            _ => None,
        })
        .collect()
}

fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(syn::ExprLit { lit: syn::Lit::ByteStr(bytes), .. }) => String::from_utf8(bytes.value()).ok(),
        _ => None,
    }
}

/// The seeds of `find(&[PREFIX, key.as_ref(), &number.to_le_bytes()])`.
fn of_call(call: &ExprCall, prefixes: &BTreeMap<String, String>) -> Option<String> {
    let ("find", [Expr::Reference(list)]) =
        (name(&call.func)?.as_str(), &Vec::from_iter(call.args.iter().cloned())[..])
    else {
        return None;
    };
    let Expr::Array(list) = &*list.expr else { return None };
    let seeds: Option<Vec<_>> = list.elems.iter().map(|seed| name_of_seed(seed, prefixes)).collect();
    Some(seeds?.join(", "))
}

fn name_of_seed(seed: &Expr, prefixes: &BTreeMap<String, String>) -> Option<String> {
    match seed {
        Expr::Reference(seed) => name_of_seed(&seed.expr, prefixes),
        Expr::MethodCall(call) => name(&call.receiver),
        _ => prefixes.get(&name(seed)?).map(|prefix| format!("\"{prefix}\"")),
    }
}

fn name(expression: &Expr) -> Option<String> {
    if let Expr::Path(path) = expression { path.path.get_ident().map(ToString::to_string) } else { None }
}

/// The seeds that any line of documentation names.
fn documented(idl: &Idl) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    prose::visit(&mut idl.clone(), |docs| {
        let text = docs.join(" ");
        found.extend(text.split(MARK).skip(1).filter_map(|rest| Some(rest.split_once("]`")?.0.to_owned())));
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use anchor_lang_idl::types::{IdlInstructionAccountItem, IdlPda, IdlSeed};

    use crate::{committed, program, source};

    fn seeds() -> File {
        source::parse(&program().unwrap().join("src/seeds.rs")).unwrap()
    }

    fn prefix(seeds: &str) -> String {
        seeds.split('"').nth(1).unwrap().to_owned()
    }

    #[test]
    fn seeds_are_read_as_documentation_writes_them() {
        let seeds = derived(&seeds());
        assert!(seeds.contains("\"vault\", creator, id"));
        assert!(seeds.contains("\"vote\", proposal, holder"));
        assert_eq!(seeds.len(), 20);
    }

    #[test]
    fn the_committed_idl_names_the_seeds_of_the_program() {
        compare(&committed(), &seeds()).unwrap();
    }

    #[test]
    fn seeds_that_only_one_side_knows_are_refused() {
        let mut idl = committed();
        let IdlInstructionAccountItem::Single(account) = &mut idl.instructions[0].accounts[0] else {
            panic!("a group")
        };
        account.docs = vec!["It, PDA `[\"other\", vault]`.".to_owned()];
        let said = compare(&idl, &seeds()).unwrap_err().to_string();
        assert_eq!(said, "documented, but derived nowhere: \"other\", vault");

        let more: File = syn::parse_quote! {
            const OTHER: &[u8] = b"other";
            fn other(vault: &Pubkey) -> (Pubkey, u8) { find(&[OTHER, vault.as_ref()]) }
        };
        let mut both = seeds();
        both.items.extend(more.items);
        let said = compare(&committed(), &both).unwrap_err().to_string();
        assert_eq!(said, "derived, but documented nowhere: \"other\", vault");
    }

    /// The rest depend on a number that is stored, or on whose stake it is.
    #[test]
    fn clients_derive_every_address_that_follows_from_the_accounts_of_an_instruction() {
        let idl = committed();
        let accounts = idl.instructions.iter().flat_map(|instruction| &instruction.accounts);
        let known: BTreeSet<_> = accounts
            .filter_map(|account| match account {
                IdlInstructionAccountItem::Single(account) => account.pda.as_ref(),
                IdlInstructionAccountItem::Composite(_) => None,
            })
            .filter_map(|IdlPda { seeds, .. }| match seeds.first() {
                Some(IdlSeed::Const(prefix)) => String::from_utf8(prefix.value.clone()).ok(),
                _ => None,
            })
            .collect();
        let all: BTreeSet<_> = derived(&seeds()).iter().map(|seeds| prefix(seeds)).collect();
        let rest: Vec<_> = all.difference(&known).collect();
        assert_eq!(rest, ["license", "offering", "proposal", "vote"]);
        assert!(known.is_subset(&all));
    }
}
