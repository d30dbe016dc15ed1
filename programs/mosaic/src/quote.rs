//! What a vault and its fractions are worth by the vault's own rules: the answer of `quote_vault`, and of the clients,
//! which compute it from the same accounts without a transaction.

use anchor_lang::prelude::*;
use mosaic_core::{Status, reserve::Reserve, value};

use crate::{
    error::{MosaicError, OrError, OrRefuse},
    state::{Auction, Vault},
};

/// The price of a vault, and what one fraction of it is worth.
///
/// For a lender: as long as `firm` is false nobody has promised to pay anything; the price is what holders ask for. A
/// firm price is a bid whose cash is in escrow and cannot be withdrawn, and it can only rise.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct VaultQuote {
    /// Number of a [`Status`].
    pub status: u8,
    /// Whether `price` is a bid in escrow, or paid already.
    pub firm: bool,
    /// Price of the whole vault in raw quote units: the reserve while it is Active, the leading price in an auction, the
    /// winning one after it; 0 where there is nothing to be sold.
    pub price: u64,
    /// The price at or above which anyone may start the auction, in raw quote units; once it has started, the one it
    /// started at.
    pub reserve: u64,
    /// Fractions that ask the reserve's level or less, in raw units; once the auction has started, as it started. More
    /// would sell where the floor lifts the reserve above that level.
    pub consenting: u64,
    /// The leading bid's price of the whole vault, in raw quote units; 0 without an auction.
    pub leading_price: u64,
    /// End of the auction (Unix seconds); 0 without one.
    pub ends_at: i64,
    /// Price of the offer below the reserve that stands while the vault is Active, in raw quote units, 0 if none does;
    /// once its window is over it can be withdrawn.
    pub offer_price: u64,
    /// Latest end of any licence of the assets (Unix seconds), which a sale does not end; 0 if there was none.
    pub licensed_until: i64,
    /// Live supply of fractions, in raw units.
    pub supply: u64,
    /// What one raw unit of the fraction gets of `price` after royalties and the curator's fee, in raw quote units as
    /// Q64.64, rounded down; after the sale what redeeming it pays. Before it, all fractions together may be paid a raw
    /// unit or two less, as charges are rounded up on the cash that the winner really pays.
    pub value_per_fraction: u128,
}

impl VaultQuote {
    /// The quote of a vault: of an Active one by its reserve, of one in Auction or Sold by its auction.
    ///
    /// # Errors
    /// [`MosaicError::AsksMissing`], [`MosaicError::AuctionAccountsMissing`] when that was left out.
    pub fn of(vault: &Vault, reserve: Option<&Reserve>, auction: Option<&Auction>, supply: u64) -> Result<Self> {
        let status = vault.status()?;
        let nothing = Self {
            status: vault.status,
            firm: false,
            price: 0,
            reserve: 0,
            consenting: 0,
            leading_price: 0,
            ends_at: 0,
            offer_price: 0,
            licensed_until: vault.licensed_until,
            supply,
            value_per_fraction: 0,
        };
        let (weight, assets, fee) = (vault.royalty_weight, vault.assets, vault.curator_fee_bps);
        let value_at = |price, supply| value::per_fraction(price, weight, assets, fee, supply).or_refuse();
        match status {
            Status::Draft | Status::Reclaimed => Ok(nothing),
            Status::Active => {
                let reserve = reserve.or_error(MosaicError::AsksMissing)?;
                Ok(Self {
                    price: reserve.price,
                    reserve: reserve.price,
                    consenting: reserve.consenting,
                    offer_price: match (vault.auction, auction) {
                        (0, _) => 0,
                        (_, auction) => auction.or_error(MosaicError::AuctionAccountsMissing)?.offer_price(vault),
                    },
                    value_per_fraction: value_at(reserve.price, supply)?,
                    ..nothing
                })
            }
            Status::Auction | Status::Sold => {
                let auction = auction.or_error(MosaicError::AuctionAccountsMissing)?;
                let value_per_fraction = match status {
                    Status::Sold => value::share_of_proceeds(auction.proceeds, supply),
                    // Fractions burned since only raise what is left for each.
                    _ => value_at(auction.price, auction.supply)?,
                };
                Ok(Self {
                    firm: true,
                    price: auction.price,
                    reserve: auction.reserve,
                    consenting: auction.consenting,
                    leading_price: auction.price,
                    ends_at: auction.ends_at,
                    value_per_fraction,
                    ..nothing
                })
            }
        }
    }

    /// What `fractions` raw units are worth, in raw quote units, rounded down.
    pub fn worth(&self, fractions: u64) -> u64 {
        value::worth(fractions, self.value_per_fraction)
    }
}
