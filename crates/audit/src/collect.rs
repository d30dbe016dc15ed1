//! Finds the accounts of vaults on a network.
//!
//! No server reads all of a vault at once, so [`collect`] reads in five steps, each no older than the one before: the
//! vault; everything of the program that begins with its address; the token accounts these name, the mint of the fractions
//! and the clock; every token account of that mint; and once more the vault and the mint. Each instruction that changes
//! anything of a vault is counted in it. If neither the vault nor the mint's supply is another at the end than at the
//! beginning, nothing has happened to the vault in between, and what was read is the vault as it was in every slot from the
//! first to the last. Else all is read again.
//!
//! What is guaranteed is as good as the server: that it answers each question from one slot, that it keeps to the least
//! slot it is told, and that at `processed`, and rarely at `confirmed`, a slot may still be undone. What others send to a
//! vault's token accounts uninvited is not counted by it, and may be seen in one of them or not.

use {
    crate::CLOCK,
    anchor_lang::prelude::Pubkey,
    anchor_spl::token::spl_token,
    mosaic_client::{
        PROGRAM_ID,
        state::{Asset, Auction, Offering, Pool, Vault, decode},
    },
    solana_account::Account,
    std::collections::BTreeMap,
};

/// How often a vault is read before it is given up as too busy.
pub const ATTEMPTS: usize = 8;

/// Bytes before the content of an account of the program.
const DISCRIMINATOR_BYTES: usize = 8;
/// Bytes of a classic token account; it begins with its mint.
const TOKEN_BYTES: u64 = 165;

/// Which accounts of a program are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of so many bytes; any, without.
    pub size: Option<u64>,
    /// Where these bytes begin.
    pub place: usize,
    /// Bytes that are part of the data; any data has none.
    pub bytes: Vec<u8>,
}

impl Filter {
    /// Whether data passes.
    #[must_use]
    pub fn passes(&self, data: &[u8]) -> bool {
        let size = self.size.is_none_or(|size| u64::try_from(data.len()) == Ok(size));
        size && data.get(self.place..).is_some_and(|data| data.starts_with(&self.bytes))
    }
}

/// An answer, and the slot it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<T> {
    /// The slot.
    pub slot: u64,
    /// What was asked for.
    pub value: T,
}

/// What an audit needs of a network, and nothing else: accounts by address, and by what is in them.
pub trait Chain {
    /// Why accounts could not be read.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Reads at most [`ACCOUNTS_AT_ONCE`](mosaic_client::reader::ACCOUNTS_AT_ONCE) accounts as of one slot, which is
    /// `least_slot` or later: one answer per address, in their order.
    fn read(
        &self,
        addresses: &[Pubkey],
        least_slot: u64,
    ) -> impl Future<Output = Result<Answer<Vec<Option<Account>>>, Self::Error>>;

    /// Every account of a program that passes, as of one slot, which is `least_slot` or later.
    fn list(
        &self,
        program: &Pubkey,
        filter: &Filter,
        least_slot: u64,
    ) -> impl Future<Output = Result<Answer<Vec<(Pubkey, Account)>>, Self::Error>>;
}

/// Why there are no accounts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CollectError<E: std::error::Error + 'static> {
    /// They could not be read.
    #[error("the accounts cannot be read")]
    Read(#[source] E),
    /// There is no vault.
    #[error("there is no vault at {vault}")]
    NoVault {
        /// The address.
        vault: Pubkey,
    },
    /// It changed every time while it was read.
    #[error("the vault {vault} changes faster than it can be read")]
    Busy {
        /// The vault.
        vault: Pubkey,
    },
}

/// All accounts of a vault.
#[derive(Clone, Debug)]
pub struct Collected {
    /// The first slot in which they were like this.
    pub first_slot: u64,
    /// The last one that was looked at.
    pub last_slot: u64,
    /// The accounts, by address.
    pub accounts: Vec<(Pubkey, Account)>,
}

