//! What is staked and asked: the second half of INV-04, INV-05, and INV-10 as far as asks are votes.

use {
    super::{Scene, Seen, SeenPool, demand, status},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        PROGRAM_ID,
        state::{Asks, Pool, Stake, Vault},
    },
};

/// From the start of an auction stakes are locked for this long at most, in seconds.
const AUCTION_LOCK_SECS: i64 = 3_600;

pub(super) fn check_moment(scene: &Scene, address: &Pubkey, vault: &Vault) -> Result<(), String> {
    let (pool, asks) = (scene.pools.get(address), scene.asks.get(address));
    demand(vault.staking == u8::from(pool.is_some()), || {
        format!("INV-04: {address} says {} about having a pool of stakes", vault.staking)
    })?;
    demand(vault.asks == u8::from(asks.is_some()), || {
        format!("INV-05: {address} says {} about having a book of asks", vault.asks)
    })?;
    let Some(pool) = pool else { return Ok(()) };
    inv_04_staked(scene, address, vault, pool)?;
    inv_05_asks(scene, address, asks)?;
    let supply = scene.mints.get(&vault.fraction_mint).map_or(0, |mint| mint.supply);
    demand(pool.staked <= supply, || format!("INV-05: {} of {supply} fractions of {address} are staked", pool.staked))
}

fn inv_04_staked(scene: &Scene, address: &Pubkey, vault: &Vault, pool: &Pool) -> Result<(), String> {
    demand(pool.opener != Pubkey::default(), || format!("INV-04: nobody has opened the pool of {address}"))?;
    let (derived, _) = Pubkey::find_program_address(&[b"staked", address.as_ref()], &PROGRAM_ID);
    demand(pool.fractions == derived, || {
        format!("INV-04: {address} keeps staked fractions in {}, not in {derived}", pool.fractions)
    })?;
    let open = scene.stakes_of(address).count();
    demand(u64::try_from(open) == Ok(pool.stakes), || {
        format!("INV-04: {open} stakes in {address} are open, {} are counted", pool.stakes)
    })?;
    let sum: u128 = scene.stakes_of(address).map(|stake| u128::from(stake.amount)).sum();
    demand(sum == u128::from(pool.staked), || {
        format!("INV-04: {sum} fractions are staked in {address}, {} are tracked", pool.staked)
    })?;
    let account = scene.tokens.get(&pool.fractions);
    let account = account.ok_or_else(|| format!("INV-04: the staked fractions of {address} are gone"))?;
    demand(account.owner == *address && account.mint == vault.fraction_mint, || {
        format!("INV-04: the staked fractions of {address} are of another owner or mint")
    })?;
    demand(u128::from(account.amount) >= sum, || {
        format!("INV-04: {sum} fractions are staked in {address}, {} are there", account.amount)
    })
}

/// Each staked fraction that asks is in the book once, at the level of its stake. As all stakes together are what is
/// staked, no weight exceeds that.
fn inv_05_asks(scene: &Scene, address: &Pubkey, asks: Option<&Asks>) -> Result<(), String> {
    let mut expected = [0u128; 192];
    for stake in scene.stakes_of(address) {
        let holder = stake.holder;
        if stake.asks == 0 {
            demand(stake.level == 0, || format!("INV-05: {holder} asks nothing and names level {}", stake.level))?;
            continue;
        }
        demand(stake.asks == 1, || format!("INV-05: {holder} says {} about asking", stake.asks))?;
        demand(stake.amount > 0, || format!("INV-05: {holder} asks with nothing staked"))?;
        let weight = expected.get_mut(usize::from(stake.level));
        *weight.ok_or_else(|| format!("INV-05: {holder} asks level {}", stake.level))? += u128::from(stake.amount);
    }
    let sum: u128 = expected.iter().sum();
    let Some(asks) = asks else {
        return demand(sum == 0, || format!("INV-05: {sum} fractions of {address} ask, there is no book"));
    };
    demand(asks.opener != Pubkey::default(), || format!("INV-05: nobody has opened the book of {address}"))?;
    demand(sum == u128::from(asks.asking), || {
        format!("INV-05: {sum} fractions of {address} ask, the book counts {}", asks.asking)
    })?;
    for (level, (weight, expected)) in asks.weights.iter().zip(expected).enumerate() {
        demand(u128::from(*weight) == expected, || {
            format!("INV-05: {expected} fractions of {address} ask level {level}, the book says {weight}")
        })?;
    }
    Ok(())
}

