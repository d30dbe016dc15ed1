mod accept_offer;
mod make_offer;
mod place_bid;
mod quote_vault;
mod settle;
mod withdraw_bid;

pub use accept_offer::*;
pub use place_bid::*;
pub use quote_vault::*;
pub use settle::*;
pub use withdraw_bid::*;
