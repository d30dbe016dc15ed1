mod buy_fractions;
mod claim_purchase;
mod close_offering;
mod open_offering;

pub use buy_fractions::*;
pub use claim_purchase::*;
pub use close_offering::*;
pub use open_offering::*;
