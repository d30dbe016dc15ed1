//! Stakes, asks and income.

use {
    super::{Sheet, asked, rent, reserve, wrapped},
    crate::{network::sol, show::bps, time::duration, vault::KnownVault},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        quotes::{
            AddIncomeMintQuote, AskQuote, ClaimIncomeQuote, DelegateQuote, DepositIncomeQuote, StakeAndAskQuote,
            StakeQuote, UnstakeQuote,
        },
        rules::Status,
    },
};

/// What staking does.
pub fn stake(vault: &KnownVault, quote: &StakeQuote) -> Sheet {
    let free = quote.free_at.map_or_else(|| "at once".to_owned(), |at| vault.moment(at));
    Sheet::new()
        .row("staked", format!("{} -> {}", vault.fraction.number(quote.before), vault.fractions(quote.staked)))
        .row("part of the supply", bps(quote.share_bps))
        .row("asks", asked(vault, quote.ask))
        .when(vault.view.status == Status::Active, "reserve", reserve(vault, &quote.reserve_before, &quote.reserve))
        .row("may leave", free)
        .and(rent(&quote.accounts))
}

/// What unstaking does.
pub fn unstake(vault: &KnownVault, quote: &UnstakeQuote) -> Sheet {
    let sheet = Sheet::new()
        .row("staked", format!("{} -> {}", vault.fraction.number(quote.before), vault.fractions(quote.staked)))
        .when(vault.view.status == Status::Active, "reserve", reserve(vault, &quote.reserve_before, &quote.reserve));
    let sheet = quote
        .due
        .iter()
        .fold(sheet, |sheet, due| sheet.row("stays to be claimed", vault.of_mint(&due.mint, due.amount)));
    sheet.when(quote.closes, "rent comes back", sol().amount(quote.returned)).and(rent(&quote.accounts))
}

/// What naming a delegate does.
pub fn delegate(quote: &DelegateQuote) -> Sheet {
    let name =
        |delegate: Option<_>| delegate.map_or_else(|| "nobody".to_owned(), |delegate: Pubkey| delegate.to_string());
    Sheet::new().row("delegate before", name(quote.before)).row("delegate", name(quote.delegate))
}

/// What setting an ask does.
pub fn ask(vault: &KnownVault, quote: &AskQuote) -> Sheet {
    Sheet::new()
        .row("asked", asked(vault, quote.before))
        .row("asks", asked(vault, quote.ask))
        .row("weight", vault.fractions(quote.weight))
        .row("reserve", reserve(vault, &quote.reserve_before, &quote.reserve))
        .row("locked until", vault.moment(quote.locked_until))
        .and(rent(&quote.accounts))
}

/// What staking and asking in one go does.
pub fn stake_and_ask(vault: &KnownVault, quote: &StakeAndAskQuote) -> Sheet {
    let StakeAndAskQuote { stake, ask, .. } = quote;
    let accounts: Vec<_> = stake.accounts.iter().chain(&ask.accounts).copied().collect();
    Sheet::new()
        .row("staked", format!("{} -> {}", vault.fraction.number(stake.before), vault.fractions(stake.staked)))
        .row("part of the supply", bps(stake.share_bps))
        .row("asks", asked(vault, ask.ask))
        .row("reserve", reserve(vault, &ask.reserve_before, &ask.reserve))
        .row("locked until", vault.moment(ask.locked_until))
        .and(rent(&accounts))
}

/// What adding a mint of income does.
pub fn add_income_mint(quote: &AddIncomeMintQuote) -> Sheet {
    Sheet::new().row("mint", quote.mint).row("place", quote.place).and(rent(&quote.accounts))
}

/// What paying income in does.
pub fn deposit_income(vault: &KnownVault, quote: &DepositIncomeQuote, amount: impl Fn(u64) -> String) -> Sheet {
    let over = duration(quote.secs.into());
    let earned = match quote.staked {
        0 => "nobody yet: it waits until something is staked".to_owned(),
        staked => format!("{} staked", vault.fractions(staked)),
    };
    Sheet::new()
        .row("paid in", amount(quote.amount))
        .row("streamed then", format!("{} within {over}", amount(quote.waiting)))
        .row("earned by", earned)
        .and(wrapped(quote.wrapped))
        .and(rent(&quote.accounts))
}

/// What claiming income does.
pub fn claim_income(vault: &KnownVault, quote: &ClaimIncomeQuote) -> Sheet {
    let sheet =
        quote.claims.iter().fold(Sheet::new(), |sheet, due| sheet.row("paid", vault.of_mint(&due.mint, due.amount)));
    sheet
        .when(quote.unwrapped, "arrives as", "SOL, unwrapped")
        .when(quote.closes, "rent comes back", sol().amount(quote.returned))
        .and(rent(&quote.accounts))
}
