//! A pool as it is read.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};

use super::{
    Amounts, Exchange, PoolError, PoolFailure, Side,
    curve::{Curve, Fees},
    raydium, token_swap,
};
use crate::{
    reader::{AccountReader, Accounts},
    views::VaultView,
};

/// A pool of a vault's fractions and its quote mint.
#[derive(Clone, Copy, Debug)]
pub struct PoolView {
    /// Its address.
    pub address: Pubkey,
    /// Whose program keeps it.
    pub exchange: Exchange,
    /// What is in it.
    pub curve: Curve,
    /// Mint of its shares.
    pub share_mint: Pubkey,
    /// Whether the exchange lets liquidity be added.
    pub takes_deposits: bool,
    /// Whether the exchange lets liquidity be removed.
    pub pays_withdrawals: bool,
    /// Whether it can be traded in now.
    pub trades: bool,
    known: Known,
}

/// The pool as its exchange has it.
#[derive(Clone, Copy, Debug)]
enum Known {
    TokenSwap(token_swap::Known),
    Raydium(raydium::Known),
}

impl Known {
    fn fractions_at(&self) -> usize {
        match self {
            Self::TokenSwap(known) => known.fractions_at,
            Self::Raydium(known) => known.fractions_at,
        }
    }

    fn tokens(&self) -> [Pubkey; 2] {
        match self {
            Self::TokenSwap(known) => known.pool.tokens,
            Self::Raydium(known) => known.pool.tokens,
        }
    }

    fn share_mint(&self) -> Pubkey {
        match self {
            Self::TokenSwap(known) => known.pool.share_mint,
            Self::Raydium(known) => known.pool.share_mint,
        }
    }
}

impl PoolView {
    /// Reads a pool of that vault's fractions and quote mint.
    ///
    /// # Errors
    /// [`PoolError`] if there is none, or one of other mints or another curve;
    /// [`ActionError::Read`](crate::ActionError::Read).
    pub async fn read<R: AccountReader>(
        reader: &R,
        vault: &VaultView,
        pool: &Pubkey,
    ) -> Result<Self, PoolFailure<R::Error>> {
        let mut accounts = Accounts::read(reader, &[*pool]).await?;
        Self::read_with(reader, vault, pool, &mut accounts).await
    }

    /// As [`Self::read`], with the pool's account read already; adds what else the pool is made of.
    pub(super) async fn read_with<R: AccountReader>(
        reader: &R,
        vault: &VaultView,
        pool: &Pubkey,
        accounts: &mut Accounts,
    ) -> Result<Self, PoolFailure<R::Error>> {
        let known = recognise(accounts, vault, pool)?;
        let mut addresses = known.tokens().to_vec();
        addresses.push(known.share_mint());
        if let Known::Raydium(raydium) = &known {
            addresses.push(raydium.pool.config);
        }
        accounts.add(reader, &addresses).await?;
        Ok(put_together(accounts, vault, pool, known)?)
    }

    /// What adds liquidity: buys so many shares for at most these amounts, from the associated accounts of `provider`.
    #[must_use]
    pub fn deposit(&self, provider: &Pubkey, shares: u64, most: Amounts) -> Instruction {
        match &self.known {
            Known::TokenSwap(known) => known.deposit(provider, shares, most),
            Known::Raydium(known) => known.deposit(provider, shares, most),
        }
    }

    /// What removes liquidity: gives so many shares back for at least these amounts.
    #[must_use]
    pub fn withdraw(&self, provider: &Pubkey, shares: u64, least: Amounts) -> Instruction {
        match &self.known {
            Known::TokenSwap(known) => known.withdraw(provider, shares, least),
            Known::Raydium(known) => known.withdraw(provider, shares, least),
        }
    }

    /// What trades: offers `amount` of one side for at least `least` of the other.
    #[must_use]
    pub fn swap(&self, trader: &Pubkey, paid_in: Side, amount: u64, least: u64) -> Instruction {
        match &self.known {
            Known::TokenSwap(known) => known.swap(trader, paid_in, amount, least),
            Known::Raydium(known) => known.swap(trader, paid_in, amount, least),
        }
    }
}

