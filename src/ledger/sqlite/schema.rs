//! Opening the file: who may read it, how SQLite is to behave, and the migrations that bring it up to date.

use std::path::Path;
use std::sync::Arc;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior};

use super::{Error, make_file, make_folder};
use crate::domain::{DeliveryState, LEGAL};
use crate::ledger::file_system;

/// Every migration that has ever landed, in order; one that has landed is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_trouble.sql"),
    include_str!("migrations/0003_bad_rows.sql"),
    include_str!("migrations/0004_open_rows.sql"),
    include_str!("migrations/0005_place.sql"),
    include_str!("migrations/0006_audit.sql"),
    include_str!("migrations/0007_alert.sql"),
    include_str!("migrations/0008_tried.sql"),
    include_str!("migrations/0009_uncertain_again.sql"),
    include_str!("migrations/0010_plan_sum.sql"),
    include_str!("migrations/0011_clock_trust.sql"),
    include_str!("migrations/0012_order.sql"),
];

/// Earlier versions can lose commits when the log is reset while another process writes.
const OLDEST_SQLITE: i32 = 3_051_003;

/// The format of a file whose ledger is elsewhere: earlier programs take it for one of a newer one, and leave it alone.
const MOVED: i64 = 1_000_000;

const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA foreign_keys = ON;
    PRAGMA mmap_size = 0;
    PRAGMA trusted_schema = OFF;
    PRAGMA recursive_triggers = ON;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA wal_autocheckpoint = 8000;
    PRAGMA cache_size = -1000;
    PRAGMA cell_size_check = ON;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = FILE;
    PRAGMA synchronous = FULL;
";

/// A connection to the ledger at `path`, which is made if it is not there, and brought up to date.
pub(super) fn connect(path: &Path) -> Result<Connection, Error> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Error::OldSqlite(rusqlite::version()));
    }
    let opening = |source: rusqlite::Error| Error::Open { path: path.to_owned(), source: Arc::new(source) };
    let failed = |source| Error::File { path: path.to_owned(), source: Arc::new(source) };
    make_folder(path).map_err(failed)?;
    if let Some(kind) = path.parent().and_then(file_system::shared) {
        return Err(Error::FileSystem { path: path.to_owned(), kind });
    }
    make_file(path).map_err(failed)?;
    let mut conn = Connection::open(path).map_err(opening)?;
    conn.busy_timeout(std::time::Duration::from_secs(5)).map_err(opening)?;
    conn.set_prepared_statement_cache_capacity(64);
    // A statement is prepared once, not again for every value it is given.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(opening)?;
    conn.execute_batch(PRAGMAS).map_err(opening)?;
    if cfg!(target_os = "macos") {
        conn.execute_batch("PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;").map_err(opening)?;
    }
    migrate(&mut conn)?;
    Ok(conn)
}

fn migrate(conn: &mut Connection) -> Result<(), Error> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let version = |conn: &Connection| conn.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    if version(conn)? == known {
        return Ok(());
    }
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    if found == MOVED {
        let place = transaction.query_row("SELECT place FROM moved", [], |row| row.get(0))?;
        return Err(Error::Moved(place));
    }
    if found > known {
        return Err(Error::Newer { found, known });
    }
    let done = usize::try_from(found).map_err(|_| Error::Corrupt("a negative format number"))?;
    for migration in &MIGRATIONS[done..] {
        transaction.execute_batch(migration)?;
    }
    transaction.execute("DELETE FROM legal", [])?;
    for (from, to) in LEGAL {
        transaction.execute("INSERT INTO legal VALUES (?, ?)", (from, to))?;
    }
    transaction.execute_batch(&transitions())?;
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

