use anchor_lang::prelude::*;

use crate::{
    events::DelegateSet,
    state::{Stake, Vault},
};

/// Whom the holder names.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct SetDelegateArgs {
    /// Who may set the ask and vote besides the holder, but not move fractions or income; none to revoke.
    pub delegate: Option<Pubkey>,
}

/// Accounts of `set_delegate`.
#[derive(Accounts)]
pub struct SetDelegate<'info> {
    /// Whose stake it is.
    pub holder: Signer<'info>,
    /// The vault, in any status.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The stake.
    #[account(mut)]
    pub stake: AccountLoader<'info, Stake>,
}

impl<'info> SetDelegate<'info> {
    /// Names or revokes who else may set the ask of a stake and vote with it. A delegate can neither move nor claim anything.
    ///
    /// Specification:
    /// - The vault may be in any status
    /// - The holder shall sign: a delegate cannot name another one
    /// - There shall be at most one delegate
    pub fn handle(ctx: Context<'info, Self>, args: SetDelegateArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let mut stake = accounts.stake.load_mut()?;
        stake.check(&accounts.vault.key(), accounts.holder.key)?;
        stake.delegate = args.delegate.unwrap_or_default();
        let mut vault = accounts.vault.load_mut()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(DelegateSet { header, holder: stake.holder, delegate: stake.delegate });
        vault.invariant()
    }
}
