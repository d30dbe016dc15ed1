//! What the instructions do, by story.

mod audit;
mod baskets;
mod bids;
mod boundaries;
mod checker;
mod checker_case;
mod checker_income;
mod checker_offerings;
mod checker_offers;
mod checker_stakes;
mod checker_votes;
mod common;
mod donations;
mod drafts;
mod extremes;
mod matrix;
mod payees;
mod payouts;
mod rent;
mod side_by_side;
mod standards;
mod token_2022;
mod worked_example;
