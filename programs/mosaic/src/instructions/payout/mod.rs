mod claim_curator_fee;
mod claim_royalty;
mod redeem;

pub use claim_curator_fee::*;
pub use claim_royalty::*;
pub use redeem::*;
