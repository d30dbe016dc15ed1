//! What is staked and asked: the second half of INV-04, INV-05, and INV-10 as far as asks are votes.

use {
    super::{Seen, SeenPool},
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{Broken, Moment, arithmetic::status, broken, demand},
    mosaic_client::state::Stake,
};

/// From the start of an auction stakes are locked for this long at most, in seconds.
const AUCTION_LOCK_SECS: i64 = 3_600;

/// Whether a stake was locked anew between two moments: it grew, or its ask was set. Emptying it ends its ask.
pub(super) fn locks(then: &Stake, now: &Stake) -> bool {
    let asked_otherwise = (then.asks, then.level) != (now.asks, now.level) && now.amount > 0;
    now.amount > then.amount || asked_otherwise || now.locked_until != then.locked_until
}

pub(super) fn check_step(address: &Pubkey, then: &Seen, now: &Seen, events: u64, at: i64) -> Result<(), Broken> {
    let was = then.vault.status;
    match (then.asks_opener, now.asks_opener) {
        (Some(before), Some(after)) => {
            demand(before == after, || broken!(INV_05, "the book of {address} was opened by another than before"))?
        }
        (None, Some(_)) => demand(matches!(was, status::DRAFT | status::ACTIVE), || {
            broken!(INV_05, "the book of {address} was opened in status {was}")
        })?,
        _ => (),
    }
    // After the sale one that can be opened again could keep the vault from being closed.
    let opened = then.pool.is_none() && now.pool.is_some();
    demand(!opened || !matches!(was, status::SOLD | status::RECLAIMED), || {
        broken!(INV_04, "the pool of {address} was opened in status {was}")
    })?;
    if let (Some(before), Some(after)) = (&then.pool, &now.pool) {
        demand(before.pool.opener == after.pool.opener, || {
            broken!(INV_04, "the pool of {address} was opened by another than before")
        })?;
        check_surplus(address, before, after, events)?;
    }
    inv_10_locks(address, then, now, events, at)
}

/// What leaves the account of staked fractions leaves a stake, and the other way round; fractions sent there uninvited
/// stay.
fn check_surplus(address: &Pubkey, then: &SeenPool, now: &SeenPool, events: u64) -> Result<(), Broken> {
    let surplus = |seen: &SeenPool| seen.staked_live - seen.pool.staked;
    let (before, after) = (surplus(then), surplus(now));
    let alone = events == 1 && then.pool.staked != now.pool.staked;
    demand(if alone { after == before } else { after >= before }, || {
        broken!(INV_04, "{address} held {before} fractions of nobody's stake, now it holds {after}")
    })
}

/// A stake becomes less only when its lock is over. The lock is the one that was seen to begin, whatever the stake
/// says.
///
/// In a transaction of several instructions that take out and lock again, the lock before them counts.
fn inv_10_locks(address: &Pubkey, then: &Seen, now: &Seen, events: u64, at: i64) -> Result<(), Broken> {
    let lock = i64::from(now.vault.stake_lock_secs);
    let before = then.pool.as_ref().map(|pool| &pool.stakes);
    let after = now.pool.as_ref().map(|pool| &pool.stakes);
    for (holder, seen) in after.into_iter().flatten() {
        let (stake, then_stake) = (&seen.stake, before.and_then(|stakes| stakes.get(holder)).map(|seen| &seen.stake));
        if then_stake.is_none_or(|then| locks(then, stake)) {
            demand(stake.locked_until == at.saturating_add(lock), || {
                broken!(
                    INV_10,
                    "{holder} acted at {at} for a lock of {lock} and is locked until {}",
                    stake.locked_until
                )
            })?;
        }
        let Some(then_stake) = then_stake else { continue };
        let asks = |stake: &Stake| (stake.asks, stake.level);
        // A stake that leaves whole and comes back in one transaction has no ask any more.
        let may_be_another = stake.amount == 0 || events > 1 && stake.asks == 0;
        let ask_stays = then.vault.status == status::ACTIVE || may_be_another || asks(then_stake) == asks(stake);
        demand(ask_stays, || broken!(INV_05, "{holder} has set an ask in status {}", then.vault.status))?;
        let lowers_and_locks = stake.amount < then_stake.amount && locks(then_stake, stake);
        demand(!lowers_and_locks || events > 1, || broken!(INV_10, "{holder} has unstaked and asked at once"))?;
    }
    for (holder, seen) in before.into_iter().flatten() {
        let left = after.and_then(|stakes| stakes.get(holder)).map_or(0, |seen| seen.stake.amount);
        if left >= seen.stake.amount {
            continue;
        }
        let locked_until = seen.locked_at.saturating_add(lock);
        let free_at = match now.vault.status {
            status::SOLD => i64::MIN,
            status::AUCTION => locked_until.min(now.entered_at.saturating_add(AUCTION_LOCK_SECS)),
            // Also of a vault that is reclaimed: then nothing is staked any more, so this left before.
            _ => locked_until,
        };
        demand(at >= free_at, || {
            broken!(INV_10, "{holder} has unstaked from {address} at {at}, locked until {free_at}")
        })?;
    }
    Ok(())
}

/// Nothing of the pool outlives it.
pub(super) fn check_closing(moment: &Moment, address: &Pubkey, then: &Seen, now: Option<&Seen>) -> Result<(), Broken> {
    let (Some(pool), None) = (&then.pool, now.and_then(|now| now.pool.as_ref())) else { return Ok(()) };
    // One transaction may reclaim a vault and close all of it; what it was in between is not to be seen.
    if let Some(last) = now.map(|now| now.vault.status) {
        demand(matches!(last, status::SOLD | status::RECLAIMED), || {
            broken!(INV_04, "the pool of {address} was closed in status {last}")
        })?;
    }
    demand(!moment.tokens.contains_key(&pool.pool.fractions), || {
        broken!(INV_04, "the pool of {address} is closed, the account of staked fractions is not")
    })
}
