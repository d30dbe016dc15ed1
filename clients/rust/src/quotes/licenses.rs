//! Quotes of licences.

use anchor_lang::prelude::{Pubkey, Rent};
use mosaic_core::{RuleError, license::License};

use crate::{
    error::{ClientError, Exclusion},
    quotes::{DepositIncomeQuote, NewAccount, income::deposit_income_of},
    views::{LicenseView, VaultView, license_renewable_from},
};

/// What taking a licence for its first or a further term does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenseQuote {
    /// Its number.
    pub number: u64,
    /// Its address: the proof of the right.
    pub address: Pubkey,
    /// The fee, paid now, in raw quote units.
    pub fee: u64,
    /// From when on the licensee has the right, in Unix seconds.
    pub from: i64,
    /// Until when it had; `None` before the first term.
    pub until_before: Option<i64>,
    /// Until when it has afterwards.
    pub until: i64,
    /// From when on it can be renewed then.
    pub renewable_from: i64,
    /// Latest end of any licence of the vault afterwards, which a buyer sees.
    pub licensed_until: i64,
    /// How the fee becomes income of the stakes; `None` for a licence without a fee.
    pub income: Option<DepositIncomeQuote>,
    /// Accounts made, at the licensee's expense: the pool and the account of income, where there are none. Their rent
    /// comes back when the vault is closed.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Lamports wrapped into SOL of the token program to pay; 0 unless the quote mint is wrapped SOL.
    pub wrapped: u64,
}

/// Quotes taking an offered licence for its first term by `licensee`, at the time of the view.
///
/// # Errors
/// [`ClientError::WrongStatus`] unless the vault is Active, [`ClientError::NotTheLicensee`],
/// [`ClientError::LicenseExcluded`]; [`ClientError::Rule`] with [`RuleError::LicenseTaken`],
/// [`RuleError::LicenseEnded`], [`RuleError::LicenseOfferOver`].
pub fn accept_license(
    view: &VaultView,
    license: &LicenseView,
    licensee: &Pubkey,
    rent: &Rent,
) -> Result<LicenseQuote, ClientError> {
    check(view, license, licensee)?;
    let rules = license.license.license();
    let (taken, rights) = rules.accept(view.vault.rights(), view.now).map_err(|error| match error {
        RuleError::LicenseExcluded => excluded(view),
        error => error.into(),
    })?;
    quote(view, license, &taken, rights.licensed_until, rent)
}

/// Quotes renewing a running licence by a term by `licensee`, at the time of the view.
///
/// # Errors
/// [`ClientError::WrongStatus`] unless the vault is Active, [`ClientError::NotTheLicensee`],
/// [`ClientError::LicenseRenewed`]; [`ClientError::Rule`] with [`RuleError::LicenseNotTaken`],
/// [`RuleError::LicenseEnded`], [`RuleError::LicenseOver`].
pub fn renew_license(
    view: &VaultView,
    license: &LicenseView,
    licensee: &Pubkey,
    rent: &Rent,
) -> Result<LicenseQuote, ClientError> {
    check(view, license, licensee)?;
    let rules = license.license.license();
    let (taken, rights) = rules.renew(view.vault.rights(), view.now).map_err(|error| match error {
        RuleError::LicenseRenewed => ClientError::LicenseRenewed { renewable_from: license_renewable_from(&rules) },
        error => error.into(),
    })?;
    quote(view, license, &taken, rights.licensed_until, rent)
}

fn check(view: &VaultView, license: &LicenseView, licensee: &Pubkey) -> Result<(), ClientError> {
    if !view.status.grants_licenses() {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    if license.licensee != *licensee {
        return Err(ClientError::NotTheLicensee { licensee: license.licensee });
    }
    Ok(())
}

fn excluded(view: &VaultView) -> ClientError {
    match view.exclusive_until() {
        Some(until) => ClientError::LicenseExcluded { by: Exclusion::Exclusive, until },
        None => ClientError::LicenseExcluded { by: Exclusion::Any, until: view.vault.licensed_until },
    }
}

fn quote(
    view: &VaultView,
    license: &LicenseView,
    taken: &License,
    licensed_until: i64,
    rent: &Rent,
) -> Result<LicenseQuote, ClientError> {
    let (accounts, income) = deposit_income_of(view, &view.vault.quote_mint, taken.fee, rent)?;
    Ok(LicenseQuote {
        number: license.number,
        address: license.address,
        fee: taken.fee,
        from: taken.from,
        until_before: license.is_running().then_some(license.license.until),
        until: taken.until,
        renewable_from: license_renewable_from(taken),
        licensed_until,
        income,
        rent: super::total_rent(&accounts),
        accounts,
        wrapped: 0,
    })
}
