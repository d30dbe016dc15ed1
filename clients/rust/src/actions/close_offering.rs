//! Closing offerings: paying the creator, and taking the accounts away.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};

use crate::{
    actions::{Action, income::is_frozen, tokens::create_associated_token},
    error::{ActionError, ClientError},
    instructions, pda,
    quotes::{self, AccountKind, CloseOfferingQuote, NewAccount, total_rent},
    reader::{AccountReader, Accounts, RENT_SYSVAR_ID},
    views::{OfferingView, VaultView},
};

/// An offering to be closed.
#[derive(Clone, Copy, Debug)]
pub struct CloseOffering {
    /// The vault.
    pub vault: Pubkey,
    /// Number of the offering; `None`: the vault's latest.
    pub number: Option<u64>,
    /// Who signs, and pays for token accounts that those who are paid do not have; anyone, once the offering is over. The
    /// creator can call one off in which nothing was sold.
    pub payer: Pubkey,
}

/// Pays the creator what is its own of an offering: the cash of one that has succeeded and what was not sold of it, or
/// all fractions of one that has not. Where no purchase is left to be claimed, closes its accounts with it.
///
/// # Errors
/// [`ClientError::NoOffering`], [`ClientError::PurchasesStillOpen`]; [`ClientError::Rule`] with
/// [`OfferingRuns`](mosaic_core::RuleError::OfferingRuns); [`ClientError::Frozen`], [`ClientError::NoVault`];
/// [`ActionError::Read`].
pub async fn close_offering<R: AccountReader>(
    reader: &R,
    order: &CloseOffering,
) -> Result<Action<CloseOfferingQuote>, ActionError<R::Error>> {
    let CloseOffering { vault, number, payer } = *order;
    let (view, mut accounts) = VaultView::read_with(reader, &vault, &[RENT_SYSVAR_ID]).await?;
    let number = number.or(view.vault.offerings.checked_sub(1)).unwrap_or_default();
    accounts.add(reader, &addresses(&view, number)).await?;
    let offering = OfferingView::of(&view, &accounts, number)?;
    let offering = offering.ok_or(ClientError::NoOffering { vault, number })?;
    let (mut instructions, mut made) = (Vec::new(), Vec::new());
    let mut quote = close(&view, &accounts, &offering, &payer, &mut instructions, &mut made)?;
    quote.rent = total_rent(&made);
    quote.accounts = made;
    Ok(Action::new(instructions, quote))
}

/// What [`close`] looks at besides the vault.
pub(super) fn addresses(view: &VaultView, number: u64) -> Vec<Pubkey> {
    let (vault, offering) = (&view.vault, pda::offering(&view.address, number));
    let mut addresses = vec![offering, pda::offered_fractions(&offering), pda::raised_cash(&offering)];
    addresses.extend([vault.fraction_mint, vault.quote_mint].map(|mint| pda::associated_token(&vault.creator, &mint)));
    addresses.push(pda::associated_token(&vault.curator, &vault.quote_mint));
    addresses
}

/// Adds what closes an offering, and the token accounts it makes, of which [`quotes::close_offering`] knows nothing.
pub(super) fn close(
    view: &VaultView,
    accounts: &Accounts,
    offering: &OfferingView,
    payer: &Pubkey,
    instructions: &mut Vec<Instruction>,
    made: &mut Vec<NewAccount>,
) -> Result<CloseOfferingQuote, ClientError> {
    let (vault, rules) = (&view.vault, offering.rules());
    let mut quote = quotes::close_offering(view, offering, *payer == vault.creator)?;
    let rent = accounts.rent()?;
    let mut destination = |amount: u64, payee: Pubkey, mint: Pubkey| {
        let account = pda::associated_token(&payee, &mint);
        if amount == 0 {
            return Ok(None);
        }
        if is_frozen(accounts, &account) {
            return Err(ClientError::Frozen { account });
        }
        if accounts.token(&account).is_none() && made.iter().all(|other| other.address != account) {
            instructions.push(create_associated_token(payer, &payee, &mint));
            made.push(NewAccount::new(AccountKind::TokenAccount, account, &rent));
        }
        Ok(Some(account))
    };
    let fraction_destination = destination(quote.fractions, vault.creator, vault.fraction_mint)?;
    let cash_destination = destination(quote.cash, vault.creator, vault.quote_mint)?;
    let [fractions, cash] = [offering.offering.offered_fractions, offering.offering.raised_cash];
    let there = |account| accounts.token(account).map_or(0, |token| token.amount);
    let mut surplus_destination = None;
    if quote.closes {
        quote.surplus_cash = there(&cash).saturating_sub(rules.cash()?);
        quote.surplus_fractions = there(&fractions).saturating_sub(rules.fractions()?);
        surplus_destination = destination(quote.surplus_cash, vault.curator, vault.quote_mint)?;
        quote.returned = [offering.address, fractions, cash].iter().map(|address| accounts.lamports(address)).sum();
    }
    let close = instructions::CloseOffering {
        creator: vault.creator,
        creator_signed: quote.called_off,
        vault: view.address,
        number: offering.number,
        fraction_destination,
        cash_destination,
        curator: vault.curator,
        curator_signed: false,
        surplus_destination,
    };
    instructions.push(close.instruction());
    Ok(quote)
}

/// Closes the offerings of a vault in which no purchase is left to be claimed, before the vault itself is closed: what that
/// does to each, and how many offerings stay.
pub(super) fn close_all(
    view: &VaultView,
    accounts: &Accounts,
    payer: &Pubkey,
    instructions: &mut Vec<Instruction>,
    made: &mut Vec<NewAccount>,
) -> Result<(Vec<CloseOfferingQuote>, u32), ClientError> {
    let mut quotes = Vec::new();
    for offering in OfferingView::all(view, accounts)? {
        if offering.offering.purchases_open == 0 {
            quotes.push(close(view, accounts, &offering, payer, instructions, made)?);
        }
    }
    let closed = u32::try_from(quotes.len()).unwrap_or(u32::MAX);
    Ok((quotes, view.vault.offerings_open.saturating_sub(closed)))
}
