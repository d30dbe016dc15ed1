//! Quotes of income.

use anchor_lang::prelude::{Pubkey, Rent};
use mosaic::constants::INCOME_MINTS;
use mosaic_core::income::Stream;

use super::stake::pool_accounts;
use crate::{
    error::ClientError,
    pda,
    quotes::{AccountKind, NewAccount, total_rent},
    state::{Income, Stake},
    views::{Due, IncomeView, VaultView},
};

/// What adding a mint of income does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddIncomeMintQuote {
    /// The mint.
    pub mint: Pubkey,
    /// Its place among the vault's incomes: 0 for the quote mint.
    pub place: usize,
    /// Accounts made, at the expense of who signs; their rent comes back when the vault is closed.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
}

/// What paying income in does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepositIncomeQuote {
    /// Mint of the income.
    pub mint: Pubkey,
    /// Paid in, in raw units of the mint.
    pub amount: u64,
    /// Still to be released before, in raw units of the mint.
    pub waiting_before: u64,
    /// Seconds it would have taken.
    pub secs_before: u32,
    /// Still to be released afterwards.
    pub waiting: u64,
    /// Seconds it takes, of which only those count in which something is staked.
    pub secs: u32,
    /// Released per second then, in raw units of the mint as Q64.64, rounded down.
    pub per_second: u128,
    /// Of it, what each fraction that is staked now gets; 0 where nothing is staked: then the income waits.
    pub per_fraction_second: u128,
    /// Fractions staked, in raw units.
    pub staked: u64,
    /// Accounts made, at the depositor's expense.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Lamports wrapped into SOL of the token program to pay; 0 unless the mint is wrapped SOL.
    pub wrapped: u64,
}

/// What claiming income does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimIncomeQuote {
    /// What the holder is paid, by mint.
    pub claims: Vec<Due>,
    /// Whether the stake is closed: nothing was staked any more, and no whole unit of income is owed now.
    pub closes: bool,
    /// Lamports of the closed stake that come back to the holder. [`claim_income`] leaves them 0: they follow from the
    /// accounts that [`crate::actions::claim_income`] reads.
    pub returned: u64,
    /// Token accounts made, at the payer's expense.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Whether wrapped SOL arrives as SOL: the holder's account for it is closed by the last instruction.
    pub unwrapped: bool,
}

