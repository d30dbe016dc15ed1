//! What must hold after every transaction, recomputed from the accounts alone, with arithmetic of its own.
//!
//! [`check`] looks at one moment; a [`Checker`] also remembers the last one and looks at what changed in between. Each
//! complaint begins with the number of the invariant of the design: `INV-03: ...`. Of INV-12 it looks at what would keep a
//! vault open: records that outlive what they are about, or are miscounted, and locks without a vote. That everybody gets
//! out what is owed is shown by tests that close vaults.
//!
//! What leaves two traces is derived from both, and they must agree: what a step paid out as income, for instance,
//! from what stakes are owed less than before, from the tracked balance and from the tokens that have left.

mod bids;
mod decisions;
mod income;
mod licenses;
mod moment;
mod stakes;
mod step;
mod votes;

use {
    anchor_lang::prelude::Pubkey,
    anchor_spl::{
        token::spl_token::{
            self,
            state::{Account as Token, Mint},
        },
        token_2022::spl_token_2022,
    },
    mosaic_client::{
        PROGRAM_ID,
        state::{Asks, Asset, Auction, Bid, License, Pool, Proposal, Stake, Vault, Vote, decode},
    },
    solana_account::Account,
    solana_clock::Clock,
    std::{
        collections::{BTreeMap, BTreeSet},
        sync::{Mutex, PoisonError},
    },
};

/// The account of the clock, which a [`Checker`] needs besides the accounts that transactions name.
pub const CLOCK: Pubkey = Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111");

/// How many mints a vault takes income in.
const INCOME_MINTS: usize = 3;

/// The first broken invariant of one moment, if there is one.
///
/// # Errors
/// The invariant and what breaks it.
pub fn check(accounts: &[(Pubkey, Account)]) -> Result<(), String> {
    moment::check(&Scene::of(accounts)?)
}

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
        let scene = Scene::of(accounts)?;
        moment::check(&scene)?;
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let next = Memory::of(&scene, &memory)?;
        step::check(&memory, &next, &scene)?;
        *memory = next;
        Ok(())
    }
}

/// The accounts of the program and the tokens around them.
struct Scene {
    vaults: BTreeMap<Pubkey, Vault>,
    /// By vault, as are the next two.
    auctions: BTreeMap<Pubkey, Auction>,
    bids: BTreeMap<Pubkey, Vec<Bid>>,
    assets: BTreeMap<Pubkey, Vec<Asset>>,
    /// By vault, as are the next two.
    pools: BTreeMap<Pubkey, Pool>,
    asks: BTreeMap<Pubkey, Asks>,
    /// Each by holder.
    stakes: BTreeMap<Pubkey, BTreeMap<Pubkey, Stake>>,
    /// By vault and number.
    proposals: BTreeMap<Pubkey, BTreeMap<u64, Proposal>>,
    /// By vault; each by proposal and holder.
    votes: BTreeMap<Pubkey, BTreeMap<(Pubkey, Pubkey), Vote>>,
    /// By address: they may outlive their vault.
    licenses: BTreeMap<Pubkey, License>,
    tokens: BTreeMap<Pubkey, Token>,
    mints: BTreeMap<Pubkey, Mint>,
    /// In Unix seconds.
    now: Option<i64>,
}

impl Scene {
    fn of(accounts: &[(Pubkey, Account)]) -> Result<Self, String> {
        use anchor_lang::solana_program::program_pack::Pack;
        let mut scene = Self {
            vaults: BTreeMap::new(),
            auctions: BTreeMap::new(),
            bids: BTreeMap::new(),
            assets: BTreeMap::new(),
            pools: BTreeMap::new(),
            asks: BTreeMap::new(),
            stakes: BTreeMap::new(),
            proposals: BTreeMap::new(),
            votes: BTreeMap::new(),
            licenses: BTreeMap::new(),
            tokens: BTreeMap::new(),
            mints: BTreeMap::new(),
            now: None,
        };
        for (address, Account { owner, data, .. }) in accounts {
            if *owner == spl_token::ID {
                if let Ok(token) = Token::unpack(data) {
                    scene.tokens.insert(*address, token);
                } else if let Ok(mint) = Mint::unpack(data) {
                    scene.mints.insert(*address, mint);
                }
            } else if *owner == spl_token_2022::ID {
                // A vault's own accounts have no extensions: they are as those of the classic program.
                scene.tokens.extend(Token::unpack(data).ok().map(|token| (*address, token)));
            } else if *owner == PROGRAM_ID {
                scene.add(*address, data)?;
            } else if *address == CLOCK {
                let clock: Clock = bincode::deserialize(data).map_err(|error| format!("the clock: {error}"))?;
                scene.now = Some(clock.unix_timestamp);
            }
        }
        Ok(scene)
    }

