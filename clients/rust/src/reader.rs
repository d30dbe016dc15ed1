//! How actions read accounts, and what they make of them.

use std::collections::BTreeMap;

use anchor_lang::{
    prelude::{AccountInfo, Clock, Pubkey, Rent},
    solana_program::program_pack::Pack,
};
use anchor_spl::token::{
    ID as TOKEN_ID,
    spl_token::state::{Account as Token, Mint},
};
use mosaic::{
    extensions::{Kind, split},
    token::ACCOUNT_BYTES,
};
pub use solana_account::Account;
use solana_sysvar::SysvarSerialize;

use crate::{
    error::{ActionError, ClientError, MosaicError},
    state::{self, AccountType},
};

/// The sysvar with the time, by which auctions end.
pub const CLOCK_SYSVAR_ID: Pubkey = Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111");
/// The sysvar with the price of rent.
pub const RENT_SYSVAR_ID: Pubkey = Pubkey::from_str_const("SysvarRent111111111111111111111111111111111");

/// Most accounts that are asked for at once: the limit of `getMultipleAccounts`.
pub const ACCOUNTS_AT_ONCE: usize = 100;

/// What actions need of a network, and nothing else: several accounts by address.
pub trait AccountReader {
    /// Why the accounts could not be read.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Reads at most [`ACCOUNTS_AT_ONCE`] accounts: one answer per address, in their order, `None` where there is no
    /// account.
    fn read(&self, addresses: &[Pubkey]) -> impl Future<Output = Result<Vec<Option<Account>>, Self::Error>>;
}

impl<R: AccountReader> AccountReader for &R {
    type Error = R::Error;

    fn read(&self, addresses: &[Pubkey]) -> impl Future<Output = Result<Vec<Option<Account>>, Self::Error>> {
        R::read(self, addresses)
    }
}

#[cfg(feature = "rpc")]
impl AccountReader for solana_rpc_client::nonblocking::rpc_client::RpcClient {
    type Error = solana_rpc_client_api::client_error::Error;

    async fn read(&self, addresses: &[Pubkey]) -> Result<Vec<Option<Account>>, Self::Error> {
        self.get_multiple_accounts(addresses).await
    }
}

/// Accounts as they were read.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    found: BTreeMap<Pubkey, Account>,
}

impl Accounts {
    /// Reads these accounts, however many.
    ///
    /// # Errors
    /// [`ActionError::Read`]
    pub async fn read<R: AccountReader>(reader: &R, addresses: &[Pubkey]) -> Result<Self, ActionError<R::Error>> {
        let mut accounts = Self::default();
        accounts.add(reader, addresses).await?;
        Ok(accounts)
    }

    /// Reads further accounts.
    ///
    /// # Errors
    /// [`ActionError::Read`]
    pub async fn add<R: AccountReader>(
        &mut self,
        reader: &R,
        addresses: &[Pubkey],
    ) -> Result<(), ActionError<R::Error>> {
        for some in addresses.chunks(ACCOUNTS_AT_ONCE) {
            let answers = reader.read(some).await.map_err(ActionError::Read)?;
            let pairs = some.iter().zip(answers);
            self.found.extend(pairs.filter_map(|(address, account)| Some((*address, account?))));
        }
        Ok(())
    }

    /// The account at this address, if it was read and exists.
    #[must_use]
    pub fn get(&self, address: &Pubkey) -> Option<&Account> {
        self.found.get(address)
    }

    /// Lamports at this address; 0 without an account.
    #[must_use]
    pub fn lamports(&self, address: &Pubkey) -> u64 {
        self.get(address).map_or(0, |account| account.lamports)
    }

    /// The program's account at this address; `None` if nobody made it yet.
    ///
    /// # Errors
    /// [`ClientError::ForeignAccount`] if another program owns it, [`ClientError::Undecodable`] if it is of another
    /// type.
    pub fn program_account<T: AccountType>(&self, address: &Pubkey) -> Result<Option<T>, ClientError> {
        // Lamports sent to the address of an account nobody made yet leave it with the system program.
        let vacant = |account: &&Account| account.owner == anchor_lang::system_program::ID && account.data.is_empty();
        let Some(account) = self.get(address).filter(|account| !vacant(account)) else { return Ok(None) };
        if account.owner != mosaic::ID {
            return Err(ClientError::ForeignAccount { address: *address, wanted: T::NAME, owner: account.owner });
        }
        let decoded = state::decode(&account.data);
        decoded.map(Some).map_err(|source| ClientError::Undecodable { address: *address, source })
    }

