//! What must hold after every transaction, recomputed from the accounts alone, with arithmetic of its own.
//!
//! [`check`] looks at one moment; a [`Checker`] also remembers the last one and looks at what changed in between. Each
//! complaint begins with the number of the invariant of the design: `INV-03: ...`. Not looked at are INV-05, INV-07 and
//! INV-10, whose features do not exist yet, and INV-12, which tests show by closing vaults.

mod moment;
mod step;

use {
    anchor_lang::prelude::Pubkey,
    anchor_spl::token::spl_token::{
        self,
        state::{Account as Token, Mint},
    },
    mosaic_client::{
        PROGRAM_ID,
        state::{Asset, Auction, Bid, Vault, decode},
    },
    solana_account::Account,
    std::{
        collections::{BTreeMap, BTreeSet},
        sync::{Mutex, PoisonError},
    },
};

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
    /// is not remembered.
    ///
    /// # Errors
    /// The invariant and what breaks it.
    pub fn check(&self, accounts: &[(Pubkey, Account)]) -> Result<(), String> {
        let scene = Scene::of(accounts)?;
        moment::check(&scene)?;
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let next = Memory::of(&scene, &memory);
        step::check(&memory, &next)?;
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
    tokens: BTreeMap<Pubkey, Token>,
    mints: BTreeMap<Pubkey, Mint>,
}

impl Scene {
    fn of(accounts: &[(Pubkey, Account)]) -> Result<Self, String> {
        use anchor_lang::solana_program::program_pack::Pack;
        let mut scene = Self {
            vaults: BTreeMap::new(),
            auctions: BTreeMap::new(),
            bids: BTreeMap::new(),
            assets: BTreeMap::new(),
            tokens: BTreeMap::new(),
            mints: BTreeMap::new(),
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
}

/// What was seen of a vault.
#[derive(Clone, Copy, Debug)]
struct Seen {
    vault: Vault,
    auction: Option<Auction>,
    /// The bid of the auction's leader.
    leading: Option<Bid>,
    /// Live supply of the fraction mint.
    supply: u64,
}

/// What was seen last, and which vaults are gone for good.
#[derive(Debug, Default)]
struct Memory {
    vaults: BTreeMap<Pubkey, Seen>,
    closed: BTreeSet<Pubkey>,
}

impl Memory {
    fn of(scene: &Scene, before: &Self) -> Self {
        let seen = scene.vaults.iter().map(|(address, vault)| {
            let auction = scene.auctions.get(address).copied();
            let leader = auction.map(|auction| auction.leader);
            let leading = scene.bids_of(address).iter().find(|bid| Some(bid.bidder) == leader).copied();
            let supply = scene.mints.get(&vault.fraction_mint).map_or(0, |mint| mint.supply);
            (*address, Seen { vault: *vault, auction, leading, supply })
        });
        let vaults: BTreeMap<_, _> = seen.collect();
        let gone = before.vaults.keys().filter(|address| !vaults.contains_key(address));
        let closed = before.closed.iter().chain(gone).copied().collect();
        Self { vaults, closed }
    }
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
