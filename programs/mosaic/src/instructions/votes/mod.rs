mod close_proposal;
mod execute_proposal;
mod propose;
mod vote;
mod withdraw_vote;

pub use close_proposal::*;
pub use execute_proposal::*;
pub use propose::*;
pub use vote::*;
pub use withdraw_vote::*;
