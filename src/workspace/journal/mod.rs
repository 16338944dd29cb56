//! What was typed and is not in its files yet: one line of JSON per change, appended at once. A program that
//! broke off leaves its journal behind, and the next one offers what is newer than the files.

mod entry;
mod recovered;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::{IssueId, Lang, SectionId, Spot};
pub use entry::JournalEntry;
pub use recovered::Recovered;

/// Text comes here within a second of its key and is on the disk four later: a power cut loses five at most.
const SYNC_AFTER: Duration = Duration::from_secs(4);

/// The journal of this process.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Option<File>,
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
    at: Timestamp,
}

impl Journal {
    /// In `.courant/` of the workspace; nothing is made before something is typed.
    pub fn new(root: &Path) -> Self {
        let path = folder(root).join(format!("{}.jsonl", std::process::id()));
        Self { path, file: None, unsynced: None }
    }

    pub fn append(&mut self, entries: &[JournalEntry], now: Timestamp) -> io::Result<()> {
        let mut lines = String::new();
        for entry in entries {
            lines.push_str(&serde_json::to_string(&line(entry, now))?);
            lines.push('\n');
        }
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(create(&self.path)?),
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
        let Some(file) = self.file.as_ref().filter(|_| self.unsynced.is_some()) else { return Ok(()) };
        self.unsynced = Some(now);
        file.sync_data()?;
        self.unsynced = None;
        Ok(())
    }

    /// Everything is in the files: there is nothing to keep.
    pub fn clear(&mut self) {
        self.file = None;
        self.unsynced = None;
        _ = fs::remove_file(&self.path);
    }
}

/// Opens the journal so that a power cut forgets neither it nor its folder.
fn create(path: &Path) -> io::Result<File> {
    let folder = path.parent().unwrap_or(path);
    let new = !folder.is_dir();
    fs::create_dir_all(folder)?;
    let file = OpenOptions::new().create(true).append(true).open(path)?;
    for folder in folder.ancestors().take(if new { 3 } else { 1 }) {
        File::open(folder)?.sync_all()?;
    }
    Ok(file)
}

fn folder(root: &Path) -> PathBuf {
    root.join(".courant").join("journal")
}

/// What processes that are gone have left, each spot as it was last; their journals.
pub fn left_behind(root: &Path) -> (Vec<Recovered>, Vec<PathBuf>) {
    let mut kept: Vec<Recovered> = Vec::new();
    let mut journals = Vec::new();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder(root)).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.into_iter().filter(|path| !is_alive(path)) {
        // A line that was torn by the end of the process is no JSON, and left out.
        let text =
            fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        for one in text.lines().filter_map(recovered) {
            let same = |known: &Recovered| {
                known.issue == one.issue && known.lang == one.lang && known.spot == one.spot
            };
            kept.retain(|known| !same(known));
            kept.push(one);
        }
        journals.push(path);
    }
    (kept, journals)
}

/// Whether the process that writes this journal lives. One of our own number is from before our time.
fn is_alive(path: &Path) -> bool {
    let number = path.file_stem().and_then(|name| name.to_str()).and_then(|name| name.parse::<i32>().ok());
    let own = i32::try_from(std::process::id()).ok();
    let Some(pid) = number.filter(|number| Some(*number) != own).and_then(rustix::process::Pid::from_raw)
    else {
        return false;
    };
    rustix::process::test_kill_process(pid).is_ok()
}

fn line(entry: &JournalEntry, at: Timestamp) -> Line {
    let (spot, section) = match &entry.spot {
        Spot::Title => ("title", None),
        Spot::Subject => ("subject", None),
        Spot::InboxLine => ("inbox-line", None),
        Spot::When(id) => ("when", Some(id.to_string())),
        Spot::Place(id) => ("place", Some(id.to_string())),
        Spot::Heading(id) => ("heading", Some(id.to_string())),
        Spot::Body(id) => ("body", Some(id.to_string())),
    };
    Line {
        issue: entry.issue.to_string(),
        language: entry.lang.clone(),
        spot: spot.to_owned(),
        section,
        text: entry.text.clone(),
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
    Some(Recovered { issue, lang: line.language, spot, text: line.text, at: line.at })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(spot: Spot, text: &str) -> JournalEntry {
        let lang = Lang::parse("hu").expect("a tag");
        JournalEntry { issue: IssueId::parse("summer").expect("a name"), lang, spot, text: text.into() }
    }

    #[test]
    fn what_a_process_that_is_gone_left_is_found_in_its_last_state_and_a_torn_line_is_left_out() {
        let root = tempfile::tempdir().expect("a folder");
        let now = "2018-06-20T08:00:00Z".parse().expect("a moment");
        let mut journal = Journal::new(root.path());
        let body = Spot::Body(SectionId::parse("ward").expect("a name"));
        journal.append(&[entry(Spot::Subject, "Ny"), entry(body.clone(), "Falak")], now).expect("written");
        journal.append(&[entry(Spot::Subject, "Nyár \u{1b}\n")], now).expect("written");
        let mut file = OpenOptions::new().append(true).open(&journal.path).expect("the journal");
        file.write_all(b"{\"issue\":\"summer\",\"langu").expect("half a line");
        let (kept, journals) = left_behind(root.path());
        let texts: Vec<(&Spot, &str)> = kept.iter().map(|one| (&one.spot, one.text.as_str())).collect();
        assert_eq!(texts, [(&body, "Falak"), (&Spot::Subject, "Nyár \u{1b}\n")]);
        assert_eq!(journals, [journal.path.clone()]);
        journal.clear();
        assert!(left_behind(root.path()).0.is_empty());
    }

    #[test]
    fn the_journal_of_a_living_process_is_left_alone() {
        let root = tempfile::tempdir().expect("a folder");
        let parent = std::os::unix::process::parent_id();
        fs::create_dir_all(folder(root.path())).expect("a folder");
        File::create(folder(root.path()).join(format!("{parent}.jsonl"))).expect("a journal");
        assert!(left_behind(root.path()).1.is_empty());
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
        let kept: Vec<Spot> = left_behind(root.path()).0.into_iter().map(|one| one.spot).collect();
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
