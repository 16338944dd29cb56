//! What lies over a screen: a question, a field, a choice, the typed number, the help. One at a time.

mod ask;
mod event_form;
mod find;
mod form;
mod form_field;
mod help;
mod input;
mod known_words;
mod menus;
mod over;
mod palette;
mod pick;
mod picture_form;
mod spell;
mod typed_number;
mod uncertain;

use crossterm::event::KeyCode;

use crate::domain::{Address, Decision, IssueId, Kind, Lang, Schedule, Section, Spot};
use crate::tui::keys::{Id, Key};
use crate::tui::theme::Theme;
use crate::tui::widgets::{Canvas, Target};
pub use ask::Ask;
pub use event_form::{EventForm, EventGround};
pub use find::{Find, Seek, Seeking};
pub use form::{Form, Press};
pub use form_field::{Content, FormField};
pub use help::Help;
pub use input::{Input, InputFor};
pub use known_words::KnownWords;
pub use menus::Menus;
pub use palette::Palette;
pub use pick::Pick;
pub use picture_form::{PictureDraft, PictureForm};
pub use spell::Spell;
pub use typed_number::TypedNumber;
pub use uncertain::Uncertain;

/// The one that is open.
#[derive(Debug)]
pub enum Dialog {
    Ask(Ask),
    Input(Input),
    Pick(Pick),
    TypedNumber(TypedNumber),
    Uncertain(Uncertain),
    Help(Help),
    KnownWords(KnownWords),
    Palette(Palette),
    Find(Find),
    Menus(Menus),
    Event(Box<EventForm>),
    Picture(Box<PictureForm>),
}

/// What can be put into a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Insertion {
    Link,
    Button,
    List,
    Numbers,
    Quote,
    Heading,
    /// Of whoever reads it.
    Name,
    Event,
    Picture,
}

/// What was decided in a dialog.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// Nothing: close it.
    Close,
    /// A command that was looked for.
    Run(Id),
    NewIssue(String),
    AddSection(Kind),
    PutAside,
    /// A time as it was typed.
    ScheduleAt(String),
    /// The right number was typed; `at` none: in sixty seconds.
    Send {
        readers: u64,
        at: Option<Schedule>,
        again: bool,
    },
    /// A mailing that was stopped goes on.
    Resume(String),
    /// The new number was typed of a mailing that is held because it changed.
    ResumeFor {
        mailing: String,
        confirmed: u64,
    },
    Test,
    DryRun,
    StartSender,
    Pause,
    CancelMailing,
    /// What is about to begin.
    StopBeginning,
    Decide {
        mailing: String,
        address: Address,
        decision: Decision,
    },
    /// Into the text, in the place of what was typed of them.
    PutIn {
        words: String,
        typed: String,
    },
    /// Words are looked for in the text.
    Seek(Seek),
    /// What becomes of a word that its dictionary does not have.
    Spell(Spell),
    /// Something is put into the text, in the place of what was typed to be asked.
    Insert {
        what: Insertion,
        typed: &'static str,
    },
    /// What `issue.toml` says of a section is another now.
    SetFacts {
        from: Box<Section>,
        to: Box<Section>,
    },
    /// A picture for the text; `copy` its file into the issue first.
    Picture {
        draft: Box<PictureDraft>,
        copy: bool,
    },
    /// Where a link leads, as it was typed.
    LinkTo(String),
    ButtonTo(String),
    KeepRecovered,
    /// Neither: it is offered again at the next start.
    LeaveRecovered,
    UseFiles(IssueId),
    /// To a field of the text.
    GoTo {
        lang: Lang,
        spot: Spot,
        line: Option<usize>,
    },
    /// What could not be written is tried once more.
    SaveAgain,
    KeepMine,
    TakeTheirs,
    QuitAnyway,
}