    fn add(&mut self, address: Pubkey, data: &[u8]) -> Result<(), String> {
        if let Ok(vault) = decode::<Vault>(data) {
            self.vaults.insert(address, vault);
        } else if let Ok(auction) = decode::<Auction>(data) {
            if self.auctions.insert(auction.vault, auction).is_some() {
                return Err(format!("INV-03: the vault {} has two auctions", auction.vault));
            }
        } else if let Ok(bid) = decode::<Bid>(data) {
            self.bids.entry(bid.vault).or_default().push(bid);
        } else if let Ok(asset) = decode::<Asset>(data) {
            self.assets.entry(asset.vault).or_default().push(asset);
        } else if let Ok(pool) = decode::<Pool>(data) {
            is_at(&address, &[b"pool", pool.vault.as_ref()], "INV-04: a pool")?;
            self.pools.insert(pool.vault, pool);
        } else if let Ok(stake) = decode::<Stake>(data) {
            is_at(&address, &[b"stake", stake.vault.as_ref(), stake.holder.as_ref()], "INV-04: a stake")?;
            self.stakes.entry(stake.vault).or_default().insert(stake.holder, stake);
        } else if let Ok(asks) = decode::<Asks>(data) {
            is_at(&address, &[b"asks", asks.vault.as_ref()], "INV-05: a book of asks")?;
            self.asks.insert(asks.vault, asks);
        } else if let Ok(proposal) = decode::<Proposal>(data) {
            let number = proposal.number.to_le_bytes();
            is_at(&address, &[b"proposal", proposal.vault.as_ref(), &number], "INV-10: a proposal")?;
            self.proposals.entry(proposal.vault).or_default().insert(proposal.number, proposal);
        } else if let Ok(vote) = decode::<Vote>(data) {
            is_at(&address, &[b"vote", vote.proposal.as_ref(), vote.holder.as_ref()], "INV-10: a vote")?;
            self.votes.entry(vote.vault).or_default().insert((vote.proposal, vote.holder), vote);
        } else if let Ok(license) = decode::<License>(data) {
            let number = license.number.to_le_bytes();
            is_at(&address, &[b"license", license.vault.as_ref(), &number], "INV-12: a licence")?;
            self.licenses.insert(address, license);
        } else {
            return Err(format!("{address} belongs to the program and is of no known type"));
        }
        Ok(())
    }

    fn bids_of(&self, vault: &Pubkey) -> &[Bid] {
        self.bids.get(vault).map_or(&[], Vec::as_slice)
    }

    fn assets_of(&self, vault: &Pubkey) -> &[Asset] {
        self.assets.get(vault).map_or(&[], Vec::as_slice)
    }

    fn stakes_of(&self, vault: &Pubkey) -> impl Iterator<Item = &Stake> {
        self.stakes.get(vault).into_iter().flat_map(BTreeMap::values)
    }

    fn proposals_of(&self, vault: &Pubkey) -> impl Iterator<Item = &Proposal> {
        self.proposals.get(vault).into_iter().flat_map(BTreeMap::values)
    }

    fn votes_of(&self, vault: &Pubkey) -> impl Iterator<Item = &Vote> {
        self.votes.get(vault).into_iter().flat_map(BTreeMap::values)
    }

    fn licenses_of(&self, vault: &Pubkey) -> impl Iterator<Item = &License> {
        self.licenses.values().filter(move |license| license.vault == *vault)
    }

    fn live(&self, token: &Pubkey) -> u64 {
        self.tokens.get(token).map_or(0, |token| token.amount)
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
    fn of(scene: &Scene, before: &Self) -> Result<Self, String> {
        let now = scene.now.ok_or("the clock is not among the accounts")?;
        let vaults = scene.vaults.keys().map(|address| (*address, Seen::of(scene, address, before, now)));
        let vaults: BTreeMap<_, _> = vaults.collect();
        let gone = before.vaults.keys().filter(|address| !vaults.contains_key(address));
        let closed = before.closed.iter().chain(gone).copied().collect();
        Ok(Self { vaults, closed, licenses: scene.licenses.clone(), now })
    }
}

impl Seen {
    fn of(scene: &Scene, address: &Pubkey, before: &Memory, now: i64) -> Self {
        let (vault, before) = (scene.vaults[address], before.vaults.get(address));
        let auction = scene.auctions.get(address).copied();
        let bids = scene.bids_of(address).iter().map(|bid| (bid.bidder, *bid)).collect();
        let supply = scene.mints.get(&vault.fraction_mint).map_or(0, |mint| mint.supply);
        let entered_at = match before {
            Some(before) if before.vault.status == vault.status => before.entered_at,
            Some(_) => now,
            // Its past was not seen: what it records must do.
            None => vault.entered_at,
        };
        let pool = scene.pools.get(address).map(|pool| SeenPool {
            pool: *pool,
            stakes: scene
                .stakes_of(address)
                .map(|stake| (stake.holder, SeenStake::of(stake, &vault, before, now)))
                .collect(),
            staked_live: scene.live(&pool.fractions),
            income_live: pool.income.map(|income| scene.live(&income.account)),
        });
        let escrow_surplus = auction.map_or(0, |auction| scene.live(&auction.fraction_escrow) - auction.fractions);
        let asks_opener = scene.asks.get(address).map(|asks| asks.opener);
        Self {
            vault,
            auction,
            bids,
            supply,
            escrow_surplus,
            entered_at,
            pool,
            asks_opener,
            proposals: scene.proposals.get(address).cloned().unwrap_or_default(),
            votes: scene.votes.get(address).cloned().unwrap_or_default(),
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

fn is_at(address: &Pubkey, seeds: &[&[u8]], what: &str) -> Result<(), String> {
    let (derived, _) = Pubkey::find_program_address(seeds, &PROGRAM_ID);
    demand(*address == derived, || format!("{what} is at {address}, its address is {derived}"))
}

fn demand(holds: bool, complaint: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(complaint()) }
}

/// The number of a status as the program stores it; written again here, like every rule of this module.
mod status {
    pub(super) const DRAFT: u8 = 0;
    pub(super) const ACTIVE: u8 = 1;
    pub(super) const AUCTION: u8 = 2;
    pub(super) const SOLD: u8 = 3;
    pub(super) const RECLAIMED: u8 = 4;
}
