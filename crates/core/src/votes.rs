//! Votes on proposals (DESIGN section 7).
//!
//! A vote is of stakes that stay until it ends, so no fraction votes twice (INV-10). Everything it is decided by is
//! copied when it is proposed: no term changes under a running vote. From then on the clock and the ballots alone say
//! what it is, and each second it is in exactly one [`Phase`].

use crate::{BPS, RuleError, Terms, math::part_ceil};

/// For how long what was decided can be executed, in seconds.
pub const EXECUTION_SECS: u32 = 14 * 86_400;

/// What a stake voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// For the proposal, or against it.
    pub yes: bool,
    /// Raw fraction units: the whole stake.
    pub weight: u64,
}

/// Where a vote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Ballots are cast.
    Voting,
    /// Too few votes, or too few of them yes.
    Defeated,
    /// Passed; not to be executed yet, so that who disagrees has time to act.
    Delayed,
    /// Passed; anyone may execute it.
    Executable,
    /// Passed; too late to execute it.
    Expired,
}

/// The vote on a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Poll {
    /// Weight of the ballots for it, in raw fraction units.
    pub yes: u64,
    /// Weight of the ballots against it, in raw fraction units.
    pub no: u64,
    /// The supply when it was proposed, in raw fraction units.
    pub supply: u64,
    /// At least this part of the supply has to vote, in basis points.
    pub quorum_bps: u16,
    /// More than this part of the votes has to be yes, in basis points.
    pub threshold_bps: u16,
    /// From when on no ballot is cast (Unix seconds).
    pub ends_at: i64,
    /// From when on it can be executed (Unix seconds).
    pub executable_at: i64,
    /// From when on it can no longer be executed (Unix seconds).
    pub expires_at: i64,
}

impl Poll {
    /// The vote on what is proposed at `now` in a vault of `supply` fractions.
    ///
    /// # Errors
    /// [`RuleError::Overflow`]
    pub fn open(terms: &Terms, supply: u64, now: i64) -> Result<Poll, RuleError> {
        let ends_at = after(now, terms.voting_secs)?;
        let executable_at = after(ends_at, terms.delay_secs)?;
        Ok(Poll {
            yes: 0,
            no: 0,
            supply,
            quorum_bps: terms.quorum_bps,
            threshold_bps: terms.threshold_bps,
            ends_at,
            executable_at,
            expires_at: after(executable_at, EXECUTION_SECS)?,
        })
    }

    /// Whether the ballots carry the proposal:
    /// `10_000 * (yes + no) >= quorum_bps * supply` and `10_000 * yes > threshold_bps * (yes + no)`.
    ///
    /// The quorum is of the supply, not of who takes part (T29), and can be reached whatever the rounding: nothing is
    /// divided.
    pub fn passes(&self) -> bool {
        // Exact: a sum of two u64 times 10,000, or times a u16, is below 2^82.
        let times = |weight: u128, bps: u32| weight.wrapping_mul(u128::from(bps));
        let votes = u128::from(self.yes).wrapping_add(u128::from(self.no));
        times(votes, BPS) >= times(self.supply.into(), self.quorum_bps.into())
            && times(self.yes.into(), BPS) > times(votes, self.threshold_bps.into())
    }

    /// Where the vote stands, if what it decided was not executed yet.
    pub fn phase(&self, now: i64) -> Phase {
        if now < self.ends_at {
            Phase::Voting
        } else if !self.passes() {
            Phase::Defeated
        } else if now < self.executable_at {
            Phase::Delayed
        } else if now < self.expires_at {
            Phase::Executable
        } else {
            Phase::Expired
        }
    }

    /// Takes the ballot a voter has in the vote `before` out and puts the one it has `after` in: a first vote, another
    /// opinion, a larger stake or a withdrawal.
    ///
    /// # Errors
    /// [`RuleError::VotingOver`] from the end on, [`RuleError::Overflow`]; [`RuleError::LedgerMismatch`] where `before`
    /// is not in the vote, or more would be in it than there was: votes are stakes, and those are parts of a supply
    /// that only falls.
    pub fn cast(self, before: Option<Ballot>, after: Option<Ballot>, now: i64) -> Result<Poll, RuleError> {
        if now >= self.ends_at {
            return Err(RuleError::VotingOver);
        }
        let mut poll = self;
        if let Some(ballot) = before {
            let side = poll.side(ballot);
            *side = side.checked_sub(ballot.weight).ok_or(RuleError::LedgerMismatch)?;
        }
        if let Some(ballot) = after {
            let side = poll.side(ballot);
            *side = side.checked_add(ballot.weight).ok_or(RuleError::Overflow)?;
        }
        if poll.yes.checked_add(poll.no).ok_or(RuleError::Overflow)? > poll.supply {
            return Err(RuleError::LedgerMismatch);
        }
        Ok(poll)
    }

