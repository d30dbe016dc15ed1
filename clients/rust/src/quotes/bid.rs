//! Quotes of bids and of the settlement.

use anchor_lang::prelude::{Pubkey, Rent};
use mosaic_core::{
    RuleError, Status,
    auction::{Escrowed, Move, Order, place},
    split::{Split, split},
};

use crate::{
    pda,
    quotes::{AccountKind, NewAccount, total_rent},
    views::VaultView,
};

/// What a bid does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BidQuote {
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// What the whole bid has in escrow afterwards.
    pub escrowed: Escrowed,
    /// Cash that moves now: in to the escrow, or out of it back to the bidder.
    pub cash: Move,
    /// Fractions that move now.
    pub fractions: Move,
    /// The bound on the cash of the whole bid that the instruction carries, in raw quote units.
    pub max_cash: u64,
    /// Most cash that can leave the wallet, whatever others do before the transaction lands, in raw quote units.
    pub worst_case: u64,
    /// End of the auction afterwards (Unix seconds), if the bid lands now.
    pub ends_at: i64,
    /// Whether this bid starts the auction.
    pub starts_auction: bool,
    /// Latest end of any licence that the instruction accepts, in Unix seconds: of those there are. A sale does not end
    /// them.
    pub licensed_until: i64,
    /// Accounts made, at the bidder's expense.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Lamports wrapped into SOL of the token program to pay the cash; 0 unless the quote mint is wrapped SOL.
    pub wrapped: u64,
}

/// Quotes a bid of `bidder`, who has `held` in escrow already, at the time of the view.
///
/// `max_cash` bounds the cash of the whole bid; `None` bounds it by what the quote says. That suffices: the cash of a
/// price depends on the supply only, which can only fall, and the cash with it.
///
/// # Errors
/// Those of [`place`].
pub fn bid(
    view: &VaultView,
    bidder: &Pubkey,
    held: Option<Escrowed>,
    (price, fractions): (u64, u64),
    max_cash: Option<u64>,
    rent: &Rent,
) -> Result<BidQuote, RuleError> {
    let round = view.round();
    let order = Order { price, fractions, max_cash: max_cash.unwrap_or(u64::MAX) };
    let in_escrow = held.unwrap_or_default();
    let placed = place(&view.vault.terms(), &round, in_escrow, &order, view.now)?;
    let max_cash = max_cash.unwrap_or(placed.escrowed.cash);
    let starts_auction = round.status == Status::Active;
    let accounts = bid_accounts(view, bidder, held.is_none(), rent);
    Ok(BidQuote {
        price,
        escrowed: placed.escrowed,
        cash: placed.cash,
        fractions: placed.fractions,
        max_cash,
        worst_case: max_cash.saturating_sub(in_escrow.cash),
        ends_at: placed.ends_at,
        starts_auction,
        licensed_until: view.vault.licensed_until,
        rent: total_rent(&accounts),
        accounts,
        wrapped: 0,
    })
}

/// What a bid or an offer makes: with the first of all the auction and its escrows, with the bidder's first its bid.
pub(super) fn bid_accounts(view: &VaultView, bidder: &Pubkey, first: bool, rent: &Rent) -> Vec<NewAccount> {
    let vault = &view.address;
    let mut accounts = Vec::new();
    if view.auction.is_none() {
        accounts.push(NewAccount::new(AccountKind::Auction, pda::auction(vault), rent));
        accounts.push(NewAccount::new(AccountKind::CashEscrow, pda::cash_escrow(vault), rent));
        accounts.push(NewAccount::new(AccountKind::FractionEscrow, pda::fraction_escrow(vault), rent));
    }
    if first {
        accounts.push(NewAccount::new(AccountKind::Bid, pda::bid(vault, bidder), rent));
    }
    accounts
}

/// What the settlement does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettleQuote {
    /// Who wins the assets.
    pub winner: Pubkey,
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// Cash of the winner, in raw quote units.
    pub cash: u64,
    /// How it is divided: royalties, curator's fee, proceeds.
    pub split: Split,
    /// Of the proceeds, what the winner gets back because no fraction is left: all or nothing.
    pub refund: u64,
    /// The winner's fractions, which are burned, in raw units.
    pub burned: u64,
    /// Supply afterwards, in raw units.
    pub supply: u64,
    /// What one whole token of fractions (`10^decimals` raw units) redeems, floored, in raw quote units; 0 where no
    /// fraction is left.
    pub value_of_token: u64,
}

/// Quotes the settlement of an auction whose leader has `leading` in escrow.
///
/// # Errors
/// [`RuleError::WrongStatus`] without an auction, [`RuleError::AuctionNotEnded`] before its end.
pub fn settle(view: &VaultView, leading: Escrowed) -> Result<SettleQuote, RuleError> {
    let auction = view.auction.as_ref().ok_or(RuleError::WrongStatus)?;
    view.status.allows_settling(view.now, auction.ends_at)?;
    let vault = &view.vault;
    let split = split(leading.cash, vault.royalty_weight, vault.assets, vault.curator_fee_bps)?;
    let supply = view.supply.checked_sub(leading.fractions).ok_or(RuleError::LedgerMismatch)?;
    let value_of_token = match supply {
        0 => 0,
        _ => {
            let token = crate::views::one_token(vault.decimals)?;
            mosaic_core::math::mul_div_floor(split.proceeds, token, supply)?
        }
    };
    Ok(SettleQuote {
        winner: auction.leader,
        price: auction.price,
        cash: leading.cash,
        split,
        refund: if supply == 0 { split.proceeds } else { 0 },
        burned: leading.fractions,
        supply,
        value_of_token,
    })
}
