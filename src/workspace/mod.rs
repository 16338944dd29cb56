//! The files of a newsletter: config, issues, lists, templates. What people wrote is read tolerantly, and every
//! problem in it is collected; what the program writes is saved whole or not at all.

pub mod age;
pub mod archive;
mod aside;
pub mod bitext;
mod config;
mod editing;
mod error;
mod fingerprint;
mod glossary;
mod issues;
pub mod journal;
mod password;
pub mod private;
mod reading;
pub mod save;
mod strays;
mod subscribers;
mod translations;
mod workspace_path;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

pub use config::{LedgerPlace, NoPlace};
pub use editing::{EditError, EditionFile, Fact, IssueFile, Row, Stamp, same_text};
pub use error::{BRING_BACK, Error};
pub use issues::{Around, FACT_UNREAD, FILE_UNREAD, HEAD_UNREAD, OUTLINE_UNREAD};
pub use journal::{Journal, JournalEntry, Recovered, There};
pub use password::{PasswordError, password};
pub use reading::{TextFault, web_fault, words_only};
pub use subscribers::{BAD_ROW, OPEN_MARK, TWICE};
pub use translations::TranslationsFile;
pub use workspace_path::{PathError, WorkspacePath};

use crate::domain::settings::Settings;
use crate::domain::{IssueId, ListName, Problem, quotable};

/// The folder of the program's own files in a workspace.
const OWN: &str = ".courant";

