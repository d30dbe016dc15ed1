//! Votes, licences and offers below the reserve, by story.

mod actions;
mod attacks;
mod closing;
mod curators;
mod encumbered;
mod exits;
mod licenses;
mod offers;
mod phases;
mod stage;
mod vetoes;
mod votes;
