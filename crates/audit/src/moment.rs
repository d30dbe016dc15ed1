//! Accounts of one moment, sorted by what they are.

use {
    crate::{AuditError, Broken, INV_04, INV_05, INV_10, INV_12, INV_13, Invariant, broken, demand},
    anchor_lang::{prelude::Pubkey, solana_program::program_pack::Pack},
    anchor_spl::{
        token::spl_token::{
            self,
            state::{Account as Token, Mint},
        },
        token_2022::spl_token_2022,
    },
    mosaic_client::{
        PROGRAM_ID,
        state::{Asks, Asset, Auction, Bid, License, Offering, Pool, Proposal, Purchase, Stake, Vault, Vote, decode},
    },
    solana_account::Account,
    solana_clock::Clock,
    std::collections::BTreeMap,
};

/// The account of the clock.
pub const CLOCK: Pubkey = Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111");

/// The accounts of the program and the tokens around them.
#[derive(Clone, Debug, Default)]
pub struct Moment {
    /// By address.
    pub vaults: BTreeMap<Pubkey, Vault>,
    /// By vault, as are the next two.
    pub auctions: BTreeMap<Pubkey, Auction>,
    /// Bids and offers.
    pub bids: BTreeMap<Pubkey, Vec<Bid>>,
    /// Records of NFTs.
    pub assets: BTreeMap<Pubkey, Vec<Asset>>,
    /// By vault, as are the next two.
    pub pools: BTreeMap<Pubkey, Pool>,
    /// Books of asks.
    pub asks: BTreeMap<Pubkey, Asks>,
    /// Each by holder.
    pub stakes: BTreeMap<Pubkey, BTreeMap<Pubkey, Stake>>,
    /// By vault and number.
    pub proposals: BTreeMap<Pubkey, BTreeMap<u64, Proposal>>,
    /// By vault; each by proposal and holder.
    pub votes: BTreeMap<Pubkey, BTreeMap<(Pubkey, Pubkey), Vote>>,
    /// By vault and number.
    pub offerings: BTreeMap<Pubkey, BTreeMap<u64, Offering>>,
    /// By vault; each by offering and buyer.
    pub purchases: BTreeMap<Pubkey, BTreeMap<(Pubkey, Pubkey), Purchase>>,
    /// By address: they may outlive their vault.
    pub licenses: BTreeMap<Pubkey, License>,
    /// Token accounts of either program, by address.
    pub tokens: BTreeMap<Pubkey, Token>,
    /// Classic mints, by address.
    pub mints: BTreeMap<Pubkey, Mint>,
    /// In Unix seconds; `None` without the account of the clock.
    pub now: Option<i64>,
}

impl Moment {
    /// Sorts accounts. What belongs neither to Mosaic nor to a token program is left out, but for the clock.
    ///
    /// # Errors
    /// [`AuditError`]: what is unreadable, or not where the program keeps it.
    pub fn of(accounts: &[(Pubkey, Account)]) -> Result<Self, AuditError> {
        let mut moment = Self::default();
        for (address, Account { owner, data, .. }) in accounts {
            if *owner == spl_token::ID {
                if let Ok(token) = Token::unpack(data) {
                    moment.tokens.insert(*address, token);
                } else if let Ok(mint) = Mint::unpack(data) {
                    moment.mints.insert(*address, mint);
                }
            } else if *owner == spl_token_2022::ID {
                // A vault's own accounts have no extensions: they are as those of the classic program.
                moment.tokens.extend(Token::unpack(data).ok().map(|token| (*address, token)));
            } else if *owner == PROGRAM_ID {
                moment.add(*address, data)?;
            } else if *address == CLOCK {
                let clock: Clock = bincode::deserialize(data).map_err(|_| AuditError::ClockUnreadable)?;
                moment.now = Some(clock.unix_timestamp);
            }
        }
        Ok(moment)
    }

