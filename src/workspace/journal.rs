//! The journal of edits that are not saved yet: what a crash, a closed terminal or a pulled plug would lose.
//!
//! One file per issue under `.courant/journal/`, one record a line, each with a checksum; a torn line is skipped.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;

use aws_lc_rs::digest;
use jiff::Timestamp;

use super::{Error, Workspace};
use crate::domain::{Edition, IssueId, Lang, SectionId};

/// Which text of an edition was edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    Subject,
    Preheader,
    Title,
    Heading,
    Markdown,
}

/// A text as it stood in the composer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub language: Lang,
    /// None for the texts of the front matter.
    pub section: Option<SectionId>,
    pub field: Field,
    pub text: String,
    pub time: Timestamp,
}

/// An entry as it is written.
#[derive(serde::Serialize, serde::Deserialize)]
struct Record {
    issue: String,
    language: Lang,
    section: Option<String>,
    field: Field,
    text: String,
    time: Timestamp,
}

/// The journal of one issue, open for more.
#[derive(Debug)]
pub struct Journal {
    issue: IssueId,
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Opens the journal of an issue; what stands in it stays until `clear`.
    pub fn open(workspace: &Workspace, issue: &IssueId) -> Result<Self, Error> {
        let folder = workspace.root().join(".courant/journal");
        fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
        let path = folder.join(format!("{issue}.jsonl"));
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&path)
            .map_err(Error::io(&path))?;
        if ends_torn(&mut file).map_err(Error::io(&path))? {
            file.write_all(b"\n").map_err(Error::io(&path))?;
        }
        Ok(Self { issue: issue.clone(), path, file })
    }

    /// Adds a text. It survives the end of the program; a power cut only after `sync`.
    pub fn append(&mut self, entry: &Entry) -> Result<(), Error> {
        let record = Record {
            issue: self.issue.to_string(),
            language: entry.language.clone(),
            section: entry.section.as_ref().map(ToString::to_string),
            field: entry.field,
            text: entry.text.clone(),
            time: entry.time,
        };
        let json = serde_json::to_string(&record).map_err(|error| Error::io(&self.path)(error.into()))?;
        let line = format!("{} {json}\n", checksum(&json));
        self.file.write_all(line.as_bytes()).map_err(Error::io(&self.path))
    }

    /// Waits until everything is on the disk.
    pub fn sync(&mut self) -> Result<(), Error> {
        self.file.sync_data().map_err(Error::io(&self.path))
    }

    /// The last text of each field, in the order of languages and sections.
    pub fn entries(&mut self) -> Result<Vec<Entry>, Error> {
        let mut bytes = Vec::new();
        self.file
            .seek(SeekFrom::Start(0))
            .and_then(|_| self.file.read_to_end(&mut bytes))
            .map_err(Error::io(&self.path))?;
        let mut last = BTreeMap::new();
        for line in bytes.split(|byte| *byte == b'\n') {
            if let Some(entry) = std::str::from_utf8(line).ok().and_then(|line| read(line, &self.issue)) {
                last.insert((entry.language.clone(), entry.section.clone(), entry.field), entry);
            }
        }
        Ok(last.into_values().collect())
    }

    /// What was never saved: texts that differ from those in the files, whichever of the two is older. Nothing is
    /// decided here; somebody is asked.
    pub fn recover(&mut self, editions: &BTreeMap<Lang, Edition>) -> Result<Vec<Entry>, Error> {
        let mut entries = self.entries()?;
        entries.retain(|entry| saved(entry, editions.get(&entry.language)) != Some(entry.text.as_str()));
        Ok(entries)
    }

    /// Empties the journal, after a save.
    pub fn clear(&mut self) -> Result<(), Error> {
        self.file.set_len(0).and_then(|()| self.file.sync_data()).map_err(Error::io(&self.path))
    }
}

/// The text that the file has for an entry.
fn saved<'e>(entry: &Entry, edition: Option<&'e Edition>) -> Option<&'e str> {
    let edition = edition?;
    let section = entry.section.as_ref().and_then(|id| edition.section(id));
    match entry.field {
        Field::Subject => Some(&edition.subject),
        Field::Preheader => Some(&edition.preheader),
        Field::Title => edition.title.as_deref(),
        Field::Heading => section.map(|section| section.heading.as_str()),
        Field::Markdown => section.map(|section| section.markdown.as_str()),
    }
}

