//! Quotes of staking, unstaking and delegates.

use anchor_lang::prelude::{Pubkey, Rent};
use mosaic_core::{
    RuleError,
    asks::Ask,
    math::mul_div_floor,
    reserve::Reserve,
    stake::{self as rules, free_at, lock_until},
};

use super::asks::reserve_after;
use crate::{
    error::ClientError,
    pda,
    quotes::{AccountKind, NewAccount, total_rent},
    state::Stake,
    views::{AskView, Due, VaultView, delegate_of},
};

/// What staking does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StakeQuote {
    /// What the holder had staked, in raw units.
    pub before: u64,
    /// What it has staked afterwards.
    pub staked: u64,
    /// What all holders have staked afterwards, in raw units.
    pub total_staked: u64,
    /// The holder's stake as a part of the supply, in basis points, floored.
    pub share_bps: u64,
    /// What the stake asks, what is added included; without an ask it counts at the opening price.
    pub ask: Option<AskView>,
    /// The reserve as it was; it counts while the vault is Active.
    pub reserve_before: Reserve,
    /// The reserve afterwards.
    pub reserve: Reserve,
    /// Until when the whole stake is locked, in Unix seconds, as long as the vault is Active.
    pub locked_until: i64,
    /// From when on it may leave as things are: in an auction an hour after its start; `None` if it may at once, as
    /// after the sale.
    pub free_at: Option<i64>,
    /// Accounts made, at the holder's expense. Their rent comes back: that of the stake when nothing is staked or owed
    /// any more, that of the pool when the vault is closed.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
}

/// What unstaking does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnstakeQuote {
    /// What the holder had staked, in raw units.
    pub before: u64,
    /// What it has staked afterwards.
    pub staked: u64,
    /// What all holders have staked afterwards, in raw units.
    pub total_staked: u64,
    /// What the rest of the stake asks.
    pub ask: Option<AskView>,
    /// The reserve as it was; it counts while the vault is Active.
    pub reserve_before: Reserve,
    /// The reserve afterwards.
    pub reserve: Reserve,
    /// Income earned so far, which stays claimable, by mint.
    pub due: Vec<Due>,
    /// Whether the stake is closed: nothing is staked and no whole unit of income owed any more.
    pub closes: bool,
    /// Lamports of the closed stake that come back to the holder. [`unstake`] leaves them 0: they follow from the
    /// accounts that [`crate::actions::unstake`] reads.
    pub returned: u64,
    /// Accounts made, at the holder's expense: its token account for fractions, where there is none.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
}

/// What naming a delegate does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DelegateQuote {
    /// Who could set the ask besides the holder.
    pub before: Option<Pubkey>,
    /// Who can afterwards.
    pub delegate: Option<Pubkey>,
}

/// Quotes staking `amount` raw fractions more, where `stake` is what the holder has staked already.
///
/// # Errors
/// [`ClientError::WrongStatus`] in a status without stakes, and after the sale where nobody staked before;
/// [`ClientError::Rule`] with [`RuleError::ZeroAmount`].
pub fn stake(
    view: &VaultView,
    holder: &Pubkey,
    stake: Option<&Stake>,
    amount: u64,
    rent: &Rent,
) -> Result<StakeQuote, ClientError> {
    // After the sale no pool is opened any more, and only income that is left is earned.
    let earns = view.pool.as_ref().is_some_and(|pool| pool.income.iter().any(|income| income.balance > 0));
    if !view.status.accepts_stakes() || (!view.status.opens_staking() && !earns) {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    let before = stake.map_or(0, |stake| stake.amount);
    let staked = rules::stake(before, amount)?;
    let asked = stake.and_then(Stake::ask);
    let vault = &view.address;
    let mut accounts = Vec::new();
    if view.pool.is_none() {
        accounts.extend(pool_accounts(vault, rent));
    }
    if stake.is_none() {
        accounts.push(NewAccount::new(AccountKind::Stake, pda::stake(vault, holder), rent));
    }
    let locked_until = lock_until(view.now, view.vault.stake_lock_secs)?;
    let free_at = free_at(view.status, view.vault.entered_at, locked_until);
    Ok(StakeQuote {
        before,
        staked,
        total_staked: rules::stake(view.staked(), amount)?,
        share_bps: if view.supply == 0 { 0 } else { mul_div_floor(staked, 10_000, view.supply)? },
        ask: asked.map(|ask| view.ask_at(ask.level)).transpose()?,
        reserve_before: view.reserve,
        reserve: reserve_after(view, asked, asked.map(|ask| Ask { weight: staked, ..ask }))?,
        locked_until,
        free_at: (view.now < free_at).then_some(free_at),
        rent: total_rent(&accounts),
        accounts,
    })
}

/// What opening the pool of stakes makes.
pub(super) fn pool_accounts(vault: &Pubkey, rent: &Rent) -> [NewAccount; 2] {
    [
        NewAccount::new(AccountKind::Pool, pda::pool(vault), rent),
        NewAccount::new(AccountKind::StakedFractions, pda::staked_fractions(vault), rent),
    ]
}

/// Quotes taking `amount` raw fractions out of a stake, at the time of the view.
///
/// # Errors
/// [`ClientError::StakeLocked`], [`ClientError::NotEnoughStaked`]; [`ClientError::Rule`] with
/// [`RuleError::ZeroAmount`].
pub fn unstake(view: &VaultView, stake: &Stake, amount: u64) -> Result<UnstakeQuote, ClientError> {
    let free_at = free_at(view.status, view.vault.entered_at, stake.locked_until);
    let staked = rules::unstake(stake.amount, amount, view.now, free_at).map_err(|error| match error {
        RuleError::StakeLocked => ClientError::StakeLocked { free_at, now: view.now },
        RuleError::AmountAboveStake => ClientError::NotEnoughStaked { needed: amount, staked: stake.amount },
        error => error.into(),
    })?;
    let asked = stake.ask();
    let rest = asked.filter(|_| staked > 0).map(|ask| Ask { weight: staked, ..ask });
    let due = view.due(stake)?;
    Ok(UnstakeQuote {
        before: stake.amount,
        staked,
        total_staked: view.staked().checked_sub(amount).ok_or(RuleError::LedgerMismatch)?,
        ask: rest.map(|ask| view.ask_at(ask.level)).transpose()?,
        reserve_before: view.reserve,
        reserve: reserve_after(view, asked, rest)?,
        closes: staked == 0 && due.is_empty(),
        due,
        returned: 0,
        accounts: Vec::new(),
        rent: 0,
    })
}

/// Quotes naming or revoking the delegate of a stake.
#[must_use]
pub fn delegate(stake: &Stake, delegate: Option<Pubkey>) -> DelegateQuote {
    // The address of all zeros stands for nobody.
    DelegateQuote { before: delegate_of(stake), delegate: delegate.filter(|delegate| *delegate != Pubkey::default()) }
}
