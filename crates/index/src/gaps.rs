//! Events that are missing: each vault numbers its own, so that nothing is lost unnoticed.
//!
//! A network may cut the log of a transaction, and a server may not list all there is.

use {
    crate::{
        database::{Index, natural},
        error::DatabaseError,
        source::Between,
    },
    serde::Serialize,
};

/// Events of a vault that are not in the index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Gap {
    /// The vault.
    pub vault: String,
    /// The first that is missing.
    #[serde(serialize_with = "crate::answers::digits")]
    pub first: u64,
    /// The last that is missing.
    #[serde(serialize_with = "crate::answers::digits")]
    pub last: u64,
}

impl Index {
    /// What is missing, of one vault or of all: between events, and behind the last as far as vaults have counted more.
    ///
    /// # Errors
    /// [`DatabaseError::Sqlite`]
    pub fn gaps(&self, vault: Option<&str>) -> Result<Vec<Gap>, DatabaseError> {
        let mut select = self.connection.prepare(include_str!("gaps.sql"))?;
        let mut rows = select.query([vault])?;
        let mut gaps = Vec::new();
        while let Some(row) = rows.next()? {
            gaps.push(Gap { vault: row.get(0)?, first: natural(row.get(1)?)?, last: natural(row.get(2)?)? });
        }
        Ok(gaps)
    }

    /// Whether a vault has counted more events than were read.
    pub(crate) fn is_behind(&self) -> Result<bool, DatabaseError> {
        Ok(self.connection.query_row(
            "SELECT EXISTS (SELECT * FROM states WHERE events >
                (SELECT coalesce(max(sequence) + 1, 0) FROM events WHERE events.vault = states.vault))",
            [],
            |row| row.get(0),
        )?)
    }

    /// The transactions on both sides of a gap.
    pub(crate) fn around(&self, gap: &Gap) -> Result<Between, DatabaseError> {
        let (first, last) = (crate::database::integer(gap.first)?, crate::database::integer(gap.last)?);
        Ok(self.connection.query_row(
            "SELECT (SELECT signature FROM events WHERE vault = ?1 AND sequence = ?3 + 1),
                (SELECT signature FROM events WHERE vault = ?1 AND sequence = ?2 - 1)",
            (&gap.vault, first, last),
            |row| Ok(Between { before: row.get(0)?, until: row.get(1)? }),
        )?)
    }
}
