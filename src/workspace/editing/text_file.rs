//! A text that is being changed, and the file it came from.

use std::fs;
use std::path::{Path, PathBuf};

use super::Stamp;
use crate::workspace::{Error, PathError, WorkspacePath, save};

#[derive(Debug)]
pub(in crate::workspace) struct TextFile {
    path: PathBuf,
    pub text: String,
    stamp: Stamp,
}

impl TextFile {
    /// Reads the file; one that is not there yet is empty. Its folder must be there, inside the workspace.
    pub fn open(root: &Path, file: &Path) -> Result<Self, Error> {
        let path = root.join(file);
        let folder = path.parent().unwrap_or(root);
        if !fs::canonicalize(folder).map_err(Error::io(folder))?.starts_with(root) {
            return Err(PathError::LeadsOut(file.display().to_string()).into());
        }
        let relative = file.to_str().ok_or_else(|| Error::NotUtf8(path.clone(), None))?;
        match WorkspacePath::parse(relative)?.read_text(root) {
            Ok(text) => Ok(Self { stamp: Stamp::of(Some(text.as_bytes())), path, text }),
            Err(error) if error.is_not_found() => {
                Ok(Self { path, text: String::new(), stamp: Stamp::of(None) })
            }
            Err(error) => Err(error),
        }
    }

    #[cfg(test)]
    pub fn of_text(text: &str) -> Self {
        Self { path: PathBuf::new(), text: text.to_owned(), stamp: Stamp::of(Some(text.as_bytes())) }
    }

    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    pub fn is_there(&self) -> bool {
        self.stamp != Stamp::of(None)
    }

    /// Whether there is something to save.
    pub fn is_changed(&self) -> bool {
        let empty = self.text.is_empty() && self.stamp == Stamp::of(None);
        !empty && self.stamp != Stamp::of(Some(self.text.as_bytes()))
    }

    /// Whether the file holds something else by now than what was read.
    pub fn is_stale(&self) -> Result<bool, Error> {
        match fs::read(&self.path) {
            Ok(bytes) => Ok(self.stamp != Stamp::of(Some(&bytes))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(self.stamp != Stamp::of(None)),
            Err(error) => Err(Error::io(&self.path)(error)),
        }
    }

    /// Writes the text, if it was changed here and by nobody else.
    pub fn save(&mut self) -> Result<(), Error> {
        if !self.is_changed() {
            return Ok(());
        }
        if self.is_stale()? {
            return Err(Error::ChangedOnDisk(self.path.clone()));
        }
        save::atomically(&self.path, self.text.as_bytes())?;
        save::sweep(&self.path);
        self.stamp = Stamp::of(Some(self.text.as_bytes()));
        Ok(())
    }
}