/// A folder with a `config.toml` in which a newsletter is described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace that `start` lies in: the nearest folder, upwards, whose `config.toml` has `[newsletter]`.
    pub fn find(start: &Path) -> Result<Self, Error> {
        let from = fs::canonicalize(start).map_err(Error::io(start))?;
        for folder in from.ancestors() {
            let file = folder.join(config::FILE);
            if describes_newsletter(&file, fs::read(&file))? {
                return Ok(Self { root: folder.to_owned() });
            }
        }
        Err(no_workspace(start, &from))
    }

    /// The same for whoever needs only the ledger: a `config.toml` that is gone, may not be read or describes nothing any
    /// more hides no workspace in which something was sent, and leads to none further up.
    pub fn find_anyhow(start: &Path) -> Result<Self, Error> {
        let from = fs::canonicalize(start).map_err(Error::io(start))?;
        let is_one = |folder: &&Path| {
            let file = folder.join(config::FILE);
            folder.join(OWN).is_dir() || describes_newsletter(&file, fs::read(&file)).unwrap_or(true)
        };
        let found = from.ancestors().find(is_one);
        found.map_or_else(|| Err(no_workspace(start, &from)), |root| Ok(Self { root: root.to_owned() }))
    }

    /// The workspace in exactly this folder.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let root = fs::canonicalize(folder).map_err(Error::io(folder))?;
        if !root.join(config::FILE).is_file() {
            return Err(no_workspace(folder, &root));
        }
        Ok(Self { root })
    }

    /// Whether everything speaks for a workspace in this folder but its `config.toml`, which is not there.
    pub fn lacks_config(folder: &Path) -> bool {
        let gone = fs::symlink_metadata(folder.join(config::FILE))
            .is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        let has = |below: &str, is_one: fn(&Path) -> bool| {
            let mut there = fs::read_dir(folder.join(below)).into_iter().flatten().flatten();
            there.any(|entry| is_one(&entry.path()))
        };
        gone && (has("issues", |issue| issue.join("issue.toml").is_file())
            || has("subscribers", |list| list.extension().is_some_and(|kind| kind == "csv")))
    }

    /// The folder, absolute and with links followed.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What `config.toml` says, and everything that is wrong with it; settings only if nothing must be fixed.
    pub fn settings(&self) -> (Option<Settings>, Vec<Problem>) {
        config::read_file(&self.root)
    }

    /// Where the ledger is, also where the rest of `config.toml` can't be used.
    pub fn ledger_place(&self) -> Result<LedgerPlace, NoPlace> {
        config::ledger_place(&self.root)
    }

    /// Another one once `config.toml`, or who may read it, was changed; none while it is not there.
    pub fn config_stamp(&self) -> Option<(u64, u64, i64, i64)> {
        let about = fs::metadata(self.root.join(config::FILE)).ok()?;
        Some((about.ino(), about.len(), about.ctime(), about.ctime_nsec()))
    }

    /// The folders in `issues/`, by name. What is not named like an issue is left alone.
    pub fn issues(&self) -> Result<Vec<IssueId>, Error> {
        let names = self.names_in("issues", |entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))?;
        Ok(names.iter().filter_map(|name| IssueId::parse(name).ok()).collect())
    }

    /// The one issue that is named so, or whose name alone begins so, or else alone has it in it: `autumn` for `2026-11-autumn`.
    pub fn find_issue(&self, part: &str) -> Result<IssueId, Error> {
        let issues = self.issues()?;
        if let Some(exact) = issues.iter().find(|issue| issue.as_str() == part) {
            return Ok(exact.clone());
        }
        let those = |fits: fn(&str, &str) -> bool| -> Vec<IssueId> {
            issues.iter().filter(|issue| fits(issue.as_str(), part)).cloned().collect()
        };
        let mut may_be = those(|name, part| name.starts_with(part));
        if may_be.is_empty() {
            may_be = those(|name, part| name.contains(part));
        }
        let wanted = quotable(part);
        match may_be.len() {
            0 => Err(Error::NoIssue { wanted, there_are: issues }),
            1 => Ok(may_be.swap_remove(0)),
            _ => Err(Error::AmbiguousIssue { wanted, may_be }),
        }
    }

    /// The lists in `subscribers/`, by name.
    pub fn lists(&self) -> Result<Vec<ListName>, Error> {
        let names =
            self.names_in("subscribers", |entry| entry.file_type().is_ok_and(|kind| kind.is_file()))?;
        let names = names.iter().filter_map(|name| name.strip_suffix(".csv"));
        Ok(names.filter_map(|name| ListName::parse(name).ok()).collect())
    }

    /// What lies in `issues/` and `subscribers/` and looks as if it were meant to be used, but is passed over.
    pub fn strays(&self) -> Result<Vec<Problem>, Error> {
        strays::find(self)
    }

    /// What overrides the built-in templates: the path below `templates/` and the text.
    pub fn template_overrides(&self) -> Result<BTreeMap<String, String>, Error> {
        let mut found = BTreeMap::new();
        let mut open = vec!["templates".to_owned()];
        while let Some(folder) = open.pop() {
            for entry in self.entries(&folder)? {
                let Ok(name) = entry.file_name().into_string() else { continue };
                let path = format!("{folder}/{name}");
                let kind = entry.file_type().map_err(Error::io(&entry.path()))?;
                if kind.is_dir() {
                    open.push(path);
                } else if [".hbs", ".css", ".ftl", ".toml"].iter().any(|ending| name.ends_with(ending)) {
                    let text = WorkspacePath::parse(&path)?.read_text(&self.root)?;
                    let below = path.strip_prefix("templates/").unwrap_or(&path);
                    found.insert(below.to_owned(), text);
                }
            }
        }
        Ok(found)
    }

    /// A file of the workspace: a logo, an emblem.
    pub fn asset(&self, path: &str) -> Result<Vec<u8>, Error> {
        WorkspacePath::parse(path)?.read(&self.root)
    }

    /// A file of an issue: a picture.
    pub fn issue_asset(&self, issue: &IssueId, path: &str) -> Result<Vec<u8>, Error> {
        WorkspacePath::parse(path)?.read(&self.issue_folder(issue))
    }

    /// The folder of an issue, whether it is there or not.
    pub fn issue_folder(&self, issue: &IssueId) -> PathBuf {
        self.root.join("issues").join(issue.as_str())
    }

    /// What lies in a folder of the workspace; nothing, if the folder is not there.
    fn entries(&self, folder: &str) -> Result<Vec<fs::DirEntry>, Error> {
        let path = self.root.join(folder);
        match fs::read_dir(&path) {
            Ok(entries) => entries.collect::<Result<_, _>>().map_err(Error::io(&path)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(Error::io(&path)(error)),
        }
    }

    fn names_in(&self, folder: &str, wanted: impl Fn(&fs::DirEntry) -> bool) -> Result<Vec<String>, Error> {
        let entries = self.entries(folder)?;
        let mut names: Vec<_> = entries
            .into_iter()
            .filter(wanted)
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        Ok(names)
    }
}

/// None was found from `start`, which is `from` with links followed: for want of the file alone, where it is so.
fn no_workspace(start: &Path, from: &Path) -> Error {
    let lacks = from.ancestors().find(|folder| Workspace::lacks_config(folder));
    lacks.map_or_else(|| Error::NoWorkspace(start.to_owned()), |folder| Error::ConfigGone(folder.to_owned()))
}

/// Whether the file `path`, as it was `read`, is a workspace's: it has `[newsletter]`, even where it is too broken to be
/// parsed. One that may not be read is taken for one: else a workspace would be said not to be there.
fn describes_newsletter(path: &Path, read: io::Result<Vec<u8>>) -> Result<bool, Error> {
    if let Err(error) = &read
        && error.kind() == io::ErrorKind::PermissionDenied
    {
        return Err(Error::MayNotRead(path.to_owned()));
    }
    Ok(read.is_ok_and(|bytes| {
        String::from_utf8_lossy(&bytes).lines().any(|line| {
            let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
            // The bracket that closes it may be what is missing.
            let goes_on = |c: char| c.is_alphanumeric() || "-_".contains(c);
            line.strip_prefix("[newsletter").is_some_and(|rest| !rest.starts_with(goes_on))
                || ["newsletter.", "newsletter="].iter().any(|start| line.starts_with(start))
        })
    }))
}

#[cfg(test)]
mod tests;
