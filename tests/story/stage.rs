//! A ledger to play a story on, in either store.

use std::sync::Mutex;

use courant::ledger::{Ledger, Recovered, SendingLock, Turn};
use tempfile::TempDir;

use super::props::{folder, turn};

type Sql = Box<dyn Fn(&str) + Send>;

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
            sql(&format!("UPDATE delivery SET lease = '-infinity' {under_way}"));
            if last != boot {
                sql(&format!("UPDATE delivery SET server_start = '2000-01-01' {under_way}"));
            }
        }
        turn(&self.ledger, boot).await
    }
}
