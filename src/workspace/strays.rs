//! Files and folders that look like issues or lists and can't be used as such: they are named, not passed over in silence.

use super::{Error, Workspace};
use crate::domain::{IssueId, ListName, Place, Problem};

const STRAY: &str = "WSP001";

const RENAME: &str = "give it a name of small letters, digits and hyphens";
const MOVE_IN: &str = "put the thing itself here; links are not followed";

pub(super) fn find(workspace: &Workspace) -> Result<Vec<Problem>, Error> {
    let mut strays = Vec::new();
    for entry in workspace.entries("issues")? {
        let kind = entry.file_type().map_err(Error::io(&entry.path()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if kind.is_symlink() && entry.path().is_dir() {
            strays.push(stray("issues", &name, "the folder is a link, so it is no issue", MOVE_IN));
        } else if kind.is_dir() && !name.starts_with('.') && IssueId::parse(&name).is_err() {
            strays.push(stray("issues", &name, "no issue can be named so, so it is passed over", RENAME));
        }
    }
    for entry in workspace.entries("subscribers")? {
        let kind = entry.file_type().map_err(Error::io(&entry.path()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(list) = name.strip_suffix(".csv") else {
            if name.to_lowercase().ends_with(".csv") {
                strays.push(stray("subscribers", &name, "it is passed over", "write the ending as .csv"));
            }
            continue;
        };
        if !kind.is_file() {
            strays.push(stray("subscribers", &name, "it is no plain file, so it is no list", MOVE_IN));
        } else if !name.starts_with('.') && ListName::parse(list).is_err() {
            strays.push(stray("subscribers", &name, "no list can be named so, so it is passed over", RENAME));
        }
    }
    strays.sort_by(|a, b| a.place.file.cmp(&b.place.file));
    Ok(strays)
}

fn stray(folder: &str, name: &str, what: &str, remedy: &str) -> Problem {
    Problem::should(STRAY, Place::file(format!("{folder}/{name}")), what).remedy(remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::tests::folder;

    #[test]
    fn what_cannot_be_an_issue_or_a_list_is_named() {
        let root = folder(&[
            ("config.toml", "[newsletter]"),
            ("issues/2018-06-summer/issue.toml", ""),
            ("issues/Nyári hírek/issue.toml", ""),
            ("issues/notes.txt", ""),
            ("subscribers/press.csv", "email"),
            ("subscribers/press.toml", ""),
            ("subscribers/My list.csv", "email"),
            ("subscribers/OLD.CSV", "email"),
        ]);
        std::os::unix::fs::symlink("/etc/hosts", root.path().join("subscribers/out.csv")).expect("a link");
        std::os::unix::fs::symlink("/etc", root.path().join("issues/etc")).expect("a link");
        let strays = Workspace::open(root.path()).expect("a workspace").strays().expect("readable");
        let files: Vec<_> = strays.iter().filter_map(|stray| stray.place.file.as_ref()?.to_str()).collect();
        assert_eq!(
            files,
            [
                "issues/Nyári hírek",
                "issues/etc",
                "subscribers/My list.csv",
                "subscribers/OLD.CSV",
                "subscribers/out.csv",
            ]
        );
    }
}
