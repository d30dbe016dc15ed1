//! What a curator changes, besides mints of income.

use anchor_lang::prelude::Pubkey;

use crate::{
    actions::Action,
    error::ActionError,
    instructions::{self, LowerCuratorFeeArgs},
    quotes::{self, LowerCuratorFeeQuote},
    reader::AccountReader,
    views::VaultView,
};

/// A curator's fee to be lowered.
#[derive(Clone, Copy, Debug)]
pub struct LowerCuratorFee {
    /// The vault.
    pub vault: Pubkey,
    /// Its curator; signs.
    pub curator: Pubkey,
    /// The new fee in basis points of the winning cash.
    pub fee_bps: u16,
}

/// Lowers the curator's fee of the sale to come; during an auction too.
///
/// # Errors
/// [`ActionError::Client`] with those of the quote, [`quotes::lower_curator_fee`], and where there is no vault;
/// [`ActionError::Read`].
pub async fn lower_curator_fee<R: AccountReader>(
    reader: &R,
    order: &LowerCuratorFee,
) -> Result<Action<LowerCuratorFeeQuote>, ActionError<R::Error>> {
    let LowerCuratorFee { vault, curator, fee_bps } = *order;
    let view = VaultView::read(reader, &vault).await?;
    let quote = quotes::lower_curator_fee(&view, &curator, fee_bps)?;
    let lower = instructions::LowerCuratorFee { curator, vault, args: LowerCuratorFeeArgs { fee_bps } };
    Ok(Action::new(vec![lower.instruction()], quote))
}
