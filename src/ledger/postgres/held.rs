//! What one worker holds: the epoch of each row that it has claimed, and whether it has asked to hand it over.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::domain::{AddrKey, MailingId};

#[derive(Debug, Clone, Copy)]
struct Row {
    epoch: i64,
    /// It may be marked, so it is not renewed: another could take it for one that was never handed over.
    asked: bool,
}

/// Shared by all connections of one worker.
#[derive(Debug, Default)]
pub(super) struct Held {
    rows: Mutex<HashMap<(MailingId, AddrKey), Row>>,
    /// The last key claimed of each mailing: the next claim looks beyond it first.
    beyond: Mutex<HashMap<MailingId, AddrKey>>,
}

/// The rows that are renewed, column by column.
#[derive(Debug, Default)]
pub(super) struct Renewed {
    pub mailings: Vec<Vec<u8>>,
    pub keys: Vec<Vec<u8>>,
    pub epochs: Vec<i64>,
}

impl Held {
    fn rows(&self) -> std::sync::MutexGuard<'_, HashMap<(MailingId, AddrKey), Row>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn take(&self, mailing: MailingId, key: AddrKey, epoch: i64) {
        self.rows().insert((mailing, key), Row { epoch, asked: false });
    }

    pub fn epoch(&self, mailing: MailingId, key: AddrKey) -> Option<i64> {
        self.rows().get(&(mailing, key)).map(|row| row.epoch)
    }

    /// The epoch of a row that is about to be marked.
    pub fn ask(&self, mailing: MailingId, key: AddrKey) -> Option<i64> {
        let mut rows = self.rows();
        let row = rows.get_mut(&(mailing, key))?;
        row.asked = true;
        Some(row.epoch)
    }

    /// Its epoch, if it was held.
    pub fn let_go(&self, mailing: MailingId, key: AddrKey) -> Option<i64> {
        self.rows().remove(&(mailing, key)).map(|row| row.epoch)
    }

    /// What is held and was never asked for.
    pub fn to_renew(&self) -> Renewed {
        let mut renewed = Renewed::default();
        for ((mailing, key), row) in self.rows().iter().filter(|(_, row)| !row.asked) {
            renewed.mailings.push(mailing.0.to_vec());
            renewed.keys.push(key.0.to_vec());
            renewed.epochs.push(row.epoch);
        }
        renewed
    }

    pub fn beyond(&self, mailing: MailingId) -> Option<AddrKey> {
        self.beyond.lock().unwrap_or_else(PoisonError::into_inner).get(&mailing).copied()
    }

    pub fn set_beyond(&self, mailing: MailingId, key: Option<AddrKey>) {
        let mut beyond = self.beyond.lock().unwrap_or_else(PoisonError::into_inner);
        match key {
            Some(key) => beyond.insert(mailing, key),
            None => beyond.remove(&mailing),
        };
    }
}
