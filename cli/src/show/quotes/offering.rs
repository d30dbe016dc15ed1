//! Offerings.

use {
    super::{Sheet, rent, wrapped},
    crate::{network::sol, show::yes_no, vault::KnownVault},
    mosaic_client::{
        quotes::{BuyFractionsQuote, ClaimPurchaseQuote, CloseOfferingQuote, OpenOfferingQuote},
        views::{OfferingState, OfferingView, PurchaseView},
    },
};

/// A price of the whole vault, and of one token of fractions.
fn per_token(vault: &KnownVault, price: Option<u64>) -> Option<String> {
    let one = vault.fraction.one();
    price.map(|price| format!("{} for {}", vault.cash(price), vault.fractions(one)))
}

/// What opening an offering does.
pub fn open_offering(vault: &KnownVault, quote: &OpenOfferingQuote) -> Sheet {
    let falls = quote.most != quote.least;
    Sheet::new()
        .row("number", quote.number)
        .row("offered", vault.fractions(quote.amount))
        .row("sells", vault.moment(quote.starts_at))
        .row("until", vault.moment(quote.ends_at))
        .maybe("price", per_token(vault, quote.start_price_per_token))
        .maybe("price at the end", per_token(vault, quote.end_price_per_token).filter(|_| falls))
        .row("raises at most", vault.cash(quote.most))
        .when(falls, "sold at the end", vault.cash(quote.least))
        .when(quote.minimum > 0, "paid back below", vault.cash(quote.minimum))
        .and(rent(&quote.accounts))
}

/// What buying in an offering does.
pub fn buy_fractions(vault: &KnownVault, quote: &BuyFractionsQuote) -> Sheet {
    Sheet::new()
        .row("number", quote.number)
        .row("bought", vault.fractions(quote.amount))
        .row("price of the whole", vault.cash(quote.price))
        .row("cost", vault.cash(quote.cost))
        .row("pays at most", vault.cash(quote.max_cost))
        .row("bought in all", vault.fractions(quote.purchase.fractions))
        .row("delivered now", vault.fractions(quote.delivered))
        .when(!quote.certain, "paid back", "if the minimum is not reached in time")
        .row("can still buy", vault.fractions(quote.allowed))
        .when(quote.floor > 0, "not sold below", vault.cash(quote.floor))
        .row("offering ends", vault.moment(quote.ends_at))
        .and(wrapped(quote.wrapped))
        .and(rent(&quote.accounts))
}

/// What claiming a purchase does.
pub fn claim_purchase(vault: &KnownVault, quote: &ClaimPurchaseQuote) -> Sheet {
    Sheet::new()
        .row("number", quote.number)
        .row("buyer", quote.buyer)
        .when(quote.fractions > 0, "delivered", vault.fractions(quote.fractions))
        .when(quote.refund > 0, "paid back", vault.cash(quote.refund))
        .when(quote.unwrapped, "arrives as", "SOL, unwrapped")
        .when(quote.closes, "rent to the buyer", sol().amount(quote.returned))
        .and(rent(&quote.accounts))
}

/// What closing an offering does.
pub fn close_offering(vault: &KnownVault, quote: &CloseOfferingQuote) -> Sheet {
    Sheet::new()
        .row("number", quote.number)
        .when(quote.called_off, "calls it off", "yes")
        .row("cash to the creator", vault.cash(quote.cash))
        .row("fractions to the creator", vault.fractions(quote.fractions))
        .when(quote.surplus_cash > 0, "surplus to the curator", vault.cash(quote.surplus_cash))
        .when(quote.surplus_fractions > 0, "surplus burned", vault.fractions(quote.surplus_fractions))
        .row("its accounts", if quote.closes { "are closed" } else { "stay until every purchase is claimed" })
        .when(quote.closes, "rent to the creator", sol().amount(quote.returned))
        .and(rent(&quote.accounts))
}

/// Where an offering stands, in words.
pub fn offering_state(vault: &KnownVault, view: &OfferingView) -> String {
    match view.state {
        OfferingState::Ahead { starts_at } => format!("starts {}", vault.moment(starts_at)),
        OfferingState::Selling { until } => format!("sells, ends {}", vault.moment(until)),
        OfferingState::Succeeded => "over, succeeded".to_owned(),
        OfferingState::Failed => "over, to be paid back".to_owned(),
    }
}

/// Offerings, and what a wallet bought in each; `None` without any.
pub fn offerings(vault: &KnownVault, shown: &[(OfferingView, Option<PurchaseView>)]) -> Option<String> {
    let sheets = shown.iter().map(|(offering, purchase)| {
        let sheet = offering_sheet(vault, offering);
        match purchase {
            Some(purchase) => sheet.and(purchase_sheet(vault, offering, purchase)).to_string(),
            None => sheet.to_string(),
        }
    });
    (!shown.is_empty()).then(|| sheets.collect::<Vec<_>>().join("\n\n"))
}

/// An offering.
fn offering_sheet(vault: &KnownVault, view: &OfferingView) -> Sheet {
    let account = &view.offering;
    let prices = match account.start_price == account.end_price {
        true => vault.cash(account.start_price),
        false => format!("{} falling to {}", vault.cash(account.start_price), vault.cash(account.end_price)),
    };
    let (sells, one) = (view.is_selling(), vault.fraction.one());
    let cost = view.rules().plan.cost(one, view.price).ok().filter(|_| sells);
    Sheet::new()
        .row("offering", format!("{}, number {}", view.address, view.number))
        .row("state", offering_state(vault, view))
        .row("price of the whole", prices)
        .when(sells && account.start_price != account.end_price, "now", vault.cash(view.price))
        .maybe(format!("{} costs", vault.fractions(one)), cost.map(|cost| vault.cash(cost)))
        .row("sold", format!("{} of {}", vault.fraction.number(account.sold), vault.fractions(account.amount)))
        .row("limit of a wallet", vault.fractions(account.wallet_limit))
        .row("raised", vault.cash(account.raised))
        .when(account.minimum > 0, "minimum", vault.cash(account.minimum))
        .row("minimum reached", yes_no(view.certain))
        .row("creator paid", yes_no(view.paid))
        .row("purchases open", account.purchases_open)
}

/// What the wallet has bought in an offering.
fn purchase_sheet(vault: &KnownVault, offering: &OfferingView, purchase: &PurchaseView) -> Sheet {
    let account = &purchase.purchase;
    let allowed = if offering.is_over() { 0 } else { offering.rules().allowed(account.fractions) };
    Sheet::new()
        .row("the wallet bought", format!("{} for {}", vault.fractions(account.fractions), vault.cash(account.cost)))
        .row("of it delivered", vault.fractions(account.delivered))
        .when(purchase.fractions > 0, "can be claimed", vault.fractions(purchase.fractions))
        .when(purchase.refund > 0, "can be claimed back", vault.cash(purchase.refund))
        .when(allowed > 0, "can still be bought", vault.fractions(allowed))
}
