//! Everything that a file holds, row by row, while nobody else writes; and the mark of a file that has been moved.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::{Error, schema};
use crate::ledger::moving::Table;

/// One transaction that keeps all other writers out.
pub struct Export(Connection);

impl Export {
    pub fn begin(path: &Path) -> Result<Self, Error> {
        let conn = schema::connect(path)?;
        conn.execute_batch("BEGIN IMMEDIATE")?;
        let under_way: bool = conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM delivery WHERE state IN ('claimed', 'submitting'))",
            [],
            |row| row.get(0),
        )?;
        if under_way {
            return Err(Error::Unfit("letters are under way"));
        }
        Ok(Self(conn))
    }

    /// Hands out every row of a table; says how many there were.
    pub fn rows(
        &self,
        table: &Table,
        put: &mut dyn FnMut(&[ValueRef<'_>]) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let mut query = self.0.prepare(&format!("SELECT {} FROM {}", columns.join(", "), table.name))?;
        let mut rows = query.query([])?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            let values: Vec<ValueRef<'_>> =
                (0..columns.len()).map(|column| row.get_ref(column)).collect::<Result<_, _>>()?;
            put(&values)?;
            count += 1;
        }
        Ok(count)
    }

    /// Writes down where the ledger is from now on; counts once it is committed.
    pub fn mark(self, place: &str) -> Result<Mark, Error> {
        schema::mark_as_moved(&self.0, place)?;
        Ok(Mark(self.0))
    }
}

/// Not committed yet.
pub struct Mark(Connection);

impl Mark {
    pub fn commit(self) -> Result<(), Error> {
        Ok(self.0.execute_batch("COMMIT")?)
    }
}
