//! Counts for whoever watches from outside: on a connection of its own that can't write, so nobody waits for them.

use rusqlite::{Connection, OpenFlags};

use super::columns::{Moment, count};
use super::{Error, Ledger, instance, mailings};
use crate::domain::{Counts, MailingId, SkipReason};
use crate::ledger::tally::{Counted, PIECE};
use crate::ledger::{Pulse, Tally, Tried};

const BY_STATE: &str = "SELECT state, count(*) FROM delivery WHERE mailing = ? GROUP BY state";
const PIECE_OF_ATTEMPTS: &str =
    "SELECT mailing, coalesce(relay, ''), outcome, coalesce(class, ''), count(*), min(id), max(at)
     FROM (SELECT id, mailing, relay, outcome, class, at FROM attempt WHERE id < ? ORDER BY id DESC LIMIT ?)
     GROUP BY 1, 2, 3, 4";

fn counts(conn: &Connection, id: MailingId) -> Result<Counts, Error> {
    let mut query = conn.prepare_cached(BY_STATE)?;
    let rows = query.query_map([id], |row| Ok((row.get(0)?, count(row.get(1)?))))?;
    Ok(Counts { by_state: rows.collect::<Result<_, _>>()? })
}

fn piece(conn: &Connection, before: i64) -> Result<Vec<Counted>, Error> {
    let mut query = conn.prepare_cached(PIECE_OF_ATTEMPTS)?;
    let rows = query.query_map((before, PIECE), |row| {
        Ok(Counted {
            mailing: row.get(0)?,
            tried: Tried { relay: row.get(1)?, outcome: row.get(2)?, class: row.get(3)? },
            attempts: count(row.get(4)?),
            first: row.get(5)?,
            newest: row.get::<_, Moment>(6)?.0,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn tally(conn: &Connection) -> Result<Tally, Error> {
    let mut open = Vec::new();
    for mailing in mailings::all(conn, mailings::OPEN)? {
        let counts = counts(conn, mailing.id)?;
        open.push((mailing, counts));
    }
    let unsubscribed = conn.query_row(
        "SELECT count(DISTINCT addr_key) FROM suppression WHERE reason = ?",
        [SkipReason::Unsubscribed],
        |row| row.get(0),
    )?;
    let mut tally = Tally::new(open, count(unsubscribed));
    let mut before = i64::MAX;
    while let Some(first) = tally.add(piece(conn, before)?) {
        before = first;
    }
    Ok(tally)
}

impl Ledger {
    /// Whether somebody sends.
    pub async fn pulse(&self) -> Result<Pulse, Error> {
        let path = self.path().to_owned();
        self.read(move |conn| {
            Ok(Pulse {
                alive: instance::alive(conn, &path)?,
                beat_at: instance::beat_at(conn)?,
                in_trouble: instance::trouble(conn)?.is_some(),
            })
        })
        .await
    }

    /// Counts what is open, at one moment of the ledger. Blocks.
    pub fn tally(&self) -> Result<Tally, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(self.path(), flags)?;
        conn.busy_timeout(std::time::Duration::from_secs(5))?;
        let look = conn.unchecked_transaction()?;
        tally(&look)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sqlite::schema;

    #[test]
    fn what_is_counted_is_found_by_an_index_and_never_by_a_walk_through_everything() {
        let folder = tempfile::tempdir().unwrap();
        let conn = schema::connect(&folder.path().join("ledger.db")).unwrap();
        let way = |sql: &str| -> Vec<String> {
            let mut query = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let given = query.parameter_count();
            let rows = query.query_map(rusqlite::params_from_iter(vec![1; given]), |row| row.get(3)).unwrap();
            rows.collect::<Result<_, _>>().unwrap()
        };
        assert_eq!(
            way(BY_STATE),
            ["SEARCH delivery USING PRIMARY KEY (mailing=?)", "USE TEMP B-TREE FOR GROUP BY"]
        );
        let attempts = way(PIECE_OF_ATTEMPTS);
        let on_table: Vec<_> = attempts.iter().filter(|step| step.contains(" attempt")).collect();
        assert_eq!(on_table, ["SEARCH attempt USING INTEGER PRIMARY KEY (rowid<?)"], "{attempts:?}");
        assert!(!attempts.iter().any(|step| step.contains("ORDER BY")), "{attempts:?}");
    }
}
