//! Income: paying it in and claiming it.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};

use crate::{
    actions::{
        Action,
        stake::{open_staking, stake_of},
        tokens::{CashAccount, WrappedSol, create_associated_token},
    },
    error::{ActionError, ClientError},
    instructions::{self, DepositIncomeArgs},
    pda,
    quotes::{self, AccountKind, AddIncomeMintQuote, ClaimIncomeQuote, DepositIncomeQuote, NewAccount, total_rent},
    reader::{AccountReader, Accounts, RENT_SYSVAR_ID},
    views::VaultView,
};

/// A mint of income to be added.
#[derive(Clone, Copy, Debug)]
pub struct AddIncomeMint {
    /// The vault.
    pub vault: Pubkey,
    /// The curator, or anybody for the quote mint; signs and pays.
    pub payer: Pubkey,
    /// The mint, of the classic token program.
    pub mint: Pubkey,
}

/// Income to be paid in.
#[derive(Clone, Copy, Debug)]
pub struct DepositIncome {
    /// The vault.
    pub vault: Pubkey,
    /// Who pays from its associated token account, and signs.
    pub depositor: Pubkey,
    /// Mint of the income.
    pub mint: Pubkey,
    /// How much, in raw units of the mint.
    pub amount: u64,
    /// What to do about wrapped SOL, where the mint is that.
    pub sol: WrappedSol,
}

/// Income to be claimed.
#[derive(Clone, Debug)]
pub struct ClaimIncome {
    /// The vault.
    pub vault: Pubkey,
    /// Whose stake it is: is paid into its associated token accounts. Signs only where it is the payer.
    pub holder: Pubkey,
    /// Who pays for token accounts the holder does not have; anybody.
    pub payer: Pubkey,
    /// The mints; `None`: all of which a whole unit is owed and no account on the way is frozen.
    pub mints: Option<Vec<Pubkey>>,
    /// What to do about wrapped SOL. Only the holder itself can unwrap it.
    pub sol: WrappedSol,
}

impl ClaimIncome {
    /// All that is owed to a holder, claimed by itself.
    #[must_use]
    pub fn new(vault: Pubkey, holder: Pubkey) -> Self {
        Self { vault, holder, payer: holder, mints: None, sol: WrappedSol::default() }
    }
}

/// Makes the vault take income in a mint; opens the vault's pool of stakes where there is none.
///
/// # Errors
/// [`ClientError::WrongStatus`], [`ClientError::NotTheCurator`], [`ClientError::IncomeMintNotClassic`],
/// [`ClientError::IncomeMintIsFraction`], [`ClientError::IncomeMintKnown`], [`ClientError::TooManyIncomeMints`],
/// [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn add_income_mint<R: AccountReader>(
    reader: &R,
    order: &AddIncomeMint,
) -> Result<Action<AddIncomeMintQuote>, ActionError<R::Error>> {
    let AddIncomeMint { vault, payer, mint } = *order;
    let (view, accounts) = VaultView::read_with(reader, &vault, &[mint, RENT_SYSVAR_ID]).await?;
    let rent = accounts.rent()?;
    let quote = quotes::add_income_mint(&view, &payer, &mint, &rent)?;
    Ok(Action::new(adding(&view, &accounts, &payer, &mint)?, quote))
}

/// What opens the pool of stakes where there is none, and adds a mint.
pub(super) fn adding(
    view: &VaultView,
    accounts: &Accounts,
    payer: &Pubkey,
    mint: &Pubkey,
) -> Result<Vec<Instruction>, ClientError> {
    if accounts.mint(mint).is_none() {
        return Err(ClientError::IncomeMintNotClassic { mint: *mint });
    }
    let add = instructions::AddIncomeMint { payer: *payer, vault: view.address, mint: *mint };
    Ok(open_staking(view, payer).into_iter().chain([add.instruction()]).collect())
}

/// Pays income into a vault, to be streamed to its stakes. Opens the pool of stakes where there is none, and adds the
/// mint where the depositor may: the quote mint, or as the curator any.
///
/// # Errors
/// [`ClientError::WrongStatus`], [`ClientError::NoIncomeMint`], [`ClientError::NotEnoughTokens`],
/// [`ClientError::Frozen`], those of [`add_income_mint`] where the mint is added with it, [`ClientError::Rule`] for an
/// amount of zero or above what the account can hold, [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn deposit_income<R: AccountReader>(
    reader: &R,
    order: &DepositIncome,
) -> Result<Action<DepositIncomeQuote>, ActionError<R::Error>> {
    let DepositIncome { vault, depositor, mint, .. } = *order;
    let income_account = pda::income_account(&vault, &mint);
    let others = [mint, pda::associated_token(&depositor, &mint), income_account, depositor, RENT_SYSVAR_ID];
    let (view, accounts) = VaultView::read_with(reader, &vault, &others).await?;
    Ok(pay_in(&view, &accounts, order)?)
}

