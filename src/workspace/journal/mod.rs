//! What was typed and is not in its files yet: one line of JSON per change, appended at once. A program that
//! broke off leaves its journal behind, and the next one offers what is newer than the files.

mod abandoned;
mod entry;
mod recovered;

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::private;
use crate::domain::{IssueId, Lang, SectionId, Spot};
pub use abandoned::Abandoned;
pub use entry::JournalEntry;
pub use recovered::{Recovered, There};

/// Text comes here within a second of its key and is on the disk four later: a power cut loses five at most.
const SYNC_AFTER: Duration = Duration::from_secs(4);

/// The journal of this composer. It is locked for as long as it is written: a process number, which a restart of the
/// machine gives to somebody else, says nothing about who lives.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    file: Option<(PathBuf, File)>,
    /// Since when there has been text that a power cut would lose.
    unsynced: Option<Timestamp>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    issue: String,
    language: Lang,
    spot: String,
    section: Option<String>,
    text: String,
    /// `mark` of what the field held in its file; journals of before say nothing of it.
    over: Option<String>,
    at: Timestamp,
}

impl Journal {
    /// In `.courant/` of the workspace; nothing is made before something is typed.
    pub fn new(root: &Path) -> Self {
        Self { folder: folder(root), file: None, unsynced: None }
    }

    pub fn append(&mut self, entries: &[JournalEntry], now: Timestamp) -> io::Result<()> {
        let mut lines = String::new();
        for entry in entries {
            lines.push_str(&serde_json::to_string(&line(entry, now))?);
            lines.push('\n');
        }
        let (_, file) = match &mut self.file {
            Some(file) => file,
            none => none.insert(create(&self.folder)?),
        };
        file.write_all(lines.as_bytes())?;
        self.unsynced.get_or_insert(now);
        if self.rest(now).is_some_and(|rest| rest.is_zero()) { self.sync(now) } else { Ok(()) }
    }

    /// How long until `sync` is due, whether more is appended or not; none while everything is on the disk.
    pub fn rest(&self, now: Timestamp) -> Option<Duration> {
        let since = self.unsynced?;
        // A clock that was set back makes nobody wait longer.
        let waited = Duration::try_from(now.duration_since(since)).unwrap_or_default();
        Some(SYNC_AFTER.saturating_sub(waited))
    }

    /// Puts on the disk what was appended. After a failure the next try is due later, not at once.
    pub fn sync(&mut self, now: Timestamp) -> io::Result<()> {
        let Some((_, file)) = self.file.as_ref().filter(|_| self.unsynced.is_some()) else { return Ok(()) };
        self.unsynced = Some(now);
        file.sync_data()?;
        self.unsynced = None;
        Ok(())
    }

    /// Everything is in the files: there is nothing to keep.
    pub fn clear(&mut self) {
        self.unsynced = None;
        // Locked until it is gone: nobody finds it without its writer.
        if let Some((path, _lock)) = self.file.take() {
            _ = fs::remove_file(path);
        }
    }
}

/// Begins a journal, locked, so that a power cut forgets neither it nor its folder.
fn create(folder: &Path) -> io::Result<(PathBuf, File)> {
    let new = !folder.is_dir();
    private::folder(folder.parent().unwrap_or(folder), folder)?;
    let file = begin(folder)?;
    for folder in folder.ancestors().take(if new { 3 } else { 1 }) {
        File::open(folder)?.sync_all()?;
    }
    Ok(file)
}

/// A file of our own, under a name that nobody has: one that was left behind may have our number.
fn begin(folder: &Path) -> io::Result<(PathBuf, File)> {
    let own = std::process::id();
    let mut count = 0_u64;
    loop {
        let path =
            folder.join(if count == 0 { format!("{own}.jsonl") } else { format!("{own}.{count}.jsonl") });
        count += 1;
        let file = match private::begin(&path) {
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => continue,
            opened => opened?,
        };
        match file.try_lock() {
            // Somebody who looks for journals took it up, empty, before it was locked.
            Err(TryLockError::WouldBlock) => {}
            Ok(()) if !stands_at(&file, &path) => {}
            // Where nothing can be locked, it is written all the same.
            _ => return Ok((path, file)),
        }
    }
}

