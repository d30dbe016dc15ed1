//! Offerings: opening one, and buying in it.

use anchor_lang::prelude::Pubkey;

use crate::{
    actions::{
        Action, claim_purchase,
        tokens::{CashAccount, WrappedSol, create_associated_token},
    },
    error::{ActionError, ClientError},
    instructions::{self, BuyFractionsArgs, OpenOfferingArgs},
    pda,
    quotes::{self, AccountKind, BuyFractionsQuote, NewAccount, OpenOfferingQuote, total_rent},
    reader::{AccountReader, Accounts, RENT_SYSVAR_ID},
    views::{OfferingView, PurchaseView, VaultView},
};

/// An offering to be opened.
#[derive(Clone, Copy, Debug)]
pub struct OpenOffering {
    /// The vault.
    pub vault: Pubkey,
    /// Its creator: signs, pays, and brings the fractions from its associated token account.
    pub creator: Pubkey,
    /// Fractions offered, in raw units.
    pub amount: u64,
    /// Price of the whole vault at the start, in raw quote units.
    pub start_price: u64,
    /// What the price falls to, evenly, until the end; the same for a fixed price.
    pub end_price: u64,
    /// From when on it sells, in Unix seconds, within 30 days; 0 for now.
    pub starts_at: i64,
    /// From when on it sells no more, in Unix seconds, 1 hour to 30 days after the start.
    pub ends_at: i64,
    /// Most fractions one buyer may buy, in raw units.
    pub wallet_limit: u64,
    /// It succeeds once this much was raised, in raw quote units; 0 for as soon as anything is sold.
    pub minimum: u64,
}

impl OpenOffering {
    /// An offering from now on at a fixed price of the whole vault, without a limit or a minimum.
    #[must_use]
    pub fn new(vault: Pubkey, creator: Pubkey, amount: u64, price: u64, ends_at: i64) -> Self {
        Self {
            vault,
            creator,
            amount,
            start_price: price,
            end_price: price,
            starts_at: 0,
            ends_at,
            wallet_limit: amount,
            minimum: 0,
        }
    }

    fn args(&self) -> OpenOfferingArgs {
        let Self { amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum, .. } = *self;
        OpenOfferingArgs { amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum }
    }
}

/// Offers fractions of the creator to all.
///
/// # Errors
/// Those of [`quotes::open_offering`]; [`ClientError::NotEnoughFractions`], [`ClientError::NoVault`];
/// [`ActionError::Read`].
pub async fn open_offering<R: AccountReader>(
    reader: &R,
    order: &OpenOffering,
) -> Result<Action<OpenOfferingQuote>, ActionError<R::Error>> {
    let OpenOffering { vault, creator, amount, .. } = *order;
    let fraction_source = pda::associated_token(&creator, &pda::fraction_mint(&vault));
    let (view, accounts) = VaultView::read_with(reader, &vault, &[fraction_source, RENT_SYSVAR_ID]).await?;
    let quote = quotes::open_offering(&view, &creator, &order.args(), &accounts.rent()?)?;
    let available = accounts.token(&fraction_source).map_or(0, |token| token.amount);
    if amount > available {
        return Err(ClientError::NotEnoughFractions { needed: amount, available }.into());
    }
    let quote_mint = view.vault.quote_mint;
    let (number, args) = (quote.number, order.args());
    let open = instructions::OpenOffering { creator, vault, quote_mint, number, fraction_source, args };
    Ok(Action::new(vec![open.instruction()], quote))
}

/// Fractions of an offering to be bought.
#[derive(Clone, Copy, Debug)]
pub struct BuyFractions {
    /// The vault.
    pub vault: Pubkey,
    /// Number of the offering; `None`: the vault's latest.
    pub number: Option<u64>,
    /// Who buys: signs, and pays from its associated token account.
    pub buyer: Pubkey,
    /// Fractions, in raw units: exactly as many.
    pub amount: u64,
    /// Bound on their cost in raw quote units; `None`: what the quote says.
    pub max_cost: Option<u64>,
    /// What to do about wrapped SOL.
    pub sol: WrappedSol,
}

