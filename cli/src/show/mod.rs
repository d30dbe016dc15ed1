//! How things are shown: tables, drawings, words.

mod asks;
mod audit;
mod events;
pub mod histogram;
mod index;
mod progress;
mod quotes;
mod sheet;
mod steps;
pub mod tally;
mod vault;

pub use {
    asks::asks,
    audit::audit_line,
    events::{event_names, events_table},
    index::{Written, holders_table, income_table, missing_lines, prices_table},
    progress::spinner,
    quotes::*,
    sheet::{Sheet, table},
    steps::next_steps,
    vault::{auction_sheet, held_up, incomes, offer_sheet, terms_sheet, vault_sheet},
};

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::{rules::Status, views::ProposalPhase},
};

/// An address in few characters: enough to tell two apart, not to copy.
pub fn short(address: &Pubkey) -> String {
    let text = address.to_string();
    let (head, tail) =
        (text.get(..4).unwrap_or_default(), text.get(text.len().saturating_sub(4)..).unwrap_or_default());
    format!("{head}…{tail}")
}

/// A status in words.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Draft => "in draft",
        Status::Active => "active",
        Status::Auction => "in auction",
        Status::Sold => "sold",
        Status::Reclaimed => "reclaimed",
    }
}

/// The phase of a proposal in words.
pub fn phase_name(phase: ProposalPhase) -> &'static str {
    match phase {
        ProposalPhase::Voting => "being voted on",
        ProposalPhase::Defeated => "defeated",
        ProposalPhase::Delayed => "passed, in its delay",
        ProposalPhase::Executable => "passed, to be executed",
        ProposalPhase::Expired => "expired",
        ProposalPhase::Executed => "executed",
        ProposalPhase::Lapsed => "lapsed with the sale",
    }
}

/// Basis points as per cent.
pub fn bps(part: impl Into<u64>) -> String {
    histogram::percent(part.into())
}

/// Yes or no.
pub fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
