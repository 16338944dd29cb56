//! Writes letters into a Maildir, as mail programs read it.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// `cur`, `new` and `tmp` below one folder.
pub struct Maildir {
    folder: PathBuf,
    run: u64,
    count: AtomicU64,
}

impl Maildir {
    /// `run` makes the names of this run differ from those of others: a number that is new each time.
    pub fn open(folder: &Path, run: u64) -> io::Result<Self> {
        for below in ["cur", "new", "tmp"] {
            fs::create_dir_all(folder.join(below))?;
        }
        Ok(Self { folder: folder.to_owned(), run, count: AtomicU64::new(1) })
    }

    /// Writes the letter aside and moves it into `new`.
    pub fn keep(&self, message: &[u8]) -> io::Result<PathBuf> {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}.M{count:06}P{}.mailbox", self.run, std::process::id());
        let aside = self.folder.join("tmp").join(&name);
        let path = self.folder.join("new").join(&name);
        File::create_new(&aside)?.write_all(message)?;
        fs::rename(aside, &path)?;
        Ok(path)
    }
}
