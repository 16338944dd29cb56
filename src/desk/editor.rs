//! A text in the editor that its author likes: `$VISUAL`, else `$EDITOR`, as git and crontab have it.

use std::io;
use std::path::PathBuf;
use std::process::{Command, ExitStatus};

use tempfile::TempDir;

use crate::workspace::save;

/// Why the text stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("no editor is named")]
    Unnamed,
    #[error("the text can't be laid into a file: {0}")]
    File(io::Error),
    #[error("`{editor}` can't be started: {why}")]
    Start { editor: String, why: io::Error },
    #[error("`{editor}` ended with {status}")]
    Ended { editor: String, status: ExitStatus },
    #[error("what the editor left can't be read: {why}")]
    Unread { kept: PathBuf, why: io::Error },
}

impl Error {
    /// What to do.
    pub fn remedy(&self) -> String {
        match self {
            Self::Unnamed => {
                "Name the editor you like in the shell, before you start courant: export EDITOR=nano"
                    .to_owned()
            }
            Self::File(_) => "Make room in the folder for temporary files (TMPDIR).".to_owned(),
            Self::Start { .. } | Self::Ended { .. } => {
                "The text is as it was before. The shell says which editor is named: echo $VISUAL $EDITOR"
                    .to_owned()
            }
            Self::Unread { kept, .. } => {
                format!("The text here is as it was before; the editor's is kept in {}.", kept.display())
            }
        }
    }
}

/// A text that waits for an editor, in a folder which only its user can look into.
#[derive(Debug)]
pub struct Draft {
    folder: TempDir,
    name: String,
    editor: String,
}

impl Draft {
    /// Lays it ready for the editor that `variable`s of the environment name; `name` is what the editor calls its file.
    pub fn lay(variable: impl Fn(&str) -> Option<String>, name: &str, text: &str) -> Result<Self, Error> {
        let named = ["VISUAL", "EDITOR"].into_iter().filter_map(variable);
        let editor = named.into_iter().find(|editor| !editor.trim().is_empty()).ok_or(Error::Unnamed)?;
        let folder = tempfile::Builder::new().prefix("courant-").tempdir().map_err(Error::File)?;
        save::atomically(&folder.path().join(name), format!("{text}\n").as_bytes())
            .map_err(|error| Error::File(io::Error::other(error)))?;
        Ok(Self { folder, name: name.to_owned(), editor })
    }

    /// What takes the terminal until it ends.
    pub fn command(&self) -> Command {
        // By the shell: an editor may be named with options, and in quotes. What interrupts the editor does not end the shell.
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("trap : INT QUIT; {} \"$1\"", self.editor), "sh"])
            .arg(self.folder.path().join(&self.name));
        command
    }

    /// The text as the editor left it, without the line's end that editors add.
    pub fn taken(self, ended: io::Result<ExitStatus>) -> Result<String, Error> {
        let Self { folder, name, editor } = self;
        match ended {
            Err(why) => return Err(Error::Start { editor, why }),
            Ok(status) if !status.success() => return Err(Error::Ended { editor, status }),
            Ok(_) => {}
        }
        match std::fs::read_to_string(folder.path().join(&name)) {
            Ok(text) => Ok(text.trim_end().to_owned()),
            Err(why) => Err(Error::Unread { kept: folder.keep().join(name), why }),
        }
    }
}
