use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use bytemuck::Zeroable;
use mosaic_core::{Status, stake};

use super::shift;
use crate::{
    cpi,
    error::{MosaicError, OrError, OrRefuse, ensure},
    events::FractionsStaked,
    seeds,
    state::{self, Pool, Stake, Vault},
    token,
};

/// What the holder stakes.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct StakeArgs {
    /// Fractions to add to the stake, in raw units; above zero.
    pub amount: u64,
}

/// Accounts of `stake`.
#[derive(Accounts)]
pub struct StakeFractions<'info> {
    /// Whose fractions they are; pays the rent of the stake, if there is none yet.
    #[account(mut)]
    pub holder: Signer<'info>,
    /// The vault, Active, in Auction or Sold.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The pool of stakes.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The stake, PDA `["stake", vault, holder]`; created if the holder has none.
    /// CHECK: the handler derives the address, or compares vault and holder.
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// The holder's token account that the fractions come from.
    /// CHECK: the handler checks mint, owner and amount.
    #[account(mut)]
    pub fraction_source: UncheckedAccount<'info>,
    /// The vault's token account for staked fractions, in which they are locked.
    /// CHECK: `pool` names it.
    #[account(mut)]
    pub staked_fractions: UncheckedAccount<'info>,
    /// The book of asks; needed where the stake asks.
    /// CHECK: its type and the vault it names.
    #[account(mut)]
    pub asks: Option<UncheckedAccount<'info>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> StakeFractions<'info> {
    /// Checks the accounts; the bump of the stake's address if there is no stake yet.
    fn validate(&self, args: &StakeArgs) -> Result<Option<u8>> {
        // vault
        let vault = self.vault.load()?;
        vault.require(Status::accepts_stakes)?;
        // pool - after the sale stakes ask nothing: without income left they would only keep the vault open.
        let pool = self.pool.load()?;
        pool.check(&self.vault.key(), &self.staked_fractions)?;
        let earns = !vault.status()?.pays_out() || pool.income.iter().any(|income| income.balance > 0);
        ensure(earns, MosaicError::NothingLeftToEarn)?;
        // fraction_source
        token::check_source(&self.fraction_source, self.holder.key, &vault.fraction_mint, args.amount)?;
        // stake
        if state::is_vacant(&self.stake) {
            let address = seeds::stake(&self.vault.key(), self.holder.key);
            return seeds::expect(&self.stake, address, MosaicError::WrongStakeAddress).map(Some);
        }
        let stake = state::load::<Stake>(&self.stake, MosaicError::WrongStakeAddress)?;
        stake.check(&self.vault.key(), self.holder.key)?;
        Ok(None)
    }

    fn create_stake(&self, bump: u8) -> Result<()> {
        let vault = self.vault.key();
        let signer: &[&[u8]] = &[seeds::STAKE, vault.as_ref(), self.holder.key.as_ref(), &[bump]];
        cpi::create_account(&self.holder, &self.stake, state::space::<Stake>(), &crate::ID, signer)?;
        state::init(&self.stake, &Stake { vault, holder: self.holder.key(), ..Stake::zeroed() })?;
        let mut pool = self.pool.load_mut()?;
        pool.stakes = pool.stakes.checked_add(1).or_error(MosaicError::Overflow)?;
        Ok(())
    }

    fn take_fractions(&self, amount: u64) -> Result<()> {
        let mismatch = MosaicError::FractionMoveMismatch;
        token::transfer(&self.fraction_source, &self.staked_fractions, &self.holder, amount, &[], mismatch)
    }

    /// Locks fractions of the holder in the vault, where they ask, vote and earn.
    ///
    /// Specification:
    /// - The holder shall sign and own the fractions
    /// - The vault shall be Active, in Auction, or Sold: then only where income is left
    /// - The income earned so far shall be booked before the amount changes
    /// - A stake that asks shall ask the same for what is added
    /// - The whole stake shall be locked for `stake_lock_secs`
    pub fn handle(ctx: Context<'info, Self>, args: StakeArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let new_bump = accounts.validate(&args)?;
        let clock = Clock::get()?;
        if let Some(bump) = new_bump {
            accounts.create_stake(bump)?;
        }
        accounts.take_fractions(args.amount)?;
        accounts.record(args.amount, &clock)
    }

    fn record(&self, amount: u64, clock: &Clock) -> Result<()> {
        let now = clock.unix_timestamp;
        let mut vault = self.vault.load_mut()?;
        let mut pool = self.pool.load_mut()?;
        let mut stake = state::load_mut::<Stake>(&self.stake, MosaicError::WrongStakeAddress)?;
        pool.accrue(now)?;
        stake.settle(&pool);
        let before = stake.ask();
        stake.amount = stake::stake(stake.amount, amount).or_refuse()?;
        pool.staked = stake::stake(pool.staked, amount).or_refuse()?;
        stake.locked_until = stake::lock_until(now, vault.stake_lock_secs).or_refuse()?;
        shift(self.asks.as_ref(), &self.vault.key(), before, stake.ask(), pool.staked)?;
        let header = vault.next_event(self.vault.key(), clock)?;
        emit!(FractionsStaked {
            header,
            holder: self.holder.key(),
            amount,
            stake: stake.amount,
            staked: pool.staked,
            level: stake.level(),
            locked_until: stake.locked_until,
        });
        ensure(stake.amount <= pool.staked, MosaicError::PoolInvariantBroken)?;
        vault.invariant()?;
        pool.invariant(&self.staked_fractions)
    }
}
