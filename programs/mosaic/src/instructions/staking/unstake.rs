use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::stake::{self, free_at};

use super::shift;
use crate::{
    error::{MosaicError, OrError, OrRefuse},
    events::FractionsUnstaked,
    state::{Pool, Stake, Vault, close_if_spent},
    token,
};

/// What the holder takes out.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct UnstakeArgs {
    /// Fractions to take out of the stake, in raw units; above zero, at most the stake.
    pub amount: u64,
}

/// Accounts of `unstake`.
#[derive(Accounts)]
pub struct Unstake<'info> {
    /// Whose stake it is; gets its rent back if nothing is left of it.
    #[account(mut)]
    pub holder: Signer<'info>,
    /// The vault, in any status.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The pool of stakes.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The stake; closed if nothing is staked or owed any more.
    #[account(mut)]
    pub stake: AccountLoader<'info, Stake>,
    /// The vault's token account for staked fractions.
    /// CHECK: `pool` names it.
    #[account(mut)]
    pub staked_fractions: UncheckedAccount<'info>,
    /// The holder's token account that gets the fractions.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub fraction_destination: UncheckedAccount<'info>,
    /// The book of asks; needed where the stake asks.
    /// CHECK: its type and the vault it names.
    #[account(mut)]
    pub asks: Option<UncheckedAccount<'info>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> Unstake<'info> {
    /// Checks the accounts and the lock; what is left of the stake.
    fn validate(&self, args: &UnstakeArgs, now: i64) -> Result<u64> {
        // pool
        self.pool.load()?.check(&self.vault.key(), &self.staked_fractions)?;
        // stake
        let stake = self.stake.load()?;
        stake.check(&self.vault.key(), self.holder.key)?;
        // vault - MAY be in any status: what was locked can always leave once the lock is over (INV-12).
        let vault = self.vault.load()?;
        let free_at = free_at(vault.status()?, vault.entered_at, stake.locked_until, &stake.votes);
        // A stake that has asked or voted cannot leave before that lock, or vote, ends (INV-10).
        let left = stake::unstake(stake.amount, args.amount, now, free_at).or_refuse()?;
        // fraction_destination
        token::check_payee(&self.fraction_destination, &self.holder, &vault.fraction_mint)?;
        Ok(left)
    }

    fn return_fractions(&self, amount: u64) -> Result<()> {
        let (signer, vault) = (self.vault.load()?.signer(), self.vault.as_ref());
        let (destination, mismatch) = (&self.fraction_destination, MosaicError::FractionMoveMismatch);
        token::transfer(&self.staked_fractions, destination, vault, amount, &[&signer.seeds()], mismatch)
    }

    /// Returns staked fractions to their holder.
    ///
    /// Specification:
    /// - The holder shall sign; the stake shall not be locked: in an auction the lock ends an hour after its start,
    ///   after a sale at once
    /// - The income earned so far shall be booked before the amount changes; it is claimed by itself
    /// - What is taken out shall ask no more
    /// - A stake of which nothing is left, staked or owed, shall be closed
    pub fn handle(ctx: Context<'info, Self>, args: UnstakeArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let left = accounts.validate(&args, clock.unix_timestamp)?;
        accounts.return_fractions(args.amount)?;
        accounts.record(args.amount, left, &clock)
    }

    fn record(&self, amount: u64, left: u64, clock: &Clock) -> Result<()> {
        let mut vault = self.vault.load_mut()?;
        let mut pool = self.pool.load_mut()?;
        pool.accrue(clock.unix_timestamp)?;
        {
            let mut stake = self.stake.load_mut()?;
            stake.settle(&pool);
            let before = stake.ask();
            stake.amount = left;
            pool.staked = pool.staked.checked_sub(amount).or_error(MosaicError::PoolInvariantBroken)?;
            if left == 0 {
                stake.set_level(None);
            }
            shift(self.asks.as_ref(), &self.vault.key(), before, stake.ask(), pool.staked)?;
        }
        let closed = close_if_spent(&self.stake, &mut pool, &self.holder)?;
        let (header, staked) = (vault.next_event(self.vault.key(), clock)?, pool.staked);
        emit!(FractionsUnstaked { header, holder: self.holder.key(), amount, stake: left, staked, closed });
        vault.invariant()?;
        pool.invariant(&self.staked_fractions)
    }
}
