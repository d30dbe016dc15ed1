//! Pools of fractions.

use {
    super::{Sheet, rent, wrapped},
    crate::{network::sol, show::yes_no, vault::KnownVault},
    mosaic_client::pools::{
        AddLiquidityQuote, Amounts, Chance, Comparison, CreatePoolQuote, Exchange, PoolView, RemoveLiquidityQuote,
        Side, SwapQuote,
    },
};

/// What making a pool does.
pub fn create_pool(vault: &KnownVault, quote: &CreatePoolQuote) -> Sheet {
    Sheet::new()
        .row("pool", quote.pool)
        .row("exchange", exchange(quote.exchange))
        .row("goes in", both(vault, quote.deposited))
        .row("its price of the whole", vault.cash(quote.pool_price))
        .when(quote.vault_price > 0, "the vault's price", vault.cash(quote.vault_price))
        .when(quote.pool_fee > 0, "the exchange takes", sol().amount(quote.pool_fee))
        .row("rent of the pool", format!("{}, which does not come back", sol().amount(quote.pool_rent)))
        .and(rent(&quote.accounts))
        .and(wrapped(quote.wrapped))
}

/// What adding liquidity does.
pub fn add_liquidity(vault: &KnownVault, quote: &AddLiquidityQuote) -> Sheet {
    Sheet::new()
        .row("goes in", both(vault, quote.deposited))
        .row("at most", both(vault, quote.most))
        .row("part of the pool", part(quote.held, quote.total_shares))
        .and(rent(&quote.accounts))
        .and(wrapped(quote.wrapped))
}

/// What removing liquidity does.
pub fn remove_liquidity(vault: &KnownVault, quote: &RemoveLiquidityQuote) -> Sheet {
    Sheet::new()
        .row("comes out", both(vault, quote.received))
        .row("at least", both(vault, quote.least))
        .when(quote.unwrapped, "cash arrives", "as SOL")
        .and(rent(&quote.accounts))
}

/// What a trade does.
pub fn swap(vault: &KnownVault, quote: &SwapQuote) -> Sheet {
    let (paid, received): (fn(_, _) -> _, fn(_, _) -> _) = match quote.paid_in {
        Side::Quote => (KnownVault::cash, KnownVault::fractions),
        Side::Fractions => (KnownVault::fractions, KnownVault::cash),
    };
    Sheet::new()
        .row("pays", paid(vault, quote.paid))
        .row("for", received(vault, quote.received))
        .row("at least", received(vault, quote.least))
        .row(
            "its price of the whole",
            format!("{} -> {}", vault.cash(quote.price_before), vault.cash(quote.price_after)),
        )
        .and(vault_price(vault, &quote.comparison))
        .and(rent(&quote.accounts))
        .and(wrapped(quote.wrapped))
}

/// A pool, next to its vault.
pub fn pool(vault: &KnownVault, pool: &PoolView, compared: &Comparison) -> Sheet {
    Sheet::new()
        .row("exchange", exchange(pool.exchange))
        .row("in it", both(vault, compared.reserves))
        .row("part of the supply", part(compared.reserves.fractions, vault.view.supply))
        .row("can be traded in", yes_no(pool.trades))
        .row("its price of the whole", vault.cash(compared.pool_price))
        .and(vault_price(vault, compared))
        .when(compared.vault_price > 0, "its fractions are worth", vault.cash(compared.fractions_worth))
        .maybe("buying here", compared.buy.map(|chance| bought(vault, &chance, compared)))
        .maybe("selling here", compared.sell.map(|chance| sold(vault, &chance)))
}

fn vault_price(vault: &KnownVault, compared: &Comparison) -> Sheet {
    let kind = match (compared.redeemable, compared.firm) {
        (true, _) => "paid: fractions redeem it",
        (false, true) => "a bid in escrow",
        (false, false) => "what holders ask; nobody has bid it",
    };
    let price = format!("{} ({kind})", vault.cash(compared.vault_price));
    Sheet::new().when(compared.vault_price > 0, "the vault's price", price)
}

fn bought(vault: &KnownVault, chance: &Chance, compared: &Comparison) -> String {
    let paid = if compared.redeemable { "which redeem" } else { "which a sale at that price pays" };
    let Chance { fractions, cash, worth, gain } = *chance;
    format!(
        "{} for {}, {paid} {}: {} more",
        vault.fractions(fractions),
        vault.cash(cash),
        vault.cash(worth),
        vault.cash(gain)
    )
}

fn sold(vault: &KnownVault, chance: &Chance) -> String {
    let Chance { fractions, cash, worth, gain } = *chance;
    format!(
        "{} for {} instead of {}: {} more",
        vault.fractions(fractions),
        vault.cash(cash),
        vault.cash(worth),
        vault.cash(gain)
    )
}

fn both(vault: &KnownVault, amounts: Amounts) -> String {
    format!("{} and {}", vault.fractions(amounts.fractions), vault.cash(amounts.quote))
}

fn part(of: u64, whole: u64) -> String {
    let bps = u128::from(of).saturating_mul(10_000).checked_div(whole.into()).unwrap_or_default();
    crate::show::bps(u64::try_from(bps).unwrap_or(u64::MAX))
}

fn exchange(exchange: Exchange) -> &'static str {
    match exchange {
        Exchange::TokenSwap => "Token Swap",
        Exchange::Raydium => "Raydium CP-Swap",
    }
}
