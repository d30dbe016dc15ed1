//! The ways to tamper with an account, and which of them apply to it.

use {
    super::idl::{self, AccountSpec},
    anchor_lang::{
        prelude::{AccountMeta, Pubkey},
        system_program,
    },
    anchor_spl::{associated_token, metadata::ID as TOKEN_METADATA_ID, token::spl_token, token_2022::spl_token_2022},
    mosaic_client::{PROGRAM_ID, instructions::INSTRUCTIONS_SYSVAR_ID},
    solana_account::Account,
};

/// How one account of an instruction is tampered with; everything else stays as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tamper {
    /// Its signature is left out.
    Unsigned,
    /// It is passed read-only.
    ReadOnly,
    /// An address nobody ever used; one that signs where a signature is due.
    Stranger,
    /// The account with this part at another vault of the same people.
    Sibling,
    /// The account with this part at a vault of other people.
    Foreigner,
    /// Its exact data at another address, owned by another program.
    LookAlike,
    /// Its exact data at its own address, owned by another program.
    Reowned,
    /// Nothing but lamports at its address.
    Emptied,
    /// Its length of zeros at its address: made, and not initialised.
    Zeroed,
    /// Its content under the discriminators of the program's other account types.
    Retyped,
    /// A token account of the same mint and owner at another address.
    Twin,
    /// A token account of the same mint, of another owner.
    Purloined,
    /// Closed by its owner earlier in the same transaction.
    Closed,
    /// Another program that is there.
    OtherProgram,
    /// Left out.
    Absent,
    /// Another account of the same instruction, by its position.
    Duplicate(usize),
}

/// All but the duplicates.
pub const KINDS: [Tamper; 15] = [
    Tamper::Unsigned,
    Tamper::ReadOnly,
    Tamper::Stranger,
    Tamper::Sibling,
    Tamper::Foreigner,
    Tamper::LookAlike,
    Tamper::Reowned,
    Tamper::Emptied,
    Tamper::Zeroed,
    Tamper::Retyped,
    Tamper::Twin,
    Tamper::Purloined,
    Tamper::Closed,
    Tamper::OtherProgram,
    Tamper::Absent,
];

/// Programs that are there.
const PROGRAMS: [Pubkey; 6] =
    [system_program::ID, spl_token::ID, spl_token_2022::ID, associated_token::ID, TOKEN_METADATA_ID, PROGRAM_ID];

/// Bytes of a token account.
pub const TOKEN_BYTES: usize = 165;
/// Where in it its owner is.
pub const TOKEN_OWNER: std::ops::Range<usize> = 32..64;
/// Where in it whether it is frozen is, and what says so.
const TOKEN_STATE: usize = 108;
const FROZEN: u8 = 2;

/// What decides which tamperings apply to an account: what the IDL says of it, and what lies there.
pub struct Facts<'a> {
    pub spec: &'a AccountSpec,
    pub meta: &'a AccountMeta,
    pub account: Option<&'a Account>,
    /// Whether it is there for good at an address that the program names, by which alone it is known.
    pub is_named: bool,
    /// The account in its place at another vault of the same people, and at one of other people.
    pub sibling: &'a Pubkey,
    pub foreigner: &'a Pubkey,
    /// Whose signatures there are.
    pub people: &'a [Pubkey],
}

