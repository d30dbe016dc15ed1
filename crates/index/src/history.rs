//! The history: which transactions are still to be read, and what those that were read say.
//!
//! A network lists transactions from the latest to the earliest, and events have to be taken the other way round. So the
//! list is written down first, page by page, back to the cursor; then its transactions are read from the earliest on and
//! struck off, and the cursor moves with them. Every step is one transaction of SQLite that demands to find the state it
//! was made for, so that it happens once or not at all.

use {
    crate::{
        database::{Index, integer, natural},
        error::DatabaseError,
        rows::{Row, rows},
        source::{Between, Listed, Recorded},
    },
    rusqlite::{Connection, OptionalExtension, Transaction, params},
};

/// How far the history has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The latest transaction whose events are in the index, as are those of all before it.
    pub signature: Option<String>,
    /// Its slot.
    pub slot: Option<u64>,
    /// The earliest transaction of the list that is being made.
    pub listed: Option<String>,
    /// Whether that list is complete.
    pub complete: bool,
}

impl Cursor {
    /// What the list still lacks.
    pub(crate) fn lacks(&self) -> Between {
        Between { before: self.listed.clone(), until: self.signature.clone() }
    }
}

/// A transaction that is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pending {
    place: i64,
    pub(crate) signature: String,
    slot: u64,
    pub(crate) failed: bool,
}

impl Index {
    /// Makes sure that the index is of this network and program; an empty one becomes so.
    ///
    /// # Errors
    /// [`DatabaseError::OtherNetwork`]
    pub(crate) fn bind(&mut self, genesis: &str, program: &str) -> Result<(), DatabaseError> {
        let writing = self.writing()?;
        writing.execute("INSERT OR IGNORE INTO source VALUES (0, ?1, ?2)", params![genesis, program])?;
        let name = |genesis: &str, program: &str| format!("{genesis} with the program {program}");
        let indexed = writing.query_row("SELECT genesis, program FROM source", [], |row| {
            Ok(name(&row.get::<_, String>(0)?, &row.get::<_, String>(1)?))
        })?;
        let asked = name(genesis, program);
        if indexed != asked {
            return Err(DatabaseError::OtherNetwork { indexed, asked });
        }
        Ok(writing.commit()?)
    }

    /// How far the history has been read.
    ///
    /// # Errors
    /// [`DatabaseError::Sqlite`]
    pub fn cursor(&self) -> Result<Cursor, DatabaseError> {
        let (signature, slot, listed, complete) =
            self.connection.query_row("SELECT signature, slot, listed, complete FROM cursor", [], |row| {
                Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?, row.get(2)?, row.get(3)?))
            })?;
        Ok(Cursor { signature, slot: slot.map(natural).transpose()?, listed, complete })
    }

    /// Writes down a page of the list, the latest first; an empty one completes it.
    pub(crate) fn list(&mut self, cursor: &Cursor, page: &[Listed]) -> Result<(), DatabaseError> {
        let writing = self.writing()?;
        let least: Option<i64> = writing.query_row("SELECT min(place) FROM pending", [], |row| row.get(0))?;
        let mut place = least.unwrap_or_default();
        {
            let mut insert = writing.prepare("INSERT INTO pending VALUES (?1, ?2, ?3, ?4)")?;
            // What may still be undone is at the beginning of a list, and in the next one again.
            for listed in page.iter().filter(|listed| listed.finalized) {
                place = place.saturating_sub(1);
                insert.execute(params![place, listed.signature, integer(listed.slot)?, listed.failed])?;
            }
        }
        let earliest = page.last().map(|listed| &listed.signature).or(cursor.listed.as_ref());
        let moved = writing.execute(
            "UPDATE cursor SET listed = ?1, complete = ?2 WHERE listed IS ?3 AND signature IS ?4 AND complete = 0",
            params![earliest, page.is_empty(), cursor.listed, cursor.signature],
        )?;
        once(moved)?;
        if page.is_empty() {
            finish(&writing)?;
        }
        Ok(writing.commit()?)
    }

    /// Drops a list that cannot be gone on with.
    pub(crate) fn forget_list(&mut self) -> Result<(), DatabaseError> {
        let writing = self.writing()?;
        writing.execute("DELETE FROM pending", [])?;
        finish(&writing)?;
        Ok(writing.commit()?)
    }

    /// How many transactions are to be read.
    pub(crate) fn waiting(&self) -> Result<u64, DatabaseError> {
        natural(self.connection.query_row("SELECT count(*) FROM pending", [], |row| row.get(0))?)
    }

    /// The earliest transactions that are to be read.
    pub(crate) fn earliest(&self, limit: usize) -> Result<Vec<Pending>, DatabaseError> {
        let mut select =
            self.connection.prepare("SELECT place, signature, slot, failed FROM pending ORDER BY place LIMIT ?1")?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut found = select.query([limit])?;
        let mut pending = Vec::new();
        while let Some(row) = found.next()? {
            let (place, signature, failed) = (row.get(0)?, row.get(1)?, row.get(3)?);
            pending.push(Pending { place, signature, slot: natural(row.get(2)?)?, failed });
        }
        Ok(pending)
    }

    /// Writes down what transactions say and strikes them off. How many events that were.
    pub(crate) fn apply(&mut self, page: &[(Pending, Option<Recorded>)]) -> Result<u64, DatabaseError> {
        let writing = self.writing()?;
        let mut events = 0;
        for (pending, recorded) in page {
            if let Some(recorded) = recorded {
                events += record(&writing, &pending.signature, recorded)?;
            }
            let (place, signature) = (pending.place, &pending.signature);
            once(
                writing
                    .execute("DELETE FROM pending WHERE place = ?1 AND signature = ?2", params![place, signature])?,
            )?;
            let slot = integer(pending.slot)?;
            writing.execute("UPDATE cursor SET signature = ?1, slot = ?2", params![signature, slot])?;
        }
        finish(&writing)?;
        writing.commit()?;
        Ok(events)
    }

    /// Writes down what transactions say that were read out of turn. How many of their events are new.
    pub(crate) fn add(&mut self, found: &[(String, Recorded)]) -> Result<u64, DatabaseError> {
        let writing = self.writing()?;
        let mut events = 0;
        for (signature, recorded) in found {
            events += record(&writing, signature, recorded)?;
        }
        writing.commit()?;
        Ok(events)
    }
}

