//! What only votes decide happens by a proposal that is executed, and as it says (INV-10).

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
    check_decided(address, "curator", events, curator(&then.vault), curator(&now.vault), || {
        named.map(|proposal| (proposal.subject, proposal.fee_bps)).collect()
    })?;
    let terms = |vault: &Vault| (vault.auction_secs, vault.extension_secs, vault.step_bps);
    let changed = executed(then, Some(now), ActionKind::SetAuctionTerms, events);
    check_decided(address, "terms of the auction", events, terms(&then.vault), terms(&now.vault), || {
        changed.map(|proposal| (proposal.auction_secs, proposal.extension_secs, proposal.step_bps)).collect()
    })?;
    check_status(address, then, now, events)?;
    check_mints(address, then, now, events)
}

/// What has changed is what was decided, and what was decided has changed.
fn check_decided<T: PartialEq + std::fmt::Debug>(
    address: &Pubkey,
    what: &str,
    events: u64,
    before: T,
    after: T,
    decided: impl FnOnce() -> Vec<T>,
) -> Result<(), Broken> {
    let decided = decided();
    let expected = if decided.is_empty() { before == after } else { decided.contains(&after) };
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
