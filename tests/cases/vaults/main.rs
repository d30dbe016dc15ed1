//! What the instructions do, by story.

mod bids;
mod boundaries;
mod common;
mod drafts;
mod worked_example;
