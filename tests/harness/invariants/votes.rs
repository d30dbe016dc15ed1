//! Votes: each is of a stake that stays until the vote ends, and counts once (INV-10); what is decided by was fixed when
//! it was proposed; and records neither keep a stake longer than their vote nor the vault open (INV-12).

use {
    super::Seen,
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{
        Broken,
        arithmetic::{decides, status},
        broken, demand,
    },
    mosaic_client::state::{Proposal, Vote},
};

/// For how long what was decided can be executed, in seconds.
const EXECUTION_SECS: i64 = 14 * 86_400;

/// Whether the votes carry a proposal.
pub(super) fn passes(proposal: &Proposal) -> bool {
    let (yes, no) = (u128::from(proposal.yes), u128::from(proposal.no));
    let enough = 10_000 * (yes + no) >= u128::from(proposal.quorum_bps) * u128::from(proposal.supply);
    enough && 10_000 * yes > u128::from(proposal.threshold_bps) * (yes + no)
}

pub(super) fn check_step(address: &Pubkey, then: &Seen, now: &Seen, events: u64, at: i64) -> Result<(), Broken> {
    let made = now.vault.proposals.checked_sub(then.vault.proposals);
    demand(made.is_some_and(|made| made <= events), || {
        broken!(INV_10, "{address} counted {} proposals, now {}", then.vault.proposals, now.vault.proposals)
    })?;
    for (number, proposal) in &now.proposals {
        match then.proposals.get(number) {
            Some(before) => check_kept(address, then, before, proposal, at)?,
            None => check_new(address, then, now, proposal, events, at)?,
        }
    }
    for before in then.proposals.values().filter(|before| !now.proposals.contains_key(&before.number)) {
        // Of several instructions in one transaction another may have executed it.
        let executed = before.executed == 1 || (events > 1 && at >= before.executable_at);
        let decided = at >= before.ends_at && (!passes(before) || at >= before.expires_at);
        demand(executed || decided || !decides(&now.vault), || {
            broken!(INV_10, "the proposal {} of {address} was closed and could still be executed", before.number)
        })?;
    }
    for (key, vote) in &now.votes {
        check_vote(address, then.votes.get(key), vote, then, now, events, at)?;
    }
    inv_10_stays(address, then, now, events, at)
}

/// Only the votes change, as long as they run, and whether it is executed.
fn check_kept(address: &Pubkey, then: &Seen, before: &Proposal, now: &Proposal, at: i64) -> Result<(), Broken> {
    let number = before.number;
    let expected = Proposal { yes: now.yes, no: now.no, executed: now.executed, ..*before };
    demand(bytemuck::bytes_of(&expected) == bytemuck::bytes_of(now), || {
        broken!(INV_10, "what proposal {number} of {address} is decided by or does has changed")
    })?;
    let over = at >= before.ends_at || !decides(&then.vault);
    demand(!over || (before.yes, before.no) == (now.yes, now.no), || {
        broken!(INV_10, "the votes on proposal {number} of {address} changed after their end")
    })?;
    if before.executed == now.executed {
        return Ok(());
    }
    demand(before.executed == 0 && (before.executable_at..before.expires_at).contains(&at) && passes(before), || {
        broken!(INV_10, "the proposal {number} of {address} could not be executed at {at}")
    })?;
    demand(decides(&then.vault), || broken!(INV_10, "a proposal of {address} was executed after the end"))
}

/// A proposal copies what it is decided by from the vault.
fn check_new(
    address: &Pubkey,
    then: &Seen,
    now: &Seen,
    proposal: &Proposal,
    events: u64,
    at: i64,
) -> Result<(), Broken> {
    let (number, vault) = (proposal.number, &now.vault);
    demand(number >= then.vault.proposals, || broken!(INV_10, "the proposal {number} of {address} is there again"))?;
    let ends_at = at.saturating_add(vault.voting_secs.into());
    let executable_at = ends_at.saturating_add(vault.delay_secs.into());
    let times = (ends_at, executable_at, executable_at.saturating_add(EXECUTION_SECS));
    demand((proposal.ends_at, proposal.executable_at, proposal.expires_at) == times, || {
        broken!(INV_10, "the times of proposal {number} of {address}, made at {at}, are not {times:?}")
    })?;
    demand((proposal.quorum_bps, proposal.threshold_bps) == (vault.quorum_bps, vault.threshold_bps), || {
        broken!(INV_10, "the proposal {number} of {address} is decided by other terms than the vault's")
    })?;
    demand(proposal.executed == 0, || broken!(INV_10, "the proposal {number} of {address} was executed at once"))?;
    if events > 1 {
        return Ok(());
    }
    demand(then.vault.status == status::ACTIVE && (proposal.yes, proposal.no) == (0, 0), || {
        broken!(INV_10, "the proposal {number} of {address} was made in status {}", then.vault.status)
    })?;
    let (staked, supply) = (u128::from(now.staked_by(&proposal.proposer)), u128::from(now.supply));
    demand(u128::from(proposal.supply) == supply, || {
        broken!(INV_10, "the proposal {number} of {address} is of {} fractions of {supply}", proposal.supply)
    })?;
    demand(staked > 0 && 10_000 * staked >= u128::from(vault.proposal_stake_bps) * supply, || {
        broken!(INV_10, "{} proposed with {staked} fractions of {supply} staked", proposal.proposer)
    })
}

/// A vote is cast with the whole stake, while it runs.
fn check_vote(
    address: &Pubkey,
    before: Option<&Vote>,
    vote: &Vote,
    then: &Seen,
    now: &Seen,
    events: u64,
    at: i64,
) -> Result<(), Broken> {
    let holder = vote.holder;
    if let Some(before) = before {
        let expected = Vote { weight: vote.weight, yes: vote.yes, ..*before };
        // Taken back and cast anew in one transaction, it is of who casts it.
        demand(events > 1 || bytemuck::bytes_of(&expected) == bytemuck::bytes_of(vote), || {
            broken!(INV_10, "the vote of {holder} in {address} became another's")
        })?;
        if (before.weight, before.yes) == (vote.weight, vote.yes) {
            return Ok(());
        }
    }
    demand(at < vote.ends_at && decides(&then.vault), || broken!(INV_10, "{holder} voted in {address} after the end"))?;
    let staked = now.staked_by(&holder);
    demand(vote.weight == staked || events > 1, || {
        broken!(INV_10, "{holder} voted in {address} with {} fractions of {staked}", vote.weight)
    })
}

/// What has voted stays as long as the vote runs, whatever else happens to the vault short of its end.
fn inv_10_stays(address: &Pubkey, then: &Seen, now: &Seen, events: u64, at: i64) -> Result<(), Broken> {
    // A transaction could withdraw a vote, unstake, and vote again with what is left.
    if events > 2 || !decides(&then.vault) || !decides(&now.vault) {
        return Ok(());
    }
    for (key, vote) in then.votes.iter().filter(|(_, vote)| at < vote.ends_at) {
        let (before, after) = (then.staked_by(&vote.holder), now.staked_by(&vote.holder));
        demand(after >= before || !now.votes.contains_key(key), || {
            broken!(INV_10, "{} has voted in {address} and unstaked {} of {before}", vote.holder, before - after)
        })?;
        demand(after >= before || events > 1, || {
            broken!(INV_10, "{} has withdrawn a vote in {address} and unstaked at once", vote.holder)
        })?;
    }
    Ok(())
}