fn recognise(accounts: &Accounts, vault: &VaultView, pool: &Pubkey) -> Result<Known, PoolError> {
    let account = accounts.get(pool).ok_or(PoolError::NoPool { pool: *pool })?;
    let malformed = PoolError::Malformed { address: *pool };
    let wanted = [vault.vault.fraction_mint, vault.vault.quote_mint];
    let place = |mints: [Pubkey; 2]| match mints {
        [first, second] if [first, second] == wanted => Ok(0),
        [first, second] if [second, first] == wanted => Ok(1),
        _ => Err(PoolError::OtherMints { pool: *pool, mints }),
    };
    match account.owner {
        token_swap::PROGRAM_ID => {
            let found = token_swap::Pool::decode(&account.data).ok_or(malformed)?;
            if !found.constant_product {
                return Err(PoolError::OtherCurve { pool: *pool });
            }
            let fractions_at = place(found.mints)?;
            Ok(Known::TokenSwap(token_swap::Known { address: *pool, pool: found, fractions_at }))
        }
        raydium::PROGRAM_ID => {
            let found = raydium::Pool::decode(&account.data).ok_or(malformed)?;
            let fractions_at = place(found.mints)?;
            Ok(Known::Raydium(raydium::Known { address: *pool, pool: found, fractions_at }))
        }
        owner => Err(PoolError::UnknownExchange { pool: *pool, owner }),
    }
}

fn put_together(accounts: &Accounts, vault: &VaultView, pool: &Pubkey, known: Known) -> Result<PoolView, PoolError> {
    let malformed = |address| PoolError::Malformed { address };
    let share_mint = known.share_mint();
    let minted = accounts.mint(&share_mint).ok_or(malformed(share_mint))?.supply;
    let [first, second] = known.tokens();
    let held = |address| accounts.token(&address).map(|token| token.amount).ok_or(malformed(address));
    let (mut amounts, fractions_at) = ([held(first)?, held(second)?], known.fractions_at());
    let (mut shares, mut allowed) = (minted, [true; 3]);
    let fees = match &known {
        Known::TokenSwap(known) => known.pool.fees,
        Known::Raydium(known) => {
            let found = &known.pool;
            let account = accounts.get(&found.config).filter(|account| account.owner == raydium::PROGRAM_ID);
            let config = account.and_then(|account| raydium::Config::decode(&account.data));
            let config = config.ok_or(malformed(found.config))?;
            for (amount, set_aside) in amounts.iter_mut().zip(found.set_aside) {
                *amount = amount.checked_sub(set_aside).ok_or(malformed(*pool))?;
            }
            shares = found.shares;
            allowed = [1, 2, 4].map(|bit| found.status & bit == 0);
            if u64::try_from(vault.now).is_ok_and(|now| now < found.opens_at) {
                allowed[2] = false;
            }
            raydium_fees(found, &config, fractions_at).ok_or(malformed(*pool))?
        }
    };
    let [first, second] = amounts;
    let reserves = if fractions_at == 0 {
        Amounts { fractions: first, quote: second }
    } else {
        Amounts { fractions: second, quote: first }
    };
    let [takes_deposits, pays_withdrawals, trades] = allowed;
    let exchange = match known {
        Known::TokenSwap(_) => Exchange::TokenSwap,
        Known::Raydium(_) => Exchange::Raydium,
    };
    let curve = Curve { reserves, shares, fees };
    Ok(PoolView { address: *pool, exchange, curve, share_mint, takes_deposits, pays_withdrawals, trades, known })
}

fn raydium_fees(pool: &raydium::Pool, config: &raydium::Config, fractions_at: usize) -> Option<Fees> {
    let side_at = |place| if place == fractions_at { Side::Fractions } else { Side::Quote };
    let creator_on = match pool.creator_fee_on {
        0 => None,
        1 => Some(side_at(0)),
        2 => Some(side_at(1)),
        _ => return None,
    };
    let creator = if pool.creator_fee { config.creator_fee } else { 0 };
    Some(Fees::Raydium { trade: config.trade_fee, creator, creator_on })
}
