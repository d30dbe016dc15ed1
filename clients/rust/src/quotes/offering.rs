//! Quotes of offerings.

use anchor_lang::prelude::{Pubkey, Rent};
use mosaic_core::{
    RuleError,
    auction::value_of,
    offering::{Offering, Plan, Purchase},
};

use crate::{
    error::ClientError,
    instructions::OpenOfferingArgs,
    pda,
    quotes::{AccountKind, NewAccount, returned_rent, total_rent},
    views::{OfferingView, PurchaseView, VaultView, one_token},
};

/// What opening an offering does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenOfferingQuote {
    /// Its number.
    pub number: u64,
    /// Its address.
    pub address: Pubkey,
    /// Fractions offered, which leave the creator's token account, in raw units.
    pub amount: u64,
    /// From when on it sells, in Unix seconds.
    pub starts_at: i64,
    /// From when on it sells no more, in Unix seconds.
    pub ends_at: i64,
    /// Price of one whole token of fractions (`10^decimals` raw units) at the start, floored, in raw quote units; `None`
    /// where that exceeds `u64`.
    pub start_price_per_token: Option<u64>,
    /// The same at the end.
    pub end_price_per_token: Option<u64>,
    /// What everything offered costs at the start, in raw quote units.
    pub most: u64,
    /// What it costs at the end, in raw quote units.
    pub least: u64,
    /// Least cash in all, without which everybody is paid back, in raw quote units.
    pub minimum: u64,
    /// Accounts made, at the creator's expense.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Of it, what comes back to the creator when the offering is closed, in lamports.
    pub returned: u64,
}

/// Quotes opening an offering by `creator`, at the time of the view.
///
/// # Errors
/// [`ClientError::NotTheCreator`], [`ClientError::WrongStatus`] unless the vault is Active; [`ClientError::Rule`] with
/// [`RuleError::AlreadyOffered`], [`RuleError::OfferingRuns`] and those of [`Plan::opened`].
pub fn open_offering(
    view: &VaultView,
    creator: &Pubkey,
    args: &OpenOfferingArgs,
    rent: &Rent,
) -> Result<OpenOfferingQuote, ClientError> {
    let vault = &view.vault;
    if vault.creator != *creator {
        return Err(ClientError::NotTheCreator { creator: vault.creator });
    }
    view.check_offering()?;
    let OpenOfferingArgs { amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum } = *args;
    let supply = view.supply;
    let plan = Plan { supply, amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum };
    let plan = plan.opened(view.now)?;
    let address = pda::offering(&view.address, vault.offerings);
    let accounts = vec![
        NewAccount::new(AccountKind::Offering, address, rent),
        NewAccount::new(AccountKind::OfferedFractions, pda::offered_fractions(&address), rent),
        NewAccount::new(AccountKind::RaisedCash, pda::raised_cash(&address), rent),
    ];
    let token = one_token(vault.decimals)?;
    Ok(OpenOfferingQuote {
        number: vault.offerings,
        address,
        amount,
        starts_at: plan.starts_at,
        ends_at,
        start_price_per_token: value_of(token, start_price, supply).ok(),
        end_price_per_token: value_of(token, end_price, supply).ok(),
        most: plan.cost(amount, start_price)?,
        least: plan.cost(amount, end_price)?,
        minimum,
        rent: total_rent(&accounts),
        returned: returned_rent(&accounts),
        accounts,
    })
}

/// What buying fractions of an offering does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuyFractionsQuote {
    /// Number of the offering.
    pub number: u64,
    /// Fractions bought, in raw units: exactly as many, or none.
    pub amount: u64,
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// What they cost if the transaction lands now, in raw quote units. Later it is less, if anything.
    pub cost: u64,
    /// The bound on the cost that the instruction carries, in raw quote units: the most that can leave the wallet.
    pub max_cost: u64,
    /// All that the buyer has bought in the offering then.
    pub purchase: Purchase,
    /// What it may still buy then, in raw units.
    pub allowed: u64,
    /// What is left for everybody then, in raw units.
    pub left: u64,
    /// What was raised by then, in raw quote units.
    pub raised: u64,
    /// Whether the minimum is reached then: else everything is paid back if it never is.
    pub certain: bool,
    /// Fractions that are delivered with it, in raw units: all that are the buyer's, once the minimum is reached.
    pub delivered: u64,
    /// Below which price of the whole the vault is not sold then, while the offering runs, in raw quote units; 0 where
    /// it does not run or the minimum is not reached.
    pub floor: u64,
    /// End of the offering, in Unix seconds.
    pub ends_at: i64,
    /// Accounts made, at the buyer's expense.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Lamports wrapped into SOL of the token program to pay; 0 unless the quote mint is wrapped SOL.
    pub wrapped: u64,
}

