//! Why there is no index, or no answer from it.

use {
    super::CliError,
    mosaic_index::{DatabaseError, IndexError},
};

impl From<DatabaseError> for CliError {
    fn from(error: DatabaseError) -> Self {
        let (name, hint) = match &error {
            DatabaseError::Missing { .. } => ("NoIndex", "mosaic index run makes one; --database names its file."),
            DatabaseError::Folder { .. } => ("NoIndex", "Name another file with --database."),
            DatabaseError::NotAnIndex => ("NotAnIndex", "Name another file with --database."),
            DatabaseError::Version { .. } => (
                "IndexVersion",
                "Use the mosaic that made it, or let mosaic index run make another one: all of it is on the network.",
            ),
            DatabaseError::OtherNetwork { .. } => {
                ("OtherNetwork", "Compare --url, or name the file of this network with --database.")
            }
            DatabaseError::Conflict { .. } => (
                "OtherNetwork",
                "The network was begun anew since: let mosaic index run make another one, with --database.",
            ),
            DatabaseError::AnotherWriter => {
                ("AnotherWriter", "Let one mosaic index run write at a time; asking it is possible meanwhile.")
            }
            DatabaseError::NoVault { .. } => {
                ("NoVault", "Compare the address; mosaic index run reads what has happened since.")
            }
            DatabaseError::Unreadable { .. } => ("NotAnIndex", "Let mosaic index run make another one."),
            DatabaseError::Sqlite(_) => {
                ("Database", "Look at the file and the room on its disk; mosaic index run goes on where it stopped.")
            }
        };
        Self::new(error.to_string(), hint).named(name)
    }
}

impl From<IndexError<Self>> for CliError {
    fn from(error: IndexError<Self>) -> Self {
        let sentence = error.to_string();
        match error {
            IndexError::Read(error) => error,
            IndexError::Database(error) => error.into(),
            IndexError::Accounts(error) => error.into(),
            IndexError::Unknown { .. } | IndexError::NoLog { .. } => Self::new(
                sentence,
                "Choose a server that keeps the whole history with --url; what was read so far stays.",
            )
            .named("HistoryIncomplete"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_an_index_is_told_with_what_to_do() {
        let told = CliError::from(DatabaseError::Version { found: 7 }).to_string();
        assert!(told.starts_with("error: the index has tables of version 7, this is version 1 [IndexVersion]\nhint: "));
        let told = CliError::from(IndexError::Unknown { signature: "5abc".to_owned() }).to_string();
        assert!(
            told.starts_with("error: the server lists transaction 5abc and does not have it [HistoryIncomplete]\n")
        );
        let inner = CliError::new("no answer", "Wait.");
        assert_eq!(CliError::from(IndexError::Read(inner.clone())), inner);
    }
}
