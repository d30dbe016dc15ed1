//! Quotes of proposals and votes: what would pass now, and who can still change it.

use anchor_lang::prelude::{Pubkey, Rent};
use mosaic_core::{
    BPS, RuleError, Terms,
    license::License,
    math::{mul_div_floor, part_ceil},
    stake::{VOTE_PLACES, enter_vote, free_at, leave_vote},
    votes::{Ballot, Poll, least_stake},
};

use crate::{
    error::ClientError,
    pda,
    quotes::{AccountKind, NewAccount, RentBack, income::add_income_mint_voted, total_rent},
    state::{Action, Stake, Vote},
    views::{ProposalPhase, ProposalView, VaultView, VoteView, delegate_of},
};

/// Most bytes of a proposal's URI.
const MAX_URI_BYTES: usize = mosaic::constants::MAX_TERMS_URI_BYTES;

/// Where a vote stands: what would come out if it ended now, and who can still change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The vote itself: ballots, quorum, threshold and times.
    pub poll: Poll,
    /// Ballots for it as a part of the supply when it was proposed, in basis points, floored.
    pub yes_bps: u64,
    /// Ballots against it as a part of that supply, in basis points, floored.
    pub no_bps: u64,
    /// What has to vote, either way, in raw fraction units.
    pub quorum: u64,
    /// Of it, what is missing.
    pub quorum_left: u64,
    /// Whether it would pass with the ballots as they are.
    pub passes: bool,
    /// The least weight of further yes votes with which it would pass, nothing else changing; 0 where it passes. In raw
    /// fraction units, and maybe more than anybody has.
    pub yes_needed: u64,
    /// Staked fractions that are in no ballot: stakes that have not voted, and what was added to stakes since they
    /// voted. As every ballot stays staked until the vote ends, it is what all have staked less what has voted; 0 once
    /// the vote is over. In raw units.
    pub staked_not_voted: u64,
    /// Fractions that are not staked, and could be until the vote ends to vote then, in raw units; 0 once it is over.
    pub not_staked: u64,
    /// Whether neither of them can turn the result any more. Who has voted can still change or withdraw its vote.
    pub settled: bool,
}

/// Where a vote stands, at the time of the vault's view.
///
/// # Errors
/// [`RuleError::LedgerMismatch`] if the accounts do not fit together.
pub fn standing(view: &VaultView, poll: &Poll) -> Result<Standing, RuleError> {
    let voted = poll.yes.checked_add(poll.no).ok_or(RuleError::LedgerMismatch)?;
    let open = view.now < poll.ends_at && view.status.accepts_votes();
    // A supply of none has no votes.
    let part = |weight| if poll.supply == 0 { Ok(0) } else { mul_div_floor(weight, BPS.into(), poll.supply) };
    let quorum = part_ceil(poll.supply, poll.quorum_bps.into(), BPS)?;
    let (staked_not_voted, not_staked) = match open {
        true => (
            view.staked().checked_sub(voted).ok_or(RuleError::LedgerMismatch)?,
            view.supply.checked_sub(view.staked()).ok_or(RuleError::LedgerMismatch)?,
        ),
        false => (0, 0),
    };
    let passes = poll.passes();
    let others = staked_not_voted.saturating_add(not_staked);
    let turned = if passes {
        Poll { no: poll.no.saturating_add(others), ..*poll }
    } else {
        Poll { yes: poll.yes.saturating_add(others), ..*poll }
    };
    Ok(Standing {
        poll: *poll,
        yes_bps: part(poll.yes)?,
        no_bps: part(poll.no)?,
        quorum,
        quorum_left: quorum.saturating_sub(voted),
        passes,
        yes_needed: yes_needed(poll, quorum),
        staked_not_voted,
        not_staked,
        settled: turned.passes() == passes,
    })
}