/// Everything that belongs to a vault, and every token account of its fractions.
///
/// # Errors
/// [`CollectError`]
pub async fn collect<C: Chain>(chain: &C, vault: &Pubkey) -> Result<Collected, CollectError<C::Error>> {
    for _ in 0..ATTEMPTS {
        if let Some(collected) = attempt(chain, vault).await? {
            return Ok(collected);
        }
    }
    Err(CollectError::Busy { vault: *vault })
}

/// The accounts of the program at one moment, without the tokens: enough to list [vaults](crate::Moment::vaults) and to
/// [look for what has lost its vault](crate::Moment::check_orphans).
///
/// # Errors
/// [`CollectError::Read`]
pub async fn list<C: Chain>(chain: &C) -> Result<Vec<(Pubkey, Account)>, CollectError<C::Error>> {
    let listed = chain.list(&PROGRAM_ID, &Filter::default(), 0).await;
    Ok(listed.map_err(CollectError::Read)?.value)
}

/// Nothing if the vault changed meanwhile.
async fn attempt<C: Chain>(chain: &C, address: &Pubkey) -> Result<Option<Collected>, CollectError<C::Error>> {
    let mut reading = Reading { chain, first_slot: None, slot: 0, found: BTreeMap::new() };
    reading.read(&[*address]).await?;
    let found = reading.of_program(address).and_then(|account| decode::<Vault>(&account.data).ok());
    let vault = found.ok_or(CollectError::NoVault { vault: *address })?;
    let bytes = address.to_bytes().to_vec();
    reading.list(&PROGRAM_ID, Filter { size: None, place: DISCRIMINATOR_BYTES, bytes }).await?;
    let named = reading.named_tokens();
    reading.read(&[&[vault.fraction_mint, CLOCK], named.as_slice()].concat()).await?;
    let bytes = vault.fraction_mint.to_bytes().to_vec();
    reading.list(&spl_token::ID, Filter { size: Some(TOKEN_BYTES), place: 0, bytes }).await?;
    let data = |reading: &Reading<C>| {
        [address, &vault.fraction_mint].map(|address| reading.found.get(address).map(|account| account.data.clone()))
    };
    let before = data(&reading);
    reading.read(&[*address, vault.fraction_mint]).await?;
    let same = before == data(&reading);
    let Reading { first_slot, slot, found, .. } = reading;
    let collected =
        Collected { first_slot: first_slot.unwrap_or(slot), last_slot: slot, accounts: found.into_iter().collect() };
    Ok(same.then_some(collected))
}

/// What was read so far, each part no older than the one before.
struct Reading<'a, C> {
    chain: &'a C,
    first_slot: Option<u64>,
    slot: u64,
    found: BTreeMap<Pubkey, Account>,
}

impl<C: Chain> Reading<'_, C> {
    async fn read(&mut self, addresses: &[Pubkey]) -> Result<(), CollectError<C::Error>> {
        for some in addresses.chunks(mosaic_client::reader::ACCOUNTS_AT_ONCE) {
            let answer = self.chain.read(some, self.slot).await.map_err(CollectError::Read)?;
            self.seen(answer.slot);
            for (address, account) in some.iter().zip(answer.value) {
                match account {
                    Some(account) => self.found.insert(*address, account),
                    None => self.found.remove(address),
                };
            }
        }
        Ok(())
    }

    async fn list(&mut self, program: &Pubkey, filter: Filter) -> Result<(), CollectError<C::Error>> {
        let answer = self.chain.list(program, &filter, self.slot).await.map_err(CollectError::Read)?;
        self.seen(answer.slot);
        // What was read before of the same kind is of another slot.
        self.found.retain(|_, account| account.owner != *program || !filter.passes(&account.data));
        self.found.extend(answer.value);
        Ok(())
    }

    fn seen(&mut self, slot: u64) {
        self.first_slot.get_or_insert(slot);
        self.slot = self.slot.max(slot);
    }

    fn of_program(&self, address: &Pubkey) -> Option<&Account> {
        self.found.get(address).filter(|account| account.owner == PROGRAM_ID)
    }

    /// The token accounts that the vault's accounts name.
    fn named_tokens(&self) -> Vec<Pubkey> {
        let mut named = Vec::new();
        for Account { owner, data, .. } in self.found.values() {
            if *owner != PROGRAM_ID {
                continue;
            }
            if let Ok(asset) = decode::<Asset>(data) {
                named.push(asset.custody);
            } else if let Ok(auction) = decode::<Auction>(data) {
                named.extend([auction.cash_escrow, auction.fraction_escrow]);
            } else if let Ok(pool) = decode::<Pool>(data) {
                named.push(pool.fractions);
                named.extend(pool.income.map(|income| income.account));
            } else if let Ok(offering) = decode::<Offering>(data) {
                named.extend([offering.offered_fractions, offering.raised_cash]);
            }
        }
        named.retain(|address| *address != Pubkey::default());
        named
    }
}