fn pay_in(
    view: &VaultView,
    accounts: &Accounts,
    order: &DepositIncome,
) -> Result<Action<DepositIncomeQuote>, ClientError> {
    let DepositIncome { vault, depositor, mint, amount, sol } = *order;
    let rent = accounts.rent()?;
    let mut quote = quotes::deposit_income(view, &depositor, &mint, amount, &rent)?;
    let mut instructions = Vec::new();
    if view.income(&mint)?.is_none() {
        instructions = adding(view, accounts, &depositor, &mint)?;
    }
    let cash = CashAccount::prepare(accounts, &depositor, &mint, amount, sol, &rent);
    cash.check_thawed()?;
    check_thawed(accounts, &pda::income_account(&vault, &mint))?;
    let in_account = accounts.token(&cash.address).map_or(0, |token| token.amount);
    if amount > in_account.saturating_add(cash.wrapped) {
        return Err(ClientError::NotEnoughTokens { mint, needed: amount, available: in_account });
    }
    quote.accounts.extend(cash.made);
    quote.rent = total_rent(&quote.accounts);
    quote.wrapped = cash.wrapped;
    let lamports = accounts.lamports(&depositor);
    if cash.wrapped > 0 && cash.wrapped.saturating_add(quote.rent) > lamports {
        let available = in_account.saturating_add(lamports.saturating_sub(quote.rent));
        return Err(ClientError::NotEnoughTokens { mint, needed: amount, available });
    }
    instructions.extend(cash.before);
    let args = DepositIncomeArgs { amount };
    let deposit = instructions::DepositIncome { depositor, vault, mint, source: cash.address, args };
    instructions.push(deposit.instruction());
    instructions.extend(cash.after);
    Ok(Action::new(instructions, quote))
}

fn check_thawed(accounts: &Accounts, account: &Pubkey) -> Result<(), ClientError> {
    if is_frozen(accounts, account) { Err(ClientError::Frozen { account: *account }) } else { Ok(()) }
}

pub(super) fn is_frozen(accounts: &Accounts, account: &Pubkey) -> bool {
    accounts.token(account).is_some_and(|token| token.is_frozen())
}

/// Claims the income that a stake is owed, into the holder's associated token accounts; those it does not have are
/// made.
///
/// # Errors
/// [`ClientError::NothingStaked`], [`ClientError::NoIncomeDue`], [`ClientError::Frozen`] where all that is wanted
/// passes a frozen account, [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn claim_income<R: AccountReader>(
    reader: &R,
    order: &ClaimIncome,
) -> Result<Action<ClaimIncomeQuote>, ActionError<R::Error>> {
    let others = [pda::stake(&order.vault, &order.holder), RENT_SYSVAR_ID];
    let (view, mut accounts) = VaultView::read_with(reader, &order.vault, &others).await?;
    accounts.add(reader, &token_accounts(&view, &order.holder)?).await?;
    Ok(collect(&view, &accounts, order)?)
}

/// The token accounts that income of the vault passes on its way to a wallet.
pub(super) fn token_accounts(view: &VaultView, wallet: &Pubkey) -> Result<Vec<Pubkey>, ClientError> {
    let incomes = view.incomes()?;
    Ok(incomes.iter().flat_map(|income| [income.account, pda::associated_token(wallet, &income.mint)]).collect())
}

/// The mints of income that cannot be paid to a wallet now, and the frozen account for each.
pub(super) fn unpayable(
    view: &VaultView,
    accounts: &Accounts,
    wallet: &Pubkey,
) -> Result<Vec<(Pubkey, Pubkey)>, ClientError> {
    let mut unpayable = Vec::new();
    for income in view.incomes()? {
        let on_the_way = [income.account, pda::associated_token(wallet, &income.mint)];
        let frozen = on_the_way.into_iter().find(|account| is_frozen(accounts, account));
        unpayable.extend(frozen.map(|account| (income.mint, account)));
    }
    Ok(unpayable)
}

fn collect(
    view: &VaultView,
    accounts: &Accounts,
    order: &ClaimIncome,
) -> Result<Action<ClaimIncomeQuote>, ClientError> {
    let ClaimIncome { holder, payer, sol, .. } = *order;
    let rent = accounts.rent()?;
    let present = stake_of(view, accounts, &holder)?;
    let frozen = unpayable(view, accounts, &holder)?;
    let mints = match &order.mints {
        Some(mints) => {
            if let Some((_, account)) = frozen.iter().find(|(mint, _)| mints.contains(mint)) {
                return Err(ClientError::Frozen { account: *account });
            }
            mints.clone()
        }
        None => {
            let due = present.due.iter().map(|due| due.mint);
            let payable: Vec<_> = due.filter(|mint| frozen.iter().all(|(blocked, _)| blocked != mint)).collect();
            if let (true, Some((_, account))) = (payable.is_empty() && !present.due.is_empty(), frozen.first()) {
                return Err(ClientError::Frozen { account: *account });
            }
            payable
        }
    };
    let mut quote = quotes::claim_income(view, &present.stake, Some(&mints))?;
    if quote.closes {
        quote.returned = present.lamports;
    }
    let (mut instructions, mut after) = (Vec::new(), Vec::new());
    for due in &quote.claims {
        let destination = pda::associated_token(&holder, &due.mint);
        if payer == holder {
            let account = CashAccount::prepare(accounts, &holder, &due.mint, 0, sol, &rent);
            quote.accounts.extend(account.made);
            quote.unwrapped |= account.unwraps();
            instructions.extend(account.before);
            after.extend(account.after);
        } else if accounts.token(&destination).is_none() {
            instructions.push(create_associated_token(&payer, &holder, &due.mint));
            quote.accounts.push(NewAccount::new(AccountKind::TokenAccount, destination, &rent));
        }
        instructions.push(claim(view, &holder, &due.mint));
    }
    quote.rent = total_rent(&quote.accounts);
    instructions.extend(after);
    Ok(Action::new(instructions, quote))
}

/// What claims the income of one mint for a holder, who need not sign.
pub(super) fn claim(view: &VaultView, holder: &Pubkey, mint: &Pubkey) -> Instruction {
    let destination = pda::associated_token(holder, mint);
    let claim =
        instructions::ClaimIncome { holder: *holder, signed: false, vault: view.address, mint: *mint, destination };
    claim.instruction()
}
