use anchor_lang::prelude::*;
use mosaic_core::offering::{self, Plan};

use crate::{
    error::{MosaicError, OrRefuse, ensure},
    token,
};

/// Fractions that the creator offers to all. PDA `["offering", vault, number]`.
///
/// It stays open until the creator is paid and every purchase claimed.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Offering {
    /// The vault. Its creator offers, paid the rent and gets it back.
    pub vault: Pubkey,
    /// Token account of the vault for the fractions, PDA `["offered", offering]`.
    pub offered_fractions: Pubkey,
    /// Token account of the vault for the cash, PDA `["raised", offering]`.
    pub raised_cash: Pubkey,
    /// Number of the offering in its vault, from 0.
    pub number: u64,
    /// Live supply of fractions when it was opened, in raw units: what its prices are measured by.
    pub supply: u64,
    /// Fractions offered, in raw units.
    pub amount: u64,
    /// Price of the whole vault at the start, in raw quote units.
    pub start_price: u64,
    /// What the price falls to, evenly, until the end, in raw quote units.
    pub end_price: u64,
    /// From when on it sells (Unix seconds).
    pub starts_at: i64,
    /// From when on it sells no more (Unix seconds).
    pub ends_at: i64,
    /// Most fractions one buyer may buy, in raw units.
    pub wallet_limit: u64,
    /// It succeeds once this much was raised, in raw quote units.
    pub minimum: u64,
    /// Fractions sold, in raw units.
    pub sold: u64,
    /// What they cost, in raw quote units.
    pub raised: u64,
    /// Highest price of the whole vault paid, in raw quote units; 0 before the first purchase.
    pub highest_price: u64,
    /// Fractions delivered to their buyers, in raw units.
    pub delivered: u64,
    /// Cash paid back to buyers, in raw quote units.
    pub refunded: u64,
    /// Purchase accounts still open, as a count.
    pub purchases_open: u64,
    /// 1 once the creator was paid: nothing is sold any more, and what is left is its buyers'.
    pub closed: u8,
    /// Always zero: fills up to a multiple of 8 bytes.
    pub padding: [u8; 7],
}

impl Offering {
    /// The offering as the rules know it.
    pub fn offering(&self) -> offering::Offering {
        offering::Offering {
            plan: Plan {
                supply: self.supply,
                amount: self.amount,
                start_price: self.start_price,
                end_price: self.end_price,
                starts_at: self.starts_at,
                ends_at: self.ends_at,
                wallet_limit: self.wallet_limit,
                minimum: self.minimum,
            },
            sold: self.sold,
            raised: self.raised,
            highest_price: self.highest_price,
            delivered: self.delivered,
            refunded: self.refunded,
            closed: self.closed == 1,
        }
    }

    pub(crate) fn set_plan(&mut self, plan: &Plan) {
        let Plan { supply, amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum } = *plan;
        self.supply = supply;
        self.amount = amount;
        self.start_price = start_price;
        self.end_price = end_price;
        self.starts_at = starts_at;
        self.ends_at = ends_at;
        self.wallet_limit = wallet_limit;
        self.minimum = minimum;
    }

    /// Keeps what it has sold and paid; the plan never changes.
    pub(crate) fn set(&mut self, offering: &offering::Offering) {
        let offering::Offering { plan: _, sold, raised, highest_price, delivered, refunded, closed } = *offering;
        self.sold = sold;
        self.raised = raised;
        self.highest_price = highest_price;
        self.delivered = delivered;
        self.refunded = refunded;
        self.closed = u8::from(closed);
    }

    /// Refuses an offering of another vault, or token accounts that are not its own.
    pub(crate) fn check(&self, vault: &Pubkey, offered: &AccountInfo, raised: &AccountInfo) -> Result<()> {
        ensure(self.vault == *vault, MosaicError::OfferingOfAnotherVault)?;
        ensure(self.offered_fractions == *offered.key, MosaicError::WrongOfferedFractions)?;
        ensure(self.raised_cash == *raised.key, MosaicError::WrongRaisedCash)
    }

    /// What holds of an offering after every instruction that touches it: each side's own is there, and both accounts
    /// hold at least what is tracked (INV-13).
    pub(crate) fn invariant(&self, offered: &AccountInfo, raised: &AccountInfo) -> Result<()> {
        let rules = self.offering();
        rules.check().or_refuse()?;
        let there = token::amount(offered, MosaicError::WrongOfferedFractions)?;
        ensure(there >= rules.fractions().or_refuse()?, MosaicError::OfferedFractionsShort)?;
        let there = token::amount(raised, MosaicError::WrongRaisedCash)?;
        ensure(there >= rules.cash().or_refuse()?, MosaicError::RaisedCashShort)
    }
}
