//! A ledger to play a story on, in either store.

use std::sync::Mutex;

use courant::ledger::{Ledger, Recovered, SendingLock, Turn};
use rusqlite::Connection;
use tempfile::TempDir;

use super::props::{folder, turn};

/// Carries out some SQL, or gives the database's complaint.
type Sql = Box<dyn Fn(&str) -> Result<(), String> + Send>;

/// Fresh for every story.
pub struct Stage {
    pub ledger: Ledger,
    boot: Mutex<String>,
    /// Speaks to the database past the program.
    sql: Option<Sql>,
    _folder: TempDir,
}

impl Stage {
    #[allow(dead_code, reason = "only the tests without servers use files")]
    pub fn file() -> Self {
        let folder = folder();
        let ledger = Ledger::open(&folder.path().join("ledger.db")).unwrap();
        Self { ledger, boot: Mutex::default(), sql: None, _folder: folder }
    }

    #[allow(dead_code, reason = "only the tests against real servers have a database")]
    pub fn database(ledger: Ledger, folder: TempDir, sql: Sql) -> Self {
        Self { ledger, boot: Mutex::default(), sql: Some(sql), _folder: folder }
    }

    /// The next sender, in the boot of this name. The one before is gone: its lock is free, or its leases are over and,
    /// after another boot, the database has been started anew.
    pub async fn turn(&self, boot: &str) -> (SendingLock, Turn, Recovered) {
        let last = std::mem::replace(&mut *self.boot.lock().unwrap(), boot.to_owned());
        if let Some(sql) = &self.sql {
            let under_way = "WHERE state IN ('claimed', 'submitting')";
            sql(&format!("UPDATE delivery SET lease = '-infinity' {under_way}")).unwrap();
            if last != boot {
                sql(&format!("UPDATE delivery SET server_start = '2000-01-01' {under_way}")).unwrap();
            }
        }
        turn(&self.ledger, boot).await
    }

    /// Does something to the store past the program, as a stranger would who may write to it.
    pub fn past(&self, sql: &str) -> Result<(), String> {
        match &self.sql {
            Some(database) => database(sql),
            None => Connection::open(self.ledger.path())
                .and_then(|file| file.execute_batch(sql))
                .map_err(|error| error.to_string()),
        }
    }

    /// `past`, with everything that guards the store switched off before.
    pub fn damage(&self, sql: &str) {
        if self.sql.is_some() {
            return self.past(&format!("SET session_replication_role = replica; {sql}")).unwrap();
        }
        let file = Connection::open(self.ledger.path()).unwrap();
        let mut guards = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").unwrap();
        let guards: Vec<String> =
            guards.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        file.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        guards.iter().for_each(|name| file.execute_batch(&format!("DROP TRIGGER {name}")).unwrap());
        file.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// From now on no row can be changed, as on a full disk, or it can again.
    pub fn takes_no_rows(&self, full: bool) {
        let sql = match (full, self.sql.is_some()) {
            (false, false) => "DROP TRIGGER a_disk",
            (false, true) => "DROP TRIGGER a_disk ON delivery",
            (true, false) => {
                "CREATE TRIGGER a_disk BEFORE UPDATE ON delivery BEGIN SELECT RAISE(ABORT, 'no room'); END"
            }
            (true, true) => {
                "CREATE OR REPLACE FUNCTION has_no_room() RETURNS trigger LANGUAGE plpgsql AS
                     $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$;
                 CREATE TRIGGER a_disk BEFORE UPDATE ON delivery FOR EACH ROW EXECUTE FUNCTION has_no_room()"
            }
        };
        self.past(sql).unwrap();
    }

    /// Bytes as its SQL writes them.
    pub fn literal(&self, bytes: &[u8]) -> String {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        if self.sql.is_some() { format!("'\\x{hex}'::bytea") } else { format!("x'{hex}'") }
    }
}
