//! Proposals to be made.

use {
    super::OfVault,
    crate::{
        amount::{Typed, read_bps},
        app::{App, Job},
        error::CliError,
        show,
        time::read_duration,
        vault::{KnownVault, VaultRef},
    },
    anchor_lang::prelude::Pubkey,
    clap::{Args, Subcommand},
    mosaic_client::{
        actions::{self, Propose},
        pda,
        state::Action,
    },
    sha2::{Digest, Sha256},
    std::{fs, path::PathBuf},
};

/// Proposes something to the holders of a vault: it takes a stake of the vault's own least size.
#[derive(Debug, Subcommand)]
pub enum ProposeCommand {
    License(License),
    EndLicense(EndLicense),
    Curator(Curator),
    AuctionTerms(AuctionTerms),
    IncomeMint(IncomeMint),
    Resolve(Resolve),
}

/// Where a text is, and its hash.
#[derive(Debug, Args)]
struct TextArgs {
    /// Where the text is: at most 128 bytes.
    #[arg(long)]
    uri: String,
    /// The SHA-256 of the text, in hexadecimal.
    #[arg(long, value_parser = read_hash, required_unless_present = "file", conflicts_with = "file")]
    hash: Option<[u8; 32]>,
    /// The text as a file, to be hashed.
    #[arg(long)]
    file: Option<PathBuf>,
}

impl TextArgs {
    fn hash(&self) -> Result<[u8; 32], CliError> {
        if let Some(hash) = self.hash {
            return Ok(hash);
        }
        let path = self.file.clone().unwrap_or_default();
        let text = fs::read(&path).map_err(|_| {
            CliError::new(
                format!("the file {} cannot be read", path.display()),
                "Name the file with the text, or its --hash.",
            )
        })?;
        Ok(Sha256::digest(text).into())
    }
}

/// A SHA-256 in hexadecimal.
fn read_hash(text: &str) -> Result<[u8; 32], String> {
    let mut hash = [0; 32];
    let digits = text.trim_start_matches("0x");
    hex::decode_to_slice(digits, &mut hash).map_err(|_| format!("\"{text}\" is no SHA-256: 64 hexadecimal digits"))?;
    Ok(hash)
}

/// Proposes to offer a licence of the NFTs, whose fee becomes income.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  mosaic propose license VAULT --licensee ADDRESS --fee \"50 USDC\" --term 30d --exclusive \\
    --uri https://example.org/loan --file loan.txt")]
pub struct License {
    #[command(flatten)]
    vault: OfVault,
    /// Who may take it.
    #[arg(long, value_name = "ADDRESS")]
    licensee: Pubkey,
    /// The fee for each term.
    #[arg(long, value_name = "AMOUNT")]
    fee: Typed,
    /// Length of a term, 1 hour to 10 years.
    #[arg(long, value_name = "TIME", value_parser = read_duration)]
    term: u32,
    /// No other licence may run beside it.
    #[arg(long)]
    exclusive: bool,
    #[command(flatten)]
    text: TextArgs,
}

/// Proposes that a licence is not renewed any more.
#[derive(Debug, Args)]
pub struct EndLicense {
    #[command(flatten)]
    vault: OfVault,
    /// Number of the licence: of the proposal that granted it.
    number: u64,
}

/// Proposes another curator, or another fee.
#[derive(Debug, Args)]
pub struct Curator {
    #[command(flatten)]
    vault: OfVault,
    /// The curator; by default the present one.
    #[arg(long, value_name = "ADDRESS", required_unless_present = "fee")]
    curator: Option<Pubkey>,
    /// The fee, at most the one at creation; by default the present one.
    #[arg(long, value_name = "PART", value_parser = read_bps)]
    fee: Option<u16>,
}

