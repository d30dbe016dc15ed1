//! Asks.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use bytemuck::Zeroable;

use crate::{
    actions::{
        Action,
        stake::{Stake, prepare, read, stake_of},
    },
    error::ActionError,
    instructions::{self, OpenAsks, SetAskArgs},
    quotes::{self, Ask, AskQuote, StakeAndAskQuote},
    reader::AccountReader,
    state,
    views::VaultView,
};

/// An ask to be set.
#[derive(Clone, Copy, Debug)]
pub struct SetAsk {
    /// The vault.
    pub vault: Pubkey,
    /// The holder or its delegate; signs, and pays for the book of asks where there is none.
    pub authority: Pubkey,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// What it is to ask.
    pub ask: Ask,
}

impl SetAsk {
    /// An ask set by the holder itself.
    #[must_use]
    pub fn new(vault: Pubkey, holder: Pubkey, ask: Ask) -> Self {
        Self { vault, authority: holder, holder, ask }
    }
}

/// Fractions to be staked, and what the whole stake is to ask.
#[derive(Clone, Copy, Debug)]
pub struct StakeAndAsk {
    /// What is staked.
    pub stake: Stake,
    /// What the whole stake is to ask.
    pub ask: Ask,
}

/// Sets at which price a holder would sell the whole vault; opens the vault's book of asks where there is none.
///
/// # Errors
/// [`WrongStatus`](crate::ClientError::WrongStatus) unless the vault is Active,
/// [`NothingStaked`](crate::ClientError::NothingStaked),
/// [`NotTheHolderOrDelegate`](crate::ClientError::NotTheHolderOrDelegate),
/// [`AskAboveLadder`](crate::ClientError::AskAboveLadder), [`Rule`](crate::ClientError::Rule) for a level that is none,
/// [`NoVault`](crate::ClientError::NoVault); [`ActionError::Read`].
pub async fn set_ask<R: AccountReader>(reader: &R, order: &SetAsk) -> Result<Action<AskQuote>, ActionError<R::Error>> {
    let (view, accounts) = read(reader, &order.vault, &order.holder).await?;
    let present = stake_of(&view, &accounts, &order.holder)?;
    let rent = accounts.rent().map_err(ActionError::Client)?;
    let quote = quotes::ask(&view, &present.stake, &order.authority, order.ask, &rent)?;
    Ok(Action::new(ask_instructions(&view, order, &quote), quote))
}

/// Stakes and sets the ask of the whole stake, in one transaction; opens pool and book where there are none.
///
/// # Errors
/// Those of [`stake`](super::stake()) and [`set_ask`].
pub async fn stake_and_ask<R: AccountReader>(
    reader: &R,
    order: &StakeAndAsk,
) -> Result<Action<StakeAndAskQuote>, ActionError<R::Error>> {
    let Stake { vault, holder, .. } = order.stake;
    let (view, accounts) = read(reader, &vault, &holder).await?;
    let (mut instructions, stake, present) = prepare(&view, &accounts, &order.stake)?;
    let present = present.unwrap_or(state::Stake { vault, holder, ..state::Stake::zeroed() });
    let rent = accounts.rent().map_err(ActionError::Client)?;
    let ask = quotes::ask_staked(&view, &present, stake.staked, order.ask, &rent)?;
    instructions.extend(ask_instructions(&view, &SetAsk::new(vault, holder, order.ask), &ask));
    let quote = StakeAndAskQuote { rent: stake.rent + ask.rent, stake, ask };
    Ok(Action::new(instructions, quote))
}

fn ask_instructions(view: &VaultView, order: &SetAsk, quote: &AskQuote) -> Vec<Instruction> {
    let SetAsk { vault, authority, holder, .. } = *order;
    let open = view.asks.is_none().then(|| OpenAsks { payer: authority, vault }.instruction());
    let args = SetAskArgs { level: quote.ask.map(|ask| ask.level) };
    let set = instructions::SetAsk { authority, holder, vault, args };
    open.into_iter().chain([set.instruction()]).collect()
}
