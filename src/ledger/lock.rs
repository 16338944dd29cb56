//! The sending lock: one sender per ledger. The kernel frees it when its holder dies; no clock is involved.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::{Boot, Error};

/// Who sends: what the lock file says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Holder {
    pub pid: u32,
    pub host: String,
    pub boot: String,
    pub since: Timestamp,
}

impl Holder {
    /// This process.
    pub fn this(boot: &Boot, now: Timestamp) -> Self {
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        Self { pid: std::process::id(), host: host.trim().to_owned(), boot: boot.0.clone(), since: now }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {} on {}, since {}", self.pid, self.host, self.since)
    }
}

/// Held while this process may send.
#[derive(Debug)]
pub struct SendingLock {
    holder: Holder,
    /// None where any number may send.
    _file: Option<File>,
}

impl SendingLock {
    /// `send.lock` beside the ledger.
    pub fn path(ledger: &Path) -> PathBuf {
        ledger.with_file_name("send.lock")
    }

    /// Takes the lock, or says who has it. A look at the lock (`holder`) holds it for an instant, so this tries a
    /// few times.
    pub fn take(ledger: &Path, holder: Holder) -> Result<Self, Error> {
        let path = Self::path(ledger);
        let failed = |source| Error::File { path: path.clone(), source: Arc::new(source) };
        super::make_file(&path).map_err(failed)?;
        let mut file = OpenOptions::new().read(true).write(true).open(&path).map_err(failed)?;
        for attempt in 0.. {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if attempt < 20 => {
                    std::thread::sleep(std::time::Duration::from_millis(5));
                }
                Err(TryLockError::WouldBlock) => return Err(Error::SenderLives(read(&mut file))),
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
        let written = serde_json::to_string(&holder).map_err(|_| Error::Corrupt("the lock's holder"))?;
        file.set_len(0).and_then(|()| file.rewind()).map_err(failed)?;
        file.write_all(written.as_bytes()).map_err(failed)?;
        Ok(Self { holder, _file: Some(file) })
    }

    /// For a database, at which any number may send.
    pub(super) fn of_many(holder: Holder) -> Self {
        Self { holder, _file: None }
    }

    /// Who holds the lock of this ledger, if anybody does.
    pub fn holder(ledger: &Path) -> Option<Holder> {
        let mut file = File::open(Self::path(ledger)).ok()?;
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Some(read(&mut file)),
            _ => None,
        }
    }

    /// Who took it: this process.
    pub fn held_by(&self) -> &Holder {
        &self.holder
    }
}

fn read(file: &mut File) -> Holder {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.read_to_string(&mut text));
    let parsed = read.ok().and_then(|_| serde_json::from_str(&text).ok());
    parsed.unwrap_or(Holder {
        pid: 0,
        host: "an unknown machine".to_owned(),
        boot: String::new(),
        since: Timestamp::UNIX_EPOCH,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_shares_the_folder_may_take_the_lock_too() {
        use std::fs::{Permissions, metadata, set_permissions};
        use std::os::unix::fs::PermissionsExt as _;
        for (of_folder, of_lock) in [(0o2770, 0o660), (0o700, 0o600)] {
            let folder = tempfile::tempdir().unwrap();
            set_permissions(folder.path(), Permissions::from_mode(of_folder)).unwrap();
            let ledger = folder.path().join("ledger.db");
            let me = Holder::this(&Boot("b".to_owned()), Timestamp::UNIX_EPOCH);
            let _held = SendingLock::take(&ledger, me).unwrap();
            let mode = metadata(SendingLock::path(&ledger)).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, of_lock, "{of_folder:o}");
        }
    }

    #[test]
    fn one_holder_at_a_time_and_the_second_learns_who() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("ledger.db");
        let me = Holder::this(&Boot("b".to_owned()), Timestamp::UNIX_EPOCH);
        assert_eq!(SendingLock::holder(&ledger), None);
        let held = SendingLock::take(&ledger, me.clone()).unwrap();
        assert_eq!(SendingLock::holder(&ledger), Some(me.clone()));
        let second = SendingLock::take(&ledger, me.clone());
        assert!(matches!(second, Err(Error::SenderLives(holder)) if holder == me));
        drop(held);
        assert_eq!(SendingLock::holder(&ledger), None);
        SendingLock::take(&ledger, me).unwrap();
    }
}
