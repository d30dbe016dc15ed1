//! Proposals and votes.

use anchor_lang::prelude::Pubkey;

use crate::{
    actions::{Action, stake::open_staking},
    error::{ActionError, ClientError},
    instructions::{self, ProposeArgs, VoteArgs},
    pda,
    quotes::{self, ExecuteQuote, ProposeQuote, VoteQuote, WithdrawVoteQuote},
    reader::{AccountReader, Accounts, RENT_SYSVAR_ID},
    state::{self, License},
    views::{ProposalView, VaultView, VoteView},
};

/// Something to be proposed to the holders.
#[derive(Clone, Debug)]
pub struct Propose {
    /// The vault.
    pub vault: Pubkey,
    /// Who proposes, with a stake; signs and pays.
    pub proposer: Pubkey,
    /// What executing it does.
    pub action: state::Action,
}

/// A vote to be cast.
#[derive(Clone, Copy, Debug)]
pub struct Vote {
    /// The vault.
    pub vault: Pubkey,
    /// Number of the proposal.
    pub number: u64,
    /// The holder of the stake or its delegate; signs and pays.
    pub authority: Pubkey,
    /// Whose stake votes.
    pub holder: Pubkey,
    /// For the proposal, or against it.
    pub yes: bool,
}

impl Vote {
    /// A vote cast by the holder itself.
    #[must_use]
    pub fn new(vault: Pubkey, number: u64, holder: Pubkey, yes: bool) -> Self {
        Self { vault, number, authority: holder, holder, yes }
    }
}

/// A vote to be withdrawn.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawVote {
    /// The vault.
    pub vault: Pubkey,
    /// Number of the proposal.
    pub number: u64,
    /// As long as the vote counts the holder of the stake or its delegate, afterwards anyone; signs.
    pub authority: Pubkey,
    /// Whose stake voted.
    pub holder: Pubkey,
}

impl WithdrawVote {
    /// A vote withdrawn by the holder itself.
    #[must_use]
    pub fn new(vault: Pubkey, number: u64, holder: Pubkey) -> Self {
        Self { vault, number, authority: holder, holder }
    }
}

/// A proposal to be executed.
#[derive(Clone, Copy, Debug)]
pub struct ExecuteProposal {
    /// The vault.
    pub vault: Pubkey,
    /// Number of the proposal.
    pub number: u64,
    /// Who executes; anyone. Signs, and pays for what the action makes.
    pub executor: Pubkey,
}

/// Makes a proposal and opens its vote. Its number is the next one of the vault: where somebody else proposes first,
/// the transaction fails and the action is to be built again.
///
/// # Errors
/// [`ClientError::WrongStatus`] unless the vault is Active, [`ClientError::StakeBelowProposal`]; for what could never
/// be executed [`ClientError::TermsUriTooLong`], [`ClientError::CuratorFeeAboveCap`], [`ClientError::Rule`];
/// [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn propose<R: AccountReader>(
    reader: &R,
    order: &Propose,
) -> Result<Action<ProposeQuote>, ActionError<R::Error>> {
    let Propose { vault, proposer, action } = order;
    let address = pda::stake(vault, proposer);
    let (view, accounts) = VaultView::read_with(reader, vault, &[address, RENT_SYSVAR_ID]).await?;
    let stake: Option<state::Stake> = accounts.program_account(&address)?;
    let quote = quotes::propose(&view, stake.as_ref(), action, &accounts.rent()?)?;
    let propose = instructions::Propose {
        proposer: *proposer,
        vault: *vault,
        number: quote.number,
        args: ProposeArgs { action: action.clone() },
    };
    Ok(Action::new(vec![propose.instruction()], quote))
}

/// Votes with a whole stake. Voting again tops the vote up to what is staked by then, or changes its side.
///
/// # Errors
/// [`ClientError::NoProposal`], [`ClientError::VotingOver`], [`ClientError::WrongStatus`] unless the vault is Active or
/// in Auction, [`ClientError::NothingStaked`], [`ClientError::NotTheHolderOrDelegate`],
/// [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn vote<R: AccountReader>(reader: &R, order: &Vote) -> Result<Action<VoteQuote>, ActionError<R::Error>> {
    let Vote { vault, number, authority, holder, yes } = *order;
    let Found { view, accounts, proposal, stake, vote } = read(reader, &vault, number, &holder).await?;
    let proposal = proposal.ok_or(ClientError::NoProposal { vault, number })?;
    let stake = stake.ok_or(ClientError::NothingStaked { vault, holder })?;
    let cast = vote.map(|vote| vote.vote);
    let quote = quotes::vote(&view, &proposal, &stake, &authority, cast.as_ref(), yes, &accounts.rent()?)?;
    let vote = instructions::Vote { authority, holder, vault, number, args: VoteArgs { yes } };
    Ok(Action::new(vec![vote.instruction()], quote))
}

