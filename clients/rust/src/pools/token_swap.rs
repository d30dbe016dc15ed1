//! Pools at Solana's Token Swap: addresses, state, instructions.
//!
//! What is here is that of version 3.0.0, whose program the integration suite runs. A pool is made with a fee for who
//! provides liquidity, and none for anybody else. Its addresses follow from creator and fractions, so that nothing but
//! the creator's signature is needed, and the creator can have one pool of each vault.

use anchor_lang::{
    prelude::{Pubkey, Rent},
    solana_program::{
        instruction::{AccountMeta, Instruction},
        program_option::COption,
        system_instruction,
    },
};
use anchor_spl::token::{ID as TOKEN_ID, spl_token::instruction::TokenInstruction};
use mosaic::token::{ACCOUNT_BYTES, MINT_BYTES};

use super::{
    Amounts, Fields, Side,
    curve::{Fees, Part},
    data,
};
use crate::{actions::tokens::create_associated_token, pda};

/// The program.
pub const PROGRAM_ID: Pubkey = Pubkey::from_str_const("SwapsVeCiPHMUAtzQWZw7RjsKjgCjhwU55QGu4U1Szw");
/// Shares of a new pool, in raw units.
pub const FIRST_SHARES: u64 = 1_000_000_000;
/// Decimals of the shares.
pub const SHARE_DECIMALS: u8 = 6;
/// Bytes of a pool.
pub const POOL_BYTES: usize = 324;

/// The only version there is, in the first byte of a pool.
const VERSION: u8 = 1;
/// The number of the curve of constant product.
const CONSTANT_PRODUCT: u8 = 0;
/// Numbers of the instructions.
const INITIALIZE: u8 = 0;
const SWAP: u8 = 1;
const DEPOSIT: u8 = 2;
const WITHDRAW: u8 = 3;
/// A text of at most 32 bytes of which an address is made: this one, and the head of another address behind it.
const OF_POOL: char = 'p';
const OF_SHARES: char = 's';
const HEAD: usize = 31;

/// What an account of a pool says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Token accounts of the pool.
    pub tokens: [Pubkey; 2],
    /// Mints of what is in them.
    pub mints: [Pubkey; 2],
    /// Mint of its shares.
    pub share_mint: Pubkey,
    /// The token account that the owner's fees go to, in shares.
    pub fee_account: Pubkey,
    /// Its fees.
    pub fees: Fees,
    /// Whether its curve is that of constant product.
    pub constant_product: bool,
}

impl Pool {
    /// Reads a pool; `None` if it is none, or not of the classic token program.
    #[must_use]
    pub fn decode(account: &[u8]) -> Option<Self> {
        let mut fields = Fields(account);
        let (version, initialized, _bump) = (fields.byte()?, fields.byte()?, fields.byte()?);
        if account.len() != POOL_BYTES || (version, initialized) != (VERSION, 1) || fields.key()? != TOKEN_ID {
            return None;
        }
        let tokens = [fields.key()?, fields.key()?];
        let share_mint = fields.key()?;
        let mints = [fields.key()?, fields.key()?];
        let fee_account = fields.key()?;
        let mut part = || Some(Part { of: fields.number()?, whole: fields.number()? });
        let (trade, owner, withdraw, _host) = (part()?, part()?, part()?, part()?);
        let fees = Fees::TokenSwap { trade, owner, withdraw };
        Some(Self {
            tokens,
            mints,
            share_mint,
            fee_account,
            fees,
            constant_product: fields.byte()? == CONSTANT_PRODUCT,
        })
    }
}

/// The address of the pool that `creator` makes of these fractions.
#[must_use]
pub fn pool(creator: &Pubkey, fraction_mint: &Pubkey) -> Pubkey {
    derived(creator, &text(OF_POOL, fraction_mint), &PROGRAM_ID)
}

