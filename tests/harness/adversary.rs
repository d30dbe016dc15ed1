//! The adversary of `tests/fixtures/adversary`: a program that means harm, and what tests have it do.

use {
    crate::{
        actors::ACTOR_LAMPORTS,
        bank::{Bank, BankOptions},
        world::{CASH, World, WorldOptions},
    },
    adversary::{Deed, HANDS, SIGNS, WRITES},
    anchor_lang::{
        prelude::{AccountMeta, Pubkey},
        solana_program::instruction::Instruction,
    },
    solana_account::Account,
    solana_program_test::processor,
    std::{env, fs},
};

pub use adversary::{ID, lies};

/// The variable that names the compiled adversary to run instead of the native build.
pub const ADVERSARY_FILE_VARIABLE: &str = "MOSAIC_ADVERSARY_SO";

const NATIVE_LOADER: Pubkey = Pubkey::from_str_const("NativeLoader1111111111111111111111111111111");

/// The flags of a place are above its number.
const PLACES: usize = WRITES as usize;

/// An address that the adversary signs for.
///
/// # Panics
/// If there is no hand of that number.
#[must_use]
pub fn hand(number: u8) -> Pubkey {
    assert!(number < HANDS, "the adversary has {HANDS} hands");
    adversary::hand(number).0
}

fn is_hand(address: &Pubkey) -> bool {
    (0..HANDS).any(|number| hand(number) == *address)
}

impl BankOptions {
    /// Runs the adversary at that address, in the place of whatever else would run there.
    ///
    /// # Panics
    /// If the bytecode that [`ADVERSARY_FILE_VARIABLE`] names cannot be read.
    pub fn adversary(self, address: Pubkey) -> Self {
        match env::var_os(ADVERSARY_FILE_VARIABLE) {
            Some(path) => {
                let elf = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                self.bytecode(address, elf)
            }
            None => self.setup(move |test| {
                test.add_program("adversary", address, processor!(adversary::process));
                // A program that the bank brings as bytecode would lie over it.
                test.add_account(
                    address,
                    Account { lamports: 1, owner: NATIVE_LOADER, executable: true, ..Account::default() },
                );
            }),
        }
    }
}

impl World {
    /// A world with the adversary in it, at its own address.
    pub async fn with_adversary() -> Self {
        Self::on(Bank::options().adversary(ID), WorldOptions::default()).await
    }

    /// A hand of the adversary, with SOL and with cash in its associated token account.
    pub async fn hand(&mut self, number: u8) -> Pubkey {
        let (hand, mint) = (hand(number), self.quote_mint);
        self.bank.airdrop(&hand, ACTOR_LAMPORTS).await;
        let token = self.bank.create_ata(&hand, &mint).await;
        self.give_cash(&token, CASH).await;
        hand
    }
}

/// What the adversary does in one instruction, one after the other.
///
/// Its hands sign inside of it; everybody else who is to sign has to sign the transaction.
#[must_use]
#[derive(Clone, Debug, Default)]
pub struct Plot {
    accounts: Vec<AccountMeta>,
    deeds: Vec<Deed>,
}

impl Plot {
    /// Calls these instructions.
    pub fn of(instructions: &[Instruction]) -> Self {
        instructions.iter().fold(Self::default(), Self::call)
    }

    /// Calls an instruction.
    pub fn call(mut self, instruction: &Instruction) -> Self {
        let mut accounts = Vec::with_capacity(instruction.accounts.len());
        for meta in &instruction.accounts {
            let signs = if meta.is_signer { SIGNS } else { 0 };
            let writes = if meta.is_writable { WRITES } else { 0 };
            accounts.push(self.place(meta.clone()) | signs | writes);
        }
        let program = self.place(AccountMeta::new_readonly(instruction.program_id, false));
        self.deeds.push(Deed::Call { program, accounts, data: instruction.data.clone() });
        self
    }

    /// Copies the data of an account into one of the adversary's own.
    pub fn copy(mut self, from: &Pubkey, to: &Pubkey) -> Self {
        let from = self.place(AccountMeta::new_readonly(*from, false));
        let to = self.place(AccountMeta::new(*to, false));
        self.deeds.push(Deed::Copy { from, to });
        self
    }

    /// Overwrites data of one of the adversary's own accounts.
    pub fn write(mut self, to: &Pubkey, offset: u16, bytes: &[u8]) -> Self {
        let to = self.place(AccountMeta::new(*to, false));
        self.deeds.push(Deed::Write { to, offset, bytes: bytes.to_vec() });
        self
    }

    /// Moves lamports of one of the adversary's own accounts, without a call.
    pub fn give(mut self, from: &Pubkey, to: &Pubkey, lamports: u64) -> Self {
        let from = self.place(AccountMeta::new(*from, false));
        let to = self.place(AccountMeta::new(*to, false));
        self.deeds.push(Deed::Give { from, to, lamports });
        self
    }

    /// Answers whoever called.
    pub fn answer(mut self, data: Vec<u8>) -> Self {
        self.deeds.push(Deed::Answer(data));
        self
    }

    /// The same in a call of the adversary by itself.
    pub fn within(self) -> Self {
        Self::of(&[self.instruction()])
    }

    /// The instruction.
    ///
    /// # Panics
    /// If the deeds cannot be written.
    #[must_use]
    pub fn instruction(self) -> Instruction {
        let data = borsh::to_vec(&self.deeds).expect("short lists");
        Instruction { program_id: ID, accounts: self.accounts, data }
    }

    /// The place of an account, which may from now on do what it may here.
    fn place(&mut self, mut meta: AccountMeta) -> u8 {
        meta.is_signer &= !is_hand(&meta.pubkey);
        let known = self.accounts.iter().position(|known| known.pubkey == meta.pubkey);
        let place = known.unwrap_or(self.accounts.len());
        if let Some(known) = self.accounts.get_mut(place) {
            known.is_signer |= meta.is_signer;
            known.is_writable |= meta.is_writable;
        } else {
            self.accounts.push(meta);
        }
        assert!(place < PLACES, "an instruction of the adversary has at most {PLACES} accounts");
        u8::try_from(place).expect("below the flags")
    }
}