impl Dialog {
    /// Takes a key; a choice ends the dialog.
    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        match self {
            Self::Ask(ask) => ask.on_key(key),
            Self::Input(input) => input.on_key(key),
            Self::Pick(pick) => pick.on_key(key),
            Self::TypedNumber(number) => number.on_key(key),
            Self::Uncertain(letters) => letters.on_key(key),
            Self::Help(help) => help.on_key(key),
            Self::KnownWords(words) => words.on_key(key),
            Self::Palette(palette) => palette.on_key(key),
            Self::Find(find) => find.on_key(key),
            Self::Menus(menus) => menus.on_key(key),
            Self::Event(form) => form.on_key(key),
            Self::Picture(form) => form.on_key(key),
        }
    }

    /// Takes a click on something of it; a choice ends the dialog.
    pub fn on_press(&mut self, target: &Target) -> Option<Choice> {
        let row = match target {
            Target::Row(row) | Target::Button(row) | Target::Menu(row) | Target::Field(row) => *row,
            _ => return None,
        };
        match (&mut *self, target) {
            (Self::Event(form), _) => return form.on_press(target),
            (Self::Picture(form), _) => return form.on_press(target),
            (Self::Ask(ask), Target::Button(_)) => ask.mark(row),
            (Self::Uncertain(letters), Target::Button(_)) => letters.mark_decision(row),
            (Self::Uncertain(letters), _) => {
                letters.mark(row);
                return None;
            }
            (Self::Menus(menus), Target::Menu(_)) => {
                menus.turn_to(row);
                return None;
            }
            (Self::Menus(menus), _) => menus.mark(row),
            (Self::Pick(pick), _) => pick.mark(row),
            (Self::KnownWords(words), _) => words.mark(row),
            (Self::Palette(palette), _) => palette.mark(row),
            _ => return None,
        }
        self.on_key(Key::plain(KeyCode::Enter))
    }

    /// Whether one of its buttons does that.
    pub fn offers(&self, choice: &Choice) -> bool {
        matches!(self, Self::Ask(ask) if ask.offers(choice))
    }

    /// Whether it asks nothing.
    pub fn only_tells(&self) -> bool {
        matches!(self, Self::Ask(ask) if ask.only_closes())
    }

    /// Whether it says how letters would leave.
    pub fn is_about_sending(&self) -> bool {
        match self {
            Self::TypedNumber(_) => true,
            Self::Input(input) => input.is_for(InputFor::Schedule),
            Self::Ask(ask) => ask.offers(&Choice::Test),
            _ => false,
        }
    }

    /// A paste fills a field and presses nothing.
    pub fn on_paste(&mut self, text: &str) {
        match self {
            Self::Input(input) => input.paste(text),
            Self::TypedNumber(number) => number.paste(text),
            Self::Palette(palette) => palette.paste(text),
            Self::Find(find) => find.paste(text),
            Self::Event(form) => form.paste(text),
            Self::Picture(form) => form.paste(text),
            _ => {}
        }
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        match self {
            Self::Ask(ask) => ask.view(frame, theme),
            Self::Input(input) => input.view(frame, theme),
            Self::Pick(pick) => pick.view(frame, theme),
            Self::TypedNumber(number) => number.view(frame, theme),
            Self::Uncertain(letters) => letters.view(frame, theme),
            Self::Help(help) => help.view(frame, theme),
            Self::KnownWords(words) => words.view(frame, theme),
            Self::Palette(palette) => palette.view(frame, theme),
            Self::Find(find) => find.view(frame, theme),
            Self::Menus(menus) => menus.view(frame, theme),
            Self::Event(form) => form.view(frame, theme),
            Self::Picture(form) => form.view(frame, theme),
        }
    }

    /// What the hint line says while it is open.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Ask(ask) if ask.only_closes() => "Enter close",
            Self::Ask(_) => "← → choose   Enter do it   Esc leave it",
            Self::Input(_) => "Enter go on   Esc leave it",
            Self::Pick(_) => "↑ ↓ choose   Enter take it   Esc leave it",
            Self::TypedNumber(_) => "type the number, then Enter   Esc leave it",
            Self::Uncertain(_) => "↑ ↓ whose   ← → what   Enter do it   Esc leave it",
            Self::Help(_) => "↑ ↓ scroll   Esc close",
            Self::Find(find) => find.hint(),
            Self::Menus(menus) => menus.hint(),
            Self::Event(_) | Self::Picture(_) => "Enter next   Space choose   Ctrl+S put it in   Esc leave",
            Self::Palette(_) => "type a word of it   ↑ ↓ choose   Enter do it   Esc leave it",
            Self::KnownWords(_) => "↑ ↓ choose   Enter put it in   E put the explanation in   Esc leave it",
        }
    }
}
