//! A vault as people see it.

use {
    super::{Sheet, bps, status_name, table},
    crate::{
        error::CliError,
        time::{duration, roughly, utc},
        vault::KnownVault,
    },
    mosaic_client::{
        rules::Status,
        views::{IncomeView, OfferView},
    },
};

/// Characters of the clock's bar.
const CLOCK_WIDTH: i64 = 30;

/// What a vault is, and what it is worth.
///
/// # Errors
/// [`CliError`] where its accounts do not fit together.
pub fn vault_sheet(vault: &KnownVault) -> Result<Sheet, CliError> {
    let (view, account) = (&vault.view, &vault.view.vault);
    let quote = view.quote()?;
    let one = vault.fraction.one();
    let draft = view.status == Status::Draft;
    let value = view.value_of_token(quote.price).ok().filter(|_| quote.price > 0);
    let name = vault.named.as_ref().filter(|named| !named.name.is_empty());
    Ok(Sheet::new()
        .row("vault", view.address)
        .maybe("name", name.map(|named| format!("{} ({})", named.name, named.symbol)))
        .row("status", format!("{}, since {}", status_name(view.status), utc(account.entered_at)))
        .row("creator", format!("{}, number {}", account.creator, account.id))
        .row("curator", format!("{}, fee {}", account.curator, bps(account.curator_fee_bps)))
        .row("cash", format!("{}, mint {}", vault.quote.symbol, account.quote_mint))
        .row("fraction", format!("{}, mint {}", vault.fraction.symbol, account.fraction_mint))
        .when(draft, "to be minted", vault.fractions(account.minted))
        .when(
            !draft,
            "supply",
            format!("{} of {} minted", vault.fraction.number(view.supply), vault.fractions(account.minted)),
        )
        .when(view.staked() > 0, "staked", vault.fractions(view.staked()))
        .row("opening price", vault.cash(account.opening_price))
        .when(view.status == Status::Active, "reserve", vault.cash(view.reserve()))
        .and(held_up(vault))
        .when(view.status == Status::Sold, "sold for", vault.cash(quote.price))
        .maybe(format!("{} at that price", vault.fractions(one)), value.map(|value| vault.cash(value)))
        .maybe("licensed until", view.licensed_until().map(|until| vault.moment(until)))
        .maybe("exclusively until", view.exclusive_until().map(|until| vault.moment(until)))
        .maybe("NFTs go to", view.recipient())
        .row("NFTs", format!("{}, of which {} in custody", account.assets, account.assets_held)))
}

/// How an offering that has succeeded holds the reserve up; empty where none runs.
pub fn held_up(vault: &KnownVault) -> Sheet {
    let floor = vault.view.offering_floor();
    let ends = vault.moment(vault.view.vault.offering_ends_at);
    let told = format!("not sold below {}, ends {ends}", vault.cash(floor));
    Sheet::new().when(floor > 0, "held up by an offering", told)
}

/// Under which terms a vault is.
pub fn terms_sheet(vault: &KnownVault) -> Sheet {
    let terms = vault.view.vault.terms();
    let secs = |secs: u32| duration(secs.into());
    let offers = match terms.offer_window_secs {
        0 => "not taken".to_owned(),
        window => format!("open for {}, vetoed by asks of more than {}", secs(window), bps(terms.veto_bps)),
    };
    Sheet::new()
        .row(
            "auction",
            format!(
                "{}, extended by bids in the last {}, steps of {}",
                secs(terms.auction_secs),
                secs(terms.extension_secs),
                bps(terms.step_bps)
            ),
        )
        .row(
            "reserve",
            format!(
                "where more than {} would sell, at least {} of the opening price",
                bps(terms.consent_bps),
                bps(terms.floor_bps)
            ),
        )
        .row("stakes", format!("locked for {}", secs(terms.stake_lock_secs)))
        .row("income", format!("streamed over {}", secs(terms.drip_secs)))
        .row(
            "votes",
            format!(
                "{}, then {} of delay; quorum {}, more than {} yes; {} staked to propose",
                secs(terms.voting_secs),
                secs(terms.delay_secs),
                bps(terms.quorum_bps),
                bps(terms.threshold_bps),
                bps(terms.proposal_stake_bps)
            ),
        )
        .row("offers", offers)
}