#[cfg(feature = "rpc")]
mod rpc {
    use {
        super::{Account, Answer, Chain, Filter, Pubkey},
        serde_json::json,
        solana_account_decoder_client_types::{UiAccount, UiAccountEncoding},
        solana_rpc_client::{
            api::{
                client_error::{Error, ErrorKind},
                config::{RpcAccountInfoConfig, RpcProgramAccountsConfig},
                filter::{Memcmp, RpcFilterType},
                request::RpcRequest,
                response::{OptionalContext, RpcKeyedAccount},
            },
            nonblocking::rpc_client::RpcClient,
        },
    };

    impl Chain for RpcClient {
        type Error = Error;

        async fn read(&self, addresses: &[Pubkey], least_slot: u64) -> Result<Answer<Vec<Option<Account>>>, Error> {
            let answer = self.get_multiple_ui_accounts_with_config(addresses, config(self, least_slot)).await?;
            let accounts = answer.value.iter().map(|account| account.as_ref().map(decoded).transpose());
            Ok(Answer { slot: answer.context.slot, value: accounts.collect::<Result<_, _>>()? })
        }

        async fn list(
            &self,
            program: &Pubkey,
            filter: &Filter,
            least_slot: u64,
        ) -> Result<Answer<Vec<(Pubkey, Account)>>, Error> {
            let bytes = (!filter.bytes.is_empty()).then(|| Memcmp::new_base58_encoded(filter.place, &filter.bytes));
            let filters =
                filter.size.map(RpcFilterType::DataSize).into_iter().chain(bytes.map(RpcFilterType::Memcmp)).collect();
            let config = RpcProgramAccountsConfig {
                filters: Some(filters),
                account_config: config(self, least_slot),
                with_context: Some(true),
                ..RpcProgramAccountsConfig::default()
            };
            let parameters = json!([program.to_string(), config]);
            let answer: OptionalContext<Vec<RpcKeyedAccount>> =
                self.send(RpcRequest::GetProgramAccounts, parameters).await?;
            let OptionalContext::Context(answer) = answer else {
                return Err(senseless("the slot of the accounts is missing"));
            };
            let keyed = answer.value.iter().map(|RpcKeyedAccount { pubkey, account }| {
                let address = pubkey.parse().map_err(|_| senseless("an address is none"))?;
                Ok::<_, Error>((address, decoded(account)?))
            });
            Ok(Answer { slot: answer.context.slot, value: keyed.collect::<Result<_, _>>()? })
        }
    }

    fn config(rpc: &RpcClient, least_slot: u64) -> RpcAccountInfoConfig {
        RpcAccountInfoConfig {
            encoding: Some(UiAccountEncoding::Base64),
            commitment: Some(rpc.commitment()),
            min_context_slot: (least_slot > 0).then_some(least_slot),
            ..RpcAccountInfoConfig::default()
        }
    }

    fn decoded(account: &UiAccount) -> Result<Account, Error> {
        account.decode().ok_or_else(|| senseless("the data of an account cannot be decoded"))
    }

    fn senseless(what: &str) -> Error {
        ErrorKind::Custom(what.to_owned()).into()
    }
}