/// The trigger that keeps the table of transitions, as one expression: it runs with every step of every letter. Without
/// IN, for whose list SQLite makes a table each time.
fn transitions() -> String {
    let mut cases = String::new();
    for from in DeliveryState::ALL {
        let to = LEGAL
            .iter()
            .filter(|(legal, _)| *legal == from)
            .map(|(_, to)| format!("NEW.state = '{}'", to.as_str()));
        let to: Vec<_> = to.collect();
        let to = if to.is_empty() { "0".to_owned() } else { to.join(" OR ") };
        cases.push_str(&format!(" WHEN '{}' THEN {to}", from.as_str()));
    }
    format!(
        "DROP TRIGGER IF EXISTS delivery_legal;
         DROP TRIGGER IF EXISTS delivery_unknown_needs_a_decision;
         CREATE TRIGGER delivery_legal AFTER UPDATE OF state ON delivery
         WHEN NOT CASE OLD.state{cases} ELSE 0 END OR (OLD.decided > 0 AND NEW.state = 'skipped') OR (OLD.state = 'unknown' AND NOT (
             NEW.decided > OLD.decided
             AND EXISTS (SELECT 1 FROM decision d
                         WHERE d.mailing = NEW.mailing AND d.addr_key = NEW.addr_key AND d.n = NEW.decided)))
         BEGIN
             SELECT RAISE(ABORT, 'a delivery may not change like this, or not without a recorded decision');
         END"
    )
}

/// From the next commit on the file can't be opened as a ledger.
pub(super) fn mark_as_moved(conn: &Connection, place: &str) -> Result<(), Error> {
    conn.execute_batch("CREATE TABLE IF NOT EXISTS moved (place TEXT NOT NULL) STRICT")?;
    conn.execute("INSERT INTO moved VALUES (?)", [place])?;
    conn.pragma_update(None, "user_version", MOVED)?;
    Ok(())
}

