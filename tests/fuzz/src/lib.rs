//! What must hold of any bytes that reach the program, its clients or its rules.
//!
//! Each [`Target`] makes of bytes what they may stand for, and panics where something does not hold. libFuzzer looks for
//! such bytes with the programs in `fuzz/`, led by what the code does with them; the tests here run each target with the
//! bytes that it found to matter (`corpus/`), and with random ones.

mod accounts;
mod auction;
mod income;
mod input;
mod instructions;
mod licenses;
mod payouts;
mod reserve;
mod tokens;
mod votes;

use arbitrary::{Result, Unstructured};

/// One of the things to be tried.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name: that of the program in `fuzz/fuzz_targets` and of the folder in `corpus`.
    pub name: &'static str,
    run: fn(&mut Unstructured) -> Result<usize>,
}

impl Target {
    /// Tries these bytes: how many things were compared.
    ///
    /// # Panics
    /// Where something does not hold.
    pub fn run(&self, data: &[u8]) -> usize {
        // What is too short to be anything is no case.
        (self.run)(&mut Unstructured::new(data)).unwrap_or(0)
    }
}

macro_rules! targets {
    ($($(#[$doc:meta])+ $name:ident: $run:path,)+) => {
        $($(#[$doc])+ #[allow(non_upper_case_globals, reason = "named as its program is")]
        pub const $name: Target = Target { name: stringify!($name), run: $run };)+

        /// All targets.
        pub const TARGETS: &[Target] = &[$($name),+];
    };
}

targets! {
    /// Accounts of the program, decoded by the client and looked at by the rules.
    accounts: accounts::accounts,
    /// Events and answers of the program, decoded by the client.
    events: accounts::events,
    /// Instructions with any arguments and accounts, through the program's entry.
    instructions: instructions::instructions,
    /// Mints of Token-2022.
    mints: tokens::mints,
    /// Token accounts of Token-2022.
    token_accounts: tokens::token_accounts,
    /// Metadata and token records of Token Metadata.
    metadata: tokens::metadata_accounts,
    /// The winning cash, divided and paid out, beside the model.
    payouts: payouts::payouts,
    /// The reserve and the veto, beside the model.
    reserves: reserve::reserves,
    /// Streams of income, beside the model.
    incomes: income::incomes,
    /// Votes and the stakes they lock, beside the model.
    votes: votes::votes,
    /// Licences, beside the model.
    licenses: licenses::licenses,
    /// Offers, bids and the sale, beside the model.
    sales: auction::sales,
}
