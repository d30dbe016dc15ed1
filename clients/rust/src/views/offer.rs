//! The offer below the reserve that stands.

use anchor_lang::prelude::Pubkey;
use mosaic_core::{
    BPS, RuleError, Status,
    math::part_floor,
    offer::{check_withdrawal, veto_weight},
};

use crate::views::VaultView;

/// The offer that stands, at the time of the vault's view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferView {
    /// Who made it.
    pub bidder: Pubkey,
    /// Its price of the whole vault, in raw quote units.
    pub price: u64,
    /// Supply when it was made, by which its cash is measured, in raw units.
    pub supply: u64,
    /// From when on it can be accepted, in Unix seconds, unless it is vetoed then, or an offering runs in which more was
    /// paid.
    pub acceptable_at: i64,
    /// Staked fractions that ask more now, in raw units.
    pub vetoing: u64,
    /// Most that may without vetoing it, in raw units.
    pub veto_limit: u64,
    /// Whether staked asks veto it now.
    pub vetoed: bool,
    /// Whether the reserve has fallen to its price: then it waits for nobody.
    pub at_reserve: bool,
    /// Whether anyone may accept it now.
    pub acceptable: bool,
    /// Whether its bidder may take it back now: once its window is over, as until then it holds up whoever offers less.
    pub withdrawable: bool,
}

impl VaultView {
    /// The offer that stands, if one does: it does no more once a licence was taken that outlasts those it was made
    /// with. The escrowed cash and fractions are in its [`BidView`](crate::views::BidView).
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] if the accounts do not fit together.
    pub fn offer(&self) -> Result<Option<OfferView>, RuleError> {
        let standing = self.auction.as_ref();
        let standing = standing.filter(|auction| self.status == Status::Active && auction.offer_price(&self.vault) > 0);
        let Some(auction) = standing else { return Ok(None) };
        let (vetoing, veto_limit) = (self.vetoing(auction.price)?, self.veto_limit()?);
        let (vetoed, at_reserve) = (vetoing > veto_limit, auction.price >= self.reserve.price);
        Ok(Some(OfferView {
            bidder: auction.leader,
            price: auction.price,
            supply: auction.supply,
            acceptable_at: auction.ends_at,
            vetoing,
            veto_limit,
            vetoed,
            at_reserve,
            acceptable: at_reserve
                || (self.now >= auction.ends_at && !vetoed && auction.price >= self.offering_floor()),
            withdrawable: check_withdrawal(auction.ends_at, self.now).is_ok(),
        }))
    }

    /// Staked fractions that ask more than `price` now, in raw units.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] if the accounts do not fit together.
    pub fn vetoing(&self, price: u64) -> Result<u64, RuleError> {
        self.asks.as_ref().map_or(Ok(0), |asks| veto_weight(self.vault.opening_price, &asks.weights, price))
    }

    /// Staked fractions that may ask more than an offer without vetoing it, in raw units.
    ///
    /// # Errors
    /// [`RuleError::Overflow`], for a veto of more than the whole.
    pub fn veto_limit(&self) -> Result<u64, RuleError> {
        part_floor(self.supply, self.vault.veto_bps.into(), BPS)
    }

    /// The least price of an offer below the reserve made now, in raw quote units.
    ///
    /// # Errors
    /// [`RuleError::WrongStatus`], [`RuleError::OffersClosed`]; [`RuleError::OfferAtReserve`] where none is below the
    /// reserve: then a bid is.
    pub fn least_offer(&self) -> Result<u64, RuleError> {
        if !self.status.accepts_offers() {
            return Err(RuleError::WrongStatus);
        }
        if self.vault.offer_window_secs == 0 {
            return Err(RuleError::OffersClosed);
        }
        let round = self.round();
        let least = mosaic_core::auction::least_next_price(round.leading_price, self.vault.step_bps)?;
        if least >= round.reserve { Err(RuleError::OfferAtReserve) } else { Ok(least) }
    }

    /// Latest end of any licence of the assets, in Unix seconds, which a sale does not end; `None` if none runs at the
    /// time of the view.
    #[must_use]
    pub fn licensed_until(&self) -> Option<i64> {
        (self.now < self.vault.licensed_until).then_some(self.vault.licensed_until)
    }

    /// As [`Self::licensed_until`], of exclusive licences: until then no other can be taken.
    #[must_use]
    pub fn exclusive_until(&self) -> Option<i64> {
        (self.now < self.vault.exclusive_until).then_some(self.vault.exclusive_until)
    }
}