/// The least further yes votes with which a poll passes.
fn yes_needed(poll: &Poll, quorum: u64) -> u64 {
    let (yes, no, bps) = (u128::from(poll.yes), u128::from(poll.no), u128::from(poll.threshold_bps));
    // `10_000 * yes > bps * (yes + no)` says `yes > bps * no / (10_000 - bps)`; terms keep `bps` below 10,000.
    let rest = u128::from(BPS).saturating_sub(bps).max(1);
    let for_threshold = bps.saturating_mul(no) / rest + 1;
    let for_quorum = u128::from(quorum).saturating_sub(no);
    let needed = for_threshold.max(for_quorum).saturating_sub(yes);
    u64::try_from(needed).unwrap_or(u64::MAX)
}

/// What proposing does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposeQuote {
    /// The proposal's number, if nobody proposes before it.
    pub number: u64,
    /// Its address then.
    pub address: Pubkey,
    /// What has to be staked to propose, in raw units.
    pub least_stake: u64,
    /// What the proposer has staked.
    pub staked: u64,
    /// The vote as it opens: supply, quorum, threshold and times, which nothing changes any more.
    pub standing: Standing,
    /// Accounts made, at the proposer's expense: the rent comes back when the proposal is closed.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
}

/// Quotes proposing `action` with a stake, at the time of the view.
///
/// # Errors
/// [`ClientError::WrongStatus`] unless the vault is Active, [`ClientError::StakeBelowProposal`]; for what could never
/// be executed [`ClientError::TermsUriTooLong`], [`ClientError::CuratorFeeAboveCap`], [`ClientError::Rule`].
pub fn propose(
    view: &VaultView,
    stake: Option<&Stake>,
    action: &Action,
    rent: &Rent,
) -> Result<ProposeQuote, ClientError> {
    let vault = &view.vault;
    if !view.status.accepts_proposals() {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    let terms = vault.terms();
    let needed = least_stake(&terms, view.supply)?;
    let staked = stake.map_or(0, |stake| stake.amount);
    if staked < needed {
        return Err(ClientError::StakeBelowProposal { needed, staked });
    }
    check_action(view, action, &terms)?;
    let poll = Poll::open(&terms, view.supply, view.now)?;
    let (number, address) = (vault.proposals, pda::proposal(&view.address, vault.proposals));
    let accounts = vec![NewAccount::new(AccountKind::Proposal, address, rent)];
    Ok(ProposeQuote {
        number,
        address,
        least_stake: needed,
        staked,
        standing: standing(view, &poll)?,
        rent: total_rent(&accounts),
        accounts,
    })
}

/// Refuses what could never be executed.
fn check_action(view: &VaultView, action: &Action, terms: &Terms) -> Result<(), ClientError> {
    match action {
        Action::GrantLicense { terms_uri, fee, term_secs, exclusive, .. } => {
            License::offer(*fee, *term_secs, *exclusive, 0)?;
            check_uri(terms_uri)
        }
        Action::SetCurator { fee_bps, .. } => {
            let (fee_bps, cap_bps) = (*fee_bps, view.vault.curator_fee_cap_bps);
            if fee_bps > cap_bps { Err(ClientError::CuratorFeeAboveCap { fee_bps, cap_bps }) } else { Ok(()) }
        }
        Action::SetAuctionTerms { auction_secs, extension_secs, step_bps } => {
            let (auction_secs, extension_secs, step_bps) = (*auction_secs, *extension_secs, *step_bps);
            Ok(Terms { auction_secs, extension_secs, step_bps, ..*terms }.check()?)
        }
        Action::Resolve { uri, .. } => check_uri(uri),
        Action::EndLicense { .. } | Action::AddIncomeMint { .. } => Ok(()),
    }
}

fn check_uri(uri: &str) -> Result<(), ClientError> {
    let (bytes, most) = (uri.len(), MAX_URI_BYTES);
    if bytes > most {
        return Err(ClientError::TermsUriTooLong { bytes, most });
    }
    if uri.contains('\0') { Err(ClientError::TermsUriWithZero) } else { Ok(()) }
}

/// What voting does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteQuote {
    /// Number of the proposal.
    pub number: u64,
    /// What the stake had voted.
    pub before: Option<Ballot>,
    /// What it has voted afterwards: its whole weight.
    pub ballot: Ballot,
    /// Where the vote stood.
    pub standing_before: Standing,
    /// Where it stands afterwards.
    pub standing: Standing,
    /// Until when the stake is locked then, in Unix seconds: at least until the vote ends, unless the vote is withdrawn
    /// or the vault sold or reclaimed before.
    pub free_at: i64,
    /// Accounts made, at the expense of who signs: the record of the vote, with the first ballot. Its rent comes back
    /// when the vote is withdrawn, or closed once it is over.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
}

