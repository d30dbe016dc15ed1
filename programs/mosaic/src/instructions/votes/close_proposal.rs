use anchor_lang::prelude::*;

use crate::{
    error::{MosaicError, OrRefuse, ensure},
    events::ProposalClosed,
    state::{self, Proposal, Vault},
};

/// Accounts of `close_proposal`.
#[derive(Accounts)]
pub struct CloseProposal<'info> {
    /// The vault, in any status.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The proposal, PDA `["proposal", vault, number]` with the number in it; closed.
    #[account(mut)]
    pub proposal: AccountLoader<'info, Proposal>,
    /// Who made it, and gets its rent back.
    /// CHECK: `proposal` names it.
    #[account(mut)]
    pub proposer: UncheckedAccount<'info>,
}

impl<'info> CloseProposal<'info> {
    fn validate(&self, now: i64) -> Result<()> {
        let proposal = self.proposal.load()?;
        proposal.check(&self.vault.key())?;
        ensure(proposal.proposer == *self.proposer.key, MosaicError::WrongProposer)?;
        let past_votes = self.vault.load()?.status()?.is_past_votes();
        proposal.poll().check_closable(proposal.executed == 1, past_votes, now).or_refuse()
    }

    /// Closes a proposal that was executed, defeated or has expired, or whose vault was sold or reclaimed.
    ///
    /// Specification:
    /// - A proposal that can still pass or be executed shall stay
    /// - Anyone may call; the rent goes to the proposer
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        accounts.validate(clock.unix_timestamp)?;
        let (number, executed) = {
            let proposal = accounts.proposal.load()?;
            (proposal.number, proposal.executed == 1)
        };
        state::close(accounts.proposal.as_ref(), &accounts.proposer)?;
        let mut vault = accounts.vault.load_mut()?;
        vault.close_record()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(ProposalClosed { header, number, executed });
        vault.invariant()
    }
}
