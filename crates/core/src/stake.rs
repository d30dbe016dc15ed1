//! Stakes and their locks (DESIGN section 4).
//!
//! Staking or changing an ask locks the stake, so that borrowed fractions cannot ask, bid and leave in one transaction.
//! A vote locks it until the vote ends: a fraction that voted cannot come back in other hands and vote again (INV-10).

use crate::{RuleError, Status};

/// From the start of an auction stakes stay locked for at most this long, in seconds, so that stakers can bid with
/// their fractions.
pub const AUCTION_LOCK_SECS: u32 = 3_600;

/// Where a stake notes until when the votes it takes part in go on: eight places of one vote each, and a last one that all
/// further votes share. No vote is ever refused for want of a place: whoever opens many proposals at once would otherwise
/// decide which of them the others can vote on.
pub const VOTE_PLACES: usize = 9;

/// Until when (Unix seconds) a stake is locked that is added to, or whose ask is changed, at `now`.
///
/// # Errors
/// [`RuleError::Overflow`]
pub fn lock_until(now: i64, stake_lock_secs: u32) -> Result<i64, RuleError> {
    now.checked_add(i64::from(stake_lock_secs)).ok_or(RuleError::Overflow)
}

/// Notes that a stake takes part in a vote until `ends_at`. `places` are the ends (Unix seconds) of the votes it takes
/// part in; a place whose vote is over is free, and so is the 0 of one that was never used. Returns whether the vote has a
/// place of its own: else it shares the last one, which keeps the latest end.
pub fn enter_vote(places: &mut [i64; VOTE_PLACES], ends_at: i64, now: i64) -> bool {
    let [own @ .., shared] = places;
    if let Some(free) = own.iter_mut().find(|place| **place <= now) {
        *free = ends_at;
        return true;
    }
    *shared = ends_at.max(*shared);
    false
}

/// Notes that a stake no longer takes part in a vote that ends at `ends_at` and has a place of its own. Of several with
/// this end it does not matter which; where there is none, the vote is over and its place has been used again. The end
/// of a vote in the shared place stays: others may share it.
pub fn leave_vote(places: &mut [i64; VOTE_PLACES], ends_at: i64) {
    let [own @ .., _] = places;
    if let Some(place) = own.iter_mut().find(|place| **place == ends_at) {
        *place = 0;
    }
}

