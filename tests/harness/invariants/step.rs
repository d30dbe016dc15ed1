//! What holds from one moment to the next. A transaction may hold several instructions, each of which emits one event:
//! the counter of events says how many there were at most.

use {
    super::{Memory, Seen, bids, decisions, income, licenses, offerings, stakes, votes},
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{Broken, Moment, arithmetic::status, broken, demand},
    mosaic_client::state::Vault,
};

pub(super) fn check(before: &Memory, after: &Memory, moment: &Moment) -> Result<(), Broken> {
    for (address, now) in &after.vaults {
        demand(!before.closed.contains(address), || broken!(INV_11, "{address} was closed and is there again"))?;
        let Some(then) = before.vaults.get(address) else {
            inv_11_path(address, status::DRAFT, &now.vault, now.vault.events)?;
            continue;
        };
        let events = now.vault.events.checked_sub(then.vault.events);
        let events = events.ok_or_else(|| broken!(INV_11, "{address} counts fewer events than before"))?;
        check_fixed(address, &then.vault, &now.vault)?;
        inv_11_path(address, then.vault.status, &now.vault, events)?;
        inv_02_supply(address, then, now)?;
        inv_06_payouts(address, then, now)?;
        inv_08_split(address, then, now, events)?;
        bids::check_step(address, then, now, events, after.now)?;
        inv_11_moment(address, then, now)?;
        stakes::check_step(address, then, now, events, after.now)?;
        income::check_step(address, then, now, events, after.now)?;
        votes::check_step(address, then, now, events, after.now)?;
        decisions::check_step(address, then, now, events)?;
        offerings::check_step(address, then, now, events, after.now)?;
    }
    for (address, then) in &before.vaults {
        let now = after.vaults.get(address);
        stakes::check_closing(moment, address, then, now)?;
        income::check_closing(moment, address, then, now)?;
    }
    licenses::check_step(before, after)?;
    let gone = before
        .vaults
        .iter()
        .find(|(address, seen)| !after.vaults.contains_key(address) && seen.vault.status == status::AUCTION);
    gone.map_or(Ok(()), |(address, _)| Err(broken!(INV_11, "{address} was closed during its auction")))
}

/// What is fixed for good at creation, and what at activation.
fn check_fixed(address: &Pubkey, then: &Vault, now: &Vault) -> Result<(), Broken> {
    let keys = |v: &Vault| (v.creator, v.quote_mint, v.fraction_mint, v.id, v.bump, v.decimals);
    let terms = |v: &Vault| {
        let votes = (v.quorum_bps, v.threshold_bps, v.proposal_stake_bps, v.voting_secs, v.delay_secs);
        let offers = (v.veto_bps, v.offer_window_secs);
        let stakes = (v.floor_bps, v.consent_bps, v.stake_lock_secs, v.drip_secs);
        (v.minted, v.opening_price, v.curator_fee_cap_bps, stakes, votes, offers)
    };
    demand(keys(then) == keys(now), || broken!(INV_11, "{address} is another vault than before"))?;
    demand(terms(then) == terms(now), || broken!(INV_11, "the terms of {address} have changed"))?;
    demand(now.curator_fee_bps <= now.curator_fee_cap_bps, || {
        broken!(INV_08, "the curator's fee of {address} is above its cap")
    })?;
    let filled = then.status == status::DRAFT
        || (then.assets == now.assets && then.royalty_weight == now.royalty_weight && then.described == now.described);
    demand(filled, || broken!(INV_11, "{address} was filled after Draft"))
}

/// Fractions are minted once, all of them, and from then on only burned.
fn inv_02_supply(address: &Pubkey, then: &Seen, now: &Seen) -> Result<(), Broken> {
    if then.vault.status == status::DRAFT {
        let activated = now.vault.status == status::ACTIVE;
        let minted = !activated || now.supply == now.vault.minted;
        return demand(minted, || {
            broken!(INV_02, "{address} was to mint {} fractions, there are {}", now.vault.minted, now.supply)
        });
    }
    demand(now.supply <= then.supply, || {
        broken!(INV_02, "fractions of {address} have risen from {} to {}", then.supply, now.supply)
    })
}

