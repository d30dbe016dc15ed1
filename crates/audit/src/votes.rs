//! Votes: each is of a stake that stays until the vote ends, and counts once (INV-10); what is decided by was fixed when
//! it was proposed; and records neither keep a stake longer than their vote nor the vault open (INV-12).

use {
    crate::{Broken, Moment, arithmetic::decides, broken, demand},
    anchor_lang::prelude::Pubkey,
    mosaic_client::state::{Proposal, Stake, Vault, Vote},
    std::collections::BTreeMap,
};

pub(crate) fn check(moment: &Moment, address: &Pubkey, vault: &Vault) -> Result<(), Broken> {
    let records = moment.proposals_of(address).count() + moment.votes_of(address).count();
    demand(usize::try_from(vault.records) == Ok(records), || {
        broken!(INV_12, "{records} records of votes of {address} are open, {} are counted", vault.records)
    })?;
    for proposal in moment.proposals_of(address) {
        let number = proposal.number;
        demand(number < vault.proposals, || {
            broken!(INV_10, "{address} has the proposal {number} and counts {}", vault.proposals)
        })?;
        demand(u128::from(proposal.yes) + u128::from(proposal.no) <= u128::from(proposal.supply), || {
            broken!(INV_10, "of {} fractions more voted on proposal {number} of {address}", proposal.supply)
        })?;
        demand(proposal.executed <= 1, || broken!(INV_10, "the proposal {number} of {address} is executed oddly"))?;
    }
    let Some(now) = moment.now.filter(|_| decides(vault)) else { return Ok(()) };
    let tallies = running_tallies(moment, address, now)?;
    for proposal in moment.proposals_of(address).filter(|proposal| now < proposal.ends_at) {
        let tally = tallies.get(&proposal.number).copied().unwrap_or_default();
        demand(tally == (u128::from(proposal.yes), u128::from(proposal.no)), || {
            let (number, yes, no) = (proposal.number, proposal.yes, proposal.no);
            broken!(INV_10, "the votes on proposal {number} of {address} are {tally:?}, counted are {yes} and {no}")
        })?;
    }
    let votes: Vec<&Vote> = moment.votes_of(address).filter(|vote| now < vote.ends_at).collect();
    for vote in &votes {
        let stake = moment.stakes.get(address).and_then(|stakes| stakes.get(&vote.holder));
        let staked = stake.map_or(0, |stake| stake.amount);
        demand(0 < vote.weight && vote.weight <= staked, || {
            broken!(INV_10, "{} votes with {} fractions and has staked {staked}", vote.holder, vote.weight)
        })?;
    }
    moment.stakes_of(address).try_for_each(|stake| check_slots(stake, &votes, now))
}

/// What is for and against each proposal whose vote runs, by its number.
fn running_tallies(moment: &Moment, address: &Pubkey, now: i64) -> Result<BTreeMap<u64, (u128, u128)>, Broken> {
    let mut tallies = BTreeMap::<u64, (u128, u128)>::new();
    let numbers: BTreeMap<Pubkey, &Proposal> =
        moment.proposals_of(address).map(|proposal| (proposal_address(proposal), proposal)).collect();
    for vote in moment.votes_of(address) {
        let proposal = numbers.get(&vote.proposal);
        demand(proposal.is_some() || now >= vote.ends_at, || {
            broken!(INV_10, "{} votes on a proposal of {address} that is not there", vote.holder)
        })?;
        let Some(proposal) = proposal else { continue };
        demand(vote.ends_at == proposal.ends_at, || {
            broken!(INV_10, "the vote of {} ends at {}, its proposal at another time", vote.holder, vote.ends_at)
        })?;
        demand(vote.yes <= 1, || broken!(INV_10, "{} is neither for nor against", vote.holder))?;
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
fn check_slots(stake: &Stake, running: &[&Vote], now: i64) -> Result<(), Broken> {
    let [own @ .., shared] = &stake.votes;
    let mut places: Vec<i64> = own.iter().copied().filter(|ends_at| *ends_at > now).collect();
    let votes: Vec<_> = running.iter().filter(|vote| vote.holder == stake.holder).collect();
    let ends = |placed: u8| votes.iter().filter(move |vote| vote.placed == placed).map(|vote| vote.ends_at);
    let mut placed: Vec<i64> = ends(1).collect();
    places.sort_unstable();
    placed.sort_unstable();
    demand(places == placed, || {
        broken!(INV_10, "the votes of {} end at {placed:?}, its stake is locked by {places:?}", stake.holder)
    })?;
    demand(ends(0).all(|end| end <= *shared), || {
        broken!(INV_10, "of the votes of {} that share a place one ends after {shared}", stake.holder)
    })
}
