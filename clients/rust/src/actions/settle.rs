//! Settling an auction.

use anchor_lang::prelude::Pubkey;

use crate::{
    actions::Action,
    error::{ActionError, ClientError},
    instructions, pda,
    quotes::{self, SettleQuote},
    reader::AccountReader,
    views::{BidView, VaultView},
};

/// Settles a vault's auction after its end. Anyone may, and nobody but the payer of the fee signs.
///
/// # Errors
/// [`ClientError::Rule`] without an auction or before its end, [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn settle<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
) -> Result<Action<SettleQuote>, ActionError<R::Error>> {
    let (view, mut accounts) = VaultView::read_with(reader, vault, &[]).await?;
    let leader = view.leader().unwrap_or_default();
    let address = pda::bid(vault, &leader);
    accounts.add(reader, &[address]).await?;
    let leading = BidView::of(&view, &accounts, &leader)?.map(|bid| bid.bid.escrowed());
    let quote = quotes::settle(&view, leading.unwrap_or_default())?;
    if leading.is_none() {
        return Err(ClientError::AccountMissing { what: "leading bid", address }.into());
    }
    let settle = instructions::Settle { vault: *vault, leader };
    Ok(Action::new(vec![settle.instruction()], quote))
}
