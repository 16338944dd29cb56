//! What became of one letter at a mail server.

use jiff::Timestamp;

use super::entry::Entry;

/// So much of a line is kept.
const KEPT: usize = 200;

/// As far as its log says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fate {
    /// The server has it: it answered "yes" to the end of the letter, or would have.
    pub taken: Option<Taken>,
    /// How often its head was read.
    pub seen: u32,
    /// How many of these were refused or broke off.
    pub over: u32,
    /// How the last of those ended.
    pub words: Option<String>,
}

/// In the queue of the server, or done with by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub queue_id: String,
    pub at: Timestamp,
    /// `sent`, `bounced`, `deferred` …; empty where nothing is said of what followed.
    pub then: String,
}

impl Fate {
    /// Whether every time that it came ended without its being taken.
    pub fn is_over(&self) -> bool {
        self.taken.is_none() && self.over >= self.seen
    }

    pub(super) fn happened(&mut self, entry: &Entry<'_>, queue_id: &str) {
        let words = entry.rest;
        let refused = ["reject:", "milter-reject:"].iter().any(|how| words.starts_with(how));
        if entry.daemon == "cleanup" && refused {
            return self.broken_off(words.split("; from=").next().unwrap_or(words));
        }
        let kept = ["discard:", "milter-discard:", "hold:", "milter-hold:"];
        let kept = entry.daemon == "cleanup" && kept.iter().any(|how| words.starts_with(how));
        let queued = entry.daemon == "qmgr" && words.starts_with("from=<");
        let status = words.split_once("status=").map(|(_, status)| status);
        if !kept && !queued && status.is_none() {
            return;
        }
        let new = || Taken { queue_id: queue_id.to_owned(), at: entry.at, then: String::new() };
        let taken = self.taken.get_or_insert_with(new);
        if let Some(status) = status {
            let word = status.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
            word.clone_into(&mut taken.then);
        }
    }

    pub(super) fn broken_off(&mut self, words: &str) {
        self.over += 1;
        self.words = Some(words.chars().take(KEPT).collect());
    }
}
