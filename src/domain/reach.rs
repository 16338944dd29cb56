//! What the mailings of an issue have come to, for one line about it.

use std::collections::BTreeMap;

use super::Mailing;

/// Who has an issue so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reach {
    /// The latest of its mailings that is sent.
    pub sent: Option<Mailing>,
    /// Readers who have it, by whichever mailing, each once; of an issue that only ever became files, those of the files.
    pub readers: u64,
    /// Those who have it by the mailing that happens next, else by the latest.
    pub got: u64,
    /// Letters that failed, of the mailing that says how the issue stands.
    pub failed: u64,
    /// Letters that may have arrived or not, by the name of their mailing: a person decides about them.
    pub not_certain: BTreeMap<String, u64>,
    /// Nobody is there to go on with a mailing that would go on by itself.
    pub alone: bool,
}