impl Facts<'_> {
    fn has_data(&self) -> bool {
        self.account.is_some_and(|account| !account.data.is_empty() && !account.executable)
    }

    fn is_program(&self) -> bool {
        self.account.is_some_and(|account| account.executable)
    }

    fn is_left_out(&self) -> bool {
        self.meta.pubkey == PROGRAM_ID
    }

    /// The account type of the program that it is of.
    pub fn type_name(&self) -> Option<&'static str> {
        let ours = self.account.filter(|account| account.owner == PROGRAM_ID);
        ours.and_then(|account| idl::type_of(&account.data))
    }

    fn is_token(&self) -> bool {
        self.has_data() && self.account.is_some_and(is_token)
    }

    /// Whether it is a token account of a person.
    fn is_of_a_person(&self) -> bool {
        let tokens = self.account.filter(|_| self.is_token());
        tokens.is_some_and(|account| self.people.iter().any(|person| account.data[TOKEN_OWNER] == person.to_bytes()))
    }

    fn is_frozen(&self) -> bool {
        self.is_token() && self.account.is_some_and(|account| account.data[TOKEN_STATE] == FROZEN)
    }

    /// Why a tampering does not apply; `None` if it does.
    pub fn exemption(&self, tamper: Tamper) -> Option<&'static str> {
        let unless = |applies: bool, reason| (!applies).then_some(reason);
        if self.is_left_out() {
            return unless(tamper == Tamper::Stranger, "it is left out: a stranger's is given instead");
        }
        let data = unless(self.has_data(), "there is no data in it");
        match tamper {
            Tamper::Unsigned => unless(self.meta.is_signer, "it does not sign"),
            Tamper::ReadOnly => unless(self.spec.writable, "it is not written to"),
            Tamper::Stranger => None,
            Tamper::Sibling => {
                unless(*self.sibling != self.meta.pubkey, "another vault of the same people has the same")
            }
            Tamper::Foreigner => unless(*self.foreigner != self.meta.pubkey, "a vault of other people has the same"),
            Tamper::Reowned | Tamper::Emptied | Tamper::Zeroed if self.is_named && data.is_none() => {
                Some("known by its address: what lies there is the program's own, or cannot go")
            }
            Tamper::LookAlike | Tamper::Reowned | Tamper::Zeroed => data,
            Tamper::Emptied if self.is_program() => Some("a program is there for good"),
            Tamper::Emptied if is_of_the_runtime(&self.meta.pubkey) => Some("the runtime makes it"),
            Tamper::Emptied => {
                let is_wallet = self.account.is_some_and(|account| account.data.is_empty());
                unless(!is_wallet, "it has nothing but lamports")
            }
            Tamper::Retyped => unless(self.type_name().is_some(), "it is of no type of the program"),
            Tamper::Twin | Tamper::Purloined => unless(self.is_token(), "it is no token account"),
            Tamper::Closed if data.is_some() => data,
            Tamper::Closed if self.is_of_a_person() => unless(!self.is_frozen(), "it is frozen: its owner cannot"),
            Tamper::Closed if self.type_name().is_some() || self.is_token() => {
                Some("the program alone closes it: `closed.rs` has it do so")
            }
            Tamper::Closed => Some("nobody can close it"),
            Tamper::OtherProgram => unless(self.spec.is_fixed() && self.is_program(), "it is no program"),
            Tamper::Absent => unless(self.spec.optional, "it is not optional"),
            Tamper::Duplicate(_) => None,
        }
    }

    /// Why the account cannot be given in place of this one.
    pub fn duplicate_exemption(&self, other: &AccountMeta) -> Option<&'static str> {
        if self.is_left_out() {
            Some("it is left out: a stranger's is given instead")
        } else if other.pubkey == PROGRAM_ID {
            Some("the other is left out")
        } else if other.pubkey == self.meta.pubkey {
            Some("both are the same")
        } else if self.meta.is_signer && !self.people.contains(&other.pubkey) {
            Some("the other cannot sign")
        } else if self.meta.is_writable && is_of_the_runtime(&other.pubkey) {
            Some("the runtime lets nobody write to the other")
        } else {
            None
        }
    }

    /// In how many variants a tampering is tried.
    pub fn variants(&self, tamper: Tamper) -> usize {
        match tamper {
            Tamper::Retyped => idl::types().len(),
            Tamper::LookAlike | Tamper::Reowned => self.wrong_owners().len(),
            Tamper::OtherProgram => self.other_programs().len(),
            _ => 1,
        }
    }

    /// Programs that do not own it: an unknown one, the system program, of token accounts and mints the other token
    /// program too.
    pub fn wrong_owners(&self) -> Vec<Pubkey> {
        let owner = self.account.map(|account| account.owner);
        let mut owners = vec![Pubkey::new_from_array([9; 32]), system_program::ID];
        match owner {
            Some(spl_token::ID) => owners.push(spl_token_2022::ID),
            Some(spl_token_2022::ID) => owners.push(spl_token::ID),
            _ => (),
        }
        owners
    }

    /// The programs that are there, but for this one and, where leaving it out is another case, Mosaic.
    pub fn other_programs(&self) -> Vec<Pubkey> {
        let stands_for_none = |program: &Pubkey| self.spec.optional && *program == PROGRAM_ID;
        PROGRAMS.into_iter().filter(|program| *program != self.meta.pubkey && !stands_for_none(program)).collect()
    }
}

/// Whether the runtime passes it on read-only, whatever the transaction says.
fn is_of_the_runtime(address: &Pubkey) -> bool {
    [system_program::ID, INSTRUCTIONS_SYSVAR_ID].contains(address)
}

fn is_token(account: &Account) -> bool {
    match account.owner {
        spl_token::ID => account.data.len() == TOKEN_BYTES,
        // Behind what both token programs have, an account with extensions says what it is.
        spl_token_2022::ID => {
            account.data.get(TOKEN_BYTES).map_or(account.data.len() == TOKEN_BYTES, |kind| *kind == 2)
        }
        _ => false,
    }
}
