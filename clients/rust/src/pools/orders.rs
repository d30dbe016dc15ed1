//! What is asked of pools, and what it will do.

use anchor_lang::prelude::Pubkey;

use super::{Amounts, Comparison, Exchange, Side};
use crate::{actions::WrappedSol, quotes::NewAccount};

/// At which exchange a pool is made, and what it takes of trades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewPool {
    /// At Token Swap.
    TokenSwap {
        /// What stays in the pool of each trade, in basis points.
        trade_fee_bps: u16,
    },
    /// At Raydium CP-Swap.
    Raydium {
        /// The number of the configuration, which sets the fees and what the pool costs.
        config: u16,
    },
}

/// A pool to be made.
#[derive(Clone, Copy, Debug)]
pub struct CreatePool {
    /// The vault.
    pub vault: Pubkey,
    /// Who makes it, pays from its associated token accounts, gets the shares; signs.
    pub creator: Pubkey,
    /// Where.
    pub exchange: NewPool,
    /// What goes in; the two set the first price.
    pub amounts: Amounts,
    /// What to do about wrapped SOL.
    pub sol: WrappedSol,
}

/// Liquidity to be added.
#[derive(Clone, Copy, Debug)]
pub struct AddLiquidity {
    /// The vault.
    pub vault: Pubkey,
    /// The pool.
    pub pool: Pubkey,
    /// Who adds it, from its associated token accounts, and gets shares; signs.
    pub provider: Pubkey,
    /// Fractions to put in, at most, in raw units; as much cash goes in with them as the pool's price wants.
    pub fractions: u64,
    /// How much more cash than quoted is accepted, in basis points.
    pub slippage_bps: u16,
    /// What to do about wrapped SOL.
    pub sol: WrappedSol,
}

/// Liquidity to be removed.
#[derive(Clone, Copy, Debug)]
pub struct RemoveLiquidity {
    /// The vault.
    pub vault: Pubkey,
    /// The pool.
    pub pool: Pubkey,
    /// Whose shares they are; gets what they are paid in its associated token accounts, and signs.
    pub provider: Pubkey,
    /// Shares to give back, in raw units; `None`: all.
    pub shares: Option<u64>,
    /// How much less than quoted is accepted of each side, in basis points.
    pub slippage_bps: u16,
    /// What to do about wrapped SOL.
    pub sol: WrappedSol,
}

/// A trade in a pool.
#[derive(Clone, Copy, Debug)]
pub struct Swap {
    /// The vault.
    pub vault: Pubkey,
    /// The pool.
    pub pool: Pubkey,
    /// Who trades, with its associated token accounts; signs.
    pub trader: Pubkey,
    /// What is paid in: the quote mint buys fractions, fractions are sold for it.
    pub paid_in: Side,
    /// How much of it, in raw units.
    pub amount: u64,
    /// How much less than quoted is accepted, in basis points.
    pub slippage_bps: u16,
    /// What to do about wrapped SOL.
    pub sol: WrappedSol,
}

/// What making a pool does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatePoolQuote {
    /// Its address.
    pub pool: Pubkey,
    /// Whose program keeps it.
    pub exchange: Exchange,
    /// What goes in.
    pub deposited: Amounts,
    /// Shares that the creator gets, in raw units.
    pub shares: u64,
    /// The pool's price of the whole vault, floored, in raw quote units.
    pub pool_price: u64,
    /// The vault's price, to compare: see [`Comparison::vault_price`].
    pub vault_price: u64,
    /// What the exchange charges for a pool, in lamports.
    pub pool_fee: u64,
    /// Rent of the pool's own accounts, in lamports; none of it comes back.
    pub pool_rent: u64,
    /// Accounts made of the creator's own.
    pub accounts: Vec<NewAccount>,
    /// What all of this costs, in lamports.
    pub rent: u64,
    /// Lamports wrapped to pay the cash.
    pub wrapped: u64,
}

/// What adding liquidity does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddLiquidityQuote {
    /// The pool.
    pub pool: Pubkey,
    /// Shares bought, in raw units: exactly these.
    pub shares: u64,
    /// What they cost now.
    pub deposited: Amounts,
    /// The most they may cost when the transaction lands.
    pub most: Amounts,
    /// Shares of the provider afterwards, in raw units.
    pub held: u64,
    /// Shares of the pool afterwards, in raw units.
    pub total_shares: u64,
    /// Accounts made of the provider's own.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Lamports wrapped to pay the cash.
    pub wrapped: u64,
}

/// What removing liquidity does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoveLiquidityQuote {
    /// The pool.
    pub pool: Pubkey,
    /// Shares given back, in raw units.
    pub shares: u64,
    /// What they are paid now.
    pub received: Amounts,
    /// The least they are paid when the transaction lands.
    pub least: Amounts,
    /// Shares of the provider afterwards, in raw units.
    pub held: u64,
    /// Accounts made of the provider's own.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Whether the cash arrives as SOL.
    pub unwrapped: bool,
}

/// What a trade does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwapQuote {
    /// The pool.
    pub pool: Pubkey,
    /// What is paid in.
    pub paid_in: Side,
    /// How much of it the exchange takes, in raw units.
    pub paid: u64,
    /// What it pays now, in raw units of the other side.
    pub received: u64,
    /// The least it pays when the transaction lands.
    pub least: u64,
    /// The pool's price of the whole vault before, floored, in raw quote units.
    pub price_before: u64,
    /// The same afterwards.
    pub price_after: u64,
    /// The pool and the vault as they are before the trade.
    pub comparison: Comparison,
    /// Accounts made of the trader's own.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Lamports wrapped to pay the cash.
    pub wrapped: u64,
    /// Whether cash arrives as SOL.
    pub unwrapped: bool,
}
