//! The seeds of derived addresses.
//!
//! The program searches addresses itself, so Anchor's macros do not see their seeds. They stand in the documentation of
//! the accounts, as ``PDA `["bid", vault, bidder]` ``, where the account is made. Wherever an account of that name is
//! asked for together with what its seeds name, its address follows.

use std::{collections::BTreeMap, iter};

use anchor_lang_idl::types::{
    Idl, IdlDefinedFields, IdlField, IdlInstruction, IdlInstructionAccount, IdlInstructionAccountItem, IdlPda, IdlSeed,
    IdlSeedAccount, IdlSeedArg, IdlSeedConst, IdlType, IdlTypeDef, IdlTypeDefTy,
};

/// What begins the seeds in a line of documentation.
const MARK: &str = ", PDA `[";

/// Adds the seeds to every account whose address follows from other accounts and arguments of its instruction.
///
/// Of an optional account, which a client must be free to leave out, the seeds are added to the documentation.
pub fn add(idl: &mut Idl) {
    let accounts = idl.instructions.iter().flat_map(|instruction| &instruction.accounts).filter_map(single);
    let seeds: BTreeMap<_, _> =
        accounts.filter_map(|account| Some((account.name.clone(), documented(account)?))).collect();
    for instruction in &mut idl.instructions {
        let given = Given::of(instruction, &idl.types);
        for account in &mut instruction.accounts {
            let IdlInstructionAccountItem::Single(account) = account else { continue };
            let Some(seeds) = seeds.get(&account.name) else { continue };
            let pda = given.resolve(seeds);
            if !account.optional {
                account.pda = pda;
            } else if pda.is_some() && !account.docs.iter().any(|line| line.contains(MARK)) {
                account.docs.push(format!("PDA `[{}]`.", seeds.join(", ")));
            }
        }
    }
}

fn single(item: &IdlInstructionAccountItem) -> Option<&IdlInstructionAccount> {
    if let IdlInstructionAccountItem::Single(account) = item { Some(account) } else { None }
}

/// The seeds that the account's documentation names: a quoted text, or the name of an account or argument.
fn documented(account: &IdlInstructionAccount) -> Option<Vec<String>> {
    let docs = account.docs.join(" ");
    let (what, seeds) = docs.split_once(MARK)?;
    // "In one case": the address is another in another case.
    if what.contains(':') {
        return None;
    }
    let (seeds, _) = seeds.split_once("]`")?;
    Some(seeds.split(", ").map(str::to_owned).collect())
}

/// What an instruction is given.
struct Given {
    accounts: Vec<String>,
    /// Path of each argument, and of each field of an argument.
    arguments: BTreeMap<String, String>,
}

impl Given {
    fn of(instruction: &IdlInstruction, types: &[IdlTypeDef]) -> Self {
        let accounts = instruction.accounts.iter().filter_map(single).map(|account| account.name.clone()).collect();
        let arguments = instruction.args.iter().flat_map(|argument| {
            let fields = fields(&argument.ty, types).iter();
            let fields = fields.map(|field| (field.name.clone(), format!("{}.{}", argument.name, field.name)));
            iter::once((argument.name.clone(), argument.name.clone())).chain(fields)
        });
        Self { accounts, arguments: arguments.collect() }
    }

    fn resolve(&self, seeds: &[String]) -> Option<IdlPda> {
        let seeds: Option<Vec<_>> = seeds.iter().map(|seed| self.seed(seed)).collect();
        Some(IdlPda { seeds: seeds?, program: None })
    }

    fn seed(&self, seed: &str) -> Option<IdlSeed> {
        if let Some(text) = seed.strip_prefix('"') {
            return Some(IdlSeed::Const(IdlSeedConst { value: text.trim_end_matches('"').as_bytes().to_vec() }));
        }
        if self.accounts.iter().any(|account| account == seed) {
            return Some(IdlSeed::Account(IdlSeedAccount { path: seed.to_owned(), account: None }));
        }
        Some(IdlSeed::Arg(IdlSeedArg { path: self.arguments.get(seed)?.clone() }))
    }
}

fn fields<'a>(ty: &IdlType, types: &'a [IdlTypeDef]) -> &'a [IdlField] {
    let IdlType::Defined { name, .. } = ty else { return &[] };
    match types.iter().find(|definition| definition.name == *name).map(|definition| &definition.ty) {
        Some(IdlTypeDefTy::Struct { fields: Some(IdlDefinedFields::Named(fields)) }) => fields,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(docs: &str) -> IdlInstructionAccount {
        IdlInstructionAccount {
            name: "bid".to_owned(),
            docs: vec![docs.to_owned()],
            writable: false,
            signer: false,
            optional: false,
            address: None,
            pda: None,
            relations: Vec::new(),
        }
    }

    #[test]
    fn seeds_are_what_stands_in_the_brackets() {
        let seeds = documented(&account("The bid, PDA `[\"bid\", vault, bidder]`; created if there is none."));
        assert_eq!(seeds.unwrap(), ["\"bid\"", "vault", "bidder"]);
        assert_eq!(documented(&account("The bid that leads.")), None);
        assert_eq!(documented(&account("In one case: the bid, PDA `[\"bid\", vault]`.")), None);
    }

    #[test]
    fn an_address_follows_only_where_all_its_seeds_are_given() {
        let given = Given {
            accounts: vec!["vault".to_owned()],
            arguments: BTreeMap::from([("id".to_owned(), "args.id".to_owned())]),
        };
        let seeds = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let found = given.resolve(&seeds(&["\"a\"", "vault", "id"])).unwrap().seeds;
        assert_eq!(found.len(), 3);
        assert!(matches!(&found[2], IdlSeed::Arg(argument) if argument.path == "args.id"));
        assert!(given.resolve(&seeds(&["\"a\"", "bidder"])).is_none());
    }
}
