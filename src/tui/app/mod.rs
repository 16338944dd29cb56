//! The whole composer as one value: `update` takes what happened and says what to do, `view` draws. Both are
//! pure: no clock, no disk, no network.

mod answer;
mod asking;
mod changes;
mod clipboard;
mod command;
mod config;
mod decide;
mod finding;
mod forming;
mod frame;
mod inserting;
mod kept_words;
mod looking;
mod meant;
mod mending;
mod number;
mod only;
mod outline;
mod picture;
mod pointing;
mod remembering;
mod reread;
mod seeking;
mod spelling;
mod theirs;
mod translating;
mod typing;
mod unsaved;
mod writing;

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use ratatui::Frame;

use crate::domain::settings::Settings;
use crate::domain::{Lang, ListName, Problem};
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Recovered};
use crate::tui::keys::{self, Facts, Id, Key, Stage, Where};
use crate::tui::screens::dialog::{Ask, PictureDraft};
use crate::tui::screens::{
    Checks, Choice, Delivery, Dialog, JUST_NOW, People, Preview, Scene, Send, Shelf, Tested, Work, Write,
};
use crate::tui::theme::Theme;
use crate::tui::widgets::{Canvas, Targets};
use changes::Changes;
use meant::Before;
use outline::Step;
use pointing::Pressed;
use spelling::Spelling;
use unsaved::OnceSaved;

/// How often the mailings and readers of an issue are looked at before it is sent: the shell may send beside.
const LOOK: SignedDuration = SignedDuration::from_secs(3);

/// Which screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    Shelf,
    Write,
    Preview,
    Checks,
    People,
    Send,
    Delivery,
}

/// An open issue with its screens and what is not saved of it.
#[derive(Debug)]
struct Open {
    work: Work,
    write: Write,
    preview: Preview,
    checks: Checks,
    people: People,
    send: Send,
    delivery: Delivery,
    changes: Changes,
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// The last thing that was done or undone is what a form changed.
    facts_last: bool,
    /// When its mailings and readers were looked at last.
    looked: Timestamp,
    /// The readers are being counted.
    counting: bool,
}

impl Open {
    /// The lists that are ticked, where `issue.toml` does not name them yet.
    fn ticked(&self) -> Option<Vec<ListName>> {
        let issue = &self.work.issue;
        (!self.changes.has_saved_lists(issue)).then(|| issue.lists.clone())
    }

    /// How long until they are looked at again, while they are shown; none while that has not answered.
    fn rest(&self, now: Timestamp) -> Option<Duration> {
        let left = LOOK - now.duration_since(self.looked);
        (!self.counting).then(|| Duration::try_from(left).unwrap_or_default())
    }
}

/// Everything the composer knows.
#[derive(Debug)]
pub struct App {
    theme: Theme,
    now: Timestamp,
    settings: Option<Arc<Settings>>,
    /// Why there are none, once they were looked for.
    config: Vec<Problem>,
    /// The newsletter's, as it was known last; before that, its latest mailing's, or UTC.
    zone: TimeZone,
    /// Its name, as it was known last.
    newsletter: String,
    /// The one language that somebody may write.
    only: Option<Lang>,
    screen: Screen,
    shelf: Shelf,
    open: Option<Open>,
    dialog: Option<Dialog>,
    /// How many times the checks were ordered, of whatever issue.
    checks_ordered: u64,
    /// What the last key did that the next one may be meant for.
    before: Option<Before>,
    /// What the places of the screen stand for, as it was drawn last.
    targets: RefCell<Targets>,
    /// Where the mouse was pressed last.
    pressed: Option<Pressed>,
    /// Since when the dialog is there.
    asked: Option<Timestamp>,
    /// One line of words until the next key.
    notice: Option<String>,
    /// What is being done, while it lasts.
    busy: Option<&'static str>,
    recovered: Vec<Recovered>,
    /// Kept text was left where it is, until the next start.
    kept_for_later: bool,
    /// Where kept text is that could not be put in place: to be told as soon as no other dialog is open.
    kept_aside: Vec<String>,
    /// What to say of a field that others have taken away, as soon as no other dialog is open.
    lost: Option<Ask>,
    /// Dates that are none yet, of issues that are not open.
    half_typed: Vec<Recovered>,
    /// The order to send at once was given, and its mailing is not there yet.
    sent_now: bool,
    /// The step to which the issue is being opened.
    once_open: Option<Id>,
    /// The text that is being tested.
    testing: Option<Tested>,
    /// The picture whose file is being copied.
    awaited_picture: Option<PictureDraft>,
    /// What was cut or copied last.
    clipboard: String,
    spelling: Spelling,
    /// What was looked for last.
    sought: String,
    /// The time that was typed since it was asked for, for another try.
    typed: String,
    /// What is done as soon as the text is in its files.
    once_saved: Option<OnceSaved>,
    /// Ctrl+S was pressed, and nothing has answered yet.
    saved_by_hand: bool,
    /// The files are read in place of what could not be saved.
    taking_theirs: bool,
    /// Somebody quits, and the files are still being written.
    quitting: bool,
    ended: bool,
}

