//! Whether anything that an issue is checked by is another than it was: names, lengths and times of its files.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

use super::Workspace;
use crate::domain::IssueId;

impl Workspace {
    /// Another number once a file of the issue, a template, the glossary or `config.toml` was changed; not for longer than a process.
    pub fn fingerprint(&self, issue: &IssueId) -> u64 {
        let mut files: Vec<(PathBuf, u64, i64, i64)> = Vec::new();
        let shared = ["templates", "config.toml", "glossary.toml"].map(|name| self.root().join(name));
        let mut open = vec![self.issue_folder(issue)];
        open.extend(shared);
        while let Some(path) = open.pop() {
            let Ok(about) = fs::metadata(&path) else { continue };
            if about.is_dir() {
                let entries = fs::read_dir(&path).into_iter().flatten().flatten();
                open.extend(entries.map(|entry| entry.path()));
            }
            files.push((path, about.len(), about.mtime(), about.mtime_nsec()));
        }
        files.sort();
        let mut hasher = DefaultHasher::new();
        files.hash(&mut hasher);
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::save;

    #[test]
    fn another_text_of_the_same_length_or_another_template_is_another_fingerprint() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            save::atomically(&path, text.as_bytes()).expect("a file");
        };
        file("config.toml", "format = 1\n");
        file("issues/summer/en.md", "High water");
        file("issues/winter/en.md", "Ice");
        let workspace = Workspace::open(folder.path()).expect("a workspace");
        let of = |name: &str| workspace.fingerprint(&IssueId::parse(name).expect("a name"));
        let (summer, winter) = (of("summer"), of("winter"));
        assert_eq!(of("summer"), summer);
        let edition = fs::File::options().append(true).open(folder.path().join("issues/summer/en.md"));
        let later = fs::FileTimes::new().set_modified(std::time::UNIX_EPOCH);
        edition.expect("the edition").set_times(later).expect("another time");
        assert_ne!(of("summer"), summer);
        assert_eq!(of("winter"), winter, "the other issue is as it was");
        file("templates/story.hbs", "<p>");
        assert_ne!(of("winter"), winter);
        let winter = of("winter");
        file("glossary.toml", "");
        assert_ne!(of("winter"), winter);
    }
}
