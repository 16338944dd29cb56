//! The one place where effects become work. Files are read and written in order on one thread; what takes
//! longer (rendering, checks, sending) waits its turn on another; a mailing is watched on the runtime.

mod beside;
#[cfg(test)]
mod brake;
#[cfg(test)]
mod conflicts;
mod details;
mod edition_merge;
mod files;
#[cfg(test)]
mod fresh;
mod held;
mod kept;
#[cfg(test)]
mod merging;
mod opened;
mod outline_merge;
mod outside;
mod pictures;
mod post;
mod press;
#[cfg(test)]
mod sections;
mod send;
mod shelf;
mod slow;
mod spelling;
mod steps;
#[cfg(test)]
mod tests;
mod translating;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc::UnboundedSender;

use super::effect::Effect;
use super::event::{Event, Told};
use super::terminal;
use crate::domain::{Clock, IssueId};
use crate::spelling::Folders;
use crate::workspace::{self, Workspace};
use files::Files;
use outside::Outside;
use post::Watch;
use slow::Slow;

/// What every worker is given.
#[derive(Debug, Clone)]
struct Place {
    start: PathBuf,
    clock: Clock,
    runtime: Handle,
    events: UnboundedSender<Event>,
    /// It stays the one, also while its `config.toml` is gone.
    found: Arc<OnceLock<Workspace>>,
}

impl Place {
    fn new(start: PathBuf, clock: Clock, runtime: Handle, events: UnboundedSender<Event>) -> Self {
        Self { start, clock, runtime, events, found: Arc::default() }
    }

    /// The workspace, found at the first need.
    fn workspace(&self) -> Result<Workspace, workspace::Error> {
        if let Some(found) = self.found.get() {
            return Ok(found.clone());
        }
        let found = Workspace::find(&self.start)?;
        Ok(self.found.get_or_init(|| found).clone())
    }

    /// The composer may be gone by now; then nobody wants to know.
    fn tell(&self, event: Event) {
        _ = self.events.send(event);
    }

    fn failed(&self, what: &str, why: &dyn std::fmt::Display) {
        self.tell(Event::Failed(Told { what: what.to_owned(), more: vec![why.to_string()] }));
    }

    /// Does `work`; where it panics, says so instead of leaving the screen waiting.
    fn guarded(&self, work: impl FnOnce()) {
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).is_err() {
            let why = "This is a mistake in the program. Your text is kept; nothing was sent because of it.";
            self.failed("Something broke", &why);
        }
    }
}

/// The next order; none when there will be no more. While none comes, `keep` is called when it is due: it does what it
/// does and says in how long again.
fn next(orders: &Receiver<Effect>, mut keep: impl FnMut() -> Option<Duration>) -> Option<Effect> {
    loop {
        let Some(rest) = keep() else { return orders.recv().ok() };
        match orders.recv_timeout(rest) {
            Ok(effect) => return Some(effect),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// Takes effects, answers with events.
#[derive(Debug)]
pub struct Performer {
    files: Option<Sender<Effect>>,
    worker: Option<JoinHandle<()>>,
    spelling: Sender<Effect>,
    place: Place,
    watch: Option<Watch>,
    outside: Option<Outside>,
}

impl Performer {
    pub fn new(
        start: PathBuf,
        clock: Clock,
        runtime: Handle,
        events: UnboundedSender<Event>,
        dictionaries: Folders,
    ) -> Self {
        let place = Place::new(start, clock, runtime, events);
        let spelling = spelling::begin(place.clone(), dictionaries);
        let (slow, orders) = channel::<Effect>();
        let at = place.clone();
        // It is not waited for at the end: what it does is read-only, or durable in the ledger.
        std::thread::spawn(move || {
            let slow = Slow::new(at.clone());
            for effect in orders {
                at.guarded(|| slow.perform(effect));
            }
        });
        let (files, orders) = channel::<Effect>();
        let at = place.clone();
        let worker = std::thread::spawn(move || {
            let mut files = Files::new(at.clone());
            while let Some(effect) = next(&orders, || files.keep()) {
                at.guarded(|| {
                    if let Some(slower) = files.perform(effect) {
                        _ = slow.send(slower);
                    }
                });
            }
        });
        Self { files: Some(files), worker: Some(worker), spelling, place, watch: None, outside: None }
    }

    pub fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if matches!(effect, Effect::LoadShelf) {
                self.outside = None;
            }
            match effect {
                Effect::Compare(issue) if !self.looks_outside_at(&issue) => {
                    self.outside = Some(Outside::begin(self.place.clone(), issue));
                }
                Effect::Watch(mailing) => self.watch = Some(Watch::begin(self.place.clone(), mailing)),
                Effect::StopWatching => self.watch = None,
                Effect::Copy(text) => terminal::copy(&text),
                // Whoever has the terminal does this one.
                Effect::Quit | Effect::Edit { .. } => {}
                Effect::Spell { .. } | Effect::Suggest { .. } | Effect::KeepWord { .. } => {
                    _ = self.spelling.send(effect);
                }
                effect => {
                    if let Some(files) = &self.files {
                        _ = files.send(effect);
                    }
                }
            }
        }
    }

    fn looks_outside_at(&self, issue: &IssueId) -> bool {
        self.outside.as_ref().is_some_and(|outside| outside.looks_at(issue))
    }

    /// Waits until everything that was ordered is in the files.
    pub fn finish(&mut self) {
        self.files = None;
        if let Some(worker) = self.worker.take() {
            _ = worker.join();
        }
    }
}
