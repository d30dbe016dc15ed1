//! The instructions of the offering, with the accounts and signers of the stages.

use {
    super::{Lot, OPENING_PRICE},
    mosaic_client::instructions::{
        BuyFractions, BuyFractionsArgs, ClaimPurchase, CloseOffering, OpenOffering, OpenOfferingArgs,
    },
    mosaic_harness::Actor,
};

/// Number of the offering.
pub const SALE: u64 = 0;
/// Fractions offered.
pub const OFFERED_FRACTIONS: u64 = 200_000;
/// Most fractions a wallet may buy.
pub const WALLET_LIMIT: u64 = 150_000;
/// Fractions the holder buys first: for less than the minimum.
pub const FIRST_PURCHASE: u64 = 50_000;
/// Fractions the leader buys then: with them the minimum is reached.
pub const SECOND_PURCHASE: u64 = 60_000;
/// The minimum, in raw quote units.
pub const MINIMUM: u64 = 100_000;
/// Seconds of the offering.
pub const SALE_SECS: i64 = 86_400;

/// An offering at the opening price, from now on.
pub fn sale_args(now: i64) -> OpenOfferingArgs {
    OpenOfferingArgs {
        amount: OFFERED_FRACTIONS,
        start_price: OPENING_PRICE,
        end_price: OPENING_PRICE,
        starts_at: 0,
        ends_at: now + SALE_SECS,
        wallet_limit: WALLET_LIMIT,
        minimum: MINIMUM,
    }
}

impl Lot<'_> {
    pub fn open_offering(&self, args: OpenOfferingArgs) -> OpenOffering {
        let creator = &self.cast.creator;
        OpenOffering {
            creator: creator.pubkey(),
            vault: self.vault,
            quote_mint: self.cast.quote,
            number: SALE,
            fraction_source: self.fractions(creator),
            args,
        }
    }

    pub fn buy(&self, buyer: &Actor, amount: u64) -> BuyFractions {
        let args = BuyFractionsArgs { amount, max_cost: u64::MAX };
        BuyFractions {
            buyer: buyer.pubkey(),
            vault: self.vault,
            number: SALE,
            cash_source: self.cast.cash(buyer),
            args,
        }
    }

    /// For its fractions.
    pub fn claim_purchase(&self, buyer: &Actor) -> ClaimPurchase {
        ClaimPurchase {
            buyer: buyer.pubkey(),
            signed: false,
            vault: self.vault,
            number: SALE,
            fraction_destination: Some(self.fractions(buyer)),
            cash_destination: None,
        }
    }

    /// For its cost.
    pub fn claim_refund(&self, buyer: &Actor) -> ClaimPurchase {
        let cash_destination = Some(self.cast.cash(buyer));
        ClaimPurchase { fraction_destination: None, cash_destination, ..self.claim_purchase(buyer) }
    }

    /// For its cash and the fractions that were not sold.
    pub fn close_offering(&self) -> CloseOffering {
        let creator = &self.cast.creator;
        CloseOffering {
            creator: creator.pubkey(),
            creator_signed: false,
            vault: self.vault,
            number: SALE,
            fraction_destination: Some(self.fractions(creator)),
            cash_destination: Some(self.cast.cash(creator)),
            curator: creator.pubkey(),
            curator_signed: false,
            surplus_destination: None,
        }
    }

    /// When the creator is paid, with cash there that nobody is owed.
    pub fn close_accounts(&self) -> CloseOffering {
        let surplus_destination = Some(self.cast.cash(&self.cast.creator));
        CloseOffering {
            fraction_destination: None,
            cash_destination: None,
            surplus_destination,
            ..self.close_offering()
        }
    }
}
