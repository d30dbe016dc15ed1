//! Bids, offers and the settlement.

use {
    super::{Sheet, moved, rent, wrapped},
    crate::{network::sol, show::yes_no, vault::KnownVault},
    mosaic_client::quotes::{AcceptOfferQuote, BidQuote, OfferQuote, SettleQuote, WithdrawOfferQuote},
};

/// What a bid does.
pub fn bid(vault: &KnownVault, quote: &BidQuote) -> Sheet {
    Sheet::new()
        .row("price of the whole", vault.cash(quote.price))
        .row("cash in escrow", vault.cash(quote.escrowed.cash))
        .row("fractions in escrow", vault.fractions(quote.escrowed.fractions))
        .row("cash moves", moved(quote.cash, |raw| vault.cash(raw)))
        .row("fractions move", moved(quote.fractions, |raw| vault.fractions(raw)))
        .row("pays at most", vault.cash(quote.worst_case))
        .row("auction ends", vault.moment(quote.ends_at))
        .when(quote.starts_auction, "starts the auction", "yes")
        .when(quote.licensed_until > vault.view.now, "licensed until", vault.moment(quote.licensed_until))
        .and(wrapped(quote.wrapped))
        .and(rent(&quote.accounts))
}

/// What an offer does.
pub fn make_offer(vault: &KnownVault, quote: &OfferQuote) -> Sheet {
    Sheet::new()
        .row("price of the whole", vault.cash(quote.price))
        .row("cash in escrow", vault.cash(quote.escrowed.cash))
        .row("fractions in escrow", vault.fractions(quote.escrowed.fractions))
        .row("cash moves", moved(quote.cash, |raw| vault.cash(raw)))
        .row("fractions move", moved(quote.fractions, |raw| vault.fractions(raw)))
        .row("pays at most", vault.cash(quote.worst_case))
        .maybe("exceeds the offer of", quote.exceeds.map(|offer| vault.cash(offer.price)))
        .row("can be accepted", vault.moment(quote.acceptable_at))
        .row(
            "stakes asking more",
            format!("{}, {} may", vault.fractions(quote.vetoing), vault.fractions(quote.veto_limit)),
        )
        .row("vetoed as it is", yes_no(quote.vetoed))
        .and(wrapped(quote.wrapped))
        .and(rent(&quote.accounts))
}

/// What withdrawing an offer does.
pub fn withdraw_offer(vault: &KnownVault, quote: &WithdrawOfferQuote) -> Sheet {
    Sheet::new()
        .row("price of the whole", vault.cash(quote.price))
        .row("cash comes back", vault.cash(quote.cash))
        .when(quote.fractions > 0, "fractions come back", vault.fractions(quote.fractions))
        .row("rent comes back", sol().amount(quote.returned))
        .and(rent(&quote.accounts))
}

/// What accepting an offer does.
pub fn accept_offer(vault: &KnownVault, quote: &AcceptOfferQuote) -> Sheet {
    Sheet::new()
        .row("first bid", vault.cash(quote.offer.price))
        .row("bidder", quote.offer.bidder)
        .maybe("next bid at least", quote.least_price.map(|price| vault.cash(price)))
        .row("auction ends", vault.moment(quote.ends_at))
}

/// What the settlement does.
pub fn settle(vault: &KnownVault, quote: &SettleQuote) -> Sheet {
    Sheet::new()
        .row("winner", quote.winner)
        .row("price of the whole", vault.cash(quote.price))
        .row("cash of the winner", vault.cash(quote.cash))
        .row("royalties", vault.cash(quote.split.royalties))
        .row("curator's fee", vault.cash(quote.split.curator_fee))
        .row("proceeds", vault.cash(quote.split.proceeds))
        .when(quote.refund > 0, "back to the winner", vault.cash(quote.refund))
        .when(quote.burned > 0, "burned", vault.fractions(quote.burned))
        .row("supply afterwards", vault.fractions(quote.supply))
        .row(format!("{} redeems", vault.fractions(vault.fraction.one())), vault.cash(quote.value_of_token))
}
