mod close_staking;
mod open_asks;
mod open_staking;
mod set_ask;
mod set_delegate;
mod stake;
mod unstake;

pub use close_staking::*;
pub use open_asks::*;
pub use open_staking::*;
pub use set_ask::*;
pub use set_delegate::*;
pub use stake::*;
pub use unstake::*;

use anchor_lang::prelude::*;
use mosaic_core::asks::Ask;

use crate::{
    error::{MosaicError, OrError},
    state::{self, Asks},
};

/// Moves a stake in the book of asks. Who asks nothing needs no book.
fn shift(
    asks: Option<&UncheckedAccount>,
    vault: &Pubkey,
    before: Option<Ask>,
    after: Option<Ask>,
    staked: u64,
) -> Result<()> {
    if before.is_none() && after.is_none() {
        return Ok(());
    }
    let asks = asks.or_error(MosaicError::AsksMissing)?;
    let mut asks = state::load_mut::<Asks>(asks, MosaicError::WrongAsksAddress)?;
    asks.check(vault)?;
    asks.shift(before, after, staked)
}
