//! What an audit has looked at.

use {
    crate::Moment,
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        rules::Status,
        state::{Income, Offering, Pool},
    },
};

/// What was looked at of a vault. Amounts are raw units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The vault.
    pub vault: Pubkey,
    /// Its status.
    pub status: Status,
    /// The mint of its cash.
    pub quote_mint: Pubkey,
    /// Decimals of its fractions.
    pub decimals: u8,
    /// NFTs in custody.
    pub nfts: usize,
    /// Fractions there are.
    pub supply: u64,
    /// Token accounts that have some, the vault's own among them.
    pub holders: usize,
    /// Cash that bidders, holders, creators and the curator have a claim to.
    pub cash_owed: u64,
    /// Cash in the escrow.
    pub cash_held: u64,
    /// Bids and offers.
    pub bids: usize,
    /// Stakes.
    pub stakes: usize,
    /// Fractions that are staked.
    pub staked: u64,
    /// Each income, the quote mint's first.
    pub incomes: Vec<IncomeSummary>,
    /// Proposals.
    pub proposals: usize,
    /// Votes on them.
    pub votes: usize,
    /// Licences, taken or not.
    pub licenses: usize,
    /// Offerings that are not closed.
    pub offerings: usize,
    /// Fractions in their accounts.
    pub offered: u64,
    /// Cash in their accounts.
    pub raised: u64,
    /// Purchases in them.
    pub purchases: usize,
}

/// What was looked at of an income. Amounts are raw units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncomeSummary {
    /// The mint it is in.
    pub mint: Pubkey,
    /// What streams or is owed to stakes.
    pub owed: u64,
    /// What is in its account.
    pub held: u64,
}

impl Moment {
    /// What there is to look at of a vault; `None` where it is not there, or its status is none.
    #[must_use]
    pub fn summary(&self, vault: &Pubkey) -> Option<Summary> {
        let account = self.vaults.get(vault)?;
        let (auction, pool) = (self.auctions.get(vault), self.pools.get(vault));
        let fractions = self.tokens.values().filter(|token| token.mint == account.fraction_mint);
        Some(Summary {
            vault: *vault,
            status: Status::from_u8(account.status)?,
            quote_mint: account.quote_mint,
            decimals: account.decimals,
            nfts: self.assets_of(vault).iter().filter(|asset| asset.held == 1).count(),
            supply: self.mints.get(&account.fraction_mint).map_or(0, |mint| mint.supply),
            holders: fractions.filter(|token| token.amount > 0).count(),
            cash_owed: auction.map_or(0, |auction| auction.cash),
            cash_held: auction.map_or(0, |auction| self.live(&auction.cash_escrow)),
            bids: self.bids_of(vault).len(),
            stakes: self.stakes_of(vault).count(),
            staked: pool.map_or(0, |pool| pool.staked),
            incomes: pool.map_or_else(Vec::new, |pool| self.incomes(pool)),
            proposals: self.proposals_of(vault).count(),
            votes: self.votes_of(vault).count(),
            licenses: self.licenses_of(vault).count(),
            offerings: self.offerings_of(vault).count(),
            offered: self.in_offerings(vault, |offering| offering.offered_fractions),
            raised: self.in_offerings(vault, |offering| offering.raised_cash),
            purchases: self.purchases_of(vault).count(),
        })
    }

    fn in_offerings(&self, vault: &Pubkey, account: fn(&Offering) -> Pubkey) -> u64 {
        self.offerings_of(vault).map(|offering| self.live(&account(offering))).sum()
    }

    fn incomes(&self, pool: &Pool) -> Vec<IncomeSummary> {
        let used = pool.income.iter().filter(|income| income.mint != Pubkey::default());
        let summary = |income: &Income| IncomeSummary {
            mint: income.mint,
            owed: income.balance,
            held: self.live(&income.account),
        };
        used.map(summary).collect()
    }
}