impl VoteQuote {
    /// What the vote weighs more than before, on the same side, in raw fraction units: a stake that grew tops its vote
    /// up.
    #[must_use]
    pub fn topped_up(&self) -> u64 {
        let same = self.before.filter(|before| before.yes == self.ballot.yes);
        same.map_or(0, |before| self.ballot.weight.saturating_sub(before.weight))
    }
}

/// Quotes voting by `authority` with a stake, of which `cast` is the vote there is, at the time of the view.
///
/// # Errors
/// [`ClientError::WrongStatus`] unless the vault is Active or in Auction, [`ClientError::NotTheHolderOrDelegate`],
/// [`ClientError::NothingStaked`], [`ClientError::VotingOver`].
pub fn vote(
    view: &VaultView,
    proposal: &ProposalView,
    stake: &Stake,
    authority: &Pubkey,
    cast: Option<&Vote>,
    yes: bool,
    rent: &Rent,
) -> Result<VoteQuote, ClientError> {
    if !view.status.accepts_votes() {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    check_led(stake, authority)?;
    if stake.amount == 0 {
        return Err(ClientError::NothingStaked { vault: view.address, holder: stake.holder });
    }
    let (number, ends_at) = (proposal.number, proposal.poll.ends_at);
    if view.now >= ends_at {
        return Err(ClientError::VotingOver { number, ended_at: ends_at });
    }
    let (before, ballot) = (cast.map(Vote::ballot), Ballot { yes, weight: stake.amount });
    let poll = proposal.poll.cast(before, Some(ballot), view.now)?;
    let (mut slots, mut accounts) = (stake.votes, Vec::new());
    if before.is_none() {
        enter_vote(&mut slots, ends_at, view.now);
        let address = VoteView::address(&view.address, number, &stake.holder);
        accounts.push(NewAccount::new(AccountKind::Vote, address, rent));
    }
    Ok(VoteQuote {
        number,
        before,
        ballot,
        standing_before: standing(view, &proposal.poll)?,
        standing: standing(view, &poll)?,
        free_at: free(view, stake, &slots),
        rent: total_rent(&accounts),
        accounts,
    })
}

fn check_led(stake: &Stake, authority: &Pubkey) -> Result<(), ClientError> {
    let delegate = delegate_of(stake);
    if *authority == stake.holder || delegate == Some(*authority) {
        return Ok(());
    }
    Err(ClientError::NotTheHolderOrDelegate { authority: *authority, delegate })
}

fn free(view: &VaultView, stake: &Stake, slots: &[i64; VOTE_PLACES]) -> i64 {
    free_at(view.status, view.vault.entered_at, stake.locked_until, slots)
}

/// What withdrawing a vote does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawVoteQuote {
    /// Number of the proposal.
    pub number: u64,
    /// What the stake had voted.
    pub ballot: Ballot,
    /// Where the vote stands afterwards; `None` where it is over, and only the record is closed.
    pub standing: Option<Standing>,
    /// From when on the stake may leave then, in Unix seconds; `None` if it may at once, or is gone.
    pub free_at: Option<i64>,
    /// Lamports of the record, which come back to who paid them.
    pub returned: RentBack,
}

