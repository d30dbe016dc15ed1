//! Bids, and the offers below the reserve that come before them: prices only rise (INV-09), and each bid has in escrow
//! what its price says (INV-03).

use {
    super::Seen,
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{
        Broken,
        arithmetic::{cash_of, status},
        broken, demand,
    },
    mosaic_client::{
        rules::ladder,
        state::{Auction, Bid},
    },
};

pub(super) fn check_step(address: &Pubkey, then: &Seen, now: &Seen, events: u64, at: i64) -> Result<(), Broken> {
    let Some(after) = &now.auction else {
        return demand(then.auction.is_none(), || broken!(INV_03, "the auction of {address} is gone before its vault"));
    };
    check_bids(address, then, now, after, events)?;
    let (was, is) = (then.vault.status, now.vault.status);
    if let Some(before) = &then.auction {
        let fixed = |a: &Auction| (a.opener, a.cash_escrow, a.fraction_escrow);
        demand(fixed(before) == fixed(after), || broken!(INV_09, "{address} is in another auction than before"))?;
        if matches!(was, status::AUCTION | status::SOLD) {
            return check_running(address, before, after, then.vault.step_bps, is);
        }
    }
    // Of several instructions in one transaction what came between is not seen.
    match (was, is) {
        (status::ACTIVE, status::ACTIVE) if events <= 1 => check_offer(address, then, now, after, at),
        (status::ACTIVE, status::AUCTION) if events == 1 => check_start(address, then, now, after, at),
        _ => Ok(()),
    }
}

/// A bid changes when it comes to lead, at a price that was paid for; with the settlement; and otherwise only goes, and
/// not while it leads.
fn check_bids(address: &Pubkey, then: &Seen, now: &Seen, after: &Auction, events: u64) -> Result<(), Broken> {
    let content = |bid: &Bid| (bid.price, bid.cash, bid.fractions);
    for (bidder, bid) in &now.bids {
        let before = then.bids.get(bidder);
        let settled = now.vault.status == status::SOLD && *bidder == after.leader;
        if before.map(content) == Some(content(bid)) || settled {
            continue;
        }
        let leads = *bidder == after.leader && bid.price == after.price;
        demand(leads || events > 1, || broken!(INV_09, "the bid of {bidder} for {address} changed and does not lead"))?;
        demand(events > 1 || u128::from(bid.cash) == cash_of(bid, after.supply), || {
            broken!(INV_03, "the bid of {bidder} for {address} is not the cash that its price says")
        })?;
    }
    let leader = then.auction.map(|auction| auction.leader);
    let bidding = |seen: &Seen| seen.vault.status == status::AUCTION;
    for bidder in then.bids.keys().filter(|bidder| !now.bids.contains_key(*bidder)) {
        let locked = bidding(then) && bidding(now) && Some(*bidder) == leader;
        demand(!locked || events > 1, || broken!(INV_09, "{bidder} has taken back the leading bid for {address}"))?;
    }
    Ok(())
}

fn check_running(address: &Pubkey, then: &Auction, now: &Auction, step_bps: u16, is: u8) -> Result<(), Broken> {
    let started = |a: &Auction| (a.supply, a.reserve, a.consenting, a.started_at, a.licensed_until);
    demand(started(then) == started(now), || broken!(INV_09, "{address} is in another auction than before"))?;
    demand(now.ends_at >= then.ends_at, || broken!(INV_09, "the end of the auction of {address} has moved back"))?;
    demand(is != status::SOLD || now.ends_at == then.ends_at || now.price > then.price, || {
        broken!(INV_09, "the end of the auction of {address} has moved after it")
    })?;
    if now.price == then.price {
        return demand(now.leader == then.leader, || broken!(INV_09, "the leader of {address} changed without a step"));
    }
    check_rise(address, then.price, now.price, step_bps)
}

fn check_rise(address: &Pubkey, then: u64, now: u64, step_bps: u16) -> Result<(), Broken> {
    let step = (u128::from(then) * u128::from(step_bps)).div_ceil(10_000).max(1);
    demand(u128::from(now) >= u128::from(then) + step, || {
        broken!(INV_09, "the price of {address} went from {then} to {now}, the step is {step}")
    })
}

/// While the vault is Active an offer is made, by a step above the one that stood, or withdrawn once its window is over.
fn check_offer(address: &Pubkey, then: &Seen, now: &Seen, after: &Auction, at: i64) -> Result<(), Broken> {
    let standing = |auction: &Auction| (auction.leader, auction.price, auction.supply, auction.ends_at);
    let nothing = (Pubkey::default(), 0, 0, 0);
    let before = then.auction.as_ref().map_or(nothing, standing);
    if standing(after) == before {
        return Ok(());
    }
    let (leader, price, supply, ends_at) = before;
    let fell = has_fallen(then);
    if after.leader == Pubkey::default() {
        demand(at >= ends_at || fell, || {
            broken!(INV_09, "the offer for {address} went back at {at}, it stood until {ends_at}")
        })?;
        return demand(!now.bids.contains_key(&leader) && after.supply == supply, || {
            broken!(INV_09, "the offer for {address} stands no more, and its bid is still there")
        });
    }
    check_rise(address, if fell { 0 } else { price }, after.price, then.vault.step_bps)?;
    demand(after.licensed_until >= now.vault.licensed_until, || {
        broken!(INV_12, "the offer for {address} does not accept its licences until {}", now.vault.licensed_until)
    })?;
    let window = i64::from(then.vault.offer_window_secs);
    demand(window > 0 && after.ends_at == at.saturating_add(window), || {
        broken!(INV_09, "the offer of {at} for {address} stands until {}, the window is {window}", after.ends_at)
    })?;
    demand(!sells_at(now, after.price, at), || broken!(INV_09, "the offer for {address} reaches the reserve"))?;
    demand(after.supply == now.supply, || broken!(INV_09, "the offer for {address} is not by the live supply"))
}

