//! Bidding.

use anchor_lang::prelude::Pubkey;
use mosaic_core::{Status, auction::Move};

use crate::{
    actions::{
        Action,
        tokens::{CashAccount, WrappedSol, create_associated_token},
    },
    error::{ActionError, ClientError},
    instructions::{self, PlaceBidArgs},
    pda,
    quotes::{self, AccountKind, BidQuote, NewAccount, total_rent},
    reader::{AccountReader, RENT_SYSVAR_ID},
    views::{BidView, VaultView},
};

/// A bid to be placed or raised.
#[derive(Clone, Copy, Debug)]
pub struct PlaceBid {
    /// The vault.
    pub vault: Pubkey,
    /// Who bids, pays and signs.
    pub bidder: Pubkey,
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// The bidder's own fractions, burned if the bid wins, in raw units.
    pub fractions: u64,
    /// Bound on the cash of the whole bid in raw quote units; `None`: what the quote says.
    pub max_cash: Option<u64>,
    /// What to do about wrapped SOL.
    pub sol: WrappedSol,
}

impl PlaceBid {
    /// A bid in cash alone.
    #[must_use]
    pub fn new(vault: Pubkey, bidder: Pubkey, price: u64) -> Self {
        Self { vault, bidder, price, fractions: 0, max_cash: None, sol: WrappedSol::default() }
    }

    /// The bid, with fractions of the bidder's own, in raw units.
    #[must_use]
    pub fn with_fractions(self, fractions: u64) -> Self {
        Self { fractions, ..self }
    }
}

/// Places a bid or raises the bidder's own; pays from, and back to, its associated token accounts.
///
/// # Errors
/// [`ClientError::Rule`] for what the auction's rules refuse, [`ClientError::NotEnoughCash`],
/// [`ClientError::NotEnoughFractions`], [`ClientError::Frozen`], [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn bid<R: AccountReader>(reader: &R, order: &PlaceBid) -> Result<Action<BidQuote>, ActionError<R::Error>> {
    let PlaceBid { vault, bidder, price, fractions, .. } = *order;
    let fraction_mint = pda::fraction_mint(&vault);
    let fraction_account = pda::associated_token(&bidder, &fraction_mint);
    let others = [pda::bid(&vault, &bidder), fraction_account, bidder, RENT_SYSVAR_ID];
    let (view, mut accounts) = VaultView::read_with(reader, &vault, &others).await?;
    let quote_mint = view.vault.quote_mint;
    accounts.add(reader, &[pda::associated_token(&bidder, &quote_mint)]).await?;

    let rent = accounts.rent()?;
    let held = BidView::of(&view, &accounts, &bidder)?.map(|bid| bid.bid.escrowed());
    let mut quote = quotes::bid(&view, &bidder, held, (price, fractions), order.max_cash, &rent)?;

    let needed = taken(quote.cash);
    let cash = CashAccount::prepare(&accounts, &bidder, &quote_mint, needed, order.sol, &rent);
    cash.check_thawed()?;
    quote.accounts.extend(cash.made);
    quote.wrapped = cash.wrapped;
    let in_account = accounts.token(&cash.address).map_or(0, |token| token.amount);
    if needed > in_account + cash.wrapped {
        return Err(ClientError::NotEnoughCash { needed, available: in_account }.into());
    }
    let in_wallet = accounts.token(&fraction_account).map(|token| token.amount);
    if taken(quote.fractions) > in_wallet.unwrap_or_default() {
        let needed = taken(quote.fractions);
        return Err(ClientError::NotEnoughFractions { needed, available: in_wallet.unwrap_or_default() }.into());
    }

    let mut instructions = cash.before;
    let moves_fractions = quote.fractions != Move::In(0);
    if moves_fractions && in_wallet.is_none() {
        instructions.push(create_associated_token(&bidder, &bidder, &fraction_mint));
        quote.accounts.push(NewAccount::new(AccountKind::TokenAccount, fraction_account, &rent));
    }
    quote.rent = total_rent(&quote.accounts);
    let lamports = accounts.lamports(&bidder);
    if cash.wrapped > 0 && cash.wrapped.saturating_add(quote.rent) > lamports {
        let available = in_account.saturating_add(lamports.saturating_sub(quote.rent));
        return Err(ClientError::NotEnoughCash { needed, available }.into());
    }
    let place_bid = instructions::PlaceBid {
        bidder,
        vault,
        quote_mint,
        cash_account: cash.address,
        // Also where none should move: anyone may return an outbid bid before this one arrives, and then all do.
        fraction_account: (fractions > 0 || moves_fractions).then_some(fraction_account),
        // Also where there is no book yet: somebody may open one before this bid arrives.
        with_asks: view.status == Status::Active,
        args: PlaceBidArgs { price, fractions, max_cash: quote.max_cash },
    };
    instructions.push(place_bid.instruction());
    instructions.extend(cash.after);
    Ok(Action::new(instructions, quote))
}

fn taken(change: Move) -> u64 {
    match change {
        Move::In(amount) => amount,
        Move::Out(_) => 0,
    }
}
