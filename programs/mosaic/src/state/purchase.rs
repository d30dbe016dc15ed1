use anchor_lang::prelude::*;
use mosaic_core::offering;

use crate::error::{MosaicError, ensure};

/// What one buyer has bought in an offering. PDA `["purchase", offering, buyer]`, made with its first purchase, closed by
/// `claim_purchase` once the offering is over.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Purchase {
    /// The vault.
    pub vault: Pubkey,
    /// The offering.
    pub offering: Pubkey,
    /// Who bought, paid the rent and gets it back.
    pub buyer: Pubkey,
    /// Fractions bought, in raw units: all of them count for the limit of a wallet.
    pub fractions: u64,
    /// Of them, those delivered, in raw units.
    pub delivered: u64,
    /// What they cost, in raw quote units.
    pub cost: u64,
}

impl Purchase {
    /// The purchase as the rules know it.
    pub fn purchase(&self) -> offering::Purchase {
        offering::Purchase { fractions: self.fractions, delivered: self.delivered, cost: self.cost }
    }

    pub(crate) fn set(&mut self, purchase: &offering::Purchase) {
        let offering::Purchase { fractions, delivered, cost } = *purchase;
        self.fractions = fractions;
        self.delivered = delivered;
        self.cost = cost;
    }

    /// Refuses a purchase in another offering or of another buyer.
    pub(crate) fn check(&self, offering: &Pubkey, buyer: &Pubkey) -> Result<()> {
        ensure(self.offering == *offering, MosaicError::PurchaseOfAnotherOffering)?;
        ensure(self.buyer == *buyer, MosaicError::PurchaseOfAnotherBuyer)
    }
}
