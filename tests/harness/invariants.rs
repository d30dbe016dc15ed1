//! What must hold after every transaction, recomputed from the accounts alone, with arithmetic of its own.
//!
//! [`check`] looks at one moment; a [`Checker`] also remembers the last one and looks at what changed in between. Each
//! complaint begins with the number of the invariant of the design: `INV-03: ...`. Of INV-10 it looks at stakes and
//! asks, which are a vote that never closes; there are no proposals yet. Not looked at is INV-12, which tests show by
//! closing vaults.
//!
//! What leaves two traces is derived from both, and they must agree: what a step paid out as income, for instance,
//! from what stakes are owed less than before, from the tracked balance and from the tokens that have left.

mod income;
mod moment;
mod stakes;
mod step;

use {
    anchor_lang::prelude::Pubkey,
    anchor_spl::token::spl_token::{
        self,
        state::{Account as Token, Mint},
    },
    mosaic_client::{
        PROGRAM_ID,
        state::{Asks, Asset, Auction, Bid, Pool, Stake, Vault, decode},
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

    fn live(&self, token: &Pubkey) -> u64 {
        self.tokens.get(token).map_or(0, |token| token.amount)
    }
}

/// What was seen of a vault.
#[derive(Debug)]
struct Seen {
    vault: Vault,
    auction: Option<Auction>,
    /// The bid of the auction's leader.
    leading: Option<Bid>,
    /// Live supply of the fraction mint.
    supply: u64,
    /// Fractions in the escrow of the auction that are no bid's.
    escrow_surplus: u64,
    /// When it was seen to enter its status (Unix seconds).
    entered_at: i64,
    pool: Option<SeenPool>,
    asks_opener: Option<Pubkey>,
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
        Ok(Self { vaults, closed, now })
    }
}

impl Seen {
    fn of(scene: &Scene, address: &Pubkey, before: &Memory, now: i64) -> Self {
        let (vault, before) = (scene.vaults[address], before.vaults.get(address));
        let auction = scene.auctions.get(address).copied();
        let leader = auction.map(|auction| auction.leader);
        let leading = scene.bids_of(address).iter().find(|bid| Some(bid.bidder) == leader).copied();
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
        Self { vault, auction, leading, supply, escrow_surplus, entered_at, pool, asks_opener }
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
