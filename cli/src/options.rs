//! Options of every command that talks to a network, and what they fall back to.

use {
    crate::error::CliError,
    anchor_lang::prelude::Pubkey,
    clap::{Args, ValueEnum},
    serde::Deserialize,
    solana_commitment_config::CommitmentConfig,
    solana_keypair::{Keypair, read_keypair_file},
    std::{
        fs,
        path::{Path, PathBuf},
    },
};

/// In which form results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// Tables and sentences, for people.
    #[default]
    Table,
    /// One JSON document; amounts are raw units, as text.
    Json,
}

/// How sure a network has to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Commitment {
    /// Seen by the server asked.
    Processed,
    /// Voted for by two thirds of the stake.
    #[default]
    Confirmed,
    /// Not to be undone any more.
    Finalized,
}

impl Commitment {
    /// As the network's protocol has it.
    pub fn config(self) -> CommitmentConfig {
        match self {
            Self::Processed => CommitmentConfig::processed(),
            Self::Confirmed => CommitmentConfig::confirmed(),
            Self::Finalized => CommitmentConfig::finalized(),
        }
    }
}

/// Options of every command that talks to a network.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Network and wallet")]
pub struct Options {
    /// The network: mainnet, devnet, testnet, localnet, or the URL of an RPC server. By default that of the Solana CLI's
    /// configuration, else localnet.
    #[arg(short, long, global = true, env = "MOSAIC_URL", hide_env_values = true, value_name = "URL_OR_MONIKER")]
    pub url: Option<String>,
    /// The file with the wallet's key, a JSON array of 64 numbers. By default that of the Solana CLI's configuration.
    #[arg(short, long, global = true, env = "MOSAIC_KEYPAIR", hide_env_values = true, value_name = "FILE")]
    pub keypair: Option<PathBuf>,
    /// Acts for this address, of which the key is elsewhere, such as a multisig's vault: with --export, --dry-run, or to
    /// look.
    #[arg(long = "as", global = true, value_name = "ADDRESS", conflicts_with = "keypair")]
    pub acting: Option<Pubkey>,
    /// The file with the key that pays the network's fees; by default the wallet does.
    #[arg(long, global = true, value_name = "FILE")]
    pub fee_payer: Option<PathBuf>,
    /// Shows what would happen, in words and as the network simulates it, and sends nothing.
    #[arg(long, global = true)]
    pub dry_run: bool,
    /// Prints the unsigned transactions in base64 instead of sending them, for a multisig or another signer.
    #[arg(long, global = true, conflicts_with = "dry_run")]
    pub export: bool,
    /// The form of the result.
    #[arg(short, long, global = true, value_enum, default_value_t)]
    pub output: Output,
    /// Priority fee in micro-lamports per compute unit.
    #[arg(long, global = true, default_value_t = 0, value_name = "MICRO_LAMPORTS")]
    pub priority_fee: u64,
    /// How sure the network has to be of what is read and sent.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub commitment: Commitment,
    /// An address lookup table that makes transactions shorter.
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub lookup_table: Option<Pubkey>,
}

/// What the Solana CLI has been configured to use.
#[derive(Debug, Default, Deserialize)]
struct SolanaConfig {
    json_rpc_url: Option<String>,
    keypair_path: Option<PathBuf>,
}

