//! The instructions, a file each; each says what it demands and what it does.

mod borrow;
mod close_loan;
mod close_market;
mod liquidate;
mod move_cash;
mod open_loan;
mod open_market;
mod redeem_collateral;
mod repay;

pub use borrow::*;
pub use close_loan::*;
pub use close_market::*;
pub use liquidate::*;
pub use move_cash::*;
pub use open_loan::*;
pub use open_market::*;
pub use redeem_collateral::*;
pub use repay::*;
