//! Staking, unstaking and delegates.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use mosaic_core::Status;

use crate::{
    actions::{Action, tokens::create_associated_token},
    error::{ActionError, ClientError},
    instructions::{self, OpenStaking, SetDelegateArgs, StakeArgs, UnstakeArgs},
    pda,
    quotes::{self, AccountKind, DelegateQuote, NewAccount, StakeQuote, UnstakeQuote, total_rent},
    reader::{AccountReader, Accounts, RENT_SYSVAR_ID},
    state,
    views::{StakeView, VaultView},
};

/// Fractions to be staked.
#[derive(Clone, Copy, Debug)]
pub struct Stake {
    /// The vault.
    pub vault: Pubkey,
    /// Whose fractions they are: pays from its associated token account, and signs.
    pub holder: Pubkey,
    /// Fractions to be added to the stake, in raw units.
    pub amount: u64,
}

/// Fractions to be taken out of a stake.
#[derive(Clone, Copy, Debug)]
pub struct Unstake {
    /// The vault.
    pub vault: Pubkey,
    /// Whose stake it is: gets them in its associated token account, and signs.
    pub holder: Pubkey,
    /// Fractions to be taken out, in raw units; `None`: all.
    pub amount: Option<u64>,
}

/// A delegate to be named or revoked.
#[derive(Clone, Copy, Debug)]
pub struct SetDelegate {
    /// The vault.
    pub vault: Pubkey,
    /// Whose stake it is; signs.
    pub holder: Pubkey,
    /// Who may set the ask besides the holder; `None` revokes.
    pub delegate: Option<Pubkey>,
}

/// Stakes fractions, where they ask and earn; opens the vault's pool of stakes where there is none.
///
/// # Errors
/// [`ClientError::WrongStatus`], [`ClientError::NothingLeftToEarn`], [`ClientError::NotEnoughFractions`],
/// [`ClientError::Rule`] for an amount of zero, [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn stake<R: AccountReader>(reader: &R, order: &Stake) -> Result<Action<StakeQuote>, ActionError<R::Error>> {
    let (view, accounts) = read(reader, &order.vault, &order.holder).await?;
    let (instructions, quote, _) = prepare(&view, &accounts, order)?;
    Ok(Action::new(instructions, quote))
}

/// Reads a vault with the stake of a holder and its token account for fractions.
pub(super) async fn read<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
    holder: &Pubkey,
) -> Result<(VaultView, Accounts), ActionError<R::Error>> {
    let fraction_account = pda::associated_token(holder, &pda::fraction_mint(vault));
    let others = [pda::stake(vault, holder), fraction_account, RENT_SYSVAR_ID];
    VaultView::read_with(reader, vault, &others).await
}

/// What stakes, its quote, and the stake as it was.
pub(super) fn prepare(
    view: &VaultView,
    accounts: &Accounts,
    order: &Stake,
) -> Result<(Vec<Instruction>, StakeQuote, Option<state::Stake>), ClientError> {
    let Stake { vault, holder, amount } = *order;
    let present: Option<state::Stake> = accounts.program_account(&pda::stake(&vault, &holder))?;
    let quote = quotes::stake(view, &holder, present.as_ref(), amount, &accounts.rent()?)?;
    let fraction_source = pda::associated_token(&holder, &view.vault.fraction_mint);
    let available = accounts.token(&fraction_source).map_or(0, |token| token.amount);
    if amount > available {
        return Err(ClientError::NotEnoughFractions { needed: amount, available });
    }
    let mut instructions = Vec::new();
    instructions.extend(open_staking(view, &holder));
    let stake =
        instructions::Stake { holder, vault, fraction_source, with_asks: names_asks(view), args: StakeArgs { amount } };
    instructions.push(stake.instruction());
    Ok((instructions, quote, present))
}

/// What opens the pool of stakes, where there is none.
pub(super) fn open_staking(view: &VaultView, payer: &Pubkey) -> Option<Instruction> {
    view.pool.is_none().then(|| OpenStaking { payer: *payer, vault: view.address }.instruction())
}

/// Whether to name the book of asks. Also where there is none, or the stake asks nothing: a delegate may set the ask
/// before this arrives.
fn names_asks(view: &VaultView) -> bool {
    view.asks.is_some() || view.status == Status::Active
}

/// Takes fractions out of a stake once its lock is over; the income earned so far stays claimable. Makes the holder's
/// account for fractions where there is none.
///
/// # Errors
/// [`ClientError::StakeLocked`] tells from when on it is possible; [`ClientError::NothingStaked`],
/// [`ClientError::NotEnoughStaked`], [`ClientError::Rule`] for an amount of zero, [`ClientError::NoVault`];
/// [`ActionError::Read`].
pub async fn unstake<R: AccountReader>(
    reader: &R,
    order: &Unstake,
) -> Result<Action<UnstakeQuote>, ActionError<R::Error>> {
    let (view, accounts) = read(reader, &order.vault, &order.holder).await?;
    Ok(take_out(&view, &accounts, order)?)
}

fn take_out(view: &VaultView, accounts: &Accounts, order: &Unstake) -> Result<Action<UnstakeQuote>, ClientError> {
    let Unstake { vault, holder, .. } = *order;
    let present = stake_of(view, accounts, &holder)?;
    if present.amount == 0 {
        return Err(ClientError::NothingStaked { vault, holder });
    }
    let amount = order.amount.unwrap_or(present.amount);
    let mut quote = quotes::unstake(view, &present.stake, amount)?;
    if quote.closes {
        quote.returned = present.lamports;
    }
    let mut instructions = Vec::new();
    let fraction_mint = view.vault.fraction_mint;
    let fraction_destination = pda::associated_token(&holder, &fraction_mint);
    if accounts.token(&fraction_destination).is_none() {
        instructions.push(create_associated_token(&holder, &holder, &fraction_mint));
        quote.accounts.push(NewAccount::new(AccountKind::TokenAccount, fraction_destination, &accounts.rent()?));
        quote.rent = total_rent(&quote.accounts);
    }
    instructions.push(unstake_instruction(view, &holder, fraction_destination, amount));
    Ok(Action::new(instructions, quote))
}

/// What takes fractions out of a stake.
pub(super) fn unstake_instruction(view: &VaultView, holder: &Pubkey, destination: Pubkey, amount: u64) -> Instruction {
    let unstake = instructions::Unstake {
        holder: *holder,
        vault: view.address,
        fraction_destination: destination,
        with_asks: names_asks(view),
        args: UnstakeArgs { amount },
    };
    unstake.instruction()
}

/// The stake of a holder, who must have one.
pub(super) fn stake_of(view: &VaultView, accounts: &Accounts, holder: &Pubkey) -> Result<StakeView, ClientError> {
    let nothing = ClientError::NothingStaked { vault: view.address, holder: *holder };
    StakeView::of(view, accounts, holder)?.ok_or(nothing)
}

/// Names who may set the ask of a stake besides its holder, or revokes it. A delegate can neither move nor claim
/// anything.
///
/// # Errors
/// [`ClientError::NothingStaked`], [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn set_delegate<R: AccountReader>(
    reader: &R,
    order: &SetDelegate,
) -> Result<Action<DelegateQuote>, ActionError<R::Error>> {
    let SetDelegate { vault, holder, delegate } = *order;
    let (view, accounts) = read(reader, &vault, &holder).await?;
    let quote = quotes::delegate(&stake_of(&view, &accounts, &holder)?.stake, delegate);
    let named = instructions::SetDelegate { holder, vault, args: SetDelegateArgs { delegate } };
    Ok(Action::new(vec![named.instruction()], quote))
}
