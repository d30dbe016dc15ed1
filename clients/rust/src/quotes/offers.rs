//! Quotes of offers below the reserve.

use anchor_lang::prelude::{Pubkey, Rent};
use mosaic_core::{
    RuleError,
    auction::{Escrowed, Move, Order},
    offer::{accept, make},
    offering::check_offer,
};

use crate::{
    error::ClientError,
    quotes::{NewAccount, bid::bid_accounts, total_rent},
    state::Bid,
    views::{OfferView, VaultView},
};

/// What an offer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferQuote {
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// What the whole offer has in escrow afterwards.
    pub escrowed: Escrowed,
    /// Cash that moves now: in to the escrow, or out of it back to the bidder.
    pub cash: Move,
    /// Fractions that move now.
    pub fractions: Move,
    /// The bound on the cash of the whole offer that the instruction carries, in raw quote units.
    pub max_cash: u64,
    /// Most cash that can leave the wallet, whatever others do before the transaction lands, in raw quote units.
    pub worst_case: u64,
    /// The offer that stood before and is exceeded; anyone may return it then.
    pub exceeds: Option<OfferView>,
    /// From when on it can be accepted, in Unix seconds, if it lands now: its window begins anew.
    pub acceptable_at: i64,
    /// Staked fractions that ask more now, in raw units.
    pub vetoing: u64,
    /// Most that may without vetoing it, in raw units.
    pub veto_limit: u64,
    /// Whether it would be vetoed by the asks as they are now.
    pub vetoed: bool,
    /// Latest end of any licence that the instruction accepts, in Unix seconds: of those there are, or the end of the
    /// auction that the offer could start, whichever is later. A sale does not end licences, and one that runs longer lets
    /// the offer fall.
    pub licensed_until: i64,
    /// Accounts made, at the bidder's expense.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Lamports wrapped into SOL of the token program to pay the cash; 0 unless the quote mint is wrapped SOL.
    pub wrapped: u64,
}

/// Quotes an offer of `bidder`, who has `held` in escrow already, at the time of the view. `max_cash` as in
/// [`bid`](crate::quotes::bid).
///
/// # Errors
/// Those of [`make`].
pub fn make_offer(
    view: &VaultView,
    bidder: &Pubkey,
    held: Option<Escrowed>,
    (price, fractions): (u64, u64),
    max_cash: Option<u64>,
    rent: &Rent,
) -> Result<OfferQuote, RuleError> {
    let order = Order { price, fractions, max_cash: max_cash.unwrap_or(u64::MAX) };
    let in_escrow = held.unwrap_or_default();
    let placed = make(&view.vault.terms(), &view.round(), in_escrow, &order, view.now)?;
    let max_cash = max_cash.unwrap_or(placed.escrowed.cash);
    let accounts = bid_accounts(view, bidder, held.is_none(), rent);
    let (vetoing, veto_limit) = (view.vetoing(price)?, view.veto_limit()?);
    Ok(OfferQuote {
        price,
        escrowed: placed.escrowed,
        cash: placed.cash,
        fractions: placed.fractions,
        max_cash,
        worst_case: max_cash.saturating_sub(in_escrow.cash),
        exceeds: view.offer()?,
        acceptable_at: placed.ends_at,
        vetoing,
        veto_limit,
        vetoed: vetoing > veto_limit,
        // Rentals may come and go until the auction that the offer could start is over.
        licensed_until: view.vault.licensed_until.max(placed.ends_at + i64::from(view.vault.auction_secs)),
        rent: total_rent(&accounts),
        accounts,
        wrapped: 0,
    })
}

/// What withdrawing an offer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawOfferQuote {
    /// Its price of the whole vault, in raw quote units.
    pub price: u64,
    /// Cash that comes back, in raw quote units.
    pub cash: u64,
    /// Fractions that come back, in raw units.
    pub fractions: u64,
    /// Whether it was the best one, standing or fallen because of a licence; else it was exceeded.
    pub stood: bool,
    /// Lamports of the closed account that come back to the bidder. [`withdraw_offer`] leaves them 0: they follow from
    /// the accounts that [`crate::actions::withdraw_offer`] reads.
    pub returned: u64,
    /// Token accounts made, at the bidder's expense.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Whether wrapped SOL arrives as SOL: the bidder's account for it is closed by the last instruction.
    pub unwrapped: bool,
}

/// Quotes withdrawing an offer before it is accepted: one that stands once its window is over, one that was exceeded,
/// or fell because a licence was taken since, at once.
///
/// # Errors
/// [`ClientError::WrongStatus`] unless the vault is Active, [`ClientError::OfferStillOpen`].
pub fn withdraw_offer(view: &VaultView, bid: &Bid) -> Result<WithdrawOfferQuote, ClientError> {
    if !view.status.accepts_offers() {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    let stands = view.offer()?.filter(|offer| offer.bidder == bid.bidder);
    if let Some(OfferView { acceptable_at, withdrawable: false, .. }) = stands {
        return Err(ClientError::OfferStillOpen { acceptable_at, now: view.now });
    }
    Ok(WithdrawOfferQuote {
        price: bid.price,
        cash: bid.cash,
        fractions: bid.fractions,
        stood: view.leader() == Some(bid.bidder),
        returned: 0,
        accounts: Vec::new(),
        rent: 0,
        unwrapped: false,
    })
}

/// What accepting an offer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AcceptOfferQuote {
    /// The offer: it becomes the first bid.
    pub offer: OfferView,
    /// The reserve of the auction, in raw quote units: that of the asks, or the offer's price below it.
    pub reserve: u64,
    /// Least price of the next bid, in raw quote units; `None` if no price can exceed it.
    pub least_price: Option<u64>,
    /// End of the auction that starts, in Unix seconds.
    pub ends_at: i64,
}

/// Quotes starting the auction with the offer that stands, at the time of the view.
///
/// # Errors
/// [`ClientError::WrongStatus`] unless the vault is Active, [`ClientError::OfferStillOpen`],
/// [`ClientError::OfferVetoed`]; [`ClientError::Rule`] with [`RuleError::NoOffer`] or [`RuleError::BelowOffering`].
pub fn accept_offer(view: &VaultView) -> Result<AcceptOfferQuote, ClientError> {
    if !view.status.accepts_offers() {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    let offer = view.offer()?.ok_or(RuleError::NoOffer)?;
    let OfferView { price, acceptable_at, vetoing, veto_limit: most, .. } = offer;
    let (terms, reserve, now) = (view.vault.terms(), view.reserve.price, view.now);
    check_offer(price, view.offering_floor())?;
    let ends_at =
        accept(&terms, price, acceptable_at, reserve, vetoing, view.supply, now).map_err(|error| match error {
            RuleError::OfferStillOpen => ClientError::OfferStillOpen { acceptable_at, now },
            RuleError::OfferVetoed => ClientError::OfferVetoed { vetoing, most },
            error => error.into(),
        })?;
    let least_price = mosaic_core::auction::least_next_price(price, terms.step_bps).ok();
    Ok(AcceptOfferQuote { offer, reserve: price.min(reserve), least_price, ends_at })
}
