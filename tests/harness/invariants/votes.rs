//! Votes: each is of a stake that stays until the vote ends, and counts once (INV-10); what is decided by was fixed when
//! it was proposed; and records neither keep a stake longer than their vote nor the vault open (INV-12).

use {
    super::{Scene, Seen, demand, status},
    anchor_lang::prelude::Pubkey,
    mosaic_client::state::{Proposal, Stake, Vault, Vote},
    std::collections::BTreeMap,
};

/// For how long what was decided can be executed, in seconds.
const EXECUTION_SECS: i64 = 14 * 86_400;

/// Whether a vault of that status still decides anything.
pub(super) fn decides(vault: &Vault) -> bool {
    matches!(vault.status, status::ACTIVE | status::AUCTION)
}

/// Whether the votes carry a proposal.
pub(super) fn passes(proposal: &Proposal) -> bool {
    let (yes, no) = (u128::from(proposal.yes), u128::from(proposal.no));
    let enough = 10_000 * (yes + no) >= u128::from(proposal.quorum_bps) * u128::from(proposal.supply);
    enough && 10_000 * yes > u128::from(proposal.threshold_bps) * (yes + no)
}

pub(super) fn check_moment(scene: &Scene, address: &Pubkey, vault: &Vault) -> Result<(), String> {
    let records = scene.proposals_of(address).count() + scene.votes_of(address).count();
    demand(usize::try_from(vault.records) == Ok(records), || {
        format!("INV-12: {records} records of votes of {address} are open, {} are counted", vault.records)
    })?;
    for proposal in scene.proposals_of(address) {
        let number = proposal.number;
        demand(number < vault.proposals, || {
            format!("INV-10: {address} has the proposal {number} and counts {}", vault.proposals)
        })?;
        demand(u128::from(proposal.yes) + u128::from(proposal.no) <= u128::from(proposal.supply), || {
            format!("INV-10: of {} fractions more voted on proposal {number} of {address}", proposal.supply)
        })?;
        demand(proposal.executed <= 1, || format!("INV-10: the proposal {number} of {address} is executed oddly"))?;
    }
    let Some(now) = scene.now.filter(|_| decides(vault)) else { return Ok(()) };
    let tallies = running_tallies(scene, address, now)?;
    for proposal in scene.proposals_of(address).filter(|proposal| now < proposal.ends_at) {
        let tally = tallies.get(&proposal.number).copied().unwrap_or_default();
        demand(tally == (u128::from(proposal.yes), u128::from(proposal.no)), || {
            let (number, yes, no) = (proposal.number, proposal.yes, proposal.no);
            format!("INV-10: the votes on proposal {number} of {address} are {tally:?}, counted are {yes} and {no}")
        })?;
    }
    let votes: Vec<&Vote> = scene.votes_of(address).filter(|vote| now < vote.ends_at).collect();
    for vote in &votes {
        let stake = scene.stakes.get(address).and_then(|stakes| stakes.get(&vote.holder));
        let staked = stake.map_or(0, |stake| stake.amount);
        demand(0 < vote.weight && vote.weight <= staked, || {
            format!("INV-10: {} votes with {} fractions and has staked {staked}", vote.holder, vote.weight)
        })?;
    }
    scene.stakes_of(address).try_for_each(|stake| check_slots(stake, &votes, now))
}

/// What is for and against each proposal whose vote runs, by its number.
fn running_tallies(scene: &Scene, address: &Pubkey, now: i64) -> Result<BTreeMap<u64, (u128, u128)>, String> {
    let mut tallies = BTreeMap::<u64, (u128, u128)>::new();
    let numbers: BTreeMap<Pubkey, &Proposal> =
        scene.proposals_of(address).map(|proposal| (proposal_address(proposal), proposal)).collect();
    for vote in scene.votes_of(address) {
        let proposal = numbers.get(&vote.proposal);
        demand(proposal.is_some() || now >= vote.ends_at, || {
            format!("INV-10: {} votes on a proposal of {address} that is not there", vote.holder)
        })?;
        let Some(proposal) = proposal else { continue };
        demand(vote.ends_at == proposal.ends_at, || {
            format!("INV-10: the vote of {} ends at {}, its proposal at another time", vote.holder, vote.ends_at)
        })?;
        demand(vote.yes <= 1, || format!("INV-10: {} is neither for nor against", vote.holder))?;
        let (yes, no) = tallies.entry(proposal.number).or_default();
        *(if vote.yes == 1 { yes } else { no }) += u128::from(vote.weight);
    }
    Ok(tallies)
}

fn proposal_address(proposal: &Proposal) -> Pubkey {
    let number = proposal.number.to_le_bytes();
    Pubkey::find_program_address(&[b"proposal", proposal.vault.as_ref(), &number], &mosaic_client::PROGRAM_ID).0
}

/// The stake is locked by the votes that run: by each in a place of its own exactly, and by those that share the last one
/// at least until the latest of them ends.
fn check_slots(stake: &Stake, running: &[&Vote], now: i64) -> Result<(), String> {
    let (shared, own) = stake.votes.split_last().expect("places");
    let mut places: Vec<i64> = own.iter().copied().filter(|ends_at| *ends_at > now).collect();
    let votes: Vec<_> = running.iter().filter(|vote| vote.holder == stake.holder).collect();
    let ends = |placed: u8| votes.iter().filter(move |vote| vote.placed == placed).map(|vote| vote.ends_at);
    let mut placed: Vec<i64> = ends(1).collect();
    places.sort_unstable();
    placed.sort_unstable();
    demand(places == placed, || {
        format!("INV-10: the votes of {} end at {placed:?}, its stake is locked by {places:?}", stake.holder)
    })?;
    demand(ends(0).all(|end| end <= *shared), || {
        format!("INV-10: of the votes of {} that share a place one ends after {shared}", stake.holder)
    })
}

