mod add_income_mint;
mod claim_income;
mod close_income;
mod deposit_income;

pub use add_income_mint::*;
pub use claim_income::*;
pub use close_income::*;
pub use deposit_income::*;
