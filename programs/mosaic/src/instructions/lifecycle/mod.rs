mod activate;
mod cancel;
mod close_vault;
mod create_vault;
mod describe_fraction;
mod lower_curator_fee;
mod reclaim;

pub use activate::*;
pub use cancel::*;
pub use close_vault::*;
pub use create_vault::*;
pub use describe_fraction::*;
pub use lower_curator_fee::*;
pub use reclaim::*;
