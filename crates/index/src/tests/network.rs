//! A network in memory.

use {
    crate::{Between, Listed, Recorded, Source, Token},
    anchor_lang::{Event, prelude::Pubkey, solana_program::program_pack::Pack},
    anchor_spl::token::spl_token::{
        self,
        state::{Account as TokenAccount, AccountState, Mint},
    },
    base64::{Engine, prelude::BASE64_STANDARD},
    mosaic_audit::{Answer, Chain, Filter},
    mosaic_client::{
        PROGRAM_ID,
        state::{AccountType, Vault},
    },
    solana_account::Account,
    std::{
        cell::{Cell, RefCell},
        collections::{BTreeMap, BTreeSet},
    },
};

/// What a server answers that is being stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the server was stopped")]
pub struct Fault;

/// A transaction.
pub struct Landed {
    pub signature: String,
    pub slot: u64,
    pub failed: bool,
    pub finalized: bool,
    /// `None` if the server has lost it, though it lists it.
    pub logs: Option<Vec<String>>,
    pub names: BTreeSet<Pubkey>,
    /// Left out of the program's list.
    pub unlisted: bool,
}

/// Transactions and accounts, and how many questions are answered before the server stops.
pub struct Network {
    pub genesis: &'static str,
    pub landed: Vec<Landed>,
    pub accounts: BTreeMap<Pubkey, Account>,
    pub patience: Cell<Option<usize>>,
    /// Questions so far.
    pub asked: Cell<usize>,
    /// Transactions that were asked for.
    pub fetched: RefCell<Vec<String>>,
}

impl Network {
    pub fn new() -> Self {
        Self {
            genesis: "first",
            landed: Vec::new(),
            accounts: BTreeMap::new(),
            patience: Cell::new(None),
            asked: Cell::new(0),
            fetched: RefCell::new(Vec::new()),
        }
    }

    /// A transaction in which the program logs these events.
    pub fn lands(&mut self, events: &[&dyn Logged]) -> &mut Landed {
        let number = self.landed.len();
        let data = events.iter().map(|event| format!("Program data: {}", BASE64_STANDARD.encode(event.logged())));
        let logs = std::iter::once(format!("Program {PROGRAM_ID} invoke [1]"))
            .chain(data)
            .chain([format!("Program {PROGRAM_ID} success")])
            .collect();
        self.landed.push(Landed {
            signature: format!("signature{number:03}"),
            // Two in a slot.
            slot: 1_000 + number as u64 / 2,
            failed: false,
            finalized: true,
            logs: Some(logs),
            names: events.iter().map(|event| event.vault()).chain([PROGRAM_ID]).collect(),
            unlisted: false,
        });
        self.landed.last_mut().unwrap()
    }

    /// The last log was cut behind that line of the program's.
    pub fn cut_last_log(&mut self, lines: usize) {
        let logs = self.landed.last_mut().unwrap().logs.as_mut().unwrap();
        logs.truncate(1 + lines);
        logs.push("Log truncated".to_owned());
    }

    /// An account of the program.
    pub fn put<T: AccountType>(&mut self, address: Pubkey, content: &T) {
        let data = [T::DISCRIMINATOR, bytemuck::bytes_of(content)].concat();
        self.accounts.insert(address, Account { lamports: 1, data, owner: PROGRAM_ID, ..Account::default() });
    }

    /// A token account at some address.
    pub fn put_tokens(&mut self, mint: Pubkey, owner: Pubkey, amount: u64) {
        let token = TokenAccount { mint, owner, amount, state: AccountState::Initialized, ..TokenAccount::default() };
        let mut data = vec![0; TokenAccount::LEN];
        token.pack_into_slice(&mut data);
        let (address, _) = Pubkey::find_program_address(&[owner.as_ref(), mint.as_ref()], &PROGRAM_ID);
        self.accounts.insert(address, Account { lamports: 1, data, owner: spl_token::ID, ..Account::default() });
    }

