mod claim_curator_fee;
mod claim_royalty;
mod redeem;

pub use claim_curator_fee::*;
pub use claim_royalty::*;
pub use redeem::*;

use anchor_lang::prelude::*;

use crate::{error::MosaicError, state::Vault, token};

/// Pays cash out of the escrow of a vault.
fn pay<'info>(
    vault: &AccountLoader<'info, Vault>,
    cash_escrow: &AccountInfo<'info>,
    destination: &AccountInfo<'info>,
    amount: u64,
) -> Result<()> {
    let signer = vault.load()?.signer();
    let mismatch = MosaicError::CashMoveMismatch;
    token::transfer(cash_escrow, destination, vault.as_ref(), amount, &[&signer.seeds()], mismatch)
}
