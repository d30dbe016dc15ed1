//! The events and holders of Mosaic vaults, in a SQLite file.
//!
//! An [`Indexer`] reads a [`Source`] into an [`Index`] round by round. It may be stopped at any moment, also by `kill -9`:
//! whatever is written is written in one transaction with how far it goes, and what is in the index depends on the
//! network alone, not on how often reading it was begun. So an index that was interrupted is, once it has caught up, the
//! same as one that was not, row by row.
//!
//! | table | what | from |
//! |---|---|---|
//! | `events` | what has happened, for ever; by vault and the event's number in it | logs of transactions |
//! | `states`, `holders` | open vaults and whose their fractions are, as of a slot | accounts, all of a vault as of one moment |
//! | `tokens` | symbol and decimals of each mint | accounts |
//! | `problems` | what a log says that cannot be read | logs of transactions |
//! | `vaults` | a view: every vault that has ever been seen, with its status | events and states |
//! | `source`, `cursor`, `pending` | which network it is of, and how far its history has been read | |
//!
//! Events are decoded by the client, so that a new one appears by itself, with its party, price, amount and mint in
//! columns and everything it says as JSON.

mod answers;
mod database;
mod error;
mod export;
mod gaps;
mod history;
mod indexer;
mod look;
mod rows;
mod source;

pub use {
    answers::{Holder, Holders, Income, Incomes, KnownVault, Price, Problem, Told, Total, When},
    database::{Index, SCHEMA},
    error::{DatabaseError, IndexError},
    export::{Export, ExportedVault},
    gaps::Gap,
    history::Cursor,
    indexer::{Indexer, Pace, Round, Step},
    look::{Holding, holdings},
    rows::{Row, Rows, rows},
    source::{Between, Listed, Recorded, Source, Token},
};

#[cfg(test)]
mod tests;
