//! Pools at Raydium CP-Swap: addresses, state, instructions.
//!
//! Addresses, layouts and rounding are those of the program's published source. Its bytecode is not among what the tests
//! run: they hold instructions and layouts to the interface it publishes. A pool's address follows from a configuration,
//! which sets the fees, and the two mints, so there is one pool of a vault under each configuration. Making one costs what
//! the configuration says, in SOL.

use anchor_lang::{
    prelude::{Pubkey, Rent},
    solana_program::instruction::{AccountMeta, Instruction},
    system_program,
};
use anchor_spl::{associated_token::ID as ASSOCIATED_TOKEN_ID, token::ID as TOKEN_ID, token_2022::ID as TOKEN_2022_ID};
use mosaic::token::{ACCOUNT_BYTES, MINT_BYTES};

use super::{Amounts, Fields, Side, data};
use crate::{pda, reader::RENT_SYSVAR_ID};

/// The program.
pub const PROGRAM_ID: Pubkey = Pubkey::from_str_const("CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C");
/// The token account that takes the price of a new pool.
pub const POOL_FEE_ACCOUNT: Pubkey = Pubkey::from_str_const("DNXgeM9EiiaAbaWvwjHj9fQQLAX5ZsfHyvmYUNRAdNC8");
/// Shares of a new pool that nobody gets, in raw units.
pub const LOCKED_SHARES: u64 = 100;

/// Bytes of a pool, and of its record of prices.
const POOL_BYTES: usize = 637;
const OBSERVATION_BYTES: usize = 4_075;
/// Bytes of a configuration.
const CONFIG_BYTES: usize = 236;

/// What stands in front of accounts and of the data of instructions.
const POOL: [u8; 8] = [247, 237, 227, 245, 215, 195, 222, 70];
const CONFIG: [u8; 8] = [218, 244, 33, 104, 203, 203, 43, 111];
pub(super) const INITIALIZE: [u8; 8] = [175, 175, 109, 31, 13, 152, 155, 237];
pub(super) const DEPOSIT: [u8; 8] = [242, 35, 198, 137, 82, 225, 242, 182];
pub(super) const WITHDRAW: [u8; 8] = [183, 18, 70, 156, 148, 109, 161, 34];
pub(super) const SWAP: [u8; 8] = [143, 190, 90, 218, 196, 30, 51, 222];

const MEMO_ID: Pubkey = Pubkey::from_str_const("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");

/// A configuration: what pools under it take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// Whether no new pools can be made under it.
    pub closed: bool,
    /// What is taken of each trade, in millionths.
    pub trade_fee: u64,
    /// What a new pool costs, in lamports.
    pub pool_fee: u64,
    /// What is taken for the creator where a pool has such a fee, in millionths.
    pub creator_fee: u64,
}

impl Config {
    /// Reads a configuration; `None` if it is none.
    #[must_use]
    pub fn decode(account: &[u8]) -> Option<Self> {
        let mut fields = Fields(account);
        if account.len() != CONFIG_BYTES || fields.bytes()? != CONFIG {
            return None;
        }
        let (_bump, closed) = (fields.byte()?, fields.byte()? != 0);
        fields.skip(2)?;
        let (trade_fee, _protocol, _fund, pool_fee) =
            (fields.number()?, fields.number()?, fields.number()?, fields.number()?);
        fields.skip(64)?;
        Some(Self { closed, trade_fee, pool_fee, creator_fee: fields.number()? })
    }
}

/// What an account of a pool says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Its configuration.
    pub config: Pubkey,
    /// Token accounts of the pool.
    pub tokens: [Pubkey; 2],
    /// Mint of its shares.
    pub share_mint: Pubkey,
    /// Mints of what is in the token accounts.
    pub mints: [Pubkey; 2],
    /// Its record of prices.
    pub observation: Pubkey,
    /// Bits of what is not allowed: 1 deposits, 2 withdrawals, 4 swaps.
    pub status: u8,
    /// Its shares, in raw units.
    pub shares: u64,
    /// What lies in the token accounts and is set aside for others.
    pub set_aside: [u64; 2],
    /// From when on it can be traded in, in Unix seconds.
    pub opens_at: u64,
    /// The side the creator's fee is on: 0 that which is paid in, else 1 + the place of the token.
    pub creator_fee_on: u8,
    /// Whether it has a fee for its creator.
    pub creator_fee: bool,
}

