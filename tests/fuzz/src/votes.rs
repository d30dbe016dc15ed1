//! Proposals, votes on them, and the stakes that vote.

use std::collections::BTreeMap;

use arbitrary::{Result, Unstructured};
use mosaic_core::{
    RuleError, Status,
    stake::{VOTE_PLACES, enter_vote, free_at, leave_vote, lock_until, stake, unstake},
    votes::{Ballot, Poll, least_stake},
};
use mosaic_model::{Action, Auction, Bank, DAY, Decision, Person, Place, Pool, Terms, Token, Vault};

use crate::input::{amount, name, near, part};

const START: i64 = 1_800_000_000;
const HOLDERS: Person = 4;

/// A stake as far as votes need it.
#[derive(Clone, Copy, Default)]
struct Staked {
    amount: u64,
    locked_until: i64,
    places: [i64; VOTE_PLACES],
}

/// A vote that was cast: when it ends, and whether it has a place of its own.
#[derive(Clone, Copy)]
struct Cast {
    ballot: Ballot,
    ends_at: i64,
    placed: bool,
}

/// The votes of a vault as the program keeps them: the core's functions in the order in which its instructions call them.
struct Votes {
    terms: mosaic_core::Terms,
    status: Status,
    entered_at: i64,
    supply: u64,
    stakes: BTreeMap<Person, Staked>,
    polls: BTreeMap<u64, (Poll, bool)>,
    cast: BTreeMap<(u64, Person), Cast>,
    next: u64,
}

fn allow(allowed: bool) -> Result<(), RuleError> {
    if allowed { Ok(()) } else { Err(RuleError::WrongStatus) }
}

impl Votes {
    fn does(&mut self, now: i64, holder: Person, action: &Action) -> Result<(), RuleError> {
        let before = self.stakes.get(&holder).copied();
        let mut staked = before.unwrap_or_default();
        match *action {
            Action::Stake { amount } => {
                staked.amount = stake(staked.amount, amount)?;
                staked.locked_until = lock_until(now, self.terms.stake_lock_secs)?;
            }
            Action::Unstake { amount } => {
                let free = free_at(self.status, self.entered_at, staked.locked_until, &staked.places);
                staked.amount = unstake(staked.amount, amount, now, free)?;
            }
            Action::Propose(_) => {
                allow(self.status.accepts_proposals())?;
                if staked.amount < least_stake(&self.terms, self.supply)? {
                    return Err(RuleError::StakeBelowProposal);
                }
                self.polls.insert(self.next, (Poll::open(&self.terms, self.supply, now)?, false));
                self.next += 1;
            }
            Action::Vote { number, yes, .. } => self.vote(now, number, holder, &mut staked, yes)?,
            Action::WithdrawVote { number, .. } => self.withdraw(now, number, holder, &mut staked)?,
            Action::ExecuteProposal { number } => {
                allow(self.status.accepts_votes())?;
                let (poll, executed) = self.polls.get_mut(&number).unwrap();
                poll.check_executable(*executed, now)?;
                *executed = true;
            }
            _ => {
                let Action::CloseProposal { number } = *action else { unreachable!("no other is tried") };
                let (poll, executed) = self.polls[&number];
                poll.check_closable(executed, self.status.is_past_votes(), now)?;
                self.polls.remove(&number);
            }
        }
        match staked.amount {
            0 => _ = self.stakes.remove(&holder),
            _ => _ = self.stakes.insert(holder, staked),
        }
        Ok(())
    }

    fn vote(&mut self, now: i64, number: u64, holder: Person, staked: &mut Staked, yes: bool) -> Result<(), RuleError> {
        allow(self.status.accepts_votes())?;
        let (poll, _) = self.polls.get_mut(&number).unwrap();
        let before = self.cast.get(&(number, holder)).copied();
        let ballot = Ballot { yes, weight: staked.amount };
        *poll = poll.cast(before.map(|cast| cast.ballot), Some(ballot), now)?;
        let ends_at = poll.ends_at;
        let placed = match before {
            Some(cast) => cast.placed,
            None => enter_vote(&mut staked.places, ends_at, now),
        };
        self.cast.insert((number, holder), Cast { ballot, ends_at, placed });
        Ok(())
    }