/// Whether the offer there is stands no more: it was for a vault that was licensed for less long.
fn has_fallen(seen: &Seen) -> bool {
    seen.auction.is_some_and(|auction| auction.licensed_until < seen.vault.licensed_until)
}

/// Staked fractions, with the price each asks. What a level costs is a table, which is taken from the rules.
fn asks(seen: &Seen) -> impl Iterator<Item = (u128, u64)> {
    let stakes = seen.pool.iter().flat_map(|pool| pool.stakes.values()).map(|seen| seen.stake);
    let opening = seen.vault.opening_price;
    stakes
        .filter(|stake| stake.asks == 1)
        .map(move |stake| (u128::from(stake.amount), ladder::price(opening, stake.level).unwrap_or(u64::MAX)))
}

/// Whether that price is below the highest one paid in an offering that has succeeded and runs.
fn is_below_offering(seen: &Seen, price: u64, at: i64) -> bool {
    at < seen.vault.offering_ends_at && price < seen.vault.offering_price
}

/// Whether that price reaches the reserve: more than the consent would sell, and the floor and the offering allow it.
fn sells_at(seen: &Seen, price: u64, at: i64) -> bool {
    if is_below_offering(seen, price, at) {
        return false;
    }
    let (vault, supply) = (&seen.vault, u128::from(seen.supply));
    let (opening, floor_bps) = (u128::from(vault.opening_price), u128::from(vault.floor_bps));
    let opened = price >= vault.opening_price;
    if supply == 0 {
        return opened;
    }
    let asking: u128 = asks(seen).map(|(weight, _)| weight).sum();
    let others = if opened { supply.saturating_sub(asking) } else { 0 };
    let consenting: u128 = asks(seen).filter(|(_, ask)| *ask <= price).map(|(weight, _)| weight).sum();
    10_000 * (consenting + others) > u128::from(vault.consent_bps) * supply
        && 10_000 * u128::from(price) >= opening * floor_bps
}

/// Whether staked asks above an offer stop it.
fn is_vetoed(seen: &Seen, price: u64) -> bool {
    let above: u128 = asks(seen).filter(|(_, ask)| *ask > price).map(|(weight, _)| weight).sum();
    10_000 * above > u128::from(seen.vault.veto_bps) * u128::from(seen.supply)
}

/// An auction starts with a bid, or with the offer that stood.
fn check_start(address: &Pubkey, then: &Seen, now: &Seen, after: &Auction, at: i64) -> Result<(), Broken> {
    let secs = i64::from(then.vault.auction_secs);
    demand(after.started_at == at && after.ends_at == at.saturating_add(secs), || {
        broken!(INV_09, "the auction of {address} started at {at} and ends at {}", after.ends_at)
    })?;
    let standing = then.auction.filter(|auction| auction.price > 0 && !has_fallen(then));
    let accepted = standing.filter(|offer| offer.price == after.price);
    if let Some(offer) = accepted {
        let content = |seen: &Seen| seen.bids.get(&offer.leader).map(|bid| (bid.price, bid.cash, bid.fractions));
        demand(after.leader == offer.leader && content(then) == content(now) && after.supply == offer.supply, || {
            broken!(INV_09, "another offer for {address} was accepted than stood")
        })?;
        // Only a reserve that has fallen to it makes it a bid before its window is over, and whatever others ask.
        let paid_more = is_below_offering(now, after.price, at);
        let asked = at >= offer.ends_at && !is_vetoed(now, after.price) && !paid_more;
        return demand(asked || sells_at(now, after.price, at), || {
            broken!(INV_09, "the offer for {address} was accepted at {at}, it stood until {}", offer.ends_at)
        });
    }
    let reserve = after.reserve;
    let sells = |price| sells_at(now, price, at);
    demand(sells(reserve) && !reserve.checked_sub(1).is_some_and(sells), || {
        broken!(INV_09, "the auction of {address} started at the reserve of {reserve}, which it is not")
    })?;
    demand(standing.is_none_or(|offer| after.price > offer.price), || {
        broken!(INV_09, "the auction of {address} started below the offer that stood")
    })?;
    demand(after.supply == now.supply, || broken!(INV_09, "the auction of {address} is not by the live supply"))
}
