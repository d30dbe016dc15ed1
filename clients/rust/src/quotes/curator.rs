//! Quotes of what a curator changes.

use anchor_lang::prelude::Pubkey;
use mosaic_core::terms::check_lower_fee;

use crate::{error::ClientError, views::VaultView};

/// What lowering the curator's fee does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LowerCuratorFeeQuote {
    /// The fee before, in basis points of the winning cash.
    pub before_bps: u16,
    /// The fee afterwards, in basis points of the winning cash.
    pub fee_bps: u16,
    /// Up to which a vote may set it again while nobody has bid, in basis points of the winning cash.
    pub cap_bps: u16,
}

/// Quotes lowering the curator's fee by `curator`.
///
/// # Errors
/// [`ClientError::NotTheCurator`], [`ClientError::WrongStatus`] once the vault is sold or reclaimed;
/// [`ClientError::Rule`] with [`RuleError::CuratorFeeNotLower`](mosaic_core::RuleError::CuratorFeeNotLower).
pub fn lower_curator_fee(
    view: &VaultView,
    curator: &Pubkey,
    fee_bps: u16,
) -> Result<LowerCuratorFeeQuote, ClientError> {
    let vault = &view.vault;
    if vault.curator != *curator {
        return Err(ClientError::NotTheCurator { curator: vault.curator });
    }
    if !view.status.lowers_curator_fee() {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    check_lower_fee(vault.curator_fee_bps, fee_bps)?;
    Ok(LowerCuratorFeeQuote { before_bps: vault.curator_fee_bps, fee_bps, cap_bps: vault.curator_fee_cap_bps })
}