/// A file with nothing in it but where the ledger is.
pub fn make_signpost(path: &Path, place: &str) -> Result<(), Error> {
    let opening = |source: rusqlite::Error| Error::Open { path: path.to_owned(), source: Arc::new(source) };
    make_file(path).map_err(|source| Error::File { path: path.to_owned(), source: Arc::new(source) })?;
    let conn = Connection::open(path).map_err(opening)?;
    conn.execute_batch("BEGIN IMMEDIATE")?;
    mark_as_moved(&conn, place)?;
    Ok(conn.execute_batch("COMMIT")?)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn fresh() -> (tempfile::TempDir, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let conn = connect(&folder.path().join("ledger.db")).unwrap();
        conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        (folder, conn)
    }

    fn insert(conn: &Connection, state: DeliveryState) {
        conn.execute(
            "INSERT OR REPLACE INTO delivery (mailing, addr_key, list, lang, state, reason, retry_at, changed_at)
             VALUES (x'0101010101010101', zeroblob(16), 'l', 'en', ?1, 'manual', iif(?1 = 'deferred', 1, NULL), 0)",
            [state],
        )
        .unwrap();
    }

    #[test]
    fn the_database_refuses_every_transition_that_the_table_does_not_name() {
        let (_folder, conn) = fresh();
        for from in DeliveryState::ALL {
            for to in DeliveryState::ALL {
                insert(&conn, from);
                conn.execute(
                    "INSERT OR IGNORE INTO decision VALUES (x'0101010101010101', zeroblob(16), 1, 'anna', 'resend', NULL, 0)",
                    [],
                )
                .unwrap();
                let done = conn.execute(
                    "UPDATE delivery SET state = ?1, decided = 1, retry_at = iif(?1 = 'deferred', 1, NULL)",
                    [to],
                );
                assert_eq!(done.is_ok(), from.may_become(to), "{from:?} to {to:?}: {done:?}");
            }
        }
    }

    #[test]
    fn an_uncertain_row_stays_until_a_decision_is_recorded() {
        let (_folder, conn) = fresh();
        insert(&conn, DeliveryState::Unknown);
        let again = "UPDATE delivery SET state = 'planned', decided = 1";
        assert!(conn.execute(again, []).is_err());
        conn.execute(
            "INSERT INTO decision VALUES (x'0101010101010101', zeroblob(16), 1, 'anna', 'resend', NULL, 0)",
            [],
        )
        .unwrap();
        assert!(
            conn.execute("UPDATE delivery SET state = 'planned'", []).is_err(),
            "an old decision counts once"
        );
        assert_eq!(conn.execute(again, []), Ok(1));
    }

    #[test]
    fn attempts_and_decisions_are_only_added() {
        let (_folder, conn) = fresh();
        conn.execute_batch(
            "INSERT INTO attempt (mailing, addr_key, n, outcome, at) VALUES (zeroblob(8), zeroblob(16), 1, 'accepted', 0);
             INSERT INTO decision VALUES (zeroblob(8), zeroblob(16), 1, 'anna', 'leave', NULL, 0);",
        )
        .unwrap();
        for forbidden in [
            "UPDATE attempt SET outcome = 'failed'",
            "DELETE FROM attempt",
            "REPLACE INTO attempt (id, mailing, addr_key, n, outcome, at)
             SELECT id, mailing, addr_key, n, 'failed', at FROM attempt",
            "UPDATE decision SET person = 'ben'",
            "DELETE FROM decision",
        ] {
            assert!(conn.execute(forbidden, []).is_err(), "{forbidden}");
        }
    }

    /// As the program left it that knew so many migrations.
    fn of_the_past(path: &Path, known: usize) -> Connection {
        let conn = Connection::open(path).unwrap();
        MIGRATIONS[..known].iter().for_each(|migration| conn.execute_batch(migration).unwrap());
        conn.pragma_update(None, "user_version", i64::try_from(known).unwrap()).unwrap();
        conn
    }

    #[test]
    fn whose_uncertain_letter_was_left_out_by_an_earlier_program_is_uncertain_again_and_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let before = of_the_past(&path, 8);
        before
            .execute_batch(
                "PRAGMA foreign_keys = OFF;
                 INSERT INTO delivery (mailing, addr_key, list, lang, state, reason, decided, changed_at) VALUES
                     (x'0101010101010101', x'00000000000000000000000000000001', 'l', 'en', 'skipped', 'unsubscribed', 1, 0),
                     (x'0101010101010101', x'00000000000000000000000000000002', 'l', 'en', 'skipped', 'unsubscribed', 0, 0),
                     (x'0101010101010101', x'00000000000000000000000000000003', 'l', 'en', 'planned', NULL, 1, 0),
                     (x'0101010101010101', x'00000000000000000000000000000004', 'l', 'en', 'accepted', NULL, 0, 0)",
            )
            .unwrap();
        drop(before);
        let conn = connect(&path).unwrap();
        let mut rows = conn
            .prepare("SELECT state || ': ' || coalesce(reason, '') FROM delivery ORDER BY addr_key")
            .unwrap();
        let rows: Vec<String> = rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let doubt = "unknown: it was to be sent once more and was not; nobody knows of the first time";
        assert_eq!(rows, [doubt, "skipped: unsubscribed", "planned: ", "accepted: "]);
        let again = "UPDATE delivery SET state = 'skipped' WHERE state = 'unknown'";
        assert!(conn.execute(again, []).is_err(), "what guards the rows is there again");
    }

    #[test]
    fn a_ledger_of_a_newer_program_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        connect(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        let newest = i64::try_from(MIGRATIONS.len()).unwrap();
        assert!(matches!(connect(&path), Err(Error::Newer { found: 99, known }) if known == newest));
    }

    #[test]
    fn nobody_else_may_read_the_ledger_unless_its_folder_is_shared() {
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let own = folder.path().join(".courant/ledger.db");
        connect(&own).unwrap();
        assert_eq!((mode(own.parent().unwrap()), mode(&own)), (0o700, 0o600));

        let group = folder.path().join("group");
        fs::create_dir(&group).unwrap();
        fs::set_permissions(&group, fs::Permissions::from_mode(0o770)).unwrap();
        let _kept_open = connect(&group.join("ledger.db")).unwrap();
        assert_eq!(mode(&group.join("ledger.db")), 0o660);
        assert_eq!(mode(&group.join("ledger.db-wal")), 0o660);
    }
}
