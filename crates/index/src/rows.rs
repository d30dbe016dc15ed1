//! What an event does to the tables.

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        events::{Event, events},
        json::{ToJson, Wide},
    },
    serde_json::Value,
};

/// Names that events have for who did it or is paid: the first that an event has counts.
const PARTIES: [&str; 12] = [
    "bidder",
    "buyer",
    "depositor",
    "holder",
    "licensee",
    "opener",
    "payee",
    "proposer",
    "recipient",
    "winner",
    "creator",
    "curator",
];
/// Names that events have for a price of the whole vault.
pub(crate) const PRICES: [&str; 3] = ["price", "startPrice", "openingPrice"];
/// Names that events have for what was moved.
const AMOUNTS: [&str; 2] = ["amount", "fee"];

/// A row of the table of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The vault.
    pub vault: Pubkey,
    /// Number of the event in it.
    pub sequence: u64,
    /// Number of the event in its transaction.
    pub position: usize,
    /// The event's name.
    pub kind: &'static str,
    /// Who did it or is paid.
    pub party: Option<String>,
    /// A price of the whole vault, in raw quote units.
    pub price: Option<String>,
    /// What was moved, in raw units.
    pub amount: Option<String>,
    /// Of which mint, where the event says.
    pub mint: Option<String>,
    /// Everything the event says, as JSON.
    pub fields: String,
}

impl Row {
    fn of(event: &Event, position: usize) -> Self {
        let header = event.header();
        let mut fields = event.to_json(Wide::Text);
        if let Value::Object(fields) = &mut fields {
            // They have columns of their own.
            fields.retain(|name, _| !["__kind", "header"].contains(&name.as_str()));
        }
        let first = |names: &[&str]| {
            names.iter().find_map(|name| fields.get(name).and_then(Value::as_str).map(ToOwned::to_owned))
        };
        Self {
            vault: header.vault,
            sequence: header.sequence,
            position,
            kind: event.name(),
            party: first(&PARTIES),
            price: first(&PRICES),
            amount: first(&AMOUNTS),
            mint: first(&["mint"]),
            fields: fields.to_string(),
        }
    }
}

/// What a log holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The events, in order.
    pub events: Vec<Row>,
    /// What cannot be read, with its number among what the program logged.
    pub problems: Vec<(usize, String)>,
}

/// Reads a log. Whatever the client knows as an event becomes a row, so that new events need nothing here.
#[must_use]
pub fn rows(logs: &[String]) -> Rows {
    let mut rows = Rows::default();
    for (position, event) in events(logs.iter().map(String::as_str)).into_iter().enumerate() {
        match event {
            Ok(event) => rows.events.push(Row::of(&event, position)),
            Err(problem) => rows.problems.push((position, problem.to_string())),
        }
    }
    rows
}
