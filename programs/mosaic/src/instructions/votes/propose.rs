use anchor_lang::prelude::*;
use bytemuck::Zeroable;
use mosaic_core::{
    Status,
    votes::{Poll, least_stake},
};

use crate::{
    cpi,
    error::{MosaicError, OrError, OrRefuse, ensure},
    events::ProposalMade,
    seeds,
    state::{self, Action, Proposal, Stake, Vault},
    token,
};

/// What is proposed.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct ProposeArgs {
    /// What executing it does.
    pub action: Action,
}

/// Accounts of `propose`.
#[derive(Accounts)]
pub struct Propose<'info> {
    /// Who proposes, with a stake; pays the rent of the proposal and gets it back.
    #[account(mut)]
    pub proposer: Signer<'info>,
    /// The vault, Active.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    pub fraction_mint: UncheckedAccount<'info>,
    /// The proposer's stake, PDA `["stake", vault, holder]` with the proposer as holder.
    pub stake: AccountLoader<'info, Stake>,
    /// The new proposal, PDA `["proposal", vault, number]`: the number is the vault's `proposals` before, as 8 bytes,
    /// the lowest first.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub proposal: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> Propose<'info> {
    /// Checks the accounts; the vote, and the bump of the proposal's address.
    fn validate(&self, now: i64) -> Result<(Poll, u8)> {
        // vault
        let vault = self.vault.load()?;
        vault.require(Status::accepts_proposals)?;
        ensure(vault.fraction_mint == *self.fraction_mint.key, MosaicError::WrongFractionMint)?;
        // stake - locked for an hour at least since it was made, so borrowed fractions do not propose.
        let (stake, terms) = (self.stake.load()?, vault.terms());
        stake.check(&self.vault.key(), self.proposer.key)?;
        let supply = token::supply(&self.fraction_mint)?;
        let needed = least_stake(&terms, supply).or_refuse()?;
        ensure(stake.amount >= needed, MosaicError::StakeBelowProposal)?;
        // proposal
        let address = seeds::proposal(&self.vault.key(), vault.proposals);
        let bump = seeds::expect(&self.proposal, address, MosaicError::WrongProposalAddress)?;
        Ok((Poll::open(&terms, supply, now).or_refuse()?, bump))
    }

    fn create(&self, number: u64, bump: u8) -> Result<()> {
        let (vault, number) = (self.vault.key(), number.to_le_bytes());
        let signer: &[&[u8]] = &[seeds::PROPOSAL, vault.as_ref(), &number, &[bump]];
        cpi::create_account(&self.proposer, &self.proposal, state::space::<Proposal>(), &crate::ID, signer)
    }

    /// Makes a proposal and opens its vote.
    ///
    /// Specification:
    /// - The vault shall be Active
    /// - The proposer shall sign and have staked `proposal_stake_bps` of the supply
    /// - What could never be executed shall be refused at once
    /// - Supply, quorum, threshold and times shall be copied into the proposal: nothing changes them later
    pub fn handle(ctx: Context<'info, Self>, args: ProposeArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let (poll, bump) = accounts.validate(clock.unix_timestamp)?;
        let number = accounts.vault.load()?.proposals;
        accounts.create(number, bump)?;

        let mut vault = accounts.vault.load_mut()?;
        let mut proposal =
            Proposal { vault: accounts.vault.key(), proposer: accounts.proposer.key(), number, ..Proposal::zeroed() };
        proposal.set_poll(&poll);
        proposal.set_action(&args.action, &vault)?;
        state::init(&accounts.proposal, &proposal)?;
        vault.proposals = number.checked_add(1).or_error(MosaicError::Overflow)?;
        vault.open_record()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(ProposalMade {
            header,
            number,
            proposer: proposal.proposer,
            action: args.action,
            supply: poll.supply,
            ends_at: poll.ends_at,
            executable_at: poll.executable_at,
            expires_at: poll.expires_at,
        });
        vault.invariant()
    }
}