    fn withdraw(&mut self, now: i64, number: u64, holder: Person, staked: &mut Staked) -> Result<(), RuleError> {
        let cast = self.cast[&(number, holder)];
        if now < cast.ends_at && !self.status.is_past_votes() {
            let (poll, _) = self.polls.get_mut(&number).unwrap();
            *poll = poll.cast(Some(cast.ballot), None, now)?;
            if cast.placed {
                leave_vote(&mut staked.places, cast.ends_at);
            }
        }
        self.cast.remove(&(number, holder));
        Ok(())
    }

    /// The same in the model, whose invariants hold (INV-10).
    fn compare(&self, vault: &Vault, now: i64) {
        vault.check(now).unwrap();
        let stakes = &vault.pool.as_ref().unwrap().stakes;
        assert_eq!(self.stakes.keys().collect::<Vec<_>>(), stakes.keys().collect::<Vec<_>>());
        for (holder, staked) in &self.stakes {
            assert_eq!(u128::from(staked.amount), stakes[holder].amount);
            let free = free_at(self.status, self.entered_at, staked.locked_until, &staked.places);
            assert_eq!(now < free, vault.locked(&stakes[holder], now));
        }
        assert_eq!(self.polls.keys().collect::<Vec<_>>(), vault.proposals.keys().collect::<Vec<_>>());
        for (number, (poll, executed)) in &self.polls {
            let model = &vault.proposals[number];
            let theirs = (poll.yes.into(), poll.no.into(), poll.supply.into(), *executed, poll.passes());
            assert_eq!(theirs, (model.yes, model.no, model.supply, model.executed, model.passes()));
            let times = (poll.ends_at, poll.executable_at, poll.expires_at);
            assert_eq!(times, (model.ends_at, model.executable_at, model.expires_at));
        }
        let ballot = |cast: &Cast| (u128::from(cast.ballot.weight), cast.ballot.yes);
        let theirs: Vec<_> = self.cast.iter().map(|(key, cast)| (*key, ballot(cast))).collect();
        let ours: Vec<_> = vault.ballots.iter().map(|(key, ballot)| (*key, (ballot.weight, ballot.yes))).collect();
        assert_eq!(theirs, ours);
    }
}

fn begin(input: &mut Unstructured) -> Result<(Votes, Vault)> {
    let (mut bank, mut supply) = (Bank::default(), 0);
    for holder in 0..HOLDERS {
        let has = amount(input)? >> 2;
        bank.mint(Place::Wallet(holder), Token::Fraction, has.into());
        supply += has;
    }
    let mut vault = Vault::unborn(bank);
    (vault.status, vault.minted) = (mosaic_model::Status::Active, supply.into());
    vault.terms = Terms {
        quorum_bps: input.int_in_range(100..=9_000)?,
        threshold_bps: input.int_in_range(5_000..=9_000)?,
        proposal_stake_bps: input.int_in_range(0..=2_500)?,
        voting_secs: input.int_in_range(1..=14)? * DAY as u32,
        delay_secs: input.int_in_range(0..=14)? * DAY as u32,
        stake_lock_secs: input.int_in_range(3_600..=30 * DAY as u32)?,
        ..Terms::with(1, 1)
    };
    vault.pool = Some(Pool { stakes: BTreeMap::new(), incomes: BTreeMap::new(), streamed_until: START });
    let Terms { quorum_bps, threshold_bps, proposal_stake_bps, voting_secs, delay_secs, stake_lock_secs, .. } =
        vault.terms;
    let terms = mosaic_core::Terms {
        quorum_bps,
        threshold_bps,
        proposal_stake_bps,
        voting_secs,
        delay_secs,
        stake_lock_secs,
        ..mosaic_core::Terms::with_opening_price(1)
    };
    let (stakes, polls, cast) = Default::default();
    let votes = Votes { terms, status: Status::Active, entered_at: START, supply, stakes, polls, cast, next: 0 };
    Ok((votes, vault))
}

