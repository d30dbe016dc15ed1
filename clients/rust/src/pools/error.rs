//! What can go wrong with pools.

use anchor_lang::prelude::Pubkey;
use mosaic_core::RuleError;

use crate::error::{ActionError, ClientError};

/// Why nothing can be done with a pool.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PoolError {
    /// There is no account at the address.
    #[error("there is no pool at {pool}")]
    NoPool {
        /// The address.
        pool: Pubkey,
    },
    /// The account belongs to a program whose pools are not known.
    #[error("{pool} is no pool of Token Swap or Raydium CP-Swap: program {owner} owns it")]
    UnknownExchange {
        /// The address.
        pool: Pubkey,
        /// The program that owns it.
        owner: Pubkey,
    },
    /// The account is of an exchange, but no pool, or one of its own accounts is missing.
    #[error("{address} is not what a pool's account should be")]
    Malformed {
        /// The account.
        address: Pubkey,
    },
    /// The pool's price does not follow the constant product.
    #[error("{pool} is not a pool of constant product")]
    OtherCurve {
        /// The pool.
        pool: Pubkey,
    },
    /// The pool is of other mints than the vault's fraction and quote mint.
    #[error("{pool} is a pool of {mints:?}, not of the vault's fractions and quote mint")]
    OtherMints {
        /// The pool.
        pool: Pubkey,
        /// Its mints.
        mints: [Pubkey; 2],
    },
    /// The creator has a pool of this vault at this exchange already, or somebody has one under the same configuration.
    #[error("there is a pool at {pool} already")]
    PoolExists {
        /// Its address.
        pool: Pubkey,
    },
    /// There is no such configuration of Raydium.
    #[error("Raydium has no configuration {config}, or takes no new pools under it")]
    NoConfig {
        /// Its address.
        config: Pubkey,
    },
    /// The exchange does not allow this in the pool, or not yet.
    #[error("the exchange does not allow {what} in this pool now")]
    Closed {
        /// What is not allowed.
        what: &'static str,
    },
    /// One side of the pool is empty.
    #[error("the pool is empty")]
    Empty,
    /// The amount is so small that the exchange rounds what is due for it down to nothing.
    #[error("the amount is too small for the pool: it would round to nothing")]
    TooSmall,
    /// The numbers do not fit.
    #[error("the amount is too large for the pool")]
    TooLarge,
    /// A fee has to be less than the whole.
    #[error("a fee of {bps} basis points leaves nothing to be traded")]
    FeeTooLarge {
        /// The fee, in basis points.
        bps: u16,
    },
    /// Slippage has to be less than the whole.
    #[error("a slippage of {bps} basis points would bound nothing")]
    SlippageTooLarge {
        /// The slippage, in basis points.
        bps: u16,
    },
    /// The wallet does not hold the shares of the pool.
    #[error("this takes {needed} raw shares of the pool, the wallet has {available}")]
    NotEnoughShares {
        /// What is to be given back, in raw units.
        needed: u64,
        /// What the wallet holds, in raw units.
        available: u64,
    },
}

/// Numbers of the pools fail only by size.
impl From<RuleError> for PoolError {
    fn from(_: RuleError) -> Self {
        Self::TooLarge
    }
}

/// Why an action with a pool was not built.
#[derive(Debug, thiserror::Error)]
pub enum PoolFailure<E> {
    /// As of any action: reading failed, or the vault or the wallet does not allow it.
    #[error(transparent)]
    Action(#[from] ActionError<E>),
    /// The pool does not allow it.
    #[error(transparent)]
    Pool(#[from] PoolError),
}

impl<E> From<ClientError> for PoolFailure<E> {
    fn from(error: ClientError) -> Self {
        Self::Action(error.into())
    }
}

impl<E> PoolFailure<E> {
    /// The refusal of the pool, if it is one.
    #[must_use]
    pub fn pool(&self) -> Option<&PoolError> {
        match self {
            Self::Action(_) => None,
            Self::Pool(error) => Some(error),
        }
    }

    /// The refusal of the client, if it is one.
    #[must_use]
    pub fn client(&self) -> Option<&ClientError> {
        match self {
            Self::Action(error) => error.client(),
            Self::Pool(_) => None,
        }
    }
}
