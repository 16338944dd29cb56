//! What a Postfix log says became of our letters: which were taken, which were not, and from when to when it tells.
//!
//! A letter is ours by its Message-ID, or by the address of its own that it was sent from. Whatever can't be read is
//! passed over: a log holds lines of every kind, and its last one may be cut off.

mod entry;
mod fate;
mod stamp;

use std::collections::HashMap;
use std::io::{BufRead, Read as _};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use entry::Entry;
pub use fate::{Fate, Taken};

/// Longer lines are read up to here; the log daemon cuts them sooner.
const LONGEST: u64 = 16 * 1024;

/// The digits of a Message-ID of ours, and of a bounce address behind its `b+`.
const ID: usize = 32;
const VERP: usize = 52;

/// A log that has been read.
#[derive(Debug, Default)]
pub struct MailLog {
    /// The times of its first and last lines of Postfix; of what was read of it.
    pub span: Option<(Timestamp, Timestamp)>,
    pub lines: u64,
    /// Lines of Postfix among them.
    pub of_postfix: u64,
    letters: HashMap<Box<str>, Fate>,
}

/// What is known while reading.
#[derive(Default)]
struct Open {
    /// Queue id: the letter in it, by its Message-ID.
    queue: HashMap<String, Box<str>>,
    /// Process of smtpd: the queue id that it is filling.
    filling: HashMap<String, String>,
    /// Queue id: how its line broke, before the log said which letter it was. Two processes write, in either order.
    broken: HashMap<String, String>,
}

impl MailLog {
    /// Reads a log to its end. Times without a zone are meant in `zone`, and without a year, before `now`.
    pub fn read(mut source: impl BufRead, zone: &TimeZone, now: Timestamp) -> std::io::Result<Self> {
        let mut log = Self::default();
        let mut open = Open::default();
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = source.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
            if read == 0 {
                return Ok(log);
            }
            if line.last() != Some(&b'\n') && u64::try_from(read).unwrap_or(LONGEST) == LONGEST {
                source.skip_until(b'\n')?;
            }
            log.lines += 1;
            if let Some(entry) = Entry::read(&String::from_utf8_lossy(&line), zone, now) {
                log.take(&entry, &mut open);
            }
        }
    }

    /// What became of the letter with one of these names.
    pub fn fate(&self, message_id: &str, verp: &str) -> Option<&Fate> {
        self.letters.get(message_id).or_else(|| self.letters.get(verp))
    }

    fn take(&mut self, entry: &Entry<'_>, open: &mut Open) {
        self.of_postfix += 1;
        self.span = Some(match self.span {
            None => (entry.at, entry.at),
            Some((first, last)) => (first.min(entry.at), last.max(entry.at)),
        });
        if entry.daemon == "smtpd" {
            return self.received(entry, open);
        }
        let Some(queue_id) = entry.queue_id else { return };
        if entry.daemon == "cleanup"
            && let Some(id) = message_id(entry.rest)
        {
            open.queue.insert(queue_id.to_owned(), id.into());
            let fate = self.letters.entry(id.into()).or_default();
            fate.seen += 1;
            if let Some(words) = open.broken.remove(queue_id) {
                fate.broken_off(&words);
                open.queue.remove(queue_id);
            }
            return;
        }
        if entry.daemon == "qmgr" && entry.rest.starts_with("removed") {
            open.queue.remove(queue_id);
            return;
        }
        let from = (entry.daemon == "qmgr").then(|| verp(entry.rest)).flatten();
        for name in open.queue.get(queue_id).map(AsRef::as_ref).into_iter().chain(from) {
            let fate = self.letters.entry(name.into()).or_default();
            fate.happened(entry, queue_id);
        }
    }

    /// A server process takes one letter after the other; where the line breaks, it does not say which one.
    fn received(&mut self, entry: &Entry<'_>, open: &mut Open) {
        if let Some(queue_id) = entry.queue_id {
            open.broken.remove(queue_id);
            open.filling.insert(entry.pid.to_owned(), queue_id.to_owned());
            return;
        }
        let broken = [
            "lost connection after DATA",
            "lost connection after BDAT",
            "timeout after DATA",
            "timeout after BDAT",
        ];
        if entry.rest.starts_with("connect from") {
            open.filling.remove(entry.pid);
        } else if broken.iter().any(|how| entry.rest.starts_with(how)) {
            let Some(queue_id) = open.filling.remove(entry.pid) else { return };
            match open.queue.remove(&queue_id) {
                Some(id) => self.letters.entry(id).or_default().broken_off(entry.rest),
                None => _ = open.broken.insert(queue_id, entry.rest.to_owned()),
            }
        }
    }
}