/// Whether the file still has that name: another may have come in its place, or none.
fn stands_at(file: &File, path: &Path) -> bool {
    let inode = |found: fs::Metadata| (found.dev(), found.ino());
    file.metadata().map(inode).ok() == fs::symlink_metadata(path).map(inode).ok()
}

fn folder(root: &Path) -> PathBuf {
    root.join(".courant").join("journal")
}

/// The journals of composers that are gone, each locked until it is dropped.
pub fn left_behind(root: &Path) -> Vec<Abandoned> {
    let entries = fs::read_dir(folder(root)).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().filter_map(|path| Abandoned::take(path)).collect()
}

/// What a field is called, and the section that it is of.
fn names(spot: &Spot) -> (&'static str, Option<&SectionId>) {
    match spot {
        Spot::Title => ("title", None),
        Spot::Subject => ("subject", None),
        Spot::InboxLine => ("inbox-line", None),
        Spot::When(id) => ("when", Some(id)),
        Spot::Place(id) => ("place", Some(id)),
        Spot::Heading(id) => ("heading", Some(id)),
        Spot::Body(id) => ("body", Some(id)),
    }
}

/// What tells one text from another, without its ends: a journal has no need of the text itself.
pub fn mark(text: &str) -> String {
    STANDARD_NO_PAD.encode(digest::digest(&digest::SHA256, text.trim().as_bytes()))
}

fn line(entry: &JournalEntry, at: Timestamp) -> Line {
    let (spot, section) = names(&entry.spot);
    Line {
        issue: entry.issue.to_string(),
        language: entry.lang.clone(),
        spot: spot.to_owned(),
        section: section.map(ToString::to_string),
        text: entry.text.clone(),
        over: entry.over.clone(),
        at,
    }
}

