//! What was taken out of an issue, or written by somebody else meanwhile, is kept beside it.

use std::fs;
use std::path::PathBuf;

use super::{Error, Workspace, save};
use crate::domain::IssueId;

impl Workspace {
    /// Keeps a text in `issues/<id>/aside/`, under a name that is free. One without words is not kept.
    pub fn put_aside(&self, issue: &IssueId, name: &str, text: &str) -> Result<(), Error> {
        if text.is_empty() {
            return Ok(());
        }
        let folder = self.issue_folder(issue).join("aside");
        let free = |count: usize| -> PathBuf {
            if count == 0 { folder.join(name) } else { folder.join(format!("{count}.{name}")) }
        };
        let path = (0..1000).map(free).find(|path| !path.exists()).unwrap_or_else(|| folder.join(name));
        fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
        save::atomically(&path, text.as_bytes())
    }
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
        for text in ["first", "second", ""] {
            workspace.put_aside(&issue, "tides.en.md", text).expect("kept");
        }
        let kept = |name: &str| fs::read_to_string(root.path().join("issues/summer/aside").join(name)).ok();
        assert_eq!(kept("tides.en.md").as_deref(), Some("first"));
        assert_eq!(kept("1.tides.en.md").as_deref(), Some("second"));
        assert_eq!(kept("2.tides.en.md"), None);
    }
}
