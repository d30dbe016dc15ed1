//! Offerings of fractions, by story.

mod broken;
mod failures;
mod floor;
mod life;
mod payees;
mod phases;
mod prices;
mod terms;
