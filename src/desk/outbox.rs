//! The folder of letters that became files, where nobody but whoever sends, or their group, reads names and addresses.

use std::path::{Path, PathBuf};

use super::send::Error;
use crate::workspace::private;

/// `outbox/KIND/NAME`, empty: what an earlier run left there would be taken for this one's.
pub fn anew(root: &Path, kind: &str, name: &str) -> Result<PathBuf, Error> {
    let folder = root.join("outbox").join(kind).join(name);
    let io = |what: &str| {
        let what = format!("{}: {what}", folder.display());
        move |source| Error::Io { what, source }
    };
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(io("can't be emptied"))?;
    }
    private::folder(root, &folder).map_err(io("can't be made"))?;
    Ok(folder)
}
