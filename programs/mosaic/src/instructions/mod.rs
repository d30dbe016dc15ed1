//! One file per instruction: arguments, accounts, checks, moves, handler.

pub mod assets;
pub mod auction;
pub mod income;
pub mod licenses;
pub mod lifecycle;
pub mod offering;
pub mod payout;
pub mod staking;
pub mod votes;

pub use assets::*;
pub use auction::*;
pub use income::*;
pub use licenses::*;
pub use lifecycle::*;
pub use offering::*;
pub use payout::*;
pub use staking::*;
pub use votes::*;