impl Pool {
    /// Reads a pool; `None` if it is none, or not of the classic token program.
    #[must_use]
    pub fn decode(account: &[u8]) -> Option<Self> {
        let mut fields = Fields(account);
        if account.len() != POOL_BYTES || fields.bytes()? != POOL {
            return None;
        }
        let (config, _creator) = (fields.key()?, fields.key()?);
        let tokens = [fields.key()?, fields.key()?];
        let share_mint = fields.key()?;
        let mints = [fields.key()?, fields.key()?];
        if [fields.key()?, fields.key()?] != [TOKEN_ID; 2] {
            return None;
        }
        let observation = fields.key()?;
        let (_bump, status) = (fields.byte()?, fields.byte()?);
        fields.skip(3)?;
        let shares = fields.number()?;
        let mut pair = || Some([fields.number()?, fields.number()?]);
        let (protocol, fund) = (pair()?, pair()?);
        let (opens_at, _epoch) = (fields.number()?, fields.number()?);
        let (creator_fee_on, creator_fee) = (fields.byte()?, fields.byte()? != 0);
        fields.skip(6)?;
        let creator = [fields.number()?, fields.number()?];
        let ([a, b], [c, d], [e, f]) = (protocol, fund, creator);
        let set_aside = [a.checked_add(c)?.checked_add(e)?, b.checked_add(d)?.checked_add(f)?];
        Some(Self {
            config,
            tokens,
            share_mint,
            mints,
            observation,
            status,
            shares,
            set_aside,
            opens_at,
            creator_fee_on,
            creator_fee,
        })
    }
}

/// The configuration with this number.
#[must_use]
pub fn config(index: u16) -> Pubkey {
    derived(&[b"amm_config", &index.to_be_bytes()])
}

/// The pool of two mints, in whatever order, under a configuration.
#[must_use]
pub fn pool(config: &Pubkey, one: &Pubkey, other: &Pubkey) -> Pubkey {
    let [first, second] = in_order(one, other);
    derived(&[b"pool", config.as_ref(), first.as_ref(), second.as_ref()])
}

/// The mint of a pool's shares.
#[must_use]
pub fn share_mint(pool: &Pubkey) -> Pubkey {
    derived(&[b"pool_lp_mint", pool.as_ref()])
}

/// The token account of a pool for a mint.
#[must_use]
pub fn token(pool: &Pubkey, mint: &Pubkey) -> Pubkey {
    derived(&[b"pool_vault", pool.as_ref(), mint.as_ref()])
}

/// The record of a pool's prices.
#[must_use]
pub fn observation(pool: &Pubkey) -> Pubkey {
    derived(&[b"observation", pool.as_ref()])
}

/// Who owns the tokens of all pools, and mints their shares.
#[must_use]
pub fn authority() -> Pubkey {
    derived(&[b"vault_and_lp_mint_auth_seed"])
}

fn derived(seeds: &[&[u8]]) -> Pubkey {
    Pubkey::find_program_address(seeds, &PROGRAM_ID).0
}

fn in_order(one: &Pubkey, other: &Pubkey) -> [Pubkey; 2] {
    if one < other { [*one, *other] } else { [*other, *one] }
}

/// Lamports of rent in a new pool and what belongs to it; none of them comes back.
#[must_use]
pub fn rent_of_pool(rent: &Rent) -> u64 {
    let accounts = [POOL_BYTES, OBSERVATION_BYTES, MINT_BYTES, ACCOUNT_BYTES, ACCOUNT_BYTES];
    accounts.iter().map(|bytes| rent.minimum_balance(*bytes)).sum()
}

/// Shares that the creator of a new pool gets; `None` where too little goes in.
#[must_use]
pub fn first_shares(amounts: Amounts) -> Option<u64> {
    let product = u128::from(amounts.fractions).checked_mul(amounts.quote.into())?;
    let root = u64::try_from(product.isqrt()).ok()?;
    root.checked_sub(LOCKED_SHARES).filter(|shares| *shares > 0)
}

/// A new pool.
#[derive(Clone, Copy, Debug)]
pub struct Create {
    /// Who makes it, pays, and gets the shares; signs.
    pub creator: Pubkey,
    /// Its configuration.
    pub config: Pubkey,
    /// Mint of the fractions.
    pub fraction_mint: Pubkey,
    /// The quote mint.
    pub quote_mint: Pubkey,
    /// What goes in, from the associated accounts of the creator.
    pub amounts: Amounts,
}

