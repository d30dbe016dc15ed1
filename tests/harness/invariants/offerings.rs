//! Offerings from one moment to the next (INV-13): what was planned stays, what was sold, delivered and paid only grows,
//! each purchase costs its share of the price of its second, and one that has succeeded has for good.

use {
    super::Seen,
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{Broken, arithmetic::status, broken, demand},
    mosaic_client::state::Offering,
};

pub(super) fn check_step(address: &Pubkey, then: &Seen, now: &Seen, events: u64, at: i64) -> Result<(), Broken> {
    demand(then.vault.offerings <= now.vault.offerings && then.vault.offered <= now.vault.offered, || {
        broken!(INV_13, "{address} has forgotten an offering")
    })?;
    let new = now.vault.offerings - then.vault.offerings;
    demand(new == 0 || (then.vault.offered == 0 && then.vault.status == status::ACTIVE) || events > 1, || {
        broken!(INV_13, "{address} opened an offering after one succeeded, or in status {}", then.vault.status)
    })?;
    for (number, after) in &now.offerings {
        let Some(before) = then.offerings.get(number) else { continue };
        demand(plan(before) == plan(after), || broken!(INV_13, "the offering {number} of {address} was changed"))?;
        let grows = progress(before).iter().zip(progress(after)).all(|(before, after)| *before <= after);
        demand(grows, || broken!(INV_13, "the offering {number} of {address} has taken something back"))?;
        let sold = after.sold - before.sold;
        let bought = sold == 0 || (after.starts_at <= at && at < after.ends_at && before.closed == 0);
        demand(bought, || broken!(INV_13, "the offering {number} of {address} sold {sold} out of its time"))?;
        if sold > 0 && events == 1 {
            let (cost, price) = (after.raised - before.raised, price_at(after, at));
            let share = (price * u128::from(sold)).div_ceil(u128::from(after.supply));
            demand(u128::from(cost) == share, || {
                broken!(INV_13, "{sold} of the offering {number} of {address} cost {cost} at a price of {price}")
            })?;
        }
    }
    let unpaid = then.offerings.iter().filter(|(number, _)| !now.offerings.contains_key(*number));
    for (number, before) in unpaid {
        // Each of them was claimed by an instruction of the same transaction, which closed the offering at last.
        demand(before.purchases_open < events, || {
            broken!(INV_13, "the offering {number} of {address} was closed with {} purchases", before.purchases_open)
        })?;
    }
    Ok(())
}

fn plan(offering: &Offering) -> [i128; 8] {
    let Offering { supply, amount, start_price, end_price, wallet_limit, minimum, .. } = *offering;
    let [starts_at, ends_at] = [offering.starts_at, offering.ends_at].map(i128::from);
    let [supply, amount, start_price, end_price, limit, minimum] =
        [supply, amount, start_price, end_price, wallet_limit, minimum].map(i128::from);
    [supply, amount, start_price, end_price, starts_at, ends_at, limit, minimum]
}

fn progress(offering: &Offering) -> [u64; 6] {
    let Offering { sold, raised, highest_price, delivered, refunded, closed, .. } = *offering;
    [sold, raised, highest_price, delivered, refunded, closed.into()]
}

/// The price of the whole at a second in which the offering sells: what has fallen is rounded down.
fn price_at(offering: &Offering, at: i64) -> u128 {
    let (passed, secs) = (at.abs_diff(offering.starts_at), offering.ends_at.abs_diff(offering.starts_at));
    let range = u128::from(offering.start_price - offering.end_price);
    u128::from(offering.start_price) - range * u128::from(passed) / u128::from(secs)
}