    /// Checks that the proposal can be executed now; `executed` is whether it was.
    ///
    /// # Errors
    /// [`RuleError::ProposalExecuted`], [`RuleError::VotingNotOver`], [`RuleError::ProposalDefeated`],
    /// [`RuleError::ProposalDelayed`], [`RuleError::ProposalExpired`]
    pub fn check_executable(&self, executed: bool, now: i64) -> Result<(), RuleError> {
        if executed {
            return Err(RuleError::ProposalExecuted);
        }
        match self.phase(now) {
            Phase::Voting => Err(RuleError::VotingNotOver),
            Phase::Defeated => Err(RuleError::ProposalDefeated),
            Phase::Delayed => Err(RuleError::ProposalDelayed),
            Phase::Executable => Ok(()),
            Phase::Expired => Err(RuleError::ProposalExpired),
        }
    }

    /// Checks that the proposal can have no effect any more, so that its account can be closed. `executed` is whether
    /// it had one, `past_votes` whether the vault is past all votes
    /// ([`Status::is_past_votes`](crate::Status::is_past_votes)).
    ///
    /// # Errors
    /// [`RuleError::ProposalAlive`]
    pub fn check_closable(&self, executed: bool, past_votes: bool, now: i64) -> Result<(), RuleError> {
        if executed || past_votes || matches!(self.phase(now), Phase::Defeated | Phase::Expired) {
            Ok(())
        } else {
            Err(RuleError::ProposalAlive)
        }
    }

    fn side(&mut self, ballot: Ballot) -> &mut u64 {
        if ballot.yes { &mut self.yes } else { &mut self.no }
    }
}

/// The least stake that may propose, in raw fraction units: its part of the supply, rounded up, and at least one.
///
/// # Errors
/// [`RuleError::Overflow`] when the part is more than the whole.
pub fn least_stake(terms: &Terms, supply: u64) -> Result<u64, RuleError> {
    Ok(part_ceil(supply, terms.proposal_stake_bps.into(), BPS)?.max(1))
}