/// Proposes other terms of the auction, before it starts.
#[derive(Debug, Args)]
pub struct AuctionTerms {
    #[command(flatten)]
    vault: OfVault,
    /// Length of the auction, 1 to 30 days.
    #[arg(long, value_name = "TIME", value_parser = read_duration, required_unless_present_any = ["extension", "step"])]
    auction: Option<u32>,
    /// A bid in so much time before the end extends the auction to as long after itself.
    #[arg(long, value_name = "TIME", value_parser = read_duration)]
    extension: Option<u32>,
    /// By how much a bid exceeds the leading one, 1 % to 50 %.
    #[arg(long, value_name = "PART", value_parser = read_bps)]
    step: Option<u16>,
}

/// Proposes that the vault takes income in a further mint.
#[derive(Debug, Args)]
pub struct IncomeMint {
    #[command(flatten)]
    vault: OfVault,
    /// The mint.
    mint: Pubkey,
}

/// Proposes a decision on anything else, to be recorded.
#[derive(Debug, Args)]
pub struct Resolve {
    #[command(flatten)]
    vault: OfVault,
    #[command(flatten)]
    text: TextArgs,
}

impl ProposeCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        let vault = app.vault(self.vault()).await?;
        let action = self.action(&vault)?;
        let order = Propose { vault: vault.address(), proposer: app.wallet()?, action };
        let built = actions::propose(app.network().reader(), &order).await;
        let action = app.built(built, &vault).await?;
        let sheet = show::action(&vault, &order.action).and(show::propose(&vault, &action.quote));
        let lamports = action.quote.rent;
        app.carry_out(Job { command: self.name(), action, sheet, lamports }).await
    }

    fn vault(&self) -> VaultRef {
        let (Self::License(License { vault, .. })
        | Self::EndLicense(EndLicense { vault, .. })
        | Self::Curator(Curator { vault, .. })
        | Self::AuctionTerms(AuctionTerms { vault, .. })
        | Self::IncomeMint(IncomeMint { vault, .. })
        | Self::Resolve(Resolve { vault, .. })) = self;
        vault.vault
    }

    fn name(&self) -> &'static str {
        match self {
            Self::License(_) => "propose license",
            Self::EndLicense(_) => "propose end-license",
            Self::Curator(_) => "propose curator",
            Self::AuctionTerms(_) => "propose auction-terms",
            Self::IncomeMint(_) => "propose income-mint",
            Self::Resolve(_) => "propose resolve",
        }
    }

    fn action(&self, vault: &KnownVault) -> Result<Action, CliError> {
        let present = &vault.view.vault;
        Ok(match self {
            Self::License(License { licensee, fee, term, exclusive, text, .. }) => Action::GrantLicense {
                licensee: *licensee,
                terms_uri: text.uri.clone(),
                terms_hash: text.hash()?,
                fee: vault.quote.read(fee, None)?,
                term_secs: *term,
                exclusive: *exclusive,
            },
            Self::EndLicense(EndLicense { number, .. }) => {
                Action::EndLicense { license: pda::license(&vault.address(), *number) }
            }
            Self::Curator(Curator { curator, fee, .. }) => Action::SetCurator {
                curator: curator.unwrap_or(present.curator),
                fee_bps: fee.unwrap_or(present.curator_fee_bps),
            },
            Self::AuctionTerms(AuctionTerms { auction, extension, step, .. }) => Action::SetAuctionTerms {
                auction_secs: auction.unwrap_or(present.auction_secs),
                extension_secs: extension.unwrap_or(present.extension_secs),
                step_bps: step.unwrap_or(present.step_bps),
            },
            Self::IncomeMint(IncomeMint { mint, .. }) => Action::AddIncomeMint { mint: *mint },
            Self::Resolve(Resolve { text, .. }) => Action::Resolve { uri: text.uri.clone(), hash: text.hash()? },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_64_hexadecimal_digits() {
        let hash = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
        let expected: [u8; 32] = Sha256::digest(b"hello world").into();
        assert_eq!(read_hash(hash), Ok(expected));
        assert_eq!(read_hash(&format!("0x{hash}")), Ok(expected));
        for wrong in ["", "abc", &hash[2..], "zz"] {
            assert!(read_hash(wrong).is_err(), "{wrong}");
        }
    }
}
