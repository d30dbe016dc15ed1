//! What accounts say: the state of open vaults, and whose their fractions are.

use {
    crate::{
        database::{Index, integer},
        error::DatabaseError,
        source::Token,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_audit::Moment,
    mosaic_client::{
        pda,
        state::{Status, Vault},
    },
    rusqlite::params,
    std::collections::{BTreeMap, BTreeSet},
};

/// Fractions of one holder, in raw units, by where they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// In token accounts of its own.
    pub wallet: u64,
    /// Staked.
    pub staked: u64,
    /// In a bid or an offer.
    pub bid: u64,
    /// In an offering: bought for good and not fetched, or the creator's that may come back.
    pub offered: u64,
}

impl Holding {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        [self.wallet, self.staked, self.bid, self.offered].into_iter().fold(0, u64::saturating_add)
    }
}

/// Whose the fractions of a vault are. The holdings add up to the supply, if the moment has every token account of the
/// fraction mint. What is in the vault's own accounts and nobody's is the vault's.
#[must_use]
pub fn holdings(moment: &Moment, address: &Pubkey, vault: &Vault) -> BTreeMap<Pubkey, Holding> {
    let mut holdings: BTreeMap<Pubkey, Holding> = BTreeMap::new();
    let mut of_nobody: u64 = 0;
    for token in moment.tokens.values().filter(|token| token.mint == vault.fraction_mint && token.amount > 0) {
        // A mint's supply, and so any sum of its accounts, fits a u64.
        if token.owner == *address {
            of_nobody = of_nobody.saturating_add(token.amount);
        } else {
            let holding = holdings.entry(token.owner).or_default();
            holding.wallet = holding.wallet.saturating_add(token.amount);
        }
    }
    let mut count = |holder: Pubkey, place: fn(&mut Holding) -> &mut u64, amount: u64| {
        if amount > 0 {
            let place = place(holdings.entry(holder).or_default());
            *place = place.saturating_add(amount);
            of_nobody = of_nobody.saturating_sub(amount);
        }
    };
    for stake in moment.stakes_of(address) {
        count(stake.holder, |holding| &mut holding.staked, stake.amount);
    }
    for bid in moment.bids_of(address) {
        count(bid.bidder, |holding| &mut holding.bid, bid.fractions);
    }
    for offering in moment.offerings_of(address) {
        let (rules, at) = (offering.offering(), pda::offering(address, offering.number));
        let mut left = rules.fractions().unwrap_or_default();
        // Before the minimum is reached nobody has bought anything for good: all of it may go back to the creator.
        let bought = moment.purchases_of(address).filter(|purchase| purchase.offering == at && rules.is_certain());
        for purchase in bought {
            let due = purchase.fractions.saturating_sub(purchase.delivered);
            count(purchase.buyer, |holding| &mut holding.offered, due);
            left = left.saturating_sub(due);
        }
        count(vault.creator, |holding| &mut holding.offered, left);
    }
    if of_nobody > 0 {
        holdings.entry(*address).or_default().wallet = of_nobody;
    }
    holdings
}

/// A vault as its accounts were.
pub(crate) struct Look<'a> {
    pub(crate) address: Pubkey,
    pub(crate) vault: &'a Vault,
    pub(crate) moment: &'a Moment,
    pub(crate) slot: u64,
}

impl Index {
    /// Writes down how a vault is, in place of how it was.
    pub(crate) fn write_look(&mut self, look: &Look<'_>) -> Result<(), DatabaseError> {
        let Look { address, vault, moment, slot } = look;
        let name = address.to_string();
        let supply = moment.mints.get(&vault.fraction_mint).map_or(0, |mint| mint.supply);
        let status = Status::from_u8(vault.status);
        let writing = self.writing()?;
        writing.execute("DELETE FROM states WHERE vault = ?1", [&name])?;
        writing.execute("DELETE FROM holders WHERE vault = ?1", [&name])?;
        writing.execute(
            "INSERT INTO states VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                name,
                integer(*slot)?,
                status.map_or_else(|| vault.status.to_string(), |status| format!("{status:?}")),
                vault.creator.to_string(),
                vault.id.to_string(),
                vault.curator.to_string(),
                vault.quote_mint.to_string(),
                vault.fraction_mint.to_string(),
                vault.opening_price.to_string(),
                supply.to_string(),
                integer(vault.events)?,
            ],
        )?;
        for (holder, holding) in holdings(moment, address, vault) {
            let [wallet, staked, bid, offered] =
                [holding.wallet, holding.staked, holding.bid, holding.offered].map(|amount| amount.to_string());
            let holder = holder.to_string();
            writing.execute(
                "INSERT INTO holders VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![name, holder, wallet, staked, bid, offered],
            )?;
        }
        Ok(writing.commit()?)
    }

    /// Forgets how vaults were that are not open any more; their events stay.
    pub(crate) fn keep_open(&mut self, open: &BTreeSet<Pubkey>) -> Result<(), DatabaseError> {
        let writing = self.writing()?;
        let known: Vec<String> = {
            let mut select = writing.prepare("SELECT vault FROM states")?;
            select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?
        };
        let open: BTreeSet<String> = open.iter().map(ToString::to_string).collect();
        for closed in known.iter().filter(|vault| !open.contains(*vault)) {
            writing.execute("DELETE FROM states WHERE vault = ?1", [closed])?;
            writing.execute("DELETE FROM holders WHERE vault = ?1", [closed])?;
        }
        Ok(writing.commit()?)
    }

    /// Every mint that amounts are of.
    pub(crate) fn mints(&self) -> Result<Vec<Pubkey>, DatabaseError> {
        let mut mints = BTreeSet::new();
        let mut named = self.connection.prepare(
            "SELECT quote_mint FROM vaults WHERE quote_mint IS NOT NULL
             UNION SELECT DISTINCT mint FROM events WHERE mint IS NOT NULL",
        )?;
        for mint in named.query_map([], |row| row.get::<_, String>(0))? {
            mints.extend(mint?.parse::<Pubkey>());
        }
        let mut vaults = self.connection.prepare("SELECT vault FROM vaults")?;
        for vault in vaults.query_map([], |row| row.get::<_, String>(0))? {
            mints.extend(vault?.parse().map(|vault| pda::fraction_mint(&vault)));
        }
        Ok(mints.into_iter().collect())
    }

    /// Writes down how amounts are written.
    pub(crate) fn write_tokens(&mut self, tokens: &BTreeMap<Pubkey, Token>) -> Result<(), DatabaseError> {
        let writing = self.writing()?;
        writing.execute("DELETE FROM tokens", [])?;
        for (mint, Token { symbol, decimals }) in tokens {
            writing.execute("INSERT INTO tokens VALUES (?1, ?2, ?3)", params![mint.to_string(), symbol, decimals])?;
        }
        Ok(writing.commit()?)
    }
}
