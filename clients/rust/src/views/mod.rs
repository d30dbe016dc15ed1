//! Accounts put together for people: what a vault, a bid, an offering, a proposal, a licence, an asset or an NFT is, and what
//! can be done with it next.

mod license;
mod nft;
mod offer;
mod offering;
mod proposal;
mod refusal;
mod staking;
mod steps;
mod vault;

pub(crate) use license::license_renewable_from;
pub use license::{LicenseState, LicenseView};
pub(crate) use nft::rule_set;
pub use nft::{NftCollection, NftCreator, NftView};
pub use offer::OfferView;
pub use offering::{OfferingState, OfferingView, PurchaseView};
pub use proposal::{ProposalPhase, ProposalView, Proposals, VoteView};
pub use refusal::NftRefusal;
pub(crate) use staking::delegate_of;
pub use staking::{AskView, Due, IncomeView, StakeView};
pub use steps::{Party, Step};
pub(crate) use vault::one_token;
pub use vault::{AssetView, BidView, VaultView};
