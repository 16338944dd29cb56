//! Who waits for the sending lock: `serve` beside a sender in the background. That one ends for it once what it has in
//! flight has landed.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Error;

/// Held while this process waits to send.
#[derive(Debug)]
pub struct Waiting {
    _file: File,
}

impl Waiting {
    fn path(ledger: &Path) -> PathBuf {
        ledger.with_file_name("send.next")
    }

    /// None if somebody waits already, or was looking at this moment.
    pub fn begin(ledger: &Path) -> Result<Option<Self>, Error> {
        let path = Self::path(ledger);
        let failed = |source| Error::File { path: path.clone(), source: Arc::new(source) };
        super::make_file(&path).map_err(failed)?;
        let file = OpenOptions::new().read(true).write(true).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }

    /// Whether anybody waits.
    pub fn anybody(ledger: &Path) -> bool {
        let file = File::open(Self::path(ledger));
        file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_waits_at_a_time_and_everybody_sees_it_until_it_has_gone() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("ledger.db");
        assert!(!Waiting::anybody(&ledger));
        let waiting = Waiting::begin(&ledger).unwrap();
        assert!(waiting.is_some() && Waiting::anybody(&ledger));
        assert!(Waiting::begin(&ledger).unwrap().is_none());
        drop(waiting);
        assert!(!Waiting::anybody(&ledger));
    }
}
