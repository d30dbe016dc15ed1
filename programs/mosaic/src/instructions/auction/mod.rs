mod place_bid;
mod settle;
mod withdraw_bid;

pub use place_bid::*;
pub use settle::*;
pub use withdraw_bid::*;