/// The auction, with its clock; `None` before it starts.
pub fn auction_sheet(vault: &KnownVault) -> Option<Sheet> {
    let (view, auction) = (&vault.view, vault.view.auction.as_ref()?);
    if auction.started_at == 0 {
        return None;
    }
    let left = view.ends_in();
    let clock = left.map(|left| match left {
        0 => format!("[{}] over: anyone can settle", clock(1, 1)),
        left => {
            let whole = auction.ends_at.saturating_sub(auction.started_at).max(1);
            format!("[{}] {} left, until {}", clock(whole - left, whole), roughly(left), utc(auction.ends_at))
        }
    });
    let sold = view.status.pays_out();
    let least = view.least_price().ok();
    Some(
        Sheet::new()
            .maybe("clock", clock)
            .row(if sold { "winner" } else { "leader" }, auction.leader)
            .row(if sold { "winning price" } else { "leading price" }, vault.cash(auction.price))
            .maybe("next bid at least", least.map(|price| vault.cash(price)))
            .row("reserve at its start", vault.cash(auction.reserve))
            .when(sold, "cash of the winner", vault.cash(auction.winning_cash))
            .when(sold, "royalties unclaimed", vault.cash(auction.royalties))
            .when(sold, "curator's fee unclaimed", vault.cash(auction.curator_fee))
            .when(sold, "proceeds left", vault.cash(auction.proceeds))
            .row("open bids", auction.open_bids),
    )
}

/// How much of a time is over, as a bar.
fn clock(over: i64, whole: i64) -> String {
    let filled = over.clamp(0, whole).saturating_mul(CLOCK_WIDTH) / whole;
    (0..CLOCK_WIDTH).map(|place| if place < filled { '█' } else { '░' }).collect()
}

/// The offer that stands.
pub fn offer_sheet(vault: &KnownVault, offer: &OfferView) -> Sheet {
    let ends_at = vault.view.vault.offering_ends_at;
    let waits = offer.price < vault.view.offering_floor() && offer.acceptable_at < ends_at;
    let possible_at = if waits { ends_at } else { offer.acceptable_at };
    let state = match (offer.acceptable, offer.vetoed) {
        (true, _) => "can be accepted now".to_owned(),
        (false, true) => "vetoed by asks as they are".to_owned(),
        (false, false) => format!("can be accepted {}", vault.moment(possible_at)),
    };
    Sheet::new()
        .row("price", vault.cash(offer.price))
        .row("bidder", offer.bidder)
        .row("state", state)
        .row("window ends", vault.moment(offer.acceptable_at))
        .when(waits, "waits for", "the end of an offering in which more was paid")
        .row(
            "stakes asking more",
            format!("{}, {} may", vault.fractions(offer.vetoing), vault.fractions(offer.veto_limit)),
        )
}

/// The incomes of a vault, as a table; `None` without any.
pub fn incomes(vault: &KnownVault, incomes: &[IncomeView]) -> Option<String> {
    if incomes.is_empty() {
        return None;
    }
    let mut drawn = table(["mint", "to be streamed", "within", "earned, unclaimed"]);
    for income in incomes {
        let within = if income.waiting == 0 { "-".to_owned() } else { roughly(income.secs_left.into()) };
        drawn.add_row([
            income.mint.to_string(),
            vault.of_mint(&income.mint, income.waiting),
            within,
            vault.of_mint(&income.mint, income.earned()),
        ]);
    }
    Some(drawn.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_fills_up() {
        assert_eq!(clock(0, 100), "░".repeat(30));
        assert_eq!(clock(50, 100), format!("{}{}", "█".repeat(15), "░".repeat(15)));
        assert_eq!(clock(i64::MAX, i64::MAX).chars().count(), 30);
        assert_eq!(clock(101, 100), "█".repeat(30));
    }
}
