//! A name and a password for the relay, and where the password comes from.

use std::fmt;
use std::fs;
use std::io::{self, BufRead as _};
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};

use super::SetupError;
use crate::domain::settings::PasswordSource;

/// `Debug` shows neither.
pub struct Credentials {
    username: SecretString,
    password: SecretString,
}

impl Credentials {
    pub fn new(username: String, password: SecretString) -> Self {
        Self { username: username.into(), password }
    }

    /// Fetches the password from where the settings say it is; paths are relative to `root`. Blocks.
    pub fn fetch(username: &str, source: &PasswordSource, root: &Path) -> Result<Self, SetupError> {
        let password = match source {
            PasswordSource::Command(words) => from_command(words, root)?,
            PasswordSource::Env(name) => {
                std::env::var(name).map_err(|_| SetupError::PasswordVariable { name: name.clone() })?
            }
            PasswordSource::File(path) => from_file(&root.join(path))?,
        };
        if password.is_empty() {
            return Err(SetupError::PasswordEmpty);
        }
        Ok(Self::new(username.to_owned(), password.into()))
    }

    /// The initial response of AUTH PLAIN (RFC 4616).
    pub(super) fn plain(&self) -> String {
        let message = format!("\0{}\0{}", self.username.expose_secret(), self.password.expose_secret());
        STANDARD.encode(message)
    }

    pub(super) fn login_username(&self) -> String {
        STANDARD.encode(self.username.expose_secret())
    }

    pub(super) fn login_password(&self) -> String {
        STANDARD.encode(self.password.expose_secret())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(***)")
    }
}

fn from_command(words: &[String], root: &Path) -> Result<String, SetupError> {
    let [program, arguments @ ..] = words else { return Err(SetupError::PasswordEmpty) };
    let failed = |detail: String| SetupError::PasswordCommand { program: program.clone(), detail };
    // Its error output goes to the terminal: a password store may ask for its own password there.
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    first_line(&output.stdout).map_err(|error| failed(error.to_string()))
}

fn from_file(path: &Path) -> Result<String, SetupError> {
    let failed = |source| SetupError::PasswordFile { path: path.to_owned(), source };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).map_err(failed)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(SetupError::PasswordFileOpen { path: path.to_owned() });
        }
    }
    first_line(&fs::read(path).map_err(failed)?).map_err(failed)
}

fn first_line(bytes: &[u8]) -> io::Result<String> {
    bytes.lines().next().unwrap_or_else(|| Ok(String::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetch(source: &PasswordSource, root: &Path) -> Result<String, SetupError> {
        Credentials::fetch("anna", source, root).map(|found| found.login_password())
    }

    #[test]
    fn a_password_is_the_first_line_of_a_command_or_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let words = ["printf", "secret\\nmore\\n"].map(str::to_owned).to_vec();
        let expected = STANDARD.encode("secret");
        assert_eq!(fetch(&PasswordSource::Command(words), folder.path()).expect("found"), expected);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let file = tempfile::NamedTempFile::new().expect("a file");
        io::Write::write_all(&mut file.as_file(), b"secret\n").expect("written");
        let source = PasswordSource::File(file.path().to_owned());
        assert_eq!(fetch(&source, Path::new("/")).expect("0600 is fine"), STANDARD.encode("secret"));
        file.as_file().set_permissions(fs::Permissions::from_mode(0o640)).expect("changed");
        let refused = fetch(&source, Path::new("/")).expect_err("0640 is not");
        assert!(matches!(refused, SetupError::PasswordFileOpen { .. }), "{refused}");
    }

    #[test]
    fn debug_shows_neither_name_nor_password() {
        let shown = format!("{:?}", Credentials::new("anna".to_owned(), "secret".into()));
        assert!(!shown.contains("anna") && !shown.contains("secret"), "{shown}");
    }
}
