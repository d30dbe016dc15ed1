//! Proposals that were made.

use {
    super::{OfVault, vote::OfProposal},
    crate::{
        app::{App, Job},
        error::CliError,
        show::{
            self, Sheet, phase_name, table,
            tally::{self, Tally},
        },
    },
    clap::{Args, Subcommand},
    comfy_table::CellAlignment,
    mosaic_client::{
        ClientError,
        actions::{self, CloseVotes, ExecuteProposal, Proposals},
        json::{ToJson, Wide},
        quotes::standing,
        views::{ProposalPhase, ProposalView},
    },
    serde_json::json,
};

/// Shows, executes and closes proposals.
#[derive(Debug, Subcommand)]
pub enum ProposalCommand {
    /// Lists the proposals of a vault.
    List(OfVault),
    /// Shows a proposal: what it does, where the vote stands, who can still change it.
    Show(OfProposal),
    /// Does what a proposal says that passed, after its delay. Anyone can.
    Execute(OfProposal),
    Close(Close),
}

/// Closes proposals and votes that are over: the rent comes back to who paid it. Anyone can.
#[derive(Debug, Args)]
pub struct Close {
    #[command(flatten)]
    vault: OfVault,
    /// Only the proposals of these numbers, and votes on them.
    numbers: Vec<u64>,
}

impl ProposalCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::List(of) => list(app, of).await,
            Self::Show(of) => show_one(app, of).await,
            Self::Execute(of) => execute(app, of).await,
            Self::Close(command) => close(app, command).await,
        }
    }
}

async fn list(app: &App, of: OfVault) -> Result<(), CliError> {
    let vault = app.vault(of.vault).await?;
    let (_, proposals) = ProposalView::read_all(app.network().reader(), &vault.address(), &Proposals::All).await?;
    let text = || {
        if proposals.is_empty() {
            return "No proposal is open.".to_owned();
        }
        let mut drawn = table(["number", "proposes", "is", "yes", "no", "vote ends"]);
        for column in [1, 2] {
            if let Some(column) = drawn.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Left);
            }
        }
        for proposal in &proposals {
            drawn.add_row([
                proposal.number.to_string(),
                show::action_name(&proposal.action).to_owned(),
                phase_name(proposal.phase).to_owned(),
                vault.fraction.number(proposal.poll.yes),
                vault.fraction.number(proposal.poll.no),
                vault.moment(proposal.poll.ends_at),
            ]);
        }
        drawn.to_string()
    };
    app.print(text, || json!({ "vault": vault.address().to_string(), "proposals": proposals.to_json(Wide::Text) }))
}

async fn show_one(app: &App, of: OfProposal) -> Result<(), CliError> {
    let vault = app.vault(of.vault.vault).await?;
    let wanted = Proposals::These(vec![of.number]);
    let (view, mut found) = ProposalView::read_all(app.network().reader(), &vault.address(), &wanted).await?;
    let proposal = found.pop().ok_or(ClientError::NoProposal { vault: vault.address(), number: of.number })?;
    let stands = standing(&view, &proposal.poll)?;
    let tally = Tally::of(&stands, view.now);
    let text = || {
        let number = |raw| vault.fraction.number(raw);
        let sheet = Sheet::new()
            .row("proposal", proposal.number)
            .row("made by", proposal.proposer())
            .and(show::action(&vault, &proposal.action))
            .row("it is", phase_name(proposal.phase))
            .row("vote ends", vault.moment(proposal.poll.ends_at))
            .row("can be executed", vault.moment(proposal.poll.executable_at))
            .row("expires", vault.moment(proposal.poll.expires_at))
            .when(!proposal.allowed, "the vault", "is in a status in which this cannot be executed");
        let drawn = tally::draw(&tally, number);
        let open = proposal.phase == ProposalPhase::Voting;
        let outlook = if open { format!("\n\n{}", tally::outlook(&tally, number)) } else { String::new() };
        let steps = show::next_steps(&vault, &proposal.next_steps()).map(|steps| format!("\n\n{steps}"));
        format!("{sheet}\n\n{drawn}{outlook}{}", steps.unwrap_or_default())
    };
    app.print(text, || json!({ "proposal": proposal.to_json(Wide::Text), "standing": stands.to_json(Wide::Text) }))
}

async fn execute(app: &App, of: OfProposal) -> Result<(), CliError> {
    let vault = app.vault(of.vault.vault).await?;
    let order = ExecuteProposal { vault: vault.address(), number: of.number, executor: app.wallet()? };
    let action = app.built(actions::execute_proposal(app.network().reader(), &order).await, &vault).await?;
    let (sheet, lamports) = (show::execute(&vault, &action.quote), action.quote.rent);
    app.carry_out(Job { command: "proposal execute", action, sheet, lamports }).await
}

async fn close(app: &App, command: Close) -> Result<(), CliError> {
    let vault = app.vault(command.vault.vault).await?;
    let voters = app.network().votes(&vault.address()).await?.iter().map(|vote| vote.holder).collect();
    let proposals = if command.numbers.is_empty() { Proposals::All } else { Proposals::These(command.numbers) };
    let order = CloseVotes { proposals, voters, ..CloseVotes::new(vault.address(), app.wallet()?) };
    let action = app.built(actions::close_votes(app.network().reader(), &order).await, &vault).await?;
    let sheet = show::close_votes(&action.quote);
    app.carry_out(Job { command: "proposal close", action, sheet, lamports: 0 }).await
}
