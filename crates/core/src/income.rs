//! Income, streamed to staked fractions (DESIGN section 6).
//!
//! The income of one mint in a vault is a [`Stream`]: a schedule that releases evenly what was deposited, and a running
//! sum of what was released per fraction staked at that time. Each stake keeps the sum it was last settled at; what it
//! has risen by since, times its fractions, is what the stake has earned ([`Share`]).
//!
//! Amounts are raw units of the mint; parts of a unit are Q64.64, so that 2^64 stand for one unit. Nothing is lost in
//! rounding: what cannot be divided, or is less than a unit, is carried. After every step, exactly:
//!
//! ```text
//! balance * 2^64 == waiting * 2^64 + rest + sum over the stakes of (owed + staked * (per_fraction - entry))
//! ```
//!
//! No term is negative and `balance` is a `u64`, so every term, and every sum of some of them, is below 2^128. That is
//! why the arithmetic here cannot overflow, and why every stake can be paid whatever the others do (INV-07).
//!
//! The order of an instruction: [`Stream::accrue`] with what was staked until now, [`Share::settle`] the stake that
//! acts, and only then change the deposit or the stake. So nobody earns of the time before its stake (T37).

use crate::{RuleError, math::part_floor};

/// The income of one mint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// All that is in the account, as tracked: what was deposited less what was paid, in raw units.
    pub balance: u64,
    /// What the present schedule releases in all, in raw units.
    pub amount: u64,
    /// What of `amount` has been given to the stakes, in raw units.
    pub released: u64,
    /// Length of the present schedule in seconds, of which only those count in which something is staked.
    pub secs: u32,
    /// How many of `secs` are over.
    pub elapsed: u32,
    /// What was released per staked fraction so far, in Q64.64 modulo 2^128: only differences have a meaning.
    pub per_fraction: u128,
    /// What was released and could not be divided among the stakes yet, and what closed stakes left, in Q64.64.
    pub rest: u128,
}

impl Stream {
    /// What of the present schedule is still to be released, in raw units.
    pub const fn waiting(&self) -> u64 {
        self.amount.saturating_sub(self.released)
    }

    /// The stream `secs` seconds later, in which `staked` fractions were staked.
    ///
    /// While nothing is staked the stream waits. Otherwise `floor(amount * elapsed / secs)` is released once `elapsed`
    /// seconds are over: counted from the start, not from the last call, so how often this is called changes nothing.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] when the stream is not one these functions made.
    pub fn accrue(self, secs: u64, staked: u64) -> Result<Stream, RuleError> {
        if staked == 0 {
            return Ok(self);
        }
        let elapsed = self.elapsed.saturating_add(u32::try_from(secs).unwrap_or(u32::MAX)).min(self.secs);
        let released = self.released_after(elapsed)?;
        let new = released.checked_sub(self.released).ok_or(RuleError::LedgerMismatch)?;
        let later = Stream { released, elapsed, ..self };
        let staked = u128::from(staked);
        if new == 0 && self.rest < staked {
            return Ok(later);
        }
        // Cannot overflow: `new` was waiting until now, so both are terms of balance * 2^64.
        let undivided = (u128::from(new) << 64).checked_add(self.rest).ok_or(RuleError::LedgerMismatch)?;
        let each = undivided.checked_div(staked).ok_or(RuleError::LedgerMismatch)?;
        Ok(Stream {
            // May wrap: what a stake of s >= 1 fractions has earned since its entry is s * difference, a term of
            // balance * 2^64. So the true difference is below 2^128 / s and comes out of the wrapped sums unharmed.
            per_fraction: self.per_fraction.wrapping_add(each),
            // The remainder, exact: each * staked <= undivided.
            rest: undivided.wrapping_sub(each.wrapping_mul(staked)),
            ..later
        })
    }

