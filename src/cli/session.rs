//! What every command is given: where the workspace is, how to answer, what time it is.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::PathBuf;

use tokio::runtime::{Builder, Runtime};

use crate::desk::reached::Reached;
use crate::desk::send;
use crate::domain::settings::Settings;
use crate::domain::{Clock, Problem};

use super::told::Told;
use super::{Exit, Failure, Format, LogFormat, Print};

/// The options that all commands share.
#[derive(Debug, Clone)]
pub struct Session {
    /// Where the search for the workspace begins.
    pub start: PathBuf,
    pub format: Format,
    pub print: Print,
    pub clock: Clock,
    /// Never asks.
    pub no_input: bool,
    pub plain: bool,
    /// For commands that run by themselves.
    pub log: LogFormat,
}

impl Session {
    /// What happens is told on standard error, as much as `COURANT_LOG` asks for: for processes that run by themselves.
    pub fn log(&self) {
        let told = Told::of(&std::env::var("COURANT_LOG").unwrap_or_default());
        let log = tracing_subscriber::fmt()
            .with_env_filter(&told.directives)
            .with_writer(std::io::stderr)
            .with_ansi(false);
        // Only the first one counts; there is no other in this process.
        _ = match self.log {
            LogFormat::Text => log.try_init(),
            LogFormat::Json => log.json().flatten_event(true).try_init(),
        };
        if let Some(amiss) = told.amiss() {
            tracing::warn!("{amiss}");
        }
    }

    /// Says how it stands with such a command: to people, or as a line of the log where that is for programs.
    pub fn tell(&self, words: &str) {
        match self.log {
            LogFormat::Text => self.print.say(words),
            LogFormat::Json => tracing::info!("{words}"),
        }
    }

    /// The same of what is to be mended and stops nothing.
    pub fn remark(&self, problems: &[Problem]) {
        match self.log {
            LogFormat::Text => self.print.problems(problems),
            LogFormat::Json => {
                problems.iter().for_each(|problem| tracing::warn!("config.toml: {}", problem.what));
            }
        }
    }

    /// Says why a command did not do what was asked: in words on standard error and, to whoever asked for JSON, as a
    /// document on standard output.
    pub fn fail(&self, failure: &Failure) -> Exit {
        match self.format {
            Format::Json => self.print.json(&failure.document()),
            Format::Ndjson => self.print.line(&failure.document().to_string()),
            Format::Table | Format::Csv => {}
        }
        self.print.failure(failure);
        failure.exit
    }

    /// The ledger, for what needs nothing else of `config.toml`; where that can't be used, it is said in a line.
    pub fn reach(&self, runtime: &Runtime) -> Result<Reached, Failure> {
        let reached = Reached::at(&self.start, runtime.handle())?;
        if let Some(words) = reached.amiss() {
            self.print.say(&words);
        }
        Ok(reached)
    }

    /// Whether there is somebody to ask.
    pub fn can_ask(&self) -> bool {
        !self.no_input && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
    }

    /// Asks and reads one line, without its end.
    pub fn ask(&self, question: &str) -> Result<String, Failure> {
        self.print.ask(question);
        let mut line = String::new();
        match std::io::stdin().lock().read_line(&mut line) {
            Ok(1..) => Ok(line.trim_end_matches(['\r', '\n']).to_owned()),
            _ => Err(Failure::new(Exit::Interrupted, "no answer was given", "do it again: nothing was done")),
        }
    }

    /// A runtime for commands that wait on the outside world.
    pub fn runtime(&self) -> Result<Runtime, Failure> {
        started(Builder::new_multi_thread().enable_all().build())
    }

    /// A runtime for what sends by itself.
    pub fn runtime_of_a_sender(&self, settings: &Settings) -> Result<Runtime, Failure> {
        let threads = send::threads(settings).get();
        started(Builder::new_multi_thread().worker_threads(threads).enable_all().build())
    }
}

fn started(runtime: std::io::Result<Runtime>) -> Result<Runtime, Failure> {
    runtime.map_err(|e| {
        let remedy = "end other programs of this user, or raise its limit (ulimit -u)";
        Failure::new(Exit::Unexpected, format!("no threads can be started: {e}"), remedy)
    })
}
