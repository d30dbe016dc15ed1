//! Stakes, asks and income, by story.

mod asks;
mod attacks;
mod claims;
mod closing;
mod griefing;
mod income;
mod locks;
mod mints;
mod quote;
mod stage;
mod stakes;
mod unpaid;
