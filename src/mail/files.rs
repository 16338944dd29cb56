//! The transport that writes letters into a folder instead of sending them.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::domain::{AddrKey, Lang};

/// `outbox/sent/MAILING/`. No file name says whom a letter is for.
#[derive(Debug, Clone)]
pub struct FilesTransport {
    folder: PathBuf,
}

/// The folder or a file in it can't be written.
#[derive(Debug, thiserror::Error)]
#[error("{} can't be written: {source}", path.display())]
pub struct FilesError {
    pub path: PathBuf,
    pub source: io::Error,
}

impl FilesTransport {
    /// Letters go into `folder`, which is made with the first of them.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes one letter as `<number>-<lang>-<key>.eml`, whole or not at all; again is the same file again. Blocks.
    pub fn write(
        &self,
        number: u64,
        lang: &Lang,
        key: AddrKey,
        message: &[u8],
    ) -> Result<PathBuf, FilesError> {
        let name = format!("{number:06}-{lang}-{key:?}.eml");
        let path = self.folder.join(&name);
        let aside = self.folder.join(format!(".{name}.part"));
        let written = || -> io::Result<()> {
            DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
            // For its owner, and for the group if the folder is the group's.
            let mode = 0o600 | (fs::metadata(&self.folder)?.permissions().mode() & 0o060);
            let mut file =
                OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(&aside)?;
            file.write_all(message)?;
            fs::rename(&aside, &path)
        };
        written().map_err(|source| FilesError { path: path.clone(), source })?;
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_written_twice_is_one_file_with_the_later_text() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = FilesTransport::new(folder.path().join("sent/2018-06-summer"));
        let (lang, key) = (Lang::parse("hu").expect("a tag"), AddrKey([0xab; 16]));
        let first = files.write(7, &lang, key, b"one").expect("written");
        let second = files.write(7, &lang, key, b"two").expect("written");
        assert_eq!(first, second);
        assert_eq!(
            second.file_name().and_then(|n| n.to_str()),
            Some(&*format!("000007-hu-{}.eml", "ab".repeat(16)))
        );
        assert_eq!(fs::read(second).expect("readable"), b"two");
        assert_eq!(fs::read_dir(files.folder()).expect("a folder").count(), 1);
        for path in [files.folder(), &first] {
            let mode = fs::metadata(path).expect("written").permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}: others can read it", path.display());
        }
    }

    #[test]
    fn a_folder_that_cant_be_made_is_an_error_with_its_path() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let files = FilesTransport::new(file.path().join("below"));
        let lang = Lang::parse("hu").expect("a tag");
        let error = files.write(1, &lang, AddrKey([0; 16]), b"").expect_err("a file is no folder");
        assert!(error.path.starts_with(file.path()), "{error}");
    }
}
