//! Room on the disk that is given up when the disk is full, so that what has happened can still be written.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::ledger::make_file;

/// Outcomes of thousands of letters.
const SIZE: u64 = 4 * 1024 * 1024;
/// With less room left it would be in the way.
const PLENTY: u64 = 64 * 1024 * 1024;

#[derive(Debug, Clone)]
pub(super) struct Ballast(PathBuf);

impl Ballast {
    pub fn beside(ledger: &Path) -> Self {
        Self(ledger.with_file_name("ballast"))
    }

    /// Makes it, or makes it whole again, where there is plenty of room. Where it can't be made there is none.
    pub fn make(&self) {
        let there = std::fs::metadata(&self.0).is_ok_and(|file| file.len() == SIZE);
        if !there && free_beside(&self.0).is_some_and(|free| free > PLENTY) && self.fill().is_err() {
            self.release();
        }
    }

    fn fill(&self) -> io::Result<()> {
        make_file(&self.0)?;
        let mut file = OpenOptions::new().write(true).truncate(true).open(&self.0)?;
        // Written, not only reserved: a file of holes takes no room.
        let block = vec![0; 64 * 1024];
        for _ in 0..SIZE / 65_536 {
            file.write_all(&block)?;
        }
        file.sync_all()
    }

    /// Gives up its room; says whether there was any.
    pub fn release(&self) -> bool {
        let size = std::fs::metadata(&self.0).map_or(0, |file| file.len());
        size > 0 && OpenOptions::new().write(true).truncate(true).open(&self.0).is_ok()
    }
}

/// Octets that may still be written to the disk on which this lies.
pub(super) fn free_beside(path: &Path) -> Option<u64> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}