/// Withdraws a vote and frees its stake; once the vote is over, closes its record. The rent goes to who paid it.
///
/// # Errors
/// [`ClientError::NoVote`]; as long as the vote counts, [`ClientError::NotTheHolderOrDelegate`];
/// [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn withdraw_vote<R: AccountReader>(
    reader: &R,
    order: &WithdrawVote,
) -> Result<Action<WithdrawVoteQuote>, ActionError<R::Error>> {
    let WithdrawVote { vault, number, authority, holder } = *order;
    let Found { view, proposal, stake, vote, .. } = read(reader, &vault, number, &holder).await?;
    let vote = vote.ok_or(ClientError::NoVote { number, holder })?;
    let quote = quotes::withdraw_vote(&view, &vote, proposal.as_ref(), stake.as_ref(), &authority)?;
    let withdraw = instructions::WithdrawVote { authority, holder, vault, number, payer: vote.vote.payer };
    Ok(Action::new(vec![withdraw.instruction()], quote))
}

/// A vault, a proposal, and a stake with its vote on it.
struct Found {
    view: VaultView,
    accounts: Accounts,
    proposal: Option<ProposalView>,
    stake: Option<state::Stake>,
    vote: Option<VoteView>,
}

async fn read<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
    number: u64,
    holder: &Pubkey,
) -> Result<Found, ActionError<R::Error>> {
    let (proposal, vote) = (ProposalView::address(vault, number), VoteView::address(vault, number, holder));
    let address = pda::stake(vault, holder);
    let others = [proposal, vote, address, RENT_SYSVAR_ID];
    let (view, accounts) = VaultView::read_with(reader, vault, &others).await?;
    let proposal = ProposalView::of(&view, &accounts, number)?;
    let vote = VoteView::of(&view, &accounts, number, holder)?;
    let stake = accounts.program_account(&address)?;
    Ok(Found { view, accounts, proposal, stake, vote })
}

/// Executes what a vote decided, with the accounts that its action needs; for a mint of income it opens the vault's
/// pool of stakes where there is none.
///
/// # Errors
/// [`ClientError::NoProposal`], [`ClientError::NotExecutable`] unless it has passed and its time is now,
/// [`ClientError::WrongStatus`] where the vault's status does not allow its action, [`ClientError::NotALicense`] for a
/// licence to be ended that is not there; for a mint of income [`ClientError::IncomeMintNotClassic`],
/// [`ClientError::IncomeMintIsFraction`], [`ClientError::IncomeMintKnown`], [`ClientError::TooManyIncomeMints`];
/// [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn execute_proposal<R: AccountReader>(
    reader: &R,
    order: &ExecuteProposal,
) -> Result<Action<ExecuteQuote>, ActionError<R::Error>> {
    let ExecuteProposal { vault, number, executor } = *order;
    let others = [ProposalView::address(&vault, number), RENT_SYSVAR_ID];
    let (view, mut accounts) = VaultView::read_with(reader, &vault, &others).await?;
    let proposal = ProposalView::of(&view, &accounts, number)?.ok_or(ClientError::NoProposal { vault, number })?;
    // Licence or mint: what the action is about.
    accounts.add(reader, &[proposal.proposal.subject]).await?;
    let quote = quotes::execute_proposal(&view, &proposal, &accounts.rent()?)?;
    let mut instructions = Vec::new();
    let mut income_mint = None;
    match &proposal.action {
        state::Action::EndLicense { license } => check_license(&accounts, &vault, license)?,
        state::Action::AddIncomeMint { mint } => {
            if accounts.mint(mint).is_none() {
                return Err(ClientError::IncomeMintNotClassic { mint: *mint }.into());
            }
            instructions.extend(open_staking(&view, &executor));
            income_mint = Some(*mint);
        }
        _ => {}
    }
    let execute = instructions::ExecuteProposal { executor, vault, number, license: quote.license, income_mint };
    instructions.push(execute.instruction());
    Ok(Action::new(instructions, quote))
}

fn check_license(accounts: &Accounts, vault: &Pubkey, address: &Pubkey) -> Result<(), ClientError> {
    let not_one = ClientError::NotALicense { address: *address };
    match accounts.program_account::<License>(address) {
        Ok(Some(license)) if license.vault == *vault => Ok(()),
        _ => Err(not_one),
    }
}