impl Create {
    /// The instruction that makes it; it can be traded in from the next second on.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let Self { creator, config, fraction_mint, quote_mint, amounts } = *self;
        let pool = pool(&config, &fraction_mint, &quote_mint);
        let mints = in_order(&fraction_mint, &quote_mint);
        let [mint_0, mint_1] = mints;
        let shares = share_mint(&pool);
        let mut accounts = vec![
            AccountMeta::new(creator, true),
            AccountMeta::new_readonly(config, false),
            AccountMeta::new_readonly(authority(), false),
            AccountMeta::new(pool, false),
            AccountMeta::new_readonly(mint_0, false),
            AccountMeta::new_readonly(mint_1, false),
            AccountMeta::new(shares, false),
        ];
        let own = |mint| AccountMeta::new(pda::associated_token(&creator, &mint), false);
        accounts.extend([own(mint_0), own(mint_1), own(shares)]);
        accounts.extend(mints.map(|mint| AccountMeta::new(token(&pool, &mint), false)));
        accounts.extend([AccountMeta::new(POOL_FEE_ACCOUNT, false), AccountMeta::new(observation(&pool), false)]);
        let programs = [TOKEN_ID, TOKEN_ID, TOKEN_ID, ASSOCIATED_TOKEN_ID, system_program::ID, RENT_SYSVAR_ID];
        accounts.extend(programs.map(|program| AccountMeta::new_readonly(program, false)));
        let Amounts { fractions, quote } = amounts;
        let [amount_0, amount_1] = if mint_0 == fraction_mint { [fractions, quote] } else { [quote, fractions] };
        Instruction { program_id: PROGRAM_ID, accounts, data: data(&INITIALIZE, &[amount_0, amount_1, 0]) }
    }
}

/// A pool with what its instructions take: how the vault's mints are ordered in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub address: Pubkey,
    pub pool: Pool,
    /// The place of the fractions, 0 or 1.
    pub fractions_at: usize,
}

impl Known {
    /// Amounts in the order of the pool.
    fn ordered(&self, amounts: Amounts) -> [u64; 2] {
        let Amounts { fractions, quote } = amounts;
        if self.fractions_at == 0 { [fractions, quote] } else { [quote, fractions] }
    }

    pub fn deposit(&self, provider: &Pubkey, shares: u64, most: Amounts) -> Instruction {
        let [most_0, most_1] = self.ordered(most);
        self.of_shares(provider, data(&DEPOSIT, &[shares, most_0, most_1]))
    }

    pub fn withdraw(&self, provider: &Pubkey, shares: u64, least: Amounts) -> Instruction {
        let [least_0, least_1] = self.ordered(least);
        let mut withdraw = self.of_shares(provider, data(&WITHDRAW, &[shares, least_0, least_1]));
        withdraw.accounts.push(AccountMeta::new_readonly(MEMO_ID, false));
        withdraw
    }

    fn of_shares(&self, provider: &Pubkey, data: Vec<u8>) -> Instruction {
        let Pool { tokens, share_mint, mints, .. } = self.pool;
        let own = |mint| AccountMeta::new(pda::associated_token(provider, &mint), false);
        let [mint_0, mint_1] = mints;
        let mut accounts = vec![
            AccountMeta::new_readonly(*provider, true),
            AccountMeta::new_readonly(authority(), false),
            AccountMeta::new(self.address, false),
        ];
        accounts.extend([own(share_mint), own(mint_0), own(mint_1)]);
        accounts.extend(tokens.map(|token| AccountMeta::new(token, false)));
        let read = [TOKEN_ID, TOKEN_2022_ID, mint_0, mint_1];
        accounts.extend(read.map(|address| AccountMeta::new_readonly(address, false)));
        accounts.push(AccountMeta::new(share_mint, false));
        Instruction { program_id: PROGRAM_ID, accounts, data }
    }

    pub fn swap(&self, trader: &Pubkey, paid_in: Side, amount: u64, least: u64) -> Instruction {
        let Pool { tokens, mints, config, observation, .. } = self.pool;
        let forward = (paid_in == Side::Fractions) == (self.fractions_at == 0);
        let turned = |[first, second]: [Pubkey; 2]| if forward { [first, second] } else { [second, first] };
        let (mints, tokens) = (turned(mints), turned(tokens));
        let mut accounts = vec![
            AccountMeta::new_readonly(*trader, true),
            AccountMeta::new_readonly(authority(), false),
            AccountMeta::new_readonly(config, false),
            AccountMeta::new(self.address, false),
        ];
        accounts.extend(mints.map(|mint| AccountMeta::new(pda::associated_token(trader, &mint), false)));
        accounts.extend(tokens.map(|token| AccountMeta::new(token, false)));
        accounts.extend([TOKEN_ID; 2].map(|program| AccountMeta::new_readonly(program, false)));
        accounts.extend(mints.map(|mint| AccountMeta::new_readonly(mint, false)));
        accounts.push(AccountMeta::new(observation, false));
        Instruction { program_id: PROGRAM_ID, accounts, data: data(&SWAP, &[amount, least]) }
    }
}
