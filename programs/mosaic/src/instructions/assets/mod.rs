mod claim;
mod claim_asset;
mod claim_programmable_asset;
mod claim_token_2022_asset;
mod deposit;
mod deposit_nft;
mod deposit_programmable_nft;
mod deposit_token_2022_nft;

pub use claim_asset::*;
pub use claim_programmable_asset::*;
pub use claim_token_2022_asset::*;
pub use deposit_nft::*;
pub use deposit_programmable_nft::*;
pub use deposit_token_2022_nft::*;
