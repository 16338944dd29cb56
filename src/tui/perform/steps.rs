//! `.courant/undo/ISSUE.json`: what can be taken back in the fields of an issue that nobody is in. Nobody misses a text
//! without it: what can't be written or read is as if nothing had been done.

use std::fs;
use std::path::PathBuf;

use crate::domain::IssueId;
use crate::tui::steps::Steps;
use crate::workspace::{Workspace, private, save};

/// More than this is not worth its room.
const MOST: usize = 4 << 20;

fn file(workspace: &Workspace, issue: &IssueId) -> PathBuf {
    workspace.root().join(".courant/undo").join(format!("{issue}.json"))
}

pub fn keep(workspace: &Workspace, issue: &IssueId, steps: &[Steps]) {
    let path = file(workspace, issue);
    let json = serde_json::to_vec(steps).ok().filter(|json| json.len() <= MOST && !steps.is_empty());
    let Some(json) = json else {
        _ = fs::remove_file(path);
        return;
    };
    let home = workspace.root().join(".courant");
    if private::folder(&home, &home.join("undo")).is_ok() {
        _ = save::atomically(&path, &json);
    }
}

pub fn kept(workspace: &Workspace, issue: &IssueId) -> Vec<Steps> {
    let json = fs::read(file(workspace, issue)).unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Lang, Spot};
    use crate::tui::keys::Key;
    use crate::tui::widgets::TextArea;

    #[test]
    fn steps_are_there_again_and_of_a_file_that_was_torn_none_are() {
        let folder = tempfile::tempdir().expect("a folder");
        save::atomically(&folder.path().join("config.toml"), b"").expect("a file");
        let workspace = Workspace::open(folder.path()).expect("a workspace");
        let issue = IssueId::parse("2018-06-summer").expect("an issue");
        let mut field = TextArea::new("Tide");
        field.on_key(Key::char('A'));
        let steps = Steps::of(&Lang::parse("en").expect("a language"), &Spot::Subject, &field);
        let steps: Vec<Steps> = steps.into_iter().collect();
        keep(&workspace, &issue, &steps);
        assert_eq!(kept(&workspace, &issue), steps);
        let path = file(&workspace, &issue);
        let json = fs::read(&path).expect("the file");
        save::atomically(&path, &json[..json.len() / 2]).expect("torn");
        assert!(kept(&workspace, &issue).is_empty());
        keep(&workspace, &issue, &[]);
        assert!(!path.exists());
    }
}
