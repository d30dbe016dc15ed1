//! Offerings, and what was bought in them.

use anchor_lang::prelude::Pubkey;
use mosaic_core::{RuleError, offering};

use crate::{
    error::ClientError,
    pda,
    reader::Accounts,
    state::{Offering, Purchase},
    views::VaultView,
};

/// Where an offering stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferingState {
    /// It has not started.
    Ahead {
        /// When it does, in Unix seconds.
        starts_at: i64,
    },
    /// Fractions can be bought.
    Selling {
        /// Until when, in Unix seconds.
        until: i64,
    },
    /// It is over, and what was sold is its buyers'.
    Succeeded,
    /// It is over, and its buyers get back what they paid.
    Failed,
}

/// An offering, at the time of its vault's view.
#[derive(Clone, Copy, Debug)]
pub struct OfferingView {
    /// Its address.
    pub address: Pubkey,
    /// Its account.
    pub offering: Offering,
    /// Its number.
    pub number: u64,
    /// Where it stands.
    pub state: OfferingState,
    /// Price of the whole vault, in raw quote units: the first one before the start, the last one once it has ended.
    pub price: u64,
    /// Fractions that can still be bought, or could, in raw units.
    pub left: u64,
    /// Whether the minimum is reached: what was bought is its buyers', whatever follows.
    pub certain: bool,
    /// Whether the creator was paid: the cash, and what was not sold.
    pub paid: bool,
    /// Whether anyone may close it now: pay the creator, or close its accounts.
    pub closable: bool,
    /// Lamports of its account.
    pub lamports: u64,
}

impl OfferingView {
    /// The offering of this number, read with its vault; `None` if there is none, or none any more.
    ///
    /// # Errors
    /// [`ClientError::ForeignAccount`], [`ClientError::Undecodable`]; [`ClientError::Rule`] if its account does not fit
    /// together.
    pub fn of(view: &VaultView, accounts: &Accounts, number: u64) -> Result<Option<Self>, ClientError> {
        let address = pda::offering(&view.address, number);
        let found = accounts.program_account::<Offering>(&address)?;
        found.map(|offering| Self::new(view, address, offering, accounts.lamports(&address))).transpose()
    }

    pub(crate) fn new(
        view: &VaultView,
        address: Pubkey,
        offering: Offering,
        lamports: u64,
    ) -> Result<Self, ClientError> {
        let rules = offering.offering();
        let over = rules.is_over(view.status, view.now);
        let state = match (over, rules.is_certain()) {
            (true, true) => OfferingState::Succeeded,
            (true, false) => OfferingState::Failed,
            (false, _) if view.now < offering.starts_at => OfferingState::Ahead { starts_at: offering.starts_at },
            (false, _) => OfferingState::Selling { until: offering.ends_at },
        };
        Ok(Self {
            address,
            number: offering.number,
            state,
            price: rules.plan.price_at(view.now)?,
            left: rules.left(),
            certain: rules.is_certain(),
            paid: rules.closed,
            closable: over && (!rules.closed || offering.purchases_open == 0),
            lamports,
            offering,
        })
    }

    /// The offerings of a vault that have accounts, read with it, by number.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn all(view: &VaultView, accounts: &Accounts) -> Result<Vec<Self>, ClientError> {
        let mut all = Vec::new();
        for number in Self::numbers(view) {
            all.extend(Self::of(view, accounts, number)?);
        }
        Ok(all)
    }

    /// The addresses of all offerings that could have accounts, to be read with the vault.
    #[must_use]
    pub fn addresses(view: &VaultView) -> Vec<Pubkey> {
        Self::numbers(view).map(|number| pda::offering(&view.address, number)).collect()
    }

    /// The numbers of all offerings made, where some still have accounts.
    pub(crate) fn numbers(view: &VaultView) -> std::ops::Range<u64> {
        0..if view.vault.offerings_open == 0 { 0 } else { view.vault.offerings }
    }

    /// The offering as the rules know it.
    #[must_use]
    pub fn rules(&self) -> offering::Offering {
        self.offering.offering()
    }

    /// Whether fractions can be bought now.
    #[must_use]
    pub fn is_selling(&self) -> bool {
        matches!(self.state, OfferingState::Selling { .. })
    }

    /// Whether nothing can be bought any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.state, OfferingState::Succeeded | OfferingState::Failed)
    }
}

impl VaultView {
    /// Whether the creator could open an offering now: none has succeeded, and none stands.
    #[must_use]
    pub fn can_offer(&self) -> bool {
        self.check_offering().is_ok()
    }

    /// Refuses a further offering: [`ClientError::WrongStatus`], [`RuleError::AlreadyOffered`],
    /// [`RuleError::OfferingRuns`].
    pub(crate) fn check_offering(&self) -> Result<(), ClientError> {
        if !self.status.sells_fractions() {
            return Err(ClientError::WrongStatus { status: self.status });
        }
        if self.vault.offered == 1 {
            return Err(RuleError::AlreadyOffered.into());
        }
        if self.now < self.vault.offering_ends_at {
            return Err(RuleError::OfferingRuns.into());
        }
        Ok(())
    }

    /// Below which price of the whole the vault is not sold now, as an offering that has succeeded runs, in raw quote
    /// units; 0 if none does. The reserve of the view is no less.
    #[must_use]
    pub fn offering_floor(&self) -> u64 {
        if self.status.sells_fractions() { self.vault.offering_floor(self.now) } else { 0 }
    }
}

/// What somebody has bought in an offering.
#[derive(Clone, Copy, Debug)]
pub struct PurchaseView {
    /// Its address.
    pub address: Pubkey,
    /// Its account.
    pub purchase: Purchase,
    /// Fractions that can be claimed now, in raw units.
    pub fractions: u64,
    /// Cash that can be claimed back now, in raw quote units.
    pub refund: u64,
    /// Whether anyone may claim now for its buyer: also where nothing is left but the rent of its account.
    pub claimable: bool,
    /// Lamports of its account, which come back to the buyer once the offering is over.
    pub lamports: u64,
}

impl PurchaseView {
    /// The purchase of `buyer` in an offering, read with both; `None` if it has none, or none any more.
    ///
    /// # Errors
    /// [`ClientError::ForeignAccount`], [`ClientError::Undecodable`]
    pub fn of(
        view: &VaultView,
        offering: &OfferingView,
        accounts: &Accounts,
        buyer: &Pubkey,
    ) -> Result<Option<Self>, ClientError> {
        let address = pda::purchase(&offering.address, buyer);
        let Some(purchase) = accounts.program_account::<Purchase>(&address)? else { return Ok(None) };
        let due = offering.rules().claim(view.status, purchase.purchase(), view.now).ok();
        Ok(Some(Self {
            address,
            purchase,
            fractions: due.map_or(0, |due| due.fractions),
            refund: due.map_or(0, |due| due.refund),
            claimable: due.is_some(),
            lamports: accounts.lamports(&address),
        }))
    }
}
