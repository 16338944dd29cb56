//! Folders for what is nobody else's business: texts not published yet, keys, letters with names and addresses.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

/// Makes `folder` in `home`, and `home` too. What is not there yet is its owner's alone (0700); in a home that its
/// group may write it is the group's as well (2770).
pub fn folder(home: &Path, folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(home)?;
    let mut above = home.to_owned();
    for name in folder.strip_prefix(home).unwrap_or(folder).components() {
        let path = above.join(name);
        match DirBuilder::new().mode(0o700).create(&path) {
            // The umask would take the group away again.
            Ok(()) if is_the_groups(&above)? => fs::set_permissions(&path, Permissions::from_mode(0o2770))?,
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        above = path;
    }
    Ok(())
}

/// Makes a file to write at its end: its owner's alone (0600), or its group's too where the folder is (0660). An error
/// if it is there already.
pub fn begin(path: &Path) -> io::Result<File> {
    let shared = path.parent().is_some_and(|folder| is_the_groups(folder).unwrap_or(false));
    let mode = if shared { 0o660 } else { 0o600 };
    let file = OpenOptions::new().create_new(true).append(true).mode(mode).open(path)?;
    if shared {
        file.set_permissions(Permissions::from_mode(mode))?;
    }
    Ok(file)
}

fn is_the_groups(folder: &Path) -> io::Result<bool> {
    Ok(fs::metadata(folder)?.permissions().mode() & 0o020 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_the_owners_alone_or_the_groups_where_the_folder_above_is() {
        for (of_home, of_folder, of_file) in [(0o755, 0o700, 0o600), (0o2770, 0o2770, 0o660)] {
            let root = tempfile::tempdir().expect("a folder");
            let home = root.path().join(".courant");
            fs::create_dir(&home).expect("a folder");
            fs::set_permissions(&home, Permissions::from_mode(of_home)).expect("set");
            let mode = |path: &Path| fs::metadata(path).expect("made").permissions().mode() & 0o7777;
            let file = home.join("a/b/1.jsonl");
            for _ in 0..2 {
                folder(&home, &home.join("a/b")).expect("made");
            }
            begin(&file).expect("made");
            assert!(begin(&file).is_err(), "there is one");
            assert_eq!(mode(&home), of_home, "what was there stays as it was");
            assert_eq!((mode(&home.join("a")), mode(&home.join("a/b"))), (of_folder, of_folder));
            assert_eq!(mode(&file), of_file);
        }
        let root = tempfile::tempdir().expect("a folder");
        fs::set_permissions(root.path(), Permissions::from_mode(0o2775)).expect("set");
        folder(&root.path().join("new"), &root.path().join("new/a")).expect("made");
        for made in ["new", "new/a"] {
            let mode = fs::metadata(root.path().join(made)).expect("made").permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{made}: a new home is shared on purpose only");
        }
    }
}
