//! Closing a vault.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};

use crate::{
    actions::{
        Action, close_offering,
        close_staking::{Closing, stray_stakes},
        close_votes::{CloseVotes, Records},
        tokens::create_associated_token,
    },
    error::{ActionError, ClientError},
    instructions::CloseVault,
    pda,
    quotes::{AccountKind, CloseQuote, NewAccount, total_rent},
    reader::{AccountReader, Accounts},
    views::VaultView,
};

/// Closes a vault that owes nothing, first the records of its votes, its offerings, its stakes and its income: the rent
/// goes back to who paid it, income that nobody was left to earn to who got the assets. Anyone may; `payer` signs, and pays for
/// token accounts that those who are paid do not have.
///
/// Of votes it finds those of proposers and of `payer`; [`close_with_voters`] is told of others.
///
/// # Errors
/// [`ClientError::WrongStatus`], [`ClientError::StillOwing`] tells what is left to claim, or to close,
/// [`ClientError::Frozen`], [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn close<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
    payer: &Pubkey,
) -> Result<Action<CloseQuote>, ActionError<R::Error>> {
    close_with_voters(reader, vault, payer, &[]).await
}

/// As [`close`], told of further holders whose votes have to be closed with it.
///
/// # Errors
/// As [`close`].
pub async fn close_with_voters<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
    payer: &Pubkey,
    voters: &[Pubkey],
) -> Result<Action<CloseQuote>, ActionError<R::Error>> {
    let (view, mut accounts) = VaultView::read_with(reader, vault, &[]).await?;
    if !view.status.allows_closing() {
        return Err(ClientError::WrongStatus { status: view.status }.into());
    }
    let closing = Closing { view: &view, payer: *payer, recipient: view.vault.recipient };
    closing.read(reader, &mut accounts).await?;
    let search = CloseVotes { voters: voters.to_vec(), ..CloseVotes::new(*vault, *payer) };
    let records = Records::read(reader, &view, &mut accounts, &search).await?;
    Ok(assemble(&closing, &accounts, &records)?)
}

fn assemble(closing: &Closing, accounts: &Accounts, records: &Records) -> Result<Action<CloseQuote>, ClientError> {
    let Closing { view, payer, .. } = *closing;
    let vault = view.address;
    let mut instructions = Vec::new();
    let votes = records.close(view, &payer, &mut instructions);
    let mut made = Vec::new();
    let (offerings, left) = close_offering::close_all(view, accounts, &payer, &mut instructions, &mut made)?;
    let surplus = surplus(view, accounts);
    let strays = view.pool.as_ref().map_or(0, |pool| stray_stakes(accounts, &vault, pool));
    let strays = offerings.iter().fold(strays, |sum, closed| sum.saturating_add(closed.surplus_fractions));
    if let Some(owing) = view.owing_beside(surplus.fractions.saturating_add(strays), votes.left, left) {
        return Err(ClientError::StillOwing { owing });
    }
    let mut quote = CloseQuote {
        to_creator: accounts.lamports(&vault),
        to_opener: auction_lamports(view, accounts),
        surplus_cash: surplus.cash,
        surplus_fractions: surplus.fractions,
        votes,
        offerings,
        accounts: made,
        ..CloseQuote::default()
    };
    quote.staking = closing.instructions(accounts, &mut instructions, &mut quote.accounts)?;
    instructions.extend(close_vault(closing, accounts, &mut quote.accounts)?);
    quote.rent = total_rent(&quote.accounts);
    Ok(Action::new(instructions, quote))
}

/// What the escrows of the auction hold that nobody is owed.
struct Surplus {
    cash: u64,
    fractions: u64,
}

fn surplus(view: &VaultView, accounts: &Accounts) -> Surplus {
    let amount = |token| match view.auction {
        Some(_) => accounts.token(&token).map_or(0, |token| token.amount),
        None => 0,
    };
    Surplus { cash: amount(pda::cash_escrow(&view.address)), fractions: amount(pda::fraction_escrow(&view.address)) }
}

/// Lamports of the auction and its escrows.
pub(super) fn auction_lamports(view: &VaultView, accounts: &Accounts) -> u64 {
    let vault = &view.address;
    let closed = [pda::auction(vault), pda::cash_escrow(vault), pda::fraction_escrow(vault)];
    view.auction.map_or(0, |_| closed.iter().map(|address| accounts.lamports(address)).sum())
}

/// What closes a vault that owes nothing any more, with its auction; surplus cash goes to the curator, whose token
/// account is made where there is none.
pub(super) fn close_vault(
    closing: &Closing,
    accounts: &Accounts,
    made: &mut Vec<NewAccount>,
) -> Result<Vec<Instruction>, ClientError> {
    let Closing { view, payer, .. } = *closing;
    let (curator, quote_mint) = (view.vault.curator, view.vault.quote_mint);
    let surplus_cash = surplus(view, accounts).cash;
    let destination = pda::associated_token(&curator, &quote_mint);
    let mut instructions = Vec::new();
    let there = accounts.token(&destination);
    if surplus_cash > 0 && there.is_some_and(|token| token.is_frozen()) {
        return Err(ClientError::Frozen { account: destination });
    }
    if surplus_cash > 0 && there.is_none() && made.iter().all(|account| account.address != destination) {
        instructions.push(create_associated_token(&payer, &curator, &quote_mint));
        made.push(NewAccount::new(AccountKind::TokenAccount, destination, &accounts.rent()?));
    }
    let close = CloseVault {
        creator: view.vault.creator,
        vault: view.address,
        curator,
        curator_signed: false,
        opener: view.auction.map(|auction| auction.opener),
        surplus_destination: (surplus_cash > 0).then_some(destination),
    };
    instructions.push(close.instruction());
    Ok(instructions)
}