fn after(time: i64, secs: u32) -> Result<i64, RuleError> {
    time.checked_add(i64::from(secs)).ok_or(RuleError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::{
        MAX_DELAY_SECS, MAX_PROPOSAL_STAKE_BPS, MAX_QUORUM_BPS, MAX_THRESHOLD_BPS, MAX_VOTING_SECS, MIN_QUORUM_BPS,
        MIN_THRESHOLD_BPS, MIN_VOTING_SECS,
    };
    use proptest::prelude::*;

    const NOW: i64 = 1_800_000_000;
    const SUPPLY: u64 = 10_000_000_000;
    const DAY: i64 = 86_400;

    fn terms() -> Terms {
        Terms::with_opening_price(1_000_000_000)
    }

    fn open() -> Poll {
        Poll::open(&terms(), SUPPLY, NOW).unwrap()
    }

    fn with(yes: u64, no: u64) -> Poll {
        Poll { yes, no, ..open() }
    }

    fn yes(weight: u64) -> Option<Ballot> {
        Some(Ballot { yes: true, weight })
    }

    fn no(weight: u64) -> Option<Ballot> {
        Some(Ballot { yes: false, weight })
    }

    #[test]
    fn t32_everything_a_vote_is_decided_by_is_copied_into_it() {
        let terms = Terms { quorum_bps: 3_000, threshold_bps: 6_667, ..terms() };
        let expected = Poll {
            yes: 0,
            no: 0,
            supply: SUPPLY,
            quorum_bps: 3_000,
            threshold_bps: 6_667,
            ends_at: NOW + 3 * DAY,
            executable_at: NOW + 4 * DAY,
            expires_at: NOW + 18 * DAY,
        };
        assert_eq!(Poll::open(&terms, SUPPLY, NOW), Ok(expected));
        let voted = expected.cast(None, yes(SUPPLY / 2), NOW).unwrap();
        assert_eq!(voted, Poll { yes: SUPPLY / 2, ..expected });
    }

    #[test]
    fn a_vote_beyond_all_time_is_refused() {
        let whole = i64::from(terms().voting_secs + terms().delay_secs + EXECUTION_SECS);
        assert_eq!(Poll::open(&terms(), 1, i64::MAX - whole).map(|poll| poll.expires_at), Ok(i64::MAX));
        for later in [1, whole / 2, whole] {
            assert_eq!(Poll::open(&terms(), 1, i64::MAX - whole + later), Err(RuleError::Overflow));
        }
    }

    #[test]
    fn t29_the_quorum_is_of_the_supply_and_reached_at_exactly_its_part() {
        let quorum = SUPPLY / 5;
        assert!(!with(quorum - 1, 0).passes());
        assert!(with(quorum, 0).passes());
        assert!(with(quorum - 1, 1).passes());
        assert!(!with(1, 0).passes() && !with(0, 0).passes());
    }

    #[test]
    fn exactly_the_threshold_is_not_enough_and_one_vote_more_is() {
        assert!(!with(SUPPLY / 4, SUPPLY / 4).passes());
        assert!(with(SUPPLY / 4 + 1, SUPPLY / 4).passes());
        let two_thirds = |yes, no| Poll { threshold_bps: 6_667, ..with(yes, no) }.passes();
        assert!(!two_thirds(6_667_000_000, 3_333_000_000));
        assert!(two_thirds(6_667_000_001, 3_332_999_999));
    }

    #[test]
    fn t30_burned_fractions_leave_the_quorum_of_the_next_vote() {
        let next = |supply| Poll { yes: SUPPLY / 10, ..Poll::open(&terms(), supply, NOW).unwrap() };
        assert!(!next(SUPPLY / 2 + 1).passes());
        assert!(next(SUPPLY / 2).passes());
        assert!(!Poll::open(&terms(), 0, NOW).unwrap().passes());
    }

    #[test]
    fn ballots_are_cast_changed_grown_and_withdrawn() {
        let poll = open().cast(None, yes(5), NOW).unwrap();
        let poll = poll.cast(None, no(7), NOW).unwrap();
        assert_eq!((poll.yes, poll.no), (5, 7));
        let poll = poll.cast(yes(5), yes(6), NOW).unwrap();
        assert_eq!((poll.yes, poll.no), (6, 7));
        let poll = poll.cast(yes(6), no(6), NOW).unwrap();
        assert_eq!((poll.yes, poll.no), (0, 13));
        let poll = poll.cast(no(7), None, NOW).unwrap();
        assert_eq!((poll.yes, poll.no), (0, 6));
        assert_eq!(poll.cast(None, None, NOW), Ok(poll));
        assert_eq!(poll.cast(no(6), None, NOW), Ok(open()));
    }

    #[test]
    fn what_no_voter_can_cast() {
        use RuleError::{LedgerMismatch, Overflow};
        let poll = with(5, 7);
        for (before, after, refusal) in [
            (yes(6), None, LedgerMismatch),
            (no(8), yes(8), LedgerMismatch),
            (None, yes(SUPPLY - 11), LedgerMismatch),
            (no(7), no(SUPPLY - 4), LedgerMismatch),
            (None, yes(u64::MAX - 4), Overflow),
            (None, no(u64::MAX - 7), Overflow),
        ] {
            assert_eq!(poll.cast(before, after, NOW), Err(refusal), "{before:?} to {after:?}");
        }
        assert_eq!(poll.cast(None, yes(SUPPLY - 12), NOW), Ok(with(SUPPLY - 7, 7)));
        assert_eq!(poll.cast(no(7), no(SUPPLY - 5), NOW), Ok(with(5, SUPPLY - 5)));
    }

    #[test]
    fn t16_the_last_second_of_a_vote_is_the_one_before_its_end() {
        let poll = open();
        assert!(poll.cast(None, yes(1), poll.ends_at - 1).is_ok());
        for now in [poll.ends_at, poll.ends_at + 1, i64::MAX] {
            assert_eq!(poll.cast(None, yes(1), now), Err(RuleError::VotingOver));
            assert_eq!(with(1, 0).cast(yes(1), None, now), Err(RuleError::VotingOver));
        }
    }

    #[test]
    fn t43_a_passed_vote_can_be_executed_and_then_expires_to_the_second() {
        use RuleError::{ProposalAlive, ProposalDelayed, ProposalExpired, VotingNotOver};
        let poll = with(SUPPLY / 2, 0);
        let Poll { ends_at, executable_at, expires_at, .. } = poll;
        for (from, until, phase, execution) in [
            (NOW, ends_at, Phase::Voting, Err(VotingNotOver)),
            (ends_at, executable_at, Phase::Delayed, Err(ProposalDelayed)),
            (executable_at, expires_at, Phase::Executable, Ok(())),
            (expires_at, i64::MAX, Phase::Expired, Err(ProposalExpired)),
        ] {
            for now in [from, until - 1] {
                assert_eq!(poll.phase(now), phase, "at {now}");
                assert_eq!(poll.check_executable(false, now), execution);
                let closing = if matches!(phase, Phase::Expired) { Ok(()) } else { Err(ProposalAlive) };
                assert_eq!(poll.check_closable(false, false, now), closing);
            }
        }
    }

    #[test]
    fn a_defeated_vote_is_never_executed_and_closes_at_its_end() {
        for poll in [with(0, 0), with(SUPPLY / 5 - 1, 0), with(SUPPLY / 2, SUPPLY / 2)] {
            assert_eq!(poll.check_closable(false, false, poll.ends_at - 1), Err(RuleError::ProposalAlive));
            for now in [poll.ends_at, poll.executable_at, poll.expires_at, i64::MAX] {
                assert_eq!(poll.phase(now), Phase::Defeated);
                assert_eq!(poll.check_executable(false, now), Err(RuleError::ProposalDefeated));
                assert_eq!(poll.check_closable(false, false, now), Ok(()));
            }
        }
    }

    #[test]
    fn what_was_executed_is_not_executed_again() {
        let poll = with(SUPPLY, 0);
        for now in [NOW, poll.ends_at, poll.executable_at, poll.expires_at] {
            assert_eq!(poll.check_executable(true, now), Err(RuleError::ProposalExecuted));
            assert_eq!(poll.check_closable(true, false, now), Ok(()));
        }
    }

    #[test]
    fn past_all_votes_every_proposal_closes() {
        let poll = with(SUPPLY, 0);
        for now in [NOW, poll.ends_at, poll.executable_at, poll.expires_at] {
            assert_eq!(poll.check_closable(false, true, now), Ok(()));
        }
    }

    #[test]
    fn t36_nobody_proposes_with_dust() {
        let least = |proposal_stake_bps, supply| least_stake(&Terms { proposal_stake_bps, ..terms() }, supply);
        assert_eq!(least(100, SUPPLY), Ok(SUPPLY / 100));
        assert_eq!(least(100, SUPPLY + 1), Ok(SUPPLY / 100 + 1));
        assert_eq!((least(0, SUPPLY), least(0, 0), least(1, 1)), (Ok(1), Ok(1), Ok(1)));
        assert_eq!(least(2_500, u64::MAX), Ok(4_611_686_018_427_387_904));
        assert_eq!(least(10_001, SUPPLY), Err(RuleError::Overflow));
    }

    fn any_terms() -> impl Strategy<Value = Terms> {
        (
            MIN_QUORUM_BPS..=MAX_QUORUM_BPS,
            MIN_THRESHOLD_BPS..=MAX_THRESHOLD_BPS,
            MIN_VOTING_SECS..=MAX_VOTING_SECS,
            prop_oneof![Just(0), 0..=MAX_DELAY_SECS],
            0..=MAX_PROPOSAL_STAKE_BPS,
        )
            .prop_map(|(quorum_bps, threshold_bps, voting_secs, delay_secs, proposal_stake_bps)| Terms {
                quorum_bps,
                threshold_bps,
                voting_secs,
                delay_secs,
                proposal_stake_bps,
                ..terms()
            })
    }

    fn any_supply() -> impl Strategy<Value = u64> {
        prop_oneof![1u64..50, 1u64.., Just(u64::MAX)]
    }

    /// A vote with any ballots in it.
    fn any_poll() -> impl Strategy<Value = Poll> {
        (any_terms(), any_supply(), any::<u64>(), any::<u64>()).prop_map(|(terms, supply, votes, yes)| {
            let votes = votes % supply.saturating_add(1);
            let yes = yes % votes.saturating_add(1);
            Poll { yes, no: votes - yes, ..Poll::open(&terms, supply, NOW).unwrap() }
        })
    }

    /// The least weight of which 10,000 times are at least `bps` times the whole.
    fn ceiling(whole: u64, bps: u16) -> u64 {
        u64::try_from((u128::from(whole) * u128::from(bps)).div_ceil(10_000)).unwrap()
    }

    proptest! {
        /// Of the whole supply, at any size: with one vote less there is no quorum, whoever is left.
        #[test]
        fn t29_the_least_quorum_decides_and_one_vote_less_does_not(terms in any_terms(), supply in any_supply()) {
            let poll = Poll::open(&terms, supply, NOW).unwrap();
            let quorum = ceiling(supply, terms.quorum_bps);
            let decided = Poll { yes: quorum, ..poll };
            let missed = Poll { yes: quorum - 1, ..poll };
            prop_assert!(decided.passes() && !missed.passes());
        }

        #[test]
        fn t30_what_all_want_passes_whatever_the_rounding(terms in any_terms(), supply in any_supply()) {
            let all = Poll::open(&terms, supply, NOW).unwrap().cast(None, yes(supply), NOW).unwrap();
            prop_assert!(all.passes());
        }

        #[test]
        fn the_threshold_is_exceeded_by_exactly_one_vote(poll in any_poll()) {
            let votes = poll.yes + poll.no;
            prop_assume!(votes > 0 && votes >= ceiling(poll.supply, poll.quorum_bps));
            // The largest part of the votes that is at most the threshold.
            let most = votes - ceiling(votes, 10_000 - poll.threshold_bps);
            let at = |yes| Poll { yes, no: votes - yes, ..poll }.passes();
            prop_assert!(!at(most) && at(most + 1));
            prop_assert_eq!(poll.passes(), poll.yes > most);
        }

        #[test]
        fn another_yes_never_defeats_and_another_no_never_carries(poll in any_poll(), more: u64) {
            let more = more % (poll.supply - poll.yes - poll.no).saturating_add(1);
            let with_yes = poll.cast(None, yes(more), NOW).unwrap();
            prop_assert!(with_yes.passes() || !poll.passes());
            // A no can make the quorum, but only for what more than half of the quorum wanted already.
            let with_no = poll.cast(None, no(more), NOW).unwrap();
            let quorum = poll.yes + poll.no >= ceiling(poll.supply, poll.quorum_bps);
            prop_assert!(poll.passes() || !with_no.passes() || !quorum);
            if let Some(turned) = poll.yes.checked_sub(more) {
                let turned = Poll { yes: turned, no: poll.no + more, ..poll };
                prop_assert!(poll.passes() || !turned.passes());
            }
        }

        /// T43: whatever the ballots, the phases follow each other, and a passed vote has its time to be executed.
        #[test]
        fn t43_every_vote_is_executable_for_its_time_or_closable(poll in any_poll(), secs in 0i64..60 * DAY) {
            let now = NOW + secs;
            let executable = poll.check_executable(false, now).is_ok();
            let in_time = poll.executable_at <= now && now < poll.expires_at;
            prop_assert_eq!(executable, poll.passes() && in_time);
            let closable = poll.check_closable(false, false, now).is_ok();
            prop_assert!(!(executable && closable));
            let open_until = if poll.passes() { poll.expires_at } else { poll.ends_at };
            prop_assert_eq!(closable, now >= open_until);
            prop_assert_eq!(poll.expires_at - poll.executable_at, i64::from(EXECUTION_SECS));
        }

        #[test]
        fn t31_the_votes_are_the_sum_of_one_ballot_per_voter(
            supply in any_supply(),
            changes in prop::collection::vec(
                (0usize..6, prop::option::weighted(0.8, (any::<bool>(), prop_oneof![0u64..20, any::<u64>()]))),
                1..100,
            ),
        ) {
            let mut poll = Poll::open(&terms(), supply, NOW).unwrap();
            let mut ballots = [None; 6];
            for (voter, after) in changes {
                let after = after.map(|(yes, weight)| Ballot { yes, weight });
                match poll.cast(ballots[voter], after, NOW) {
                    Ok(cast) => (poll, ballots[voter]) = (cast, after),
                    Err(refusal) => {
                        let mut all = ballots;
                        all[voter] = after;
                        let sum: u128 = all.into_iter().flatten().map(|ballot| u128::from(ballot.weight)).sum();
                        prop_assert!(sum > u128::from(supply));
                        prop_assert!(matches!(refusal, RuleError::LedgerMismatch | RuleError::Overflow));
                    }
                }
                let weight = |yes| -> u64 {
                    ballots.into_iter().flatten().filter(|ballot| ballot.yes == yes).map(|ballot| ballot.weight).sum()
                };
                prop_assert_eq!((poll.yes, poll.no), (weight(true), weight(false)));
                prop_assert!(poll.yes.checked_add(poll.no).is_some_and(|votes| votes <= supply));
            }
        }

        #[test]
        fn t36_the_least_stake_is_its_part_of_the_supply_and_some_stake_has_it(
            terms in any_terms(), supply in any_supply(),
        ) {
            let least = least_stake(&terms, supply).unwrap();
            prop_assert_eq!(least, ceiling(supply, terms.proposal_stake_bps).max(1));
            prop_assert!(least <= supply);
        }
    }
}
