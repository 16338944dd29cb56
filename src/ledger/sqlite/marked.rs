//! Which letters were marked since the log of the ledger was last synced, kept outside of it. Should the end of the log be
//! cut off while the machine goes on, by a hand or a disk that went away, their marks are gone, and they are not: they may
//! be with the mail server.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::make_file;
use crate::domain::{AddrKey, MailingId};

/// A mailing and a reader.
const LETTER: usize = 8 + 16;

/// A file beside the ledger. What can't be written there is not: it is a second net.
#[derive(Debug)]
pub(super) struct Marked {
    path: PathBuf,
    ours: Mutex<Ours>,
}

/// What this process has put there.
#[derive(Debug, Default)]
struct Ours {
    file: Option<File>,
    any: bool,
}

impl Marked {
    pub fn beside(ledger: &Path) -> Self {
        Self { path: ledger.with_file_name("marked"), ours: Mutex::default() }
    }

    /// To be called once they are marked, and before they leave.
    pub fn add(&self, mailing: MailingId, letters: impl IntoIterator<Item = AddrKey>) {
        let letters: Vec<u8> =
            letters.into_iter().flat_map(|key| [&mailing.0[..], &key.0].concat()).collect();
        if !letters.is_empty()
            && let Err(error) = self.append(&letters)
        {
            tracing::debug!(%error, "what was marked is not noted beside the ledger");
        }
    }

    fn append(&self, letters: &[u8]) -> io::Result<()> {
        let mut ours = self.ours.lock().unwrap_or_else(PoisonError::into_inner);
        if ours.file.is_none() {
            make_file(&self.path)?;
            ours.file = Some(OpenOptions::new().append(true).open(&self.path)?);
        }
        ours.any = true;
        ours.file.as_mut().map_or(Ok(()), |file| file.write_all(letters))
    }

    /// To be called once a commit is synced, and what was marked with it, before the next.
    pub fn forget(&self) {
        let mut ours = self.ours.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = ours.file.as_ref().filter(|_| ours.any) {
            _ = file.set_len(0);
            ours.any = false;
        }
    }

    /// What the sender before has left there.
    pub fn left(&self) -> Vec<(MailingId, AddrKey)> {
        let letter = |bytes: &[u8]| {
            let (mailing, key) = bytes.split_at_checked(8)?;
            Some((MailingId(mailing.try_into().ok()?), AddrKey(key.try_into().ok()?)))
        };
        fs::read(&self.path).unwrap_or_default().chunks_exact(LETTER).filter_map(letter).collect()
    }

    /// Once that is settled.
    pub fn clear(&self) {
        _ = OpenOptions::new().write(true).truncate(true).open(&self.path);
    }
}
