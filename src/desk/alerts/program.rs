//! A program of one's own that is told: started without a shell, the message on its standard input.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

/// So long it may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// Not for anybody else.
const PASSWORDS: &str = "COURANT_PASSWORD_";

/// Why it did not do it. What it printed is never told.
#[derive(Debug, thiserror::Error)]
pub(super) enum ProgramError {
    #[error("{program} can't be started: {source}")]
    NotStarted { program: String, source: std::io::Error },
    #[error("{program} ended with {status}")]
    Failed { program: String, status: std::process::ExitStatus },
    #[error("{program} took longer than {} s and was ended", .patience.as_secs())]
    TooSlow { program: String, patience: Duration },
}

/// Runs it in `root` and waits until it has ended well.
pub(super) async fn tell(
    words: &[String],
    root: &Path,
    message: &[u8],
    patience: Duration,
) -> Result<(), ProgramError> {
    let program = words.first().cloned().unwrap_or_default();
    let not_started = |source| ProgramError::NotStarted { program: program.clone(), source };
    let mut command = Command::new(&program);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with(PASSWORDS)) {
        command.env_remove(name);
    }
    let mut child = command
        .args(words.iter().skip(1))
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(not_started)?;
    let input = child.stdin.take();
    let run = async {
        if let Some(mut input) = input {
            // Who does not read it may have done its part all the same.
            _ = input.write_all(message).await;
        }
        child.wait().await
    };
    match tokio::time::timeout(patience, run).await {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => Err(ProgramError::Failed { program, status }),
        Ok(Err(source)) => Err(not_started(source)),
        Err(_) => Err(ProgramError::TooSlow { program, patience }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[tokio::test]
    async fn it_gets_the_message_and_its_arguments_as_they_stand() {
        let folder = tempfile::tempdir().expect("a folder");
        let script = words(&["sh", "-c", "cat > \"$1\"", "told", "$(id); `id`"]);
        tell(&script, folder.path(), b"{\"occasion\":\"held\"}", PATIENCE).await.expect("told");
        let got = std::fs::read_to_string(folder.path().join("$(id); `id`")).expect("written");
        assert_eq!(got, "{\"occasion\":\"held\"}");
    }

    #[tokio::test]
    async fn whether_it_fails_hangs_or_is_not_there_is_told_without_its_words() {
        let root = Path::new("/");
        let long = Duration::from_secs(30);
        let fails = words(&["sh", "-c", "echo anna@example.eu; echo anna@example.eu >&2; exit 3"]);
        let failed = tell(&fails, root, b"", long).await.expect_err("failed");
        assert!(matches!(failed, ProgramError::Failed { .. }) && !failed.to_string().contains("anna"));
        let hangs = words(&["sh", "-c", "exec sleep 600"]);
        let slow = tell(&hangs, root, b"", Duration::from_millis(50)).await;
        assert!(matches!(slow, Err(ProgramError::TooSlow { .. })));
        let missing = tell(&words(&["/nonexistent/notify"]), root, b"", long).await;
        assert!(matches!(missing, Err(ProgramError::NotStarted { .. })));
        // Who never reads is told all the same.
        tell(&words(&["true"]), root, &[b'x'; 200_000], long).await.expect("ended well");
    }
}
