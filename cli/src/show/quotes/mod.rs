//! What an action will do, in words.

mod auction;
mod lifecycle;
mod offering;
mod pools;
mod stakes;
mod votes;

pub use {
    auction::{accept_offer, bid, make_offer, settle, withdraw_offer},
    lifecycle::{close, exit, lower_curator_fee, open, returned},
    offering::{buy_fractions, claim_purchase, close_offering, offering_state, offerings, open_offering},
    pools::{add_liquidity, create_pool, pool, remove_liquidity, swap},
    stakes::{add_income_mint, ask, claim_income, delegate, deposit_income, stake, stake_and_ask, unstake},
    votes::{
        action, action_name, close_license, close_votes, execute, license, license_state, licenses, propose, vote,
        withdraw_vote,
    },
};

use {
    super::{Sheet, short},
    crate::{network::sol, vault::KnownVault},
    mosaic_client::{
        quotes::{AccountKind, NewAccount, RentBack, returned_rent, total_rent},
        rules::{auction::Move, reserve::Reserve},
        views::AskView,
    },
};

/// What new accounts cost who makes them.
fn rent(accounts: &[NewAccount]) -> Sheet {
    let (total, back) = (total_rent(accounts), returned_rent(accounts));
    let value = match back {
        0 => sol().amount(total),
        back if back == total => format!("{}, which comes back", sol().amount(total)),
        back => format!("{}, of which {} come back", sol().amount(total), sol().amount(back)),
    };
    Sheet::new().when(total > 0, "rent", format!("{value}: {}", kinds(accounts)))
}

/// What accounts are for, each kind once.
fn kinds(accounts: &[NewAccount]) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for name in accounts.iter().map(|account| kind_name(account.kind)) {
        match counted.iter_mut().find(|(other, _)| *other == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    let written = counted.iter().map(|(name, count)| match count {
        1 => (*name).to_owned(),
        count => format!("{count} x {name}"),
    });
    written.collect::<Vec<_>>().join(", ")
}

/// Rent that comes back, and to whom.
fn rent_back(returned: &[RentBack]) -> Sheet {
    returned.iter().fold(Sheet::new(), |sheet, rent| {
        let value = format!("{} to {}", sol().amount(rent.lamports), short(&rent.to));
        sheet.row(format!("rent back: {}", kind_name(rent.kind)), value)
    })
}

/// What an account is for.
fn kind_name(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Vault => "vault",
        AccountKind::FractionMint => "fraction mint",
        AccountKind::FractionMetadata => "name of the fraction",
        AccountKind::Asset => "record of an NFT",
        AccountKind::Custody => "custody of an NFT",
        AccountKind::Auction => "auction",
        AccountKind::CashEscrow => "escrow of cash",
        AccountKind::FractionEscrow => "escrow of fractions",
        AccountKind::Bid => "bid",
        AccountKind::Offering => "offering",
        AccountKind::OfferedFractions => "fractions of an offering",
        AccountKind::RaisedCash => "cash of an offering",
        AccountKind::Purchase => "purchase",
        AccountKind::Pool => "pool of stakes",
        AccountKind::StakedFractions => "staked fractions",
        AccountKind::Stake => "stake",
        AccountKind::Asks => "book of asks",
        AccountKind::IncomeAccount => "income",
        AccountKind::Proposal => "proposal",
        AccountKind::Vote => "vote",
        AccountKind::License => "licence",
        AccountKind::TokenAccount | AccountKind::Token2022Account => "token account",
    }
}

/// What moves, seen from the wallet.
fn moved(change: Move, amount: impl Fn(u64) -> String) -> String {
    match change {
        Move::In(0) => "nothing".to_owned(),
        Move::In(raw) => format!("{} leave the wallet", amount(raw)),
        Move::Out(raw) => format!("{} come back to the wallet", amount(raw)),
    }
}

/// A price that is asked; without an ask the opening price.
fn asked(vault: &KnownVault, ask: Option<AskView>) -> String {
    match ask {
        Some(ask) => format!("{} (level {})", vault.cash(ask.price), ask.level),
        None => format!("nothing, so it counts at the opening price of {}", vault.cash(vault.view.vault.opening_price)),
    }
}

/// How the reserve changes.
fn reserve(vault: &KnownVault, before: &Reserve, after: &Reserve) -> String {
    if before.price == after.price {
        return format!("stays {}", vault.cash(after.price));
    }
    format!("{} -> {}", vault.cash(before.price), vault.cash(after.price))
}

/// Lamports that are wrapped.
fn wrapped(lamports: u64) -> Sheet {
    Sheet::new().when(lamports > 0, "wrapped", sol().amount(lamports))
}
