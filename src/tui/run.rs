//! The loop: draw, wait for one event, take what else is there, draw once. At rest it does nothing at all.

use std::io;
use std::path::Path;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::Instant;

use super::app::App;
use super::console::Console;
use super::effect::Effect;
use super::event::Event;
use super::input::Input;
use super::perform::Performer;
use super::signals::{Signals, Told};
use super::terminal::Guard;
use super::theme::Theme;
use crate::domain::{Clock, Lang};
use crate::spelling::Folders;
use crate::workspace::{self, Workspace};

/// Most events that are taken before the screen is drawn again.
const AT_ONCE: usize = 1_024;
/// Whoever stops it waits no longer than this for the files: nothing runs on in a stopped process.
const SAVING: Duration = Duration::from_secs(2);

/// Why the composer could not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the terminal can't be used: {0}")]
    Terminal(#[from] io::Error),
    #[error("no threads can be started: {0}")]
    Threads(io::Error),
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
}

impl Error {
    /// What to do.
    pub fn remedy(&self) -> String {
        match self {
            Self::Terminal(_) => {
                "run it in a terminal; `courant --help` names the commands that need none".to_owned()
            }
            Self::Threads(_) => "end other programs of this user, or raise its limit (ulimit -u)".to_owned(),
            Self::Workspace(error) => error.remedy(),
        }
    }

    /// Whether there is no newsletter to open.
    pub fn is_about_the_workspace(&self) -> bool {
        matches!(self, Self::Workspace(_))
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Somebody quit.
    Quit,
    /// The system told it to end, or its terminal is gone.
    Told,
}

/// Runs the composer on the workspace at or above `start` until somebody quits; `plain`: with neither colours nor signs,
/// whatever the environment says; with
/// `only` a language, for whoever writes that one and nothing else.
pub fn run(start: &Path, clock: Clock, plain: bool, only: Option<Lang>) -> Result<End, Error> {
    Workspace::find(start)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Error::Threads)?;
    let theme = if plain { Theme::PLAIN } else { Theme::from_environment(|name| std::env::var(name).ok()) };
    let mut app = App::new(theme, clock.now()).only(only);
    let mut guard = Guard::take()?;
    guard.terminal.draw(|frame| app.view(frame))?;
    let (sender, events) = unbounded_channel();
    let input = Input::begin(runtime.handle().clone(), sender.clone());
    let (at, dictionaries) = (runtime.handle().clone(), Folders::of_this_machine());
    let mut performer = Performer::new(start.to_owned(), clock, at, sender, dictionaries);
    let mut console = Console { guard, input };
    let ended = runtime.block_on(until_the_end(&mut app, &mut console, events, &mut performer, clock));
    performer.finish();
    drop(console);
    runtime.shutdown_background();
    ended
}

async fn until_the_end(
    app: &mut App,
    console: &mut Console,
    mut events: UnboundedReceiver<Event>,
    performer: &mut Performer,
    clock: Clock,
) -> Result<End, Error> {
    let mut signals = Signals::listen().map_err(Error::Threads)?;
    performer.perform(App::start());
    let mut stops_at: Option<Instant> = None;
    loop {
        let wake = app.wants_tick();
        let first = tokio::select! {
            Some(event) = events.recv() => Some(event),
            () = tokio::time::sleep_until(stops_at.unwrap_or_else(Instant::now)), if stops_at.is_some() => None,
            () = tokio::time::sleep(wake.unwrap_or_default()), if wake.is_some() => None,
            told = signals.next() => match told {
                Told::End => Some(Event::Hangup),
                Told::Stop => {
                    performer.perform(app.put_by());
                    stops_at = Some(Instant::now() + SAVING);
                    None
                }
                Told::GoOn => console.guard.step_in().is_err().then_some(Event::Hangup),
            },
        };
        performer.perform(app.update(Event::Tick(clock.now())));
        let mut end = take(in_turn(first, &mut events), app, performer, console, &mut signals).await;
        let stops =
            end.is_none() && stops_at.take_if(|at| app.is_put_by() || *at <= Instant::now()).is_some();
        let gone = stops && console.stop(&mut signals).await.is_err();
        if end.is_none() && (gone || console.guard.terminal.draw(|frame| app.view(frame)).is_err()) {
            // A window may be gone before anybody is told: what was typed last is written all the same.
            end =
                take(in_turn(Some(Event::Hangup), &mut events), app, performer, console, &mut signals).await;
        }
        if let Some(end) = end {
            return Ok(end);
        }
    }
}

/// Until one of them ends it.
async fn take(
    all: impl Iterator<Item = Event>,
    app: &mut App,
    performer: &mut Performer,
    console: &mut Console,
    signals: &mut Signals,
) -> Option<End> {
    for event in all {
        let told = matches!(event, Event::Hangup);
        let (edits, effects): (Vec<_>, Vec<_>) =
            app.update(event).into_iter().partition(|one| matches!(one, Effect::Edit { .. }));
        performer.perform(effects);
        for edit in edits {
            if let Some(event) = console.edit(edit, signals).await {
                performer.perform(app.update(event));
            }
        }
        if app.ended() {
            return Some(if told { End::Told } else { End::Quit });
        }
    }
    None
}

/// What has come, in its order. An end that the system tells of comes last: keys that were read before belong to the
/// text that is saved then.
fn in_turn(first: Option<Event>, events: &mut UnboundedReceiver<Event>) -> impl Iterator<Item = Event> {
    let (first, end) = match first {
        Some(Event::Hangup) => (None, Some(Event::Hangup)),
        first => (first, None),
    };
    let others = std::iter::from_fn(|| events.try_recv().ok());
    first.into_iter().chain(others).take(AT_ONCE).chain(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::Key;

    #[test]
    fn a_key_that_was_read_before_the_end_is_told_goes_into_the_text() {
        let (sender, mut events) = unbounded_channel();
        let key = || Event::Key(Key::plain(crossterm::event::KeyCode::Char('x')));
        let turns = |first, events: &mut _| {
            in_turn(first, events).map(|event| format!("{event:?}")).collect::<Vec<_>>()
        };
        let [key_comes, paste, end] =
            [key(), Event::Paste("y".into()), Event::Hangup].map(|e| format!("{e:?}"));
        for (first, wanted) in [
            (Some(Event::Hangup), vec![&key_comes, &paste, &end]),
            (Some(key()), vec![&key_comes, &key_comes, &paste]),
            (None, vec![&key_comes, &paste]),
        ] {
            sender.send(key()).expect("sent");
            sender.send(Event::Paste("y".into())).expect("sent");
            assert_eq!(turns(first, &mut events).iter().collect::<Vec<_>>(), wanted);
        }
        assert_eq!(turns(Some(Event::Hangup), &mut events), [end], "nothing was typed");
    }
}
