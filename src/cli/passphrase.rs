//! Where the passphrase of a backup comes from: somebody types it, or it is where a mail server's password may be.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use secrecy::{ExposeSecret as _, SecretString};

use super::{Exit, Failure, Session};
use crate::domain::settings::PasswordSource;
use crate::workspace::password;

/// One place at most.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub struct Passphrase {
    /// The passphrase is the first line of this file, which nobody else can read
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// The passphrase is in this environment variable, COURANT_PASSWORD_…
    #[arg(long, value_name = "VARIABLE")]
    passphrase_env: Option<String>,
    /// The passphrase is the first line that this program prints; stands last, with the program's arguments
    #[arg(long, value_name = "PROGRAM", num_args = 1.., allow_hyphen_values = true)]
    passphrase_command: Vec<String>,
}

impl Passphrase {
    pub fn is_told(&self) -> bool {
        self.passphrase_file.is_some() || self.passphrase_env.is_some() || !self.passphrase_command.is_empty()
    }

    /// A new one: who types it types it twice.
    pub fn to_lock_with(&self, session: &Session) -> Result<SecretString, Failure> {
        if self.is_told() {
            return self.told();
        }
        let first = typed("A passphrase for the backup:", session)?;
        if first.expose_secret().is_empty() {
            return Err(Failure::new(
                Exit::Refused,
                "an empty passphrase guards nothing; nothing was written",
                "type one, or leave out --encrypt",
            ));
        }
        if typed("Once more:", session)?.expose_secret() != first.expose_secret() {
            let what = "the two passphrases differ; nothing was written";
            return Err(Failure::new(Exit::Refused, what, "do it again, and type the same twice"));
        }
        Ok(first)
    }

    /// That of a backup that is there.
    pub fn to_open_with(&self, session: &Session) -> Result<SecretString, Failure> {
        if self.is_told() { self.told() } else { typed("The passphrase of the backup:", session) }
    }

    fn told(&self) -> Result<SecretString, Failure> {
        const VARIABLE: &str = PasswordSource::VARIABLE;
        let source = match (&self.passphrase_file, &self.passphrase_env) {
            (Some(file), _) => PasswordSource::File(file.clone()),
            (_, Some(name)) if !name.starts_with(VARIABLE) => {
                let what = format!("the variable's name does not begin with {VARIABLE}");
                let remedy = format!("call it {VARIABLE}BACKUP, here and where it is set");
                return Err(Failure::new(Exit::Usage, what, remedy));
            }
            (_, Some(name)) => PasswordSource::Env(name.clone()),
            _ => PasswordSource::Command(self.passphrase_command.clone()),
        };
        password(&source, Path::new(".")).map_err(|error| {
            let remedy = "mend what --passphrase-file, --passphrase-env or --passphrase-command names";
            Failure::new(Exit::Usage, error.to_string(), remedy)
        })
    }
}

/// The terminal shows nothing of what is typed while this lives.
struct Hidden;

impl Hidden {
    fn begin() -> std::io::Result<Self> {
        enable_raw_mode().map(|()| Self)
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        // Nothing is left to do if the terminal is gone.
        _ = disable_raw_mode();
    }
}

fn typed(question: &str, session: &Session) -> Result<SecretString, Failure> {
    let nobody = || {
        let remedy = "--passphrase-file FILE, --passphrase-env VARIABLE or --passphrase-command PROGRAM";
        Failure::new(Exit::Refused, "nobody is there to type the passphrase", remedy)
    };
    // Standard input may be the backup itself: the keys come from the terminal.
    if session.no_input || !std::io::stderr().is_terminal() {
        return Err(nobody());
    }
    let hidden = Hidden::begin().map_err(|_| nobody())?;
    session.print.ask(question);
    let text = keys().map_err(|_| nobody());
    drop(hidden);
    session.print.say("");
    let none = || Failure::new(Exit::Interrupted, "no passphrase was given", "do it again: nothing was done");
    text?.map(SecretString::from).ok_or_else(none)
}

/// What is typed until Enter; none if it was broken off.
fn keys() -> std::io::Result<Option<String>> {
    let mut text = String::new();
    loop {
        let Event::Key(key) = read()? else { continue };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            _ if key.kind == KeyEventKind::Release => {}
            KeyCode::Char('c' | 'd') if control => return Ok(None),
            KeyCode::Char('u') if control => text.clear(),
            KeyCode::Enter => return Ok(Some(text)),
            KeyCode::Char('j') if control => return Ok(Some(text)),
            KeyCode::Backspace => _ = text.pop(),
            KeyCode::Char(letter) if !control => text.push(letter),
            _ => {}
        }
    }
}