    /// Adds `amount` raw units to an accrued stream, to be released over `drip_secs` seconds, at least one.
    ///
    /// What still waits and the new amount become one schedule, whose length is the mean of the seconds left and
    /// `drip_secs`, weighted by the amounts and rounded down. So a deposit puts off what was promised by no more than
    /// its part of the whole times `drip_secs`: dust delays nothing (T36). Nor does a deposit take back time that has
    /// passed without making a whole unit: it is no longer left.
    ///
    /// # Errors
    /// [`RuleError::ZeroAmount`]; [`RuleError::Overflow`] when the balance would leave `u64`;
    /// [`RuleError::LedgerMismatch`] when the stream is not one these functions made.
    pub fn deposit(self, amount: u64, drip_secs: u32) -> Result<Stream, RuleError> {
        if amount == 0 {
            return Err(RuleError::ZeroAmount);
        }
        let balance = self.balance.checked_add(amount).ok_or(RuleError::Overflow)?;
        // What waits is a part of the balance, so this fits where the balance does.
        let scheduled = self.waiting().checked_add(amount).ok_or(RuleError::LedgerMismatch)?;
        let secs = match self.waiting() {
            0 => drip_secs,
            waiting => mean_secs((waiting, self.secs.saturating_sub(self.elapsed)), (amount, drip_secs), scheduled)?,
        };
        Ok(Stream { balance, amount: scheduled, released: 0, secs: secs.max(1), elapsed: 0, ..self })
    }

    /// Takes `amount` raw units, claimed by a stake, out of the balance.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] when the balance would not cover what still waits: only what was released is ever
    /// paid (INV-07).
    pub fn pay(self, amount: u64) -> Result<Stream, RuleError> {
        match self.balance.checked_sub(amount) {
            Some(balance) if balance >= self.waiting() => Ok(Stream { balance, ..self }),
            _ => Err(RuleError::LedgerMismatch),
        }
    }

    /// Takes back the `fraction` of a unit (Q64.64, below one) that a stake leaves when it is closed; it goes to the
    /// others.
    ///
    /// `rest` may then exceed one unit, which the next accrual hands out. After the last stake it is whole units, less
    /// than one per closed stake and one more, for whoever stakes next.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] when `fraction` is one unit or more, or the stream not one these functions made.
    pub fn leave(self, fraction: u128) -> Result<Stream, RuleError> {
        // Cannot overflow, here nor with what is released next: the stake's fraction was a term of balance * 2^64 and
        // stays one as a part of `rest`.
        match self.rest.checked_add(fraction) {
            Some(rest) if fraction <= u128::from(u64::MAX) => Ok(Stream { rest, ..self }),
            _ => Err(RuleError::LedgerMismatch),
        }
    }

    fn released_after(&self, elapsed: u32) -> Result<u64, RuleError> {
        if elapsed >= self.secs {
            Ok(self.amount)
        } else if elapsed == self.elapsed {
            Ok(self.released)
        } else {
            part_floor(self.amount, elapsed, self.secs)
        }
    }
}

/// What one stake earns of one stream. That of a new stake is `Share::default()`, settled with no fractions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// [`Stream::per_fraction`] when this was last settled.
    pub entry: u128,
    /// What was earned until then and has not been claimed, in Q64.64.
    pub owed: u128,
}

impl Share {
    /// Adds, exactly, what the `staked` fractions that the stake has had since it was last settled have earned.
    pub const fn settle(self, per_fraction: u128, staked: u64) -> Share {
        if per_fraction == self.entry {
            return self;
        }
        // The wrapped difference is the true one (see `accrue`), and its product and the sum are terms of
        // balance * 2^64: neither wraps. With nothing staked the product is zero, whatever the difference.
        let earned = per_fraction.wrapping_sub(self.entry).wrapping_mul(staked as u128);
        Share { entry: per_fraction, owed: self.owed.wrapping_add(earned) }
    }

    /// The whole raw units owed, as last settled.
    pub const fn claimable(self) -> u64 {
        (self.owed >> 64) as u64
    }

    /// The part of what is owed that is below one unit, in Q64.64.
    pub const fn fraction(self) -> u128 {
        self.owed & u64::MAX as u128
    }

    /// The raw units to pay, and the share without them: less than one unit stays owed.
    ///
    /// # Errors
    /// [`RuleError::NoIncomeDue`] when no whole unit is owed.
    pub fn claim(self) -> Result<(u64, Share), RuleError> {
        match self.claimable() {
            0 => Err(RuleError::NoIncomeDue),
            units => Ok((units, Share { owed: self.fraction(), ..self })),
        }
    }
}

