//! Stakes and their locks (DESIGN section 4).
//!
//! Staking or changing an ask locks the stake, so that borrowed fractions cannot ask, bid and leave in one transaction.

use crate::{RuleError, Status};

/// From the start of an auction stakes stay locked for at most this long, in seconds, so that stakers can bid with
/// their fractions.
pub const AUCTION_LOCK_SECS: u32 = 3_600;

/// Until when (Unix seconds) a stake is locked that is added to, or whose ask is changed, at `now`.
///
/// # Errors
/// [`RuleError::Overflow`]
pub fn lock_until(now: i64, stake_lock_secs: u32) -> Result<i64, RuleError> {
    now.checked_add(i64::from(stake_lock_secs)).ok_or(RuleError::Overflow)
}

/// From when on (Unix seconds) a stake may leave a vault that entered its status at `entered_at`: at the end of its
/// lock, which the start of an auction cuts to an hour, and the end of the sale to nothing.
///
/// The lock of a vote is another one, which stays.
pub fn free_at(status: Status, entered_at: i64, locked_until: i64) -> i64 {
    match status {
        // No fraction exists in a draft, so there is no stake.
        Status::Draft | Status::Active => locked_until,
        Status::Auction => locked_until.min(entered_at.saturating_add(i64::from(AUCTION_LOCK_SECS))),
        Status::Sold | Status::Reclaimed => i64::MIN,
    }
}

/// What is staked after `amount` is added to `staked`, in raw fraction units.
///
/// # Errors
/// [`RuleError::ZeroAmount`], [`RuleError::Overflow`]
pub fn stake(staked: u64, amount: u64) -> Result<u64, RuleError> {
    if amount == 0 {
        return Err(RuleError::ZeroAmount);
    }
    staked.checked_add(amount).ok_or(RuleError::Overflow)
}

/// What stays of `staked` after `amount` is taken away at `now`, in raw fraction units; `free_at` as in [`free_at`].
///
/// # Errors
/// [`RuleError::ZeroAmount`], [`RuleError::AmountAboveStake`], [`RuleError::StakeLocked`] while `now < free_at`
pub fn unstake(staked: u64, amount: u64, now: i64, free_at: i64) -> Result<u64, RuleError> {
    if amount == 0 {
        return Err(RuleError::ZeroAmount);
    }
    let rest = staked.checked_sub(amount).ok_or(RuleError::AmountAboveStake)?;
    if now < free_at {
        return Err(RuleError::StakeLocked);
    }
    Ok(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::{MAX_STAKE_LOCK_SECS, MIN_STAKE_LOCK_SECS};
    use proptest::prelude::*;

    const NOW: i64 = 1_800_000_000;

    #[test]
    fn stakes_of_any_size() {
        assert_eq!(stake(0, 1), Ok(1));
        assert_eq!(stake(1, u64::MAX - 1), Ok(u64::MAX));
        assert_eq!(stake(1, u64::MAX), Err(RuleError::Overflow));
        assert_eq!(stake(1, 0), Err(RuleError::ZeroAmount));
        assert_eq!(unstake(u64::MAX, 1, NOW, NOW), Ok(u64::MAX - 1));
        assert_eq!(unstake(1, 1, NOW, NOW), Ok(0));
        assert_eq!(unstake(1, 2, NOW, NOW), Err(RuleError::AmountAboveStake));
        assert_eq!(unstake(0, 1, NOW, NOW), Err(RuleError::AmountAboveStake));
        assert_eq!(unstake(1, 0, NOW, NOW), Err(RuleError::ZeroAmount));
    }

    #[test]
    fn t28_a_stake_stays_for_its_lock_to_the_second() {
        for secs in [MIN_STAKE_LOCK_SECS, 86_400, MAX_STAKE_LOCK_SECS] {
            let until = lock_until(NOW, secs).unwrap();
            assert_eq!(until, NOW + i64::from(secs));
            let free_at = free_at(Status::Active, 0, until);
            for now in [NOW, NOW + 1, until - 1] {
                assert_eq!(unstake(5, 1, now, free_at), Err(RuleError::StakeLocked));
            }
            for now in [until, until + 1, i64::MAX] {
                assert_eq!(unstake(5, 1, now, free_at), Ok(4));
            }
        }
    }

    #[test]
    fn a_lock_beyond_all_time_is_refused() {
        assert_eq!(lock_until(i64::MAX - 86_400, 86_400), Ok(i64::MAX));
        assert_eq!(lock_until(i64::MAX - 86_399, 86_400), Err(RuleError::Overflow));
        assert_eq!(lock_until(i64::MIN, 0), Ok(i64::MIN));
    }

    #[test]
    fn t16_an_auction_frees_stakes_one_hour_after_its_start_to_the_second() {
        let start = NOW;
        let hour = i64::from(AUCTION_LOCK_SECS);
        let leaves = |locked_until, now| unstake(5, 5, now, free_at(Status::Auction, start, locked_until));
        // A lock that ends earlier stays as it is, a later one is cut.
        for locked_until in [start + hour, start + hour + 1, start + 30 * 86_400, i64::MAX] {
            assert_eq!(leaves(locked_until, start + hour - 1), Err(RuleError::StakeLocked));
            assert_eq!(leaves(locked_until, start + hour), Ok(0));
        }
        for locked_until in [start - 1, start, start + 1, start + hour - 1] {
            assert_eq!(leaves(locked_until, locked_until - 1), Err(RuleError::StakeLocked));
            assert_eq!(leaves(locked_until, locked_until), Ok(0));
        }
        assert_eq!(free_at(Status::Auction, i64::MAX, i64::MAX), i64::MAX);
    }

    #[test]
    fn t21_after_the_sale_every_stake_leaves_at_once() {
        for status in [Status::Sold, Status::Reclaimed] {
            for now in [i64::MIN, 0, NOW, i64::MAX] {
                assert_eq!(unstake(5, 5, now, free_at(status, NOW, i64::MAX)), Ok(0));
            }
        }
    }

    #[test]
    fn before_an_auction_the_lock_alone_counts() {
        for status in [Status::Draft, Status::Active] {
            for entered_at in [i64::MIN, 0, NOW, i64::MAX] {
                assert_eq!(free_at(status, entered_at, NOW + 1), NOW + 1);
            }
        }
    }

    proptest! {
        #[test]
        fn no_status_lengthens_a_lock(entered_at: i64, locked_until: i64) {
            for status in Status::ALL {
                prop_assert!(free_at(status, entered_at, locked_until) <= locked_until);
            }
        }

        #[test]
        fn what_was_staked_can_be_taken_back(staked: u64, amount in 1u64.., now: i64, free_at: i64) {
            if let Ok(more) = stake(staked, amount) {
                let expected = if now < free_at { Err(RuleError::StakeLocked) } else { Ok(staked) };
                prop_assert_eq!(unstake(more, amount, now, free_at), expected);
            }
        }
    }
}
