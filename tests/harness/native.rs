//! Anchor programs run natively, without bytecode.

use {
    crate::bank::BankOptions,
    anchor_lang::{
        prelude::{AccountInfo, Pubkey},
        solana_program::entrypoint::ProgramResult,
    },
    solana_program_test::{ProgramTest, processor},
    std::{env, fs},
};

/// An Anchor program that is linked into the test and can therefore run natively.
pub trait AnchorProgram {
    /// The name the bank's log gives the program.
    const NAME: &'static str;
    /// Its address.
    const ID: Pubkey;

    /// The program's `entry` function as Anchor generates it.
    ///
    /// # Errors
    /// Whatever the instruction fails with.
    fn entry<'info>(id: &'info Pubkey, accounts: &'info [AccountInfo<'info>], data: &'info [u8]) -> ProgramResult;
}

/// Mosaic itself.
pub(crate) struct Mosaic;

impl AnchorProgram for Mosaic {
    const NAME: &'static str = "mosaic";
    const ID: Pubkey = mosaic::ID_CONST;

    fn entry<'info>(id: &'info Pubkey, accounts: &'info [AccountInfo<'info>], data: &'info [u8]) -> ProgramResult {
        mosaic::entry(id, accounts, data)
    }
}

impl BankOptions {
    /// Runs an example program, `P::NAME` being its folder in `examples`: the bytecode that the variable `MOSAIC_<FOLDER>_SO` names, in
    /// capitals, else the native build.
    ///
    /// # Panics
    /// If that bytecode cannot be read.
    pub fn example<P: AnchorProgram + 'static>(self) -> Self {
        let Some(path) = env::var_os(format!("MOSAIC_{}_SO", P::NAME.to_uppercase())) else {
            return self.native_program::<P>();
        };
        let elf = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self.bytecode(P::ID, elf)
    }
}

/// Adds a program that runs natively.
pub(crate) fn add<P: AnchorProgram>(bank: &mut ProgramTest) {
    bank.add_program(P::NAME, P::ID, processor!(with_one_lifetime::<P>));
}

/// Gives Anchor's entry the single lifetime it asks for.
///
/// The runtime hands out `&'a [AccountInfo<'b>]`; Anchor takes `&'info [AccountInfo<'info>]`, and since `AccountInfo` is
/// invariant in its lifetime, no safe coercion leads from one to the other.
fn with_one_lifetime<P: AnchorProgram>(id: &Pubkey, accounts: &[AccountInfo], data: &[u8]) -> ProgramResult {
    // SAFETY: the two types differ in lifetimes only. The slice and everything its accounts point to outlive this
    // call, `entry` returns nothing that borrows from them, and no account info is kept when it returns. Widening
    // would be unsound only if the callee stored a shorter-lived reference inside the `RefCell`s of an account info:
    // Anchor only ever writes bytes and lamports through them, or replaces a data slice by another part of the same
    // input buffer.
    let accounts = unsafe { std::mem::transmute::<&[AccountInfo<'_>], &[AccountInfo<'_>]>(accounts) };
    P::entry(id, accounts, data)
}
