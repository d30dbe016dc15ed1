//! Proposals and the votes on them.

use anchor_lang::prelude::Pubkey;
use mosaic_core::{
    Status,
    votes::{Phase, Poll},
};

use crate::{
    error::{ActionError, ClientError},
    pda,
    reader::{AccountReader, Accounts},
    state::{Action, ActionKind, Proposal, Vote},
    views::VaultView,
};

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalPhase {
    /// Ballots are cast.
    Voting,
    /// Too few voted, or too few of them yes.
    Defeated,
    /// It passed, and cannot be executed yet.
    Delayed,
    /// It passed: anyone may execute it.
    Executable,
    /// It passed, and was not executed in time.
    Expired,
    /// It was executed.
    Executed,
    /// The vault was sold or reclaimed before: nothing is decided any more.
    Lapsed,
}

/// Which proposals of a vault are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proposals {
    /// Every one the vault has had: as many accounts are read, a hundred at once.
    #[default]
    All,
    /// These, by number.
    These(Vec<u64>),
}

impl Proposals {
    /// Their numbers in a vault.
    #[must_use]
    pub fn numbers(&self, view: &VaultView) -> Vec<u64> {
        match self {
            Self::All => (0..view.vault.proposals).collect(),
            Self::These(numbers) => {
                let made = numbers.iter().copied().filter(|number| *number < view.vault.proposals);
                let mut numbers: Vec<u64> = made.collect();
                numbers.sort_unstable();
                numbers.dedup();
                numbers
            }
        }
    }
}

/// A proposal, at the time of the vault's view.
#[derive(Clone, Debug)]
pub struct ProposalView {
    /// Its address.
    pub address: Pubkey,
    /// Its account.
    pub proposal: Proposal,
    /// Its number in the vault.
    pub number: u64,
    /// What executing it does.
    pub action: Action,
    /// What became of it.
    pub phase: ProposalPhase,
    /// Its vote: ballots, quorum, threshold and times.
    pub poll: Poll,
    /// Whether the vault's status allows its action: what touches the sale needs an Active vault, so in an auction it
    /// waits for nothing and expires.
    pub allowed: bool,
    /// Whether its account can be closed now, by anyone.
    pub closable: bool,
    /// Lamports in it, which come back to the proposer when it is closed.
    pub lamports: u64,
}

impl ProposalView {
    /// The address of a proposal, to be read with the vault.
    #[must_use]
    pub fn address(vault: &Pubkey, number: u64) -> Pubkey {
        pda::proposal(vault, number)
    }

    /// The proposal of this number, read with its vault; `None` if it was not made yet, or is closed.
    ///
    /// # Errors
    /// [`ClientError::ForeignAccount`], [`ClientError::Undecodable`]
    pub fn of(view: &VaultView, accounts: &Accounts, number: u64) -> Result<Option<Self>, ClientError> {
        let address = pda::proposal(&view.address, number);
        let Some(proposal) = accounts.program_account::<Proposal>(&address)? else { return Ok(None) };
        let lamports = accounts.lamports(&address);
        Self::new(view, address, proposal, lamports).map(Some)
    }

    pub(crate) fn new(
        view: &VaultView,
        address: Pubkey,
        proposal: Proposal,
        lamports: u64,
    ) -> Result<Self, ClientError> {
        let unknown = ClientError::Rule(mosaic_core::RuleError::LedgerMismatch);
        let (Ok(action), Ok(kind)) = (proposal.action(), proposal.kind()) else { return Err(unknown) };
        let (poll, executed) = (proposal.poll(), proposal.executed == 1);
        let past_votes = view.status.is_past_votes();
        Ok(Self {
            address,
            number: proposal.number,
            action,
            phase: phase(&poll, executed, past_votes, view.now),
            poll,
            allowed: allows(view.status, kind),
            closable: poll.check_closable(executed, past_votes, view.now).is_ok(),
            lamports,
            proposal,
        })
    }

    /// Who made it.
    #[must_use]
    pub fn proposer(&self) -> Pubkey {
        self.proposal.proposer
    }

    /// Reads a vault with proposals of it, the oldest first; those that are closed are left out.
    ///
    /// # Errors
    /// Those of [`VaultView::read`] and [`Self::of`].
    pub async fn read_all<R: AccountReader>(
        reader: &R,
        vault: &Pubkey,
        proposals: &Proposals,
    ) -> Result<(VaultView, Vec<Self>), ActionError<R::Error>> {
        let (view, mut accounts) = VaultView::read_with(reader, vault, &[]).await?;
        let numbers = proposals.numbers(&view);
        let addresses: Vec<_> = numbers.iter().map(|number| pda::proposal(vault, *number)).collect();
        accounts.add(reader, &addresses).await?;
        let mut found = Vec::new();
        for number in numbers {
            found.extend(Self::of(&view, &accounts, number)?);
        }
        Ok((view, found))
    }
}

fn phase(poll: &Poll, executed: bool, past_votes: bool, now: i64) -> ProposalPhase {
    match poll.phase(now) {
        _ if executed => ProposalPhase::Executed,
        Phase::Defeated => ProposalPhase::Defeated,
        Phase::Expired => ProposalPhase::Expired,
        _ if past_votes => ProposalPhase::Lapsed,
        Phase::Voting => ProposalPhase::Voting,
        Phase::Delayed => ProposalPhase::Delayed,
        Phase::Executable => ProposalPhase::Executable,
    }
}

/// Whether a vault of this status executes actions of this kind: a bidder bids for the vault as it is.
fn allows(status: Status, kind: ActionKind) -> bool {
    match kind {
        ActionKind::GrantLicense | ActionKind::SetCurator | ActionKind::SetAuctionTerms => status.accepts_proposals(),
        ActionKind::AddIncomeMint => status.accepts_income(),
        ActionKind::EndLicense | ActionKind::Resolve => status.accepts_votes(),
    }
}

/// The vote of a stake on a proposal.
#[derive(Clone, Copy, Debug)]
pub struct VoteView {
    /// Its address.
    pub address: Pubkey,
    /// Its account.
    pub vote: Vote,
    /// Number of the proposal.
    pub number: u64,
    /// Whether it is for the proposal.
    pub yes: bool,
    /// What it weighs: the stake when it voted, in raw fraction units.
    pub weight: u64,
    /// Whether it still counts and can be changed or withdrawn; else anyone may close its record.
    pub counts: bool,
    /// Lamports in it, which come back to who paid them.
    pub lamports: u64,
}

impl VoteView {
    /// The address of the vote of `holder` on a proposal, to be read with the vault.
    #[must_use]
    pub fn address(vault: &Pubkey, number: u64, holder: &Pubkey) -> Pubkey {
        pda::vote(&pda::proposal(vault, number), holder)
    }

    /// The vote of `holder` on a proposal, read with its vault; `None` if there is none.
    ///
    /// # Errors
    /// [`ClientError::ForeignAccount`], [`ClientError::Undecodable`]
    pub fn of(
        view: &VaultView,
        accounts: &Accounts,
        number: u64,
        holder: &Pubkey,
    ) -> Result<Option<Self>, ClientError> {
        let address = Self::address(&view.address, number, holder);
        let Some(vote) = accounts.program_account::<Vote>(&address)? else { return Ok(None) };
        let ballot = vote.ballot();
        Ok(Some(Self {
            address,
            number,
            yes: ballot.yes,
            weight: ballot.weight,
            counts: view.now < vote.ends_at && !view.status.is_past_votes(),
            lamports: accounts.lamports(&address),
            vote,
        }))
    }
}
