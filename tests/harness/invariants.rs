//! What must hold after every transaction, recomputed from the accounts alone, with arithmetic of its own.
//!
//! What holds at one moment is checked by [`mosaic_audit`]; a [`Checker`] also remembers the last one and looks at what
//! changed in between. Each complaint begins with the number of the invariant of the design: `INV-03: ...`. That
//! everybody gets out what is owed (INV-12) is shown by tests that close vaults.
//!
//! What leaves two traces is derived from both, and they must agree: what a step paid out as income, for instance,
//! from what stakes are owed less than before, from the tracked balance and from the tokens that have left.

mod bids;
mod decisions;
mod income;
mod licenses;
mod offerings;
mod stakes;
mod step;
mod votes;

use {
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{INCOME_MINTS, Moment},
    mosaic_client::state::{Auction, Bid, License, Offering, Pool, Proposal, Stake, Vault, Vote},
    solana_account::Account,
    std::{
        collections::{BTreeMap, BTreeSet},
        sync::{Mutex, PoisonError},
    },
};

/// Checks every moment, and each step from one to the next.
#[derive(Debug, Default)]
pub struct Checker {
    memory: Mutex<Memory>,
}

impl Checker {
    /// The first invariant that is broken now, or was on the way from the last call to this one. What was found broken
    /// is not remembered. The clock must be among the accounts.
    ///
    /// # Errors
    /// The invariant and what breaks it.
    pub fn check(&self, accounts: &[(Pubkey, Account)]) -> Result<(), String> {
        let moment = mosaic_audit::check(accounts).map_err(|error| error.to_string())?;
        let now = moment.now.ok_or("the clock is not among the accounts")?;
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let next = Memory::of(&moment, &memory, now);
        step::check(&memory, &next, &moment).map_err(|broken| broken.to_string())?;
        *memory = next;
        Ok(())
    }
}

/// What was seen of a vault.
#[derive(Debug)]
struct Seen {
    vault: Vault,
    auction: Option<Auction>,
    /// By bidder.
    bids: BTreeMap<Pubkey, Bid>,
    /// Live supply of the fraction mint.
    supply: u64,
    /// Fractions in the escrow of the auction that are no bid's.
    escrow_surplus: u64,
    /// When it was seen to enter its status (Unix seconds).
    entered_at: i64,
    pool: Option<SeenPool>,
    asks_opener: Option<Pubkey>,
    /// By number.
    proposals: BTreeMap<u64, Proposal>,
    /// By number.
    offerings: BTreeMap<u64, Offering>,
    /// By proposal and holder.
    votes: BTreeMap<(Pubkey, Pubkey), Vote>,
}

/// What was seen of a pool of stakes.
#[derive(Debug)]
struct SeenPool {
    pool: Pool,
    /// By holder.
    stakes: BTreeMap<Pubkey, SeenStake>,
    /// What is in the account of staked fractions.
    staked_live: u64,
    /// What is in the accounts of income.
    income_live: [u64; INCOME_MINTS],
}

/// What was seen of a stake.
#[derive(Clone, Copy, Debug)]
struct SeenStake {
    stake: Stake,
    /// When its lock was seen to begin (Unix seconds).
    locked_at: i64,
}

/// What was seen last, and which vaults are gone for good.
#[derive(Debug, Default)]
struct Memory {
    vaults: BTreeMap<Pubkey, Seen>,
    closed: BTreeSet<Pubkey>,
    /// By address.
    licenses: BTreeMap<Pubkey, License>,
    /// In Unix seconds.
    now: i64,
}

impl Memory {
    fn of(moment: &Moment, before: &Self, now: i64) -> Self {
        let vaults = moment.vaults.keys().map(|address| (*address, Seen::of(moment, address, before, now)));
        let vaults: BTreeMap<_, _> = vaults.collect();
        let gone = before.vaults.keys().filter(|address| !vaults.contains_key(address));
        let closed = before.closed.iter().chain(gone).copied().collect();
        Self { vaults, closed, licenses: moment.licenses.clone(), now }
    }
}

impl Seen {
    fn of(moment: &Moment, address: &Pubkey, before: &Memory, now: i64) -> Self {
        let (vault, before) = (moment.vaults[address], before.vaults.get(address));
        let auction = moment.auctions.get(address).copied();
        let bids = moment.bids_of(address).iter().map(|bid| (bid.bidder, *bid)).collect();
        let supply = moment.mints.get(&vault.fraction_mint).map_or(0, |mint| mint.supply);
        let entered_at = match before {
            Some(before) if before.vault.status == vault.status => before.entered_at,
            Some(_) => now,
            // Its past was not seen: what it records must do.
            None => vault.entered_at,
        };
        let pool = moment.pools.get(address).map(|pool| SeenPool {
            pool: *pool,
            stakes: moment
                .stakes_of(address)
                .map(|stake| (stake.holder, SeenStake::of(stake, &vault, before, now)))
                .collect(),
            staked_live: moment.live(&pool.fractions),
            income_live: pool.income.map(|income| moment.live(&income.account)),
        });
        let escrow_surplus = auction.map_or(0, |auction| moment.live(&auction.fraction_escrow) - auction.fractions);
        let asks_opener = moment.asks.get(address).map(|asks| asks.opener);
        Self {
            vault,
            auction,
            bids,
            supply,
            escrow_surplus,
            entered_at,
            pool,
            asks_opener,
            proposals: moment.proposals.get(address).cloned().unwrap_or_default(),
            offerings: moment.offerings.get(address).cloned().unwrap_or_default(),
            votes: moment.votes.get(address).cloned().unwrap_or_default(),
        }
    }

    /// The bid that leads, or the offer that stands.
    fn leading(&self) -> Option<&Bid> {
        self.auction.and_then(|auction| self.bids.get(&auction.leader))
    }

    /// What is staked by a holder, in raw units.
    fn staked_by(&self, holder: &Pubkey) -> u64 {
        let stake = self.pool.as_ref().and_then(|pool| pool.stakes.get(holder));
        stake.map_or(0, |seen| seen.stake.amount)
    }
}

impl SeenStake {
    fn of(stake: &Stake, vault: &Vault, before: Option<&Seen>, now: i64) -> Self {
        let then = before.and_then(|before| before.pool.as_ref()).and_then(|pool| pool.stakes.get(&stake.holder));
        let locked_at = match then {
            Some(then) if !stakes::locks(&then.stake, stake) => then.locked_at,
            None if before.is_none() => stake.locked_until.saturating_sub(vault.stake_lock_secs.into()),
            _ => now,
        };
        Self { stake: *stake, locked_at }
    }
}
