mod claim_asset;
mod deposit_nft;

pub use claim_asset::*;
pub use deposit_nft::*;
