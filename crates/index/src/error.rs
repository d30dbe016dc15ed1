//! Why there is no index, or no answer.

use {
    crate::database::SCHEMA,
    mosaic_audit::AuditError,
    rusqlite::ErrorCode,
    std::{io, path::PathBuf},
};

/// What is wrong with the database.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// There is none.
    #[error("there is no index at {}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Its folder cannot be made.
    #[error("the folder of {} cannot be made: {source}", path.display())]
    Folder {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file holds something else.
    #[error("the file is no index of Mosaic")]
    NotAnIndex,
    /// Its tables are those of another version.
    #[error("the index has tables of version {found}, this is version {SCHEMA}")]
    Version {
        /// The version it has.
        found: i64,
    },
    /// It is of another network, or another program.
    #[error("the index is of the network {indexed}, not of {asked}")]
    OtherNetwork {
        /// The first block of the network indexed, and the program.
        indexed: String,
        /// Those of the network asked.
        asked: String,
    },
    /// The network says something else about an event than it did.
    #[error("event {sequence} of {vault} is another one in the index than in transaction {signature}")]
    Conflict {
        /// The vault.
        vault: String,
        /// The event's number in it.
        sequence: u64,
        /// The transaction.
        signature: String,
    },
    /// Somebody else writes into it.
    #[error("another process is writing into the index")]
    AnotherWriter,
    /// The index knows nothing of a vault.
    #[error("the index knows no vault {vault}")]
    NoVault {
        /// The vault.
        vault: String,
    },
    /// Something in it was not written by Mosaic.
    #[error("\"{text}\" in the index is not what Mosaic writes")]
    Unreadable {
        /// What is there.
        text: String,
    },
    /// SQLite refuses.
    #[error("the database refuses: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for DatabaseError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotAnIndex,
            Some(ErrorCode::DatabaseBusy) => Self::AnotherWriter,
            _ => Self::Sqlite(error),
        }
    }
}

/// Why indexing has stopped. What was read so far stays, and the next run goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum IndexError<E: std::error::Error + 'static> {
    /// The network cannot be read.
    #[error("the network cannot be read")]
    Read(#[source] E),
    /// The server lists a transaction, and does not have it.
    #[error("the server lists transaction {signature} and does not have it")]
    Unknown {
        /// The transaction.
        signature: String,
    },
    /// The server keeps no logs, which events are read from.
    #[error("the server keeps no log of transaction {signature}")]
    NoLog {
        /// The transaction.
        signature: String,
    },
    /// Accounts of the program are of another version.
    #[error(transparent)]
    Accounts(#[from] AuditError),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}
