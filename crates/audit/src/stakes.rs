//! What is staked and asked: the second half of INV-04, INV-05, and INV-10 as far as asks are votes.

use {
    crate::{Broken, Moment, broken, demand},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        PROGRAM_ID,
        state::{Asks, Pool, Vault},
    },
};

pub(crate) fn check(moment: &Moment, address: &Pubkey, vault: &Vault) -> Result<(), Broken> {
    let (pool, asks) = (moment.pools.get(address), moment.asks.get(address));
    demand(vault.staking == u8::from(pool.is_some()), || {
        broken!(INV_04, "{address} says {} about having a pool of stakes", vault.staking)
    })?;
    demand(vault.asks == u8::from(asks.is_some()), || {
        broken!(INV_05, "{address} says {} about having a book of asks", vault.asks)
    })?;
    let Some(pool) = pool else { return Ok(()) };
    inv_04_staked(moment, address, vault, pool)?;
    inv_05_asks(moment, address, asks)?;
    let supply = moment.mints.get(&vault.fraction_mint).map_or(0, |mint| mint.supply);
    demand(pool.staked <= supply, || broken!(INV_05, "{} of {supply} fractions of {address} are staked", pool.staked))
}

fn inv_04_staked(moment: &Moment, address: &Pubkey, vault: &Vault, pool: &Pool) -> Result<(), Broken> {
    demand(pool.opener != Pubkey::default(), || broken!(INV_04, "nobody has opened the pool of {address}"))?;
    let (derived, _) = Pubkey::find_program_address(&[b"staked", address.as_ref()], &PROGRAM_ID);
    demand(pool.fractions == derived, || {
        broken!(INV_04, "{address} keeps staked fractions in {}, not in {derived}", pool.fractions)
    })?;
    let open = moment.stakes_of(address).count();
    demand(u64::try_from(open) == Ok(pool.stakes), || {
        broken!(INV_04, "{open} stakes in {address} are open, {} are counted", pool.stakes)
    })?;
    let sum: u128 = moment.stakes_of(address).map(|stake| u128::from(stake.amount)).sum();
    demand(sum == u128::from(pool.staked), || {
        broken!(INV_04, "{sum} fractions are staked in {address}, {} are tracked", pool.staked)
    })?;
    let account = moment.tokens.get(&pool.fractions);
    let account = account.ok_or_else(|| broken!(INV_04, "the staked fractions of {address} are gone"))?;
    demand(account.owner == *address && account.mint == vault.fraction_mint, || {
        broken!(INV_04, "the staked fractions of {address} are of another owner or mint")
    })?;
    demand(u128::from(account.amount) >= sum, || {
        broken!(INV_04, "{sum} fractions are staked in {address}, {} are there", account.amount)
    })
}

/// Each staked fraction that asks is in the book once, at the level of its stake. As all stakes together are what is
/// staked, no weight exceeds that.
fn inv_05_asks(moment: &Moment, address: &Pubkey, asks: Option<&Asks>) -> Result<(), Broken> {
    let mut expected = [0u128; 192];
    for stake in moment.stakes_of(address) {
        let holder = stake.holder;
        if stake.asks == 0 {
            demand(stake.level == 0, || broken!(INV_05, "{holder} asks nothing and names level {}", stake.level))?;
            continue;
        }
        demand(stake.asks == 1, || broken!(INV_05, "{holder} says {} about asking", stake.asks))?;
        demand(stake.amount > 0, || broken!(INV_05, "{holder} asks with nothing staked"))?;
        let weight = expected.get_mut(usize::from(stake.level));
        *weight.ok_or_else(|| broken!(INV_05, "{holder} asks level {}", stake.level))? += u128::from(stake.amount);
    }
    let sum: u128 = expected.iter().sum();
    let Some(asks) = asks else {
        return demand(sum == 0, || broken!(INV_05, "{sum} fractions of {address} ask, there is no book"));
    };
    demand(asks.opener != Pubkey::default(), || broken!(INV_05, "nobody has opened the book of {address}"))?;
    demand(sum == u128::from(asks.asking), || {
        broken!(INV_05, "{sum} fractions of {address} ask, the book counts {}", asks.asking)
    })?;
    for (level, (weight, expected)) in asks.weights.iter().zip(expected).enumerate() {
        demand(u128::from(*weight) == expected, || {
            broken!(INV_05, "{expected} fractions of {address} ask level {level}, the book says {weight}")
        })?;
    }
    Ok(())
}
