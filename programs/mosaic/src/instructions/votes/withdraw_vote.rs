use anchor_lang::prelude::*;
use mosaic_core::stake::leave_vote;

use crate::{
    error::{MosaicError, OrRefuse, ensure},
    events::VoteWithdrawn,
    state::{self, Proposal, Stake, Vault, Vote},
};

/// Accounts of `withdraw_vote`.
#[derive(Accounts)]
pub struct WithdrawVote<'info> {
    /// Before the vote ends its holder or the delegate; afterwards anyone.
    pub authority: Signer<'info>,
    /// The vault, in any status.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The proposal; looked at before the vote ends, afterwards it may be closed.
    /// CHECK: `vote` names it.
    #[account(mut)]
    pub proposal: UncheckedAccount<'info>,
    /// The stake, PDA `["stake", vault, holder]` with the holder of the vote; as `proposal`.
    /// CHECK: its type, and the holder `vote` names.
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// The vote, PDA `["vote", proposal, holder]` with the holder in it; closed.
    #[account(mut)]
    pub vote: AccountLoader<'info, Vote>,
    /// Who paid the rent of the vote, and gets it back.
    /// CHECK: `vote` names it.
    #[account(mut)]
    pub payer: UncheckedAccount<'info>,
}

impl<'info> WithdrawVote<'info> {
    /// Checks the accounts; whether the vote still counts.
    fn validate(&self, now: i64) -> Result<bool> {
        let vote = self.vote.load()?;
        ensure(vote.vault == self.vault.key(), MosaicError::VoteOfAnotherVault)?;
        ensure(vote.proposal == *self.proposal.key, MosaicError::VoteOfAnotherProposal)?;
        ensure(vote.payer == *self.payer.key, MosaicError::WrongVotePayer)?;
        Ok(now < vote.ends_at && !self.vault.load()?.status()?.is_past_votes())
    }

    /// Takes the ballot out of the vote and lets the stake go.
    fn take_out(&self, now: i64) -> Result<()> {
        let vote = self.vote.load()?;
        let mut stake = state::load_mut::<Stake>(&self.stake, MosaicError::WrongStakeAddress)?;
        stake.check(&self.vault.key(), &vote.holder)?;
        ensure(stake.is_led_by(self.authority.key), MosaicError::NotTheHolderOrDelegate)?;
        let mut proposal = state::load_mut::<Proposal>(&self.proposal, MosaicError::WrongProposalAddress)?;
        let poll = proposal.poll().cast(Some(vote.ballot()), None, now).or_refuse()?;
        proposal.set_poll(&poll);
        if vote.placed == 1 {
            leave_vote(&mut stake.votes, vote.ends_at);
        }
        Ok(())
    }

    /// Withdraws a vote before it ends; afterwards, or once the vault was sold or reclaimed, closes its record.
    ///
    /// Specification:
    /// - Before the end the holder or its delegate shall sign; the weight shall leave the vote, and the stake be free
    /// - After it anyone may call, and nothing but the record shall go
    /// - The rent shall go to who paid it
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let counts = accounts.validate(clock.unix_timestamp)?;
        if counts {
            accounts.take_out(clock.unix_timestamp)?;
        }
        let (holder, weight) = {
            let vote = accounts.vote.load()?;
            (vote.holder, vote.weight)
        };
        state::close(accounts.vote.as_ref(), &accounts.payer)?;

        let mut vault = accounts.vault.load_mut()?;
        vault.close_record()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(VoteWithdrawn { header, proposal: accounts.proposal.key(), holder, weight, counted: counts });
        vault.invariant()
    }
}
