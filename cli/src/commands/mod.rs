//! The commands, by what they are about.

mod ask;
mod audit;
mod bid;
mod completions;
mod income;
mod index;
mod license;
mod nft;
mod offer;
mod offering;
mod pool;
mod proposal;
mod propose;
mod redeem;
mod stake;
mod transaction;
mod vault;
mod vote;

use {
    crate::{app::App, error::CliError, vault::VaultRef},
    clap::{Args, Subcommand, ValueEnum},
    mosaic_client::{
        actions::WrappedSol,
        json::{ToJson, Wide},
        views::{Party, Step},
    },
    serde_json::Value,
};

pub use completions::Completions;

/// What a user does with vaults.
#[derive(Debug, Subcommand)]
pub enum Commands {
    /// Opens, shows, lists, gives up, takes back and closes vaults; lowers the curator's fee.
    #[command(subcommand)]
    Vault(vault::VaultCommand),
    /// Shows an NFT: whether it can be deposited, and what a sale of it costs.
    #[command(subcommand)]
    Nft(nft::NftCommand),
    /// Bids for a vault.
    #[command(subcommand)]
    Bid(bid::BidCommand),
    /// Makes, accepts and takes back offers below the reserve.
    #[command(subcommand)]
    Offer(offer::OfferCommand),
    /// Sells fractions to many at once, and buys them.
    #[command(subcommand)]
    Offering(offering::OfferingCommand),
    Settle(bid::Settle),
    #[command(visible_aliases = ["exit", "claim"])]
    Redeem(redeem::Redeem),
    /// Stakes fractions, takes them out, names a delegate.
    #[command(subcommand)]
    Stake(stake::StakeCommand),
    /// Says at which price a stake would sell the whole vault.
    #[command(subcommand)]
    Ask(ask::AskCommand),
    /// Pays income in and claims it.
    #[command(subcommand)]
    Income(income::IncomeCommand),
    /// Proposes something to the holders of a vault.
    #[command(subcommand)]
    Propose(propose::ProposeCommand),
    /// Votes on a proposal.
    #[command(subcommand)]
    Vote(vote::VoteCommand),
    /// Shows, executes and closes proposals.
    #[command(subcommand)]
    Proposal(proposal::ProposalCommand),
    /// Takes, renews, shows and closes licences.
    #[command(subcommand)]
    License(license::LicenseCommand),
    /// Makes pools of fractions and cash, trades in them, and compares their price with the vault's.
    #[command(subcommand)]
    Pool(pool::PoolCommand),
    Quote(vault::Quote),
    Audit(audit::Audit),
    /// Reads what happens to vaults into a SQLite file, and answers from it.
    #[command(subcommand)]
    Index(index::IndexCommand),
    Tx(transaction::Transaction),
    Events(transaction::Events),
}

impl Commands {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        match self {
            Self::Vault(command) => command.run(app).await,
            Self::Nft(command) => command.run(app).await,
            Self::Bid(command) => command.run(app).await,
            Self::Offer(command) => command.run(app).await,
            Self::Offering(command) => command.run(app).await,
            Self::Settle(command) => command.run(app).await,
            Self::Redeem(command) => command.run(app).await,
            Self::Stake(command) => command.run(app).await,
            Self::Ask(command) => command.run(app).await,
            Self::Income(command) => command.run(app).await,
            Self::Propose(command) => command.run(app).await,
            Self::Vote(command) => command.run(app).await,
            Self::Proposal(command) => command.run(app).await,
            Self::License(command) => command.run(app).await,
            Self::Pool(command) => command.run(app).await,
            Self::Quote(command) => command.run(app).await,
            Self::Audit(command) => command.run(app).await,
            Self::Index(command) => command.run(app).await,
            Self::Tx(command) => command.run(app).await,
            Self::Events(command) => command.run(app).await,
        }
    }
}

/// A vault.
#[derive(Clone, Copy, Debug, Args)]
pub struct OfVault {
    /// The vault: its address, or CREATOR:NUMBER.
    #[arg(value_name = "VAULT")]
    vault: VaultRef,
}

/// What to do about wrapped SOL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Wrapped {
    /// Wrap what is missing; unwrap what the command itself wrapped.
    #[default]
    Auto,
    /// Wrap what is missing, and afterwards unwrap all the wallet's wrapped SOL.
    Unwrap,
    /// Use wrapped SOL as any token.
    Keep,
}

/// What to do about wrapped SOL.
#[derive(Clone, Copy, Debug, Args)]
pub struct SolArgs {
    /// What to do about wrapped SOL, where payments are in SOL.
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    wrapped_sol: Wrapped,
}

impl From<SolArgs> for WrappedSol {
    fn from(args: SolArgs) -> Self {
        match args.wrapped_sol {
            Wrapped::Auto => Self::Auto,
            Wrapped::Unwrap => Self::UnwrapAll,
            Wrapped::Keep => Self::AsIs,
        }
    }
}

/// What can be done next, as a document has it.
fn steps_json(steps: &[(Party, Step)]) -> Value {
    steps.to_json(Wide::Text)
}

#[cfg(test)]
mod tests {
    /// What the commands are made of.
    const SOURCES: [&str; 14] = [
        include_str!("ask.rs"),
        include_str!("bid.rs"),
        include_str!("income.rs"),
        include_str!("license.rs"),
        include_str!("offer.rs"),
        include_str!("offering.rs"),
        include_str!("proposal.rs"),
        include_str!("propose.rs"),
        include_str!("redeem.rs"),
        include_str!("stake.rs"),
        include_str!("vault.rs"),
        include_str!("vault/open.rs"),
        include_str!("vault/show_one.rs"),
        include_str!("vote.rs"),
    ];

    #[test]
    fn every_action_of_the_client_has_a_command() {
        let listed = include_str!("../../../clients/rust/src/actions/mod.rs");
        let exports = listed.lines().filter(|line| line.starts_with("pub use ") && !line.contains("crate::"));
        let names = exports
            .filter_map(|line| line.rsplit("::").next())
            .flat_map(|names| names.split(&['{', '}', ',', ';', ' ']));
        // Types begin with a capital.
        let functions: Vec<_> = names.filter(|name| name.starts_with(char::is_lowercase)).collect();
        assert!(functions.len() > 25, "{functions:?}");
        for function in functions {
            // One is the other, told of nobody else's votes.
            let function = if function == "close" { "close_with_voters" } else { function };
            let call = format!("{function}(");
            assert!(SOURCES.iter().any(|source| source.contains(&call)), "no command calls {function}");
        }
    }
}
