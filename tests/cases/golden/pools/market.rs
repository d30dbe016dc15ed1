//! A pool at Raydium as its program would leave it, and what its source says about amounts.

use {
    super::interface::Interface,
    anchor_lang::prelude::{Pubkey, Rent},
    anchor_spl::token::{
        ID as TOKEN_ID,
        spl_token::state::{Account as Token, AccountState, Mint},
    },
    mosaic_client::{
        pda,
        pools::{Amounts, Side, raydium},
    },
    mosaic_harness::{Actor, Bank, VaultCookie},
    solana_account::Account,
};

/// What the first configuration of mainnet takes, in millionths; of the two in the middle, of the fee of a trade.
const TRADE_FEE: u64 = 2_500;
const PROTOCOL_PART: u64 = 120_000;
const FUND_PART: u64 = 40_000;
const CREATOR_FEE: u64 = 500;
/// What a pool under it costs, in lamports.
pub const POOL_FEE: u64 = 150_000_000;
const MILLION: u128 = 1_000_000;

/// Puts the configuration with that number in place.
pub fn put_config(bank: &mut Bank, interface: &Interface, index: u16, closed: bool) {
    let fields: [(&str, &[u8]); 7] = [
        ("disable_create_pool", &[closed.into()]),
        ("index", &index.to_le_bytes()),
        ("trade_fee_rate", &TRADE_FEE.to_le_bytes()),
        ("protocol_fee_rate", &PROTOCOL_PART.to_le_bytes()),
        ("fund_fee_rate", &FUND_PART.to_le_bytes()),
        ("create_pool_fee", &POOL_FEE.to_le_bytes()),
        // Where newer versions have the fee for creators.
        ("padding", &CREATOR_FEE.to_le_bytes()),
    ];
    put(bank, interface, raydium::config(index), interface.account("AmmConfig", &fields));
}

fn put(bank: &mut Bank, interface: &Interface, address: Pubkey, data: Vec<u8>) {
    let lamports = Rent::default().minimum_balance(data.len());
    bank.set_account(address, Account { lamports, data, owner: interface.program(), ..Account::default() });
}

/// What is in a pool. Pairs are in the order of its mints.
#[derive(Clone, Copy, Debug, Default)]
pub struct State {
    /// What is in the token accounts, with what is set aside.
    pub held: [u64; 2],
    /// What is set aside for the protocol, for the fund and for the creator.
    pub set_aside: [[u64; 2]; 3],
    pub shares: u64,
    pub status: u8,
    pub opens_at: u64,
    /// Whether there is a fee for the creator, and whether it is on what is paid in (0) or on one of the mints (1, 2).
    pub creator_fee: bool,
    pub creator_fee_on: u8,
}

impl State {
    /// What can be traded.
    fn reserves(&self) -> [u128; 2] {
        let [protocol, fund, creator] = self.set_aside;
        [0, 1].map(|side| u128::from(self.held[side] - protocol[side] - fund[side] - creator[side]))
    }

    /// What a trade brings that pays in `amount` of the first (0) or the second (1) mint.
    pub fn traded(&self, paid_in: usize, amount: u64) -> u64 {
        let fee = |amount: u128, rate: u64| (amount * u128::from(rate)).div_ceil(MILLION);
        let (reserves, amount) = (self.reserves(), u128::from(amount));
        let (source, target) = (reserves[paid_in], reserves[1 - paid_in]);
        let creator_fee = if self.creator_fee { CREATOR_FEE } else { 0 };
        let on_input = self.creator_fee_on == 0 || usize::from(self.creator_fee_on) == paid_in + 1;
        let net = amount - fee(amount, if on_input { TRADE_FEE + creator_fee } else { TRADE_FEE });
        let gross = net * target / (source + net);
        narrow(if on_input { gross } else { gross - fee(gross, creator_fee) })
    }

    /// What so many new shares cost.
    pub fn cost(&self, shares: u64) -> [u64; 2] {
        self.reserves().map(|reserve| narrow((u128::from(shares) * reserve).div_ceil(self.shares.into())))
    }

    /// What so many shares are paid that are given back.
    pub fn paid(&self, shares: u64) -> [u64; 2] {
        self.reserves().map(|reserve| narrow(u128::from(shares) * reserve / u128::from(self.shares)))
    }
}

