//! The client's actions on the bank: what they build goes through, and does exactly what their quotes say.

mod auction;
mod curator;
mod exits;
mod income;
mod leaving;
mod licenses;
mod nfts;
mod offers;
mod open;
mod refusals;
mod sol;
mod stage;
mod stakes;
mod tables;
mod take_back;
mod votes;