/// The mint of the shares of that pool.
#[must_use]
pub fn share_mint(creator: &Pubkey, fraction_mint: &Pubkey) -> Pubkey {
    derived(creator, &text(OF_SHARES, fraction_mint), &TOKEN_ID)
}

/// Who owns the tokens of a pool, and mints its shares.
#[must_use]
pub fn authority(pool: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[pool.as_ref()], &PROGRAM_ID).0
}

fn text(what: char, fraction_mint: &Pubkey) -> String {
    std::iter::once(what).chain(fraction_mint.to_string().chars().take(HEAD)).collect()
}

fn derived(creator: &Pubkey, text: &str, owner: &Pubkey) -> Pubkey {
    // Fails for texts of more than 32 bytes only, and for owners that end like derived addresses.
    Pubkey::create_with_seed(creator, text, owner).unwrap_or_default()
}

/// Lamports of rent in a new pool and what belongs to it; none of them comes back.
#[must_use]
pub fn rent_of_pool(rent: &Rent) -> u64 {
    let accounts = [POOL_BYTES, MINT_BYTES, ACCOUNT_BYTES, ACCOUNT_BYTES];
    accounts.iter().map(|bytes| rent.minimum_balance(*bytes)).sum()
}

/// A new pool.
#[derive(Clone, Copy, Debug)]
pub struct Create {
    /// Who makes it, pays, and gets the shares; signs.
    pub creator: Pubkey,
    /// Mint of the fractions.
    pub fraction_mint: Pubkey,
    /// The quote mint.
    pub quote_mint: Pubkey,
    /// What goes in, from the associated accounts of the creator.
    pub amounts: Amounts,
    /// What stays in the pool of each trade.
    pub trade_fee: Part,
}

impl Create {
    /// The instructions that make it. They have to land in one transaction, and fit one: whoever could come between the
    /// last two would make the pool in its own favour.
    #[must_use]
    pub fn instructions(&self, rent: &Rent) -> Vec<Instruction> {
        let Self { creator, fraction_mint, quote_mint, amounts, trade_fee } = *self;
        let (pool, shares) = (pool(&creator, &fraction_mint), share_mint(&creator, &fraction_mint));
        let authority = authority(&pool);
        let made = |address: &Pubkey, what, bytes: usize, owner| {
            let (text, lamports) = (text(what, &fraction_mint), rent.minimum_balance(bytes));
            let space = u64::try_from(bytes).unwrap_or(u64::MAX);
            system_instruction::create_account_with_seed(&creator, address, &creator, &text, lamports, space, owner)
        };
        let minting = TokenInstruction::InitializeMint2 {
            decimals: SHARE_DECIMALS,
            mint_authority: authority,
            freeze_authority: COption::None,
        };
        let transfer = |mint: &Pubkey, amount| {
            let accounts = vec![
                AccountMeta::new(pda::associated_token(&creator, mint), false),
                AccountMeta::new(pda::associated_token(&authority, mint), false),
                AccountMeta::new_readonly(creator, true),
            ];
            Instruction { program_id: TOKEN_ID, accounts, data: TokenInstruction::Transfer { amount }.pack() }
        };
        vec![
            made(&shares, OF_SHARES, MINT_BYTES, &TOKEN_ID),
            Instruction { program_id: TOKEN_ID, accounts: vec![AccountMeta::new(shares, false)], data: minting.pack() },
            create_associated_token(&creator, &creator, &shares),
            create_associated_token(&creator, &authority, &fraction_mint),
            create_associated_token(&creator, &authority, &quote_mint),
            transfer(&fraction_mint, amounts.fractions),
            transfer(&quote_mint, amounts.quote),
            made(&pool, OF_POOL, POOL_BYTES, &PROGRAM_ID),
            self.initialize(pool, shares, authority, trade_fee),
        ]
    }

