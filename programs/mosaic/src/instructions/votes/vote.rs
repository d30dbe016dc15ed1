use anchor_lang::prelude::*;
use bytemuck::Zeroable;
use mosaic_core::{Status, stake::enter_vote, votes::Ballot};

use crate::{
    cpi,
    error::{MosaicError, OrRefuse, ensure},
    events::VoteCast,
    seeds,
    state::{self, Proposal, Stake, Vault, Vote},
};

/// How the stake votes.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct VoteArgs {
    /// True for the proposal, false against it.
    pub yes: bool,
}

/// Accounts of `vote`.
#[derive(Accounts)]
pub struct CastVote<'info> {
    /// The holder of the stake, or its delegate; pays the rent of the vote and gets it back.
    #[account(mut)]
    pub authority: Signer<'info>,
    /// The vault, Active or in Auction.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The proposal, PDA `["proposal", vault, number]` with the number in it; its vote is not over.
    #[account(mut)]
    pub proposal: AccountLoader<'info, Proposal>,
    /// The stake, PDA `["stake", vault, holder]` with the holder in it.
    #[account(mut)]
    pub stake: AccountLoader<'info, Stake>,
    /// The vote, PDA `["vote", proposal, holder]`; created if the stake has not voted yet.
    /// CHECK: the handler derives the address, or compares proposal and holder.
    #[account(mut)]
    pub vote: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> CastVote<'info> {
    /// Checks the accounts; the stake's earlier vote, and the bump of the vote's address if there is none.
    fn validate(&self) -> Result<(Option<Ballot>, Option<u8>)> {
        // vault
        self.vault.load()?.require(Status::accepts_votes)?;
        // proposal
        self.proposal.load()?.check(&self.vault.key())?;
        // stake, authority - the delegate MAY vote (T35).
        let stake = self.stake.load()?;
        stake.check_vault(&self.vault.key())?;
        ensure(stake.is_led_by(self.authority.key), MosaicError::NotTheHolderOrDelegate)?;
        ensure(stake.amount > 0, MosaicError::NothingStaked)?;
        // vote - one record per stake and proposal: voting again replaces it (T31).
        if state::is_vacant(&self.vote) {
            let address = seeds::vote(&self.proposal.key(), &stake.holder);
            let bump = seeds::expect(&self.vote, address, MosaicError::WrongVoteAddress)?;
            return Ok((None, Some(bump)));
        }
        let vote = state::load::<Vote>(&self.vote, MosaicError::WrongVoteAddress)?;
        ensure(vote.proposal == self.proposal.key(), MosaicError::VoteOfAnotherProposal)?;
        ensure(vote.holder == stake.holder, MosaicError::VoteOfAnotherHolder)?;
        Ok((Some(vote.ballot()), None))
    }

    fn create_vote(&self, holder: &Pubkey, ends_at: i64, placed: bool, bump: u8) -> Result<()> {
        let proposal = self.proposal.key();
        let signer: &[&[u8]] = &[seeds::VOTE, proposal.as_ref(), holder.as_ref(), &[bump]];
        cpi::create_account(&self.authority, &self.vote, state::space::<Vote>(), &crate::ID, signer)?;
        let (vault, payer) = (self.vault.key(), self.authority.key());
        let vote = Vote { vault, proposal, holder: *holder, payer, ends_at, placed: placed.into(), ..Vote::zeroed() };
        state::init(&self.vote, &vote)
    }

    /// Votes with the whole stake; voting again tops the vote up to the present stake, or changes its side.
    ///
    /// Specification:
    /// - The vault shall be Active or in Auction and the vote not over
    /// - The holder or its delegate shall sign
    /// - Each staked fraction shall count once, on one side (INV-10)
    /// - The stake shall not leave before the vote ends, unless the vote is withdrawn
    pub fn handle(ctx: Context<'info, Self>, args: VoteArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let (before, new_bump) = accounts.validate()?;
        let clock = Clock::get()?;
        let now = clock.unix_timestamp;
        let mut proposal = accounts.proposal.load_mut()?;
        let mut stake = accounts.stake.load_mut()?;
        let mut vault = accounts.vault.load_mut()?;
        let ballot = Ballot { yes: args.yes, weight: stake.amount };
        let poll = proposal.poll().cast(before, Some(ballot), now).or_refuse()?;
        proposal.set_poll(&poll);
        if let Some(bump) = new_bump {
            let placed = enter_vote(&mut stake.votes, poll.ends_at, now);
            accounts.create_vote(&stake.holder, poll.ends_at, placed, bump)?;
            vault.open_record()?;
        }
        let mut vote = state::load_mut::<Vote>(&accounts.vote, MosaicError::WrongVoteAddress)?;
        vote.weight = ballot.weight;
        vote.yes = u8::from(ballot.yes);
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(VoteCast {
            header,
            number: proposal.number,
            holder: stake.holder,
            yes: ballot.yes,
            weight: ballot.weight,
            all_yes: poll.yes,
            all_no: poll.no,
        });
        // It stays until then (INV-10).
        let stays = stake.votes.iter().any(|end| *end >= poll.ends_at);
        ensure(stays, MosaicError::ProposalInvariantBroken)?;
        vault.invariant()
    }
}