/// Redemptions pay at most the share of what they burn, and the last one everything.
fn inv_06_payouts(address: &Pubkey, then: &Seen, now: &Seen) -> Result<(), Broken> {
    let (Some(before), Some(after)) = (&then.auction, &now.auction) else { return Ok(()) };
    if then.vault.status != status::SOLD {
        return Ok(());
    }
    let payout = before.proceeds.checked_sub(after.proceeds);
    let payout = payout.ok_or_else(|| broken!(INV_06, "the proceeds of {address} have risen"))?;
    let burned = then.supply.saturating_sub(now.supply);
    let paid = u128::from(payout) * u128::from(then.supply);
    demand(paid <= u128::from(burned) * u128::from(before.proceeds), || {
        broken!(INV_06, "{burned} of {} fractions of {address} were paid {payout}", then.supply)
    })?;
    demand(payout == 0 || now.supply > 0 || after.proceeds == 0, || {
        broken!(INV_06, "every fraction of {address} is redeemed, {} are left", after.proceeds)
    })
}

/// The settlement divides the winner's cash without a rest, and takes nobody else's.
fn inv_08_split(address: &Pubkey, then: &Seen, now: &Seen, events: u64) -> Result<(), Broken> {
    let (Some(before), Some(after)) = (&then.auction, &now.auction) else { return Ok(()) };
    if then.vault.status == status::SOLD {
        return demand(before.winning_cash == after.winning_cash, || {
            broken!(INV_08, "the winning cash of {address} has changed")
        });
    }
    // Further instructions in the same transaction may have bid before, or claimed since.
    if now.vault.status != status::SOLD || events != 1 {
        return Ok(());
    }
    let winning = then.leading().map_or(0, |bid| bid.cash);
    demand(after.winning_cash == winning, || {
        broken!(INV_08, "the leader of {address} bid {winning} of cash, {} were settled", after.winning_cash)
    })?;
    let refund = now.leading().map_or(0, |bid| bid.cash);
    let parts = [after.royalties, after.curator_fee, after.proceeds, refund].map(u128::from);
    demand(parts.into_iter().sum::<u128>() == u128::from(winning), || {
        broken!(INV_08, "{winning} of cash of {address} were divided into {parts:?}")
    })?;
    demand(after.cash == before.cash, || broken!(INV_08, "settling {address} has moved cash"))?;
    demand(refund == 0 || now.supply == 0, || broken!(INV_08, "the winner of {address} got the proceeds of others"))?;
    let burned = then.leading().map_or(0, |bid| bid.fractions);
    demand(then.supply.checked_sub(burned) == Some(now.supply), || {
        broken!(INV_02, "settling {address} was to burn {burned} fractions of {}, left {}", then.supply, now.supply)
    })
}

/// The table of the design, written again.
const TRANSITIONS: [(u8, u8); 5] = [
    (status::DRAFT, status::ACTIVE),
    (status::DRAFT, status::RECLAIMED),
    (status::ACTIVE, status::AUCTION),
    (status::ACTIVE, status::RECLAIMED),
    (status::AUCTION, status::SOLD),
];

/// The status was reached by the table, with at most one transition per event.
fn inv_11_path(address: &Pubkey, from: u8, now: &Vault, events: u64) -> Result<(), Broken> {
    let mut reached = vec![from];
    for _ in 0..events.min(TRANSITIONS.len() as u64) {
        let next = TRANSITIONS.iter().filter(|(from, _)| reached.contains(from)).map(|(_, to)| *to);
        let next: Vec<u8> = next.collect();
        reached.extend(next);
    }
    demand(reached.contains(&now.status), || {
        broken!(INV_11, "{address} went from status {from} to {} in {events} events", now.status)
    })
}

/// The vault records when it was seen to enter its status: locks are cut by it.
fn inv_11_moment(address: &Pubkey, then: &Seen, now: &Seen) -> Result<(), Broken> {
    let expected = if then.vault.status == now.vault.status { then.vault.entered_at } else { now.entered_at };
    demand(now.vault.entered_at == expected, || {
        broken!(INV_11, "{address} entered its status at {expected} and records {}", now.vault.entered_at)
    })
}
