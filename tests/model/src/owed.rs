//! What people can still take out.

use std::collections::BTreeMap;

use crate::{Mint, Person, Place, QUOTE, Status, Token, Vault};

/// What a vault still owes a person, by the present state: before the end of an auction what leads counts as its bidder's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// Cash of a bid, or what the sale gave back of it.
    pub bid_cash: u128,
    /// Fractions of a bid.
    pub bid_fractions: u128,
    /// Staked fractions.
    pub staked: u128,
    /// What the fractions in its wallet would be redeemed for.
    pub redemption: u128,
    /// Fractions of offerings: bought in one that succeeded; of the creator, not sold.
    pub offered: u128,
    /// Cash of offerings: paid in one that did not succeed; of the creator, raised.
    pub raised: u128,
    /// Royalties of all assets.
    pub royalties: u128,
    /// The curator's fee.
    pub curator_fee: u128,
    /// Whole units of income.
    pub income: BTreeMap<Mint, u128>,
    /// NFTs.
    pub nfts: Vec<u8>,
}

impl Owed {
    /// Whether nothing is.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// All that is owed in a mint.
    pub fn of(&self, mint: Mint) -> u128 {
        let sale = self.bid_cash + self.raised + self.redemption + self.royalties + self.curator_fee;
        self.income.get(&mint).copied().unwrap_or(0) + if mint == QUOTE { sale } else { 0 }
    }
}

impl Vault {
    /// What a person can still take out, were everything streamed up to the last moment anybody looked.
    pub fn owed(&self, person: Person) -> Owed {
        let bid = self.bids.get(&person).copied().unwrap_or_default();
        let stake = self.pool.as_ref().and_then(|pool| pool.stakes.get(&person)).cloned().unwrap_or_default();
        let has = self.bank.of(Place::Wallet(person), Token::Fraction);
        let sold = self.auction.as_ref().filter(|_| self.status == Status::Sold);
        let supply = self.supply();
        let takes_assets = self.is_over() && self.recipient == Some(person);
        let (offered, raised) = self.owed_by_offerings(person);
        Owed {
            bid_cash: bid.cash,
            bid_fractions: bid.fractions,
            staked: stake.amount,
            offered,
            raised,
            redemption: sold.filter(|_| has > 0).map_or(0, |auction| has * auction.proceeds / supply),
            royalties: self.unpaid_royalties().filter(|((_, who), _)| *who == person).map(|(_, amount)| amount).sum(),
            curator_fee: sold.filter(|_| person == self.curator).map_or(0, |auction| auction.curator_fee),
            income: stake.owed.keys().map(|mint| (*mint, stake.due(*mint))).filter(|(_, due)| *due > 0).collect(),
            nfts: self.assets.iter().filter(|(_, asset)| takes_assets && asset.held).map(|(nft, _)| *nft).collect(),
        }
    }
}