    /// The classic token account at this address; `None` if there is none.
    #[must_use]
    pub fn token(&self, address: &Pubkey) -> Option<Token> {
        self.of_token_program(address).and_then(|account| Token::unpack(&account.data).ok())
    }

    /// Whether there is a token account of that token program at this address.
    #[must_use]
    pub fn has_token(&self, address: &Pubkey, token_program: &Pubkey) -> bool {
        let of_program = |account: &&Account| account.owner == *token_program;
        let account = self.get(address).filter(of_program).and_then(|account| split_token(&account.data));
        account.is_some_and(|token| Token::unpack(token).is_ok())
    }

    /// The classic mint at this address; `None` if there is none.
    #[must_use]
    pub fn mint(&self, address: &Pubkey) -> Option<Mint> {
        self.of_token_program(address).and_then(|account| Mint::unpack(&account.data).ok())
    }

    fn of_token_program(&self, address: &Pubkey) -> Option<&Account> {
        self.get(address).filter(|account| account.owner == TOKEN_ID)
    }

    /// The network's clock, from [`CLOCK_SYSVAR_ID`].
    ///
    /// # Errors
    /// [`ClientError::SysvarUnreadable`]
    pub fn clock(&self) -> Result<Clock, ClientError> {
        let clock = self.inspect(&CLOCK_SYSVAR_ID, |info| Ok(Clock::from_account_info(info)?));
        clock.map_err(|_| ClientError::SysvarUnreadable { address: CLOCK_SYSVAR_ID })
    }

    /// The price of rent, from [`RENT_SYSVAR_ID`].
    ///
    /// # Errors
    /// [`ClientError::SysvarUnreadable`]
    pub fn rent(&self) -> Result<Rent, ClientError> {
        let rent = self.inspect(&RENT_SYSVAR_ID, |info| Ok(Rent::from_account_info(info)?));
        rent.map_err(|_| ClientError::SysvarUnreadable { address: RENT_SYSVAR_ID })
    }

    /// Lets the program's own code look at accounts, so that the client and the program see the same. What does not
    /// exist is the empty account the runtime passes.
    pub(crate) fn inspect<T>(
        &self,
        address: &Pubkey,
        look: impl FnOnce(&AccountInfo) -> anchor_lang::Result<T>,
    ) -> Result<T, Option<MosaicError>> {
        self.inspect_all([address], |[info]| look(info))
    }

    /// [`Self::inspect`] of several accounts.
    pub(crate) fn inspect_all<const N: usize, T>(
        &self,
        addresses: [&Pubkey; N],
        look: impl FnOnce(&[AccountInfo; N]) -> anchor_lang::Result<T>,
    ) -> Result<T, Option<MosaicError>> {
        let mut copies = addresses.map(|address| self.get(address).cloned().unwrap_or_default());
        let mut copies = copies.iter_mut();
        let infos = addresses.map(|address| {
            copies.next().map(|Account { lamports, data, owner, executable, .. }| {
                AccountInfo::new(address, false, false, lamports, data, owner, *executable)
            })
        });
        // There are as many copies as addresses.
        let Some(infos) = all(infos) else { return Err(None) };
        look(&infos).map_err(|error| crate::error::refusal_of(&error))
    }
}

/// The part of a token account that it has in either token program.
fn split_token(data: &[u8]) -> Option<&[u8]> {
    split(data, ACCOUNT_BYTES, Kind::Account).map(|(token, _extensions)| token)
}

fn all<const N: usize, T>(options: [Option<T>; N]) -> Option<[T; N]> {
    let all: Option<Vec<T>> = options.into_iter().collect();
    all?.try_into().ok()
}
