//! Saving so that a plug pulled at any moment leaves either the old file or the new one, whole.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use super::Error;

const PREFIX: &str = ".courant-";
const SUFFIX: &str = ".tmp";

/// No save takes as long.
const LEFT_BEHIND: Duration = Duration::from_hours(1);

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
        .prefix(PREFIX)
        .suffix(SUFFIX)
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

/// Takes away what saves that were killed have left beside `path`, which was just saved: the temporary files that are
/// an hour older than it. What can't be taken away stays; nothing depends on it.
pub fn sweep(path: &Path) {
    let modified = |path: &Path| fs::symlink_metadata(path).and_then(|file| file.modified());
    let (Ok(now), Ok(entries)) = (modified(path), fs::read_dir(folder_of(path))) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let is_old = |at| now.duration_since(at).is_ok_and(|age| age > LEFT_BEHIND);
        if is_ours && modified(&entry.path()).is_ok_and(is_old) {
            _ = fs::remove_file(entry.path());
        }
    }
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
    fn what_a_killed_save_left_is_taken_away_after_an_hour_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        atomically(&path, b"new").expect("saved");
        let now = fs::metadata(&path).and_then(|file| file.modified()).expect("a time");
        for (name, minutes) in [(".courant-old.tmp", 61), (".courant-new.tmp", 59), (".courant-old", 61)] {
            let file = File::create(folder.path().join(name)).expect("made");
            file.set_modified(now - Duration::from_mins(minutes)).expect("set");
        }
        sweep(&path);
        let left = |name: &str| folder.path().join(name).exists();
        assert!(!left(".courant-old.tmp"));
        assert!(left(".courant-new.tmp") && left(".courant-old") && left("a.md"));
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
