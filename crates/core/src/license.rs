//! Licences of the assets (DESIGN section 7).
//!
//! The holders offer a licence by a vote, the licensee takes it by paying the fee, and renews it term by term as long
//! as the holders do not end it. What was paid for is kept: ending a licence only stops its renewal. As a licensee is
//! at most the next term ahead, whatever the holders end is over after two terms.

use crate::RuleError;

/// Shortest term of a licence, in seconds.
pub const MIN_TERM_SECS: u32 = 3_600;
/// Longest term of a licence, in seconds.
pub const MAX_TERM_SECS: u32 = 3_650 * 86_400;
/// For how long a licence can be accepted, in seconds.
pub const ACCEPT_SECS: u32 = 14 * 86_400;

/// A licence, or the offer of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct License {
    /// What each term costs, in raw quote units.
    pub fee: u64,
    /// Length of a term in seconds, 1 hour to 3,650 days.
    pub term_secs: u32,
    /// Whether no other licence runs beside it.
    pub exclusive: bool,
    /// Whether the holders have ended it: it is neither accepted nor renewed any more.
    pub ended: bool,
    /// Until when it can be accepted (Unix seconds).
    pub offered_until: i64,
    /// From when on it runs (Unix seconds); 0 while it was not accepted.
    pub from: i64,
    /// Until when it is paid for (Unix seconds); 0 while it was not accepted.
    pub until: i64,
}

/// Until when licences of a vault run: all that one must know of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// The latest end of any licence (Unix seconds); 0 if there was none.
    pub licensed_until: i64,
    /// The latest end of an exclusive licence (Unix seconds); 0 if there was none.
    pub exclusive_until: i64,
}

impl License {
    /// Offers a licence at `now`.
    ///
    /// # Errors
    /// [`RuleError::LicenseTermOutOfBounds`], [`RuleError::Overflow`]
    pub fn offer(fee: u64, term_secs: u32, exclusive: bool, now: i64) -> Result<License, RuleError> {
        if !(MIN_TERM_SECS..=MAX_TERM_SECS).contains(&term_secs) {
            return Err(RuleError::LicenseTermOutOfBounds);
        }
        Ok(License {
            fee,
            term_secs,
            exclusive,
            ended: false,
            offered_until: after(now, ACCEPT_SECS)?,
            from: 0,
            until: 0,
        })
    }

    /// Accepts the licence for its first term.
    ///
    /// # Errors
    /// [`RuleError::LicenseTaken`], [`RuleError::LicenseEnded`], [`RuleError::LicenseOfferOver`];
    /// [`RuleError::LicenseExcluded`] while an exclusive licence runs, or this one is exclusive and any runs;
    /// [`RuleError::Overflow`]
    pub fn accept(self, rights: Rights, now: i64) -> Result<(License, Rights), RuleError> {
        if self.is_accepted() {
            return Err(RuleError::LicenseTaken);
        }
        if self.ended {
            return Err(RuleError::LicenseEnded);
        }
        if now >= self.offered_until {
            return Err(RuleError::LicenseOfferOver);
        }
        if now < rights.exclusive_until || (self.exclusive && now < rights.licensed_until) {
            return Err(RuleError::LicenseExcluded);
        }
        let accepted = License { from: now, until: after(now, self.term_secs)?, ..self };
        Ok((accepted, rights.with(&accepted)))
    }

    /// Renews the licence for another term, which follows the present one. That excludes nobody: what runs beside it
    /// does so already.
    ///
    /// # Errors
    /// [`RuleError::LicenseNotTaken`], [`RuleError::LicenseEnded`], [`RuleError::LicenseOver`];
    /// [`RuleError::LicenseRenewed`] while more than a term is paid for; [`RuleError::Overflow`]
    pub fn renew(self, rights: Rights, now: i64) -> Result<(License, Rights), RuleError> {
        if !self.is_accepted() {
            return Err(RuleError::LicenseNotTaken);
        }
        if self.ended {
            return Err(RuleError::LicenseEnded);
        }
        let left = self.until.checked_sub(now).ok_or(RuleError::Overflow)?;
        if left <= 0 {
            return Err(RuleError::LicenseOver);
        }
        if left > i64::from(self.term_secs) {
            return Err(RuleError::LicenseRenewed);
        }
        let renewed = License { until: after(self.until, self.term_secs)?, ..self };
        Ok((renewed, rights.with(&renewed)))
    }

