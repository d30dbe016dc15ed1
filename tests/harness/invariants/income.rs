//! Income: every unit that came in is waiting, owed to a stake, or was paid to one (INV-07).
//!
//! Parts of a unit are Q64.64. Each term of the law is part of a balance below 2^64 units, so a sum that leaves `u128`
//! breaks it.

use {
    super::{Seen, SeenPool},
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{
        Broken, INCOME_MINTS, Moment,
        arithmetic::{q64, released_after, status, worth},
        broken, demand,
    },
    mosaic_client::state::{Income, Stake},
};

pub(super) fn check_step(address: &Pubkey, then: &Seen, now: &Seen, events: u64, at: i64) -> Result<(), Broken> {
    let Some(after) = &now.pool else { return Ok(()) };
    if let Some(before) = &then.pool {
        check_time(address, before, after, at)?;
    }
    for place in 0..INCOME_MINTS {
        let income = after.pool.income[place];
        let before = then.pool.as_ref().map_or_else(Income::default, |before| before.pool.income[place]);
        if income.mint == Pubkey::default() {
            continue;
        }
        let added = before.mint == Pubkey::default();
        let same = before.mint == income.mint && before.opener == income.opener;
        demand(added || same, || broken!(INV_07, "income {place} of {address} is another than before"))?;
        Step { address, then, now, place, before, after: income, events }.check()?;
    }
    Ok(())
}

/// Income was released up to now before anything else happened to it: a stake earns nothing of the time before it.
fn check_time(address: &Pubkey, then: &SeenPool, now: &SeenPool, at: i64) -> Result<(), Broken> {
    let (before, after) = (then.pool.updated_at, now.pool.updated_at);
    let incomes = then.pool.income.iter().zip(&now.pool.income);
    // One that was closed has nobody left to earn it.
    let moved = incomes.into_iter().any(|(then, now)| then.mint == now.mint && then.balance != now.balance);
    let amounts = |seen: &SeenPool| seen.stakes.iter().map(|(k, seen)| (*k, seen.stake.amount)).collect::<Vec<_>>();
    let staked_otherwise = amounts(then) != amounts(now);
    let expected = if moved || staked_otherwise || before != after { before.max(at) } else { before };
    // While nothing is staked the time releases nothing.
    let idle = then.pool.staked == 0 && !staked_otherwise && after == before;
    demand(after == expected || idle, || {
        broken!(INV_07, "{address} has released its income up to {after}, not up to {expected}")
    })
}

/// One income from one moment to the next.
struct Step<'a> {
    address: &'a Pubkey,
    then: &'a Seen,
    now: &'a Seen,
    place: usize,
    before: Income,
    after: Income,
    events: u64,
}

