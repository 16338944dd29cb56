//! Saving so that a plug pulled at any moment leaves either the old file or the new one, whole.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::Error;

/// Puts `bytes` into `path`: a temporary file in the same folder, flushed to the disk, renamed over the old one,
/// and the folder flushed too. The permissions of a file that was there are kept; a symlink is replaced, not followed.
pub fn atomically(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mode = match fs::symlink_metadata(path) {
        Ok(there) if there.is_file() => Some(there.permissions()),
        _ => None,
    };
    write(path, bytes, mode)
}

/// The same for a file that only its owner may read (0600), whatever stood there before.
pub fn secretly(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write(path, bytes, Some(fs::Permissions::from_mode(0o600)))
}

fn write(path: &Path, bytes: &[u8], mode: Option<fs::Permissions>) -> Result<(), Error> {
    let folder = folder_of(path);
    let mut temporary = tempfile::Builder::new()
        .prefix(".courant-")
        .suffix(".tmp")
        .permissions(fs::Permissions::from_mode(if mode.is_some() { 0o600 } else { 0o666 }))
        .tempfile_in(folder)
        .map_err(Error::io(path))?;
    temporary.write_all(bytes).map_err(Error::io(path))?;
    if let Some(mode) = mode {
        temporary.as_file().set_permissions(mode).map_err(Error::io(path))?;
    }
    temporary.as_file().sync_all().map_err(Error::io(path))?;
    temporary.persist(path).map_err(|failed| Error::Io { path: path.to_owned(), source: failed.error })?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(Error::io(folder))
}

/// The folder a file lies in; `.` for a bare name.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("a file").permissions().mode() & 0o777
    }

    #[test]
    fn the_new_text_replaces_the_old_and_leaves_nothing_else_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        atomically(&path, b"old").expect("saved");
        atomically(&path, b"new").expect("saved");
        assert_eq!(fs::read(&path).expect("read"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn permissions_stay_and_secrets_are_for_their_owner_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        atomically(&path, b"old").expect("saved");
        assert_ne!(mode(&path) & 0o044, 0, "a new file is as the umask says, not 0600");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        atomically(&path, b"new").expect("saved");
        assert_eq!(mode(&path), 0o640);
        secretly(&path, b"key").expect("saved");
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn a_symlink_is_replaced_and_what_it_pointed_to_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let (outside, link) = (folder.path().join("outside"), folder.path().join("hu.md"));
        atomically(&outside, b"theirs").expect("saved");
        std::os::unix::fs::symlink(&outside, &link).expect("a link");
        atomically(&link, b"ours").expect("saved");
        assert_eq!(fs::read(&outside).expect("read"), b"theirs");
        assert_eq!(fs::read(&link).expect("read"), b"ours");
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error_that_names_the_file() {
        let error = atomically(Path::new("/nonexistent-folder/a.md"), b"").expect_err("no folder");
        assert!(error.is_not_found());
        assert!(error.to_string().contains("a.md"), "{error}");
    }
}
