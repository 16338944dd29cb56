//! Files beside the ledger: the owner's own, or their group's where the folder is the group's.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

/// The folder that `path` lies in is the owner's own, unless it is there already.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => DirBuilder::new().recursive(true).mode(0o700).create(folder),
        None => Ok(()),
    }
}

/// Makes an empty file if there is none. In a folder that its group may write the group may write the file too,
/// whatever the umask says; elsewhere nobody but the owner may read it.
pub fn make_file(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let shared = fs::metadata(folder)?.permissions().mode() & 0o020 != 0;
    let mode = if shared { 0o660 } else { 0o600 };
    match OpenOptions::new().write(true).create_new(true).mode(mode).open(path) {
        // The umask may have taken the group away again.
        Ok(file) => file.set_permissions(Permissions::from_mode(mode)),
        Err(there) if there.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(other) => Err(other),
    }
}
