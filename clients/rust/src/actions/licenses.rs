//! Licences: taking, renewing and closing them.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use mosaic_core::RuleError;

use crate::{
    actions::{
        Action,
        income::{adding, is_frozen},
        tokens::{CashAccount, WrappedSol},
    },
    error::{ActionError, ClientError},
    instructions, pda,
    quotes::{self, AccountKind, LicenseQuote, RentBack, total_rent},
    reader::{AccountReader, Accounts, RENT_SYSVAR_ID},
    views::{LicenseView, VaultView},
};

/// A licence to be taken or renewed.
#[derive(Clone, Copy, Debug)]
pub struct TakeLicense {
    /// The vault.
    pub vault: Pubkey,
    /// Number of the licence: of the proposal that granted it.
    pub number: u64,
    /// The licensee: signs, and pays the fee from its associated token account.
    pub licensee: Pubkey,
    /// What to do about wrapped SOL.
    pub sol: WrappedSol,
}

impl TakeLicense {
    /// The licence of this number, its fee wrapped where it is in SOL.
    #[must_use]
    pub fn new(vault: Pubkey, number: u64, licensee: Pubkey) -> Self {
        Self { vault, number, licensee, sol: WrappedSol::default() }
    }
}

/// Takes a licence that was granted, for its first term. The fee becomes income of the stakes; opens the pool of stakes
/// and the account of income where there are none.
///
/// # Errors
/// [`ClientError::NoLicense`], [`ClientError::WrongStatus`] unless the vault is Active,
/// [`ClientError::NotTheLicensee`], [`ClientError::LicenseExcluded`]; [`ClientError::Rule`] for one that was taken,
/// ended, or not taken in time; [`ClientError::NotEnoughCash`], [`ClientError::Frozen`], [`ClientError::NoVault`];
/// [`ActionError::Read`].
pub async fn accept_license<R: AccountReader>(
    reader: &R,
    order: &TakeLicense,
) -> Result<Action<LicenseQuote>, ActionError<R::Error>> {
    let (view, accounts, license) = read(reader, order).await?;
    let quote = quotes::accept_license(&view, &license, &order.licensee, &accounts.rent()?)?;
    Ok(take(&view, &accounts, order, quote, instructions::TakeLicense::accept)?)
}

/// Renews a running licence by a term, which follows the present one. The fee as with [`accept_license`].
///
/// # Errors
/// [`ClientError::NoLicense`], [`ClientError::WrongStatus`] unless the vault is Active,
/// [`ClientError::NotTheLicensee`], [`ClientError::LicenseRenewed`]; [`ClientError::Rule`] for one that was not taken,
/// ended, or has run out; [`ClientError::NotEnoughCash`], [`ClientError::Frozen`], [`ClientError::NoVault`];
/// [`ActionError::Read`].
pub async fn renew_license<R: AccountReader>(
    reader: &R,
    order: &TakeLicense,
) -> Result<Action<LicenseQuote>, ActionError<R::Error>> {
    let (view, accounts, license) = read(reader, order).await?;
    let quote = quotes::renew_license(&view, &license, &order.licensee, &accounts.rent()?)?;
    Ok(take(&view, &accounts, order, quote, instructions::TakeLicense::renew)?)
}

async fn read<R: AccountReader>(
    reader: &R,
    order: &TakeLicense,
) -> Result<(VaultView, Accounts, LicenseView), ActionError<R::Error>> {
    let TakeLicense { vault, number, licensee, .. } = *order;
    let others = [LicenseView::address(&vault, number), licensee, RENT_SYSVAR_ID];
    let (view, mut accounts) = VaultView::read_with(reader, &vault, &others).await?;
    let quote_mint = view.vault.quote_mint;
    let tokens = [pda::associated_token(&licensee, &quote_mint), pda::income_account(&vault, &quote_mint)];
    accounts.add(reader, &tokens).await?;
    let license = LicenseView::of(&accounts, &vault, number, view.now)?;
    let license = license.ok_or(ClientError::NoLicense { vault, number })?;
    Ok((view, accounts, license))
}

fn take(
    view: &VaultView,
    accounts: &Accounts,
    order: &TakeLicense,
    mut quote: LicenseQuote,
    instruction: fn(&instructions::TakeLicense) -> Instruction,
) -> Result<Action<LicenseQuote>, ClientError> {
    let TakeLicense { vault, number, licensee, sol } = *order;
    let (quote_mint, rent) = (view.vault.quote_mint, accounts.rent()?);
    let mut instructions = Vec::new();
    if view.income(&quote_mint)?.is_none() {
        instructions = adding(view, accounts, &licensee, &quote_mint)?;
    }
    let cash = CashAccount::prepare(accounts, &licensee, &quote_mint, quote.fee, sol, &rent);
    cash.check_thawed()?;
    let income_account = pda::income_account(&vault, &quote_mint);
    if quote.fee > 0 && is_frozen(accounts, &income_account) {
        return Err(ClientError::Frozen { account: income_account });
    }
    quote.accounts.extend(cash.made);
    quote.rent = total_rent(&quote.accounts);
    quote.wrapped = cash.wrapped;
    cash.check_covers(accounts, &licensee, quote.fee, quote.rent)?;
    instructions.extend(cash.before);
    let take = instructions::TakeLicense { licensee, vault, number, quote_mint, cash_source: cash.address };
    instructions.push(instruction(&take));
    instructions.extend(cash.after);
    Ok(Action::new(instructions, quote))
}

/// Closes a licence that is over, or was not taken in time: its rent goes to who paid it. Anyone may; the vault that
/// granted it may be closed.
///
/// # Errors
/// [`ClientError::NoLicense`]; [`ClientError::Rule`] with [`RuleError::LicenseAlive`]; [`ActionError::Read`].
pub async fn close_license<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
    number: u64,
) -> Result<Action<RentBack>, ActionError<R::Error>> {
    let license = LicenseView::read(reader, vault, number).await?;
    let license = license.ok_or(ClientError::NoLicense { vault: *vault, number })?;
    if !license.closable {
        return Err(RuleError::LicenseAlive.into());
    }
    let LicenseView { address, opener, lamports, .. } = license;
    let close = instructions::CloseLicense { vault: *vault, number, opener };
    let quote = RentBack { kind: AccountKind::License, address, to: opener, lamports };
    Ok(Action::new(vec![close.instruction()], quote))
}