/// Once nothing is left of a list, the next one can be made.
fn finish(writing: &Transaction<'_>) -> Result<(), DatabaseError> {
    writing.execute("UPDATE cursor SET listed = NULL, complete = 0 WHERE NOT EXISTS (SELECT * FROM pending)", [])?;
    Ok(())
}

/// Refuses to go on from a state that is not there any more.
fn once(changed: usize) -> Result<(), DatabaseError> {
    if changed == 1 { Ok(()) } else { Err(DatabaseError::AnotherWriter) }
}

/// Writes down what a transaction says. How many of its events are new.
fn record(writing: &Transaction<'_>, signature: &str, recorded: &Recorded) -> Result<u64, DatabaseError> {
    let read = rows(recorded.logs.as_deref().unwrap_or_default());
    let slot = integer(recorded.slot)?;
    let mut new = 0;
    for row in &read.events {
        if insert(writing, signature, slot, recorded.time, row)? {
            new += 1;
        }
    }
    for (position, problem) in &read.problems {
        // A later look may see more of the log, never less.
        writing.execute(
            "INSERT OR IGNORE INTO problems VALUES (?1, ?2, ?3, ?4)",
            params![signature, place_of(*position)?, slot, problem],
        )?;
    }
    Ok(new)
}

/// Whether the event is new. One that is there already has to be the same.
fn insert(
    writing: &Connection,
    signature: &str,
    slot: i64,
    time: Option<i64>,
    row: &Row,
) -> Result<bool, DatabaseError> {
    let (vault, sequence, position) = (row.vault.to_string(), integer(row.sequence)?, place_of(row.position)?);
    let inserted = writing.execute(
        "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING",
        params![
            vault, sequence, signature, position, slot, time, row.kind, row.party, row.price, row.amount, row.mint,
            row.fields
        ],
    )?;
    if inserted == 1 {
        return Ok(true);
    }
    let same = writing.query_row(
        "SELECT * FROM events WHERE vault = ?1 AND sequence = ?2 AND signature = ?3 AND kind = ?4 AND fields = ?5",
        params![vault, sequence, signature, row.kind, row.fields],
        |_| Ok(()),
    );
    match same.optional()? {
        Some(()) => Ok(false),
        None => Err(DatabaseError::Conflict { vault, sequence: row.sequence, signature: signature.to_owned() }),
    }
}

fn place_of(position: usize) -> Result<i64, DatabaseError> {
    i64::try_from(position).map_err(|_| DatabaseError::Unreadable { text: position.to_string() })
}
