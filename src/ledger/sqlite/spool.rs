//! Wishes to leave that came while the ledger could not be written: on disk at once, in the ledger before the next
//! letter is marked.
//!
//! Whoever marks letters holds off new wishes from looking here until the marks are committed. So a wish is either
//! found by the next mark, or came after a mark that readers of the ledger can see.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::reserved::Reserved;
use super::{Error, Ledger, suppressions};
use crate::domain::{AddrKey, SkipReason, Suppression};

/// As it stands in a line.
#[derive(serde::Serialize, serde::Deserialize)]
struct Wish {
    key: [u8; 16],
    scope: String,
    reason: String,
    evidence: String,
    /// Milliseconds since 1970.
    at: i64,
}

impl Wish {
    fn read(line: &str) -> Option<Suppression> {
        let wish: Self = serde_json::from_str(line).ok()?;
        Some(Suppression {
            key: AddrKey(wish.key),
            scope: wish.scope,
            reason: SkipReason::from_word(&wish.reason)?,
            evidence: wish.evidence,
            at: jiff::Timestamp::from_millisecond(wish.at).ok()?,
        })
    }
}

/// What waits for the ledger of one reader. To be read before the ledger: what is in neither then is known to nobody.
pub(super) fn waiting(path: &Path, key: AddrKey) -> Vec<Suppression> {
    // It is emptied once the ledger has it; whatever can't be read is found there.
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.lines().filter_map(Wish::read).filter(|wish| wish.key == key).collect()
}

/// Brings everything that waits into the ledger, durably: `synchronous` is FULL. Doing it twice changes nothing.
pub(super) fn replay(conn: &Connection, spool: &Reserved) -> Result<(), Error> {
    conn.execute_batch("BEGIN IMMEDIATE")?;
    let done = spool.lock().and_then(|()| {
        for line in spool.lines()? {
            match Wish::read(&line) {
                Some(wish) => _ = suppressions::suppress(conn, &wish)?,
                None => tracing::error!("a line of unsub.spool can't be read"),
            }
        }
        Ok(conn.execute_batch("COMMIT")?)
    });
    match &done {
        Ok(()) => spool.clear(),
        Err(_) if !conn.is_autocommit() => _ = conn.execute_batch("ROLLBACK"),
        Err(_) => {}
    }
    spool.unlock();
    done
}

impl Ledger {
    /// Where wishes wait that it could not take.
    pub(super) fn spool_path(&self) -> PathBuf {
        self.path().with_file_name("unsub.spool")
    }

    /// `suppress`, for when the ledger can't be written just now: when this returns it is on disk, and every mark of a
    /// letter from here on knows of it. Blocks.
    pub fn spool(&self, wish: &Suppression) -> Result<(), Error> {
        self.is_in_place()?;
        let line = Wish {
            key: wish.key.0,
            scope: wish.scope.clone(),
            reason: wish.reason.as_str().to_owned(),
            evidence: wish.evidence.clone(),
            at: wish.at.as_millisecond(),
        };
        let line = serde_json::to_string(&line).map_err(|_| Error::Corrupt("a wish to leave"))?;
        // A handle, and so a lock, of its own.
        let spool = Reserved::open(self.spool_path())?;
        spool.lock()?;
        let added = match spool.append(&line) {
            Err(_) if self.0.ballast.release() => spool.append(&line),
            added => added,
        };
        spool.unlock();
        added
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[tokio::test]
    async fn what_waits_beside_the_ledger_is_in_it_at_the_next_start_and_what_was_cut_off_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let wish = |n| Suppression {
            key: AddrKey([n; 16]),
            scope: "*".to_owned(),
            reason: SkipReason::Unsubscribed,
            evidence: "the link".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        let ledger = Ledger::open(&path, None).unwrap();
        for n in [1, 2, 2] {
            ledger.spool(&wish(n)).unwrap();
        }
        let waiting = ledger.suppressions_of(AddrKey([1; 16])).await.unwrap();
        assert_eq!(waiting, [wish(1)], "whoever asks is told of what waits");
        drop(ledger);
        let spool = path.with_file_name("unsub.spool");
        let mut file = std::fs::OpenOptions::new().append(true).open(&spool).unwrap();
        file.write_all(b"no wish\n{\"key\":[3,3").unwrap();
        let ledger = Ledger::open(&path, None).unwrap();
        for (n, left) in [(1, vec![wish(1)]), (2, vec![wish(2)]), (3, vec![])] {
            assert_eq!(ledger.suppressions_of(AddrKey([n; 16])).await.unwrap(), left);
        }
        assert_eq!(std::fs::metadata(spool).unwrap().len(), 0);
    }
}
