//! What an auditor would find without a word.

use anchor_lang_idl::types::{
    Idl, IdlDefinedFields, IdlEnumVariant, IdlInstruction, IdlInstructionAccountItem, IdlTypeDef, IdlTypeDefTy,
};

/// Every instruction, account, type, field and error that has no line of documentation, by name.
///
/// Arguments are described by their types, events and accounts by the types of the same name, variants of an enum by
/// their fields: the format has no other place for them.
pub fn items(idl: &Idl) -> Vec<String> {
    let instructions = idl.instructions.iter().flat_map(of_instruction);
    let types = idl.types.iter().flat_map(of_type);
    let errors = idl.errors.iter().filter(|error| error.msg.as_deref().is_none_or(str::is_empty));
    instructions.chain(types).chain(errors.map(|error| error.name.clone())).collect()
}

fn is_silent(docs: &[String]) -> bool {
    docs.iter().all(|line| line.trim().is_empty())
}

fn of_instruction(instruction: &IdlInstruction) -> Vec<String> {
    let IdlInstruction { name, docs, accounts, .. } = instruction;
    let mut found = Vec::new();
    if is_silent(docs) {
        found.push(name.clone());
    }
    for account in accounts {
        match account {
            IdlInstructionAccountItem::Single(account) if !is_silent(&account.docs) => {}
            IdlInstructionAccountItem::Single(account) => found.push(format!("{name}.{}", account.name)),
            IdlInstructionAccountItem::Composite(group) => found.push(format!("{name}.{} (a group)", group.name)),
        }
    }
    found
}

fn of_type(definition: &IdlTypeDef) -> Vec<String> {
    let IdlTypeDef { name, docs, ty, .. } = definition;
    let mut found = Vec::new();
    if is_silent(docs) {
        found.push(name.clone());
    }
    match ty {
        IdlTypeDefTy::Struct { fields } => found.extend(of_fields(name, fields.as_ref())),
        IdlTypeDefTy::Enum { variants } => {
            for IdlEnumVariant { name: variant, fields } in variants {
                found.extend(of_fields(&format!("{name}::{variant}"), fields.as_ref()));
            }
        }
        _ => {}
    }
    found
}

fn of_fields(owner: &str, fields: Option<&IdlDefinedFields>) -> Vec<String> {
    let Some(IdlDefinedFields::Named(fields)) = fields else { return Vec::new() };
    let silent = fields.iter().filter(|field| is_silent(&field.docs));
    silent.map(|field| format!("{owner}.{}", field.name)).collect()
}