/// One line, if it is whole.
fn read(line: &str, issue: &IssueId) -> Option<Entry> {
    let (sum, json) = line.split_once(' ')?;
    let record: Record = serde_json::from_str(json).ok().filter(|_| sum == checksum(json))?;
    let section = match record.section {
        Some(id) => Some(SectionId::parse(&id).ok()?),
        None => None,
    };
    let Record { language, field, text, time, .. } = record;
    (record.issue == issue.as_str()).then_some(Entry { language, section, field, text, time })
}

fn checksum(json: &str) -> String {
    let hash = digest::digest(&digest::SHA256, json.as_bytes());
    hash.as_ref().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether the last line was cut off.
fn ends_torn(file: &mut File) -> std::io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::tests::folder;

    fn entry(field: Field, section: Option<&str>, text: &str) -> Entry {
        Entry {
            language: Lang::parse("hu").expect("a tag"),
            section: section.map(|id| SectionId::parse(id).expect("an id")),
            field,
            text: text.to_owned(),
            time: Timestamp::UNIX_EPOCH,
        }
    }

    fn workspace() -> (tempfile::TempDir, Workspace, IssueId) {
        let hu = "+++\nsubject = \"S\"\npreheader = \"P\"\n+++\n## A {#a}\n\nsaved\n";
        let root = folder(&[("config.toml", "[newsletter]"), ("issues/i/hu.md", hu)]);
        let workspace = Workspace::open(root.path()).expect("a workspace");
        (root, workspace, IssueId::parse("i").expect("a name"))
    }

    #[test]
    fn the_last_text_of_each_field_that_was_not_saved_comes_back() {
        let (_root, workspace, issue) = workspace();
        let mut journal = Journal::open(&workspace, &issue).expect("opens");
        let unsaved = entry(Field::Markdown, Some("a"), "three\n\"lines\"\n\u{1f469}");
        for entry in [
            entry(Field::Markdown, Some("a"), "one"),
            unsaved.clone(),
            entry(Field::Subject, None, "S"),
            entry(Field::Markdown, Some("gone"), "of a section that is not there"),
        ] {
            journal.append(&entry).expect("written");
        }
        journal.sync().expect("synced");
        drop(journal);
        let editions = workspace.issue(&issue).expect("opens").0.editions;
        let mut journal = Journal::open(&workspace, &issue).expect("opens");
        let found = journal.recover(&editions).expect("read");
        assert_eq!(found, [unsaved, entry(Field::Markdown, Some("gone"), "of a section that is not there")]);
        journal.clear().expect("cleared");
        assert_eq!(journal.recover(&editions).expect("read"), []);
        journal.append(&entry(Field::Title, None, "T")).expect("written");
        assert_eq!(journal.recover(&editions).expect("read").len(), 1);
    }

    #[test]
    fn a_line_torn_at_any_byte_loses_only_itself() {
        let (root, workspace, issue) = workspace();
        let mut journal = Journal::open(&workspace, &issue).expect("opens");
        journal.append(&entry(Field::Subject, None, "first")).expect("written");
        journal.append(&entry(Field::Title, None, "é")).expect("written");
        let path = root.path().join(".courant/journal/i.jsonl");
        let whole = fs::read(&path).expect("read");
        let first = whole.iter().position(|byte| *byte == b'\n').expect("a line") + 1;
        for cut in first..whole.len() - 1 {
            crate::workspace::save::atomically(&path, &whole[..cut]).expect("saved");
            let mut journal = Journal::open(&workspace, &issue).expect("opens");
            assert_eq!(
                journal.entries().expect("read"),
                [entry(Field::Subject, None, "first")],
                "cut at {cut}"
            );
            journal.append(&entry(Field::Preheader, None, "after")).expect("written");
            assert_eq!(journal.entries().expect("read").len(), 2, "cut at {cut}");
        }
        let mut spoilt = whole;
        spoilt[first + 30] ^= 1;
        crate::workspace::save::atomically(&path, &spoilt).expect("saved");
        assert_eq!(Journal::open(&workspace, &issue).expect("opens").entries().expect("read").len(), 1);
    }
}
