//! Income: every unit that came in is waiting, owed to a stake, or was paid to one (INV-07).
//!
//! Parts of a unit are Q64.64. Each term of the law is part of a balance below 2^64 units, so a sum that leaves `u128`
//! breaks it.

use {
    crate::{
        Broken, Moment,
        arithmetic::{q64, released_after, worth},
        broken, demand,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        PROGRAM_ID,
        state::{Income, Share, Vault},
    },
};

pub(crate) fn check(moment: &Moment, address: &Pubkey, vault: &Vault) -> Result<(), Broken> {
    let Some(pool) = moment.pools.get(address) else { return Ok(()) };
    for (place, income) in pool.income.iter().enumerate() {
        let shares = || moment.stakes_of(address).map(|stake| (stake.amount, &stake.shares[place]));
        if income.mint == Pubkey::default() {
            demand(*income == Income::default(), || broken!(INV_07, "income {place} of {address} has no mint"))?;
            demand(shares().all(|(_, share)| share.owed == [0; 2]), || {
                broken!(INV_07, "a stake in {address} is owed income {place}, which has no mint")
            })?;
            continue;
        }
        check_account(moment, address, vault, place, income)?;
        let others = pool.income.iter().filter(|other| other.mint == income.mint).count();
        demand(others == 1, || broken!(INV_07, "{address} takes income of {} in several places", income.mint))?;
        check_schedule(address, income)?;
        check_law(address, income, shares())?;
    }
    Ok(())
}

fn check_account(
    moment: &Moment,
    address: &Pubkey,
    vault: &Vault,
    place: usize,
    income: &Income,
) -> Result<(), Broken> {
    let mint = income.mint;
    demand((mint == vault.quote_mint) == (place == 0) && mint != vault.fraction_mint, || {
        broken!(INV_07, "{mint} is income {place} of {address}")
    })?;
    demand(income.opener != Pubkey::default(), || broken!(INV_07, "nobody has added {mint} to {address}"))?;
    let seeds: [&[u8]; 3] = [b"income", address.as_ref(), mint.as_ref()];
    let (derived, _) = Pubkey::find_program_address(&seeds, &PROGRAM_ID);
    demand(income.account == derived, || {
        broken!(INV_07, "{address} keeps its income of {mint} in {}, not in {derived}", income.account)
    })?;
    let account = moment.tokens.get(&income.account);
    let account = account.ok_or_else(|| broken!(INV_07, "the income account of {address} for {mint} is gone"))?;
    demand(account.owner == *address && account.mint == mint, || {
        broken!(INV_07, "the income account of {address} for {mint} is of another owner or mint")
    })?;
    demand(account.amount >= income.balance, || {
        broken!(INV_07, "{address} tracks {} of {mint}, {} are there", income.balance, account.amount)
    })
}

/// What was released is what the time that is over releases.
fn check_schedule(address: &Pubkey, income: &Income) -> Result<(), Broken> {
    let Income { mint, amount, released, secs, elapsed, .. } = *income;
    demand(elapsed <= secs && released == released_after(income, elapsed), || {
        broken!(INV_07, "of {amount} of {mint} over {secs} s, {address} has released {released} in {elapsed} s")
    })
}

/// `balance * 2^64 == waiting * 2^64 + rest + sum over the stakes of what they are owed`, to the last part of a unit.
fn check_law<'a>(
    address: &Pubkey,
    income: &Income,
    shares: impl Iterator<Item = (u64, &'a Share)>,
) -> Result<(), Broken> {
    let waiting = u128::from(income.amount) - u128::from(income.released);
    let start = (waiting << 64).checked_add(q64(income.rest));
    let sum = shares.fold(start, |sum, (amount, share)| sum?.checked_add(worth(income, amount, share)?));
    demand(sum == Some(u128::from(income.balance) << 64), || {
        let (mint, balance) = (income.mint, u128::from(income.balance) << 64);
        broken!(INV_07, "{address} has {balance} / 2^64 of {mint}, {sum:?} wait or are owed")
    })
}