fn recovered(json: &str) -> Option<Recovered> {
    let line: Line = serde_json::from_str(json).ok()?;
    let section = line.section.as_deref().and_then(|name| SectionId::parse(name).ok());
    let spot = match (line.spot.as_str(), section) {
        ("title", _) => Spot::Title,
        ("subject", _) => Spot::Subject,
        ("inbox-line", _) => Spot::InboxLine,
        ("when", Some(id)) => Spot::When(id),
        ("place", Some(id)) => Spot::Place(id),
        ("heading", Some(id)) => Spot::Heading(id),
        ("body", Some(id)) => Spot::Body(id),
        _ => return None,
    };
    let issue = IssueId::parse(&line.issue).ok()?;
    Some(Recovered {
        issue,
        lang: line.language,
        spot,
        text: line.text,
        over: line.over,
        at: line.at,
        there: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(spot: Spot, text: &str) -> JournalEntry {
        let lang = Lang::parse("hu").expect("a tag");
        let issue = IssueId::parse("summer").expect("a name");
        JournalEntry { issue, lang, spot, text: text.into(), over: None }
    }

    fn moment() -> Timestamp {
        "2018-06-20T08:00:00Z".parse().expect("a moment")
    }

    /// A journal with one text, whose composer is gone.
    fn abandoned(root: &Path, text: &str) -> PathBuf {
        let mut journal = Journal::new(root);
        journal.append(&[entry(Spot::Subject, text)], moment()).expect("written");
        journal.file.expect("a journal").0
    }

    #[test]
    fn what_a_composer_that_is_gone_left_is_found_in_its_last_state_and_a_torn_line_as_it_is() {
        let root = tempfile::tempdir().expect("a folder");
        let mut journal = Journal::new(root.path());
        let body = Spot::Body(SectionId::parse("ward").expect("a name"));
        journal
            .append(&[entry(Spot::Subject, "Ny"), entry(body.clone(), "Falak")], moment())
            .expect("written");
        journal.append(&[entry(Spot::Subject, "Nyár \u{1b}\n")], moment()).expect("written");
        let (_, mut file) = journal.file.take().expect("the journal");
        file.write_all(b"{\"issue\":\"summer\",\"langu\0\0").expect("half a line");
        drop(file);
        let mut found = left_behind(root.path());
        let texts: Vec<(&Spot, &str)> =
            found[0].kept.iter().map(|one| (&one.spot, one.text.as_str())).collect();
        assert_eq!(texts, [(&body, "Falak"), (&Spot::Subject, "Nyár \u{1b}\n")]);
        assert_eq!(found[0].unread, "{\"issue\":\"summer\",\"langu\n");
        found.remove(0).remove();
        assert!(left_behind(root.path()).is_empty());
    }

    #[test]
    fn a_journal_is_found_though_a_living_process_has_its_number_by_now() {
        let root = tempfile::tempdir().expect("a folder");
        let path = abandoned(root.path(), "Nyár");
        let parent = std::os::unix::process::parent_id();
        fs::rename(path, folder(root.path()).join(format!("{parent}.jsonl"))).expect("another name");
        assert_eq!(left_behind(root.path())[0].kept[0].text, "Nyár");
    }

    #[test]
    fn the_journal_that_a_composer_writes_is_left_alone_whatever_its_number() {
        let root = tempfile::tempdir().expect("a folder");
        let path = abandoned(root.path(), "Nyár");
        let nobody = folder(root.path()).join("4194303.jsonl");
        fs::rename(path, &nobody).expect("another name");
        // `cat` runs, and answers, once `flock` has the lock.
        let mut other = std::process::Command::new("flock")
            .arg(&nobody)
            .arg("cat")
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("another process");
        other.stdin.as_mut().expect("its input").write_all(b"!").expect("written");
        let mut answer = [0];
        io::Read::read_exact(other.stdout.as_mut().expect("its output"), &mut answer).expect("an answer");
        assert!(left_behind(root.path()).is_empty(), "it is locked by a process that lives");
        drop(other.stdin.take());
        other.wait().expect("an end");
        assert_eq!(left_behind(root.path()).len(), 1);
    }

    #[test]
    fn a_journal_of_before_that_has_our_number_is_neither_written_into_nor_cleared() {
        let root = tempfile::tempdir().expect("a folder");
        let before = abandoned(root.path(), "Nyár");
        let mut journal = Journal::new(root.path());
        journal.append(&[entry(Spot::Subject, "Tél")], moment()).expect("written");
        let found = left_behind(root.path());
        assert_eq!(found.len(), 1, "our own is alive");
        assert_eq!(found[0].kept[0].text, "Nyár");
        journal.clear();
        assert!(before.exists());
        assert_eq!(fs::read_dir(folder(root.path())).expect("a folder").count(), 1);
    }

    #[test]
    fn every_field_that_is_typed_in_comes_back_as_it_was() {
        let root = tempfile::tempdir().expect("a folder");
        let now = "2018-06-20T08:00:00Z".parse().expect("a moment");
        let id = || SectionId::parse("fair").expect("a name");
        let spots = [
            Spot::Title,
            Spot::Subject,
            Spot::InboxLine,
            Spot::Heading(id()),
            Spot::When(id()),
            Spot::Place(id()),
            Spot::Body(id()),
        ];
        let entries: Vec<JournalEntry> = spots.iter().map(|spot| entry(spot.clone(), "2018-1")).collect();
        Journal::new(root.path()).append(&entries, now).expect("written");
        let kept: Vec<Spot> = left_behind(root.path())[0].kept.iter().map(|one| one.spot.clone()).collect();
        assert_eq!(kept, spots);
    }

    #[test]
    fn text_is_on_the_disk_four_seconds_later_though_nothing_more_is_typed() {
        let root = tempfile::tempdir().expect("a folder");
        let at = |second: i64| Timestamp::from_second(1_530_000_000 + second).expect("a moment");
        let mut journal = Journal::new(root.path());
        assert_eq!(journal.rest(at(0)), None, "nothing was typed");
        journal.append(&[entry(Spot::Subject, "N")], at(0)).expect("written");
        assert_eq!(journal.rest(at(0)), Some(Duration::from_secs(4)));
        journal.append(&[entry(Spot::Subject, "Ny")], at(3)).expect("written");
        assert_eq!(journal.rest(at(3)), Some(Duration::from_secs(1)), "more text puts nothing off");
        assert_eq!(journal.rest(at(-60)), Some(Duration::from_secs(4)), "the clock was set back");
        journal.sync(at(4)).expect("on the disk");
        assert_eq!(journal.rest(at(5)), None);
        journal.append(&[entry(Spot::Subject, "Nyá")], at(6)).expect("written");
        journal.append(&[entry(Spot::Subject, "Nyár")], at(10)).expect("written, and synced as it is due");
        assert_eq!(journal.rest(at(10)), None);
    }
}
