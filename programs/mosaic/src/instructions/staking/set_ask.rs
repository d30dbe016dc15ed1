use anchor_lang::prelude::*;
use mosaic_core::{Status, ladder::LEVELS, stake::lock_until};

use crate::{
    error::{MosaicError, OrRefuse, ensure},
    events::AskSet,
    state::{Asks, Pool, Stake, Vault},
};

/// What the stake is to ask.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct SetAskArgs {
    /// The level of the ladder of prices, 0 to 191: level `k` is `opening_price * 1.05^(k - 96)` for the whole vault,
    /// in raw quote units, rounded down, at least 1. None to ask no more: the stake then counts at the opening price.
    pub level: Option<u8>,
}

/// Accounts of `set_ask`.
#[derive(Accounts)]
pub struct SetAsk<'info> {
    /// The holder of the stake, or its delegate.
    pub authority: Signer<'info>,
    /// The vault, Active.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The pool of stakes.
    pub pool: AccountLoader<'info, Pool>,
    /// The stake, PDA `["stake", vault, holder]` with the holder in it.
    #[account(mut)]
    pub stake: AccountLoader<'info, Stake>,
    /// The book of asks.
    #[account(mut)]
    pub asks: AccountLoader<'info, Asks>,
}

impl<'info> SetAsk<'info> {
    fn validate(&self, args: &SetAskArgs) -> Result<()> {
        let Self { authority, vault, pool, stake, asks } = self;
        // vault
        vault.load()?.require(Status::accepts_asks)?;
        // pool
        pool.load()?.check_vault(&vault.key())?;
        // stake, authority - the delegate MAY set the ask, and nothing else (T35).
        let stake = stake.load()?;
        stake.check_vault(&vault.key())?;
        ensure(stake.is_led_by(authority.key), MosaicError::NotTheHolderOrDelegate)?;
        ensure(stake.amount > 0, MosaicError::NothingStaked)?;
        // asks
        asks.load()?.check(&vault.key())?;
        // level
        let known = args.level.is_none_or(|level| usize::from(level) < LEVELS);
        ensure(known, MosaicError::LevelOutOfBounds)
    }

    /// Sets at which level a stake would sell the whole, or that it asks nothing and counts at the opening price.
    ///
    /// Specification:
    /// - The vault shall be Active: asks decide when an auction starts, and never after
    /// - The holder or its delegate shall sign
    /// - Each staked fraction shall be in the book once, at the level of its stake (INV-05)
    /// - The whole stake shall be locked for `stake_lock_secs`
    pub fn handle(ctx: Context<'info, Self>, args: SetAskArgs) -> Result<()> {
        let accounts = ctx.accounts;
        accounts.validate(&args)?;
        let clock = Clock::get()?;
        let mut vault = accounts.vault.load_mut()?;
        let mut stake = accounts.stake.load_mut()?;
        let mut asks = accounts.asks.load_mut()?;
        let before = stake.ask();
        stake.set_level(args.level);
        stake.locked_until = lock_until(clock.unix_timestamp, vault.stake_lock_secs).or_refuse()?;
        asks.shift(before, stake.ask(), accounts.pool.load()?.staked)?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(AskSet {
            header,
            holder: stake.holder,
            authority: accounts.authority.key(),
            level: args.level,
            weight: stake.amount,
            asking: asks.asking,
            locked_until: stake.locked_until,
        });
        vault.invariant()
    }
}
