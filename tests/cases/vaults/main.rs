//! What the instructions do, by story.

mod bids;
mod boundaries;
mod common;
mod drafts;
mod matrix;
mod payouts;
mod worked_example;
