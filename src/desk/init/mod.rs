//! Makes a workspace: a small one to begin with, or a copy of the demo.

mod demo;

use std::fs;
use std::path::{Path, PathBuf};

use aws_lc_rs::rand;

use crate::workspace::{Error, Workspace, save};

/// What a new workspace holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The newsletter of the manual: two issues, five languages, two lists.
    Demo,
    /// A config to fill in, and a list with one row.
    Empty,
}

/// What never belongs into git: people's addresses, the ledger with its secrets, what was written for sending,
/// what a save that was killed left behind.
const GITIGNORE: &str = "subscribers/*.csv\n.courant/\noutbox/\n.courant-*.tmp\n";

const EMPTY: &str = include_str!("empty.toml");
const READERS: &str = include_str!("readers.csv");
const ABOUT_READERS: &str = include_str!("readers.toml");

/// Makes the workspace in `folder`, which may be there or not. Nothing that is there is touched: if a file of the
/// workspace exists, nothing is written (`Error::Exists`); nor where everything but the config is there
/// (`Error::ConfigGone`): a new one would name another newsletter.
pub fn init(folder: &Path, from: Start) -> Result<Vec<PathBuf>, Error> {
    let mut files: Vec<(PathBuf, Vec<u8>)> = match from {
        Start::Demo => demo::FILES.iter().map(|(path, bytes)| (path.into(), bytes.to_vec())).collect(),
        Start::Empty => vec![
            ("config.toml".into(), EMPTY.replace("LIST-ID", &list_id()).into_bytes()),
            ("subscribers/readers.csv".into(), READERS.as_bytes().to_vec()),
            ("subscribers/readers.toml".into(), ABOUT_READERS.as_bytes().to_vec()),
        ],
    };
    if Workspace::lacks_config(folder) {
        return Err(Error::ConfigGone(folder.to_owned()));
    }
    if let Some((there, _)) = files.iter().find(|(path, _)| folder.join(path).exists()) {
        return Err(Error::Exists(folder.join(there)));
    }
    let ignored = folder.join(".gitignore");
    let before = match fs::read_to_string(&ignored) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(source) => return Err(Error::Io { path: ignored, source }),
    };
    files.push((".gitignore".into(), with_lines(&before, GITIGNORE).into_bytes()));
    for empty in ["issues", "subscribers", "templates"] {
        make(&folder.join(empty))?;
    }
    // The config comes last: until it is there, the folder is no workspace.
    files.sort_by_key(|(path, _)| path == Path::new("config.toml"));
    for (path, bytes) in &files {
        let path = folder.join(path);
        make(path.parent().unwrap_or(folder))?;
        save::atomically(&path, bytes)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

fn make(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|source| Error::Io { path: folder.to_owned(), source })
}

/// The text with those of the lines that it lacks.
fn with_lines(text: &str, lines: &str) -> String {
    let mut out = text.to_owned();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    for line in lines.lines().filter(|line| !text.lines().any(|there| there.trim() == *line)) {
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// A name that no other newsletter has: it is written once and never derived again.
fn list_id() -> String {
    let mut bytes = [0; 6];
    // Without randomness the name is only less unique, and it can be changed before the first letter.
    _ = rand::fill(&mut bytes);
    let random: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("news-{random}.example.eu")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{check, new};
    use crate::proof::Gate;

    #[test]
    fn a_new_workspace_has_nothing_to_mend() {
        for from in [Start::Empty, Start::Demo] {
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path().join("a/b");
            init(&root, from).expect("made");
            let (settings, problems) = Workspace::open(&root).expect("a workspace").settings();
            assert!(settings.is_some(), "{from:?}: {problems:#?}");
            let ignored = fs::read_to_string(root.join(".gitignore")).expect("there");
            assert_eq!(ignored, GITIGNORE);
        }
    }

    #[test]
    fn the_first_issue_of_a_new_workspace_lacks_nothing_but_its_text() {
        let root = tempfile::tempdir().expect("a folder");
        init(root.path(), Start::Empty).expect("made");
        let workspace = Workspace::open(root.path()).expect("a workspace");
        let settings = workspace.settings().0.expect("settings");
        let today = jiff::civil::date(2026, 11, 22);
        let id = new::new(&workspace, &settings, "First", None, today).expect("an issue");
        let lists = workspace.issue(&id).expect("the issue").0.lists;
        assert_eq!(lists.iter().map(|list| list.as_str()).collect::<Vec<_>>(), ["readers"]);
        for lang in &settings.newsletter.languages {
            let file = workspace.issue_folder(&id).join(format!("{lang}.md"));
            let text = fs::read_to_string(&file).expect("an edition");
            let subject = text.replace("subject = \"\"", "subject = \"The first\"");
            save::atomically(&file, subject.as_bytes()).expect("written");
        }
        let now = "2026-11-22T08:00:00Z".parse().expect("an instant");
        let findings = check::check(&workspace, &id, Gate::Writing, now).expect("findings");
        let of_no_text =
            |rule: &str| ["LST", "SUB", "LEG", "CFG"].iter().any(|family| rule.starts_with(family));
        let wrong: Vec<_> = findings.problems.iter().filter(|one| of_no_text(one.rule)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn every_new_list_id_is_another() {
        assert_ne!(list_id(), list_id());
    }

    #[test]
    fn a_folder_with_a_workspace_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        init(folder.path(), Start::Empty).expect("made");
        let before = fs::read(folder.path().join("config.toml")).expect("there");
        for from in [Start::Empty, Start::Demo] {
            assert!(matches!(init(folder.path(), from), Err(Error::Exists(_))));
        }
        assert_eq!(fs::read(folder.path().join("config.toml")).expect("there"), before);
        assert!(!folder.path().join("subscribers/press.csv").exists());
    }

    #[test]
    fn what_git_ignored_before_it_ignores_still() {
        assert_eq!(
            with_lines("/target\n.courant/", GITIGNORE),
            "/target\n.courant/\nsubscribers/*.csv\noutbox/\n.courant-*.tmp\n"
        );
        assert_eq!(with_lines(GITIGNORE, GITIGNORE), GITIGNORE);
    }
}
