//! Quotes of asks, and the book of them.

use anchor_lang::prelude::{Pubkey, Rent};
use mosaic_core::{
    RuleError,
    asks::{self, shift},
    ladder::{LEVELS, OPENING_LEVEL, level_at_least, price},
    math::mul_div_floor,
    reserve::{Book, Reserve, reserve},
    stake::lock_until,
};

use crate::{
    error::ClientError,
    pda,
    quotes::{AccountKind, NewAccount, StakeQuote, total_rent},
    state::Stake,
    views::{AskView, VaultView, delegate_of},
};

/// What a holder wants to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// At least this price of the whole vault, in raw quote units: the lowest level that is not below it, so that
    /// nobody sells below the wish.
    AtLeast(u64),
    /// This level of the ladder, 0 to 191.
    Level(u8),
    /// Nothing: the fractions count at the opening price, as those of everybody who asks nothing.
    Nothing,
}

impl Ask {
    /// The level it comes to in a vault.
    ///
    /// # Errors
    /// [`ClientError::AskAboveLadder`]; [`ClientError::Rule`] with [`RuleError::LevelOutOfBounds`].
    pub fn level(self, view: &VaultView) -> Result<Option<u8>, ClientError> {
        let opening = view.vault.opening_price;
        match self {
            Self::Nothing => Ok(None),
            Self::Level(level) => Ok(Some(view.ask_at(level)?.level)),
            Self::AtLeast(wish) => match level_at_least(opening, wish) {
                Ok(level) => Ok(Some(level)),
                Err(RuleError::PriceAboveLadder) => {
                    let highest = price(opening, LEVELS as u8 - 1)?;
                    Err(ClientError::AskAboveLadder { price: wish, highest })
                }
                Err(error) => Err(error.into()),
            },
        }
    }
}

/// What setting an ask does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskQuote {
    /// What the stake asked.
    pub before: Option<AskView>,
    /// What it asks afterwards; without an ask it counts at the opening price.
    pub ask: Option<AskView>,
    /// Fractions that ask it: the whole stake, in raw units.
    pub weight: u64,
    /// The reserve as it was: price, level and consenting weight.
    pub reserve_before: Reserve,
    /// The reserve afterwards.
    pub reserve: Reserve,
    /// Until when the whole stake is locked, in Unix seconds.
    pub locked_until: i64,
    /// Accounts made, at the expense of who signs: the book of asks, where there is none. Their rent comes back at
    /// closing.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
}

/// What staking and asking in one go does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StakeAndAskQuote {
    /// What is staked. Its reserve is the one with the ask the stake had.
    pub stake: StakeQuote,
    /// What is asked then.
    pub ask: AskQuote,
    /// What all new accounts cost, in lamports.
    pub rent: u64,
}

/// Quotes setting the ask of a stake by `authority`, at the time of the view.
///
/// # Errors
/// [`ClientError::WrongStatus`] unless the vault is Active, [`ClientError::NotTheHolderOrDelegate`],
/// [`ClientError::NothingStaked`], those of [`Ask::level`].
pub fn ask(
    view: &VaultView,
    stake: &Stake,
    authority: &Pubkey,
    ask: Ask,
    rent: &Rent,
) -> Result<AskQuote, ClientError> {
    if !view.status.accepts_asks() {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    if *authority != stake.holder && delegate_of(stake) != Some(*authority) {
        return Err(ClientError::NotTheHolderOrDelegate { authority: *authority, delegate: delegate_of(stake) });
    }
    if stake.amount == 0 {
        return Err(ClientError::NothingStaked { vault: view.address, holder: stake.holder });
    }
    ask_staked(view, stake, stake.amount, ask, rent)
}

/// As [`ask`], for a stake that has `weight` by then.
pub(crate) fn ask_staked(
    view: &VaultView,
    stake: &Stake,
    weight: u64,
    ask: Ask,
    rent: &Rent,
) -> Result<AskQuote, ClientError> {
    if !view.status.accepts_asks() {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    let level = ask.level(view)?;
    let after = level.map(|level| asks::Ask { level, weight });
    let mut accounts = Vec::new();
    if view.asks.is_none() {
        accounts.push(NewAccount::new(AccountKind::Asks, pda::asks(&view.address), rent));
    }
    Ok(AskQuote {
        before: stake.level().map(|level| view.ask_at(level)).transpose()?,
        ask: level.map(|level| view.ask_at(level)).transpose()?,
        weight,
        reserve_before: view.reserve,
        reserve: reserve_after(view, stake.ask(), after)?,
        locked_until: lock_until(view.now, view.vault.stake_lock_secs)?,
        rent: total_rent(&accounts),
        accounts,
    })
}

/// The reserve once a stake that asked `before` asks `after`.
pub(super) fn reserve_after(
    view: &VaultView,
    before: Option<asks::Ask>,
    after: Option<asks::Ask>,
) -> Result<Reserve, RuleError> {
    let (mut weights, mut asking) = book(view);
    shift(&mut weights, &mut asking, before, after)?;
    let asked = reserve(&view.vault.terms(), Some(Book { weights: &weights, asking }), view.supply)?;
    Ok(view.vault.lift(asked, view.now))
}

/// The weights of the vault's book and their sum; without a book nobody asks.
fn book(view: &VaultView) -> ([u64; LEVELS], u64) {
    view.asks.as_ref().map_or(([0; LEVELS], 0), |asks| (asks.weights, asks.asking))
}

/// A level of the ladder at which some of the supply would sell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedLevel {
    /// The level, 0 to 191.
    pub level: u8,
    /// Its price of the whole vault, in raw quote units.
    pub price: u64,
    /// Fractions that ask it, in raw units; at the opening level those that ask nothing too.
    pub weight: u64,
    /// Of them, those that are staked and ask it.
    pub asking: u64,
    /// Fractions that ask this level or less, in raw units.
    pub cumulative: u64,
    /// `weight` as a part of the supply, in basis points, floored.
    pub weight_bps: u64,
    /// `cumulative` as a part of the supply, in basis points, floored.
    pub cumulative_bps: u64,
    /// Whether more than the consent sells here: the first such level is the reserve's. The reserve is above its price
    /// where the floor is.
    pub consents: bool,
}

/// The asks of the whole supply by level, the lowest first; levels that nobody asks are left out. Empty without a
/// supply.
///
/// # Errors
/// [`RuleError::LedgerMismatch`] if the accounts do not fit together.
pub fn depth(view: &VaultView) -> Result<Vec<AskedLevel>, RuleError> {
    let (weights, asking) = book(view);
    let not_asking = view.supply.checked_sub(asking).ok_or(RuleError::LedgerMismatch)?;
    let (mut levels, mut cumulative) = (Vec::new(), 0u64);
    for (level, asking) in (0..).zip(weights) {
        let others = if level == OPENING_LEVEL { not_asking } else { 0 };
        let weight = asking.checked_add(others).ok_or(RuleError::LedgerMismatch)?;
        if weight == 0 {
            continue;
        }
        cumulative = cumulative.checked_add(weight).ok_or(RuleError::LedgerMismatch)?;
        levels.push(AskedLevel {
            level,
            price: price(view.vault.opening_price, level)?,
            weight,
            asking,
            cumulative,
            weight_bps: mul_div_floor(weight, 10_000, view.supply)?,
            cumulative_bps: mul_div_floor(cumulative, 10_000, view.supply)?,
            consents: level >= view.reserve.level,
        });
    }
    Ok(levels)
}