/// From when on (Unix seconds) a stake may leave a vault that entered its status at `entered_at`: at the end of its
/// lock, which the start of an auction cuts to an hour, and not before the last of the votes it takes part in ends,
/// which no auction cuts. The end of the sale cuts both to nothing.
pub fn free_at(status: Status, entered_at: i64, locked_until: i64, votes: &[i64; VOTE_PLACES]) -> i64 {
    let lock = match status {
        // No fraction exists in a draft, so there is no stake.
        Status::Draft | Status::Active => locked_until,
        Status::Auction => locked_until.min(entered_at.saturating_add(i64::from(AUCTION_LOCK_SECS))),
        Status::Sold | Status::Reclaimed => return i64::MIN,
    };
    votes.iter().fold(lock, |latest, ends_at| latest.max(*ends_at))
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
    const NO_VOTES: [i64; VOTE_PLACES] = [0; VOTE_PLACES];

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
            let free_at = free_at(Status::Active, 0, until, &NO_VOTES);
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
        let leaves = |locked_until, now| unstake(5, 5, now, free_at(Status::Auction, start, locked_until, &NO_VOTES));
        // A lock that ends earlier stays as it is, a later one is cut.
        for locked_until in [start + hour, start + hour + 1, start + 30 * 86_400, i64::MAX] {
            assert_eq!(leaves(locked_until, start + hour - 1), Err(RuleError::StakeLocked));
            assert_eq!(leaves(locked_until, start + hour), Ok(0));
        }
        for locked_until in [start - 1, start, start + 1, start + hour - 1] {
            assert_eq!(leaves(locked_until, locked_until - 1), Err(RuleError::StakeLocked));
            assert_eq!(leaves(locked_until, locked_until), Ok(0));
        }
        assert_eq!(free_at(Status::Auction, i64::MAX, i64::MAX, &NO_VOTES), i64::MAX);
    }

    #[test]
    fn t21_after_the_sale_every_stake_leaves_at_once() {
        for status in [Status::Sold, Status::Reclaimed] {
            for now in [i64::MIN, 0, NOW, i64::MAX] {
                for votes in [NO_VOTES, [i64::MAX; VOTE_PLACES]] {
                    assert_eq!(unstake(5, 5, now, free_at(status, NOW, i64::MAX, &votes)), Ok(0));
                }
            }
        }
    }

    #[test]
    fn before_an_auction_the_lock_alone_counts() {
        for status in [Status::Draft, Status::Active] {
            for entered_at in [i64::MIN, 0, NOW, i64::MAX] {
                assert_eq!(free_at(status, entered_at, NOW + 1, &NO_VOTES), NOW + 1);
            }
        }
    }

    #[test]
    fn t27_t28_a_stake_that_voted_stays_until_the_vote_ends_to_the_second() {
        let ends_at = NOW + 86_400;
        let mut votes = NO_VOTES;
        assert!(enter_vote(&mut votes, ends_at, NOW));
        // Neither an early end of the lock nor an auction lets it go before.
        for (status, locked_until) in [(Status::Active, NOW), (Status::Auction, NOW), (Status::Auction, i64::MAX)] {
            let free_at = free_at(status, NOW, locked_until, &votes);
            for now in [NOW, NOW + i64::from(AUCTION_LOCK_SECS), ends_at - 1] {
                assert_eq!(unstake(5, 1, now, free_at), Err(RuleError::StakeLocked));
            }
            assert_eq!(unstake(5, 5, ends_at, free_at), Ok(0));
        }
        assert_eq!(free_at(Status::Active, NOW, ends_at + 1, &votes), ends_at + 1);
        // Withdrawn, the vote locks nothing.
        leave_vote(&mut votes, ends_at);
        assert_eq!(free_at(Status::Active, NOW, NOW + 1, &votes), NOW + 1);
    }

    #[test]
    fn eight_votes_have_their_own_place_and_all_others_one_together() {
        let mut votes = NO_VOTES;
        for ends_in in 1..=8 {
            assert!(enter_vote(&mut votes, NOW + ends_in, NOW));
        }
        assert!(!enter_vote(&mut votes, NOW + 20, NOW));
        assert!(!enter_vote(&mut votes, NOW + 10, NOW));
        assert_eq!(votes, [1, 2, 3, 4, 5, 6, 7, 8, 20].map(|ends_in| NOW + ends_in));
        // A place is free when its vote is over, or withdrawn; the shared one keeps its latest end.
        assert!(enter_vote(&mut votes, NOW + 9, NOW + 1));
        leave_vote(&mut votes, NOW + 5);
        leave_vote(&mut votes, NOW + 20);
        assert!(enter_vote(&mut votes, NOW + 11, NOW + 1));
        assert_eq!(votes, [9, 2, 3, 4, 11, 6, 7, 8, 20].map(|ends_in| NOW + ends_in));
    }

    #[test]
    fn of_several_votes_with_one_end_one_is_left() {
        let mut votes = [NOW; VOTE_PLACES];
        for left in 1..=8 {
            leave_vote(&mut votes, NOW);
            assert_eq!(votes.iter().filter(|place| **place == 0).count(), left);
        }
        // What is shared is nobody's to free.
        leave_vote(&mut votes, NOW);
        assert_eq!(votes[8], NOW);
        // The place of a vote that is over was used again: nobody else's is freed.
        let mut votes = [NOW + 1; VOTE_PLACES];
        leave_vote(&mut votes, NOW);
        assert_eq!(votes, [NOW + 1; VOTE_PLACES]);
    }

    /// What happens to a stake.
    #[derive(Clone, Copy, Debug)]
    enum Step {
        /// Seconds pass.
        Wait(i64),
        /// It votes on a proposal whose vote ends so many seconds later.
        Vote(i64),
        /// It withdraws one of its votes, of those that go on or are over.
        Withdraw(prop::sample::Index),
    }

    /// Few different ends, so that some are the same.
    fn any_step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (0i64..4).prop_map(Step::Wait),
            (1i64..12).prop_map(Step::Vote),
            (1i64..12).prop_map(Step::Vote),
            any::<prop::sample::Index>().prop_map(Step::Withdraw),
        ]
    }

    /// The ends of the votes that go on, in order.
    fn running(votes: &[i64], now: i64) -> Vec<i64> {
        let mut running: Vec<i64> = votes.iter().copied().filter(|ends_at| *ends_at > now).collect();
        running.sort_unstable();
        running
    }

    proptest! {
        #[test]
        fn no_status_lengthens_a_lock(entered_at in 0i64.., locked_until in 0i64.., votes: [u32; VOTE_PLACES]) {
            let votes = votes.map(i64::from);
            let last = votes.into_iter().max().unwrap();
            for status in Status::ALL {
                prop_assert!(free_at(status, entered_at, locked_until, &NO_VOTES) <= locked_until);
                prop_assert!(free_at(status, entered_at, locked_until, &votes) <= locked_until.max(last));
            }
        }

        #[test]
        fn inv_10_t27_no_stake_leaves_before_a_vote_it_takes_part_in_ends(
            steps in prop::collection::vec(any_step(), 1..120), started in 0i64..100, locked in 0i64..100,
        ) {
            // Votes with a place of their own, and the ends of those that ever shared one.
            let (mut slots, mut own, mut shared, mut now) = (NO_VOTES, Vec::new(), Vec::new(), NOW);
            for step in steps {
                match step {
                    Step::Wait(secs) => now += secs,
                    Step::Vote(ends_in) => {
                        let has_room = running(&own, now).len() < 8;
                        prop_assert_eq!(enter_vote(&mut slots, now + ends_in, now), has_room);
                        (if has_room { &mut own } else { &mut shared }).push(now + ends_in);
                    }
                    Step::Withdraw(which) => {
                        if !own.is_empty() {
                            leave_vote(&mut slots, own.swap_remove(which.index(own.len())));
                        }
                    }
                }
                let in_places = running(&own, now);
                prop_assert_eq!(&running(&slots[..8], now), &in_places);
                prop_assert_eq!(running(&slots[8..], now), shared.iter().copied().max().filter(|end| *end > now).into_iter().collect::<Vec<_>>());
                let votes_run = !in_places.is_empty() || shared.iter().any(|end| *end > now);
                let (entered_at, locked_until) = (NOW + started - 50, NOW + locked - 50);
                for status in [Status::Active, Status::Auction] {
                    let left = unstake(1, 1, now, free_at(status, entered_at, locked_until, &slots));
                    let alone = unstake(1, 1, now, free_at(status, entered_at, locked_until, &NO_VOTES));
                    prop_assert_eq!(left, if votes_run { Err(RuleError::StakeLocked) } else { alone });
                }
                for status in [Status::Sold, Status::Reclaimed] {
                    prop_assert_eq!(unstake(1, 1, now, free_at(status, entered_at, locked_until, &slots)), Ok(0));
                }
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
