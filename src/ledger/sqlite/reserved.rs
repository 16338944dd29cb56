//! A file of lines whose room is set aside beforehand, so that a few can be written where the disk is full.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Error, make_file};

/// Some hundred lines.
const ROOM: u64 = 64 * 1024;

/// Its lock is this handle's own: two in one process keep each other out too.
#[derive(Debug)]
pub(super) struct Reserved {
    path: PathBuf,
    file: File,
}

impl Reserved {
    /// Makes it if it is not there.
    pub fn open(path: PathBuf) -> Result<Self, Error> {
        let opened = make_file(&path).and_then(|()| OpenOptions::new().read(true).write(true).open(&path));
        let file = opened.map_err(|source| failed(&path, source))?;
        let reserved = Self { path, file };
        reserved.set_aside();
        Ok(reserved)
    }

    /// Where the file system can't, nothing is set aside.
    fn set_aside(&self) {
        #[cfg(target_os = "linux")]
        let _ = rustix::fs::fallocate(&self.file, rustix::fs::FallocateFlags::KEEP_SIZE, 0, ROOM);
    }

    pub fn is_empty(&self) -> Result<bool, Error> {
        self.file.metadata().map(|file| file.len() == 0).map_err(|source| failed(&self.path, source))
    }

    /// Keeps others from adding to it.
    pub fn lock_shared(&self) -> Result<(), Error> {
        self.file.lock_shared().map_err(|source| failed(&self.path, source))
    }

    pub fn lock(&self) -> Result<(), Error> {
        self.file.lock().map_err(|source| failed(&self.path, source))
    }

    pub fn unlock(&self) {
        // The kernel gives it up with the handle at the latest.
        let _ = self.file.unlock();
    }

    /// Adds a line; on disk before it returns. If it does not fit, nothing is added. With the lock held.
    pub fn append(&self, line: &str) -> Result<(), Error> {
        let end = self.text().map(|text| u64::try_from(text.len()).unwrap_or(0));
        let end = end.map_err(|source| failed(&self.path, source))?;
        let written = self.file.write_all_at(format!("{line}\n").as_bytes(), end).and_then(|()| self.sync());
        written.map_err(|source| {
            _ = self.file.set_len(end);
            failed(&self.path, source)
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.file.sync_all()?;
        // It may be new in its folder.
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }

    /// Its whole lines; one that was being written when the power failed was promised to nobody.
    pub fn lines(&self) -> Result<Vec<String>, Error> {
        let text = self.text().map_err(|source| failed(&self.path, source))?;
        Ok(String::from_utf8_lossy(&text).lines().map(str::to_owned).collect())
    }

    fn text(&self) -> io::Result<Vec<u8>> {
        let length = usize::try_from(self.file.metadata()?.len()).unwrap_or(usize::MAX);
        let mut text = vec![0; length];
        self.file.read_exact_at(&mut text, 0)?;
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        text.truncate(whole);
        Ok(text)
    }

    /// Everything in it is in the ledger by now. If it can't be emptied it is read again, which does no harm.
    pub fn clear(&self) {
        if self.file.set_len(0).is_ok() {
            self.set_aside();
        }
    }
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::File { path: path.to_owned(), source: Arc::new(source) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_off_is_nothing_and_the_next_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lines");
        let lines = Reserved::open(path.clone()).unwrap();
        assert!(lines.is_empty().unwrap());
        lines.append("one").unwrap();
        lines.file.write_all_at(b"tw", 4).unwrap();
        assert_eq!(lines.lines().unwrap(), ["one"]);
        lines.append("three").unwrap();
        assert_eq!(Reserved::open(path).unwrap().lines().unwrap(), ["one", "three"]);
        lines.clear();
        assert!(lines.is_empty().unwrap());
    }
}
