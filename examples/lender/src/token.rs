//! The moves of tokens. Both mints are of the classic token program: Mosaic takes no other quote mint, and makes no other
//! fractions.

use anchor_lang::prelude::*;
use anchor_spl::token::{self, CloseAccount, ID as TOKEN_ID, TokenAccount, Transfer};

/// Moves tokens that their owner, who signs the transaction, gives. Nothing happens for an amount of zero.
pub(crate) fn take<'info>(
    from: &Account<'info, TokenAccount>,
    to: &Account<'info, TokenAccount>,
    owner: &Signer<'info>,
    amount: u64,
) -> Result<()> {
    transfer(from, to, owner.to_account_info(), amount, &[])
}

/// Moves tokens of the market, which `seeds` sign for. Nothing happens for an amount of zero.
pub(crate) fn pay<'info>(
    from: &Account<'info, TokenAccount>,
    to: &Account<'info, TokenAccount>,
    market: AccountInfo<'info>,
    amount: u64,
    seeds: &[&[u8]],
) -> Result<()> {
    transfer(from, to, market, amount, &[seeds])
}

fn transfer<'info>(
    from: &Account<'info, TokenAccount>,
    to: &Account<'info, TokenAccount>,
    authority: AccountInfo<'info>,
    amount: u64,
    seeds: &[&[&[u8]]],
) -> Result<()> {
    if amount == 0 {
        return Ok(());
    }
    let accounts = Transfer { from: from.to_account_info(), to: to.to_account_info(), authority };
    token::transfer(CpiContext::new_with_signer(TOKEN_ID, accounts, seeds), amount)
}

/// Closes an empty token account of the market; its rent goes to `to`.
pub(crate) fn close<'info>(
    account: &Account<'info, TokenAccount>,
    to: AccountInfo<'info>,
    market: AccountInfo<'info>,
    seeds: &[&[u8]],
) -> Result<()> {
    let accounts = CloseAccount { account: account.to_account_info(), destination: to, authority: market };
    token::close_account(CpiContext::new_with_signer(TOKEN_ID, accounts, &[seeds]))
}
