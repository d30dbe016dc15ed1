//! Closing records of proposals and votes.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};

use crate::{
    actions::Action,
    error::{ActionError, ClientError},
    instructions::{CloseProposal, WithdrawVote},
    quotes::{AccountKind, CloseVotesQuote, RentBack, VoteClosed, rent_of_vote},
    reader::{AccountReader, Accounts},
    views::{ProposalView, Proposals, VaultView, VoteView},
};

/// Records to be closed.
#[derive(Clone, Debug)]
pub struct CloseVotes {
    /// The vault.
    pub vault: Pubkey,
    /// Who closes them; anyone. Signs.
    pub authority: Pubkey,
    /// Proposals, open or closed, that are looked at.
    pub proposals: Proposals,
    /// Holders whose votes on them are looked for, besides those of the proposers and of who signs: accounts cannot be
    /// listed by a reader.
    pub voters: Vec<Pubkey>,
}

impl CloseVotes {
    /// The records of every proposal, of which the proposers and who signs have voted.
    #[must_use]
    pub fn new(vault: Pubkey, authority: Pubkey) -> Self {
        Self { vault, authority, proposals: Proposals::All, voters: Vec::new() }
    }
}

/// Closes proposals that were executed, defeated or have expired, and votes that are over; after the sale all. The rent
/// goes to who paid it.
///
/// # Errors
/// [`ClientError::NothingOwed`] where none that is looked at can be closed, [`ClientError::NoVault`];
/// [`ActionError::Read`].
pub async fn close_votes<R: AccountReader>(
    reader: &R,
    order: &CloseVotes,
) -> Result<Action<CloseVotesQuote>, ActionError<R::Error>> {
    let (view, mut accounts) = VaultView::read_with(reader, &order.vault, &[]).await?;
    let records = Records::read(reader, &view, &mut accounts, order).await?;
    let mut instructions = Vec::new();
    let quote = records.close(&view, &order.authority, &mut instructions);
    if instructions.is_empty() {
        return Err(ClientError::NothingOwed { vault: order.vault, wallet: order.authority }.into());
    }
    Ok(Action::new(instructions, quote))
}

/// Records that were found.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    proposals: Vec<ProposalView>,
    votes: Vec<VoteView>,
}

impl Records {
    /// Reads what `order` looks at; nothing where the vault has no record open.
    pub async fn read<R: AccountReader>(
        reader: &R,
        view: &VaultView,
        accounts: &mut Accounts,
        order: &CloseVotes,
    ) -> Result<Self, ActionError<R::Error>> {
        let mut found = Self::default();
        if view.vault.records == 0 {
            return Ok(found);
        }
        let (vault, numbers) = (&view.address, order.proposals.numbers(view));
        let addresses: Vec<_> = numbers.iter().map(|number| ProposalView::address(vault, *number)).collect();
        accounts.add(reader, &addresses).await?;
        for number in &numbers {
            found.proposals.extend(ProposalView::of(view, accounts, *number)?);
        }
        let mut voters = order.voters.clone();
        voters.push(order.authority);
        voters.extend(found.proposals.iter().map(ProposalView::proposer));
        voters.sort();
        voters.dedup();
        let pairs = || numbers.iter().flat_map(|number| voters.iter().map(|voter| (*number, *voter)));
        let addresses: Vec<_> = pairs().map(|(number, voter)| VoteView::address(vault, number, &voter)).collect();
        accounts.add(reader, &addresses).await?;
        for (number, voter) in pairs() {
            found.votes.extend(VoteView::of(view, accounts, number, &voter)?);
        }
        Ok(found)
    }

    /// Of them, those whose rent is a wallet's.
    pub fn paid_by(mut self, wallet: &Pubkey) -> Self {
        self.votes.retain(|vote| vote.vote.payer == *wallet);
        self.proposals.retain(|proposal| proposal.proposer() == *wallet);
        self
    }

    /// What closes those that can be now; what it does.
    pub fn close(&self, view: &VaultView, authority: &Pubkey, instructions: &mut Vec<Instruction>) -> CloseVotesQuote {
        self.close_if(view, authority, instructions, |vote| !vote.counts, |proposal| proposal.closable)
    }

    /// As [`Self::close`], of a vault that is sold or reclaimed by then: all of them.
    pub fn close_all(
        &self,
        view: &VaultView,
        authority: &Pubkey,
        instructions: &mut Vec<Instruction>,
    ) -> CloseVotesQuote {
        self.close_if(view, authority, instructions, |_| true, |_| true)
    }

    fn close_if(
        &self,
        view: &VaultView,
        authority: &Pubkey,
        instructions: &mut Vec<Instruction>,
        vote_closes: impl Fn(&VoteView) -> bool,
        proposal_closes: impl Fn(&ProposalView) -> bool,
    ) -> CloseVotesQuote {
        let (mut quote, vault) = (CloseVotesQuote::default(), view.address);
        for vote in self.votes.iter().filter(|vote| vote_closes(vote)) {
            let (number, holder, payer) = (vote.number, vote.vote.holder, vote.vote.payer);
            let close = WithdrawVote { authority: *authority, holder, vault, number, payer };
            instructions.push(close.instruction());
            quote.votes.push(VoteClosed { number, holder });
            quote.returned.push(rent_of_vote(vote));
        }
        for proposal in self.proposals.iter().filter(|proposal| proposal_closes(proposal)) {
            let (number, proposer) = (proposal.number, proposal.proposer());
            instructions.push(CloseProposal { vault, number, proposer }.instruction());
            quote.proposals.push(number);
            let (address, lamports) = (proposal.address, proposal.lamports);
            quote.returned.push(RentBack { kind: AccountKind::Proposal, address, to: proposer, lamports });
        }
        let closed = u32::try_from(quote.returned.len()).unwrap_or(u32::MAX);
        quote.left = view.vault.records.saturating_sub(closed);
        quote
    }
}