    fn add(&mut self, address: Pubkey, data: &[u8]) -> Result<(), AuditError> {
        if let Ok(vault) = decode::<Vault>(data) {
            self.vaults.insert(address, vault);
        } else if let Ok(auction) = decode::<Auction>(data) {
            let vault = auction.vault;
            let first = self.auctions.insert(vault, auction).is_none();
            demand(first, || broken!(INV_03, "the vault {vault} has two auctions").of(&vault))?;
        } else if let Ok(bid) = decode::<Bid>(data) {
            self.bids.entry(bid.vault).or_default().push(bid);
        } else if let Ok(asset) = decode::<Asset>(data) {
            self.assets.entry(asset.vault).or_default().push(asset);
        } else if let Ok(pool) = decode::<Pool>(data) {
            is_at(&address, &[b"pool", pool.vault.as_ref()], INV_04, "a pool", &pool.vault)?;
            self.pools.insert(pool.vault, pool);
        } else if let Ok(stake) = decode::<Stake>(data) {
            let seeds = [b"stake", stake.vault.as_ref(), stake.holder.as_ref()];
            is_at(&address, &seeds, INV_04, "a stake", &stake.vault)?;
            self.stakes.entry(stake.vault).or_default().insert(stake.holder, stake);
        } else if let Ok(asks) = decode::<Asks>(data) {
            is_at(&address, &[b"asks", asks.vault.as_ref()], INV_05, "a book of asks", &asks.vault)?;
            self.asks.insert(asks.vault, asks);
        } else if let Ok(proposal) = decode::<Proposal>(data) {
            let number = proposal.number.to_le_bytes();
            let seeds = [b"proposal", proposal.vault.as_ref(), &number];
            is_at(&address, &seeds, INV_10, "a proposal", &proposal.vault)?;
            self.proposals.entry(proposal.vault).or_default().insert(proposal.number, proposal);
        } else if let Ok(vote) = decode::<Vote>(data) {
            let seeds = [b"vote", vote.proposal.as_ref(), vote.holder.as_ref()];
            is_at(&address, &seeds, INV_10, "a vote", &vote.vault)?;
            self.votes.entry(vote.vault).or_default().insert((vote.proposal, vote.holder), vote);
        } else if let Ok(license) = decode::<License>(data) {
            let number = license.number.to_le_bytes();
            let seeds = [b"license", license.vault.as_ref(), &number];
            is_at(&address, &seeds, INV_12, "a licence", &license.vault)?;
            self.licenses.insert(address, license);
        } else if let Ok(offering) = decode::<Offering>(data) {
            let number = offering.number.to_le_bytes();
            let seeds = [b"offering", offering.vault.as_ref(), &number];
            is_at(&address, &seeds, INV_13, "an offering", &offering.vault)?;
            self.offerings.entry(offering.vault).or_default().insert(offering.number, offering);
        } else if let Ok(purchase) = decode::<Purchase>(data) {
            let seeds = [b"purchase", purchase.offering.as_ref(), purchase.buyer.as_ref()];
            is_at(&address, &seeds, INV_13, "a purchase", &purchase.vault)?;
            let key = (purchase.offering, purchase.buyer);
            self.purchases.entry(purchase.vault).or_default().insert(key, purchase);
        } else {
            return Err(AuditError::UnknownType { address });
        }
        Ok(())
    }

    /// Bids and offers for a vault.
    #[must_use]
    pub fn bids_of(&self, vault: &Pubkey) -> &[Bid] {
        self.bids.get(vault).map_or(&[], Vec::as_slice)
    }

    /// Records of a vault's NFTs.
    #[must_use]
    pub fn assets_of(&self, vault: &Pubkey) -> &[Asset] {
        self.assets.get(vault).map_or(&[], Vec::as_slice)
    }

    /// Stakes in a vault.
    pub fn stakes_of(&self, vault: &Pubkey) -> impl Iterator<Item = &Stake> {
        self.stakes.get(vault).into_iter().flat_map(BTreeMap::values)
    }

    /// Proposals to the holders of a vault.
    pub fn proposals_of(&self, vault: &Pubkey) -> impl Iterator<Item = &Proposal> {
        self.proposals.get(vault).into_iter().flat_map(BTreeMap::values)
    }

    /// Votes on them.
    pub fn votes_of(&self, vault: &Pubkey) -> impl Iterator<Item = &Vote> {
        self.votes.get(vault).into_iter().flat_map(BTreeMap::values)
    }

    /// Offerings of a vault.
    pub fn offerings_of(&self, vault: &Pubkey) -> impl Iterator<Item = &Offering> {
        self.offerings.get(vault).into_iter().flat_map(BTreeMap::values)
    }

    /// Purchases in them.
    pub fn purchases_of(&self, vault: &Pubkey) -> impl Iterator<Item = &Purchase> {
        self.purchases.get(vault).into_iter().flat_map(BTreeMap::values)
    }

    /// Licences that a vault has granted.
    pub fn licenses_of(&self, vault: &Pubkey) -> impl Iterator<Item = &License> {
        self.licenses.values().filter(move |license| license.vault == *vault)
    }

    /// What is in a token account; 0 without one.
    #[must_use]
    pub fn live(&self, token: &Pubkey) -> u64 {
        self.tokens.get(token).map_or(0, |token| token.amount)
    }
}

fn is_at(address: &Pubkey, seeds: &[&[u8]], invariant: Invariant, what: &str, vault: &Pubkey) -> Result<(), Broken> {
    let (derived, _) = Pubkey::find_program_address(seeds, &PROGRAM_ID);
    demand(*address == derived, || {
        Broken::new(invariant, format!("{what} is at {address}, its address is {derived}")).of(vault)
    })
}
