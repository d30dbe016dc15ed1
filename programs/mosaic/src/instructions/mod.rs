//! One file per instruction: arguments, accounts, checks, moves, handler.

pub mod assets;
pub mod auction;
pub mod lifecycle;
pub mod payout;

pub use assets::*;
pub use auction::*;
pub use lifecycle::*;
pub use payout::*;
