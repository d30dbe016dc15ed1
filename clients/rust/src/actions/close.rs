//! Closing a vault.

use anchor_lang::prelude::Pubkey;

use crate::{
    actions::{
        Action,
        close_staking::{Closing, stray_stakes},
        tokens::create_associated_token,
    },
    error::{ActionError, ClientError},
    instructions::CloseVault,
    pda,
    quotes::{AccountKind, CloseQuote, NewAccount, total_rent},
    reader::{AccountReader, Accounts},
    views::VaultView,
};

/// Closes a vault that owes nothing, its stakes and its income first: the rent goes back to who paid it, income that
/// nobody was left to earn to who got the assets. Anyone may; `payer` pays for token accounts that those who are paid
/// do not have.
///
/// # Errors
/// [`ClientError::WrongStatus`], [`ClientError::StillOwing`] tells what is left to claim, [`ClientError::Frozen`],
/// [`ClientError::NoVault`]; [`ActionError::Read`].
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
    let closing = Closing { view: &view, payer: *payer, recipient: view.vault.recipient };
    closing.read(reader, &mut accounts).await?;
    accounts.add(reader, &[pda::associated_token(&view.vault.curator, &view.vault.quote_mint)]).await?;
    Ok(assemble(&closing, &accounts)?)
}

fn assemble(closing: &Closing, accounts: &Accounts) -> Result<Action<CloseQuote>, ClientError> {
    let Closing { view, payer, .. } = *closing;
    let vault = view.address;
    let (cash_escrow, fraction_escrow) = (pda::cash_escrow(&vault), pda::fraction_escrow(&vault));
    let amount = |token| accounts.token(token).map_or(0, |token| token.amount);
    let sold = view.auction.is_some();
    let surplus_fractions = if sold { amount(&fraction_escrow) } else { 0 };
    let surplus_cash = if sold { amount(&cash_escrow) } else { 0 };
    let strays = view.pool.as_ref().map_or(0, |pool| stray_stakes(accounts, &vault, pool));
    if let Some(owing) = view.owing_beside(surplus_fractions.saturating_add(strays)) {
        return Err(ClientError::StillOwing { owing });
    }
    let mut quote =
        CloseQuote { to_creator: accounts.lamports(&vault), surplus_cash, surplus_fractions, ..CloseQuote::default() };
    if sold {
        let closed = [pda::auction(&vault), cash_escrow, fraction_escrow];
        quote.to_opener = closed.iter().map(|address| accounts.lamports(address)).sum();
    }
    let mut instructions = Vec::new();
    quote.staking = closing.instructions(accounts, &mut instructions, &mut quote.accounts)?;
    let (curator, quote_mint) = (view.vault.curator, view.vault.quote_mint);
    let destination = pda::associated_token(&curator, &quote_mint);
    let made = quote.accounts.iter().any(|account| account.address == destination);
    if surplus_cash > 0 && !made && accounts.token(&destination).is_none() {
        instructions.push(create_associated_token(&payer, &curator, &quote_mint));
        quote.accounts.push(NewAccount::new(AccountKind::TokenAccount, destination, &accounts.rent()?));
    }
    quote.rent = total_rent(&quote.accounts);
    let close = CloseVault {
        creator: view.vault.creator,
        vault,
        curator,
        curator_signed: false,
        opener: view.auction.map(|auction| auction.opener),
        surplus_destination: (surplus_cash > 0).then_some(destination),
    };
    instructions.push(close.instruction());
    Ok(Action::new(instructions, quote))
}
