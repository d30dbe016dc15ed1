//! Votes.

use {
    super::OfVault,
    crate::{
        app::{App, Job},
        error::CliError,
        show::{self, table, yes_no},
    },
    anchor_lang::prelude::Pubkey,
    clap::{Args, Subcommand},
    mosaic_client::{
        actions::{self, Vote, WithdrawVote},
        json::{ToJson, Wide},
        views::ProposalView,
    },
    serde_json::{Value, json},
};

/// Votes on a proposal.
#[derive(Debug, Subcommand)]
pub enum VoteCommand {
    /// Votes for a proposal with the whole stake; again to top the vote up, or to change sides.
    Yes(Ballot),
    /// Votes against a proposal with the whole stake; again to top the vote up, or to change sides.
    No(Ballot),
    /// Withdraws a vote, which frees the stake; once the vote is over, closes its record.
    Withdraw(Ballot),
    /// Shows who has voted on a proposal, and how.
    Show(OfProposal),
}

/// A proposal of a vault.
#[derive(Clone, Copy, Debug, Args)]
pub struct OfProposal {
    #[command(flatten)]
    pub vault: OfVault,
    /// Number of the proposal.
    pub number: u64,
}

/// A vote on a proposal.
#[derive(Debug, Args)]
pub struct Ballot {
    #[command(flatten)]
    of: OfProposal,
    /// Whose stake votes, where the wallet is its delegate.
    #[arg(long, value_name = "ADDRESS")]
    holder: Option<Pubkey>,
}

impl VoteCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::Yes(ballot) => cast(app, "vote yes", ballot, true).await,
            Self::No(ballot) => cast(app, "vote no", ballot, false).await,
            Self::Withdraw(ballot) => withdraw(app, ballot).await,
            Self::Show(of) => show_votes(app, of).await,
        }
    }
}

async fn cast(app: &App, command: &str, ballot: Ballot, yes: bool) -> Result<(), CliError> {
    let vault = app.vault(ballot.of.vault.vault).await?;
    let authority = app.wallet()?;
    let holder = ballot.holder.unwrap_or(authority);
    let order = Vote { vault: vault.address(), number: ballot.of.number, authority, holder, yes };
    let action = app.built(actions::vote(app.network().reader(), &order).await, &vault).await?;
    let (sheet, lamports) = (show::vote(&vault, &action.quote), action.quote.rent);
    app.carry_out(Job { command, action, sheet, lamports }).await
}

async fn withdraw(app: &App, ballot: Ballot) -> Result<(), CliError> {
    let vault = app.vault(ballot.of.vault.vault).await?;
    let authority = app.wallet()?;
    let holder = ballot.holder.unwrap_or(authority);
    let order = WithdrawVote { vault: vault.address(), number: ballot.of.number, authority, holder };
    let action = app.built(actions::withdraw_vote(app.network().reader(), &order).await, &vault).await?;
    let sheet = show::withdraw_vote(&vault, &action.quote);
    app.carry_out(Job { command: "vote withdraw", action, sheet, lamports: 0 }).await
}

async fn show_votes(app: &App, of: OfProposal) -> Result<(), CliError> {
    let vault = app.vault(of.vault.vault).await?;
    let proposal = ProposalView::address(&vault.address(), of.number);
    let mut votes = app.network().votes(&vault.address()).await?;
    votes.retain(|vote| vote.proposal == proposal);
    votes.sort_by_key(|vote| std::cmp::Reverse(vote.weight));
    let text = || {
        if votes.is_empty() {
            return format!("There is no vote on proposal {}.", of.number);
        }
        let mut drawn = table(["holder", "votes", "with"]);
        for vote in &votes {
            drawn.add_row([vote.holder.to_string(), yes_no(vote.yes == 1).to_owned(), vault.fractions(vote.weight)]);
        }
        drawn.to_string()
    };
    let document = || {
        let votes: Vec<Value> = votes.iter().map(|vote| vote.to_json(Wide::Text)).collect();
        json!({ "vault": vault.address().to_string(), "number": of.number.to_string(), "votes": votes })
    };
    app.print(text, document)
}
