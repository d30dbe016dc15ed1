//! What only votes decide happens by a proposal that is executed, and as it says (INV-10). A curator lowers its own fee.

use {
    super::Seen,
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{Broken, arithmetic::status, broken, demand},
    mosaic_client::state::{ActionKind, Proposal, Vault},
};

/// The proposals of that kind that were executed between two moments, as they were before.
pub(super) fn executed<'a>(
    then: &'a Seen,
    now: Option<&'a Seen>,
    kind: ActionKind,
    events: u64,
) -> impl Iterator<Item = &'a Proposal> {
    let of_kind = move |proposal: &&Proposal| proposal.kind == kind as u8 && proposal.executed == 0;
    then.proposals.values().filter(of_kind).filter(move |before| {
        // One that is gone may have been executed before, in the same transaction.
        let after = now.and_then(|now| now.proposals.get(&before.number));
        after.map_or(events > 1, |after| after.executed == 1)
    })
}

pub(super) fn check_step(address: &Pubkey, then: &Seen, now: &Seen, events: u64) -> Result<(), Broken> {
    let curator = |vault: &Vault| (vault.curator, vault.curator_fee_bps);
    let named = executed(then, Some(now), ActionKind::SetCurator, events);
    let named: Vec<_> = named.map(|proposal| (proposal.subject, proposal.fee_bps)).collect();
    // An event of its own, before the sale.
    let may_lower = events > named.len() as u64 && then.vault.status <= status::AUCTION;
    let lowered = |from: (Pubkey, u16), to: (Pubkey, u16)| may_lower && to.0 == from.0 && to.1 < from.1;
    check_decided(address, "curator", events, [curator(&then.vault), curator(&now.vault)], named, lowered)?;
    let terms = |vault: &Vault| (vault.auction_secs, vault.extension_secs, vault.step_bps);
    let changed = executed(then, Some(now), ActionKind::SetAuctionTerms, events);
    let changed = changed.map(|proposal| (proposal.auction_secs, proposal.extension_secs, proposal.step_bps));
    let both = [terms(&then.vault), terms(&now.vault)];
    check_decided(address, "terms of the auction", events, both, changed.collect(), |_, _| false)?;
    check_status(address, then, now, events)?;
    check_mints(address, then, now, events)
}

/// What has changed is what was decided, or what else is allowed to be made of it, and what was decided has changed.
fn check_decided<T: PartialEq + Copy + std::fmt::Debug>(
    address: &Pubkey,
    what: &str,
    events: u64,
    [before, after]: [T; 2],
    decided: Vec<T>,
    allowed: impl Fn(T, T) -> bool,
) -> Result<(), Broken> {
    let from = if decided.is_empty() { vec![before] } else { decided.clone() };
    let expected = from.into_iter().any(|from| from == after || allowed(from, after));
    // Of a proposal that is gone it is not seen whether it was executed before.
    demand(expected || (events > 1 && before == after), || {
        broken!(INV_10, "the {what} of {address} became {after:?}, decided was {decided:?}")
    })
}

/// Nothing that touches the sale is executed once somebody has bid.
fn check_status(address: &Pubkey, then: &Seen, now: &Seen, events: u64) -> Result<(), Broken> {
    use ActionKind::{GrantLicense, SetAuctionTerms, SetCurator};
    let touches_sale = [GrantLicense, SetCurator, SetAuctionTerms];
    let some = touches_sale.into_iter().any(|kind| executed(then, Some(now), kind, events).next().is_some());
    demand(!some || events > 1 || then.vault.status == status::ACTIVE, || {
        broken!(INV_10, "what touches the sale of {address} was executed in status {}", then.vault.status)
    })
}

/// A mint of income is added by the curator, by a decision, or is the quote mint.
fn check_mints(address: &Pubkey, then: &Seen, now: &Seen, events: u64) -> Result<(), Broken> {
    let Some(after) = &now.pool else { return Ok(()) };
    for (place, income) in after.pool.income.iter().enumerate() {
        let before = then.pool.as_ref().map(|pool| pool.pool.income[place].mint).unwrap_or_default();
        let known = [before, now.vault.quote_mint, Pubkey::default()];
        if known.contains(&income.mint) {
            continue;
        }
        let decided = executed(then, Some(now), ActionKind::AddIncomeMint, events).any(|p| p.subject == income.mint);
        let curator = [then.vault.curator, now.vault.curator].contains(&income.opener);
        demand(decided || curator, || {
            broken!(INV_10, "{} added {} to the income of {address}, undecided", income.opener, income.mint)
        })?;
    }
    Ok(())
}