fn is_base32(text: &str) -> bool {
    text.bytes().all(|digit| digit.is_ascii_lowercase() || (b'2'..=b'7').contains(&digit))
}

/// The left side of a Message-ID that may be ours: `message-id=<…@…>`.
fn message_id(rest: &str) -> Option<&str> {
    let id = rest.strip_prefix("message-id=")?.trim_start_matches('<');
    let (left, _) = id.split_once('@')?;
    (left.len() == ID && is_base32(left)).then_some(left)
}

/// The local part of a sender's address that may be a letter's own: `from=<b+…@…>`.
fn verp(rest: &str) -> Option<&str> {
    let (local, _) = rest.strip_prefix("from=<")?.split_once('@')?;
    let digits = local.strip_prefix("b+")?;
    (digits.len() == VERP && is_base32(digits)).then_some(local)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const A: &str = "mzxw6ytbmzxw6ytbmzxw6ytbmzxw6ytb";

    fn read(text: &[u8]) -> MailLog {
        let now: Timestamp = "2026-06-02T00:00:00Z".parse().unwrap();
        MailLog::read(text, &TimeZone::get("Europe/Amsterdam").unwrap(), now).unwrap()
    }

    fn log(lines: &[&str]) -> String {
        let line = |line: &&str| format!("Jun  1 12:00:00 mx postfix/{}\n", line.replace("{A}", A));
        lines.iter().map(line).collect()
    }

    const TAKEN: [&str; 5] = [
        "smtpd[7]: 4ABCDEF: client=news.example.eu[192.0.2.1]",
        "cleanup[8]: 4ABCDEF: message-id=<{A}@helium.example.eu>",
        "qmgr[2]: 4ABCDEF: from=<news@helium.example.eu>, size=31000, nrcpt=1 (queue active)",
        "smtp[9]: 4ABCDEF: to=<a@example.hu>, relay=mx.example.hu[192.0.2.9]:25, delay=1, dsn=2.0.0, status=sent (250 ok)",
        "qmgr[2]: 4ABCDEF: removed",
    ];

    #[test]
    fn a_letter_is_taken_once_the_queue_has_it_and_not_when_only_its_head_was_read() {
        let whole = read(log(&TAKEN).as_bytes());
        let taken = whole.fate(A, "").unwrap().taken.as_ref().unwrap();
        assert_eq!((taken.queue_id.as_str(), taken.then.as_str()), ("4ABCDEF", "sent"));
        assert_eq!(taken.at, "2026-06-01T10:00:00Z".parse().unwrap(), "in the zone that was named");
        let head = read(log(&TAKEN[..2]).as_bytes());
        let fate = head.fate(A, "").unwrap();
        assert!(fate.taken.is_none() && !fate.is_over(), "{fate:?}");
        assert!(read(log(&TAKEN[2..]).as_bytes()).fate(A, "").is_none(), "whose letter it was is not said");
        assert_eq!((whole.lines, whole.of_postfix), (5, 5));
    }

    #[test]
    fn what_was_refused_or_broke_off_was_not_taken() {
        for (last, words) in [
            (
                "cleanup[8]: 4ABCDEF: milter-reject: END-OF-MESSAGE from n[192.0.2.1]: 5.7.1 looks bad; from=<a@b.c> to=<d@e.f>",
                "milter-reject: END-OF-MESSAGE from n[192.0.2.1]: 5.7.1 looks bad",
            ),
            (
                "smtpd[7]: lost connection after DATA (1234 bytes) from n[192.0.2.1]",
                "lost connection after DATA",
            ),
            ("smtpd[7]: timeout after BDAT (9 bytes) from n[192.0.2.1]", "timeout after BDAT"),
        ] {
            let found = read(log(&[TAKEN[0], TAKEN[1], last]).as_bytes());
            let fate = found.fate(A, "").unwrap();
            assert!(fate.taken.is_none() && fate.is_over(), "{last}: {fate:?}");
            assert!(fate.words.as_deref().unwrap().starts_with(words), "{fate:?}");
        }
        let lost = "smtpd[7]: lost connection after BDAT (9 bytes) from n[192.0.2.1]";
        let early = read(log(&[TAKEN[0], lost, TAKEN[1]]).as_bytes());
        assert!(early.fate(A, "").unwrap().is_over(), "whichever of the two wrote first");
        let again = read(log(&[TAKEN[0], lost, TAKEN[0], TAKEN[1]]).as_bytes());
        assert!(!again.fate(A, "").unwrap().is_over(), "its number was used for another one");
        let other = "smtpd[6]: lost connection after DATA (1234 bytes) from n[192.0.2.1]";
        let found = read(log(&[TAKEN[0], TAKEN[1], other]).as_bytes());
        assert!(!found.fate(A, "").unwrap().is_over(), "another process lost another one's");
        let after_the_end = "smtpd[7]: lost connection after END-OF-MESSAGE from n[192.0.2.1]";
        let found = read(log(&[TAKEN[0], TAKEN[1], after_the_end, TAKEN[2]]).as_bytes());
        assert!(found.fate(A, "").unwrap().taken.is_some(), "it had been handed over by then");
    }

    #[test]
    fn a_queue_id_that_is_used_again_is_another_letter() {
        let b = A.replace('m', "b");
        let second = TAKEN[1].replace("{A}", &b);
        let found = read(log(&[TAKEN[0], TAKEN[1], TAKEN[2], TAKEN[4], &second]).as_bytes());
        assert!(found.fate(A, "").unwrap().taken.is_some());
        assert!(found.fate(&b, "").unwrap().taken.is_none());
    }

    #[test]
    fn the_address_of_its_own_names_a_letter_whose_message_id_is_not_there() {
        let verp = format!("b+{}", "a2".repeat(26));
        let line =
            format!("qmgr[2]: 4ABCDEF: from=<{verp}@bounce.example.eu>, size=3, nrcpt=1 (queue active)");
        let found = read(log(&[&line]).as_bytes());
        assert!(found.fate("", &verp).unwrap().taken.is_some());
    }

    #[test]
    fn broken_lines_are_passed_over() {
        let whole = log(&TAKEN);
        let mut spoilt =
            b"\xff\xfe\0\njust words\nJun 1\nJun 31 99:00:00 mx postfix/qmgr[2]: 4A: removed\n".to_vec();
        spoilt.extend(vec![b'x'; 40_000]);
        spoilt.push(b'\n');
        spoilt.extend(whole.as_bytes());
        spoilt.extend(b"Jun  1 12:00:09 mx postfix/qm");
        let found = read(&spoilt);
        assert!(found.fate(A, "").unwrap().taken.is_some());
        assert_eq!((found.lines, found.of_postfix), (11, 5));
    }

    proptest! {
        #[test]
        fn no_log_brings_it_down(text in proptest::collection::vec(any::<u8>(), 0..400), cut in 0..600_usize) {
            let mut whole = log(&TAKEN).into_bytes();
            whole.truncate(cut);
            whole.extend(text);
            read(&whole);
        }
    }
}
