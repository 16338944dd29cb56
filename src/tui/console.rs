//! The terminal with its keys: left to another program, and taken again.

use std::io;

use rustix::process::{Signal, getpid, kill_process};

use super::effect::Effect;
use super::event::{Event, Told};
use super::input::Input;
use super::signals::Signals;
use super::terminal::Guard;
use crate::desk::editor::{Draft, Error};

/// What somebody sits at.
#[derive(Debug)]
pub struct Console {
    pub guard: Guard,
    pub input: Input,
}

impl Console {
    /// Stops this process until it is told to go on, as the shell's `kill -TSTP` wants it; Ctrl+Z is undo.
    pub async fn stop(&mut self, signals: &mut Signals) -> io::Result<()> {
        self.guard.step_aside();
        stop_here();
        signals.continued().await;
        self.guard.step_in()
    }

    /// Opens a text in somebody's editor, and gives what that left or why there is nothing.
    pub async fn edit(&mut self, wanted: Effect, signals: &mut Signals) -> Option<Event> {
        let Effect::Edit { lang, spot, name, text } = wanted else { return None };
        let draft = match Draft::lay(|name| std::env::var(name).ok(), &name, &text) {
            Ok(draft) => draft,
            Err(error) => return Some(failed(&error)),
        };
        self.input.let_go().await;
        self.guard.step_aside();
        let ended = ended(&draft, signals).await;
        let taken = draft.taken(ended);
        let back = signals.forget_keys().and_then(|()| self.guard.step_in());
        self.input.go_on();
        Some(match (taken, back) {
            (Ok(text), Ok(())) => Event::Edited { lang, spot, text },
            (Err(error), Ok(())) => failed(&error),
            // A terminal that can't be taken is gone.
            (_, Err(_)) => Event::Hangup,
        })
    }
}

/// Waits for the editor; what stops it stops this process too.
async fn ended(draft: &Draft, signals: &mut Signals) -> io::Result<std::process::ExitStatus> {
    let mut editor = tokio::process::Command::from(draft.command()).spawn()?;
    loop {
        tokio::select! {
            ended = editor.wait() => return ended,
            () = signals.stopped() => stop_here(),
        }
    }
}

fn stop_here() {
    // It can't fail for oneself.
    _ = kill_process(getpid(), Signal::STOP);
}

fn failed(error: &Error) -> Event {
    let more = vec![sentence(&error.to_string()), error.remedy()];
    Event::Failed(Told { what: "The text could not be edited outside".into(), more })
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
