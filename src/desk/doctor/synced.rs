//! Folders that a program copies to other machines behind everybody's back.

use std::path::Path;

use super::{Finding, Health};
use crate::workspace::Workspace;

/// How their folders begin, in small letters.
const NAMED: &[&str] = &[
    "onedrive",
    "dropbox",
    "nextcloud",
    "owncloud",
    "google drive",
    "googledrive",
    "my drive",
    "icloud",
    "mobile documents",
];
/// What they leave in the uppermost folder.
const LEFT: &[&str] = &[".stfolder", ".dropbox", ".nextcloudsync.log", ".owncloudsync.log"];

/// A word of warning, if the workspace lies in one.
pub(super) fn look(workspace: &Workspace) -> Option<Finding> {
    let root = std::fs::canonicalize(workspace.root()).unwrap_or_else(|_| workspace.root().to_owned());
    let folder = synced(&root)?;
    let detail = format!("the workspace lies in {}, which other machines get copies of", folder.display());
    Some(Finding::new("Folder", Health::Remark, detail).remedy(
        "keep it elsewhere and share it with git: a ledger that is copied while it is written breaks, and its copies \
         hold what they would send",
    ))
}

fn synced(root: &Path) -> Option<&Path> {
    root.ancestors().find(|folder| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        NAMED.iter().any(|named| name.starts_with(named))
            || LEFT.iter().any(|file| folder.join(file).exists())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_are_copied_to_other_machines_are_known_by_name_or_by_what_lies_in_them() {
        let home = tempfile::tempdir().unwrap();
        for (folder, marked, found) in [
            ("OneDrive - Example/news", None, Some("OneDrive - Example")),
            ("Nextcloud/a/b", None, Some("Nextcloud")),
            ("shared/news", Some("shared/.stfolder"), Some("shared")),
            ("plain/news", None, None),
        ] {
            std::fs::create_dir_all(home.path().join(folder)).unwrap();
            if let Some(marked) = marked {
                std::fs::create_dir(home.path().join(marked)).unwrap();
            }
            let root = home.path().join(folder);
            assert_eq!(synced(&root), found.map(|found| home.path().join(found)).as_deref(), "{folder}");
        }
    }
}
