//! Offers below the reserve.

use anchor_lang::prelude::Pubkey;

use crate::{
    actions::{
        Action,
        bid::{PlaceBid, prepare, read},
        tokens::{CashAccount, WrappedSol, create_associated_token},
    },
    error::{ActionError, ClientError},
    instructions, pda,
    quotes::{self, AcceptOfferQuote, AccountKind, NewAccount, OfferQuote, WithdrawOfferQuote, total_rent},
    reader::{AccountReader, RENT_SYSVAR_ID},
    views::{BidView, VaultView},
};

/// An offer to be taken back.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawOffer {
    /// The vault.
    pub vault: Pubkey,
    /// Whose offer it is: gets everything back in its associated token accounts, and signs.
    pub bidder: Pubkey,
    /// What to do about wrapped SOL.
    pub sol: WrappedSol,
}

impl WithdrawOffer {
    /// The offer of a bidder; what was wrapped for it comes back as SOL.
    #[must_use]
    pub fn new(vault: Pubkey, bidder: Pubkey) -> Self {
        Self { vault, bidder, sol: WrappedSol::default() }
    }
}

/// Makes an offer below the reserve, or raises the bidder's own: a bid like any other, from and back to its associated
/// token accounts.
///
/// # Errors
/// [`ClientError::Rule`] for what the rules of offers refuse, [`ClientError::NotEnoughCash`],
/// [`ClientError::NotEnoughFractions`], [`ClientError::Frozen`], [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn make_offer<R: AccountReader>(
    reader: &R,
    order: &PlaceBid,
) -> Result<Action<OfferQuote>, ActionError<R::Error>> {
    let PlaceBid { bidder, price, fractions, .. } = *order;
    let (view, accounts, held) = read(reader, order).await?;
    let rent = accounts.rent()?;
    let mut quote = quotes::make_offer(&view, &bidder, held, (price, fractions), order.max_cash, &rent)?;
    let moves = (quote.cash, quote.fractions);
    let paid = prepare(&view, &accounts, order, moves, quote.max_cash, &mut quote.accounts)?;
    quote.rent = total_rent(&quote.accounts);
    quote.wrapped = paid.wrapped;
    let mut place = paid.place;
    place.args.max_licensed_until = quote.licensed_until;
    let offer = place.offer();
    Ok(Action::new(paid.around(offer), quote))
}

/// Takes an offer back before it is accepted: the one that stands once its window is over, or one that was exceeded.
///
/// # Errors
/// [`ClientError::NoOffer`] without one, [`ClientError::OfferStillOpen`], [`ClientError::WrongStatus`] unless the vault
/// is Active, [`ClientError::Frozen`], [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn withdraw_offer<R: AccountReader>(
    reader: &R,
    order: &WithdrawOffer,
) -> Result<Action<WithdrawOfferQuote>, ActionError<R::Error>> {
    let WithdrawOffer { vault, bidder, sol } = *order;
    let (fraction_mint, address) = (pda::fraction_mint(&vault), pda::bid(&vault, &bidder));
    let fraction_account = pda::associated_token(&bidder, &fraction_mint);
    let others = [address, fraction_account, RENT_SYSVAR_ID];
    let (view, mut accounts) = VaultView::read_with(reader, &vault, &others).await?;
    let quote_mint = view.vault.quote_mint;
    accounts.add(reader, &[pda::associated_token(&bidder, &quote_mint)]).await?;
    let rent = accounts.rent()?;
    let found = BidView::of(&view, &accounts, &bidder)?.ok_or(ClientError::NoOffer { bidder })?;
    let mut quote = quotes::withdraw_offer(&view, &found.bid)?;
    quote.returned = accounts.lamports(&address);
    let cash = CashAccount::prepare(&accounts, &bidder, &quote_mint, 0, sol, &rent);
    cash.check_thawed()?;
    quote.unwrapped = cash.unwraps();
    quote.accounts.extend(cash.made);
    let mut instructions = cash.before;
    if quote.fractions > 0 && accounts.token(&fraction_account).is_none() {
        instructions.push(create_associated_token(&bidder, &bidder, &fraction_mint));
        quote.accounts.push(NewAccount::new(AccountKind::TokenAccount, fraction_account, &rent));
    }
    quote.rent = total_rent(&quote.accounts);
    let withdraw = instructions::WithdrawBid {
        bidder,
        signed: true,
        vault,
        cash_destination: cash.address,
        fraction_destination: (quote.fractions > 0).then_some(fraction_account),
    };
    instructions.push(if quote.stood { withdraw.offer() } else { withdraw.instruction() });
    instructions.extend(cash.after);
    Ok(Action::new(instructions, quote))
}

/// Starts the auction with the offer that stands as its first bid. Anyone may, and nobody but the payer of the fee
/// signs.
///
/// # Errors
/// [`ClientError::OfferStillOpen`], [`ClientError::OfferVetoed`], [`ClientError::WrongStatus`] unless the vault is
/// Active; [`ClientError::Rule`] where no offer stands; [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn accept_offer<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
) -> Result<Action<AcceptOfferQuote>, ActionError<R::Error>> {
    let view = VaultView::read(reader, vault).await?;
    let quote = quotes::accept_offer(&view)?;
    // Also where there is no book yet: somebody may open one before this arrives.
    let accept = instructions::AcceptOffer { vault: *vault, with_asks: true };
    Ok(Action::new(vec![accept.instruction()], quote))
}
