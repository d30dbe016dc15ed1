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

#[test]
fn what_nobody_is_left_to_earn_is_given_up_and_what_is_owed_stays() {
    let stream = streaming(1_000, 100).accrue(40, 3).unwrap();
    let share = earned(&stream, 0, 3);
    // 400 are released: 399 and almost one to the stake, the rest is carried.
    assert_eq!((share.claimable(), stream.waiting()), (399, 600));
    let (unearned, left) = stream.give_up().unwrap();
    assert_eq!((unearned, left.balance, left.waiting()), (600, 400, 0));
    // The schedule is over, at the second it has come to.
    assert_eq!((left.amount, left.secs, left.elapsed), (400, 40, 40));
    let closed = left.pay(399).unwrap().leave(share.fraction()).unwrap();
    // The parts of a unit make one again once the last stake has left.
    assert_eq!(closed.give_up().map(|(unearned, stream)| (unearned, stream.balance, stream.rest)), Ok((1, 0, 0)));
    assert_eq!(Stream::default().give_up(), Ok((0, Stream::default())));
    assert_eq!(left.give_up(), Ok((0, left)));
    let broken = Stream { balance: 0, ..streaming(1, 1) };
    assert_eq!(broken.give_up(), Err(RuleError::LedgerMismatch));
    assert_eq!(Stream { rest: u128::MAX, ..Stream::default() }.give_up(), Err(RuleError::LedgerMismatch));
}

/// Others may leave until as few fractions are staked as there are parts of a unit left.
#[test]
fn a_rest_that_gives_each_fraction_one_part_is_divided() {
    let stream = Stream { rest: 3, ..Stream::default() };
    let fewer = stream.accrue(0, 4).unwrap();
    assert_eq!((fewer.per_fraction, fewer.rest), (0, 3));
    let divided = stream.accrue(0, 3).unwrap();
    assert_eq!((divided.per_fraction, divided.rest), (1, 0));
    let more = stream.accrue(0, 2).unwrap();
    assert_eq!((more.per_fraction, more.rest), (1, 1));
}

proptest! {
    #[test]
    fn inv_07_giving_up_keeps_the_law(
        amount in 1u64..=1 << 60, secs in 1u32..=MAX_DRIP_SECS, after in 0u64..=10_000_000, staked in 1u64..=1 << 60,
    ) {
        let stream = streaming(amount, secs).accrue(after, staked).unwrap();
        let share = earned(&stream, 0, staked);
        let (unearned, left) = stream.give_up().unwrap();
        prop_assert_eq!(unearned, stream.waiting());
        prop_assert_eq!(left.balance, amount - unearned);
        prop_assert_eq!(u128::from(left.balance) << 64, left.rest + share.owed);
        // What is left of it can be claimed to the last unit.
        prop_assert!(left.pay(share.claimable()).is_ok());
    }
}