impl Step<'_> {
    fn check(&self) -> Result<(), Broken> {
        let (address, mint) = (self.address, self.after.mint);
        let (paid, left) = self.paid()?;
        let (before, after) = (u128::from(self.before.balance), u128::from(self.after.balance) + paid);
        if before > after {
            self.check_given_up(paid)?;
        } else {
            let takes = |seen: &Seen| matches!(seen.vault.status, status::ACTIVE | status::AUCTION);
            demand(before == after || takes(self.then) || takes(self.now), || {
                broken!(INV_07, "{address} took income of {mint} in status {}", self.now.vault.status)
            })?;
            self.check_released(after - before, left)?;
        }
        self.check_tokens(before != after || paid != 0)
    }

    /// More has left than stakes are owed less: what nobody can earn any more, all of it, and nothing else.
    fn check_given_up(&self, paid: u128) -> Result<(), Broken> {
        let (address, Income { mint, amount, released, rest, .. }) = (self.address, self.after);
        demand(is_over(self.now) && can_earn(self.now) == 0, || {
            broken!(INV_07, "{mint} that could still be earned has left {address}")
        })?;
        demand(amount == released && rest[1] == 0 && released == self.before.released, || {
            broken!(INV_07, "{mint} has left {address}, but not all that nobody can earn")
        })?;
        demand(paid == 0 || self.events > 1, || {
            broken!(INV_07, "{paid} of {mint} that stakes of {address} were owed have left with the rest")
        })
    }

    /// Whole units that stakes are owed less, and the parts of units that closed stakes left. Every stake has earned
    /// exactly its part of what was released, and is owed less only by what it was paid.
    fn paid(&self) -> Result<(u128, u128), Broken> {
        let (address, mint, place) = (self.address, self.after.mint, self.place);
        let stakes =
            |seen: &Seen| seen.pool.iter().flat_map(|pool| pool.stakes.values().map(|seen| seen.stake)).collect();
        let (before, after): (Vec<Stake>, Vec<Stake>) = (stakes(self.then), stakes(self.now));
        let (mut paid, mut left, mut payees) = (0, 0, 0);
        for then in &before {
            let holder = then.holder;
            let now = after.iter().find(|now| now.holder == holder);
            // What it was owed, and what its fractions of then have earned since.
            let earned = worth(&self.after, then.amount, &then.shares[place]);
            let worth_now = now.map_or(Some(0), |now| worth(&self.after, now.amount, &now.shares[place]));
            let less = earned.zip(worth_now).and_then(|(earned, worth)| earned.checked_sub(worth));
            let less = less.ok_or_else(|| broken!(INV_07, "{holder} is owed {mint} of {address} it has not earned"))?;
            demand(q64_part(less) == 0 || now.is_none() || self.events > 1, || {
                broken!(INV_07, "{holder} has lost a part of a unit of {mint} of {address}")
            })?;
            paid += less >> 64;
            payees += u8::from(less >> 64 > 0);
            left += q64_part(less);
        }
        for now in after.iter().filter(|now| before.iter().all(|then| then.holder != now.holder)) {
            demand(worth(&self.after, now.amount, &now.shares[place]) == Some(0), || {
                broken!(INV_07, "{} earned {mint} of {address} before it staked", now.holder)
            })?;
        }
        demand(payees <= 1 || self.events > 1, || {
            broken!(INV_07, "{payees} stakes are owed less {mint} of {address} after one instruction")
        })?;
        Ok((paid, left))
    }

    /// The schedule has gone on by the seconds since, if something was staked; what was deposited was added to what
    /// still waits, and nothing else was.
    fn check_released(&self, deposited: u128, left: u128) -> Result<(), Broken> {
        let (address, Income { mint, secs, .. }) = (self.address, self.before);
        let (before, after) = (self.then.pool.as_ref(), self.now.pool.as_ref());
        let updated_at = |seen: Option<&SeenPool>| seen.map_or(0, |seen| seen.pool.updated_at);
        let staked = before.map_or(0, |seen| seen.pool.staked);
        let over = if staked == 0 { 0 } else { updated_at(after).abs_diff(updated_at(before)) };
        let elapsed = u32::try_from(u64::from(self.before.elapsed).saturating_add(over)).unwrap_or(u32::MAX).min(secs);
        let waiting = self.before.amount - released_after(&self.before, elapsed);
        let rest = q64(self.after.rest).checked_sub(left);
        let divided = if over == 0 { rest == Some(q64(self.before.rest)) } else { rest < Some(u128::from(staked)) };
        demand(rest.is_some() && divided, || {
            broken!(INV_07, "{rest:?} / 2^64 of {mint} of {address} were not divided among {staked} fractions")
        })?;
        let schedule = (u128::from(self.after.amount), self.after.elapsed);
        if deposited == 0 {
            return demand(schedule == (self.before.amount.into(), elapsed) && self.after.secs == secs, || {
                broken!(INV_07, "the schedule of {mint} of {address} has changed without a deposit")
            });
        }
        demand(schedule == (u128::from(waiting) + deposited, 0), || {
            broken!(INV_07, "{waiting} of {mint} waited in {address}, {deposited} came, {schedule:?} are to stream")
        })?;
        let (remaining, drip) = (u128::from(secs - elapsed), u128::from(self.now.vault.drip_secs));
        let mean = (u128::from(waiting) * remaining + deposited * drip) / (u128::from(waiting) + deposited);
        // Each of several deposits rounds its mean down.
        let slack = u128::from(self.events.saturating_sub(1));
        let expected = mean.saturating_sub(slack).max(1)..=mean.max(1);
        demand(expected.contains(&self.after.secs.into()), || {
            broken!(INV_07, "{mint} of {address} streams over {} s, expected {expected:?}", self.after.secs)
        })
    }

    /// What was tracked has moved, and nothing else has left: what was sent uninvited stays.
    fn check_tokens(&self, moved: bool) -> Result<(), Broken> {
        let live = |seen: &Seen| seen.pool.as_ref().map_or(0, |pool| pool.income_live[self.place]);
        let before = live(self.then).saturating_sub(self.before.balance);
        let after = live(self.now) - self.after.balance;
        // A further instruction of the same transaction may have sent some.
        let alone = self.events == 1 && moved;
        demand(if alone { after == before } else { after >= before }, || {
            let (address, mint) = (self.address, self.after.mint);
            broken!(INV_07, "{address} held {before} of {mint} uninvited, now it holds {after}")
        })
    }
}

/// An income account is closed once nobody can earn or claim of it, and goes with its record.
pub(super) fn check_closing(moment: &Moment, address: &Pubkey, then: &Seen, now: Option<&Seen>) -> Result<(), Broken> {
    let Some(before) = &then.pool else { return Ok(()) };
    for (place, income) in
        before.pool.income.iter().enumerate().filter(|(_, income)| income.account != Pubkey::default())
    {
        let mint = income.mint;
        let after = now.and_then(|now| now.pool.as_ref());
        if after.is_some_and(|after| after.pool.income[place].mint == mint) {
            continue;
        }
        demand(!moment.tokens.contains_key(&income.account), || {
            broken!(INV_07, "{address} takes no income of {mint} any more, its account is still there")
        })?;
        let Some(now) = now else { continue };
        demand(is_over(now), || {
            broken!(INV_07, "income of {mint} of {address} was closed in status {}", now.vault.status)
        })?;
        demand(moment.stakes_of(address).next().is_none(), || {
            broken!(INV_07, "income of {mint} of {address} was closed with a stake open")
        })?;
        // Where more happened in the transaction, the balance may have been claimed before.
        let alone = now.vault.events == then.vault.events.saturating_add(1);
        demand(!alone || income.balance == 0 || can_earn(now) == 0, || {
            broken!(INV_07, "{} of {mint} of {address} were still to be earned when it was closed", income.balance)
        })?;
    }
    Ok(())
}

fn is_over(vault: &Seen) -> bool {
    matches!(vault.vault.status, status::SOLD | status::RECLAIMED)
}

/// Fractions that are staked or could be: what lies in the vault's own accounts uninvited never can.
fn can_earn(vault: &Seen) -> u64 {
    let staked = vault.pool.as_ref().map_or(0, |pool| pool.staked_live - pool.pool.staked);
    vault.supply.saturating_sub(vault.escrow_surplus).saturating_sub(staked)
}

fn q64_part(number: u128) -> u128 {
    number & u128::from(u64::MAX)
}
