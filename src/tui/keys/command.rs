//! A thing the program can be told to do: its names, its keys, where it applies and why it may not.

use super::{Key, Stage};

/// One row of the table. A command may have several rows, for different places.
#[derive(Debug)]
pub struct Command {
    pub id: Id,
    /// In the help.
    pub label: &'static str,
    /// A word or two for the hint line; empty: not offered there.
    pub hint: &'static str,
    /// At most six letters for the F-key line; empty: not on it.
    pub on_line: &'static str,
    /// The first one is shown.
    pub keys: &'static [Key],
    pub at: &'static [Where],
    pub needs: Needs,
    pub help: &'static str,
}

impl Command {
    /// Whether what it does depends on what the mailing is doing.
    pub fn hint_depends(&self) -> bool {
        matches!(self.id, Id::Pause | Id::CancelMailing | Id::Back)
    }

    /// Why it can't do anything now.
    pub fn why_not(&self, facts: Facts) -> Option<&'static str> {
        if facts.only && !self.id.is_for_translators() {
            return Some("Not here: this window is for translating only.");
        }
        self.needs.why_not(facts)
    }

    /// Its name on a line that has room.
    pub fn on_line_wide(&self) -> &'static str {
        self.label.split(',').next().unwrap_or(self.label)
    }
}

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Id {
    Help,
    Write,
    Translate,
    Preview,
    Checks,
    People,
    Spelling,
    Send,
    Menu,
    Quit,
    Back,
    Save,
    NextLanguage,
    PreviousLanguage,
    Browser,
    /// How wide the letter is shown, or as text.
    Shape,
    Pictures,
    NextReader,
    Undo,
    Redo,
    NoQuit,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Tick,
    New,
    Add,
    PutAside,
    MoveUp,
    MoveDown,
    TextPreview,
    TranslationDone,
    LookUp,
    NextPane,
    PreviousPane,
    Bold,
    Italic,
    Pause,
    CancelMailing,
    Decide,
    Mend,
    Palette,
    Insert,
    Link,
    /// The form of an event.
    Event,
    /// The form of a picture.
    Picture,
    /// Pictures without words for those who don't see them, links without an address.
    Lacking,
    Find,
    Cut,
    Copy,
    Paste,
    MarkAll,
    /// The text in an editor of one's own.
    Editor,
}

impl Id {
    /// Whether it touches nothing but the words of one language. A program of one's own choice is not started for a guest.
    pub fn is_for_translators(self) -> bool {
        use Id::{
            Back, Bold, Copy, Cut, Down, Find, First, Help, Insert, Italic, Last, Link, LookUp, MarkAll,
            Menu, NextPane, NoQuit, Open, PageDown, PageUp, Palette, Paste, Pictures, Preview, PreviousPane,
            Quit, Redo, Save, Shape, Spelling, TextPreview, Translate, TranslationDone, Undo, Up, Write,
        };
        matches!(
            self,
            Back | Bold
                | Copy
                | Cut
                | Down
                | Find
                | First
                | Help
                | Insert
                | Italic
                | Last
                | Link
                | LookUp
                | MarkAll
                | Menu
                | NextPane
                | NoQuit
                | Open
                | PageDown
                | PageUp
                | Palette
                | Paste
                | Pictures
                | Preview
                | PreviousPane
                | Quit
                | Redo
                | Save
                | Shape
                | Spelling
                | TextPreview
                | Translate
                | TranslationDone
                | Undo
                | Up
                | Write
        )
    }
}

/// What has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    Shelf,
    Sections,
    /// A field of one line.
    Line,
    Text,
    Checks,
    Preview,
    People,
    Send,
    Delivery,
}

impl Where {
    pub const ALL: [Self; 9] = [
        Self::Shelf,
        Self::Sections,
        Self::Line,
        Self::Text,
        Self::Checks,
        Self::Preview,
        Self::People,
        Self::Send,
        Self::Delivery,
    ];

    /// What the help is headed with.
    pub fn title(self) -> &'static str {
        match self {
            Self::Shelf => "The issues",
            Self::Sections => "The sections of an issue",
            Self::Line => "A field",
            Self::Text => "The text of a section",
            Self::Checks => "The checks",
            Self::Preview => "The preview",
            Self::People => "Who gets it",
            Self::Send => "Sending",
            Self::Delivery => "A mailing under way",
        }
    }
}

/// What must be so before a command can do anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    /// An open issue, or one that the shelf marks.
    Issue,
    /// A mailing of the open issue.
    Mailing,
    /// Another mailing of it.
    Another,
    /// A letter of it that may have arrived or not.
    Uncertain,
    /// A marked finding that offers what mends it.
    Mendable,
    /// Another screen; what to say.
    Elsewhere(&'static str),
}

/// What the table asks about the state of the program.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts {
    pub issue: bool,
    pub mailing: bool,
    pub stage: Stage,
    pub uncertain: bool,
    pub mendable: bool,
    /// There is another mailing than the one that is looked at.
    pub another: bool,
    /// Somebody translates into one language and does nothing else.
    pub only: bool,
}

impl Needs {
    fn why_not(self, facts: Facts) -> Option<&'static str> {
        match self {
            Self::Issue if !facts.issue => Some("There is no issue yet: N starts one."),
            Self::Mailing if !facts.mailing => Some("Nothing of this issue has been sent or scheduled yet."),
            Self::Another if !facts.another => Some("There is no other mailing of this issue."),
            Self::Uncertain if !facts.uncertain => {
                Some("Nothing to decide: no letter of this mailing is uncertain.")
            }
            Self::Mendable if !facts.mendable => Some("This one needs a person: Enter goes to the place."),
            Self::Elsewhere(why) => Some(why),
            _ => None,
        }
    }
}