pub(super) fn check_step(address: &Pubkey, then: &Seen, now: &Seen, events: u64, at: i64) -> Result<(), String> {
    let made = now.vault.proposals.checked_sub(then.vault.proposals);
    demand(made.is_some_and(|made| made <= events), || {
        format!("INV-10: {address} counted {} proposals, now {}", then.vault.proposals, now.vault.proposals)
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
            format!("INV-10: the proposal {} of {address} was closed and could still be executed", before.number)
        })?;
    }
    for (key, vote) in &now.votes {
        check_vote(address, then.votes.get(key), vote, then, now, events, at)?;
    }
    inv_10_stays(address, then, now, events, at)
}

/// Only the votes change, as long as they run, and whether it is executed.
fn check_kept(address: &Pubkey, then: &Seen, before: &Proposal, now: &Proposal, at: i64) -> Result<(), String> {
    let number = before.number;
    let expected = Proposal { yes: now.yes, no: now.no, executed: now.executed, ..*before };
    demand(bytemuck::bytes_of(&expected) == bytemuck::bytes_of(now), || {
        format!("INV-10: what proposal {number} of {address} is decided by or does has changed")
    })?;
    let over = at >= before.ends_at || !decides(&then.vault);
    demand(!over || (before.yes, before.no) == (now.yes, now.no), || {
        format!("INV-10: the votes on proposal {number} of {address} changed after their end")
    })?;
    if before.executed == now.executed {
        return Ok(());
    }
    demand(before.executed == 0 && (before.executable_at..before.expires_at).contains(&at) && passes(before), || {
        format!("INV-10: the proposal {number} of {address} could not be executed at {at}")
    })?;
    demand(decides(&then.vault), || format!("INV-10: a proposal of {address} was executed after the end"))
}

/// A proposal copies what it is decided by from the vault.
fn check_new(
    address: &Pubkey,
    then: &Seen,
    now: &Seen,
    proposal: &Proposal,
    events: u64,
    at: i64,
) -> Result<(), String> {
    let (number, vault) = (proposal.number, &now.vault);
    demand(number >= then.vault.proposals, || format!("INV-10: the proposal {number} of {address} is there again"))?;
    let ends_at = at.saturating_add(vault.voting_secs.into());
    let executable_at = ends_at.saturating_add(vault.delay_secs.into());
    let times = (ends_at, executable_at, executable_at.saturating_add(EXECUTION_SECS));
    demand((proposal.ends_at, proposal.executable_at, proposal.expires_at) == times, || {
        format!("INV-10: the times of proposal {number} of {address}, made at {at}, are not {times:?}")
    })?;
    demand((proposal.quorum_bps, proposal.threshold_bps) == (vault.quorum_bps, vault.threshold_bps), || {
        format!("INV-10: the proposal {number} of {address} is decided by other terms than the vault's")
    })?;
    demand(proposal.executed == 0, || format!("INV-10: the proposal {number} of {address} was executed at once"))?;
    if events > 1 {
        return Ok(());
    }
    demand(then.vault.status == status::ACTIVE && (proposal.yes, proposal.no) == (0, 0), || {
        format!("INV-10: the proposal {number} of {address} was made in status {}", then.vault.status)
    })?;
    let (staked, supply) = (u128::from(now.staked_by(&proposal.proposer)), u128::from(now.supply));
    demand(u128::from(proposal.supply) == supply, || {
        format!("INV-10: the proposal {number} of {address} is of {} fractions of {supply}", proposal.supply)
    })?;
    demand(staked > 0 && 10_000 * staked >= u128::from(vault.proposal_stake_bps) * supply, || {
        format!("INV-10: {} proposed with {staked} fractions of {supply} staked", proposal.proposer)
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
) -> Result<(), String> {
    let holder = vote.holder;
    if let Some(before) = before {
        let expected = Vote { weight: vote.weight, yes: vote.yes, ..*before };
        demand(events > 2 || bytemuck::bytes_of(&expected) == bytemuck::bytes_of(vote), || {
            format!("INV-10: the vote of {holder} in {address} became another's")
        })?;
        if (before.weight, before.yes) == (vote.weight, vote.yes) {
            return Ok(());
        }
    }
    demand(at < vote.ends_at && decides(&then.vault), || format!("INV-10: {holder} voted in {address} after the end"))?;
    let staked = now.staked_by(&holder);
    demand(vote.weight == staked || events > 1, || {
        format!("INV-10: {holder} voted in {address} with {} fractions of {staked}", vote.weight)
    })
}

/// What has voted stays as long as the vote runs, whatever else happens to the vault short of its end.
fn inv_10_stays(address: &Pubkey, then: &Seen, now: &Seen, events: u64, at: i64) -> Result<(), String> {
    // A transaction could withdraw a vote, unstake, and vote again with what is left.
    if events > 2 || !decides(&then.vault) || !decides(&now.vault) {
        return Ok(());
    }
    for (key, vote) in then.votes.iter().filter(|(_, vote)| at < vote.ends_at) {
        let (before, after) = (then.staked_by(&vote.holder), now.staked_by(&vote.holder));
        demand(after >= before || !now.votes.contains_key(key), || {
            format!("INV-10: {} has voted in {address} and unstaked {} of {before}", vote.holder, before - after)
        })?;
        demand(after >= before || events > 1, || {
            format!("INV-10: {} has withdrawn a vote in {address} and unstaked at once", vote.holder)
        })?;
    }
    Ok(())
}