/// Quotes buying `amount` fractions by `buyer`, who has this `purchase` so far, at the time of the view. `max_cost` bounds
/// the cost; `None` bounds it by what the quote says. That suffices: the price never rises.
///
/// # Errors
/// [`ClientError::WrongStatus`] unless the vault is Active, [`ClientError::AboveOffered`],
/// [`ClientError::AboveWalletLimit`]; [`ClientError::Rule`] for others of [`Offering::buy`].
pub fn buy_fractions(
    view: &VaultView,
    offering: &OfferingView,
    buyer: &Pubkey,
    purchase: Option<&PurchaseView>,
    (amount, max_cost): (u64, Option<u64>),
    rent: &Rent,
) -> Result<BuyFractionsQuote, ClientError> {
    let (rules, held) = (offering.rules(), purchase.map_or(Purchase::default(), |own| own.purchase.purchase()));
    let limit = rules.plan.wallet_limit;
    let bound = max_cost.unwrap_or(u64::MAX);
    let bought = rules.buy(view.status, held, amount, bound, view.now).map_err(|error| match error {
        RuleError::WrongStatus => ClientError::WrongStatus { status: view.status },
        RuleError::AboveOffered => ClientError::AboveOffered { wanted: amount, left: rules.left() },
        RuleError::AboveWalletLimit => ClientError::AboveWalletLimit { wanted: amount, bought: held.fractions, limit },
        error => error.into(),
    })?;
    let after: Offering = bought.offering;
    let delivered = after.claim(view.status, bought.purchase, view.now).map_or(0, |claimed| claimed.fractions);
    let runs = after.is_certain() && !after.is_over(view.status, view.now);
    let accounts = match purchase {
        Some(_) => Vec::new(),
        None => vec![NewAccount::new(AccountKind::Purchase, pda::purchase(&offering.address, buyer), rent)],
    };
    Ok(BuyFractionsQuote {
        number: offering.number,
        amount,
        price: bought.price,
        cost: bought.cost,
        max_cost: max_cost.unwrap_or(bought.cost),
        purchase: bought.purchase,
        allowed: after.allowed(bought.purchase.fractions),
        left: after.left(),
        raised: after.raised,
        certain: after.is_certain(),
        delivered,
        floor: if runs { after.highest_price } else { 0 },
        ends_at: after.plan.ends_at,
        rent: total_rent(&accounts),
        accounts,
        wrapped: 0,
    })
}

/// What claiming a purchase does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimPurchaseQuote {
    /// Number of the offering.
    pub number: u64,
    /// Who bought, and is paid.
    pub buyer: Pubkey,
    /// Fractions delivered, in raw units.
    pub fractions: u64,
    /// Cash paid back, in raw quote units.
    pub refund: u64,
    /// Whether its account is closed: once the offering is over.
    pub closes: bool,
    /// Lamports of the closed account that come back to the buyer.
    pub returned: u64,
    /// Token accounts made, at the payer's expense.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Whether wrapped SOL arrives as SOL: the buyer's account for it is closed by the last instruction.
    pub unwrapped: bool,
}

/// Quotes claiming a purchase, at the time of the view.
///
/// # Errors
/// [`ClientError::Rule`] with [`RuleError::OfferingRuns`]
pub fn claim_purchase(
    view: &VaultView,
    offering: &OfferingView,
    purchase: &PurchaseView,
) -> Result<ClaimPurchaseQuote, ClientError> {
    let claimed = offering.rules().claim(view.status, purchase.purchase.purchase(), view.now)?;
    Ok(ClaimPurchaseQuote {
        number: offering.number,
        buyer: purchase.purchase.buyer,
        fractions: claimed.fractions,
        refund: claimed.refund,
        closes: claimed.closes,
        returned: if claimed.closes { purchase.lamports } else { 0 },
        accounts: Vec::new(),
        rent: 0,
        unwrapped: false,
    })
}

/// What closing an offering does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseOfferingQuote {
    /// Its number.
    pub number: u64,
    /// Fractions that go back to the creator, in raw units.
    pub fractions: u64,
    /// Cash the creator is paid, in raw quote units.
    pub cash: u64,
    /// Whether it is called off: it is not over.
    pub called_off: bool,
    /// Whether its accounts are closed; else it is closed again once the last purchase was claimed.
    pub closes: bool,
    /// Cash nobody is owed, which the curator gets, in raw quote units.
    pub surplus_cash: u64,
    /// Fractions nobody is owed, which are burned, in raw units.
    pub surplus_fractions: u64,
    /// Lamports of the closed accounts that come back to the creator. [`close_offering`] leaves them 0, as the surplus:
    /// they follow from the accounts that [`crate::actions::close_offering`] reads.
    pub returned: u64,
    /// Token accounts made for those who are paid, at the payer's expense.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
}

/// Quotes closing an offering, at the time of the view, signed by the creator or by somebody else.
///
/// # Errors
/// [`ClientError::PurchasesStillOpen`] where the creator was paid; [`ClientError::Rule`] with
/// [`RuleError::OfferingRuns`]
pub fn close_offering(
    view: &VaultView,
    offering: &OfferingView,
    by_creator: bool,
) -> Result<CloseOfferingQuote, ClientError> {
    let closed = offering.rules().close(view.status, by_creator, view.now)?;
    let open = offering.offering.purchases_open;
    if offering.paid && open > 0 {
        return Err(ClientError::PurchasesStillOpen { number: offering.number, open });
    }
    Ok(CloseOfferingQuote {
        number: offering.number,
        fractions: closed.fractions,
        cash: closed.cash,
        called_off: !offering.is_over(),
        closes: open == 0,
        surplus_cash: 0,
        surplus_fractions: 0,
        returned: 0,
        accounts: Vec::new(),
        rent: 0,
    })
}
