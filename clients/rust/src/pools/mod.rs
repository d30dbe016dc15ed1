//! Pools of a vault's fractions and its quote mint, at exchange programs of others.
//!
//! The fractions are plain tokens, so any exchange takes them. This module knows pools of constant product at two
//! programs, see [`Exchange`]. A pool is a holder like any other: its fractions count at the opening price, a sale of
//! the vault neither asks it nor waits for it, and what is in it afterwards redeems as fractions in a wallet do.
//!
//! [`curve`] is what a pool pays and takes, [`PoolView`] a pool as it is read, [`compare()`] its price next to the
//! vault's. [`create_pool`], [`add_liquidity`], [`remove_liquidity`] and [`swap`] are actions as those of
//! [`actions`](crate::actions): they return instructions with a quote and never send. What a user could lose to a price
//! that moves meanwhile is bounded in each of them.

mod actions;
mod compare;
pub mod curve;
mod error;
mod orders;
pub mod raydium;
#[cfg(test)]
mod tests;
pub mod token_swap;
mod view;

pub use actions::{add_liquidity, create_pool, pool_address, remove_liquidity, swap};
pub use compare::{Chance, Comparison, compare};
pub use curve::{Amounts, Side};
pub use error::{PoolError, PoolFailure};
pub use orders::{
    AddLiquidity, AddLiquidityQuote, CreatePool, CreatePoolQuote, NewPool, RemoveLiquidity, RemoveLiquidityQuote, Swap,
    SwapQuote,
};
pub use view::PoolView;

use anchor_lang::prelude::Pubkey;

/// An exchange program whose pools are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// Solana's Token Swap, curve of constant product: the one the tests run.
    TokenSwap,
    /// Raydium CP-Swap.
    Raydium,
}

impl Exchange {
    /// Its program.
    #[must_use]
    pub const fn program(self) -> Pubkey {
        match self {
            Self::TokenSwap => token_swap::PROGRAM_ID,
            Self::Raydium => raydium::PROGRAM_ID,
        }
    }
}

/// The numbers and addresses in an account's data, one after the other.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.bytes::<1>().map(|[byte]| byte)
    }

    fn number(&mut self) -> Option<u64> {
        self.bytes().map(u64::from_le_bytes)
    }

    fn key(&mut self) -> Option<Pubkey> {
        self.bytes().map(Pubkey::new_from_array)
    }

    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.get(bytes..)?;
        Some(())
    }
}

/// The data of an instruction: what names it, and numbers.
fn data(name: &[u8], numbers: &[u64]) -> Vec<u8> {
    name.iter().copied().chain(numbers.iter().flat_map(|number| number.to_le_bytes())).collect()
}