/// The mean of two (amount, seconds), weighted by the amounts, of which `total` is the sum; rounded down.
fn mean_secs(a: (u64, u32), b: (u64, u32), total: u64) -> Result<u32, RuleError> {
    // Exact: each product is below 2^96.
    let weighted = |(amount, secs): (u64, u32)| u128::from(amount).wrapping_mul(u128::from(secs));
    let mean = weighted(a).wrapping_add(weighted(b)).checked_div(u128::from(total));
    mean.and_then(|secs| u32::try_from(secs).ok()).ok_or(RuleError::LedgerMismatch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::MAX_DRIP_SECS;
    use proptest::prelude::*;

    const WEEK: u32 = 604_800;
    const UNIT: u128 = 1 << 64;

    fn streaming(amount: u64, secs: u32) -> Stream {
        Stream::default().deposit(amount, secs).unwrap()
    }

    /// What `staked` fractions have earned of `stream` since its beginning, or since `entry`.
    fn earned(stream: &Stream, entry: u128, staked: u64) -> Share {
        Share { entry, owed: 0 }.settle(stream.per_fraction, staked)
    }

    #[test]
    fn a_week_of_income() {
        let mut stream = streaming(604_800_000, WEEK).accrue(86_400, 40).unwrap();
        let (ana, ben) = (earned(&stream, 0, 30), earned(&stream, 0, 10));
        assert_eq!((ana.claimable(), ben.claimable(), stream.waiting()), (64_800_000, 21_600_000, 518_400_000));
        let (units, ana) = ana.claim().unwrap();
        assert_eq!((units, ana.claim()), (64_800_000, Err(RuleError::NoIncomeDue)));
        stream = stream.pay(units).unwrap().accrue(u64::MAX, 40).unwrap();
        assert_eq!((stream.balance, stream.waiting(), stream.elapsed), (540_000_000, 0, WEEK));
        assert_eq!(ana.settle(stream.per_fraction, 30).claimable(), 388_800_000);
        assert_eq!(ben.settle(stream.per_fraction, 10).claimable(), 151_200_000);
    }

    #[test]
    fn refusals() {
        let stream = streaming(100, 100);
        assert_eq!(stream.deposit(0, 100), Err(RuleError::ZeroAmount));
        assert_eq!(stream.deposit(u64::MAX - 99, 100), Err(RuleError::Overflow));
        assert_eq!(stream.deposit(u64::MAX - 100, 100).map(|s| s.balance), Ok(u64::MAX));
        assert_eq!(stream.pay(1), Err(RuleError::LedgerMismatch));
        let stream = stream.accrue(10, 1).unwrap();
        assert_eq!(stream.pay(11), Err(RuleError::LedgerMismatch));
        assert_eq!(stream.pay(10).map(|s| s.balance), Ok(90));
        assert_eq!(stream.pay(u64::MAX), Err(RuleError::LedgerMismatch));
        assert_eq!(stream.leave(UNIT), Err(RuleError::LedgerMismatch));
        assert_eq!(stream.leave(UNIT - 1).map(|s| s.rest), Ok(UNIT - 1));
        assert_eq!(Share { entry: 0, owed: UNIT - 1 }.claim(), Err(RuleError::NoIncomeDue));
    }

    #[test]
    fn broken_numbers_are_refused() {
        let released_too_much = Stream { released: 60, ..streaming(100, 100) };
        assert_eq!(released_too_much.accrue(50, 1), Err(RuleError::LedgerMismatch));
        let endless_rest = Stream { rest: u128::MAX, ..streaming(100, 100) };
        assert_eq!(endless_rest.accrue(50, 1), Err(RuleError::LedgerMismatch));
        assert_eq!(endless_rest.leave(1), Err(RuleError::LedgerMismatch));
        let more_waiting_than_there_is = Stream { balance: 0, ..streaming(u64::MAX, 100) };
        assert_eq!(more_waiting_than_there_is.deposit(1, 100), Err(RuleError::LedgerMismatch));
    }

    #[test]
    fn extremes() {
        // Of twice the whole range the running sum of a supply of 1 wraps.
        for (staked, sum) in [(1, u128::MAX - 2 * UNIT + 1), (u64::MAX, 2 * UNIT)] {
            let (mut stream, mut share) = (streaming(u64::MAX, WEEK), Share::default());
            for _ in 0..2 {
                stream = stream.accrue(u64::from(WEEK), staked).unwrap();
                let (units, left) = share.settle(stream.per_fraction, staked).claim().unwrap();
                assert_eq!((units, left.owed, stream.rest), (u64::MAX, 0, 0));
                stream = stream.pay(units).unwrap().deposit(u64::MAX, WEEK).unwrap();
                share = left;
            }
            assert_eq!(share.entry, sum);
        }
        let last_second = streaming(u64::MAX, u32::MAX).accrue(u64::from(u32::MAX) - 1, 1).unwrap();
        assert_eq!(last_second.released, u64::MAX - (1 << 32) - 1);
        assert_eq!(Stream::default().accrue(u64::MAX, u64::MAX), Ok(Stream::default()));
        assert_eq!(streaming(1, 1).deposit(u64::MAX - 1, 0).map(|s| s.secs), Ok(1));
    }

    #[test]
    fn while_nothing_is_staked_the_stream_waits() {
        let stream = streaming(1_000, 100).accrue(30, 5).unwrap();
        assert_eq!(stream.accrue(u64::MAX, 0), Ok(stream));
        let later = stream.accrue(70, 5).unwrap();
        assert_eq!((later.waiting(), earned(&later, stream.per_fraction, 5).claimable()), (0, 700));
    }

    #[test]
    fn t33_what_was_earned_survives_leaving() {
        let stream = streaming(1_000, 100).accrue(50, 10).unwrap();
        let (left, stays) = (earned(&stream, 0, 4), earned(&stream, 0, 6));
        // The first one's fractions are gone, the second one earns the rest and claims all of it before.
        let stream = stream.accrue(50, 6).unwrap();
        let (units, stays) = stays.settle(stream.per_fraction, 6).claim().unwrap();
        let stream = stream.pay(units).unwrap();
        let (units, left) = left.settle(stream.per_fraction, 0).claim().unwrap();
        assert_eq!((units, left.owed), (200, 0));
        assert_eq!(u128::from(stream.pay(units).unwrap().balance) * UNIT, stays.owed + stream.rest);
    }

    #[test]
    fn t36_dust_every_minute_delays_a_week_by_less_than_a_minute() {
        let mut stream = streaming(1_000_000_000, WEEK);
        for _ in 0..=WEEK / 60 {
            stream = stream.accrue(60, 1).unwrap().deposit(1, WEEK).unwrap();
        }
        assert!(stream.balance - stream.waiting() >= 1_000_000_000);
    }

    #[test]
    fn t37_fractions_staked_later_earn_nothing_of_the_past() {
        let stream = streaming(1_000, 100).accrue(50, 10).unwrap();
        let before = earned(&stream, 0, 10);
        let more = before.settle(stream.per_fraction, 1_000_000);
        assert_eq!((before.owed, more.owed), (500 * UNIT, 500 * UNIT));
        let stream = stream.accrue(25, 1_000_000).unwrap();
        assert_eq!(more.settle(stream.per_fraction, 1_000_000).owed + stream.rest, 750 * UNIT);
    }

    /// Numbers of every size, zero and the highest included.
    fn any_size() -> impl Strategy<Value = u64> {
        prop_oneof![9 => (any::<u64>(), 0u32..64).prop_map(|(n, bits)| n >> bits), 1 => Just(u64::MAX), 1 => Just(0)]
    }

    #[derive(Clone, Copy, Debug)]
    enum Action {
        Crank,
        Deposit,
        Stake,
        Unstake,
        Claim,
        Close,
    }
    use Action::*;

    /// Seconds that pass before it, what is done, by whom, with how much, and over how many seconds it is streamed.
    type Step = (u64, Action, usize, u64, u32);

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let action = prop::sample::select(vec![Crank, Deposit, Stake, Unstake, Claim, Close]);
        let secs = prop_oneof![Just(0), 1..=3_000_000u64];
        prop::collection::vec((secs, action, 0usize..5, any_size(), 1..=MAX_DRIP_SECS), 1..80)
    }

    /// A stream with the stakes of five holders, each (fractions, share), and what came in and went out.
    #[derive(Clone, Debug, Default)]
    struct Vault {
        stream: Stream,
        stakes: [(u64, Share); 5],
        deposited: u128,
        paid: u128,
        /// Stakes closed since the rest was last divided.
        closed: usize,
    }

    impl Vault {
        fn settled(&mut self, who: usize) -> &mut (u64, Share) {
            let stake = &mut self.stakes[who];
            stake.1 = stake.1.settle(self.stream.per_fraction, stake.0);
            stake
        }

        fn claim(&mut self, who: usize) -> u64 {
            let (_, share) = self.settled(who);
            let Ok((units, left)) = share.claim() else { return 0 };
            *share = left;
            self.stream = self.stream.pay(units).unwrap();
            self.paid += u128::from(units);
            units
        }

        fn step(&mut self, (secs, action, who, amount, drip_secs): Step) {
            let staked = self.stakes.iter().map(|(fractions, _)| fractions).sum();
            self.stream = self.stream.accrue(secs, staked).unwrap();
            if staked > 0 {
                assert!(self.stream.rest < u128::from(staked));
                self.closed = 0;
            }
            match action {
                Crank => (),
                Deposit => {
                    let possible = amount > 0 && self.stream.balance.checked_add(amount).is_some();
                    let result = self.stream.deposit(amount, drip_secs);
                    assert_eq!(result.is_ok(), possible);
                    self.deposited += u128::from(if possible { amount } else { 0 });
                    self.stream = result.unwrap_or(self.stream);
                }
                Stake => self.settled(who).0 += amount.min(u64::MAX - staked),
                Unstake => self.settled(who).0 = self.stakes[who].0.saturating_sub(amount),
                Claim => _ = self.claim(who),
                Close => {
                    self.claim(who);
                    self.stream = self.stream.leave(self.stakes[who].1.fraction()).unwrap();
                    self.stakes[who] = Default::default();
                    self.closed += 1;
                }
            }
        }

        /// INV-07, exactly and as it is promised.
        fn check(&self) {
            let Stream { balance, per_fraction, rest, .. } = self.stream;
            assert_eq!(u128::from(balance), self.deposited - self.paid);
            let owed = self.stakes.map(|(fractions, share)| {
                let earned = per_fraction.wrapping_sub(share.entry).checked_mul(u128::from(fractions)).unwrap();
                let owed = share.owed.checked_add(earned).unwrap();
                assert_eq!(share.settle(per_fraction, fractions), Share { entry: per_fraction, owed });
                owed
            });
            let waiting = u128::from(self.stream.waiting());
            let law = owed.iter().try_fold(waiting << 64, |sum, owed| sum.checked_add(*owed));
            assert_eq!(law.and_then(|sum| sum.checked_add(rest)), Some(u128::from(balance) << 64));
            let claimable: u128 = owed.iter().map(|owed| owed >> 64).sum();
            let short = (self.deposited - waiting).checked_sub(self.paid + claimable).expect("only what was streamed");
            let stakes = owed.iter().filter(|owed| **owed > 0).count() + self.closed;
            assert!(short < stakes as u128 + 1, "short of {short} units");
        }
    }

    proptest! {
        #[test]
        fn inv_07_every_unit_is_waiting_owed_or_paid(per_fraction: u128, steps in steps()) {
            let mut vault = Vault { stream: Stream { per_fraction, ..Stream::default() }, ..Vault::default() };
            for step in steps {
                vault.step(step);
                vault.check();
            }
            // When all that waited was streamed and all have left, whole units are left, for who comes next.
            vault.step((0, Stake, 0, 1, 0));
            vault.step((u64::MAX, Crank, 0, 0, 0));
            (0..5).for_each(|who| vault.step((0, Close, who, 0, 0)));
            vault.check();
            prop_assert_eq!(u128::from(vault.stream.balance) * UNIT, vault.stream.rest);
            prop_assert!(vault.stream.balance <= 5);
            [Stake, Claim].into_iter().for_each(|action| vault.step((0, action, 0, 1, 0)));
            prop_assert_eq!((vault.stream.balance, vault.stream.rest, vault.claim(0)), (0, 0, 0));
        }

        #[test]
        fn the_order_of_claims_does_not_matter(steps in steps(), order in Just([0, 1, 2, 3, 4]).prop_shuffle()) {
            let mut vault = Vault::default();
            steps.into_iter().for_each(|step| vault.step(step));
            let mut other = vault.clone();
            let straight = [0, 1, 2, 3, 4].map(|who| vault.claim(who));
            order.into_iter().for_each(|who| assert_eq!(other.claim(who), straight[who]));
            prop_assert_eq!((other.stream, other.stakes), (vault.stream, vault.stakes));
        }

        #[test]
        fn equal_stakes_earn_the_same_however_often_they_claim(steps in steps(), fractions in 1..u64::MAX / 4) {
            let mut vault = Vault::default();
            vault.step((0, Stake, 3, fractions, 0));
            vault.step((0, Stake, 4, fractions, 0));
            let mut paid = 0;
            // The others do anything; of the two, one claims after every step and the other only at the end.
            for (secs, action, who, amount, drip_secs) in steps {
                vault.step((secs, action, who % 3, amount, drip_secs));
                paid += u128::from(vault.claim(3));
            }
            prop_assert_eq!(u128::from(vault.claim(4)), paid);
        }

        #[test]
        fn how_often_it_accrues_changes_nothing(
            amount in 1..u64::MAX, length in 1u32.., rest: u64, staked in any_size(),
            waits in prop::collection::vec(prop_oneof![0u64..4, 0u64..1 << 29], 1..12),
        ) {
            let stream = Stream { rest: u128::from(rest), ..streaming(amount, length) };
            let often = waits.iter().fold(stream, |stream, secs| stream.accrue(*secs, staked).unwrap());
            prop_assert_eq!(stream.accrue(waits.iter().sum(), staked), Ok(often));
            let exact = u128::from(amount) * u128::from(often.elapsed) / u128::from(length);
            prop_assert_eq!(u128::from(often.released), exact);
        }

        #[test]
        fn t28_a_stake_of_one_slot_earns_nothing_and_of_a_second_its_part_of_it(
            amount in 1u64..1 << 60, length in 1u32..1 << 26, before in 0u64..1 << 26,
            others in 1u64..1 << 31, own in 1u64..1 << 31,
        ) {
            let stream = streaming(amount, length).accrue(before, others).unwrap();
            let same_slot = stream.accrue(0, others + own).unwrap();
            prop_assert_eq!(earned(&same_slot, stream.per_fraction, own).owed, 0);
            let second = same_slot.accrue(1, others + own).unwrap();
            let new = second.released - stream.released;
            prop_assert!(new <= amount.div_ceil(u64::from(length)));
            // To less than the 2^-64 part of a unit per fraction: of what the second released, and of an older rest.
            let owed = earned(&second, stream.per_fraction, own).owed;
            let part = (u128::from(new) * UNIT + stream.rest) / u128::from(others + own) * u128::from(own);
            prop_assert_eq!(owed, part);
        }

        #[test]
        fn t36_a_deposit_delays_by_its_part_of_the_whole_at_most(
            first in 1..u64::MAX, length in 1u32.., passed: u32, amount in any_size(), drip_secs in 1u32..,
        ) {
            let stream = streaming(first, length).accrue(u64::from(passed % length), 1).unwrap();
            let amount = amount.clamp(1, u64::MAX - first);
            let (left, whole) = (u128::from(stream.secs - stream.elapsed), stream.waiting() + amount);
            let later = stream.deposit(amount, drip_secs).unwrap();
            let (secs, drip) = (u128::from(later.secs), u128::from(drip_secs));
            prop_assert!(secs >= left.min(drip) && secs <= left.max(drip) && secs > 0);
            prop_assert!(secs.saturating_sub(left) * u128::from(whole) <= drip * u128::from(amount));
            prop_assert_eq!((later.amount, later.released, later.elapsed), (whole, 0, 0));
            prop_assert_eq!((later.per_fraction, later.rest), (stream.per_fraction, stream.rest));
        }
    }
}
