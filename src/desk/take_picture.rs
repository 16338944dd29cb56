//! A picture from elsewhere is copied into the folder of an issue, as it is, if every mail program can show it.

use std::fs;
use std::path::Path;

use crate::domain::IssueId;
use crate::render::{Unusable, measure};
use crate::workspace::{Workspace, save};

/// All pictures of a letter together may be so heavy, in bytes; one that is heavier alone would stop it.
const HEAVIEST: u64 = 1_000_000;

/// Why a picture was not taken.
#[derive(Debug)]
pub enum NotTaken {
    Unread(std::io::Error),
    Unusable(Unusable),
    /// Its bytes are too many.
    TooHeavy(u64),
    Unwritten(String),
}

/// Copies the file into `images/` of the issue; gives its name there, `images/ward.jpg`. One that lies there already under
/// its name with the same bytes is used; nothing is ever written over.
pub fn take_picture(workspace: &Workspace, issue: &IssueId, from: &Path) -> Result<String, NotTaken> {
    // Asked before it is read: neither a device nor a film is taken into the memory.
    let known = fs::metadata(from).map_err(NotTaken::Unread)?;
    if !known.is_file() {
        return Err(NotTaken::Unread(std::io::ErrorKind::IsADirectory.into()));
    }
    if known.len() > HEAVIEST {
        return Err(NotTaken::TooHeavy(known.len()));
    }
    let bytes = fs::read(from).map_err(NotTaken::Unread)?;
    let measured = measure(&bytes).map_err(NotTaken::Unusable)?;
    let unwritten = |why: &dyn std::fmt::Display| NotTaken::Unwritten(why.to_string());
    let folder = workspace.issue_folder(issue).join("images");
    fs::create_dir_all(&folder).map_err(|why| unwritten(&why))?;
    let stem = plain(&from.file_stem().unwrap_or_default().to_string_lossy());
    for nth in 1..1000 {
        let name = match nth {
            1 => format!("{stem}.{}", measured.ending),
            nth => format!("{stem}-{nth}.{}", measured.ending),
        };
        let path = folder.join(&name);
        match fs::read(&path) {
            Ok(there) if there == bytes => return Ok(format!("images/{name}")),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
                save::atomically(&path, &bytes).map_err(|why| unwritten(&why))?;
                return Ok(format!("images/{name}"));
            }
            _ => {}
        }
    }
    Err(NotTaken::Unwritten(folder.display().to_string()))
}

/// The pictures in the folder of an issue, `images/ward.jpg`, by their names.
pub fn pictures(workspace: &Workspace, issue: &IssueId) -> Vec<String> {
    let folder = workspace.issue_folder(issue).join("images");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name());
    let shown = |name: &String| {
        let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
        matches!(end.as_deref(), Some("jpg" | "jpeg" | "png" | "gif"))
    };
    let names = names.filter_map(|name| name.into_string().ok()).filter(shown);
    let mut names: Vec<String> = names.map(|name| format!("images/{name}")).collect();
    names.sort();
    names
}

/// A name that needs no sign in Markdown or in an address.
fn plain(stem: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = stem.chars().map(letter).collect();
    let name: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    if name.is_empty() { "picture".to_owned() } else { name.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_copied_under_a_plain_name_once_and_what_is_none_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        save::atomically(&at("config.toml"), b"").expect("a file");
        fs::create_dir_all(at("issues/summer")).expect("a folder");
        let (workspace, issue) =
            (Workspace::open(folder.path()).expect("a workspace"), IssueId::parse("summer").expect("a name"));
        let jpeg: &[u8] = include_bytes!("../../tests/it/fixtures/pictures/small.jpg");
        let gif: &[u8] = include_bytes!("../../tests/it/fixtures/pictures/small.gif");
        save::atomically(&at("A kórterem (1).JPG"), jpeg).expect("a file");
        save::atomically(&at("a-k-rterem-1.jpg"), gif).expect("a file");
        save::atomically(&at("words.png"), b"no picture").expect("a file");
        let take = |name: &str| take_picture(&workspace, &issue, &at(name));
        assert!(pictures(&workspace, &issue).is_empty());
        for _ in 0..2 {
            assert_eq!(take("A kórterem (1).JPG").expect("taken"), "images/a-k-rterem-1.jpg");
        }
        assert_eq!(take("a-k-rterem-1.jpg").expect("taken"), "images/a-k-rterem-1.gif");
        assert_eq!(fs::read(at("issues/summer/images/a-k-rterem-1.jpg")).expect("a file"), jpeg);
        assert!(matches!(take("words.png"), Err(NotTaken::Unusable(Unusable::Form))));
        for unread in ["none.png", "issues", "/dev/zero"] {
            assert!(matches!(take(unread), Err(NotTaken::Unread(_))), "{unread}");
        }
        let film = fs::File::create(at("film.png")).expect("a file");
        film.set_len(HEAVIEST + 1).expect("room");
        assert!(matches!(take("film.png"), Err(NotTaken::TooHeavy(_))));
        assert_eq!(pictures(&workspace, &issue), ["images/a-k-rterem-1.gif", "images/a-k-rterem-1.jpg"]);
    }
}
