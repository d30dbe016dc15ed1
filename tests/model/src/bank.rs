//! Who has what: tokens in places.

use std::collections::BTreeMap;

use crate::{Mint, Person, Refused};

/// What can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Token {
    /// Raw units of the vault's fraction.
    Fraction,
    /// Raw units of a mint.
    Of(Mint),
    /// The one unit of an NFT.
    Nft(u8),
}

/// Where it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// With somebody.
    Wallet(Person),
    /// The vault's custody of NFTs.
    Custody,
    /// The vault's escrow of cash.
    Cash,
    /// The vault's escrow of fractions that were bid.
    Fractions,
    /// The vault's account of staked fractions.
    Staked,
    /// The vault's account of income in a mint.
    Income(Mint),
    /// The fractions of the offering of a number.
    Offered(u64),
    /// Its cash.
    Raised(u64),
}

/// All tokens of a world with one vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bank {
    balances: BTreeMap<(Place, Token), u128>,
}

impl Bank {
    /// What is in a place.
    pub fn of(&self, place: Place, token: Token) -> u128 {
        self.balances.get(&(place, token)).copied().unwrap_or(0)
    }

    /// What there is of a token in all places.
    pub fn total(&self, token: Token) -> u128 {
        self.balances.iter().filter(|((_, t), _)| *t == token).map(|(_, amount)| amount).sum()
    }

    /// Every token there is.
    pub fn tokens(&self) -> Vec<Token> {
        let mut tokens: Vec<_> = self.balances.keys().map(|(_, token)| *token).collect();
        tokens.sort();
        tokens.dedup();
        tokens
    }

    /// Makes tokens from nothing.
    pub fn mint(&mut self, place: Place, token: Token, amount: u128) {
        *self.balances.entry((place, token)).or_default() += amount;
    }

    /// Destroys tokens.
    pub fn burn(&mut self, place: Place, token: Token, amount: u128) -> Result<(), Refused> {
        let left = self.of(place, token).checked_sub(amount).ok_or(Refused::SourceTooSmall)?;
        match left {
            0 => _ = self.balances.remove(&(place, token)),
            left => _ = self.balances.insert((place, token), left),
        }
        Ok(())
    }

    /// Moves tokens.
    pub fn transfer(&mut self, from: Place, to: Place, token: Token, amount: u128) -> Result<(), Refused> {
        self.burn(from, token, amount)?;
        if amount > 0 {
            self.mint(to, token, amount);
        }
        Ok(())
    }
}