    /// A mint.
    pub fn put_mint(&mut self, address: Pubkey, supply: u64) {
        let mut data = vec![0; Mint::LEN];
        Mint { supply, decimals: 6, is_initialized: true, ..Mint::default() }.pack_into_slice(&mut data);
        self.accounts.insert(address, Account { lamports: 1, data, owner: spl_token::ID, ..Account::default() });
    }

    /// A vault as it is when it has counted so many events.
    pub fn put_vault(&mut self, address: Pubkey, vault: Vault, events: u64) {
        self.put(address, &Vault { events, ..vault });
    }

    fn question(&self) -> Result<(), Fault> {
        self.asked.set(self.asked.get() + 1);
        match self.patience.get() {
            None => Ok(()),
            Some(0) => Err(Fault),
            Some(left) => {
                self.patience.set(Some(left - 1));
                Ok(())
            }
        }
    }

    fn slot(&self) -> u64 {
        self.landed.last().map_or(1, |landed| landed.slot)
    }
}

/// An event that can be logged.
pub trait Logged {
    fn logged(&self) -> Vec<u8>;
    fn vault(&self) -> Pubkey;
}

impl<E: Event> Logged for E {
    fn logged(&self) -> Vec<u8> {
        self.data()
    }

    fn vault(&self) -> Pubkey {
        mosaic_client::events::Event::decode(&self.data()).unwrap().header().vault
    }
}

impl Chain for Network {
    type Error = Fault;

    async fn read(&self, addresses: &[Pubkey], _: u64) -> Result<Answer<Vec<Option<Account>>>, Fault> {
        self.question()?;
        let value = addresses.iter().map(|address| self.accounts.get(address).cloned()).collect();
        Ok(Answer { slot: self.slot(), value })
    }

    async fn list(&self, program: &Pubkey, filter: &Filter, _: u64) -> Result<Answer<Vec<(Pubkey, Account)>>, Fault> {
        self.question()?;
        let passes = |account: &Account| account.owner == *program && filter.passes(&account.data);
        let found = self.accounts.iter().filter(|(_, account)| passes(account));
        Ok(Answer { slot: self.slot(), value: found.map(|(address, account)| (*address, account.clone())).collect() })
    }
}

impl Source for Network {
    async fn genesis(&self) -> Result<String, Fault> {
        self.question()?;
        Ok(self.genesis.to_owned())
    }

    async fn signatures(&self, address: &Pubkey, between: &Between, limit: usize) -> Result<Vec<Listed>, Fault> {
        self.question()?;
        let names = |landed: &&Landed| landed.names.contains(address) && !(landed.unlisted && *address == PROGRAM_ID);
        let place = |signature: &String| self.landed.iter().position(|landed| landed.signature == *signature);
        let before = match &between.before {
            // As servers do with what they do not know.
            Some(signature) => place(signature).unwrap_or(0),
            None => self.landed.len(),
        };
        let until = between.until.as_ref().and_then(place).map_or(0, |place| place + 1);
        let range = self.landed.get(until..before).unwrap_or_default();
        let listed = range.iter().filter(names).rev().take(limit).map(|landed| Listed {
            signature: landed.signature.clone(),
            slot: landed.slot,
            failed: landed.failed,
            finalized: landed.finalized,
        });
        Ok(listed.collect())
    }

    async fn transaction(&self, signature: &str) -> Result<Option<Recorded>, Fault> {
        self.question()?;
        self.fetched.borrow_mut().push(signature.to_owned());
        let landed = self.landed.iter().find(|landed| landed.signature == signature);
        Ok(landed.filter(|landed| landed.logs.is_some() || landed.failed).map(|landed| Recorded {
            slot: landed.slot,
            time: Some(1_800_000_000 + landed.slot as i64),
            logs: landed.logs.clone(),
        }))
    }

    async fn tokens(&self, mints: &[Pubkey]) -> Result<BTreeMap<Pubkey, Token>, Fault> {
        self.question()?;
        let found = mints.iter().filter(|mint| self.accounts.contains_key(*mint));
        Ok(found.map(|mint| (*mint, Token { symbol: mint.to_string()[..4].to_owned(), decimals: 6 })).collect())
    }
}