fn narrow(number: u128) -> u64 {
    u64::try_from(number).expect("an amount")
}

/// The pool of a vault under the first configuration.
#[derive(Clone, Copy)]
pub struct Market<'a> {
    pub interface: &'a Interface,
    pub vault: &'a VaultCookie,
}

impl Market<'_> {
    /// Its mints, in its order.
    pub fn mints(&self) -> [Pubkey; 2] {
        let mut mints = [self.vault.fraction_mint, self.vault.quote_mint];
        mints.sort();
        mints
    }

    pub fn pool(&self) -> Pubkey {
        raydium::pool(&raydium::config(0), &self.vault.fraction_mint, &self.vault.quote_mint)
    }

    /// Its token accounts.
    pub fn tokens(&self) -> [Pubkey; 2] {
        self.mints().map(|mint| raydium::token(&self.pool(), &mint))
    }

    /// The place of a side among its mints.
    pub fn place(&self, side: Side) -> usize {
        let [first, _] = self.mints();
        usize::from((first == self.vault.fraction_mint) != (side == Side::Fractions))
    }

    /// Amounts in its order.
    pub fn ordered(&self, amounts: Amounts) -> [u64; 2] {
        let Amounts { fractions, quote } = amounts;
        if self.place(Side::Fractions) == 0 { [fractions, quote] } else { [quote, fractions] }
    }

    /// Puts it in place, in place of what was there.
    pub fn put(&self, bank: &mut Bank, state: &State) {
        let (pool, mints, tokens) = (self.pool(), self.mints(), self.tokens());
        let ([mint_0, mint_1], [token_0, token_1]) = (mints, tokens);
        let (config, share_mint, observation) =
            (raydium::config(0), raydium::share_mint(&pool), raydium::observation(&pool));
        let [protocol, fund, creator] = state.set_aside.map(|pair| pair.map(u64::to_le_bytes));
        // Where newer versions have what is the creator's.
        let mut padding = vec![state.creator_fee_on, state.creator_fee.into(), 0, 0, 0, 0, 0, 0];
        padding.extend(creator.concat());
        let fields: [(&str, &[u8]); 17] = [
            ("amm_config", config.as_ref()),
            ("token_0_vault", token_0.as_ref()),
            ("token_1_vault", token_1.as_ref()),
            ("lp_mint", share_mint.as_ref()),
            ("token_0_mint", mint_0.as_ref()),
            ("token_1_mint", mint_1.as_ref()),
            ("token_0_program", TOKEN_ID.as_ref()),
            ("token_1_program", TOKEN_ID.as_ref()),
            ("observation_key", observation.as_ref()),
            ("status", &[state.status]),
            ("lp_supply", &state.shares.to_le_bytes()),
            ("protocol_fees_token_0", &protocol[0]),
            ("protocol_fees_token_1", &protocol[1]),
            ("fund_fees_token_0", &fund[0]),
            ("fund_fees_token_1", &fund[1]),
            ("open_time", &state.opens_at.to_le_bytes()),
            ("padding", &padding),
        ];
        put(bank, self.interface, pool, self.interface.account("PoolState", &fields));
        for ((token, mint), amount) in tokens.into_iter().zip(mints).zip(state.held) {
            bank.put(token, held(mint, raydium::authority(), amount));
        }
        let mint_authority = raydium::authority().into();
        // Those that nobody got were never minted.
        let supply = state.shares - raydium::LOCKED_SHARES;
        let mint = Mint { mint_authority, supply, decimals: 9, is_initialized: true, ..Mint::default() };
        bank.put(share_mint, mint);
    }

    /// Puts shares of it into the associated account of a wallet.
    pub fn put_shares(&self, bank: &mut Bank, wallet: &Actor, amount: u64) {
        let (wallet, mint) = (wallet.pubkey(), raydium::share_mint(&self.pool()));
        bank.put(pda::associated_token(&wallet, &mint), held(mint, wallet, amount));
    }
}

fn held(mint: Pubkey, owner: Pubkey, amount: u64) -> Token {
    Token { mint, owner, amount, state: AccountState::Initialized, ..Token::default() }
}
