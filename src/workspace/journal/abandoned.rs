//! A journal that a composer which broke off has left. Who holds it has its lock: nobody else takes it up meanwhile.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::{Recovered, recovered, stands_at};

/// What is in it, each field as it was last.
#[derive(Debug)]
pub struct Abandoned {
    path: PathBuf,
    _lock: File,
    pub kept: Vec<Recovered>,
    /// Lines that say nothing to this program: torn by a power cut, or of another version.
    pub unread: String,
}

impl Abandoned {
    /// None where its writer lives, or where that can't be known.
    pub(super) fn take(path: &Path) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        file.try_lock().ok()?;
        if !stands_at(&file, path) {
            return None;
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let (mut kept, mut unread) = (Vec::<Recovered>::new(), String::new());
        for line in String::from_utf8_lossy(&bytes).lines() {
            // A power cut may leave zeros where the disk had not come to.
            let line = line.trim_matches(['\0', ' ']);
            match recovered(line) {
                Some(one) => {
                    kept.retain(|known| !known.is_of(&one));
                    kept.push(one);
                }
                None if line.is_empty() => {}
                None => unread.extend([line, "\n"]),
            }
        }
        Some(Self { path: path.to_owned(), _lock: file, kept, unread })
    }

    /// Everything in it is somewhere else by now, or was not wanted.
    pub fn remove(self) {
        _ = fs::remove_file(&self.path);
    }
}
