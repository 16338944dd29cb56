//! The pictures of an issue: which there are, and one more from elsewhere.

use std::path::{Path, PathBuf};

use super::Place;
use crate::desk::take_picture::{NotTaken, pictures, take_picture};
use crate::domain::IssueId;
use crate::tui::event::Event;
use crate::workspace::Workspace;

pub fn look(place: &Place, workspace: Option<Workspace>, issue: &IssueId) {
    if let Some(workspace) = workspace {
        place.tell(Event::Pictures(pictures(&workspace, issue)));
    }
}

pub fn take(place: &Place, workspace: Option<Workspace>, issue: &IssueId, typed: &str) {
    let Some(workspace) = workspace else { return };
    let path = path(&place.start, typed);
    let taken = take_picture(&workspace, issue, &path).map_err(|why| words(&why, &path));
    place.tell(Event::PictureTaken(taken));
}

/// What was typed or pasted as a path: file managers put quotes around it, a backslash before its blanks, or make an
/// address of it.
fn path(start: &Path, typed: &str) -> PathBuf {
    let typed = typed.trim().trim_matches(['\'', '"']);
    let address = url::Url::parse(typed).ok().filter(|address| address.scheme() == "file");
    if let Some(path) = address.and_then(|address| address.to_file_path().ok()) {
        return path;
    }
    let typed = typed.replace("\\ ", " ");
    match typed.strip_prefix("~/").zip(std::env::home_dir()) {
        Some((rest, home)) => home.join(rest),
        None => start.join(typed),
    }
}

fn words(why: &NotTaken, path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match why {
        NotTaken::Unread(why) if why.kind() == std::io::ErrorKind::NotFound => {
            format!("there is no file {}", path.display())
        }
        NotTaken::Unread(why) => format!("{name} can't be read: {why}"),
        NotTaken::Unusable(why) => format!("{}; {}", why.what(&name), why.remedy()),
        NotTaken::TooHeavy(bytes) => format!(
            "{name} has {} kB, and all pictures of a letter may have 1000: make it smaller, 1040 pixels wide",
            bytes / 1000
        ),
        NotTaken::Unwritten(why) => format!("it can't be copied into the issue: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_as_terminals_and_file_managers_paste_it() {
        for typed in [
            "my ward.jpg",
            "'/home/my ward.jpg' ",
            "\"my ward.jpg\"",
            r"/home/my\ ward.jpg",
            "file:///home/my%20ward.jpg",
        ] {
            assert_eq!(path(Path::new("/home"), typed), Path::new("/home/my ward.jpg"), "{typed}");
        }
    }
}