    fn initialize(&self, pool: Pubkey, shares: Pubkey, authority: Pubkey, trade: Part) -> Instruction {
        let of_creator = pda::associated_token(&self.creator, &shares);
        let accounts = vec![
            AccountMeta::new(pool, false),
            AccountMeta::new_readonly(authority, false),
            AccountMeta::new_readonly(pda::associated_token(&authority, &self.fraction_mint), false),
            AccountMeta::new_readonly(pda::associated_token(&authority, &self.quote_mint), false),
            AccountMeta::new(shares, false),
            // Where the owner's fees would go, which are none.
            AccountMeta::new_readonly(of_creator, false),
            AccountMeta::new(of_creator, false),
            AccountMeta::new_readonly(TOKEN_ID, false),
        ];
        // Parts for trade, owner, withdrawal and host; then the curve, which takes no parameters.
        let mut data = data(&[INITIALIZE], &[trade.of, trade.whole, 0, 0, 0, 0, 0, 0]);
        data.push(CONSTANT_PRODUCT);
        data.extend([0; 32]);
        Instruction { program_id: PROGRAM_ID, accounts, data }
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
    fn token(&self, side: Side) -> Pubkey {
        let [first, second] = self.pool.tokens;
        if (side == Side::Fractions) == (self.fractions_at == 0) { first } else { second }
    }

    /// Amounts in the order of the pool.
    fn ordered(&self, amounts: Amounts) -> [u64; 2] {
        let Amounts { fractions, quote } = amounts;
        if self.fractions_at == 0 { [fractions, quote] } else { [quote, fractions] }
    }

    fn own(&self, wallet: &Pubkey) -> [Pubkey; 2] {
        self.pool.mints.map(|mint| pda::associated_token(wallet, &mint))
    }

    pub fn deposit(&self, provider: &Pubkey, shares: u64, most: Amounts) -> Instruction {
        let ([own_a, own_b], [token_a, token_b]) = (self.own(provider), self.pool.tokens);
        let written = [own_a, own_b, token_a, token_b, self.pool.share_mint, self.own_shares(provider)];
        let [most_a, most_b] = self.ordered(most);
        self.instruction(provider, &written, data(&[DEPOSIT], &[shares, most_a, most_b]))
    }

    pub fn withdraw(&self, provider: &Pubkey, shares: u64, least: Amounts) -> Instruction {
        let ([own_a, own_b], [token_a, token_b]) = (self.own(provider), self.pool.tokens);
        let (mint, own_shares, fees) = (self.pool.share_mint, self.own_shares(provider), self.pool.fee_account);
        let written = [mint, own_shares, token_a, token_b, own_a, own_b, fees];
        let [least_a, least_b] = self.ordered(least);
        self.instruction(provider, &written, data(&[WITHDRAW], &[shares, least_a, least_b]))
    }

    pub fn swap(&self, trader: &Pubkey, paid_in: Side, amount: u64, least: u64) -> Instruction {
        let [own_a, own_b] = self.own(trader);
        let (source, target) =
            if (paid_in == Side::Fractions) == (self.fractions_at == 0) { (own_a, own_b) } else { (own_b, own_a) };
        let (into, from) = (self.token(paid_in), self.token(paid_in.other()));
        let written = [source, into, from, target, self.pool.share_mint, self.pool.fee_account];
        self.instruction(trader, &written, data(&[SWAP], &[amount, least]))
    }

    fn own_shares(&self, wallet: &Pubkey) -> Pubkey {
        pda::associated_token(wallet, &self.pool.share_mint)
    }

    /// All three begin and end alike.
    fn instruction(&self, user: &Pubkey, written: &[Pubkey], data: Vec<u8>) -> Instruction {
        let mut accounts = vec![
            AccountMeta::new_readonly(self.address, false),
            AccountMeta::new_readonly(authority(&self.address), false),
            AccountMeta::new_readonly(*user, true),
        ];
        accounts.extend(written.iter().map(|address| AccountMeta::new(*address, false)));
        accounts.push(AccountMeta::new_readonly(TOKEN_ID, false));
        Instruction { program_id: PROGRAM_ID, accounts, data }
    }
}
