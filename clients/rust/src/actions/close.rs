//! Closing a vault.

use anchor_lang::prelude::Pubkey;

use crate::{
    actions::{Action, tokens::create_associated_token},
    error::{ActionError, ClientError},
    instructions::CloseVault,
    pda,
    quotes::CloseQuote,
    reader::AccountReader,
    views::VaultView,
};

/// Closes a vault that owes nothing: its rent goes back to who paid it. Anyone may; `payer` pays for the curator's
/// token account where the vault has cash nobody is owed and the curator has none.
///
/// # Errors
/// [`ClientError::WrongStatus`], [`ClientError::StillOwing`] tells what is left to claim, [`ClientError::NoVault`];
/// [`ActionError::Read`].
pub async fn close<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
    payer: &Pubkey,
) -> Result<Action<CloseQuote>, ActionError<R::Error>> {
    let (cash_escrow, fraction_escrow) = (pda::cash_escrow(vault), pda::fraction_escrow(vault));
    let (view, mut accounts) = VaultView::read_with(reader, vault, &[cash_escrow, fraction_escrow]).await?;
    if !view.status.allows_closing() {
        return Err(ClientError::WrongStatus { status: view.status }.into());
    }
    let amount = |token| accounts.token(token).map_or(0, |token| token.amount);
    let sold = view.auction.is_some();
    let surplus_fractions = if sold { amount(&fraction_escrow) } else { 0 };
    let surplus_cash = if sold { amount(&cash_escrow) } else { 0 };
    if let Some(owing) = view.owing_beside(surplus_fractions) {
        return Err(ClientError::StillOwing { owing }.into());
    }
    let mut quote =
        CloseQuote { to_creator: accounts.lamports(vault), surplus_cash, surplus_fractions, ..CloseQuote::default() };
    if sold {
        let closed = [pda::auction(vault), cash_escrow, fraction_escrow];
        quote.to_opener = closed.iter().map(|address| accounts.lamports(address)).sum();
    }
    let (curator, quote_mint) = (view.vault.curator, view.vault.quote_mint);
    let destination = pda::associated_token(&curator, &quote_mint);
    let mut instructions = Vec::new();
    if surplus_cash > 0 {
        accounts.add(reader, &[destination]).await?;
        if accounts.token(&destination).is_none() {
            instructions.push(create_associated_token(payer, &curator, &quote_mint));
        }
    }
    let close = CloseVault {
        creator: view.vault.creator,
        vault: *vault,
        curator,
        curator_signed: false,
        opener: view.auction.map(|auction| auction.opener),
        surplus_destination: (surplus_cash > 0).then_some(destination),
    };
    instructions.push(close.instruction());
    Ok(Action::new(instructions, quote))
}
