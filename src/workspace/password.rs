//! Fetches a password from where the config says it is: a program, an environment variable, a file of one's own.

use std::env;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use secrecy::SecretString;

use crate::domain::settings::PasswordSource;

/// How long a program may take to print a password: somebody may have to touch a key.
const PATIENCE: Duration = Duration::from_secs(30);

/// No password is longer.
const LONGEST: u64 = 8 * 1024;

/// Why there is no password. What the program printed is never told.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error("the environment variable {0} is not set")]
    NotSet(String),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{} can be read by others (mode {mode:03o}); run: chmod 600 {}", path.display(), path.display())]
    TooOpen { path: PathBuf, mode: u32 },
    #[error("{program} can't be started: {source}")]
    NotStarted { program: String, source: std::io::Error },
    #[error("{program} ended with {status}; run it by hand to see what it says")]
    Failed { program: String, status: std::process::ExitStatus },
    #[error("{program} printed nothing within {} seconds and was ended", PATIENCE.as_secs())]
    TooSlow { program: String },
    #[error("{0} gave nothing")]
    Empty(String),
    #[error("{0} gave something that is not UTF-8 text")]
    NotText(String),
}

/// The first line of what the source gives. Relative paths are below `root`. May wait, up to half a minute.
pub fn password(source: &PasswordSource, root: &Path) -> Result<SecretString, PasswordError> {
    let (bytes, from) = match source {
        PasswordSource::Env(name) => {
            let value = env::var(name).map_err(|_| PasswordError::NotSet(name.clone()))?;
            (value.into_bytes(), name.clone())
        }
        PasswordSource::File(path) => (read_private(&root.join(path))?, path.display().to_string()),
        PasswordSource::Command(words) => {
            let Some((program, arguments)) = words.split_first() else {
                return Err(PasswordError::Empty("an empty command".to_owned()));
            };
            (run(program, arguments, root, PATIENCE)?, program.clone())
        }
    };
    let text = String::from_utf8(bytes).map_err(|_| PasswordError::NotText(from.clone()))?;
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(SecretString::from(line)),
        _ => Err(PasswordError::Empty(from)),
    }
}

fn read_private(path: &Path) -> Result<Vec<u8>, PasswordError> {
    let failed = |source| PasswordError::File { path: path.to_owned(), source };
    let file = std::fs::File::open(path).map_err(failed)?;
    let mode = file.metadata().map_err(failed)?.permissions().mode() & 0o777;
    // systemd gives a service its secrets by an access list, whose mask stands where the group's rights do.
    let is_credential = env::var_os("CREDENTIALS_DIRECTORY").is_some_and(|folder| path.starts_with(folder));
    if mode & if is_credential { 0o007 } else { 0o077 } != 0 {
        return Err(PasswordError::TooOpen { path: path.to_owned(), mode });
    }
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Runs a program without a shell; its input is empty. What it says beside the password is for nobody: it could be a secret, and the
/// sender's log or the composer's screen is where it would stand.
fn run(
    program: &str,
    arguments: &[String],
    root: &Path,
    patience: Duration,
) -> Result<Vec<u8>, PasswordError> {
    let not_started = |source| PasswordError::NotStarted { program: program.to_owned(), source };
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(not_started)?;
    let (done, wait) = mpsc::channel();
    if let Some(output) = child.stdout.take() {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = output.take(LONGEST).read_to_end(&mut bytes);
            // Nobody listens any more once it took too long.
            let _ = done.send(read.map(|_| bytes));
        });
    }
    let Ok(read) = wait.recv_timeout(patience) else {
        let _ = child.kill();
        let _ = child.wait();
        return Err(PasswordError::TooSlow { program: program.to_owned() });
    };
    let status = child.wait().map_err(not_started)?;
    if !status.success() {
        return Err(PasswordError::Failed { program: program.to_owned(), status });
    }
    read.map_err(not_started)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use secrecy::ExposeSecret as _;

    use super::*;
    use crate::workspace::save;

    fn shell(script: &str) -> PasswordSource {
        PasswordSource::Command(["sh", "-c", script].map(str::to_owned).to_vec())
    }

    #[test]
    fn a_program_gives_its_first_line_and_no_shell_reads_its_arguments() {
        let root = Path::new("/");
        let given = password(&shell("printf 'one\\ntwo\\n'"), root).expect("a password");
        assert_eq!(given.expose_secret(), "one");
        let source = PasswordSource::Command(vec!["echo".to_owned(), "$(id); `id`".to_owned()]);
        assert_eq!(password(&source, root).expect("a password").expose_secret(), "$(id); `id`");
        assert!(!format!("{given:?}").contains("one"));
    }

    #[test]
    fn a_program_that_fails_hangs_or_says_nothing_is_told_without_its_words() {
        let root = Path::new("/");
        let failed = password(&shell("echo secret; exit 3"), root).expect_err("failed");
        assert!(matches!(failed, PasswordError::Failed { .. }));
        assert!(!format!("{failed} {failed:?}").contains("secret"));
        assert!(matches!(password(&shell("echo"), root), Err(PasswordError::Empty(_))));
        let arguments = ["-c".to_owned(), "exec sleep 600".to_owned()];
        let slow = run("sh", &arguments, root, Duration::from_millis(50));
        assert!(matches!(slow, Err(PasswordError::TooSlow { .. })));
        let missing = PasswordSource::Command(vec!["/nonexistent/pass".to_owned()]);
        assert!(matches!(password(&missing, root), Err(PasswordError::NotStarted { .. })));
    }

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("smtp");
        let source = PasswordSource::File("smtp".into());
        save::secretly(&path, b"word\r\n").expect("saved");
        assert_eq!(password(&source, folder.path()).expect("a password").expose_secret(), "word");
        for mode in [0o640, 0o604, 0o644] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
            assert!(
                matches!(password(&source, folder.path()), Err(PasswordError::TooOpen { .. })),
                "{mode:o}"
            );
        }
    }

    #[test]
    fn a_variable_that_is_not_set_is_named() {
        let error = password(&PasswordSource::Env("COURANT_PASSWORD_NONE_SUCH".to_owned()), Path::new("/"));
        assert!(matches!(error, Err(PasswordError::NotSet(name)) if name == "COURANT_PASSWORD_NONE_SUCH"));
    }
}