/// Quotes withdrawing a vote by `authority`; once the vote is over, closing its record. `proposal` and `stake` are
/// needed as long as it counts.
///
/// # Errors
/// As long as it counts, [`ClientError::NotTheHolderOrDelegate`], [`ClientError::NoProposal`],
/// [`ClientError::NothingStaked`].
pub fn withdraw_vote(
    view: &VaultView,
    vote: &VoteView,
    proposal: Option<&ProposalView>,
    stake: Option<&Stake>,
    authority: &Pubkey,
) -> Result<WithdrawVoteQuote, ClientError> {
    let (number, ballot) = (vote.number, vote.vote.ballot());
    let returned = rent_of_vote(vote);
    if !vote.counts {
        let free_at = stake.and_then(|stake| view.free_at(stake));
        return Ok(WithdrawVoteQuote { number, ballot, standing: None, free_at, returned });
    }
    let (vault, holder) = (view.address, vote.vote.holder);
    let proposal = proposal.ok_or(ClientError::NoProposal { vault, number })?;
    let stake = stake.ok_or(ClientError::NothingStaked { vault, holder })?;
    check_led(stake, authority)?;
    let poll = proposal.poll.cast(Some(ballot), None, view.now)?;
    let mut slots = stake.votes;
    if vote.vote.placed == 1 {
        leave_vote(&mut slots, poll.ends_at);
    }
    let free_at = free(view, stake, &slots);
    let free_at = (view.now < free_at).then_some(free_at);
    Ok(WithdrawVoteQuote { number, ballot, standing: Some(standing(view, &poll)?), free_at, returned })
}

/// Who gets the rent of a vote's record.
pub(crate) fn rent_of_vote(vote: &VoteView) -> RentBack {
    RentBack { kind: AccountKind::Vote, address: vote.address, to: vote.vote.payer, lamports: vote.lamports }
}

/// What executing a proposal does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecuteQuote {
    /// Number of the proposal.
    pub number: u64,
    /// What is done.
    pub action: Action,
    /// The licence that is granted or ended.
    pub license: Option<Pubkey>,
    /// Until when a licence that is granted can be taken, in Unix seconds.
    pub offered_until: Option<i64>,
    /// Accounts made, at the expense of who executes; their rent comes back when they are closed.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
}

/// Quotes executing a proposal, at the time of the view.
///
/// # Errors
/// [`ClientError::NotExecutable`] unless it has passed and its time is now, [`ClientError::WrongStatus`] where the
/// vault's status does not allow its action; for a mint of income those of
/// [`add_income_mint`](crate::quotes::add_income_mint) but the curator's.
pub fn execute_proposal(view: &VaultView, proposal: &ProposalView, rent: &Rent) -> Result<ExecuteQuote, ClientError> {
    let Poll { executable_at, expires_at, .. } = proposal.poll;
    let (number, phase) = (proposal.number, proposal.phase);
    if phase != ProposalPhase::Executable {
        return Err(ClientError::NotExecutable { number, phase, executable_at, expires_at });
    }
    if !proposal.allowed {
        return Err(ClientError::WrongStatus { status: view.status });
    }
    let mut quote = ExecuteQuote {
        number,
        action: proposal.action.clone(),
        license: None,
        offered_until: None,
        accounts: Vec::new(),
        rent: 0,
    };
    match &proposal.action {
        Action::GrantLicense { fee, term_secs, exclusive, .. } => {
            let address = pda::license(&view.address, number);
            quote.license = Some(address);
            quote.offered_until = Some(License::offer(*fee, *term_secs, *exclusive, view.now)?.offered_until);
            quote.accounts.push(NewAccount::new(AccountKind::License, address, rent));
        }
        Action::EndLicense { license } => quote.license = Some(*license),
        Action::AddIncomeMint { mint } => quote.accounts = add_income_mint_voted(view, mint, rent)?.accounts,
        Action::SetCurator { .. } | Action::SetAuctionTerms { .. } | Action::Resolve { .. } => {}
    }
    quote.rent = total_rent(&quote.accounts);
    Ok(quote)
}

/// The record of a vote that is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VoteClosed {
    /// Number of the proposal.
    pub number: u64,
    /// Whose stake voted.
    pub holder: Pubkey,
}

/// What closing records of proposals and votes does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CloseVotesQuote {
    /// Numbers of the proposals.
    pub proposals: Vec<u64>,
    /// The votes.
    pub votes: Vec<VoteClosed>,
    /// The rent of the accounts that are closed.
    pub returned: Vec<RentBack>,
    /// Records of the vault that stay open.
    pub left: u32,
}

impl CloseVotesQuote {
    /// Lamports that come back to a wallet.
    #[must_use]
    pub fn returned_to(&self, wallet: &Pubkey) -> u64 {
        self.returned.iter().filter(|rent| rent.to == *wallet).map(|rent| rent.lamports).sum()
    }
}
