use anchor_lang::prelude::*;
use mosaic_core::{asks::Ask, income, stake::VOTE_PLACES};

use super::{Pool, close, halves, q64};
use crate::{
    constants::INCOME_MINTS,
    error::{MosaicError, OrError, OrRefuse, ensure},
};

/// What a stake is owed of the income of one mint.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// `per_fraction` of the income when the share was last settled: Q64.64, the lower half first.
    pub entry: [u64; 2],
    /// Owed and not claimed, in raw units of the income's mint: Q64.64, the lower half first.
    pub owed: [u64; 2],
}

impl Share {
    /// The share as the rules know it.
    pub fn share(&self) -> income::Share {
        income::Share { entry: q64(self.entry), owed: q64(self.owed) }
    }

    pub(crate) fn set(&mut self, share: &income::Share) {
        self.entry = halves(share.entry);
        self.owed = halves(share.owed);
    }
}

/// The fractions a holder has locked in the vault to ask, vote and earn. PDA `["stake", vault, holder]`.
///
/// It stays open until everything was unstaked and claimed.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Stake {
    /// The vault.
    pub vault: Pubkey,
    /// Whose fractions they are; pays the rent and gets it back.
    pub holder: Pubkey,
    /// Who else may set the ask and vote; all zero for nobody.
    pub delegate: Pubkey,
    /// What is owed of each income, in the order of the pool.
    pub shares: [Share; INCOME_MINTS],
    /// Ends of the votes it takes part in (Unix seconds), 0 or past where there is room for another; the last place is
    /// shared by all that found no other.
    pub votes: [i64; VOTE_PLACES],
    /// Fractions staked, in raw units.
    pub amount: u64,
    /// Until when staking or changing the ask locked it while the vault is Active (Unix seconds); in an auction this
    /// lock ends an hour after its start, after a sale at once.
    pub locked_until: i64,
    /// 1 if the stake asks; else its fractions count at the opening price.
    pub asks: u8,
    /// The level it asks, 0 to 191; without a meaning where it does not ask.
    pub level: u8,
    /// Always zero: fills up to a multiple of 8 bytes.
    pub padding: [u8; 6],
}

impl Stake {
    /// What the stake adds to the book of asks.
    pub fn ask(&self) -> Option<Ask> {
        (self.asks == 1).then_some(Ask { level: self.level, weight: self.amount })
    }

    /// The level it asks, if any.
    pub fn level(&self) -> Option<u8> {
        (self.asks == 1).then_some(self.level)
    }

    pub(crate) fn set_level(&mut self, level: Option<u8>) {
        self.asks = u8::from(level.is_some());
        self.level = level.unwrap_or_default();
    }

    /// Refuses a stake of another vault or holder.
    pub(crate) fn check(&self, vault: &Pubkey, holder: &Pubkey) -> Result<()> {
        self.check_vault(vault)?;
        ensure(self.holder == *holder, MosaicError::StakeOfAnotherHolder)
    }

    /// Refuses a stake of another vault.
    pub(crate) fn check_vault(&self, vault: &Pubkey) -> Result<()> {
        ensure(self.vault == *vault, MosaicError::StakeOfAnotherVault)
    }

    /// Whether this key may act for the stake where a delegate may: its holder does, and the delegate, if there is one.
    pub(crate) fn is_led_by(&self, key: &Pubkey) -> bool {
        self.holder == *key || (self.delegate == *key && self.delegate != Pubkey::default())
    }

    /// Books what the stake has earned since it was last settled. The pool has released its income before, and the
    /// amount changes only afterwards.
    pub(crate) fn settle(&mut self, pool: &Pool) {
        let amount = self.amount;
        for (share, income) in self.shares.iter_mut().zip(&pool.income) {
            // An entry equal to the income's: nothing was released since. Compared here, before any conversion.
            if share.entry != income.per_fraction {
                share.set(&share.share().settle(q64(income.per_fraction), amount));
            }
        }
    }

    /// Whether nothing is staked and no whole unit owed: the stake can be closed.
    pub fn is_spent(&self) -> bool {
        self.amount == 0 && self.shares.iter().all(|share| share.share().claimable() == 0)
    }

    /// What closing the stake leaves to the others: its parts below one unit.
    pub(crate) fn leave(&self, pool: &mut Pool) -> Result<()> {
        pool.stakes = pool.stakes.checked_sub(1).or_error(MosaicError::PoolInvariantBroken)?;
        for (share, income) in self.shares.iter().zip(&mut pool.income) {
            let fraction = share.share().fraction();
            if fraction > 0 {
                let stream = income.stream().leave(fraction).or_refuse()?;
                income.set_stream(&stream);
            }
        }
        Ok(())
    }
}

/// Closes a stake of which nothing is left: its rent goes to the holder.
pub(crate) fn close_if_spent<'info>(
    stake: &AccountLoader<'info, Stake>,
    pool: &mut Pool,
    holder: &AccountInfo<'info>,
) -> Result<bool> {
    let spent = {
        let stake = stake.load()?;
        let spent = stake.is_spent();
        if spent {
            stake.leave(pool)?;
        }
        spent
    };
    if spent {
        close(stake.as_ref(), holder)?;
    }
    Ok(spent)
}
