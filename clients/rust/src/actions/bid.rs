//! Bidding.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use mosaic_core::{
    Status,
    auction::{Escrowed, Move},
};

use crate::{
    actions::{
        Action,
        tokens::{CashAccount, WrappedSol, create_associated_token},
    },
    error::{ActionError, ClientError},
    instructions::{self, PlaceBidArgs},
    pda,
    quotes::{self, AccountKind, BidQuote, NewAccount, total_rent},
    reader::{AccountReader, Accounts, RENT_SYSVAR_ID},
    views::{BidView, VaultView},
};

/// A bid, or an offer below the reserve, to be placed or raised.
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
    /// A bid or an offer in cash alone.
    #[must_use]
    pub fn new(vault: Pubkey, bidder: Pubkey, price: u64) -> Self {
        Self { vault, bidder, price, fractions: 0, max_cash: None, sol: WrappedSol::default() }
    }

    /// The same with fractions of the bidder's own, in raw units.
    #[must_use]
    pub fn with_fractions(self, fractions: u64) -> Self {
        Self { fractions, ..self }
    }
}

/// Places a bid or raises the bidder's own; pays from, and back to, its associated token accounts. In an Active vault
/// it starts the auction, at the reserve or above; where the reserve has fallen to an offer that stands, a step above
/// that.
///
/// # Errors
/// [`ClientError::Rule`] for what the auction's rules refuse, [`ClientError::NotEnoughCash`],
/// [`ClientError::NotEnoughFractions`], [`ClientError::Frozen`], [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn bid<R: AccountReader>(reader: &R, order: &PlaceBid) -> Result<Action<BidQuote>, ActionError<R::Error>> {
    let PlaceBid { bidder, price, fractions, .. } = *order;
    let (view, accounts, held) = read(reader, order).await?;
    let rent = accounts.rent()?;
    let mut quote = quotes::bid(&view, &bidder, held, (price, fractions), order.max_cash, &rent)?;
    let moves = (quote.cash, quote.fractions);
    let paid = prepare(&view, &accounts, order, moves, quote.max_cash, &mut quote.accounts)?;
    quote.rent = total_rent(&quote.accounts);
    quote.wrapped = paid.wrapped;
    let place = paid.place.instruction();
    Ok(Action::new(paid.around(place), quote))
}

/// Reads a vault with what the bidder has, and its bid or offer.
pub(super) async fn read<R: AccountReader>(
    reader: &R,
    order: &PlaceBid,
) -> Result<(VaultView, Accounts, Option<Escrowed>), ActionError<R::Error>> {
    let PlaceBid { vault, bidder, .. } = *order;
    let fraction_account = pda::associated_token(&bidder, &pda::fraction_mint(&vault));
    let others = [pda::bid(&vault, &bidder), fraction_account, bidder, RENT_SYSVAR_ID];
    let (view, mut accounts) = VaultView::read_with(reader, &vault, &others).await?;
    accounts.add(reader, &[pda::associated_token(&bidder, &view.vault.quote_mint)]).await?;
    let held = BidView::of(&view, &accounts, &bidder)?.map(|bid| bid.bid.escrowed());
    Ok((view, accounts, held))
}

/// How a bid or an offer is paid.
pub(super) struct Payment {
    /// What places it.
    pub place: instructions::PlaceBid,
    /// Lamports wrapped.
    pub wrapped: u64,
    before: Vec<Instruction>,
    after: Vec<Instruction>,
}

impl Payment {
    /// Everything, in its order.
    pub fn around(self, place: Instruction) -> Vec<Instruction> {
        self.before.into_iter().chain([place]).chain(self.after).collect()
    }
}

/// Prepares that cash and fractions move; adds the token accounts it takes to `made`, which has the others.
pub(super) fn prepare(
    view: &VaultView,
    accounts: &Accounts,
    order: &PlaceBid,
    (cash_moves, fractions_move): (Move, Move),
    max_cash: u64,
    made: &mut Vec<NewAccount>,
) -> Result<Payment, ClientError> {
    let PlaceBid { vault, bidder, price, fractions, sol, .. } = *order;
    let (rent, quote_mint, fraction_mint) = (accounts.rent()?, view.vault.quote_mint, view.vault.fraction_mint);
    let fraction_account = pda::associated_token(&bidder, &fraction_mint);
    let needed = taken(cash_moves);
    let cash = CashAccount::prepare(accounts, &bidder, &quote_mint, needed, sol, &rent);
    cash.check_thawed()?;
    made.extend(cash.made);
    let in_wallet = accounts.token(&fraction_account).map(|token| token.amount);
    let moves_fractions = fractions_move != Move::In(0);
    let makes_fraction_account = moves_fractions && in_wallet.is_none();
    let made_fraction_account = NewAccount::new(AccountKind::TokenAccount, fraction_account, &rent);
    made.extend(makes_fraction_account.then_some(made_fraction_account));
    cash.check_covers(accounts, &bidder, needed, total_rent(made))?;
    if taken(fractions_move) > in_wallet.unwrap_or_default() {
        let (needed, available) = (taken(fractions_move), in_wallet.unwrap_or_default());
        return Err(ClientError::NotEnoughFractions { needed, available });
    }
    let mut before = cash.before;
    before.extend(makes_fraction_account.then(|| create_associated_token(&bidder, &bidder, &fraction_mint)));
    let place = instructions::PlaceBid {
        bidder,
        vault,
        quote_mint,
        cash_account: cash.address,
        // Also where none should move: anyone may return an outbid bid before this one arrives, and then all do.
        fraction_account: (fractions > 0 || moves_fractions).then_some(fraction_account),
        // Also where there is no book yet: somebody may open one before this bid arrives.
        with_asks: view.status == Status::Active,
        args: PlaceBidArgs { price, fractions, max_cash, max_licensed_until: view.vault.licensed_until },
    };
    Ok(Payment { place, wrapped: cash.wrapped, before, after: cash.after })
}

fn taken(change: Move) -> u64 {
    match change {
        Move::In(amount) => amount,
        Move::Out(_) => 0,
    }
}