impl SolanaConfig {
    /// The configuration of this user; nothing where there is none.
    ///
    /// # Errors
    /// [`CliError`] where there is one that cannot be read.
    fn load() -> Result<Self, CliError> {
        let Some(path) = Self::folder().map(|folder| folder.join("cli/config.yml")) else { return Ok(Self::default()) };
        match fs::read_to_string(&path) {
            Ok(text) => serde_norway::from_str(&text).map_err(|_| CliError::config_unreadable(&path)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(_) => Err(CliError::config_unreadable(&path)),
        }
    }

    /// Where the Solana CLI keeps its configuration on every system.
    fn folder() -> Option<PathBuf> {
        std::env::home_dir().map(|home| home.join(".config/solana"))
    }
}

impl Options {
    /// The URL of the RPC server.
    ///
    /// # Errors
    /// [`CliError`] for what is neither a moniker nor a URL.
    pub fn rpc_url(&self) -> Result<String, CliError> {
        let chosen = match &self.url {
            Some(url) => Some(url.clone()),
            None => SolanaConfig::load()?.json_rpc_url.filter(|url| !url.is_empty()),
        };
        url_of(chosen.as_deref().unwrap_or("localnet"))
    }

    /// The wallet's key.
    ///
    /// # Errors
    /// [`CliError`] where there is no readable key.
    pub fn wallet_key(&self) -> Result<Keypair, CliError> {
        read_key(&self.keypair_path()?)
    }

    /// Whether a wallet was named, rather than fallen back to.
    pub fn names_wallet(&self) -> bool {
        self.keypair.is_some() || self.acting.is_some()
    }

    /// The key that pays the fees, if it is another one.
    ///
    /// # Errors
    /// [`CliError`] where there is no readable key.
    pub fn fee_payer_key(&self) -> Result<Option<Keypair>, CliError> {
        self.fee_payer.as_deref().map(read_key).transpose()
    }

    fn keypair_path(&self) -> Result<PathBuf, CliError> {
        if let Some(path) = &self.keypair {
            return Ok(path.clone());
        }
        let configured = SolanaConfig::load()?.keypair_path.filter(|path| !path.as_os_str().is_empty());
        let fallback = || SolanaConfig::folder().map(|folder| folder.join("id.json"));
        configured.or_else(fallback).ok_or_else(CliError::no_wallet)
    }
}

/// The URL that a moniker stands for, or that a URL is.
fn url_of(text: &str) -> Result<String, CliError> {
    Ok(match text {
        "m" | "mainnet" | "mainnet-beta" => "https://api.mainnet-beta.solana.com".to_owned(),
        "d" | "devnet" => "https://api.devnet.solana.com".to_owned(),
        "t" | "testnet" => "https://api.testnet.solana.com".to_owned(),
        "l" | "localnet" | "localhost" => "http://127.0.0.1:8899".to_owned(),
        url if url.starts_with("http://") || url.starts_with("https://") => url.to_owned(),
        other => return Err(CliError::not_a_url(other)),
    })
}

/// Reads a key from a file.
///
/// # Errors
/// [`CliError`] that says whether the file is missing, unreadable or no key.
fn read_key(path: &Path) -> Result<Keypair, CliError> {
    if let Err(error) = fs::File::open(path) {
        return Err(CliError::key_unreadable(path, &error));
    }
    read_keypair_file(path).map_err(|_| CliError::not_a_key(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn monikers_are_those_of_the_solana_cli() {
        assert_eq!(url_of("mainnet-beta").unwrap(), url_of("m").unwrap());
        assert_eq!(url_of("localnet").unwrap(), "http://127.0.0.1:8899");
        assert_eq!(url_of("https://rpc.example.org/key").unwrap(), "https://rpc.example.org/key");
        let error = url_of("mainet").unwrap_err();
        assert!(error.to_string().contains("\"mainet\""), "{error}");
    }

    #[test]
    fn the_configuration_of_the_solana_cli_is_understood() {
        let text = "---\njson_rpc_url: \"http://localhost:8899\"\nwebsocket_url: ''\nkeypair_path: /home/ana/id.json\naddress_labels:\n  \"11111111111111111111111111111111\": System Program\ncommitment: confirmed\n";
        let config: SolanaConfig = serde_norway::from_str(text).unwrap();
        assert_eq!(config.json_rpc_url.as_deref(), Some("http://localhost:8899"));
        assert_eq!(config.keypair_path, Some(PathBuf::from("/home/ana/id.json")));
    }
}
