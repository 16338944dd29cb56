//! The sending lock: one sender per ledger. The kernel frees it when its holder dies; no clock is involved.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::{Boot, Error};

/// How often, and how many times, a look at the lock is repeated until its holder is written whole.
const LOOK: std::time::Duration = std::time::Duration::from_millis(5);
const LOOKS: u32 = 50;

/// Who sends: what the lock file says. The default is one that is not known, process 0.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Holder {
    pub pid: u32,
    pub host: String,
    pub boot: String,
    pub since: Timestamp,
    /// Whether it was started in the background, and ends with its work or with this machine.
    #[serde(default)]
    pub detached: bool,
}

impl Holder {
    /// This process.
    pub fn this(boot: &Boot, now: Timestamp) -> Self {
        Self {
            pid: std::process::id(),
            host: Self::host(),
            boot: boot.0.clone(),
            since: now,
            detached: false,
        }
    }

    /// What this machine is called; empty where that can't be known.
    pub(super) fn host() -> String {
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        host.trim().to_owned()
    }

    pub fn is_known(&self) -> bool {
        self.pid != 0
    }

    /// A process of this machine that is not there any more: it has left its name behind.
    pub(super) fn is_gone(&self) -> bool {
        let here = Self::this(&Boot::current(), self.since);
        let pid = i32::try_from(self.pid).ok().and_then(rustix::process::Pid::from_raw);
        let Some(pid) = pid.filter(|_| here.host == self.host && here.boot == self.boot) else {
            return false;
        };
        rustix::process::test_kill_process(pid) == Err(rustix::io::Errno::SRCH)
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_known() {
            return f.write_str("a process that has not said yet which it is");
        }
        write!(f, "process {} on {}", self.pid, self.host)
    }
}

/// Held while this process may send.
#[derive(Debug)]
pub struct SendingLock {
    holder: Holder,
    /// None where any number may send.
    file: Option<File>,
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
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::SenderLives(Self::holder(ledger).unwrap_or_default()));
                }
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
        let written = serde_json::to_string(&holder).map_err(|_| Error::Corrupt("the lock's holder"))?;
        file.set_len(0).and_then(|()| file.rewind()).map_err(failed)?;
        file.write_all(written.as_bytes()).map_err(failed)?;
        Ok(Self { holder, file: Some(file) })
    }

    /// For a database, at which any number may send.
    pub(super) fn of_many(holder: Holder) -> Self {
        Self { holder, file: None }
    }

    /// Who holds the lock of this ledger, if anybody does. The lock is taken before its holder is written: this waits a
    /// moment for that, and then knows only that there is one.
    pub fn holder(ledger: &Path) -> Option<Holder> {
        let mut file = File::open(Self::path(ledger)).ok()?;
        for _ in 0..LOOKS {
            let Err(TryLockError::WouldBlock) = file.try_lock_shared() else { return None };
            if let Some(holder) = read(&mut file).filter(|holder| !holder.is_gone()) {
                return Some(holder);
            }
            std::thread::sleep(LOOK);
        }
        Some(Holder::default())
    }

    /// Who took it: this process.
    pub fn held_by(&self) -> &Holder {
        &self.holder
    }
}

/// Our name must not be taken for the next one's before that is written; who it was can still be read.
impl Drop for SendingLock {
    fn drop(&mut self) {
        if let Some(file) = &mut self.file {
            _ = file.write_all(b" has ended");
        }
    }
}

fn read(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.rewind().and_then(|()| file.read_to_string(&mut text)).ok()?;
    serde_json::from_str(&text).ok()
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
    fn whoever_was_before_is_not_taken_for_the_holder_who_has_not_written_yet() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("ledger.db");
        let me = Holder::this(&Boot::current(), Timestamp::UNIX_EPOCH);
        drop(SendingLock::take(&ledger, me.clone()).unwrap());
        let held = File::options().read(true).write(true).open(SendingLock::path(&ledger)).unwrap();
        held.lock().unwrap();
        assert_eq!(SendingLock::holder(&ledger), Some(Holder::default()), "it ended in order");
        let mut killed = std::process::Command::new("true").spawn().unwrap();
        killed.wait().unwrap();
        let before = Holder { pid: killed.id(), ..me.clone() };
        let write = |text: &str| {
            let mut file = File::create(SendingLock::path(&ledger)).unwrap();
            file.write_all(text.as_bytes()).unwrap();
        };
        write(&serde_json::to_string(&before).unwrap());
        assert_eq!(SendingLock::holder(&ledger), Some(Holder::default()), "it was killed");
        assert!(!SendingLock::holder(&ledger).unwrap().to_string().contains('0'));
        let whole = serde_json::to_string(&me).unwrap();
        std::thread::scope(|scope| {
            let look = scope.spawn(|| SendingLock::holder(&ledger));
            write(&whole[..whole.len() / 2]);
            write(&whole);
            assert_eq!(look.join().unwrap(), Some(me.clone()));
        });
    }

    #[test]
    fn of_fifty_that_want_it_at_once_one_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("ledger.db");
        let me = Holder::this(&Boot("b".to_owned()), Timestamp::UNIX_EPOCH);
        for _ in 0..3 {
            let start = std::sync::Barrier::new(50);
            let take = || {
                start.wait();
                SendingLock::take(&ledger, me.clone())
            };
            // Whoever has it keeps it until all have tried.
            let tried: Vec<_> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..50).map(|_| scope.spawn(take)).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            assert_eq!(tried.iter().filter(|taken| taken.is_ok()).count(), 1);
            assert!(tried.iter().all(|taken| matches!(taken, Ok(_) | Err(Error::SenderLives(_)))));
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