impl BuyFractions {
    /// So many fractions of the vault's latest offering.
    #[must_use]
    pub fn new(vault: Pubkey, buyer: Pubkey, amount: u64) -> Self {
        Self { vault, number: None, buyer, amount, max_cost: None, sol: WrappedSol::default() }
    }
}

/// Buys fractions of an offering. Where its minimum is reached with it, they are delivered at once.
///
/// # Errors
/// [`ClientError::NoOffering`], those of [`quotes::buy_fractions`]; [`ClientError::NotEnoughCash`],
/// [`ClientError::Frozen`], [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn buy_fractions<R: AccountReader>(
    reader: &R,
    order: &BuyFractions,
) -> Result<Action<BuyFractionsQuote>, ActionError<R::Error>> {
    let BuyFractions { vault, number, buyer, .. } = *order;
    let (view, accounts, offering) = read(reader, &vault, number, &buyer).await?;
    let purchase = PurchaseView::of(&view, &offering, &accounts, &buyer)?;
    Ok(buy(&view, &accounts, &offering, purchase.as_ref(), order)?)
}

fn buy(
    view: &VaultView,
    accounts: &Accounts,
    offering: &OfferingView,
    purchase: Option<&PurchaseView>,
    order: &BuyFractions,
) -> Result<Action<BuyFractionsQuote>, ClientError> {
    let BuyFractions { vault, buyer, amount, max_cost, sol, .. } = *order;
    let (rent, number) = (accounts.rent()?, offering.number);
    let (quote_mint, fraction_mint) = (view.vault.quote_mint, view.vault.fraction_mint);
    let mut quote = quotes::buy_fractions(view, offering, &buyer, purchase, (amount, max_cost), &rent)?;
    let cash = CashAccount::prepare(accounts, &buyer, &quote_mint, quote.cost, sol, &rent);
    cash.check_thawed()?;
    quote.accounts.extend(cash.made);
    let destination = pda::associated_token(&buyer, &fraction_mint);
    let makes_destination = quote.delivered > 0 && accounts.token(&destination).is_none();
    let made = NewAccount::new(AccountKind::TokenAccount, destination, &rent);
    quote.accounts.extend(makes_destination.then_some(made));
    quote.rent = total_rent(&quote.accounts);
    quote.wrapped = cash.wrapped;
    cash.check_covers(accounts, &buyer, quote.cost, quote.rent)?;

    let mut instructions = cash.before;
    instructions.extend(makes_destination.then(|| create_associated_token(&buyer, &buyer, &fraction_mint)));
    let args = BuyFractionsArgs { amount, max_cost: quote.max_cost };
    let buy = instructions::BuyFractions { buyer, vault, number, cash_source: cash.address, args };
    instructions.push(buy.instruction());
    if quote.delivered > 0 {
        // Once it is certain it stays so, whatever others do before this lands.
        instructions.push(claim_purchase::claim(view, number, &buyer, (quote.delivered, 0)));
    }
    instructions.extend(cash.after);
    Ok(Action::new(instructions, quote))
}

/// Reads a vault with an offering of it, and what a buyer has.
pub(super) async fn read<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
    number: Option<u64>,
    buyer: &Pubkey,
) -> Result<(VaultView, Accounts, OfferingView), ActionError<R::Error>> {
    let fraction_account = pda::associated_token(buyer, &pda::fraction_mint(vault));
    let (view, mut accounts) = VaultView::read_with(reader, vault, &[fraction_account, *buyer, RENT_SYSVAR_ID]).await?;
    let number = number.or(view.vault.offerings.checked_sub(1)).unwrap_or_default();
    let offering = pda::offering(vault, number);
    let addresses = [offering, pda::purchase(&offering, buyer), pda::associated_token(buyer, &view.vault.quote_mint)];
    accounts.add(reader, &addresses).await?;
    let offering = OfferingView::of(&view, &accounts, number)?;
    let offering = offering.ok_or(ClientError::NoOffering { vault: *vault, number })?;
    Ok((view, accounts, offering))
}
