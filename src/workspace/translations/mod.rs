//! `translations.toml` and the texts beside it: which text each translation of an issue was made from.
//!
//! A text lies in `.translations/` under the name of its hash: it is written once and never changed, so that two people
//! who mark translations of it write the same file, and git has nothing to merge.

mod read;
mod written;

use std::collections::BTreeMap;
use std::fs;

pub use written::TranslationsFile;

use super::issues::issue_path;
use super::reading::Rules;
use super::{Error, Workspace, WorkspacePath, save};
use crate::domain::translation::{TextHash, Translations};
use crate::domain::{IssueId, Place, Problem};
use crate::locale::say;

const FILE: &str = "translations.toml";
const TEXTS: &str = ".translations";

const RULES: Rules = Rules {
    syntax: "TRF001",
    unknown_key: "TRF002",
    wrong_type: "TRF003",
    missing: "TRF004",
    value: "TRF005",
    not_yet: "TRF002",
};
const UNREADABLE: &str = "TRF006";

impl Workspace {
    /// What is written down of the translations of an issue, as far as it can be read; nothing where there is no file.
    pub fn translations(&self, issue: &IssueId) -> (Translations, Vec<Problem>) {
        let file = issue_path(issue, FILE);
        let read = file.to_str().ok_or_else(|| Error::NotUtf8(file.clone(), None));
        let text = match read.and_then(|path| WorkspacePath::parse(path)?.read_text(&self.root)) {
            Ok(text) => text,
            Err(error) if error.is_not_found() => return Default::default(),
            Err(error) => {
                let problem = Problem::must(UNREADABLE, Place::file(&file), say!("TRF006-unreadable"));
                let remedy = say!("TRF006-unreadable-remedy");
                return (Translations::default(), vec![problem.because(error.words()).remedy(remedy)]);
            }
        };
        let (records, problems) = read::records(&file, &text);
        let wanted = records.values().filter_map(|record| Some(&record.made.as_ref()?.of));
        let mut texts = BTreeMap::new();
        for hash in wanted {
            if !texts.contains_key(hash)
                && let Some(text) = self.kept_text(issue, hash)
            {
                texts.insert(hash.clone(), text);
            }
        }
        (Translations { records, texts }, problems)
    }

    /// A text that a translation was made from; none if it is not there or is not that text any more.
    fn kept_text(&self, issue: &IssueId, hash: &TextHash) -> Option<String> {
        let file = issue_path(issue, &format!("{TEXTS}/{hash}.md"));
        let text = WorkspacePath::parse(file.to_str()?).ok()?.read_text(&self.root).ok()?;
        (TextHash::of(&text) == *hash).then(|| text.replace("\r\n", "\n").trim_end().to_owned())
    }

    /// Keeps a text that a translation was made from, if it is not kept yet.
    pub fn keep_text(&self, issue: &IssueId, text: &str) -> Result<TextHash, Error> {
        let hash = TextHash::of(text);
        if self.kept_text(issue, &hash).is_none() {
            let folder = self.issue_folder(issue).join(TEXTS);
            fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
            save::atomically(
                &folder.join(format!("{hash}.md")),
                format!("{}\n", text.trim_end()).as_bytes(),
            )?;
        }
        Ok(hash)
    }
}

#[cfg(test)]
mod tests;
