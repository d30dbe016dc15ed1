//! What the IDL says of the accounts of an instruction.

use {
    super::row::{Kind, Row},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::PROGRAM_ID,
    serde::Deserialize,
    serde_json::Value,
    std::sync::LazyLock,
};

#[derive(Deserialize)]
struct Idl {
    instructions: Vec<Entry>,
    accounts: Vec<Type>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    accounts: Vec<AccountSpec>,
}

#[derive(Deserialize)]
struct Type {
    name: String,
    discriminator: [u8; 8],
}

/// One account of an instruction.
#[derive(Deserialize)]
pub struct AccountSpec {
    pub name: String,
    #[serde(default)]
    pub writable: bool,
    #[serde(default)]
    pub signer: bool,
    #[serde(default)]
    pub optional: bool,
    /// The one address it has.
    address: Option<String>,
    /// The seeds of its address.
    pda: Option<Value>,
}

static IDL: LazyLock<Idl> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../../idl/mosaic.json")).expect("an IDL"));

/// The names of all instructions.
pub fn instructions() -> impl Iterator<Item = &'static str> {
    IDL.instructions.iter().map(|entry| entry.name.as_str())
}

/// The accounts of an instruction, in order.
///
/// # Panics
/// If there is none of that name.
pub fn accounts(name: &str) -> &'static [AccountSpec] {
    let entry = IDL.instructions.iter().find(|entry| entry.name == name);
    &entry.unwrap_or_else(|| panic!("{name} is no instruction")).accounts
}

/// The account types of the program by their discriminators.
pub fn types() -> Vec<&'static [u8]> {
    IDL.accounts.iter().map(|of| &of.discriminator[..]).collect()
}

/// The name of the account type with that discriminator.
pub fn type_of(data: &[u8]) -> Option<&'static str> {
    IDL.accounts.iter().find(|of| data.starts_with(&of.discriminator)).map(|of| of.name.as_str())
}

impl AccountSpec {
    /// Whether the IDL fixes its address.
    pub fn is_fixed(&self) -> bool {
        self.address.is_some()
    }

    /// What a row or an instruction says against the IDL.
    fn contradiction(&self, row: &Row, address: &Pubkey, signs: bool, is_written: bool) -> Option<&'static str> {
        let is_left_out = *address == PROGRAM_ID;
        let is_unused = matches!(row.kind, Kind::Unused);
        if is_unused != is_left_out {
            return Some("is left out by one of the row and the instruction");
        }
        if is_left_out {
            return (!self.optional).then_some("is left out and not optional");
        }
        let is_fixed = matches!(row.kind, Kind::Program | Kind::Named(_));
        let is_derived = matches!(
            row.kind,
            Kind::Typed(_) | Kind::New(_) | Kind::Loaded(_) | Kind::Named(_) | Kind::The(_) | Kind::Ignored
        );
        if self.address.as_ref().is_some_and(|fixed| *fixed != address.to_string()) {
            Some("has another address")
        } else if (self.is_fixed() && !is_fixed) || (!self.is_fixed() && matches!(row.kind, Kind::Program)) {
            Some("is of a fixed address, or its row is")
        } else if self.pda.is_some() && !is_derived {
            Some("is at a derived address, and its row of another kind")
        } else if self.signer && !(signs && matches!(row.kind, Kind::Signer(_))) {
            Some("signs, and its row or the instruction has no signature")
        } else if self.writable != is_written {
            Some("is writable in one of the IDL and the instruction")
        } else if self.optional != row.is_optional() {
            Some("is optional in one of the IDL and the row")
        } else {
            None
        }
    }
}

/// Demands that the rows and the instruction have the accounts of the IDL, with what it says of each.
///
/// # Panics
/// If one has an account that another has not, or another order, or other flags.
pub fn compare(name: &str, instruction: &Instruction, rows: &[Row]) {
    let specs = accounts(name);
    let wanted: Vec<_> = specs.iter().map(|spec| spec.name.as_str()).collect();
    let there: Vec<_> = rows.iter().map(|row| row.name).collect();
    assert_eq!(there, wanted, "accounts of {name} without a row, or rows without an account");
    assert_eq!(instruction.accounts.len(), specs.len(), "{name} is sent with other accounts than the IDL has");
    for ((spec, row), meta) in specs.iter().zip(rows).zip(&instruction.accounts) {
        let contradiction = spec.contradiction(row, &meta.pubkey, meta.is_signer, meta.is_writable);
        assert_eq!(contradiction, None, "{name}, {}", spec.name);
    }
}