    /// The licence, or its offer, ended: it runs until what was paid for is over, and is not renewed.
    pub const fn end(self) -> License {
        License { ended: true, ..self }
    }

    /// Whether the licensee has the licence now.
    pub const fn is_running(&self, now: i64) -> bool {
        self.is_accepted() && now < self.until
    }

    /// Checks that the licence has run out, or can no longer be accepted, so that its account can be closed.
    ///
    /// # Errors
    /// [`RuleError::LicenseAlive`]
    pub const fn check_closable(&self, now: i64) -> Result<(), RuleError> {
        let offered = !self.is_accepted() && !self.ended && now < self.offered_until;
        if offered || self.is_running(now) { Err(RuleError::LicenseAlive) } else { Ok(()) }
    }

    const fn is_accepted(&self) -> bool {
        self.from != 0
    }
}

impl Rights {
    /// What runs with a licence that was accepted or renewed.
    fn with(self, license: &License) -> Rights {
        Rights {
            licensed_until: self.licensed_until.max(license.until),
            exclusive_until: if license.exclusive { license.until } else { self.exclusive_until },
        }
    }
}

fn after(time: i64, secs: u32) -> Result<i64, RuleError> {
    time.checked_add(i64::from(secs)).ok_or(RuleError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: i64 = 1_800_000_000;
    const TERM: u32 = 86_400;
    const SECS: i64 = TERM as i64;
    const NOTHING: Rights = Rights { licensed_until: 0, exclusive_until: 0 };

    fn offer(exclusive: bool) -> License {
        License::offer(7, TERM, exclusive, NOW).unwrap()
    }

    fn accepted(exclusive: bool) -> (License, Rights) {
        offer(exclusive).accept(NOTHING, NOW).unwrap()
    }

    #[test]
    fn an_offer_is_of_a_term_within_bounds() {
        for term_secs in [MIN_TERM_SECS, TERM, MAX_TERM_SECS] {
            for exclusive in [false, true] {
                let expected = License {
                    fee: u64::MAX,
                    term_secs,
                    exclusive,
                    ended: false,
                    offered_until: NOW + i64::from(ACCEPT_SECS),
                    from: 0,
                    until: 0,
                };
                assert_eq!(License::offer(u64::MAX, term_secs, exclusive, NOW), Ok(expected));
            }
        }
        for term_secs in [0, MIN_TERM_SECS - 1, MAX_TERM_SECS + 1, u32::MAX] {
            assert_eq!(License::offer(1, term_secs, false, NOW), Err(RuleError::LicenseTermOutOfBounds));
        }
        assert_eq!((MIN_TERM_SECS, MAX_TERM_SECS, ACCEPT_SECS), (3_600, 315_360_000, 1_209_600));
    }

    #[test]
    fn a_licence_runs_from_its_acceptance_for_its_term_to_the_second() {
        let (license, rights) = accepted(false);
        assert_eq!(license, License { from: NOW, until: NOW + SECS, ..offer(false) });
        assert_eq!(rights, Rights { licensed_until: NOW + SECS, exclusive_until: 0 });
        let (alone, rights) = accepted(true);
        assert_eq!(rights, Rights { licensed_until: NOW + SECS, exclusive_until: NOW + SECS });
        for license in [license, alone] {
            assert!(license.is_running(NOW) && license.is_running(NOW + SECS - 1));
            assert!(!license.is_running(NOW + SECS) && !license.is_running(i64::MAX));
            assert_eq!(license.accept(NOTHING, NOW + SECS), Err(RuleError::LicenseTaken));
        }
        assert!(!offer(false).is_running(NOW));
    }

    #[test]
    fn t16_an_offer_is_accepted_until_the_second_before_its_end() {
        let (license, end) = (offer(false), NOW + i64::from(ACCEPT_SECS));
        assert!(license.accept(NOTHING, end - 1).is_ok());
        for now in [end, end + 1, i64::MAX] {
            assert_eq!(license.accept(NOTHING, now), Err(RuleError::LicenseOfferOver));
        }
        for now in [NOW, end - 1, end] {
            assert_eq!(license.end().accept(NOTHING, now), Err(RuleError::LicenseEnded));
        }
    }

    #[test]
    fn an_exclusive_licence_runs_alone() {
        for (first, second) in [(false, true), (true, false), (true, true)] {
            let (running, rights) = accepted(first);
            let license = offer(second);
            assert_eq!(license.accept(rights, running.until - 1), Err(RuleError::LicenseExcluded));
            let (_, later) = license.accept(rights, running.until).unwrap();
            assert_eq!(later.licensed_until, running.until + SECS);
            let exclusive_until = if second { running.until + SECS } else { running.until };
            assert_eq!(later.exclusive_until, exclusive_until);
            // Ended, it still runs until its term is over.
            assert!(running.end().is_running(running.until - 1));
        }
        let (_, rights) = accepted(false);
        assert!(offer(false).accept(rights, NOW).is_ok());
    }

    #[test]
    fn a_licence_is_renewed_while_it_runs_and_at_most_for_the_next_term() {
        for exclusive in [false, true] {
            let (license, rights) = accepted(exclusive);
            let (renewed, renewed_rights) = license.renew(rights, NOW).unwrap();
            assert_eq!(renewed, License { until: NOW + 2 * SECS, ..license });
            let exclusive_until = if exclusive { NOW + 2 * SECS } else { 0 };
            assert_eq!(renewed_rights, Rights { licensed_until: NOW + 2 * SECS, exclusive_until });
            for now in [NOW, NOW + SECS - 1] {
                assert_eq!(renewed.renew(renewed_rights, now), Err(RuleError::LicenseRenewed));
            }
            let (again, _) = renewed.renew(renewed_rights, NOW + SECS).unwrap();
            assert_eq!(again.until, NOW + 3 * SECS);
            assert!(renewed.renew(renewed_rights, NOW + 2 * SECS - 1).is_ok());
            for now in [NOW + 2 * SECS, i64::MAX] {
                assert_eq!(renewed.renew(renewed_rights, now), Err(RuleError::LicenseOver));
            }
            assert_eq!(license.end().renew(rights, NOW), Err(RuleError::LicenseEnded));
            assert_eq!(offer(exclusive).renew(rights, NOW), Err(RuleError::LicenseNotTaken));
            assert_eq!(offer(exclusive).end().renew(rights, NOW), Err(RuleError::LicenseNotTaken));
        }
    }

    #[test]
    fn renewing_a_short_licence_keeps_the_end_of_a_longer_one() {
        let (_, rights) = License::offer(0, MAX_TERM_SECS, false, NOW).unwrap().accept(NOTHING, NOW).unwrap();
        let (short, both) = offer(false).accept(rights, NOW).unwrap();
        assert_eq!(both, rights);
        assert_eq!(short.renew(both, NOW).map(|(_, rights)| rights), Ok(rights));
    }

    #[test]
    fn licences_beyond_all_time_are_refused() {
        let end = i64::MAX - i64::from(ACCEPT_SECS);
        assert!(License::offer(1, TERM, false, end).is_ok());
        assert_eq!(License::offer(1, TERM, false, end + 1), Err(RuleError::Overflow));
        let late = License { offered_until: i64::MAX, ..offer(false) };
        assert_eq!(late.accept(NOTHING, i64::MAX - SECS + 1), Err(RuleError::Overflow));
        let (license, rights) = late.accept(NOTHING, i64::MAX - SECS).unwrap();
        assert_eq!(license.renew(rights, i64::MAX - 1), Err(RuleError::Overflow));
        assert_eq!(license.renew(rights, i64::MIN), Err(RuleError::Overflow));
    }

    #[test]
    fn t43_an_offer_or_a_licence_closes_when_it_is_over_to_the_second() {
        let end = NOW + i64::from(ACCEPT_SECS);
        assert_eq!(offer(false).check_closable(end - 1), Err(RuleError::LicenseAlive));
        assert_eq!(offer(false).check_closable(end), Ok(()));
        assert_eq!(offer(false).end().check_closable(NOW), Ok(()));
        let (license, _) = accepted(true);
        for license in [license, license.end()] {
            assert_eq!(license.check_closable(license.until - 1), Err(RuleError::LicenseAlive));
            assert_eq!(license.check_closable(license.until), Ok(()));
        }
    }

    /// What happens to the licences of a vault.
    #[derive(Clone, Copy, Debug)]
    enum Step {
        Wait(u32),
        Offer(u32, bool),
        Accept(prop::sample::Index),
        Renew(prop::sample::Index),
        End(prop::sample::Index),
    }

    /// Terms and pauses of a few hours, now and then of days.
    fn any_step() -> impl Strategy<Value = Step> {
        let term = || prop_oneof![4 => 3_600u32..20_000, 1 => 3_600u32..2_000_000];
        prop_oneof![
            3 => prop_oneof![4 => 0u32..10_000, 1 => 0u32..1_000_000].prop_map(Step::Wait),
            3 => (term(), prop::bool::weighted(0.3)).prop_map(|(term, exclusive)| Step::Offer(term, exclusive)),
            5 => any::<prop::sample::Index>().prop_map(Step::Accept),
            5 => any::<prop::sample::Index>().prop_map(Step::Renew),
            1 => any::<prop::sample::Index>().prop_map(Step::End),
        ]
    }

    proptest! {
        #[test]
        fn no_licence_runs_beside_an_exclusive_one(
            exclusive in prop::bool::ANY, steps in prop::collection::vec(any_step(), 1..150),
        ) {
            let (mut rights, mut now, mut licenses) = (NOTHING, NOW, vec![offer(exclusive)]);
            for step in steps {
                let before = rights;
                match step {
                    Step::Wait(secs) => now += i64::from(secs),
                    Step::Offer(term, exclusive) => licenses.push(License::offer(1, term, exclusive, now).unwrap()),
                    Step::Accept(which) => {
                        let index = which.index(licenses.len());
                        let license = licenses[index];
                        // Whether the others allow it, asked of each of them and not of the rights.
                        let excluded = licenses
                            .iter()
                            .any(|other| other.is_running(now) && (other.exclusive || license.exclusive));
                        match license.accept(rights, now) {
                            Ok(accepted) => {
                                prop_assert!(!excluded);
                                (licenses[index], rights) = accepted;
                            }
                            Err(RuleError::LicenseExcluded) => prop_assert!(excluded),
                            Err(_) => prop_assert!(license.from != 0 || license.ended || now >= license.offered_until),
                        }
                    }
                    Step::Renew(which) => {
                        let index = which.index(licenses.len());
                        let license = licenses[index];
                        let next_is_free = license.until - now <= i64::from(license.term_secs);
                        let renewed = license.renew(rights, now);
                        prop_assert_eq!(renewed.is_ok(), license.is_running(now) && !license.ended && next_is_free);
                        if let Ok(renewed) = renewed {
                            (licenses[index], rights) = renewed;
                        }
                    }
                    Step::End(which) => {
                        let index = which.index(licenses.len());
                        licenses[index] = licenses[index].end();
                    }
                }
                let running: Vec<&License> = licenses.iter().filter(|license| license.is_running(now)).collect();
                prop_assert!(running.len() <= 1 || running.iter().all(|license| !license.exclusive));
                prop_assert_eq!(rights.licensed_until, licenses.iter().map(|license| license.until).max().unwrap());
                let exclusive = licenses.iter().filter(|license| license.exclusive);
                prop_assert_eq!(rights.exclusive_until, exclusive.map(|license| license.until).max().unwrap_or(0));
                prop_assert!(rights.licensed_until >= before.licensed_until);
                prop_assert!(rights.exclusive_until >= before.exclusive_until);
                for license in &licenses {
                    prop_assert!(license.until - now <= 2 * i64::from(license.term_secs));
                    // T43: what can neither be accepted nor renewed any more is closable then at the latest.
                    let over = license.until.max(license.offered_until);
                    prop_assert_eq!(license.check_closable(over), Ok(()));
                    prop_assert!(license.check_closable(now).is_err() || !license.is_running(now));
                    if license.check_closable(now).is_ok() {
                        prop_assert!(license.accept(rights, now).is_err() && license.renew(rights, now).is_err());
                    }
                }
            }
        }

        /// Whatever the licensee does: after two terms a licence that was ended is closable.
        #[test]
        fn t43_a_vote_ends_any_licence_within_two_terms(
            term_secs in MIN_TERM_SECS..=MAX_TERM_SECS, exclusive: bool,
            waits in prop::collection::vec(0u8..=120, 0..20),
        ) {
            let offer = License::offer(1, term_secs, exclusive, NOW).unwrap();
            let (mut license, mut rights) = offer.accept(NOTHING, NOW).unwrap();
            let mut now = NOW;
            for percent in waits {
                now += i64::from(term_secs) * i64::from(percent) / 100;
                while let Ok((renewed, later)) = license.renew(rights, now) {
                    (license, rights) = (renewed, later);
                }
            }
            let ended = license.end();
            prop_assert!(ended.renew(rights, now).is_err());
            prop_assert_eq!(ended.is_running(now), license.is_running(now));
            prop_assert_eq!(ended.check_closable(now + 2 * i64::from(term_secs)), Ok(()));
        }
    }
}