/// Quotes adding a mint of income by `payer`.
///
/// # Errors
/// [`ClientError::WrongStatus`] in a status without income, [`ClientError::NotTheCurator`],
/// [`ClientError::IncomeMintIsFraction`], [`ClientError::IncomeMintKnown`], [`ClientError::TooManyIncomeMints`].
pub fn add_income_mint(
    view: &VaultView,
    payer: &Pubkey,
    mint: &Pubkey,
    rent: &Rent,
) -> Result<AddIncomeMintQuote, ClientError> {
    if !view.status.accepts_income() {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    let vault = &view.vault;
    if vault.quote_mint != *mint && vault.curator != *payer {
        return Err(ClientError::NotTheCurator { curator: vault.curator });
    }
    add_income_mint_voted(view, mint, rent)
}

/// As [`add_income_mint`], whoever adds it: by a vote.
pub(super) fn add_income_mint_voted(
    view: &VaultView,
    mint: &Pubkey,
    rent: &Rent,
) -> Result<AddIncomeMintQuote, ClientError> {
    let vault = &view.vault;
    let is_quote = vault.quote_mint == *mint;
    if vault.fraction_mint == *mint {
        return Err(ClientError::IncomeMintIsFraction { mint: *mint });
    }
    let income = view.pool.map(|pool| pool.income).unwrap_or_default();
    if income.iter().any(|income| income.mint == *mint) {
        return Err(ClientError::IncomeMintKnown { mint: *mint });
    }
    let free = income.iter().skip(1).position(|income| income.mint == Pubkey::default());
    let most = INCOME_MINTS - 1;
    let place = match free {
        _ if is_quote => 0,
        Some(place) => place + 1,
        None => return Err(ClientError::TooManyIncomeMints { most }),
    };
    let mut accounts = Vec::new();
    if view.pool.is_none() {
        accounts.extend(pool_accounts(&view.address, rent));
    }
    accounts.push(NewAccount::new(AccountKind::IncomeAccount, pda::income_account(&view.address, mint), rent));
    Ok(AddIncomeMintQuote { mint: *mint, place, rent: total_rent(&accounts), accounts })
}

/// Quotes paying `amount` raw units of a mint in by `depositor`, at the time of the view. The mint is added with it
/// where the depositor may add it.
///
/// # Errors
/// [`ClientError::WrongStatus`] in a status without income; [`ClientError::NoIncomeMint`] where only the curator can
/// add the mint, else those of [`add_income_mint`]; [`ClientError::Rule`] with
/// [`RuleError::ZeroAmount`](mosaic_core::RuleError::ZeroAmount), and with
/// [`RuleError::Overflow`](mosaic_core::RuleError::Overflow) where the account would leave `u64`.
pub fn deposit_income(
    view: &VaultView,
    depositor: &Pubkey,
    mint: &Pubkey,
    amount: u64,
    rent: &Rent,
) -> Result<DepositIncomeQuote, ClientError> {
    if !view.status.accepts_income() {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    let present = view.income(mint)?;
    let accounts = match present {
        Some(_) => Vec::new(),
        None => match add_income_mint(view, depositor, mint, rent) {
            Ok(added) => added.accounts,
            Err(ClientError::NotTheCurator { curator }) => {
                return Err(ClientError::NoIncomeMint { mint: *mint, curator });
            }
            Err(error) => return Err(error),
        },
    };
    let before = present.map_or(Stream::default(), |income| income.stream);
    let after = before.deposit(amount, view.vault.drip_secs)?;
    let (before, after) = (view_of(&before), view_of(&after));
    Ok(DepositIncomeQuote {
        mint: *mint,
        amount,
        waiting_before: before.waiting,
        secs_before: before.secs_left,
        waiting: after.waiting,
        secs: after.secs_left,
        per_second: after.per_second,
        per_fraction_second: after.per_fraction_second(view.staked()),
        staked: view.staked(),
        rent: total_rent(&accounts),
        accounts,
        wrapped: 0,
    })
}

/// What paying `amount` of the quote mint in without a signature of the curator does, and the accounts it makes;
/// without an amount only those, as the accounts must be there all the same.
pub(super) fn deposit_income_of(
    view: &VaultView,
    mint: &Pubkey,
    amount: u64,
    rent: &Rent,
) -> Result<(Vec<NewAccount>, Option<DepositIncomeQuote>), ClientError> {
    let payer = Pubkey::default();
    if amount > 0 {
        let quote = deposit_income(view, &payer, mint, amount, rent)?;
        return Ok((quote.accounts.clone(), Some(quote)));
    }
    let accounts = match view.income(mint)? {
        Some(_) => Vec::new(),
        None => add_income_mint(view, &payer, mint, rent)?.accounts,
    };
    Ok((accounts, None))
}

fn view_of(stream: &Stream) -> IncomeView {
    IncomeView::new(&Income::default(), 0, *stream)
}

/// Quotes claiming what a stake is owed of some mints, or of all (`None`), at the time of the view.
///
/// # Errors
/// [`ClientError::NoIncomeDue`] where a whole unit is owed of none; [`ClientError::Rule`] if the accounts do not fit
/// together.
pub fn claim_income(
    view: &VaultView,
    stake: &Stake,
    mints: Option<&[Pubkey]>,
) -> Result<ClaimIncomeQuote, ClientError> {
    let due = view.due(stake)?;
    let owed = due.len();
    let wanted = |due: &Due| mints.is_none_or(|mints| mints.contains(&due.mint));
    let claims: Vec<Due> = due.into_iter().filter(wanted).collect();
    if claims.is_empty() {
        return Err(ClientError::NoIncomeDue { holder: stake.holder });
    }
    let closes = stake.amount == 0 && claims.len() == owed;
    Ok(ClaimIncomeQuote { claims, closes, returned: 0, accounts: Vec::new(), rent: 0, unwrapped: false })
}