/// Whether a stake was locked anew between two moments: it grew, or its ask was set. Emptying it ends its ask.
pub(super) fn locks(then: &Stake, now: &Stake) -> bool {
    let asked_otherwise = (then.asks, then.level) != (now.asks, now.level) && now.amount > 0;
    now.amount > then.amount || asked_otherwise || now.locked_until != then.locked_until
}

pub(super) fn check_step(address: &Pubkey, then: &Seen, now: &Seen, events: u64, at: i64) -> Result<(), String> {
    let was = then.vault.status;
    match (then.asks_opener, now.asks_opener) {
        (Some(before), Some(after)) => {
            demand(before == after, || format!("INV-05: the book of {address} was opened by another than before"))?
        }
        (None, Some(_)) => demand(matches!(was, status::DRAFT | status::ACTIVE), || {
            format!("INV-05: the book of {address} was opened in status {was}")
        })?,
        _ => (),
    }
    // After the sale one that can be opened again could keep the vault from being closed.
    let opened = then.pool.is_none() && now.pool.is_some();
    demand(!opened || !matches!(was, status::SOLD | status::RECLAIMED), || {
        format!("INV-04: the pool of {address} was opened in status {was}")
    })?;
    if let (Some(before), Some(after)) = (&then.pool, &now.pool) {
        demand(before.pool.opener == after.pool.opener, || {
            format!("INV-04: the pool of {address} was opened by another than before")
        })?;
        check_surplus(address, before, after, events)?;
    }
    inv_10_locks(address, then, now, events, at)
}

/// What leaves the account of staked fractions leaves a stake, and the other way round; fractions sent there uninvited
/// stay.
fn check_surplus(address: &Pubkey, then: &SeenPool, now: &SeenPool, events: u64) -> Result<(), String> {
    let surplus = |seen: &SeenPool| seen.staked_live - seen.pool.staked;
    let (before, after) = (surplus(then), surplus(now));
    let alone = events == 1 && then.pool.staked != now.pool.staked;
    demand(if alone { after == before } else { after >= before }, || {
        format!("INV-04: {address} held {before} fractions of nobody's stake, now it holds {after}")
    })
}

/// A stake becomes less only when its lock is over. The lock is the one that was seen to begin, whatever the stake
/// says.
///
/// In a transaction of several instructions that take out and lock again, the lock before them counts.
fn inv_10_locks(address: &Pubkey, then: &Seen, now: &Seen, events: u64, at: i64) -> Result<(), String> {
    let lock = i64::from(now.vault.stake_lock_secs);
    let before = then.pool.as_ref().map(|pool| &pool.stakes);
    let after = now.pool.as_ref().map(|pool| &pool.stakes);
    for (holder, seen) in after.into_iter().flatten() {
        let (stake, then_stake) = (&seen.stake, before.and_then(|stakes| stakes.get(holder)).map(|seen| &seen.stake));
        if then_stake.is_none_or(|then| locks(then, stake)) {
            demand(stake.locked_until == at.saturating_add(lock), || {
                format!(
                    "INV-10: {holder} acted at {at} for a lock of {lock} and is locked until {}",
                    stake.locked_until
                )
            })?;
        }
        let Some(then_stake) = then_stake else { continue };
        let asks = |stake: &Stake| (stake.asks, stake.level);
        let ask_stays = then.vault.status == status::ACTIVE || stake.amount == 0 || asks(then_stake) == asks(stake);
        demand(ask_stays, || format!("INV-05: {holder} has set an ask in status {}", then.vault.status))?;
        let lowers_and_locks = stake.amount < then_stake.amount && locks(then_stake, stake);
        demand(!lowers_and_locks || events > 1, || format!("INV-10: {holder} has unstaked and asked at once"))?;
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
            format!("INV-10: {holder} has unstaked from {address} at {at}, locked until {free_at}")
        })?;
    }
    Ok(())
}

/// Nothing of the pool outlives it.
pub(super) fn check_closing(scene: &Scene, address: &Pubkey, then: &Seen, now: Option<&Seen>) -> Result<(), String> {
    let (Some(pool), None) = (&then.pool, now.and_then(|now| now.pool.as_ref())) else { return Ok(()) };
    // One transaction may reclaim a vault and close all of it; what it was in between is not to be seen.
    if let Some(last) = now.map(|now| now.vault.status) {
        demand(matches!(last, status::SOLD | status::RECLAIMED), || {
            format!("INV-04: the pool of {address} was closed in status {last}")
        })?;
    }
    demand(!scene.tokens.contains_key(&pool.pool.fractions), || {
        format!("INV-04: the pool of {address} is closed, the account of staked fractions is not")
    })
}
