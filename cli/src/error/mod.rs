//! What went wrong, for people: one sentence, what to do about it, and the last lines of a program's log.

mod audit;
mod client;
mod index;
mod network;
mod pool;
mod transaction;

pub use transaction::Failure;

use {
    crate::amount::AmountError,
    serde::Serialize,
    std::{fmt, io, path::Path},
};

/// Why a command ends early.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CliError {
    /// What went wrong.
    sentence: String,
    /// What to do about it.
    hint: Option<String>,
    /// The error's name, where a program or the client has one.
    name: Option<String>,
    /// Its number, where a program gave one.
    code: Option<u32>,
    /// The last lines of the log, where a program refused.
    logs: Vec<String>,
    /// Whether nobody reads what we print any more.
    #[serde(skip)]
    closed: bool,
}

impl CliError {
    /// An error with a hint.
    pub fn new(sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), hint: Some(hint.into()), ..Self::default() }
    }

    /// With the error's name.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// With how many transactions of the same command had landed before.
    pub fn after(mut self, landed: usize) -> Self {
        if landed > 0 {
            let transactions = if landed == 1 { "transaction" } else { "transactions" };
            self.sentence = format!("after {landed} {transactions} had landed: {}", self.sentence);
            let hint = self.hint.unwrap_or_default();
            self.hint = Some(format!("{hint} Running the command again goes on where it stopped.").trim().to_owned());
        }
        self
    }

    /// Nobody reads what we print any more: no error to be told.
    pub fn is_closed_pipe(&self) -> bool {
        self.closed
    }

    /// The Solana CLI's configuration cannot be read.
    pub fn config_unreadable(path: &Path) -> Self {
        Self::new(
            format!("the Solana CLI's configuration {} cannot be read", path.display()),
            "Mend or remove the file, or name --url and --keypair.",
        )
    }

    /// There are no vaults, as nothing makes them.
    pub fn no_program() -> Self {
        Self::new(
            "the Mosaic program is not on this network",
            "Compare --url with the network you mean; mosaic localnet starts one that has the program.",
        )
        .named("NoProgram")
    }

    /// No wallet is known.
    pub fn no_wallet() -> Self {
        Self::new("no wallet is known", "Name the file with its key: --keypair FILE.")
    }

    /// A URL or moniker is none.
    pub fn not_a_url(text: &str) -> Self {
        Self::new(
            format!("\"{text}\" is neither a network nor a URL"),
            "Use mainnet, devnet, testnet, localnet, or a URL that begins with http:// or https://.",
        )
    }

    /// A file with a key cannot be opened.
    pub fn key_unreadable(path: &Path, error: &io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "Name an existing one with --keypair, or make one with solana-keygen new.",
            io::ErrorKind::PermissionDenied => "Give yourself the right to read it, or name another with --keypair.",
            _ => "Name another one with --keypair.",
        };
        Self::new(format!("the key file {} cannot be opened: {}", path.display(), reason(error)), hint)
    }

    /// A file is not a key.
    pub fn not_a_key(path: &Path) -> Self {
        Self::new(
            format!("{} is no key file", path.display()),
            "A key file is a JSON array of 64 numbers, as solana-keygen writes it.",
        )
    }
}

/// What the system says, without its number.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.sentence.trim_end_matches('.'))?;
        if let Some(name) = &self.name {
            write!(f, " [{name}")?;
            match self.code {
                Some(code) => write!(f, ", {code}]")?,
                None => f.write_str("]")?,
            }
        }
        if let Some(hint) = &self.hint {
            write!(f, "\nhint: {hint}")?;
        }
        if !self.logs.is_empty() {
            f.write_str("\nlast lines of the log:")?;
        }
        self.logs.iter().try_for_each(|line| write!(f, "\n  {line}"))
    }
}

impl std::error::Error for CliError {}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        let closed = error.kind() == io::ErrorKind::BrokenPipe;
        Self {
            closed,
            ..Self::new(format!("the result cannot be printed: {}", reason(&error)), "Look at where it goes.")
        }
    }
}

impl From<serde_json::Error> for CliError {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl From<AmountError> for CliError {
    fn from(error: AmountError) -> Self {
        Self::new(
            error.to_string(),
            "Amounts are in whole tokens, such as 12.5 or 2,500; raw:12500000 is in raw units.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_a_sentence_a_hint_and_the_log() {
        let mut error = CliError::new("the auction is over.", "Settle it.").named("AuctionEnded");
        error.code = Some(6_010);
        error.logs = vec!["Program log: a".to_owned()];
        let text = "error: the auction is over [AuctionEnded, 6010]\nhint: Settle it.\nlast lines of the log:\n  Program log: a";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn a_closed_pipe_is_known() {
        assert!(CliError::from(io::Error::from(io::ErrorKind::BrokenPipe)).is_closed_pipe());
        assert!(!CliError::from(io::Error::from(io::ErrorKind::StorageFull)).is_closed_pipe());
    }
}
