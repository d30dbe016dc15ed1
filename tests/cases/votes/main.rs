//! Votes, licences and offers below the reserve, by story.

mod actions;
mod stage;
mod votes;
