//! What was taken out of an issue, or written by somebody else meanwhile, is kept beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Error, Recovered, Workspace, private, save};
use crate::domain::{Issue, IssueId, SectionId};

impl Workspace {
    /// Keeps a text in `issues/<id>/aside/`, under a name that is free. One without words is not kept.
    pub fn put_aside(&self, issue: &IssueId, name: &str, text: &str) -> Result<(), Error> {
        self.put_beside(issue, name, text).map(drop)
    }

    /// The same; gives the file, relative to the workspace.
    pub fn put_beside(&self, issue: &IssueId, name: &str, text: &str) -> Result<Option<PathBuf>, Error> {
        Ok(self.within(keep(&self.issue_folder(issue).join("aside"), name, text)?))
    }

    /// Keeps there what a journal has and no file takes, in `.courant/aside/` if the issue is gone; gives the file,
    /// relative to the workspace. What lies there already is not kept twice.
    pub fn put_kept_aside(&self, kept: &Recovered) -> Result<Option<PathBuf>, Error> {
        let (folder, name) = (self.issue_folder(&kept.issue), kept.file_name());
        if folder.is_dir() {
            return Ok(self.within(keep(&folder.join("aside"), &name, &kept.text)?));
        }
        self.put_aside_without_issue(&format!("{}.{name}", kept.issue), &kept.text)
    }

    /// Keeps a text of which nobody knows where it belongs.
    pub fn put_aside_without_issue(&self, name: &str, text: &str) -> Result<Option<PathBuf>, Error> {
        let home = self.root().join(".courant");
        let folder = home.join("aside");
        private::folder(&home, &folder).map_err(Error::io(&folder))?;
        Ok(self.within(keep(&folder, name, text)?))
    }

    /// The sections that the files of an issue tell of: in `issue.toml`, in an edition, in what is written down of the
    /// translations, or aside. Of the last every part of a name counts, `fair` and `en` of `1.fair.en.md`.
    pub fn sections_ever(&self, issue: &Issue) -> BTreeSet<SectionId> {
        let mut ever: BTreeSet<SectionId> = issue.sections.iter().map(|section| section.id.clone()).collect();
        ever.extend(
            issue.editions.values().flat_map(|edition| &edition.sections).map(|text| text.id.clone()),
        );
        let recorded = self.translations(&issue.id).0.records.into_keys();
        ever.extend(recorded.filter_map(|(passage, _)| passage.section().cloned()));
        let aside = fs::read_dir(self.issue_folder(&issue.id).join("aside")).into_iter().flatten().flatten();
        for file in aside {
            let name = file.file_name();
            ever.extend(name.to_string_lossy().split('.').filter_map(|part| SectionId::parse(part).ok()));
        }
        ever
    }

    fn within(&self, path: Option<PathBuf>) -> Option<PathBuf> {
        path.map(|path| path.strip_prefix(self.root()).map(Path::to_owned).unwrap_or(path))
    }
}

/// The file that holds `text`: one that was there, or a new one under a name that is free.
fn keep(folder: &Path, name: &str, text: &str) -> Result<Option<PathBuf>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    fs::create_dir_all(folder).map_err(Error::io(folder))?;
    let mut path = folder.join(name);
    for count in 1_u64.. {
        if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            return Ok(Some(path));
        }
        if fs::symlink_metadata(&path).is_err() {
            break;
        }
        path = folder.join(format!("{count}.{name}"));
    }
    save::atomically(&path, text.as_bytes())?;
    Ok(Some(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::tests::folder;

    #[test]
    fn what_is_put_aside_twice_is_kept_twice_and_an_empty_text_not_at_all() {
        let root = folder(&[("config.toml", "[newsletter]"), ("issues/summer/issue.toml", "")]);
        let workspace = Workspace::open(root.path()).expect("a workspace");
        let issue = IssueId::parse("summer").expect("a name");
        for text in ["first", "second", "first", ""] {
            workspace.put_aside(&issue, "tides.en.md", text).expect("kept");
        }
        let kept = |name: &str| fs::read_to_string(root.path().join("issues/summer/aside").join(name)).ok();
        assert_eq!(kept("tides.en.md").as_deref(), Some("first"));
        assert_eq!(kept("1.tides.en.md").as_deref(), Some("second"));
        assert_eq!(kept("2.tides.en.md"), None);
    }

    #[test]
    fn a_section_is_known_from_issue_toml_from_an_edition_from_its_translations_and_from_what_lies_aside() {
        let root = folder(&[
            ("config.toml", "[newsletter]"),
            ("issues/summer/issue.toml", "[[section]]\nid = \"tides\"\nkind = \"story\"\n"),
            ("issues/summer/en.md", "+++\nsubject = \"High water\"\n+++\n\n## The fair {#fair}\n"),
            ("issues/summer/translations.toml", "[boats.hu]\nremarks = [\"Which?\"]\n"),
            ("issues/summer/aside/1.harbour.en.md", "## The harbour {#harbour}\n"),
            ("issues/summer/aside/quay.toml", "[[section]]\n"),
        ]);
        let workspace = Workspace::open(root.path()).expect("a workspace");
        let (issue, _) = workspace.issue(&IssueId::parse("summer").expect("a name")).expect("the issue");
        let ever = workspace.sections_ever(&issue);
        for name in ["tides", "fair", "boats", "harbour", "quay"] {
            assert!(ever.contains(&SectionId::parse(name).expect("a name")), "{name} of {ever:?}");
        }
        assert!(!ever.contains(&SectionId::parse("story").expect("a name")));
    }
}