impl App {
    pub fn new(theme: Theme, now: Timestamp) -> Self {
        Self {
            theme,
            now,
            settings: None,
            config: Vec::new(),
            zone: TimeZone::UTC,
            newsletter: String::new(),
            only: None,
            screen: Screen::Shelf,
            shelf: Shelf::default(),
            open: None,
            dialog: None,
            checks_ordered: 0,
            before: None,
            targets: RefCell::default(),
            pressed: None,
            asked: None,
            notice: None,
            busy: None,
            recovered: Vec::new(),
            kept_for_later: false,
            kept_aside: Vec::new(),
            lost: None,
            half_typed: Vec::new(),
            sent_now: false,
            once_open: None,
            testing: None,
            awaited_picture: None,
            clipboard: String::new(),
            spelling: Spelling::default(),
            sought: String::new(),
            typed: String::new(),
            once_saved: None,
            saved_by_hand: false,
            taking_theirs: false,
            quitting: false,
            ended: false,
        }
    }

    /// What to do first.
    pub fn start() -> Vec<Effect> {
        vec![Effect::LoadShelf]
    }

    /// Takes one thing that happened; gives what is to be done.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = match event {
            Event::Key(key) => {
                let effects = self.on_key(key);
                self.agree_to_dates();
                effects
            }
            Event::Mouse(mouse) => {
                let effects = self.on_mouse(mouse);
                self.agree_to_dates();
                effects
            }
            Event::Paste(text) => self.on_paste(&text),
            Event::Resize => Vec::new(),
            Event::Tick(now) => self.on_tick(now),
            Event::Hangup => self.quit(),
            Event::Opened(opened) => {
                let mut effects = self.on_answer(Event::Opened(opened));
                effects.extend(self.go_on_from_the_shelf());
                effects
            }
            answer => self.on_answer(answer),
        };
        self.keep_asking_what_is_so();
        self.with_open(|open| open.work.follow());
        effects.extend(self.look_at_spelling());
        self.asked = self.dialog.as_ref().map(|_| self.asked.unwrap_or(self.now));
        self.allowed(effects)
    }

    /// How soon it wants to be told the time; none while nothing moves.
    pub fn wants_tick(&self) -> Option<Duration> {
        let open = self.open.as_ref()?;
        let counting = open.work.under_way().is_some_and(|mailing| {
            let seconds = mailing.schedule.due.duration_since(self.now).as_secs();
            let shown = self.screen == Screen::Delivery || self.asks_about_beginning();
            shown && (-JUST_NOW..3600).contains(&seconds)
        });
        let counting = counting.then_some(Duration::from_secs(1));
        // How long ago it was due is said in minutes.
        let stopped = open.work.stage(self.now) == Stage::Stopped && open.work.has_not_begun();
        let late = (self.screen == Screen::Delivery && stopped).then_some(Duration::from_secs(60));
        let look = open.rest(self.now).filter(|_| self.screen == Screen::Send);
        open.changes.rest(self.now).into_iter().chain(counting).chain(late).chain(look).min()
    }

    /// All of the text, for a while in which nobody can say whether the terminal comes back.
    pub fn put_by(&mut self) -> Vec<Effect> {
        self.save_now()
    }

    /// Whether its files have all that was typed, as far as they can.
    pub fn is_put_by(&self) -> bool {
        self.open
            .as_ref()
            .is_none_or(|open| !open.changes.unsaved() || open.changes.contested || open.changes.stuck())
    }

    pub fn ended(&self) -> bool {
        self.ended
    }

    pub fn screen(&self) -> Screen {
        self.screen
    }

    fn on_key(&mut self, key: Key) -> Vec<Effect> {
        if self.is_meant_for_before(key) {
            return Vec::new();
        }
        self.notice = None;
        let quits = keys::command(self.place(), key).is_some_and(|command| command.id == Id::Quit);
        if quits && self.dialog.take_if(|dialog| dialog.only_tells()).is_some() {
            return self.run(Id::Quit);
        }
        if let Some(dialog) = &mut self.dialog {
            if key == Key::ctrl('v') {
                dialog.on_paste(&self.clipboard);
            }
            let Some(choice) = dialog.on_key(key) else { return Vec::new() };
            self.ended_by(key);
            return self.ended_with(choice);
        }
        let place = self.place();
        match keys::command(place, key) {
            Some(command) => self.run_if_possible(command.id),
            None => self.type_key(key),
        }
    }

    /// What follows from a choice that ended the dialog.
    fn ended_with(&mut self, choice: Choice) -> Vec<Effect> {
        (self.dialog, self.asked) = (None, None);
        let effects = self.decide(choice);
        self.tell_what_waits();
        effects
    }

    fn on_paste(&mut self, text: &str) -> Vec<Effect> {
        match &mut self.dialog {
            Some(dialog) => {
                dialog.on_paste(text);
                Vec::new()
            }
            None => self.type_paste(text),
        }
    }

    /// What has the keys.
    fn place(&self) -> Where {
        match (self.screen, &self.open) {
            (Screen::Shelf, _) | (_, None) => Where::Shelf,
            (Screen::Write, Some(open)) => open.write.place(&open.work),
            (Screen::Preview, _) => Where::Preview,
            (Screen::Checks, _) => Where::Checks,
            (Screen::People, _) => Where::People,
            (Screen::Send, _) => Where::Send,
            (Screen::Delivery, _) => Where::Delivery,
        }
    }

    fn facts(&self) -> Facts {
        let open = self.open.as_ref();
        Facts {
            issue: match self.place() {
                Where::Shelf => self.shelf.chosen().is_some(),
                _ => open.is_some(),
            },
            mailing: open.is_some_and(|open| open.work.mailing().is_some()),
            uncertain: open.is_some_and(|open| open.work.not_certain() > 0),
            mendable: open.is_some_and(|open| open.checks.mends(open.work.problems())),
            another: open.is_some_and(|open| open.work.mailings.len() > 1),
            only: self.only.is_some(),
            stage: open.map_or(Stage::Over, |open| open.work.stage(self.now)),
        }
    }

    fn say(&mut self, words: impl Into<String>) -> Vec<Effect> {
        self.notice = Some(words.into());
        Vec::new()
    }

    fn zone(&self) -> TimeZone {
        self.zone.clone()
    }

    /// The language to show where an issue names none.
    fn first_language(&self) -> Option<Lang> {
        self.settings.as_ref().and_then(|settings| settings.newsletter.languages.first().cloned())
    }

    fn scene<'a>(&'a self, open: &'a Open) -> Scene<'a> {
        Scene {
            theme: self.theme,
            now: self.now,
            settings: self.settings.as_deref(),
            config: &self.config,
            zone: &self.zone,
            work: &open.work,
            unwritten: open.changes.unwritten(),
        }
    }

    /// Draws everything.
    pub fn view(&self, frame: &mut Frame) {
        let mut canvas = Canvas::new(frame);
        self.draw(&mut canvas);
        self.theme.finish(canvas.buffer_mut());
        self.targets.replace(canvas.into_targets());
    }
}