/// The sale goes on beside the votes.
fn go_on(votes: &mut Votes, vault: &mut Vault, now: i64) {
    (votes.status, vault.status) = match votes.status {
        Status::Active => (Status::Auction, mosaic_model::Status::Auction),
        _ => (Status::Sold, mosaic_model::Status::Sold),
    };
    votes.entered_at = now;
    if votes.status == Status::Auction {
        let (leader, price, supply, ends_at) = (0, 1, 1, now + DAY);
        let started = Auction {
            leader,
            price,
            supply,
            reserve: 1,
            consenting: 0,
            started_at: now,
            ends_at,
            split: None,
            royalties: 0,
            curator_fee: 0,
            proceeds: 0,
        };
        vault.auction = Some(started);
    }
}

/// Some time later: a while, or just before, at, or after the next moment at which something of a vote ends.
fn later(input: &mut Unstructured, votes: &Votes, now: i64) -> Result<i64> {
    let ends = votes.polls.values().flat_map(|(poll, _)| [poll.ends_at, poll.executable_at, poll.expires_at]);
    let ends: Vec<_> = ends.chain(votes.stakes.values().map(|staked| staked.locked_until)).collect();
    let ends: Vec<_> = ends.into_iter().filter(|end| *end > now + 1).collect();
    if ends.is_empty() || input.arbitrary()? {
        return Ok(now + input.int_in_range(0..=3 * DAY)?);
    }
    Ok(input.choose(&ends)? + input.int_in_range(-1..=1)?)
}

fn action(input: &mut Unstructured, votes: &Votes, vault: &Vault, holder: Person) -> Result<Option<Action>> {
    let has = u64::try_from(vault.bank.of(Place::Wallet(holder), Token::Fraction)).unwrap();
    let staked = votes.stakes.get(&holder).map(|staked| staked.amount);
    let numbers: Vec<_> = votes.polls.keys().copied().collect();
    let cast: Vec<_> = votes.cast.keys().filter(|(_, voter)| *voter == holder).map(|(number, _)| *number).collect();
    let kind = input.arbitrary::<u8>()? % 12;
    Ok(Some(match kind {
        0 if votes.status != Status::Sold => Action::Stake { amount: part(input, has)? },
        1 if let Some(staked) = staked => Action::Unstake { amount: near(input, staked)? },
        2 | 3 if staked.is_some() => Action::Propose(Decision::Resolve { uri: String::new() }),
        // Whose proposal is closed can vote on it no more, nor can who has no stake.
        4..=7 if staked.is_some() && !numbers.is_empty() => {
            Action::Vote { number: *input.choose(&numbers)?, holder, yes: input.arbitrary()? }
        }
        8 if !cast.is_empty() => Action::WithdrawVote { number: *input.choose(&cast)?, holder },
        9 if !numbers.is_empty() => Action::ExecuteProposal { number: *input.choose(&numbers)? },
        10 if !numbers.is_empty() => Action::CloseProposal { number: *input.choose(&numbers)? },
        _ => return Ok(None),
    }))
}

/// Votes are counted, lock stakes and decide as in the model.
pub(crate) fn votes(input: &mut Unstructured) -> Result<usize> {
    let (mut votes, mut vault) = begin(input)?;
    let (mut now, mut compared) = (START, 0);
    while !input.is_empty() {
        let holder = input.int_in_range(0..=HOLDERS - 1)?;
        let Some(action) = action(input, &votes, &vault, holder)? else {
            match input.arbitrary::<u8>()? {
                0..8 if votes.status != Status::Sold => go_on(&mut votes, &mut vault, now),
                _ => now = later(input, &votes, now)?,
            }
            continue;
        };
        let theirs = votes.does(now, holder, &action);
        let ours = vault.apply(now, holder, &action);
        assert_eq!(name(&theirs), name(&ours), "{action:?}");
        votes.compare(&vault, now);
        compared += 1;
    }
    Ok(compared)
}
