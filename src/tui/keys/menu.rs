//! Under which word of the menu bar a command stands.

use super::Id;

/// The menus, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    Issue,
    Edit,
    Insert,
    Language,
    View,
    Help,
}

impl Menu {
    pub const ALL: [Self; 6] =
        [Self::Issue, Self::Edit, Self::Insert, Self::Language, Self::View, Self::Help];

    pub fn title(self) -> &'static str {
        match self {
            Self::Issue => "Issue",
            Self::Edit => "Edit",
            Self::Insert => "Insert",
            Self::Language => "Language",
            Self::View => "View",
            Self::Help => "Help",
        }
    }

    /// Its commands from top to bottom. What only goes about in a list is in none: nobody looks for that in a menu.
    pub fn commands(self) -> &'static [Id] {
        match self {
            Self::Issue => &[
                Id::New,
                Id::Open,
                Id::Add,
                Id::MoveUp,
                Id::MoveDown,
                Id::PutAside,
                Id::Tick,
                Id::Save,
                Id::Send,
                Id::Pause,
                Id::Decide,
                Id::CancelMailing,
                Id::Quit,
            ],
            Self::Edit => &[
                Id::Undo,
                Id::Redo,
                Id::Cut,
                Id::Copy,
                Id::Paste,
                Id::MarkAll,
                Id::Find,
                Id::Bold,
                Id::Italic,
                Id::Editor,
                Id::Spelling,
                Id::Mend,
            ],
            Self::Insert => &[Id::Link, Id::Picture, Id::Event, Id::Insert],
            Self::Language => {
                &[Id::Translate, Id::NextLanguage, Id::PreviousLanguage, Id::TranslationDone, Id::LookUp]
            }
            Self::View => &[
                Id::Write,
                Id::Preview,
                Id::Browser,
                Id::Shape,
                Id::Pictures,
                Id::NextReader,
                Id::TextPreview,
                Id::Checks,
                Id::Lacking,
                Id::People,
                Id::NextPane,
                Id::PreviousPane,
                Id::Back,
            ],
            Self::Help => &[Id::Help, Id::Palette],
        }
    }
}
