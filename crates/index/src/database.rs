//! The file.

use {
    crate::error::DatabaseError,
    rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, types::ValueRef},
    std::{fmt::Write, fs, path::Path, time::Duration},
};

/// Version of the tables.
pub const SCHEMA: i64 = 1;
/// What tells the file from other SQLite files: "Mosa".
const APPLICATION: i64 = 0x4d6f_7361;
/// How long another process may keep the file locked.
const PATIENCE: Duration = Duration::from_secs(10);

/// An index: a SQLite file. Whatever is written is written in one transaction with how far it goes.
#[derive(Debug)]
pub struct Index {
    pub(crate) connection: Connection,
}

impl Index {
    /// Opens an index to write into it; makes it where there is none.
    ///
    /// # Errors
    /// [`DatabaseError`] where the file is something else, of another version, or cannot be written.
    pub fn create(path: &Path) -> Result<Self, DatabaseError> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|source| DatabaseError::Folder { path: path.to_owned(), source })?;
        }
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        // In one transaction with the looking, as two processes may start at once.
        let writing = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if is_empty(&writing)? {
            writing.execute_batch(include_str!("schema.sql"))?;
            writing.pragma_update(None, "application_id", APPLICATION)?;
            writing.pragma_update(None, "user_version", SCHEMA)?;
        }
        check(&writing)?;
        writing.commit()?;
        // Who reads does not wait for who writes, nor the other way round.
        connection.pragma_update(None, "journal_mode", "wal")?;
        // A power cut may take the last transactions with it, never a part of one: they are read again.
        connection.pragma_update(None, "synchronous", "normal")?;
        Ok(Self { connection })
    }

    /// Opens an index to ask it.
    ///
    /// # Errors
    /// [`DatabaseError`] where there is none, or the file is something else or of another version.
    pub fn open(path: &Path) -> Result<Self, DatabaseError> {
        if !path.is_file() {
            return Err(DatabaseError::Missing { path: path.to_owned() });
        }
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        check(&connection)?;
        Ok(Self { connection })
    }

    /// Everything in it, table by table and row by row: two indexes are the same if these texts are.
    ///
    /// # Errors
    /// [`DatabaseError::Sqlite`]
    pub fn dump(&self) -> Result<String, DatabaseError> {
        let mut dump = String::new();
        let mut tables =
            self.connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
        for name in tables.query_map([], |row| row.get::<_, String>(0))? {
            let name = name?;
            // Each table begins with its key, of at most two columns.
            let mut rows = self.connection.prepare(&format!("SELECT * FROM {name} ORDER BY 1, 2"))?;
            let columns = rows.column_count();
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                dump.push_str(&name);
                for column in 0..columns {
                    let value = match row.get_ref(column)? {
                        ValueRef::Null => "-".to_owned(),
                        ValueRef::Integer(number) => number.to_string(),
                        ValueRef::Text(text) => format!("{:?}", String::from_utf8_lossy(text)),
                        other => format!("{other:?}"),
                    };
                    let _ = write!(dump, " {value}");
                }
                dump.push('\n');
            }
        }
        Ok(dump)
    }

    /// A transaction that writes.
    pub(crate) fn writing(&mut self) -> Result<Transaction<'_>, DatabaseError> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, DatabaseError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

fn is_empty(connection: &Connection) -> Result<bool, DatabaseError> {
    let things: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(things == 0 && number(connection, "application_id")? == 0)
}

fn check(connection: &Connection) -> Result<(), DatabaseError> {
    if number(connection, "application_id")? != APPLICATION {
        return Err(DatabaseError::NotAnIndex);
    }
    match number(connection, "user_version")? {
        SCHEMA => Ok(()),
        found => Err(DatabaseError::Version { found }),
    }
}

fn number(connection: &Connection, pragma: &str) -> Result<i64, DatabaseError> {
    Ok(connection.pragma_query_value(None, pragma, |row| row.get(0))?)
}

/// A number as SQLite has it.
pub(crate) fn integer(number: u64) -> Result<i64, DatabaseError> {
    i64::try_from(number).map_err(|_| DatabaseError::Unreadable { text: number.to_string() })
}

/// A number that was written by [`integer`].
pub(crate) fn natural(number: i64) -> Result<u64, DatabaseError> {
    u64::try_from(number).map_err(|_| DatabaseError::Unreadable { text: number.to_string() })
}

/// An amount from its digits.
pub(crate) fn amount(text: &str) -> Result<u64, DatabaseError> {
    text.parse().map_err(|_| DatabaseError::Unreadable { text: text.to_owned() })
}
